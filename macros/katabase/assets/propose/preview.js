// The page and the card of a practice, as far as it is written. What they say in which order
// comes from the kind (products/proposing/shown.py): lines with marks of keys, as in ⟦steps[].title⟧.

import { h } from "../practise/nodes.js";
import { say } from "../words.js";
import { empty } from "./shapes.js";

/**
 * @typedef {import("./shapes.js").Form} Form
 * @typedef {import("./shapes.js").Facts} Facts
 * @typedef {import("./shapes.js").Data} Data
 * @typedef {import("./shapes.js").Lines} Lines
 */

const MARK = /⟦([^⟧]+)⟧/g;

/** @param {Data} value @param {string} way without lists @returns {Data} */
const at = (value, way) => way.split(".").reduce((each, step) => each?.[step], value);

/**
 * Returns the value of a key, through the entries of lists that are being gone through.
 * @param {string} way
 * @param {Map<string, Data>} entries
 */
function value_of(way, entries) {
  const list = way.slice(0, way.lastIndexOf("[]") + 2);
  if (!way.includes("[]")) return at(entries.get(""), way);
  const rest = way.slice(list.length + 1);
  return rest ? at(entries.get(list), rest) : entries.get(list);
}

/** @param {string} text @param {Map<string, Data>} entries the first list of a line not gone into */
function next_list(text, entries) {
  for (const [, way] of text.matchAll(MARK)) {
    for (const { index } of way.matchAll(/\[\]/g)) {
      const list = way.slice(0, index + 2);
      if (!entries.has(list)) return list;
    }
  }
  return "";
}

/**
 * Returns the lines with the texts in the places of their marks; those that say nothing go.
 * @param {Lines} lines
 * @param {Map<string, Data>} entries
 * @returns {Lines}
 */
export function told(lines, entries) {
  /** @type {Lines} */
  const found = [];
  for (let place = 0; place < lines.length; ) {
    const [style, text] = lines[place];
    const list = next_list(text, entries);
    if (!list) {
      const said = text.replace(MARK, (_, way) => String(value_of(way, entries) ?? ""));
      const written = [...text.matchAll(MARK)].some(([, way]) => !empty(value_of(way, entries)));
      if (written || said === text) found.push([style, said.trim()]);
      place += 1;
      continue;
    }
    let end = place + 1;
    while (end < lines.length && next_list(lines[end][1], entries) === list) end += 1;
    const all = value_of(list.slice(0, -2), entries) ?? [];
    for (const each of Array.isArray(all) ? all : []) {
      found.push(...told(lines.slice(place, end), new Map(entries).set(list, each)));
    }
    place = end;
  }
  // A heading over nothing goes: behind it comes another one, or a part with a name of its own.
  const bare = (/** @type {string | undefined} */ style) =>
    style === undefined || style === "heading" || style === "item";
  return found.filter(([style], place) => style !== "heading" || !bare(found[place + 1]?.[0]));
}

/** @param {Form} form @param {Data} data */
function shown_of(form, data) {
  const [key, by] = form.choice ?? ["", {}];
  return by[data[key]] ?? form.shown;
}

/**
 * Emphasis, strong and code as they are shown; a link is its words.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function inline(text) {
  return text.split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`|\[[^\]]*\]\([^)]*\))/).map((part) => {
    if (/^\*\*.+\*\*$/.test(part)) return h("strong", {}, part.slice(2, -2));
    if (/^\*.+\*$/.test(part)) return h("em", {}, part.slice(1, -1));
    if (/^`.+`$/.test(part)) return h("code", {}, part.slice(1, -1));
    const link = /^\[([^\]]*)\]\(/.exec(part);
    return link ? h("u", {}, link[1]) : part;
  });
}

/** @param {Form} form @param {Facts} facts @param {Data} data */
export function page_of(form, facts, data) {
  const { labels } = facts;
  const minutes = empty(data.minutes) ? "" : say("%(n)s min", { n: data.minutes });
  const roles = (data.roles ?? []).map((/** @type {string} */ role) => labels[role]).join(", ");
  const about = [minutes, labels[data.cadence], labels[data.level], roles, labels[data.status]];
  const body = told(shown_of(form, data)[0].page, new Map([["", data]])).map(([style, text]) => {
    if (style === "heading") return h("p", { className: "kb-propose__h2" }, text);
    if (style === "item") return h("p", { className: "kb-propose__h3" }, ...inline(text));
    return h("p", {}, ...inline(text));
  });
  return h(
    "article",
    { className: `kb-propose__page kb-head kb-${form.kind}` },
    h("p", { className: "kb-crumbs" }, form.label),
    h("p", { className: "kb-propose__h1" }, data.title ?? ""),
    h("p", { className: "kb-lead" }, ...inline(data.summary ?? "")),
    h("ul", { className: "kb-facts" }, ...about.filter(Boolean).map((each) => h("li", {}, each))),
    ...body,
  );
}

/** @param {Form} form @param {Data} data @param {"front" | "back"} side */
function lines_of(form, data, side) {
  const own = data.card?.[side]?.lines?.filter((/** @type {Data} */ each) => !empty(each));
  if (own?.length) return own.map((/** @type {string} */ text) => ["bullets", text]);
  const entries = new Map([["", data]]);
  const [whole, small] = shown_of(form, data).map((each) => told(each[side], entries));
  return whole.length ? whole : small;
}

/**
 * Returns one side of the card, A6, as it will about look.
 * @param {Form} form
 * @param {Data} data
 * @param {"front" | "back"} side
 * @param {number} place
 */
function face(form, data, side, place) {
  let number = 0;
  const title = data.card?.[side]?.title || data.title || "";
  const caption = shown_of(form, data)[0].captions[place];
  const lines = lines_of(form, data, side).map(([style, text] = ["", ""]) => {
    number = style === "numbered" ? number + 1 : number;
    const sign = { numbered: `${number}.`, bullets: "•", ticks: "☐" }[style];
    return h(
      "p",
      { className: `kb-propose__line kb-propose__line--${style}` },
      sign ? h("span", { "aria-hidden": "true" }, sign) : "",
      h("span", {}, ...inline(text)),
    );
  });
  const text = h("div", { className: "kb-propose__lines" }, ...lines);
  return h(
    "figure",
    { className: `kb-propose__face kb-${form.kind}` },
    h("p", { className: "kb-propose__title" }, title),
    h("figcaption", {}, caption),
    text,
  );
}

/** @param {Form} form @param {Data} data */
export const card_of = (form, data) => [face(form, data, "front", 0), face(form, data, "back", 1)];

/**
 * Gives a face the largest type with which it holds its text.
 * @param {HTMLElement} node
 * @param {Facts["card"]} card
 * @returns {boolean} whether it holds its text at the smallest
 */
export function fit(node, card) {
  const millimetre = node.clientWidth / card.width;
  const lines = node.querySelector(".kb-propose__lines");
  if (!lines || !millimetre) return true;
  for (let points = card.largest; points >= card.smallest; points -= 0.5) {
    node.style.fontSize = `${(points * 25.4 * millimetre) / 72}px`;
    if (lines.scrollHeight <= lines.clientHeight + 1) return true;
  }
  return false;
}
