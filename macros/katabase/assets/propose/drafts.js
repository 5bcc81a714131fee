// What somebody has written and not sent yet. It is kept as typed, on this device: a page that is
// closed, or a browser that is killed, loses no letter.

import { home } from "../page.js";

/**
 * @typedef {{data: import("./shapes.js").Data, id: string, change: string, step: string,
 *   base?: string, from?: import("./shapes.js").Data}} Draft `base` is the text that it began
 *   with, `from` what that says
 */

const begin = () => `katabase ${new URL(home()).pathname} proposal `;

/** @param {string} name @returns {string} the key under which the browser keeps it */
export const place = (name) => begin() + name;

/** @param {string} name a practice, or a kind and a number from the second on @returns {Draft | null} */
export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(place(name)) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} name @param {Draft} draft @returns {boolean} whether it is kept now */
export function keep(name, draft) {
  try {
    localStorage.setItem(place(name), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** @param {string} name */
export function drop(name) {
  try {
    localStorage.removeItem(place(name));
  } catch {
    // then nothing was kept
  }
}

/** @param {string} kind @returns {string} the name of one more draft of a kind */
export function another(kind) {
  let number = 2;
  while (kept(`${kind} ${number}`)) number += 1;
  return `${kind} ${number}`;
}

/** @param {string} name @returns {string} what leads to it */
export function address(name) {
  if (name.includes("/")) return `?practice=${name}`;
  const [kind, number] = name.split(" ");
  return `?kind=${kind}${number ? `&draft=${number}` : ""}`;
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
