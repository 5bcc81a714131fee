// Practices that are most like a question of which the index holds nothing: their titles and
// summaries share the most groups of three letters with it.

import { flat } from "./folding.js";

/** @typedef {{title: string, summary?: string, kind?: string, room?: string, address: string}} Practice */

const MOST = 3;
const LEAST = 0.08; // what is less alike is no help

/**
 * @param {string} query
 * @param {Practice[]} practices
 * @returns {import("./finder.js").Result[]}
 */
export function nearPractices(query, practices) {
  const wanted = groups(query);
  return practices
    .map((practice) => ({ practice, likeness: alike(wanted, practice) }))
    .filter(({ likeness }) => likeness > LEAST)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, MOST)
    .map(({ practice }) => ({
      title: practice.title,
      summary: practice.summary ?? "",
      kind: practice.kind ?? "",
      room: practice.room ?? "",
      minutes: "",
      language: "",
      address: practice.address,
      places: [],
    }));
}

/** @param {string} text */
function groups(text) {
  const found = flat(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)
    .flatMap((word) => [...` ${word} `].slice(2).map((_, at) => ` ${word} `.slice(at, at + 3)));
  return new Set(found);
}

/**
 * The share of the question's groups of letters in a title, or, half as much, in a summary.
 * @param {Set<string>} wanted
 * @param {Practice} practice
 */
function alike(wanted, { title, summary = "" }) {
  const [head, body] = [groups(title), groups(summary)];
  /** @param {Set<string>} found */
  const share = (found) =>
    [...wanted].filter((group) => found.has(group)).length / (wanted.size || 1);
  return share(head) + share(body) / 2;
}
