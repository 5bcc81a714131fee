// Goes through a practice one step at a time, over the whole screen: large words, one thumb,
// a timer that speaks once, a screen that stays awake. What is written is kept as typed.

import { root } from "../page.js";
import { applied, set } from "../records/changes.js";
import { begin, day_of, ids } from "../records/model.js";
import { calendar_of } from "../records/reminders.js";
import { markdown_of } from "../records/texts.js";
import { give } from "./giving.js";
import { sign, store } from "./keeping.js";
import { button, h, is_shown, running } from "./nodes.js";
import { is_typed_in, screen_of, stand } from "./stages.js";
import { WORDS } from "./words.js";

/**
 * @typedef {import("../records/model.js").Run} Run
 * @typedef {import("../records/model.js").Walk} Walk
 * @typedef {import("../records/model.js").PathProgress} PathProgress
 * @typedef {Run | Walk | PathProgress} Written
 * @typedef {import("./nodes.js").Child} Child
 * @typedef {{id: string, section: string, title: string, quiet?: boolean, view: () => Child[]}} Stage
 *   one screen; a quiet one has no number
 */

const TICK = 1000; // milliseconds between two looks at the clock

export class Runner extends HTMLElement {
  /** @type {Written | undefined} */
  #record;
  /** @type {Stage[]} */
  stages = [];
  /** @type {import("./keeping.js").Plan | undefined} */
  #plan;
  /** @type {Node | null} what is said on the screen with which it opens */
  notice = null;
  opened = 0;
  place = 0;
  #seconds = 0; // of earlier sittings
  #since = performance.now();
  #nudged = false;
  /** @type {WakeLockSentinel | undefined} */
  #awake;
  /** @type {(() => void)[]} what is undone when it closes */
  #undo = [];

