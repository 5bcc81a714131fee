// Filters the catalogue. The choice lives in the address, so that a view can be shared.
// Choices of one facet widen the result, different facets narrow it. Each count says how
// many practices a choice would leave together with the other facets. The page holds the
// beginning of the list; the rest comes from the data when it is asked for.

import { choose_in, chosen_in } from "../catalogue/chosen.js";
import { CatalogueData } from "../catalogue/data.js";
import { part } from "../page.js";
import { flat } from "../search/folding.js";
import { plural, say } from "../words.js";

const MANY = 2500; // practices whose words a first visit may load: 140 KB compressed
const STEP = 50; // rows that are fetched at a time: at most 100 KB if they stand far apart

class Catalogue extends HTMLElement {
  form = part(this, "form", HTMLFormElement);
  text = part(this.form, "[name=q]", HTMLInputElement);
  list = part(this, ".kb-listing", HTMLElement);
  status = part(this, ".kb-result", HTMLElement);
  more = part(this, ".kb-more", HTMLElement);
  /** @type {HTMLElement | null} */
  pager = this.querySelector(".kb-pager");
  deck = part(this, ".kb-to-deck a", HTMLAnchorElement);
  clear = part(this, "[type=reset]", HTMLButtonElement);
  jumps = part(this, ".kb-jumps", HTMLElement);
  trouble = part(this.more, "[role=status]", HTMLElement); // beside the button that asks for more
  data = new CatalogueData(this.dataset);
  total = Number(this.dataset.total);
  here = [...this.list.children];
  rows = new Map(this.here.map((node, place) => [place, node]));
  /** @type {import("../catalogue/data.js").Answer["counts"] | undefined} if the counts differ from what the page said */
  counts;
  /** @type {number[]} */
  found = []; // places of the practices that fit
  shown = 0;
  turn = {}; // the latest question to the data

