// The keys under which the index holds each title and keyword as one word. keys.py makes
// them for the index, this file for a query; tests/cases/search/keys.yml holds both together.

const MARK = "ʞ"; // no word begins with it

/** A word that stands in every practice: a search for nothing would load the whole index. */
export const EVERY = `${MARK}everyzz`;

const NUMBERS = "zero one two three four five six seven eight nine ten".split(" ");

/** A text in lower case without accents. @param {string} text */
export function flat(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The words of a text. @param {string} text */
export function words(text) {
  return (
    flat(text)
      .replace(/['’]/g, "")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Singular, and numbers as digits. @param {string} word */
function fold(word) {
  const number = NUMBERS.indexOf(word);
  if (number >= 0) return String(number);
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.length > 2 && word.endsWith("s") && !/(?:ss|us|is)$/.test(word)
    ? word.slice(0, -1)
    : word;
}

/**
 * The key of a whole phrase, or of a part of one: a word that no text contains. Digits are
 * letters in it, because the index splits a word between letters and digits.
 * @param {string[]} phrase @param {boolean} part
 */
export function key(phrase, part = false) {
  const letters = phrase
    .map(fold)
    .join("")
    .replace(/[0-9]/g, (digit) => `q${"abcdefghij"[Number(digit)]}`);
  return `${MARK}${part ? "p" : "w"}${letters}zz`;
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
