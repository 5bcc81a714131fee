// The screens that run modes have in common.

import { begin, day_of, ids } from "../records/model.js";
import { store } from "./keeping.js";
import { button, field, folded, h } from "./nodes.js";
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

/**
 * Lets somebody say where they stand with a skill today; a second tap takes it back.
 * @param {string} ref what has the skill
 * @param {string} skill
 * @param {[level: number, words: string, note: string][]} levels
 * @param {(level: number) => void} [changed] told the level, 0 for none
 */
export function stand(ref, skill, levels, changed = () => {}) {
  const date = day_of(new Date());
  const id = ids.anchor(date, ref);
  const show = (/** @type {number} */ now) => {
    for (const [at, [level]] of levels.entries()) buttons[at].ariaPressed = String(level === now);
  };
  const buttons = levels.map(([level, words, note]) => {
    const node = button(words, () => {
      const back = node.ariaPressed === "true";
      if (back) store.remove([id]);
      else store.replace(begin("anchor", { id, skill, date, level, note }));
      show(back ? 0 : level);
      changed(back ? 0 : level);
    });
    return node;
  });
  show(0);
  store.get(id).then((kept) => kept?.kind === "anchor" && show(kept.level));
  return h("div", { className: "kb-stand", role: "group", ariaLabel: skill }, ...buttons);
}
