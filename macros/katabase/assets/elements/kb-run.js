// Runs a question set, a kata or a coaching cycle, one step at a time. A coaching cycle ends
// with a row of the experimenting record, written onto a storyboard as it is typed.

import { root } from "../page.js";
import { plan_of, store } from "../practise/keeping.js";
import { copy_of, folded, h } from "../practise/nodes.js";
import { Runner } from "../practise/runner.js";
import { bound, bullets, help_of, note, stand } from "../practise/stages.js";
import { day_said } from "../practise/standing.js";
import { WORDS } from "../practise/words.js";
import { add, applied, set } from "../records/changes.js";
import { begin, day_of, experiment } from "../records/model.js";

/**
 * @typedef {import("../records/model.js").Run} RunRecord
 * @typedef {import("../records/model.js").Storyboard} Storyboard
 * @typedef {Storyboard["rows"][number]} Row
 */

/** @type {[number, string, null, string][]} */
const LEVELS = [1, 2, 3, 4, 5].map((level) => [level, String(level), null, ""]);
const UNSAID = 3.5; // among the levels, a skill of which nothing was said

class RunElement extends Runner {
  /** @type {Storyboard[]} open ones */
  boards = [];
  /** @type {import("../practise/keeping.js").Plan | undefined} what the coach asks, for the second coach */
  watched;
  /** @type {Record<string, number>} where somebody said to stand with a trait in this run */
  levels = {};

  get run() {
    return /** @type {RunRecord} */ (this.record);
  }

  get cycle() {
    return this.run.mode === "cycle";
  }

  /**
   * @param {import("../practise/keeping.js").Plan} plan
   * @param {RunRecord["mode"]} mode
   * @returns {RunRecord}
   */
  static record_of(plan, mode) {
    const parts = plan.prompts.map(({ key, group, text }) => ({
      id: key,
      section: group,
      text,
      note: "",
    }));
    return begin("run", { practice: plan.practice, mode, parts });
  }

  /** Loads what the run needs beside its plan. */
  async prepare() {
    const { records } = await store.all();
    this.boards = records.filter((one) => one.kind === "storyboard").filter((one) => !one.closed);
    const [only, second] = this.boards;
    // Who has one storyboard goes on with it; who has several says which.
    if (only && !second && this.cycle && !this.run.at && !this.done) {
      this.write(["storyboard"], only.id);
    }
    const since = day_of(new Date(this.run.created));
    for (const one of records) {
      if (one.kind !== "anchor" || one.date < since || !one.practice) continue;
      this.levels[one.practice.ref] = one.level;
    }
    const { watches } = this.plan;
    if (watches && this.run.mode === "observation") {
      this.watched = await plan_of(watches).catch(() => undefined);
    }
  }

  /** A storyboard may have been written or deleted in another tab. @param {Event} event */
  async changed(event) {
    await super.changed(event);
    const { detail } = /** @type {CustomEvent<string[]>} */ (event);
    if (!this.boards.some(({ id }) => detail.includes(id))) return;
    const now = await Promise.all(this.boards.map(({ id }) => store.get(id)));
    if (store.state === "kept") this.boards = now.filter((one) => one?.kind === "storyboard");
  }

  make_stages() {
    const steps = this.plan.prompts.map((prompt, place) => this.step_of(prompt, place));
    const quiet = { section: "", quiet: true };
    const { title } = this.run.practice;
    if (this.cycle) {
      const row = { id: "row", section: WORDS.record, title: WORDS.row_title };
      return [
        { ...quiet, id: "begin", title, view: () => this.first() },
        ...steps,
        { ...quiet, ...row, view: () => this.row() },
      ];
    }
    const view = () => [
      copy_of("notes_stay"),
      ...this.anchors(),
      this.reminder(),
      this.giving(),
      ...this.leads(),
    ];
    return [...steps, { ...quiet, id: "end", title: WORDS.well_done, view }];
  }

  /**
   * @param {import("../practise/keeping.js").Prompt} prompt
   * @param {number} place
   */
  step_of({ key, text, group, help, side, cue, trait }, place) {
    const reflection = this.cycle && side === "back";
    const asked = this.plan.practice.ref.startsWith("questions/");
    const told = () => {
      const node = help_of(
        asked ? WORDS.listen_for : WORDS.how,
        help,
        asked ? WORDS.if_thin : WORDS.trains,
      );
      if (node) node.open = !asked; // what to do is read, what to listen for is looked up
      return node;
    };
    return {
      id: key,
      section: group,
      title: text,
      view: () => [
        place === 0 && this.plan.stop_rule && h("p", { className: "kb-turn" }, this.plan.stop_rule),
        this.turn(place),
        cue && !this.turn(place + 1) && h("p", {}, h("em", {}, cue)),
        reflection && this.last_step(),
        told(),
        this.watched &&
          folded(this.watched.practice.title, bullets(this.watched.prompts.map((one) => one.text))),
        note(this.note_of(key), (value) => this.write(["parts", key, "note"], value)),
        trait && h("p", {}, h("strong", {}, trait.title), h("br"), copy_of("level")),
        trait &&
          stand(
            trait,
            LEVELS,
            (level) => {
              this.levels[trait.ref] = level;
            },
            { practice: this.run.practice, id: key, section: group, text },
          ),
      ],
    };
  }

