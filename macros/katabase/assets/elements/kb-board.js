// A storyboard: to write on a phone, to see as a board on a wide screen, to print.

import { chart } from "../practise/chart.js";
import { give } from "../practise/giving.js";
import { sign, store } from "../practise/keeping.js";
import { button, field, h, running } from "../practise/nodes.js";
import { WORDS } from "../practise/words.js";
import { add, applied, drop, set } from "../records/changes.js";
import { entry_of } from "../records/model.js";

/**
 * @typedef {import("../records/model.js").Storyboard} Storyboard
 * @typedef {import("../records/changes.js").Change} Change
 */

const LONG = { rows: 3 };

class Board extends HTMLElement {
  /** @type {Storyboard | undefined} */
  #board;

  get board() {
    if (!this.#board) throw new Error("there is no storyboard");
    return this.#board;
  }

  /** @param {Storyboard} board */
  begin(board) {
    this.#board = board;
    this.main = h("div", { className: "kb-board" });
    const close = button("×", () => this.dialog?.close(), { className: "kb-run__close" });
    close.setAttribute("aria-label", WORDS.close);
    this.heading = h("p", { className: "kb-run__title" });
    const print = button(WORDS.print, () => window.print());
    // A coach and a learner exchange a storyboard as a file, without a server.
    const share = button(WORDS.give_board, async () => {
      const { to_file } = await import("../records/exchange.js");
      give("storyboard.json", "application/json", to_file([this.board]));
    });
    this.dialog = h(
      "dialog",
      { className: "kb-run kb-run--board md-typeset", "aria-label": WORDS.board },
      h("header", { className: "kb-run__head" }, close, this.heading, share, print),
      h("div", { className: "kb-run__main" }, sign(), this.main),
    );
    this.append(this.dialog);
    const others = () => this.read();
    store.addEventListener("records", others);
    this.undo = [running(), () => store.removeEventListener("records", others)];
    this.dialog.addEventListener("close", () => {
      this.dispatchEvent(new CustomEvent("closed", { bubbles: true }));
      this.remove();
    });
    this.dialog.showModal();
    this.show();
  }

  disconnectedCallback() {
    for (const undo of this.undo ?? []) undo();
  }

  /** Another tab, or a coaching cycle, may have written: it shows unless somebody is typing. */
  async read() {
    const now = await store.get(this.board.id);
    if (now?.kind !== "storyboard" || store.state !== "kept") return;
    this.#board = now;
    if (!this.main?.querySelector(":is(input, textarea, select):focus")) this.show();
  }

  /** @param {Change[]} changes */
  alter(...changes) {
    this.#board = changes.reduce(applied, this.board);
    store.change(this.board.id, ...changes);
  }

  /** @param {string[]} path */
  to(...path) {
    return (/** @type {string} */ value) => {
      this.alter(set(path, value));
      if (path[0] === "title") this.name();
    };
  }

  /** A field that holds a number, a day or nothing. @param {string[]} path */
  or_nothing(...path) {
    return (/** @type {string} */ value) => this.alter(set(path, value || null));
  }

  /** @param {string[]} path */
  number_to(...path) {
    return (/** @type {string} */ value) => {
      const number = Number(value);
      this.alter(set(path, value === "" || !Number.isFinite(number) ? null : number));
      this.draw();
    };
  }

  name() {
    if (this.heading) this.heading.textContent = this.board.title || WORDS.new_board_title;
  }

  show() {
    const { board } = this;
    this.name();
    this.figure = h("div");
    this.main?.replaceChildren(
      part(
        "facts",
        WORDS.board,
        field(WORDS.title, board.title, this.to("title")),
        field(WORDS.learner, board.learner, this.to("learner")),
        field(WORDS.coach, board.coach, this.to("coach")),
        toggle(WORDS.closed_board, board.closed, () => this.again(set(["closed"], !board.closed))),
      ),
      part(
        "challenge",
        WORDS.challenge,
        area(WORDS.challenge, board.challenge, this.to("challenge")),
      ),
      part(
        "target",
        WORDS.target,
        area(WORDS.target, board.target.condition, this.to("target", "condition")),
        field(
          WORDS.achieve_by,
          board.target.achieve_by ?? "",
          this.or_nothing("target", "achieve_by"),
          {
            type: "date",
          },
        ),
      ),
      part("current", WORDS.current, area(WORDS.current, board.current, this.to("current"))),
      part("obstacles", WORDS.obstacles, ...this.obstacles()),
      part("measure", WORDS.measure, ...this.measure(), this.figure),
      part("record", WORDS.record, this.record()),
    );
    this.draw();
  }

  obstacles() {
    const { obstacles, working_on } = this.board;
    return [
      ...obstacles.map(({ id, text, gone }) => {
        const here = id === working_on;
        return h(
          "div",
          {
            className: `kb-obstacle${here ? " kb-obstacle--now" : ""}${gone ? " kb-obstacle--gone" : ""}`,
          },
          field(WORDS.obstacle, text, this.to("obstacles", id, "text"), { rows: 2 }),
          h(
            "div",
            { className: "kb-mine__row" },
            toggle(WORDS.working_on, here, () => this.again(set(["working_on"], here ? null : id))),
            toggle(WORDS.gone, gone, () => this.again(set(["obstacles", id, "gone"], !gone))),
            button(WORDS.remove, () => this.again(drop(["obstacles", id]))),
          ),
        );
      }),
      button(WORDS.add_obstacle, () => {
        this.again(add(["obstacles"], entry_of({ text: "", gone: false })));
        /** @type {HTMLElement | null | undefined} */
        const fresh = this.main?.querySelector(".kb-obstacle:last-of-type textarea");
        fresh?.focus();
      }),
    ];
  }

  /** @param {Change} change */
  again(change) {
    this.alter(change);
    this.show();
  }

  measure() {
    const { name, unit, start, target } = this.board.measure;
    const number = { type: "number" };
    return [
      field(WORDS.measure, name, this.to("measure", "name")),
      field(WORDS.unit, unit, this.to("measure", "unit")),
      field(WORDS.start_value, String(start ?? ""), this.number_to("measure", "start"), number),
      field(WORDS.target_value, String(target ?? ""), this.number_to("measure", "target"), number),
    ];
  }

  draw() {
    const picture = chart(this.board);
    this.figure?.replaceChildren(...(picture ? [picture] : []));
  }

  record() {
    const { rows } = this.board;
    if (!rows.length) return h("p", {}, WORDS.no_rows);
    return h(
      "div",
      { className: "kb-board__rows" },
      ...[...rows].reverse().map((row) =>
        h(
          "fieldset",
          {},
          h("legend", {}, row.date),
          field(WORDS.obstacle, row.obstacle, this.to("rows", row.id, "obstacle"), { rows: 2 }),
          field(WORDS.step, row.step, this.to("rows", row.id, "step"), { rows: 2 }),
          field(WORDS.expectation, row.expectation, this.to("rows", row.id, "expectation"), {
            rows: 2,
          }),
          field(WORDS.result, row.result, this.to("rows", row.id, "result"), { rows: 2 }),
          field(WORDS.learning, row.learning, this.to("rows", row.id, "learning"), { rows: 2 }),
          field(
            WORDS.measured,
            String(row.measured ?? ""),
            this.number_to("rows", row.id, "measured"),
            { type: "number" },
          ),
        ),
      ),
    );
  }
}

/** @param {string} name @param {string} title @param {Node[]} content */
const part = (name, title, ...content) =>
  h(
    "section",
    { className: `kb-board__part kb-board__part--${name}` },
    h("h2", {}, title),
    ...content,
  );

/** @param {string} label @param {string} value @param {(value: string) => void} changed */
function area(label, value, changed) {
  const node = field(label, value, changed, LONG);
  node.querySelector("span")?.classList.add("kb-hidden"); // the heading above says it
  return node;
}

/** @param {string} text @param {boolean} on @param {() => void} action */
const toggle = (text, on, action) => button(text, action, { ariaPressed: String(on) });

customElements.define("kb-board", Board);
