// The choice of the deck page in its form and in its address.

import { unique } from "./known-cards.js";

const PRINT = ["size", "paper", "sides"];

/** @returns {Record<string, string>} what counts where the address says nothing */
function usual(index) {
  return { size: index.sizes[0].id, paper: "a4", sides: "duplex" };
}

/** @returns {{deck: string | null, cards: string[]}} the cards that the address names */
export function chosen_in_address() {
  const query = new URLSearchParams(location.search);
  const cards = (query.get("cards") ?? "").split(",").filter(Boolean);
  return { deck: query.get("deck"), cards: unique(cards) };
}

/** Sets how to print from the address. */
export function set_print(fields, index) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(usual(index))) {
    fields[name].value = query.get(name) ?? value;
    if (!fields[name].value) fields[name].value = value;
  }
}

/** @returns {Record<string, string>} size, paper and sides */
export function print_of(fields) {
  return Object.fromEntries(PRINT.map((name) => [name, fields[name].value]));
}

/** Writes the address: a ready deck or cards, and how to print if that is not as usual. */
export function write_address(deck, cards, fields, index) {
  const query = new URLSearchParams();
  if (deck) query.set("deck", deck);
  else if (cards.length) query.set("cards", cards.join(","));
  for (const [name, value] of Object.entries(usual(index))) {
    if (fields[name].value !== value) query.set(name, fields[name].value);
  }
  const search = query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  history.replaceState(null, "", search ? `?${search}` : location.pathname);
}

/** Sets the filter from the address, which the catalogue writes alike: `kind=trait&role=coach`. */
export function set_filter(form) {
  const query = new URLSearchParams(location.search);
  if (query.has("q")) form.elements.q.value = query.get("q");
  for (const field of form.querySelectorAll("[data-facet]")) {
    if (query.has(field.name)) set_facet(field, query.get(field.name).split(","));
  }
}

/** The catalogue may ask for several values of a facet: they become a choice of their own. */
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

/** @returns {{words: string[], chosen: import("../library/shelf.js").Chosen}} */
export function filter_of(form) {
  const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  const fields = [...form.querySelectorAll("[data-facet]")];
  const chosen = fields.map((field) => [field.name, field.value ? field.value.split(",") : []]);
  return { words, chosen: Object.fromEntries(chosen) };
}