  connectedCallback() {
    if (this.pager) this.pager.hidden = true;
    if (matchMedia("(min-width: 45em)").matches) {
      for (const facet of this.facets()) facet.open = !many(facet);
    }
    this.addEventListener("toggle", ({ target }) => this.recount(target), true);
    this.addEventListener("kb-drawn", ({ target }) => {
      if (target instanceof Element) this.recount(target.closest("details"));
    });
    // What was chosen before this script had arrived is a choice too.
    if (location.search) this.again();
    else this.changed();
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.apply();
    });
    this.form.addEventListener("reset", () => queueMicrotask(() => this.cleared()));
    part(this.more, "button", HTMLButtonElement).addEventListener("click", () => this.grow());
    addEventListener("popstate", this);
  }

  disconnectedCallback() {
    removeEventListener("popstate", this);
  }

  /** After a step through the history. */
  handleEvent() {
    this.again();
  }

  /** Take the choice from the address. */
  again() {
    const query = new URLSearchParams(location.search);
    this.text.value = query.get("q") ?? "";
    for (const facet of this.facets()) {
      choose(facet, (query.get(facet.dataset.facet ?? "") ?? "").split(","));
    }
    if (this.total > MANY && this.text.value) this.ask();
    else this.apply();
  }

  /** A view with words in its address waits in a large library: a first visit stays small. */
  ask() {
    const text = this.text.value;
    this.status.textContent = say(
      'Press Enter in the field above to find "%(text)s" among %(total)s practices.',
      {
        text,
        total: this.total,
      },
    );
  }

  /** @returns {NodeListOf<HTMLDetailsElement>} */
  facets() {
    return this.querySelectorAll(".kb-facet");
  }

  /** @returns {Record<string, string[]>} the chosen values of each facet */
  chosen() {
    const facets = [...this.facets()];
    return Object.fromEntries(facets.map((facet) => [facet.dataset.facet ?? "", chosen_of(facet)]));
  }

  changed() {
    const query = new URLSearchParams();
    const text = this.text.value.trim();
    if (text) query.set("q", text);
    for (const [name, values] of Object.entries(this.chosen())) {
      if (values.length) query.set(name, values.join(","));
    }
    const search = query.toString().replaceAll("%2C", ",");
    history.replaceState(null, "", search ? `?${search}` : location.pathname);
    this.apply();
  }

  cleared() {
    for (const facet of this.facets()) choose(facet, []);
    this.text.value = "";
    this.changed();
  }

  /** Show what fits the choice. What was chosen meanwhile comes first. */
  async apply() {
    const turn = {};
    this.turn = turn;
    this.list.setAttribute("aria-busy", "true");
    this.deck.search = location.search; // the deck page has the same facets
    const chosen = this.chosen();
    const words = flat(this.text.value).split(/\s+/).filter(Boolean);
    const filtered = words.length > 0 || Object.values(chosen).some((values) => values.length);
    this.clear.disabled = !filtered;
    this.jumps.hidden = filtered; // they lead into the whole list
    try {
      // With nothing chosen the page says it all, and nothing needs to be loaded.
      const answer = filtered || this.counts ? await this.data.find(chosen, words) : null;
      if (turn !== this.turn) return;
      if (answer) this.count(answer.counts, chosen);
      this.found = answer?.found ?? [...Array(this.total).keys()];
      this.shown = filtered && this.total > this.here.length ? STEP : this.here.length;
      await this.show(turn);
    } catch {
      if (turn === this.turn) this.whole();
    }
  }

  /** @param {object} turn */
  async show(turn) {
    const places = this.found.slice(0, this.shown);
    const missing = places.filter((place) => !this.rows.has(place));
    const rows = missing.length ? await this.data.rows(missing) : [];
    if (turn !== this.turn) return;
    for (const [index, place] of missing.entries()) this.rows.set(place, rows[index]);
    this.list.replaceChildren(...places.flatMap((place) => this.rows.get(place) ?? []));
    this.more.hidden = this.found.length <= this.shown;
    this.trouble.textContent = "";
    part(this, ".kb-to-deck", HTMLElement).hidden = !this.found.length;
    if (this.pager) this.pager.hidden = true;
    this.say();
    this.list.removeAttribute("aria-busy");
  }

  async grow() {
    const first = this.shown;
    this.shown += STEP;
    try {
      await this.show(this.turn);
      this.list.children[first]?.querySelector("a")?.focus();
    } catch {
      this.shown = first;
      this.fail(say("More could not be loaded."), this.trouble);
    }
  }

  say() {
    const number = this.found.length;
    const { total } = this;
    const some = () =>
      plural("%(number)s of %(num)s practice", "%(number)s of %(num)s practices", total, {
        number,
      });
    const hint = number ? "" : `. ${say("Clear a filter to see more.")}`;
    this.status.textContent =
      number === total ? plural("%(num)s practice", "%(num)s practices", total) : some() + hint;
  }

  /** What the filters need did not arrive: the beginning of the whole list, and the way on. */
  whole() {
    this.list.replaceChildren(...this.here);
    this.more.hidden = true;
    if (this.pager) this.pager.hidden = false;
    this.fail(say("The filters could not be loaded, so this is the whole list."));
  }

  /**
   * @param {string} what
   * @param {HTMLElement} [where] the reader looks
   */
  fail(what, where = this.status) {
    where.textContent = `${what} ${say("Check the connection, or load this page again: the library may have changed.")}`;
    where.scrollIntoView({ block: "nearest" }); // below a button it may be out of sight
    this.list.removeAttribute("aria-busy");
  }

  /**
   * @param {import("../catalogue/data.js").Answer["counts"]} counts
   * @param {import("../catalogue/data.js").Chosen} chosen
   */
  count(counts, chosen) {
    this.counts = counts;
    for (const facet of this.facets()) {
      const number = chosen[facet.dataset.facet ?? ""]?.length ?? 0;
      part(facet, ".kb-facet__chosen", HTMLElement).textContent = number ? `(${number})` : "";
      this.recount(facet);
    }
  }

  /** Only a facet that is open says what its choices would leave. @param {EventTarget | null} facet */
  recount(facet) {
    if (!(facet instanceof HTMLDetailsElement) || !facet.open) return;
    const counts = this.counts?.(facet.dataset.facet ?? "");
    if (!counts) return;
    for (const box of facet.querySelectorAll("input")) {
      const label = box.closest(".kb-choice");
      if (!label) continue;
      const number = counts[box.value] ?? 0;
      part(label, ".kb-count", HTMLElement).textContent = String(number);
      label.classList.toggle("kb-choice--none", number === 0 && !box.checked);
    }
  }
}

/** What holds the choices of a facet that has many. @param {HTMLElement} facet */
const many = (facet) => facet.querySelector("kb-choices");

/** @param {HTMLElement} facet */
function chosen_of(facet) {
  const held = many(facet);
  if (held instanceof HTMLElement) return chosen_in(held);
  /** @type {NodeListOf<HTMLInputElement>} */
  const boxes = facet.querySelectorAll("input:checked");
  return [...boxes].map(({ value }) => value);
}

/**
 * @param {HTMLElement} facet
 * @param {string[]} values
 */
function choose(facet, values) {
  const held = many(facet);
  if (held instanceof HTMLElement) choose_in(held, values);
  else for (const box of facet.querySelectorAll("input")) box.checked = values.includes(box.value);
}

customElements.define("kb-catalogue", Catalogue);
