// What somebody has written and not sent yet. It is kept as typed, on this device: a page that is
// closed, or a browser that is killed, loses no letter.

import { home } from "../page.js";

/**
 * @typedef {{data: import("./shapes.js").Data, id: string, change: string, step: string,
 *   base?: string}} Draft `base` is the version that it began with
 */

const begin = () => `katabase ${new URL(home()).pathname} proposal `;

/** @param {string} name a kind, or a practice @returns {Draft | null} */
export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(begin() + name) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} name @param {Draft} draft @returns {boolean} whether it is kept now */
export function keep(name, draft) {
  try {
    localStorage.setItem(begin() + name, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** @param {string} name */
export function drop(name) {
  try {
    localStorage.removeItem(begin() + name);
  } catch {
    // then nothing was kept
  }
}

/** @returns {string[]} the names of all that is kept */
export function names() {
  try {
    const start = begin();
    const found = Object.keys(localStorage).filter((key) => key.startsWith(start));
    return found.map((key) => key.slice(start.length)).sort();
  } catch {
    return [];
  }
}
