// The screens that run modes have in common.

import { begin, day_of, ids } from "../records/model.js";
import { store } from "./keeping.js";
import { button, copy_of, field, folded, h } from "./nodes.js";
import { WORDS } from "./words.js";

/**
 * Opens a screen over all of the page. When it is closed, what it belongs to says so and goes.
 * @param {HTMLElement} host what it belongs to
 * @param {string} label
 * @param {import("./nodes.js").Child[]} head beside the way out
 * @param {import("./nodes.js").Child[]} body
 */
export function screen_of(host, label, head, ...body) {
  const close = button("×", () => dialog.close(), {
    className: "kb-run__close",
    ariaLabel: WORDS.close,
  });
  const dialog = h(
    "dialog",
    { className: "kb-run md-typeset", ariaLabel: label },
    h("header", { className: "kb-run__head" }, close, ...head),
    ...body,
  );
  dialog.addEventListener("close", () => {
    host.dispatchEvent(new CustomEvent("closed", { bubbles: true }));
    host.remove();
  });
  host.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * Whether somebody is typing here: then nothing is put in the place of what they see. A field of
 * a tab or a window that is left keeps its focus, but nobody types in it.
 * @param {ParentNode} [main]
 */
export const is_typed_in = (main) =>
  document.hasFocus() && main?.querySelector(":is(input, textarea, select, [data-undo]):focus");

/**
 * A form of the page whose fields write parts of a record, or of an entry: `data-at` says which.
 * @param {string} name
 * @param {unknown} record
 * @param {(path: string[], value: unknown) => void} put
 * @param {string[]} before where the form belongs
 */
export function bound(name, record, put, ...before) {
  const form = copy_of(name);
  /** @type {NodeListOf<HTMLInputElement>} */
  const boxes = form.querySelectorAll("[data-at]");
  for (const box of boxes) {
    const path = [...before, ...(box.dataset.at ?? "").split(".")];
    const value = path.reduce(inner, record);
    box.checked = value === true;
    box.value = String(value ?? "");
    box.addEventListener("input", () => put(path, written(box)));
  }
  return form;
}

/** @param {any} value @param {string} name @returns {any} of a field, or of an entry by its id */
const inner = (value, name) =>
  Array.isArray(value) ? value.find(({ id }) => id === name) : value?.[name];

/** What a field says: text, or a number, a day or nothing. @param {HTMLInputElement} box */
function written({ type, value, checked }) {
  if (type === "checkbox") return checked;
  if (type !== "number" && type !== "date") return value;
  if (value === "") return null;
  return type === "date" ? value : Number(value);
}

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
