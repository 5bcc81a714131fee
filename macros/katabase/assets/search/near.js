// Practices that are most like a question of which the index holds nothing: a word of their titles
// or summaries shares most of its groups of three letters with a word of it.

import { flat } from "./folding.js";

/** @typedef {{title: string, summary?: string, kind?: string, room?: string, address: string}} Practice */

const MOST = 3;
const LEAST = 0.6; // "form" is no "forklift": words that share fewer of their groups are others

/**
 * @param {string} query
 * @param {Practice[]} practices
 * @returns {import("./finder.js").Result[]}
 */
export function nearPractices(query, practices) {
  const wanted = words(query);
  return practices
    .map((practice) => ({ practice, likeness: alike(wanted, practice) }))
    .filter(({ likeness }) => likeness)
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

/**
 * The groups of three letters of each word, its beginning first and its end last.
 * @param {string} text
 */
function words(text) {
  return flat(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3)
    .map((word) => [...` ${word} `].slice(2).map((_, at) => ` ${word} `.slice(at, at + 3)));
}

/**
 * How much of a question is like a word of the title, or, worth half as much, of the summary.
 * @param {string[][]} wanted
 * @param {Practice} practice
 */
function alike(wanted, { title, summary = "" }) {
  const [head, body] = [words(title), words(summary)];
  /** @param {string[]} word */
  const worth = (word) => Math.max(most(word, head), most(word, body) / 2);
  return wanted.reduce((sum, word) => sum + worth(word), 0);
}

/**
 * The largest share of groups that a word has in common with one of others that begins alike, the
 * shorter of the two being the measure: "gembawalk" is like "gemba". Nothing where two words are
 * alike by chance.
 * @param {string[]} word
 * @param {string[][]} others
 */
function most(word, others) {
  const shares = others
    .filter(([first]) => first === word[0])
    .map((other) => {
      const same = word.filter((group) => other.includes(group)).length;
      return same / Math.min(word.length, other.length);
    });
  const found = Math.max(0, ...shares);
  return found < LEAST ? 0 : found;
}
