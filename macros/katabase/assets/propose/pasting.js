// What comes with a text from a word processor, a spreadsheet or a chat, and nobody sees.

// Format and control characters but for those of Arabic numbers; private signs, as Word has for
// bullets. Joiners are looked at below, a line feed may stand in a long text.
const UNSEEN =
  /(?!\n|\u200c|\u200d|[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2])[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\ufffc]/gu;
const LATIN = "[\\s\\0-\\u02ff\\u2000-\\u206f]";
const JOINER = new RegExp(
  `(?:\\u200c|\\u200d)+(?=${LATIN}|$)|(?<=${LATIN}|^)(?:\\u200c|\\u200d)+`,
  "gu",
);
const BULLET = /^\s*(?:[•·▪◦‣⁃\uf0b7*–—-]|o(?=\t)|\d{1,2}[.)])\s+/u;

/**
 * Returns a text without characters that nobody sees, which the check refuses. Persian, Hindi and
 * emoji keep the joiners that they need.
 * @param {string} text
 */
export const clean = (text) =>
  text.replace(/\r\n?/g, "\n").replace(/\t+/g, " ").replace(UNSEEN, "").replace(JOINER, "");

/**
 * Returns the lines of a text that hold something, without what marks them as a list.
 * @param {string} text
 */
export const lines_of = (text) =>
  text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => clean(line.replace(BULLET, "")).trim())
    .filter(Boolean);
