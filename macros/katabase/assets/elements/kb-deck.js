// The deck page: pick cards, choose size and paper, get one PDF, made in this browser from
// the site's ready-made cards. The choice lives in the address.

import * as choice from "../cards/choice.js";
import { amount, chosen_row, moved_up } from "../cards/chosen-list.js";
import { KnownCards, no_deck } from "../cards/known-cards.js";
import { link_to, make } from "../cards/making.js";
import { PickList } from "../cards/pick-list.js";
import { is_shift, keep_shifts, recall_shifts, shifts_of, tidy_shift } from "../cards/shifts.js";
import { CatalogueData } from "../catalogue/data.js";
import { part, root } from "../page.js";
import { say } from "../words.js";

const AGAIN = say("Check the connection and try again.");
const NO_INDEX = say("The cards could not be loaded. Every practice's page has its card as well.");
const NO_LIST = say("The list of cards could not be loaded.");
const CHANGED = say(
  "The choice changed, so the PDF was not finished. Make it again when the deck is as you want it.",
);
const READY = say("The PDF is ready. Print it at 100 %, without scaling.");

class Deck extends HTMLElement {
  form = part(this, "form", HTMLFormElement);
  /** @type {KnownCards | undefined} */
  loaded;
  /** @type {PickList | undefined} */
  picks;
  /** @type {string[]} ids in order */
  chosen = [];
  /** @type {Map<string, number>} copies of single cards, by id, if not as many as of each */
  own = new Map();
  /** @type {string[]} what was chosen before all of it was replaced, until the next change */
  former = [];
  /** @type {string | null} the ready deck that was asked for and did not arrive */
  waiting = null;
  listed = true; // whether the list of cards is what was asked for
  note = ""; // what became of cards that are not in the choice
  making = ""; // how far the PDF is
  search = ""; // the query of the address that is shown
  made = ""; // address of the last PDF
  turn = {}; // the latest choice
  listing = {}; // the latest list of cards
  trying = false; // whether everything is being asked for anew
  /** @type {AbortController | null} the PDF in the making */
  run = null;

