// The cards of a deck in their order, and the buttons of the deck page.
import { plural, say } from "../words.js";

/**
 * @param {string} text
 * @param {Record<string, string>} data
 */
export function button(text, data) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = "kb-button";
  node.textContent = text;
  Object.assign(node.dataset, data);
  return node;
}

/**
 * A row with the number of copies, and the buttons that move the card up and take it away.
 * @param {string} id
 * @param {string} title
 * @param {string} language of the title; empty if it is that of the page
 * @param {number} at place in the deck
 * @param {HTMLInputElement} like the field of the copies of each card, whose limits hold here
 * @param {number} copies
 */
export function chosen_row(id, title, language, at, like, copies) {
  const node = document.createElement("li");
  const name = document.createElement("span");
  name.dir = "auto"; // whatever language its title is in
  name.lang = language;
  name.textContent = title;
  const up = button("↑", { up: id });
  up.setAttribute("aria-label", say("Move %(title)s up", { title }));
  up.disabled = at === 0;
  const remove = button("×", { remove: id });
  remove.setAttribute("aria-label", say("Remove %(title)s", { title }));
  const { type, min, max } = like;
  const value = String(copies);
  const number = Object.assign(document.createElement("input"), { type, min, max, value });
  number.dataset.copies = id;
  number.setAttribute("aria-label", say("Copies of %(title)s", { title }));
  node.append(name, number, up, remove);
  return node;
}

/**
 * @param {string[]} ids
 * @param {string} id
 * @returns {string[]} the ids with one of them a place earlier
 */
export function moved_up(ids, id) {
  const at = ids.indexOf(id);
  return at > 0 ? ids.with(at, ids[at - 1]).with(at - 1, id) : ids;
}

/**
 * @param {number} count
 * @param {import("./impose.js").Sheet | undefined} sheet
 * @returns {string} how many cards there are, and how many sheets they take
 */
export function amount(count, sheet) {
  const cards = plural("%(num)s card", "%(num)s cards", count);
  if (!sheet || !count) return cards;
  const sheets = Math.ceil(count / sheet.cards) * (sheet.duplex ? 1 : sheet.pages.length);
  return plural("%(cards)s on %(num)s sheet", "%(cards)s on %(num)s sheets", sheets, { cards });
}
