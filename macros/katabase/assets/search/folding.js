// Texts as they are compared in a search: without case, accents and spellings of a letter.
// folding.py does the same for the index; tests/cases/search/folding.yml holds both together.

// What a reader may leave out: accents of Latin, Greek and Cyrillic, points of Hebrew, vowels
// of Arabic, the dot of borrowed letters in Indic scripts, joiners, apostrophes.
const DROPPED =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed\u093c\u09bc\u0a3c\u0b3c'’ʼ]|\u200c|\u200d/g;

// Letters that have no accent to lose, and what a reader types for them.
/** @type {Record<string, string>} */
const ALIKE = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i" },
  ...{ ŋ: "n", ς: "σ", ى: "ي", ی: "ي", ک: "ك", ة: "ه" },
};
const ALIKE_LETTERS = new RegExp(`[${Object.keys(ALIKE).join("")}]`, "g");

// Letters of scripts that put no spaces between words, as in domain/scripts.py.
const UNSPACED =
  "\u0e01-\u0e4e\u0e81-\u0ece\u0edc-\u0edf" +
  "\u1000-\u103f\u1050-\u108f\u109a-\u109d\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f" +
  "\u1780-\u17d3\u17d7\u17dc\u17dd" +
  "\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b" +
  "\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f" +
  "\u3105-\u312f\u31a0-\u31bf" +
  "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
const HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7af";
const RUN = new RegExp(`[${UNSPACED}${HANGUL}]+|[^${UNSPACED}${HANGUL}]+`, "gu");
const RUNS_ON = new RegExp(`^[${UNSPACED}${HANGUL}]`, "u");

/** A text in lower case, without accents, each letter in its plainest form. @param {string} text */
export function flat(text) {
  const parts = text.normalize("NFKD").toLowerCase().replace(DROPPED, "");
  return parts.replace(ALIKE_LETTERS, (letter) => ALIKE[letter]).normalize("NFC");
}

/**
 * The words of a text, folded; a run of a script without spaces is one word.
 * @param {string} text @returns {string[]}
 */
export function words(text) {
  const found = flat(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return found.flatMap((word) => word.match(RUN) ?? []);
}

/** Whether nothing tells where a word of this script ends. @param {string} word */
export function runsOn(word) {
  return RUNS_ON.test(word);
}
