// The page "Practise": begins or goes on with a run, and shows what somebody did and when.
// The address says what is open: ?practice=questions/five-questions begins, ?record=… goes on.

import { home, part } from "../page.js";
import { give } from "../practise/giving.js";
import { plan_of, sign, store } from "../practise/keeping.js";
import { button, copy_of, h, style } from "../practise/nodes.js";
import { follow_signal } from "../practise/signal.js";
import {
  cadence_of,
  calendar,
  day_said,
  favourites_of,
  of,
  skills_of,
  texts_of,
  title_of,
} from "../practise/standing.js";
import { WORDS } from "../practise/words.js";
import { begin, day_of } from "../records/model.js";
import { csv_of } from "../records/tables.js";
import { markdown_of } from "../records/texts.js";
import { flat } from "../search/folding.js";

/**
 * @typedef {import("../records/model.js").AnyRecord} AnyRecord
 * @typedef {import("../records/model.js").PracticeName} PracticeName
 * @typedef {import("../practise/runner.js").Runner & {prepare: () => Promise<void>}} RunnerElement
 */

const WEEK = 7 * 24 * 60 * 60 * 1000;
const EXPORTED = `katabase ${new URL(home()).pathname} exported`; // when, on this device

/** @param {string} [now] if it is just being done @returns {string} when everything was exported */
function exported(now) {
  try {
    if (now) localStorage.setItem(EXPORTED, now);
    return localStorage.getItem(EXPORTED) ?? "";
  } catch {
    return ""; // this browser keeps nothing
  }
}

/** What a run has without its practice. */
const STEP = { help: [], side: "front", answer: /** @type {const} */ ("note"), if_no: "" };
/** @type {Omit<import("../practise/keeping.js").Plan, "practice">} */
const BARE = {
  mode: "steps",
  address: "",
  language: "",
  minutes: 0,
  rule: "",
  asked: 0,
  often: "",
  leads: [],
  prompts: [],
  preparation: [],
  ending: [],
  debrief: [],
};

class Practise extends HTMLElement {
  /** @type {import("../records/store.js").Everything} */
  all = { records: [], newer: [], damaged: [] };
  most = 20; // finished records that are shown
  /** @type {string[]} */
  gone = []; // what can be taken back
  wanted = ""; // words that shown records hold
  turn = {}; // the latest look into the store
  back = ""; // the id of the record at whose row the keyboard goes on
  /** @type {Record<string, string>} references that are others now */
  former = JSON.parse(this.dataset.former ?? "{}");
  here = new AbortController(); // until the page is another one

  async connectedCallback() {
    const { signal } = this.here;
    await style("practise/practise.css");
    this.said = h("p", { role: "status", className: "kb-mine__said" });
    const page = h("div", { className: "kb-mine" }, copy_of("mine"));
    follow_signal(part(page, "[data-role=signal]", HTMLElement), signal);
    this.file = part(page, "[type=file]", HTMLInputElement);
    this.file.addEventListener("change", () => this.chosen());
    page.addEventListener("click", ({ target }) => {
      const node = target instanceof HTMLElement ? target.closest("[data-do]") : null;
      if (node instanceof HTMLElement) this.act(node.dataset.do ?? "");
    });
    const find = part(page, "[type=search]", HTMLInputElement);
    find.addEventListener("input", () => {
      this.wanted = flat(find.value).trim();
      this.refresh();
    });
    this.replaceChildren(...this.querySelectorAll("template"), sign(), this.said, page);
    store.addEventListener("records", () => this.refresh(), { signal });
    this.addEventListener("closed", () => this.leave(), { signal });
    addEventListener("popstate", () => this.visit(), { signal });
    await store.opens();
    store.tidy();
    await this.visit();
  }

  disconnectedCallback() {
    this.here.abort();
  }

  /** Takes what is open from the address. */
  async visit() {
    const query = new URLSearchParams(location.search);
    for (const open of this.querySelectorAll("dialog")) open.close();
    await this.refresh();
    if (this.all.damaged.length) this.say(copy_of("damaged"));
    const ref = query.get("practice");
    const id = query.get("record");
    const { hash } = location;
    try {
      if (hash.startsWith("#take=")) {
        history.replaceState(null, "", location.pathname + location.search);
        const { handed } = await import("../practise/handing.js");
        const found = await handed(hash);
        if (found?.missing.length) this.say(WORDS.codes_missing(found.missing.join(", ")));
        else if (found) await this.take_in(found.text);
      }
      if (ref) await this.start(this.former[ref] ?? ref, query.get("as"));
      else if (id) await this.go_on(id);
    } catch (error) {
      console.warn(error);
      if (this.isConnected) this.say(copy_of("not_found"));
    }
  }

  /** Back from a run to this page. */
  async leave() {
    this.back = new URLSearchParams(location.search).get("record") ?? "";
    history.replaceState(null, "", location.pathname);
    await this.refresh();
    if (this.back && !this.all.records.some(({ id }) => id === this.back))
      this.say(copy_of("gone"));
  }

