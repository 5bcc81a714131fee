// The keys under which the index holds each title and keyword as one word. phrases.py makes
// them for the index, this file for a query; tests/cases/search/phrases.yml holds both together.

export const MARK = "ʞ"; // no word begins with it

/** A word that stands in every practice: a search for nothing would load the whole index. */
export const EVERY = `${MARK}everyzz`;

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
 * The key of a whole phrase, or of a part of one: a word that no text contains. It is made of
 * the letters a to z, because the index splits a word between letters and digits, and between
 * scripts.
 * @param {string[]} phrase @param {boolean} part
 */
export function key(phrase, part = false) {
  const letters = phrase
    .map(fold)
    .join("")
    .replace(/[^a-z]/gu, inLetters);
  return `${MARK}${part ? "p" : "w"}${letters}zz`;
}

/** @param {string} char */
function inLetters(char) {
  return /[0-9]/.test(char) ? `q${"abcdefghij"[Number(char)]}` : `q${code(char)}`;
}

/** A character's code in five letters, k for 0 to z for 15. @param {string} char */
function code(char) {
  const value = char.codePointAt(0) ?? 0;
  return [16, 12, 8, 4, 0].map((shift) => "klmnopqrstuvwxyz"[(value >> shift) & 15]).join("");
}

/**
 * What the index finds a word of a script without spaces by: its pairs of letters, one after
 * the other, or its one letter.
 * @param {string} word
 */
export function letters(word) {
  const codes = [...word].map(code);
  if (codes.length === 1) return `${MARK}u${codes[0]}zz`;
  const pairs = codes.slice(1).map((second, at) => `${MARK}b${codes[at]}${second}zz`);
  return `"${pairs.join(" ")}"`;
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