  /** What may be practised next: first what somebody stands lowest with. */
  leads() {
    const { leads } = this.plan;
    if (!leads.length) return [];
    const level = (/** @type {{trait?: string}} */ { trait = "" }) => this.levels[trait] || UNSAID;
    const lowest = leads.toSorted((one, other) => level(one) - level(other));
    const rows = lowest.map(({ title, kind, address }) =>
      h("li", {}, h("a", { href: new URL(address, root()).href }, title), h("small", {}, kind)),
    );
    return [h("h3", {}, WORDS.leads), h("ul", { className: "kb-mine__list" }, ...rows)];
  }

  /** Says when the card is turned: the step before need not. @param {number} place */
  turn(place) {
    const [before, now] = [place - 1, place].map((at) => this.plan.prompts[at]?.side ?? "front");
    if (!this.cycle) return false;
    const words = now === "back" ? WORDS.turn_over : WORDS.turn_back;
    return before !== now && h("p", { className: "kb-turn" }, words);
  }

  /** @param {string} key */
  note_of(key) {
    return this.run.parts.find((part) => part.id === key)?.note ?? "";
  }

  /** The first screen of a cycle: at which storyboard it is. */
  first() {
    const second = this.plan.watched_by;
    return [
      this.choice_of_board(),
      second &&
        h(
          "a",
          { className: "kb-button", href: `?practice=${second}&as=observation` },
          WORDS.second_coach,
        ),
    ];
  }

  get board() {
    return this.boards.find((board) => board.id === this.run.storyboard);
  }

  choice_of_board() {
    const chosen = h(
      "select",
      {
        onchange: () => {
          this.write(["storyboard"], chosen.value || null);
          this.show();
        },
      },
      new Option(WORDS.new_board, ""),
      ...this.boards.map(({ id, title }) => new Option(title || WORDS.new_board_title, id)),
    );
    chosen.value = this.board?.id ?? "";
    return h("label", { className: "kb-field" }, h("span", {}, WORDS.board), chosen);
  }

  /** The row that this cycle plans is the one that carries its id. */
  get row_id() {
    return this.run.id.replace(/^run:/, "row:");
  }

  /** @returns {Row | undefined} the step that was planned the last time */
  last_row() {
    return this.board?.rows.filter((row) => row.id !== this.row_id).at(-1);
  }

  last_step() {
    const row = this.last_row();
    return (
      row &&
      h(
        "dl",
        { className: "kb-run__last" },
        h("dt", {}, `${WORDS.last_step} (${day_said(row.date)})`),
        h("dd", {}, row.step || "–"),
        h("dt", {}, WORDS.expectation),
        h("dd", {}, row.expectation || "–"),
      )
    );
  }

  /** The last screen of a cycle: what the last step showed, and what the next one is. */
  row() {
    const last = this.last_row();
    const now = this.board?.rows.find((row) => row.id === this.row_id);
    const begun = now ?? { obstacle: this.obstacle() };
    return [
      copy_of("row_lead"),
      this.choice_of_board(),
      last && h("h3", {}, `${WORDS.last_step} (${day_said(last.date)})`),
      last && h("p", { className: "kb-run__quote" }, last.step || "–"),
      last && this.fields("learned", last, last.id),
      h("h3", {}, WORDS.next_step),
      this.fields("planned", begun, this.row_id),
      ...this.anchors(),
      this.reminder(),
    ];
  }

  /**
   * Fields for what stands in a row.
   * @param {"learned" | "planned"} name of the form
   * @param {Partial<Row>} row
   * @param {string} id
   */
  fields(name, row, id) {
    return bound(name, row, ([field], value) =>
      this.put(id, /** @type {keyof Row} */ (field), value),
    );
  }

  /** @returns {string} the obstacle that is being worked on */
  obstacle() {
    const board = this.board;
    return board?.obstacles.find((one) => one.id === board.working_on)?.text ?? "";
  }

  /**
   * Writes a field of a row, which is there from its first word on, as the storyboard is.
   * @param {string} row
   * @param {keyof Row} name
   * @param {unknown} value
   */
  put(row, name, value) {
    const board = this.board ?? this.new_board();
    const fresh = row === this.row_id;
    const begun = fresh ? [add(["rows"], experiment(this.obstacle(), row))] : [];
    const changes = [...begun, set(["rows", row, name], value)];
    store.change(board.id, ...changes);
    this.boards = this.boards.map((one) =>
      one.id === board.id ? changes.reduce(applied, one) : one,
    );
  }

  new_board() {
    const board = begin("storyboard", { title: `${WORDS.new_board_title} ${day_of(new Date())}` });
    store.add(board);
    this.boards = [...this.boards, board];
    this.write(["storyboard"], board.id);
    const chosen = this.main?.querySelector("select");
    chosen?.append(new Option(board.title, board.id));
    if (chosen) chosen.value = board.id;
    return board;
  }
}

customElements.define("kb-run", RunElement);
