// A storyboard: to write on a phone, to see as a board on a wide screen, to print.

import { part, root } from "../page.js";
import { chart } from "../practise/chart.js";
import { give } from "../practise/giving.js";
import { sign, store } from "../practise/keeping.js";
import { button, copy_of, h, running } from "../practise/nodes.js";
import { bound, is_typed_in, screen_of } from "../practise/stages.js";
import { day_said } from "../practise/standing.js";
import { WORDS } from "../practise/words.js";
import { add, applied, drop, set } from "../records/changes.js";
import { entry_of, experiment } from "../records/model.js";

/**
 * @typedef {import("../records/model.js").Storyboard} Storyboard
 * @typedef {import("../records/changes.js").Change} Change
 */

class Board extends HTMLElement {
  /** @type {Storyboard | undefined} */
  #board;
  /** @type {Node | null} what is said before somebody writes for the first time */
  notice = null;

  get board() {
    if (!this.#board) throw new Error("there is no storyboard");
    return this.#board;
  }

  /** @param {Storyboard} board */
  begin(board) {
    this.#board = board;
    this.main = h("div", { className: "kb-board" });
    this.heading = h("p", { className: "kb-run__title", tabIndex: -1, autofocus: true });
    this.out = h("div", { className: "kb-board__out", hidden: true });
    const print = this.opens(WORDS.print, () => this.papers());
    const share = this.opens(WORDS.give_board, () => this.ways());
    this.dialog = screen_of(
      this,
      WORDS.board,
      [this.heading, share, print],
      this.out,
      h("div", { className: "kb-run__main" }, sign(), this.notice, this.main),
    );
    this.dialog.classList.add("kb-run--board");
    const others = () => this.read();
    store.addEventListener("records", others);
    this.undo = [running(), () => store.removeEventListener("records", others)];
    this.show();
  }

  /**
   * A button that opens what leads out of the board, and closes it.
   * @param {string} text
   * @param {() => Promise<import("../practise/nodes.js").Child[]>} content
   */
  opens(text, content) {
    const node = button(text, async () => {
      const open = node.getAttribute("aria-expanded") !== "true";
      for (const one of this.querySelectorAll("[aria-expanded]")) one.ariaExpanded = "false";
      node.ariaExpanded = String(open);
      const shown = open ? await content().catch(() => [copy_of("not_found")]) : [];
      this.out?.replaceChildren(h("div", {}, ...shown));
      if (this.out) this.out.hidden = !open;
    });
    node.ariaExpanded = "false";
    return node;
  }

  /** On the project's worksheets, on one of their papers, filled in or blank. */
  async papers() {
    const { print_board, worksheets } = await import("../practise/paper.js");
    const given = await worksheets();
    return [
      ...given.papers.map((paper) =>
        button(paper.label, () => print_board(this.board, given, paper)),
      ),
      h("a", { className: "kb-button", href: `${root()}cards/worksheets/` }, WORDS.blank),
    ];
  }

  /** A coach and a learner exchange a storyboard as a file or as codes, without a server. */
  async ways() {
    const { addresses_of, can_hand, code_of } = await import("../practise/handing.js");
    const { to_file } = await import("../records/exchange.js");
    const addresses = can_hand ? await addresses_of(this.board) : [];
    let at = 0;
    const code = h("div");
    const show = () => {
      const label = WORDS.code_of(at + 1, addresses.length);
      code.replaceChildren(h("p", { role: "status" }, label), code_of(addresses[at], label));
    };
    const next = button(WORDS.next_code, () => {
      at = (at + 1) % addresses.length;
      show();
    });
    if (addresses.length) show();
    return [
      button(WORDS.as_file, () =>
        give("storyboard.json", "application/json", to_file([this.board])),
      ),
      addresses.length > 1 && next,
      code,
      copy_of(addresses.length ? "scan" : "no_code"),
    ];
  }

  disconnectedCallback() {
    for (const undo of this.undo ?? []) undo();
  }

  /** Another tab, or a coaching cycle, may have written: it shows unless somebody is typing. */
  async read() {
    const now = await store.get(this.board.id);
    if (store.state !== "kept") return;
    if (now?.kind !== "storyboard") return this.dialog?.close();
    this.#board = now;
    if (!is_typed_in(this.main)) this.show();
  }

  /** @param {Change[]} changes */
  alter(...changes) {
    this.#board = changes.reduce(applied, this.board);
    store.change(this.board.id, ...changes);
  }

  /** @param {Change} change that fields come or go with */
  again(change) {
    this.alter(change);
    this.show();
  }

  show() {
    const { board } = this;
    const form = this.bound("board");
    const closed = part(form, "[data-do=closed]", HTMLElement);
    press(closed, board.closed, () => this.again(set(["closed"], !board.closed)));
    part(form, "[data-role=obstacles]", HTMLElement).append(
      ...board.obstacles.map((one) => this.obstacle(one)),
    );
    part(form, "[data-do=obstacle]", HTMLElement).addEventListener("click", () => {
      this.again(add(["obstacles"], entry_of({ text: "", gone: false })));
      /** @type {HTMLElement | null | undefined} */
      const fresh = this.main?.querySelector(".kb-obstacle:last-of-type textarea");
      fresh?.focus();
    });
    part(form, "[data-do=row]", HTMLElement).addEventListener("click", () => {
      const obstacle = board.obstacles.find((one) => one.id === board.working_on);
      this.again(add(["rows"], experiment(obstacle?.text ?? "")));
      /** @type {HTMLElement | null | undefined} */
      const fresh = this.main?.querySelector("[data-role=rows] [data-at=step]");
      fresh?.focus();
    });
    const rows = board.rows.map(({ id, date }) => {
      const form = this.bound("row", "rows", id);
      part(form, "legend", HTMLElement).textContent = day_said(date);
      const row = part(form, "fieldset", HTMLElement);
      const remove = part(form, "button", HTMLElement);
      remove.addEventListener("click", () => this.remove_entry(row, "rows", id));
      return row;
    });
    if (rows.length) part(form, "[data-role=rows]", HTMLElement).replaceChildren(...rows.reverse());
    const { main } = this;
    const parts = () => [...(main?.querySelectorAll("button, [data-at]") ?? [])];
    const at = parts().indexOf(/** @type {Element} */ (document.activeElement));
    main?.replaceChildren(form);
    /** @type {HTMLElement[]} */ (parts())[at]?.focus(); // the keyboard goes on where it was
    this.draw();
  }

  /**
   * A copy of a form of the page, whose fields write parts of the storyboard.
   * @param {string} name
   * @param {string[]} before where the form belongs
   */
  bound(name, ...before) {
    const put = (/** @type {string[]} */ path, /** @type {unknown} */ value) => {
      this.alter(set(path, value));
      this.draw();
    };
    return bound(name, this.board, put, ...before);
  }

  /** @param {Storyboard["obstacles"][number]} obstacle */
  obstacle({ id, gone }) {
    const form = this.bound("obstacle", "obstacles", id);
    const node = part(form, ".kb-obstacle", HTMLElement);
    const here = id === this.board.working_on;
    node.classList.toggle("kb-obstacle--now", here);
    node.classList.toggle("kb-obstacle--gone", gone);
    const [now, away, remove] = node.querySelectorAll("button");
    press(now, here, () => this.again(set(["working_on"], here ? null : id)));
    press(away, gone, () => this.again(set(["obstacles", id, "gone"], !gone)));
    remove.addEventListener("click", () => this.remove_entry(node, "obstacles", id));
    return form;
  }

  /**
   * Takes an entry away; where it stood, a tap brings it back.
   * @param {Element} node
   * @param {"obstacles" | "rows"} list
   * @param {string} id
   */
  remove_entry(node, list, id) {
    const place = this.board[list].findIndex((one) => one.id === id);
    const entry = this.board[list][place];
    this.alter(drop([list, id]));
    const undo = button(
      WORDS.undo,
      () => {
        const now = /** @type {unknown[]} */ (this.board[list]);
        this.again(set([list], now.toSpliced(place, 0, entry)));
      },
      { "data-undo": true },
    );
    node.replaceWith(undo);
    undo.focus();
    this.draw();
  }

  /** What follows from what is written: the name above, and the picture. */
  draw() {
    if (this.heading) this.heading.textContent = this.board.title || WORDS.new_board_title;
    const picture = chart(this.board);
    this.main?.querySelector("[data-role=figure]")?.replaceChildren(...(picture ? [picture] : []));
  }
}

/** @param {HTMLElement} node @param {boolean} on @param {() => void} action */
function press(node, on, action) {
  node.ariaPressed = String(on);
  node.addEventListener("click", action);
}

customElements.define("kb-board", Board);
