// The screens that run modes have in common.

import { begin, day_of, ids } from "../records/model.js";
import { store } from "./keeping.js";
import { button, field, folded, h } from "./nodes.js";
import { WORDS } from "./words.js";

/**
 * What helps with a step, one tap away.
 * @param {string} title
 * @param {string[]} help
 * @param {string | false} [second] what the second text is about
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
 * Lets somebody say where they stand with a practice today; a second tap takes it back.
 * @param {import("../records/model.js").PracticeName} practice
 * @param {[level: number, words: string, key: string | null, note: string][]} levels
 * @param {(level: number) => void} [changed] told the level, 0 for none
 * @param {import("../records/model.js").Anchor["asked"]} [asked] the question of a self-check
 */
export function stand(practice, levels, changed = () => {}, asked = null) {
  const date = day_of(new Date());
  const skill = practice.title;
  const id = ids.anchor(date, practice.ref);
  const show = (/** @type {number} */ now) => {
    for (const [at, [level]] of levels.entries()) buttons[at].ariaPressed = String(level === now);
  };
  const buttons = levels.map(([level, words, key, note]) => {
    const node = button(words, async () => {
      await known; // a tap may come sooner
      const back = node.ariaPressed === "true";
      if (back) store.remove([id]);
      else store.replace(begin("anchor", { id, practice, skill, date, level, key, note, asked }));
      show(back ? 0 : level);
      changed(back ? 0 : level);
    });
    return node;
  });
  show(0);
  const known = store.get(id).then((kept) => kept?.kind === "anchor" && show(kept.level));
  return h("div", { className: "kb-stand", role: "group", ariaLabel: skill }, ...buttons);
}