  /** @param {(Node | string)[]} words */
  say(...words) {
    this.said?.replaceChildren(...words);
  }

  /**
   * Begins a practice, or goes on with the run of it that is not finished.
   * @param {string} ref
   * @param {string | null} as
   */
  async start(ref, as) {
    const plan = await plan_of(ref);
    const mode = plan.mode === "steps" && as === "observation" ? "observation" : plan.mode;
    const [open] = this.all.records
      .filter(is_open)
      .filter((one) => one.practice.ref === ref && (one.kind !== "run" || one.mode === mode))
      .sort(latest)
      .slice(as === "anew" ? Infinity : 0);
    const element = await this.element(mode);
    const record = open ?? element.constructor.record_of(plan, mode);
    if (!open) await store.add(record);
    history.replaceState(null, "", address_of(record.id));
    /** @type {HTMLElement | undefined} */
    let notice;
    if (open && open.kind !== "path") {
      notice = part(copy_of("begun"), "p", HTMLElement);
      part(notice, "span", HTMLElement).textContent = day_said(open.created);
      part(notice, "a", HTMLAnchorElement).href = `?practice=${ref}&as=anew`;
    }
    await this.open(element, record, plan, notice);
  }

  /** @param {string} id */
  async go_on(id) {
    const record = this.all.records.find((one) => one.id === id);
    if (record?.kind === "storyboard") return this.open_board(record);
    if (record?.kind !== "run" && record?.kind !== "walk" && record?.kind !== "path") {
      return this.say(copy_of("gone"));
    }
    const plan = await plan_of(record.practice.ref).catch((error) => {
      if (record.kind === "path") throw error;
      return {};
    });
    const element = await this.element(record.kind === "run" ? record.mode : record.kind);
    return this.open(element, record, plan);
  }

  /**
   * What runs a practice, loaded when it is needed.
   * @param {string} mode a walk and a path have an element of their own
   * @returns {Promise<any>}
   */
  async element(mode) {
    const name = mode === "walk" || mode === "path" ? `kb-${mode}` : "kb-run";
    await import(`./${name}.js`);
    return document.createElement(name);
  }

  /**
   * @param {RunnerElement} element
   * @param {import("../practise/runner.js").Written} record
   * @param {Partial<import("../practise/keeping.js").Plan>} plan
   * @param {HTMLElement | null} [notice] what is said on the first screen
   */
  async open(element, record, plan, notice = this.notice()) {
    this.append(element);
    element.notice = notice;
    element.take(record, as_begun(record, plan));
    await element.prepare();
    element.begin();
  }

  /** What is said to somebody who has written nothing yet. */
  notice() {
    if (this.all.records.length) return null;
    return part(copy_of("mine"), "[data-role=week]", HTMLElement);
  }

  /** @param {import("../records/model.js").Storyboard} board */
  async open_board(board) {
    await import("./kb-board.js");
    const element = /** @type {any} */ (document.createElement("kb-board"));
    this.append(element);
    element.notice = this.notice();
    element.begin(board);
  }

  /** Shows what is kept. */
  async refresh() {
    const turn = {};
    this.turn = turn;
    const all = await store.all();
    // A practice may have another name by now: what was written goes on below that one.
    for (const { practice } of /** @type {{practice?: PracticeName | null}[]} */ (all.records))
      if (practice) practice.ref = this.former[practice.ref] ?? practice.ref;
    this.all = all; // whatever is shown: who comes back from a run asks whether it is there
    const remove = (/** @type {string[]} */ ids) => this.remove_records(ids);
    const [starred, often] = await Promise.all([
      of(all.records, "favourite").length ? favourites_of(this, all.records, remove) : [],
      cadence_of(all.records),
    ]);
    const deleted = /** @type {AnyRecord[]} */ (await store.deleted());
    const gone = deleted.filter(({ kind }) => kind !== "anchor"); // a second tap takes it back
    if (turn !== this.turn || this.querySelector("dialog[open]")) return;
    this.gone = gone.map(({ id }) => id);
    const records = all.records
      .filter((one) => flat(texts_of(one)).includes(this.wanted))
      .sort(latest);
    const runs = records.filter((one) => one.kind === "run" || one.kind === "walk");
    const done = runs.filter((one) => one.done);
    const shown = this.wanted ? done : done.slice(0, this.most);
    const rows = (/** @type {AnyRecord[]} */ found) =>
      found.map((one) => row_of(one, WORDS.delete, () => remove([one.id]), address_of(one.id)));
    const show = (/** @type {string} */ role, /** @type {Node[]} */ nodes) => {
      const place = part(this, `[data-role=${role}]`, HTMLElement);
      place.hidden = !nodes.length;
      place.children[1].replaceChildren(...nodes);
      return place;
    };
    part(this, "[data-role=find]", HTMLElement).hidden = !all.records.length;
    show("open", rows(runs.filter((one) => !one.done)));
    show("boards", rows(of(records, "storyboard")));
    show("paths", rows(of(records, "path")));
    show("favourites", starred);
    show("days", calendar(of(all.records, "day")));
    show("cadence", often);
    const { lastElementChild: older } = show("finished", rows(shown));
    older?.toggleAttribute("hidden", shown.length === done.length);
    show("skills", skills_of(records, remove));
    show(
      "bin",
      gone.map((one) => row_of(one, WORDS.undo, () => this.bring_back([one.id]))),
    );
    const last = exported();
    const week = new Date(Date.now() - WEEK).toISOString();
    const due = all.records.some(({ created, changed }) => created < week && changed > last);
    part(this, "[data-role=backup]", HTMLElement).hidden = !due || last > week;
    // The keyboard goes on at the row of what was closed.
    if (document.activeElement === document.body) document.getElementById(this.back)?.focus();
  }

