// The practices that were opened last. They are kept on this device and nowhere else.

import { home, root, SLUG } from "./page.js";

/** address: below the site's root; room: the id of the kind
 * @typedef {{title: string, address: string, room: string}} Opened */

const MOST = 4;
const ADDRESS = /^[a-z0-9-]+\/[a-z0-9-]+\/$/; // of a practice; storage may hold anything

/** Sites on one host do not meet; versions of one site do. */
const key = () => `kb-recent ${new URL(home()).pathname}`;

/** @returns {Opened[]} the latest first, without the practice that is open */
export function recent() {
  const { address } = here();
  return kept().filter((one) => one.address !== address);
}

/** Keep the practice that is open, if the page is one. */
export function remember() {
  const title = document.querySelector(".kb-head h1")?.textContent ?? "";
  const room = document.querySelector(".kb-head")?.classList[1]?.slice(3) ?? "";
  const { address } = here();
  if (!title || !ADDRESS.test(address)) return;
  store([{ title, address, room }, ...recent()].slice(0, MOST + 1));
}

/** Keep none of them. */
export function forget() {
  store([]);
}

function here() {
  const { origin, pathname } = location;
  return { address: (origin + pathname).slice(root().length) };
}

/** @returns {Opened[]} */
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(key()) ?? "[]");
    return found.filter(
      (/** @type {Opened} */ one) =>
        typeof one.title === "string" && ADDRESS.test(one.address) && SLUG.test(one.room),
    );
  } catch {
    return []; // nothing may be stored, or something else was
  }
}

/** @param {Opened[]} all */
function store(all) {
  try {
    localStorage.setItem(key(), JSON.stringify(all));
  } catch {
    // Without storage nothing is recent.
  }
}
