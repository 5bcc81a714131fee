// The choice of the deck page in its form and in its address.

import { choose_in, chosen_in } from "../catalogue/chosen.js";
import { part } from "../page.js";
import { flat } from "../search/folding.js";
import { unique } from "./known-cards.js";

/** @typedef {import("./known-cards.js").Index} Index */

const PRINT = ["size", "paper", "sides"];

/**
 * @param {Index} index
 * @returns {Record<string, string>} what counts where the address says nothing
 */
function usual(index) {
  return { size: index.sizes[0].id, paper: "a4", sides: "duplex" };
}

/** @returns {{deck: string | null, cards: string[]}} the cards that the address names */
export function chosen_in_address() {
  const query = new URLSearchParams(location.search);
  const cards = (query.get("cards") ?? "").split(",").filter(Boolean);
  return { deck: query.get("deck"), cards: unique(cards) };
}

/**
 * A field of the deck page's form by its name.
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export function select_of(form, name) {
  return part(form, `select[name="${name}"]`, HTMLSelectElement);
}

/**
 * Sets how to print from the address.
 * @param {HTMLFormElement} form
 * @param {Index} index
 */
export function set_print(form, index) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(usual(index))) {
    const field = select_of(form, name);
    field.value = query.get(name) ?? value;
    if (!field.value) field.value = value;
  }
  copies_field(form).value = String(whole(query.get("copies"), form));
  only_what_fits(form, index);
}

/**
 * Offers only the papers on which the size of the card fits, and only the ways in which it
 * fits there; what was chosen and does not fit gives way to the first that does.
 * @param {HTMLFormElement} form
 * @param {Index} index
 */
export function only_what_fits(form, index) {
  const [size, papers, sides] = PRINT.map((name) => select_of(form, name));
  const known = Object.keys(index.sheets);
  offer(papers, (paper) => paper === "none" || known.some(begins(`${size.value}/${paper}/`)));
  const here = `${size.value}/${papers.value}/`;
  offer(sides, (side) => papers.value === "none" || known.includes(here + side));
}

/** @param {string} start */
const begins = (start) => (/** @type {string} */ text) => text.startsWith(start);

/**
 * @param {HTMLSelectElement} field
 * @param {(value: string) => boolean} is_possible
 */
function offer(field, is_possible) {
  for (const option of field.options) {
    option.disabled = option.hidden = !is_possible(option.value);
  }
  const possible = [...field.options].filter((option) => !option.disabled);
  const other = possible.find((option) => option.value !== "none") ?? possible[0];
  if (field.selectedOptions[0]?.disabled && other) field.value = other.value;
}

/**
 * @param {HTMLFormElement} form
 * @returns {{size: string, paper: string, sides: string, copies: number}}
 */
export function print_of(form) {
  const [size, paper, sides] = PRINT.map((name) => select_of(form, name).value);
  return { size, paper, sides, copies: whole(copies_field(form).value, form) };
}

/** @param {HTMLFormElement} form */
export const copies_field = (form) => part(form, "[name=copies]", HTMLInputElement);

/**
 * The copies of single cards that the address names, as in `each=questions/five-questions:6`.
 * @param {HTMLFormElement} form
 * @returns {Map<string, number>} by id
 */
export function own_in_address(form) {
  const each = new URLSearchParams(location.search).get("each") ?? "";
  const pairs = each.split(",").map((pair) => pair.split(":"));
  return new Map(
    pairs.filter(([, number]) => number).map(([id, number]) => [id, whole(number, form)]),
  );
}

/**
 * @param {string | null} written
 * @param {HTMLFormElement} form
 * @returns {number} a number of copies that the form allows
 */
export function whole(written, form) {
  const most = Number(copies_field(form).max);
  return Math.min(most, Math.max(1, Math.floor(Number(written)) || 1));
}

/**
 * Writes the address: a ready deck or cards, and how to print if that is not as usual.
 * @param {string | null | undefined} deck
 * @param {string[]} cards
 * @param {Map<string, number>} own copies of single cards, if not as many as of each
 * @param {HTMLFormElement} form
 * @param {Index} index
 */
export function write_address(deck, cards, own, form, index) {
  const query = new URLSearchParams();
  if (deck) query.set("deck", deck);
  else if (cards.length) query.set("cards", cards.join(","));
  for (const [name, value] of Object.entries(usual(index))) {
    const chosen = select_of(form, name).value;
    if (chosen !== value) query.set(name, chosen);
  }
  const { copies } = print_of(form);
  if (copies > 1) query.set("copies", String(copies));
  const each = cards.filter((id) => own.has(id)).map((id) => `${id}:${own.get(id)}`);
  if (each.length) query.set("each", each.join(","));
  const search = query.toString().replace(/%(2C|2F|3A)/g, (escaped) => decodeURIComponent(escaped));
  history.replaceState(null, "", search ? `?${search}` : location.pathname);
}

/** @param {HTMLFormElement} form */
const words_field = (form) => part(form, "[name=q]", HTMLInputElement);

/**
 * @param {HTMLFormElement} form
 * @returns {NodeListOf<HTMLSelectElement>}
 */
const facet_fields = (form) => form.querySelectorAll("select[data-facet]");

/**
 * The facets with many choices.
 * @param {HTMLFormElement} form
 * @returns {NodeListOf<HTMLElement>}
 */
const long_facets = (form) => form.querySelectorAll("kb-choices");

/**
 * Sets the filter from the address, which the catalogue writes alike: `kind=trait&role=coach`.
 * @param {HTMLFormElement} form
 */
export function set_filter(form) {
  const query = new URLSearchParams(location.search);
  const words = query.get("q");
  if (words !== null) words_field(form).value = words;
  for (const field of facet_fields(form)) {
    const values = query.get(field.name);
    if (values !== null) set_facet(field, values.split(","));
  }
  for (const held of long_facets(form)) {
    const values = query.get(held.dataset.name ?? "");
    if (values !== null) choose_in(held, values.split(","));
  }
}

/**
 * The catalogue may ask for several values of a facet: they become a choice of their own.
 * @param {HTMLSelectElement} field
 * @param {string[]} values
 */
function set_facet(field, values) {
  const found = [...field.options].filter(
    (option) => option.value && values.includes(option.value),
  );
  const value = found.map((option) => option.value).join(",");
  if (found.length > 1 && ![...field.options].some((option) => option.value === value)) {
    field.add(new Option(found.map((option) => option.text).join(" or "), value));
  }
  field.value = value;
}

/**
 * @param {HTMLFormElement} form
 * @returns {{words: string[], chosen: import("../catalogue/data.js").Chosen}}
 */
export function filter_of(form) {
  const words = flat(words_field(form).value).split(/\s+/).filter(Boolean);
  const fields = [...facet_fields(form)].map(({ name, value }) => [
    name,
    value.split(",").filter(Boolean),
  ]);
  const long = [...long_facets(form)].map((held) => [held.dataset.name, chosen_in(held)]);
  return { words, chosen: Object.fromEntries([...fields, ...long]) };
}

/**
 * Says on each facet with many choices how many of them are chosen.
 * @param {HTMLFormElement} form
 */
export function tell_chosen(form) {
  for (const held of long_facets(form)) {
    const number = chosen_in(held).length;
    const said = part(held.parentElement ?? form, ".kb-facet__chosen", HTMLElement);
    said.textContent = number ? `(${number})` : "";
  }
}