  begin_board() {
    // A second tap may come before the script that opens the first one's.
    if (history.state === 1) return;
    const fresh = begin("storyboard", {});
    store.add(fresh);
    history.pushState(1, "", address_of(fresh.id));
    this.open_board(fresh);
  }

  /** @param {string[]} ids */
  async remove_records(ids) {
    await store.remove(ids);
    const undo = button(WORDS.undo, async () => {
      await this.bring_back(ids);
      this.said?.replaceChildren();
    });
    this.say(WORDS.deleted(ids.length), " ", undo);
    undo.focus();
    this.refresh(); // though the device may be full
  }

  /** The keyboard goes on at the first of them. @param {string[]} ids */
  bring_back(ids) {
    this.back = ids[0];
    return store.restore(ids);
  }

  /** @param {string} text of a file, however it came */
  async take_in(text) {
    const { take_in } = await import("../practise/taking-in.js");
    await take_in(text, this.all.records, (said, ...more) => this.say(said, ...more));
  }

  /** What somebody begins, takes away, brings, or deletes. @param {string} what */
  async act(what) {
    const { records, newer, damaged } = this.all;
    if (what === "board") this.begin_board();
    else if (what === "file") this.file?.click();
    else if (what === "restore") this.bring_back(this.gone);
    else if (what === "older") {
      this.most = records.length;
      // The button goes: the keyboard goes on at the last one that it stood below.
      this.back = part(this, "[data-role=finished] li:last-child a", HTMLElement).id;
      /** @type {HTMLElement} */ (document.activeElement).blur();
      this.refresh();
    } else if (what === "remove") this.remove_records(records.map((one) => one.id));
    else if (what === "texts") give("my-practice.md", "text/markdown", markdown_of(records));
    else if (what === "everything") {
      const { to_file } = await import("../records/exchange.js");
      const unread = [...newer, ...damaged.map(({ value }) => value)];
      const name = `my-practice-${day_of(new Date())}.json`;
      if (await give(name, "application/json", to_file(records, unread))) {
        exported(new Date().toISOString());
      }
      this.refresh();
    } else give(`${what}.csv`, "text/csv", csv_of(/** @type {any} */ (what), records));
  }

  async chosen() {
    const [file] = this.file?.files ?? [];
    if (file) await this.take_in(await file.text());
    if (this.file) this.file.value = "";
  }
}

/**
 * A run goes on with the steps of the time when it was begun, whatever became of its practice;
 * what helps with them comes from the practice as it is now, if it can be had.
 * @param {import("../practise/runner.js").Written} record
 * @param {Partial<import("../practise/keeping.js").Plan>} plan
 * @returns {import("../practise/keeping.js").Plan}
 */
function as_begun(record, plan) {
  const { practice } = record;
  const known = { ...BARE, practice, ...plan };
  if (record.kind === "path") return known;
  const parts = record.kind === "walk" ? record.items : record.parts;
  const prompts = parts.map((part) => {
    const now = known.prompts.find(({ key }) => key === part.id) ?? STEP;
    return { ...now, ...part, key: part.id, group: part.section };
  });
  return { ...known, prompts };
}

/**
 * Whether it goes on where it stopped: a run that is not finished, or a path.
 * @param {AnyRecord} record
 * @returns {record is import("../practise/runner.js").Written}
 */
function is_open(record) {
  if (record.kind === "run" || record.kind === "walk") return !record.done;
  return record.kind === "path";
}

/** @param {string} id @returns {string} what opens a record */
const address_of = (id) => `?record=${encodeURIComponent(id)}`;

/** @param {AnyRecord} one @param {AnyRecord} other */
const latest = (one, other) => (one.changed < other.changed ? 1 : -1);

/**
 * A line for a record, and what can be done with it.
 * @param {AnyRecord} record
 * @param {string} label
 * @param {() => void} action
 * @param {string} [open] the address that opens it
 */
function row_of(record, label, action, open) {
  const title = title_of(record);
  const where = record.kind === "walk" && record.place;
  const said = [where, day_said(record.changed)].filter(Boolean).join(" · ");
  return h(
    "li",
    {},
    open ? h("a", { href: open, id: record.id }, title) : h("span", {}, title),
    h("small", {}, said),
    button(open ? "×" : label, action, { ariaLabel: `${label}: ${title}, ${said}` }),
  );
}

customElements.define("kb-practise", Practise);
