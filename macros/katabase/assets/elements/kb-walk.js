// A gemba walk: one item after another, each answered, noted or skipped; then what was
// promised to whom, and the debrief. Nothing has to be filled in.

import { part } from "../page.js";
import { button, field, h } from "../practise/nodes.js";
import { Runner } from "../practise/runner.js";
import { bound, bullets, help_of, note } from "../practise/stages.js";
import { WORDS } from "../practise/words.js";
import { add, drop } from "../records/changes.js";
import { begin, entry_of } from "../records/model.js";

/** @typedef {import("../records/model.js").Walk} WalkRecord */

/** @type {Record<string, string>} what is kept, as people say it */
const YES_NO = { yes: WORDS.yes, no: WORDS.no };
const SCALE = { 1: "1", 2: "2", 3: "3", 4: "4", 5: "5" };

class WalkElement extends Runner {
  get walk() {
    return /** @type {WalkRecord} */ (this.record);
  }

  /**
   * @param {import("../practise/keeping.js").Plan} plan
   * @returns {WalkRecord}
   */
  static record_of(plan) {
    const items = plan.prompts.map(({ key, group, text, answer }) => ({
      id: key,
      section: group,
      text,
      answer,
      value: "",
      note: "",
    }));
    const debrief = plan.debrief.map(({ id, text }) => ({
      id,
      section: WORDS.debrief,
      text,
      note: "",
    }));
    return begin("walk", { practice: plan.practice, items, debrief });
  }

  async prepare() {}

  make_stages() {
    const quiet = true;
    const ending = {
      id: "ending",
      section: "",
      title: WORDS.ending,
      quiet,
      view: () => [bullets(this.plan.ending)],
    };
    return [
      {
        id: "begin",
        section: "",
        title: this.plan.practice.title,
        quiet,
        view: () => this.first(),
      },
      ...this.plan.prompts.map((prompt) => this.step_of(prompt)),
      { id: "overview", section: "", title: WORDS.overview, quiet, view: () => this.overview() },
      { id: "actions", section: "", title: WORDS.actions, quiet, view: () => this.actions() },
      ...(this.plan.ending.length ? [ending] : []),
      { id: "debrief", section: "", title: WORDS.debrief, quiet, view: () => this.debrief() },
    ];
  }

  first() {
    return [
      field(WORDS.place, this.walk.place, (value) => this.write(["place"], value)),
      this.plan.stop_rule && h("p", { className: "kb-turn" }, this.plan.stop_rule),
      this.plan.preparation.length > 0 && h("h3", {}, WORDS.before),
      bullets(this.plan.preparation),
    ];
  }

  /** @param {string} key */
  item(key) {
    return this.walk.items.find((item) => item.id === key);
  }

  /** @param {import("../practise/keeping.js").Prompt} prompt */
  step_of({ key, text, group, help, answer, if_no }) {
    return {
      id: key,
      section: group,
      title: text,
      view: () => {
        const words = h("div");
        const again = () => {
          const no = this.item(key)?.value === "no";
          const label = no && !if_no ? WORDS.if_no : WORDS.note;
          const noted = this.item(key)?.note ?? "";
          words.replaceChildren(
            h("p", { role: "status", className: "kb-turn" }, no && if_no),
            note(noted, (value) => this.write(["items", key, "note"], value), label),
          );
        };
        again();
        return [this.answer(key, answer, again), help_of(WORDS.why, help), words];
      },
    };
  }

  /**
   * @param {string} key
   * @param {WalkRecord["items"][number]["answer"]} answer
   * @param {() => void} changed
   */
  answer(key, answer, changed) {
    const put = (/** @type {string} */ value) => {
      this.write(["items", key, "value"], value);
      changed();
    };
    const value = this.item(key)?.value ?? "";
    if (answer === "yes-no") return choices(WORDS.yes, YES_NO, value, put);
    if (answer === "scale") return choices(WORDS.scale, SCALE, value, put);
    return answer === "count" && counter(value, put);
  }