  connectedCallback() {
    this.form.addEventListener("input", (event) => this.changed(event.target));
    this.form.addEventListener("change", ({ target }) => {
      if (is_shift(target)) tidy_shift(target);
      // What is no number, or too large, becomes what is printed once it is typed.
      else if (target instanceof HTMLInputElement && target.dataset.copies)
        target.value = String(this.copies_of(target.dataset.copies));
    });
    this.form.addEventListener("click", ({ target }) => {
      this.clicked(target instanceof Element ? target.closest("button") : null);
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.role_of("again").addEventListener("click", () => this.again());
    addEventListener("popstate", this);
    this.load();
  }

  disconnectedCallback() {
    removeEventListener("popstate", this);
  }

  /** After a step through the history. */
  handleEvent() {
    this.visited();
  }

  /** @param {string} name */
  role_of(name) {
    return part(this, `[data-role=${name}]`, HTMLElement);
  }

  /** What the site tells of its cards; the form shows only once it is there. */
  get known() {
    if (!this.loaded) throw new Error("the cards are not loaded");
    return this.loaded;
  }

  /** Says how things stand, and offers to try again if something did not arrive. */
  tell() {
    const lost = this.loaded ? this.lost() : [];
    const trouble = [];
    if (!this.loaded) trouble.push(NO_INDEX);
    if (lost.length)
      trouble.push(say("Could not be loaded: %(cards)s.", { cards: lost.join(", ") }));
    if (!this.listed) trouble.push(NO_LIST);
    this.role_of("again").hidden = !trouble.length;
    if (trouble.length) trouble.push(AGAIN);
    this.role_of("status").textContent = [this.note, ...trouble, this.making]
      .filter(Boolean)
      .join(" ");
  }

  /** @returns {string[]} what of the choice did not arrive */
  lost() {
    const cards = this.chosen.filter((id) => !this.known.titles.has(id));
    return this.waiting
      ? [
          ...cards,
          say('the ready deck "%(title)s"', { title: this.known.ready(this.waiting)?.title ?? "" }),
        ]
      : cards;
  }

  /** Loads what the page needs from the start. */
  async load() {
    try {
      this.loaded = await KnownCards.load(root());
    } catch {
      this.tell();
      return;
    }
    this.fill();
    recall_shifts(this.form);
    await this.visit();
    for (const group of this.form.querySelectorAll("fieldset")) group.disabled = false;
  }

  /** Asks anew for everything that did not arrive. */
  async again() {
    if (this.trying) return;
    this.trying = true;
    if (this.loaded) {
      const lost = this.lost().length && this.take(this.waiting, this.chosen, this.chosen);
      await Promise.all([lost, this.filter()]);
    } else await this.load();
    this.trying = false;
    // The button is gone then: the keyboard goes on where the deck is.
    if (this.role_of("again").hidden) this.role_of("chosen").focus();
  }

  /** Makes the list of cards from what the index holds. */
  fill() {
    const parts = {
      list: this.role_of("cards"),
      said: this.role_of("shown"),
      more: this.role_of("more"),
      all: this.role_of("all"),
    };
    this.picks = new PickList(parts, new CatalogueData(this.dataset), this.known);
  }

  /** Takes everything from the address. */
  async visit() {
    this.search = location.search;
    const { deck, cards } = choice.chosen_in_address();
    const ready = this.known.ready(deck);
    choice.set_filter(this.form);
    const print = () => {
      choice.set_print(this.form, this.known.index);
      this.own = choice.own_in_address(this.form);
    };
    await Promise.all([this.take(ready ? deck : null, cards, [], print), this.filter()]);
    if (deck && !ready) this.note = [no_deck(deck), this.note].filter(Boolean).join(" ");
    this.tell();
  }

  /** After a step through the history; a step within the page changes nothing. */
  visited() {
    if (this.loaded && location.search !== this.search) this.visit();
  }

  /**
   * Takes a ready deck or cards as the choice, unless another was made meanwhile.
   * @param {string | null} deck
   * @param {string[]} cards
   * @param {string[]} otherwise the choice if the deck does not arrive
   * @param {() => void} also done together with it
   * @returns {Promise<boolean>} whether it was taken
   */
  async take(deck, cards, otherwise, also = () => {}) {
    const turn = {};
    this.turn = turn;
    const found = await (deck ? this.known.open(deck, otherwise) : this.known.find(cards));
    if (turn !== this.turn) return false;
    const { ids, note, waiting } = found;
    also();
    this.stop();
    Object.assign(this, { chosen: ids, note, waiting, former: [] });
    this.show();
    return true;
  }

  /** After a change by hand: takes over the choice and writes it down. */
  renew(chosen = this.chosen) {
    this.turn = {}; // what is still on its way comes too late
    choice.only_what_fits(this.form, this.known.index);
    this.stop();
    if (chosen !== this.chosen) this.waiting = null;
    Object.assign(this, { chosen, note: "", former: [] });
    this.write();
    this.show();
  }

  write() {
    const deck = this.chosen.length ? this.known.deck_of(this.chosen) : this.waiting;
    choice.write_address(deck, this.chosen, this.own, this.form, this.known.index);
    this.search = location.search;
  }

  /** @param {EventTarget | null} field */
  changed(field) {
    if (is_shift(field)) {
      keep_shifts(this.form);
      this.renew();
    } else if (field instanceof Element && field.closest("kb-choices")) this.filter();
    else if (field instanceof HTMLSelectElement) {
      if (field.dataset.facet) this.filter();
      else this.renew();
    } else if (!(field instanceof HTMLInputElement)) return;
    else if (field.name === "q") this.filter();
    else if (field.name === "copies") this.renew();
    else if (field.dataset.copies) this.copy(field.dataset.copies, field.value);
    else if (field.checked) this.renew([...this.chosen, field.value]);
    else this.renew(this.chosen.filter((id) => id !== field.value));
  }

  /**
   * Takes over how many copies of one card are printed; its field stays as it is being typed in.
   * @param {string} id
   * @param {string} written
   */
  copy(id, written) {
    const number = choice.whole(written, this.form);
    if (number === choice.print_of(this.form).copies) this.own.delete(id);
    else this.own.set(id, number);
    this.turn = {};
    this.stop();
    Object.assign(this, { note: "", former: [] });
    this.write();
    this.tally();
  }

  /** @param {string} id */
  copies_of(id) {
    return this.own.get(id) ?? choice.print_of(this.form).copies;
  }

  /** @param {HTMLButtonElement | null} target */
  async clicked(target) {
    const { deck, up, remove, clear, role } = target?.dataset ?? {};
    if (role === "make") this.make();
    else if (role === "more") this.grow();
    else if (role === "all") this.add_all();
    else if (role === "undo") {
      this.renew(this.former);
      this.role_of("chosen").focus();
    } else if (clear !== undefined) {
      const { chosen } = this;
      this.renew([]);
      this.keep(chosen);
      this.role_of("undo").focus();
    } else if (deck) {
      const { chosen } = this;
      if (await this.take(deck, [], chosen)) {
        this.write();
        this.keep(chosen);
      }
    } else if (up || remove) {
      this.renew(up ? moved_up(this.chosen, up) : this.chosen.filter((id) => id !== remove));
      // The list was drawn anew: keep the keyboard where it was, or on the list.
      const same = up && this.form.querySelector(`[data-up="${CSS.escape(up)}"]:enabled`);
      (same instanceof HTMLElement ? same : this.role_of("chosen")).focus();
    }
  }

  /** Lets a deck that was put together be brought back. @param {string[]} chosen */
  keep(chosen) {
    this.former = chosen.join() === this.chosen.join() ? [] : chosen;
    this.allow();
  }

  filter() {
    const { words, chosen } = choice.filter_of(this.form);
    choice.tell_chosen(this.form);
    return this.list((picks) => picks.show(words, chosen, (id) => this.chosen.includes(id)));
  }

  grow() {
    return this.list((picks) => picks.grow());
  }

  /** Adds every card that fits the filter. */
  add_all() {
    return this.list(async (picks) => {
      const ids = await picks.ids();
      this.renew([...new Set([...this.chosen, ...ids])]);
    });
  }

  /**
   * Changes the list of cards; only the latest change tells whether it arrived.
   * @param {(picks: PickList) => Promise<void>} change
   */
  async list(change) {
    if (!this.picks) return;
    const turn = {};
    this.listing = turn;
    const arrived = await change(this.picks).then(
      () => true,
      () => false,
    );
    if (turn !== this.listing) return;
    this.listed = arrived;
    this.show(); // the rows may have brought titles that were missing
  }

  /** Shows the choice: ticks, the ordered list, how many sheets it takes. */
  show() {
    const chosen = new Set(this.chosen);
    for (const box of this.role_of("cards").querySelectorAll("input"))
      box.checked = chosen.has(box.value);
    const { known } = this;
    const like = choice.copies_field(this.form);
    const rows = this.chosen.map((id, at) => {
      const language = known.languages.get(id) ?? "";
      return chosen_row(id, known.title(id), language, at, like, this.copies_of(id));
    });
    this.role_of("chosen").replaceChildren(...rows);
    this.tally();
  }

  /** Shows how many cards and sheets it takes, and what can be done. */
  tally() {
    const { size, paper, sides } = choice.print_of(this.form);
    const several = this.known.index.sizes.find(({ id }) => id === size)?.one_each;
    choice.select_of(this.form, "sides").disabled = paper === "none";
    this.role_of("count").textContent = amount(
      this.chosen.reduce((sum, id) => sum + this.copies_of(id), 0),
      // A card of big type becomes as many as it has rows: their sheets are not known here.
      several ? undefined : this.known.index.sheets[`${size}/${paper}/${sides}`],
    );
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = this.querySelectorAll("a[data-calibration]");
    for (const link of links) {
      link.href = `${this.known.root}cards/calibration-${link.dataset.calibration}.pdf`;
    }
    this.allow();
    this.tell();
  }

  /** One PDF is made at a time. */
  allow() {
    const make = part(this, "[data-role=make]", HTMLButtonElement);
    make.disabled = Boolean(this.run) || !this.chosen.length;
    this.role_of("undo").hidden = !this.former.length;
  }

  /** No PDF is offered, now or later, that is not of the choice on the page. */
  stop() {
    this.making = this.run ? CHANGED : "";
    this.run?.abort();
    this.role_of("download").replaceChildren();
  }

  /** @returns {import("../cards/making.js").Order} what the page shows at this moment */
  order() {
    const { size, paper, sides } = choice.print_of(this.form);
    const cards = this.chosen.map((id) => {
      return { id, title: this.known.title(id), copies: this.copies_of(id) };
    });
    return { cards, size, paper, sides, shifts: shifts_of(this.form) };
  }

  async make() {
    const run = new AbortController();
    this.run = run;
    const order = this.order();
    /** @param {string} text */
    const tell = (text) => {
      if (run.signal.aborted) return; // what stopped it has said so
      this.making = text;
      this.tell();
    };
    this.role_of("download").replaceChildren();
    this.note = "";
    this.allow();
    try {
      this.offer(await make(order, this.known, { signal: run.signal, tell }), order);
      tell(READY);
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      const failed = say("The PDF could not be made: %(why)s.", { why: String(why) });
      tell(`${failed} ${AGAIN}`);
    }
    this.run = null;
    this.allow();
  }

  /**
   * @param {Uint8Array<ArrayBuffer>} bytes
   * @param {import("../cards/making.js").Order} order
   */
  offer(bytes, order) {
    if (this.made) URL.revokeObjectURL(this.made);
    const link = link_to(bytes, order);
    this.made = link.href;
    this.role_of("download").replaceChildren(link);
    link.click();
    link.focus();
  }
}

customElements.define("kb-deck", Deck);
