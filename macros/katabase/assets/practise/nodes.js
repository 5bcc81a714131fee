// Makes parts of a page. Texts become text nodes: nothing that somebody wrote is HTML.

import { part } from "../page.js";

/**
 * @typedef {Node | string | false | null | undefined} Child
 */

/**
 * Makes an element: properties by their names, `on*` as listeners, the rest as attributes.
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Record<string, unknown>} given
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[N]}
 */
export function h(name, given = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), /** @type {any} */ (value));
    else if (key in node && key !== "list") Object.assign(node, { [key]: value });
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.filter(is_shown));
  return node;
}

/** @param {Child} child @returns {child is Node | string} */
export const is_shown = (child) => child !== false && child != null;

/**
 * @param {string} text
 * @param {() => void} action
 * @param {Record<string, unknown>} more
 */
export const button = (text, action, more = {}) =>
  h("button", { type: "button", className: "kb-button", onclick: action, ...more }, text);

/**
 * A field with its name above it, that tells each change as it is typed.
 * @param {string} label
 * @param {string} value
 * @param {(value: string) => void} changed
 * @param {{rows?: number, hint?: string}} [form]
 */
export function field(label, value, changed, { rows = 0, hint = "" } = {}) {
  const box = h(rows ? "textarea" : "input", {
    value,
    oninput: () => changed(box.value),
    placeholder: hint,
    maxLength: rows ? 20_000 : 500,
    rows: rows || undefined,
  });
  return h("label", { className: "kb-field" }, h("span", {}, label), box);
}

/**
 * A copy of a form of the page, which has its words.
 * @param {string} name
 */
export const copy_of = (name) =>
  /** @type {DocumentFragment} */ (
    part(document, `template[data-role=${name}]`, HTMLTemplateElement).content.cloneNode(true)
  );

/**
 * Something that opens at a tap.
 * @param {string} title
 * @param {Child[]} children
 */
export const folded = (title, ...children) =>
  h("details", { className: "kb-fold" }, h("summary", {}, title), ...children);

/** The page behind a dialog stands still; call what is returned when it is over. */
export function running() {
  const { classList } = document.documentElement;
  classList.add("kb-running");
  return () => classList.remove("kb-running");
}

/** @type {Map<string, Promise<unknown>>} style sheets that were asked for */
const styles = new Map();

/**
 * Loads a style sheet of this package's, once. It stands in the body: a head belongs to the page
 * that goes, and a link that is taken away before it is loaded never says so.
 * @param {string} name
 */
export function style(name) {
  const href = new URL(`../${name}`, import.meta.url).href;
  const loaded =
    styles.get(name) ??
    new Promise((done) => {
      document.body.append(h("link", { rel: "stylesheet", href, onload: done, onerror: done }));
    });
  styles.set(name, loaded);
  return loaded;
}