  overview() {
    const skipped = this.walk.items.filter((item) => !item.value && !item.note.trim());
    const to = (/** @type {string} */ id) =>
      this.go(this.stages.findIndex((stage) => stage.id === id));
    const answered = this.walk.items.filter((item) => !skipped.includes(item));
    const rows = (/** @type {WalkRecord["items"]} */ items) =>
      h(
        "ul",
        { className: "kb-run__list" },
        ...items.map((item) => {
          const said = [YES_NO[item.value] ?? item.value, item.note].filter(Boolean).join(" · ");
          const way = button(item.text, () => to(item.id), { className: "kb-link" });
          return h("li", {}, way, said && h("p", {}, said));
        }),
      );
    return [
      h("h3", {}, skipped.length ? WORDS.skipped(skipped.length) : WORDS.none_skipped),
      rows(skipped),
      answered.length > 0 && h("h3", {}, WORDS.answered),
      rows(answered),
      this.giving(),
    ];
  }

  actions() {
    const fresh = () => {
      const entry = entry_of({ text: "", owner: "", by: null, done: false });
      this.alter(add(["actions"], entry));
      this.show();
      /** @type {HTMLElement | null | undefined} */
      const first = this.main?.querySelector("fieldset:last-of-type textarea");
      first?.focus();
    };
    return [
      ...this.walk.actions.map((action, place) => this.action(action, place)),
      button(WORDS.add_action, fresh),
    ];
  }

  /**
   * @param {WalkRecord["actions"][number]} action
   * @param {number} place
   */
  action({ id }, place) {
    const put = (/** @type {string[]} */ path, /** @type {unknown} */ value) =>
      this.write(path, value);
    const form = bound("action", this.walk, put, "actions", id);
    const node = part(form, "fieldset", HTMLElement);
    part(form, "legend", HTMLElement).textContent = `${place + 1}`;
    part(form, "button", HTMLElement).addEventListener("click", () => {
      const gone = this.walk.actions.filter((one) => one.id === id);
      this.alter(drop(["actions", id]));
      const undo = button(WORDS.undo, () => {
        for (const one of gone) this.alter(add(["actions"], one));
        this.show();
      });
      node.replaceWith(undo);
      undo.focus();
    });
    return node;
  }

  debrief() {
    return [
      ...this.walk.debrief.map((one) =>
        note(one.note, (value) => this.write(["debrief", one.id, "note"], value), one.text),
      ),
      ...this.anchors(),
      this.reminder(),
    ];
  }
}

/**
 * Large buttons of which one may be pressed; a second tap takes it back.
 * @param {string} label
 * @param {Record<string, string>} named
 * @param {string} value
 * @param {(value: string) => void} put
 */
function choices(label, named, value, put) {
  const buttons = Object.entries(named).map(([id, text]) =>
    button(text, () => choose(id), { className: "kb-answer-button", value: id }),
  );
  const choose = (/** @type {string} */ id) => {
    value = value === id ? "" : id;
    show();
    put(value);
  };
  const show = () => {
    for (const one of buttons) one.ariaPressed = String(one.value === value);
  };
  show();
  return h("div", { className: "kb-answers", role: "group", "aria-label": label }, ...buttons);
}

/**
 * @param {string} value
 * @param {(value: string) => void} put
 */
function counter(value, put) {
  const number = h("input", {
    type: "number",
    inputMode: "numeric",
    value,
    "aria-label": WORDS.count,
    oninput: () => put(/^\d{1,9}$/.test(number.value) ? number.value : ""),
  });
  const by = (/** @type {number} */ step) => () => {
    number.value = String(Math.max(0, Number(number.value) + step));
    put(number.value);
  };
  const less = button("−", by(-1), { className: "kb-answer-button", ariaLabel: WORDS.less });
  const more = button("+", by(1), { className: "kb-answer-button", ariaLabel: WORDS.more });
  return h("div", { className: "kb-answers" }, less, number, more);
}

customElements.define("kb-walk", WalkElement);
