// The known word that a mistyped word was meant to be.

/**
 * Number of typing errors between two words: letters added, left out, changed or swapped
 * (Damerau-Levenshtein, adjacent swaps). Returns most + 1 as soon as there are more.
 * @param {string} one @param {string} other @param {number} most
 */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[other.length];
}

/**
 * The nearest of the words, which stand in order of their importance; undefined if none is near.
 * @param {string} word @param {string[]} words
 * @returns {string | undefined}
 */
export function nearest(word, words) {
  // A good word that the library lacks is no typing error: one is near, two only in a long word
  // that begins alike.
  const most = word.length < 8 ? 1 : 2;
  /** @type {string | undefined} */
  let found;
  for (const other of words) {
    const errors = distance(word, other, most);
    if (errors > 1 && word[0] !== other[0]) continue;
    if (errors <= most && (found === undefined || errors < distance(word, found, most))) {
      found = other;
      if (errors === 1) return found;
    }
  }
  return found;
}

// What may follow the stem of a word, in folded letters, by the language of the site. A site in
// another language holds English practices as well, as long as nobody has translated them.
/** @type {Record<string, RegExp>} */
const ENDINGS = {
  en: /^(?:e?s|e?d|e?rs?|ing|ings|e|ly|ment|ion|ions|[yi]|ies|ied|iness|e?ry|ful)?$/,
  de: /^(?:e|e?n|e?r|e?s|em|ern|nen|in|innen|es|e?t|te|ten|end|ende[nrs]?|ung|ungen|lich)?$/,
  es: /^(?:[aeo]?s?|[aei]r|ando|iendo|[ai]d[ao]s?|cion|ciones|mente|an|en)?$/,
};
export const LANGUAGE = globalThis.document?.documentElement.lang.split("-")[0] ?? "en";
const OF_THE_SITE = [ENDINGS.en, ENDINGS[LANGUAGE]].filter(Boolean);

/**
 * Whether two words differ in their endings only, as in "coached" and "coaching".
 * @param {string} one
 * @param {string} other
 */
export function sameStem(one, other) {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  if (same < 4) return false;
  const [ending, another] = [one.slice(same), other.slice(same)];
  return OF_THE_SITE.some((known) => known.test(ending) && known.test(another));
}

const STEM = 0.9; // "coached" for "coaching", against 1 for the word itself
const BEGINNING = 0.7; // a word that begins like the query, which may be half typed
const SHORTEST = 3; // letters of a word that may stand for longer ones

/**
 * How much a word of the library is what was typed, from 0 to 1.
 * @param {string} typed @param {string} word
 */
export function like(typed, word) {
  if (typed === word) return 1;
  if (typed[0] !== word[0]) return 0;
  if (sameStem(typed, word)) return STEM;
  return typed.length >= SHORTEST && word.startsWith(typed)
    ? (BEGINNING * typed.length) / word.length
    : 0;
}
