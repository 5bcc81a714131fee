// The deck page: pick cards, choose size and paper, get one PDF, made in this browser from
// the site's ready-made cards. The choice lives in the address.

import * as choice from "../cards/choice.js";
import { amount, button, chosen_row, moved_up } from "../cards/chosen-list.js";
import { KnownCards, no_deck } from "../cards/known-cards.js";
import { link_to, make } from "../cards/making.js";
import { PickList } from "../cards/pick-list.js";
import { is_shift, keep_shifts, recall_shifts, shifts_of, tidy_shift } from "../cards/shifts.js";
import { Shelf } from "../library/shelf.js";

const AGAIN = "Check the connection and try again.";
const NO_INDEX = "The cards could not be loaded. Every practice's page has its card as well.";
const NO_LIST = "The list of cards could not be loaded.";
const CHANGED =
  "The choice changed, so the PDF was not finished. Make it again when the deck is as you want it.";
const READY = "The PDF is ready. Print it at 100 %, without scaling.";

const DECKS = 12; // shown at once; more of them are folded away

class Deck extends HTMLElement {
  chosen = []; // ids in order
  waiting = null; // the ready deck that was asked for and did not arrive
  listed = true; // whether the list of cards is what was asked for
  note = ""; // what became of cards that are not in the choice
  making = ""; // how far the PDF is

  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("input", (event) => this.changed(event.target));
    this.form.addEventListener("change", ({ target }) => is_shift(target) && tidy_shift(target));
    this.form.addEventListener("click", (event) => this.clicked(event.target.closest("button")));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.part("again").addEventListener("click", () => this.again());
    addEventListener("popstate", () => this.visited());
    this.load();
  }

  part(name) {
    return this.querySelector(`[data-role=${name}]`);
  }

  /** Says how things stand, and offers to try again if something did not arrive. */
  tell() {
    const lost = this.known ? this.lost() : [];
    const trouble = [];
    if (!this.known) trouble.push(NO_INDEX);
    if (lost.length) trouble.push(`Could not be loaded: ${lost.join(", ")}.`);
    if (!this.listed) trouble.push(NO_LIST);
    this.part("again").hidden = !trouble.length;
    if (trouble.length) trouble.push(AGAIN);
    this.part("status").textContent = [this.note, ...trouble, this.making]
      .filter(Boolean)
      .join(" ");
  }

  /** @returns {string[]} what of the choice did not arrive */
  lost() {
    const cards = this.chosen.filter((id) => !this.known.titles.has(id));
    return this.waiting
      ? [...cards, `the ready deck "${this.known.ready(this.waiting).title}"`]
      : cards;
  }

  /** Loads what the page needs from the start. */
  async load() {
    try {
      this.known = await KnownCards.load(document.body.dataset.kbRoot);
    } catch {
      this.tell();
      return;
    }
    this.fill();
    recall_shifts(this.form.elements);
    await this.visit();
    this.form.hidden = false;
  }

  /** Asks anew for everything that did not arrive. */
  async again() {
    if (this.trying) return;
    this.trying = true;
    if (!this.known) await this.load();
    else
      await Promise.all([
        this.lost().length && this.take(this.waiting, this.chosen, this.chosen),
        this.filter(),
      ]);
    this.trying = false;
    // The button is gone then: the keyboard goes on where the deck is.
    if (this.part("again").hidden) this.part("chosen").focus();
  }

  /** Puts what the index holds into the form: decks and sizes. */
  fill() {
    const { index, titles } = this.known;
    const parts = {
      list: this.part("cards"),
      said: this.part("shown"),
      more: this.part("more"),
      all: this.part("all"),
    };
    this.picks = new PickList(parts, new Shelf(this.dataset), index, titles);
    const decks = index.decks.map((deck) =>
      button(`${deck.title} (${deck.cards})`, { deck: deck.id }),
    );
    this.part("decks").append(...decks.slice(0, DECKS));
    this.part("more-decks").append(...decks.slice(DECKS));
    this.part("more-decks").parentElement.hidden = decks.length <= DECKS;
    for (const size of index.sizes) this.form.elements.size.append(new Option(size.label, size.id));
    for (const paper of index.papers)
      this.form.elements.paper.append(new Option(paper.label, paper.id));
  }

  /** Takes everything from the address. */
  async visit() {
    this.search = location.search;
    const { deck, cards } = choice.chosen_in_address();
    const ready = this.known.ready(deck);
    choice.set_filter(this.form);
    const print = () => choice.set_print(this.form.elements, this.known.index);
    await Promise.all([this.take(ready ? deck : null, cards, [], print), this.filter()]);
    if (deck && !ready) this.note = [no_deck(deck), this.note].filter(Boolean).join(" ");
    this.tell();
  }

  /** After a step through the history; a step within the page changes nothing. */
  visited() {
    if (this.known && location.search !== this.search) this.visit();
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
    const turn = (this.turn = {});
    const found = await (deck ? this.known.open(deck, otherwise) : this.known.find(cards));
    if (turn !== this.turn) return false;
    const { ids, note, waiting } = found;
    also();
    this.stop();
    Object.assign(this, { chosen: ids, note, waiting });
    this.show();
    return true;
  }

  /** After a change by hand: takes over the choice and writes it down. */
  renew(chosen = this.chosen) {
    this.turn = {}; // what is still on its way comes too late
    this.stop();
    if (chosen !== this.chosen) this.waiting = null;
    Object.assign(this, { chosen, note: "" });
    this.write();
    this.show();
  }

  write() {
    const deck = this.chosen.length ? this.known.deck_of(this.chosen) : this.waiting;
    choice.write_address(deck, this.chosen, this.form.elements, this.known.index);
    this.search = location.search;
  }

  changed(field) {
    if (field.name === "q" || field.dataset.facet) this.filter();
    else if (is_shift(field)) {
      keep_shifts(this.form.elements);
      this.renew();
    } else if (field.name !== "card") this.renew();
    else if (field.checked) this.renew([...this.chosen, field.value]);
    else this.renew(this.chosen.filter((id) => id !== field.value));
  }

  async clicked(target) {
    const { deck, up, remove, clear, role } = target?.dataset ?? {};
    if (role === "make") this.make();
    else if (role === "more") this.grow();
    else if (role === "all") this.add_all();
    else if (clear !== undefined) this.renew([]);
    else if (deck) {
      if (await this.take(deck, [], this.chosen)) this.write();
    } else if (up || remove) {
      this.renew(up ? moved_up(this.chosen, up) : this.chosen.filter((id) => id !== remove));
      // The list was drawn anew: keep the keyboard where it was, or on the list.
      const same = up && this.form.querySelector(`[data-up="${CSS.escape(up)}"]`);
      (same || this.part("chosen")).focus();
    }
  }

  filter() {
    const { words, chosen } = choice.filter_of(this.form);
    return this.list(() => this.picks.show(words, chosen, (id) => this.chosen.includes(id)));
  }

  grow() {
    return this.list(() => this.picks.grow());
  }

  /** Adds every card that fits the filter. */
  add_all() {
    return this.list(async () => {
      const ids = await this.picks.ids();
      this.renew([...new Set([...this.chosen, ...ids])]);
    });
  }

  /** Changes the list of cards; only the latest change tells whether it arrived. */
  async list(change) {
    const turn = (this.listing = {});
    const arrived = await change().then(
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
    for (const box of this.part("cards").querySelectorAll("input"))
      box.checked = chosen.has(box.value);
    const rows = this.chosen.map((id, at) => chosen_row(id, this.known.title(id), at));
    this.part("chosen").replaceChildren(...rows);
    const { size, paper, sides } = choice.print_of(this.form.elements);
    this.form.elements.sides.disabled = paper === "none";
    this.part("count").textContent = amount(
      chosen.size,
      this.known.index.sheets[`${size}/${paper}/${sides}`],
    );
    for (const link of this.querySelectorAll("[data-calibration]")) {
      link.href = `${this.known.root}cards/calibration-${link.dataset.calibration}.pdf`;
    }
    this.allow();
    this.tell();
  }

  /** One PDF is made at a time. */
  allow() {
    this.part("make").disabled = Boolean(this.run) || !this.chosen.length;
  }

  /** No PDF is offered, now or later, that is not of the choice on the page. */
  stop() {
    this.making = this.run ? CHANGED : "";
    this.run?.abort();
    this.part("download").replaceChildren();
  }

  /** @returns {import("../cards/making.js").Order} what the page shows at this moment */
  order() {
    const cards = this.chosen.map((id) => ({ id, title: this.known.title(id) }));
    return { cards, ...choice.print_of(this.form.elements), shifts: shifts_of(this.form.elements) };
  }

  async make() {
    const run = (this.run = new AbortController());
    const order = this.order();
    const tell = (text) => {
      if (run.signal.aborted) return; // what stopped it has said so
      this.making = text;
      this.tell();
    };
    this.part("download").replaceChildren();
    this.note = "";
    this.allow();
    try {
      this.offer(await make(order, this.known, { signal: run.signal, tell }), order);
      tell(READY);
    } catch (error) {
      tell(`The PDF could not be made: ${error.message}. ${AGAIN}`);
    }
    this.run = null;
    this.allow();
  }

  offer(bytes, order) {
    if (this.made) URL.revokeObjectURL(this.made);
    const link = link_to(bytes, order);
    this.made = link.href;
    this.part("download").replaceChildren(link);
    link.click();
    link.focus();
  }
}

customElements.define("kb-deck", Deck);
