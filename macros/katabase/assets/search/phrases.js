// Titles and keywords as phrases, and words as names are compared by. phrases.py folds the words
// of the index alike; tests/cases/search/phrases.yml holds both together.

import { FILLER } from "./light.js";
import { sameStem } from "./nearest.js";

const NUMBERS = "zero one two three four five six seven eight nine ten".split(" ");

/** Singular, and numbers as digits. @param {string} word */
function fold(word) {
  const number = NUMBERS.indexOf(word);
  if (number >= 0) return String(number);
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.length > 2 && word.endsWith("s") && !/(?:ss|us|is)$/.test(word)
    ? word.slice(0, -1)
    : word;
}

/** Words as names are compared by: singular, numbers as digits. @param {string[]} phrase */
export function folded(phrase) {
  return phrase.map(fold).join(" ");
}

/**
 * What the index finds a word of a script without spaces by: its pairs of letters, or its one
 * letter.
 * @param {string} word
 */
export function letters(word) {
  const all = [...word];
  return all.length === 1 ? all : all.slice(1).map((second, at) => all[at] + second);
}

/**
 * Whether a phrase is a name but for endings, or a part of one.
 * @param {string[]} phrase folded @param {string[]} name folded
 */
export function names(phrase, name) {
  const last = name.length - phrase.length;
  for (let at = 0; at <= last; at += 1) {
    let same = 0;
    while (same < phrase.length && alike(phrase[same], name[at + same])) same += 1;
    if (same === phrase.length) return true;
  }
  return false;
}

/** @param {string} one @param {string} other */
function alike(one, other) {
  return one === other || sameStem(one, other);
}

/** The word of a phrase that says something: by it a large index finds names. @param {string[]} phrase */
export function telling(phrase) {
  return phrase.find((word) => !FILLER.has(word)) ?? phrase[0];
}

/**
 * All phrases of one to five neighbouring words, the longest first.
 * @param {string[]} all @returns {string[][]}
 */
export function phrases(all) {
  const found = [];
  for (let size = Math.min(5, all.length); size > 0; size -= 1) {
    for (let start = 0; start + size <= all.length; start += 1)
      found.push(all.slice(start, start + size));
  }
  return found;
}
