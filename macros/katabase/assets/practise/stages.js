// The screens that run modes have in common.

import { field, folded, h } from "./nodes.js";
import { WORDS } from "./words.js";

/**
 * What helps with a step, one tap away.
 * @param {string} title
 * @param {string[]} help
 * @param {string} [second] what the second text is about
 */
export const help_of = (title, help, second) =>
  help.length > 0 &&
  folded(
    title,
    ...help.map((text, place) =>
      h("p", {}, second && place === 1 && h("strong", {}, `${second}: `), text),
    ),
  );

/**
 * A note that grows with its words.
 * @param {string} value
 * @param {(value: string) => void} changed
 * @param {string} [label]
 */
export const note = (value, changed, label = WORDS.note) =>
  field(label, value, changed, { rows: 3, hint: WORDS.note_hint });

/**
 * A list of what to do.
 * @param {string[]} texts
 */
export const bullets = (texts) => h("ul", {}, ...texts.map((text) => h("li", {}, text)));