  /** What is being written; there from `take` on. */
  get record() {
    if (!this.#record) throw new Error("nothing has begun");
    return this.#record;
  }

  get plan() {
    if (!this.#plan) throw new Error("nothing has begun");
    return this.#plan;
  }

  /**
   * @param {Written} record
   * @param {import("./keeping.js").Plan} plan
   */
  take(record, plan) {
    this.#record = record;
    this.#plan = plan;
    this.#seconds = record.kind === "run" ? record.seconds : 0;
  }

  /** Whether it is finished, so that it is only read; a path has no end. */
  get done() {
    return /** @type {{done?: boolean}} */ (this.record).done;
  }

  /** Opens over the whole screen, where it stopped the last time; what is finished, to be read. */
  begin() {
    this.stages = this.make_stages();
    this.build();
    const at = this.done ? "overview" : this.record.at;
    this.opened = Math.max(
      0,
      this.stages.findIndex((stage) => stage.id === at),
    );
    this.go(this.opened, false);
  }

  /** @returns {Stage[]} */
  make_stages() {
    return [];
  }

  build() {
    const { practice } = this.record;
    this.where = h("p", { className: "kb-run__where" });
    this.clock = h("p", { className: "kb-run__clock" });
    this.spoken = h("p", { className: "kb-hidden", role: "status" });
    this.bar = h("progress", { className: "kb-run__bar", "aria-hidden": "true" });
    this.main = h("div", { className: "kb-run__main", lang: this.plan.language });
    this.previous = button(WORDS.back, () => this.go(this.place - 1));
    this.following = button(WORDS.next, () => this.go(this.place + 1));
    this.following.classList.add("kb-button--strong");
    this.dialog = screen_of(
      this,
      practice.title,
      [
        h("div", {}, h("p", { className: "kb-run__title" }, practice.title), this.where),
        this.clock,
      ],
      this.bar,
      this.main,
      h("footer", { className: "kb-run__foot" }, sign(), this.previous, this.following),
      this.spoken,
    );
    const timer = setInterval(() => this.tick(), TICK);
    const here = new AbortController();
    const { signal } = here;
    document.addEventListener("visibilitychange", () => document.hidden || this.stay_awake(), {
      signal,
    });
    addEventListener("pagehide", () => this.keep_time(), { signal });
    store.addEventListener("records", (event) => this.changed(event), { signal });
    this.#undo = [running(), () => clearInterval(timer), () => here.abort()];
    this.stay_awake();
    this.tick();
  }

  /** Asks for a screen that stays on; a browser may refuse, or take it back when hidden. */
  async stay_awake() {
    if (this.#awake && !this.#awake.released) return;
    try {
      this.#awake = await navigator.wakeLock?.request("screen");
    } catch {
      // The battery is low, or the page is not in front: it goes on without.
    }
  }

  /**
   * @param {number} place
   * @param {boolean} moved whether somebody asked for it
   */
  go(place, moved = true) {
    if (place >= this.stages.length) {
      this.finish();
      return;
    }
    this.place = Math.max(0, place);
    const stage = this.stages[this.place];
    if (moved && this.done === false) {
      this.write(["at"], stage.id);
      this.keep_time();
    }
    this.show();
  }

  /** Shows the present step, its title first for those who listen. */
  show() {
    const stage = this.stages[this.place];
    const counted = this.stages.filter((one) => !one.quiet);
    const number = counted.indexOf(stage) + 1;
    const of = number ? WORDS.step_of(number, counted.length) : "";
    const title = h(
      "h2",
      { className: "kb-run__ask", tabIndex: -1 },
      of && h("span", { className: "kb-hidden" }, `${of}: `),
      stage.title,
    );
    if (this.where) this.where.textContent = [of, stage.section].filter(Boolean).join(" · ");
    const shown = [title, this.place === this.opened && this.notice, ...stage.view()].filter(
      is_shown,
    );
    this.main?.replaceChildren(...shown);
    this.main?.scrollTo(0, 0);
    if (this.bar) Object.assign(this.bar, { max: this.stages.length, value: this.place + 1 });
    const last = this.place === this.stages.length - 1;
    if (this.previous) this.previous.hidden = this.place === 0;
    const end = this.done ? WORDS.close : WORDS.finish;
    const next = stage.quiet && this.place === 0 ? WORDS.begin : WORDS.next;
    if (this.following) this.following.textContent = last ? end : next;
    title.focus({ preventScroll: true });
  }

  /**
   * Writes a field of the record.
   * @param {import("../records/changes.js").Path} path
   * @param {unknown} value
   */
  write(path, value) {
    this.alter(set(path, value));
  }

  /** @param {import("../records/changes.js").Change} change */
  alter(change) {
    this.#record = applied(this.record, change);
    store.change(this.record.id, change);
  }

  /**
   * Another tab may have written: what is kept counts, and is shown unless somebody is typing.
   * What was deleted there is closed here: nothing more could be written.
   * @param {Event} event
   */
  async changed(event) {
    const touched = /** @type {CustomEvent<string[]>} */ (event).detail;
    if (!touched.includes(this.record.id) || store.state !== "kept") return;
    const now = await store.get(this.record.id);
    if (store.state !== "kept") return;
    if (!now) return this.dialog?.close();
    const [old, fresh] = [this.record, now].map((one) => JSON.stringify({ ...one, changed: "" }));
    this.#record = /** @type {Written} */ (now);
    if (old !== fresh && !is_typed_in(this.main)) this.show();
  }

  get seconds() {
    return Math.round(this.#seconds + (performance.now() - this.#since) / 1000);
  }

  keep_time() {
    if (this.record.kind === "run" && !this.done) this.write(["seconds"], this.seconds);
  }

  tick() {
    if (!this.clock || !this.plan.minutes || this.done !== false) return;
    const left = this.plan.minutes - Math.floor(this.seconds / 60);
    const text = left >= 0 ? WORDS.minutes_left(left) : WORDS.minutes_over(-left);
    if (this.clock.textContent !== text) this.clock.textContent = text;
    if (left > 0 || this.#nudged) return;
    this.#nudged = true;
    this.clock.classList.add("kb-run__clock--over");
    if (this.spoken) this.spoken.textContent = WORDS.time_is_up(this.plan.minutes);
    navigator.vibrate?.(200);
  }

  /** A reminder for the calendar of the device, from today at this hour on. @returns {Child} */
  reminder() {
    const { practice } = this.record;
    const { rule, minutes, address } = this.plan;
    if (!rule) return null;
    return button(WORDS.remind, () => {
      const now = new Date();
      const first = { day: day_of(now), time: now.toTimeString().slice(0, 5) };
      const link = new URL(address, root()).href;
      const text = calendar_of({ ...practice, rule, minutes, address: link }, first);
      give("reminder.ics", "text/calendar", text);
    });
  }

  /** Gives away what was written, as text. @returns {Child} */
  giving() {
    return button(WORDS.give_board, () =>
      give("my-practice.md", "text/markdown", markdown_of([this.record])),
    );
  }

  /** Where somebody stands with the practice, in the words of its anchors. @returns {Child[]} */
  anchors() {
    const { anchors, practice } = this.plan;
    if (!anchors) return [];
    // The first level, a beginner's, is the one before the first anchor.
    const levels = anchors.map(
      ([key, label, text], at) =>
        /** @type {[number, string, string, string]} */ ([at + 2, `${label}: ${text}`, key, text]),
    );
    return [h("h3", {}, WORDS.skills), stand(practice, levels)];
  }

  /** Ends it, and counts the day as one of practice. */
  finish() {
    if (this.done === false) {
      const { practice } = this.record;
      const date = day_of(new Date());
      this.keep_time();
      this.write(["done"], true);
      const minutes = Math.max(1, Math.round(this.seconds / 60));
      store.add(begin("day", { id: ids.day(date, practice.ref), practice, date, minutes }));
    }
    this.dialog?.close();
  }

  /** It was closed, or the page became another one without being loaded. */
  disconnectedCallback() {
    if (this.#undo.length) this.keep_time();
    for (const undo of this.#undo) undo();
    this.#undo = [];
    this.#awake?.release().catch(() => {});
  }
}
