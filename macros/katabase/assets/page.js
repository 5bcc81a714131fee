// What a script may count on in a page: where the site begins, and the parts of a template.

/** The form of an id, as Python's slugs.py has it. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** @returns {string} where the site begins, as an absolute address */
export function root() {
  return document.body.dataset.kbRoot ?? "";
}

/**
 * Where the site begins whatever its version: versions lie side by side in one folder, and
 * what people write belongs to all of them.
 * @returns {string}
 */
export function home() {
  const said = JSON.parse(document.querySelector("#__config")?.textContent ?? "{}");
  return said.version ? new URL("..", root()).href : root();
}

/**
 * What the database is called that holds what people write. Each site has its own: several
 * sites, and versions of one, may share an origin.
 * @returns {string}
 */
export function database() {
  return `katabase ${new URL(home()).pathname}`;
}

/**
 * Finds a part that the template always holds; without it an error names what is missing.
 * @template {Element} T
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {new () => T} sort the class that the part must have
 * @returns {T}
 */
export function part(parent, selector, sort) {
  const found = parent.querySelector(selector);
  if (found instanceof sort) return found;
  throw new Error(`the template has no ${sort.name} at ${selector}`);
}
