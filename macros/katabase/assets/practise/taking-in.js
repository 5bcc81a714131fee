// Takes a file in: what is new at once, what differs only as somebody says.

import { part } from "../page.js";
import { compare, from_file, SINGLE, settled } from "../records/exchange.js";
import { store } from "./keeping.js";
import { copy_of, h } from "./nodes.js";
import { day_said, texts_of, title_of } from "./standing.js";
import { WORDS } from "./words.js";

/** @typedef {import("../records/model.js").AnyRecord} AnyRecord */

const MOST = 300; // characters of a difference

/**
 * @param {string} text
 * @param {AnyRecord[]} mine
 * @param {(text: string, ...more: Node[]) => void} say
 */
export async function take_in(text, mine, say) {
  const { records, newer, problems } = from_file(text);
  if (problems.length) console.warn(...problems);
  const { fresh, same, conflicts } = compare(mine, records);
  await store.add(...fresh);
  const told = [
    (fresh.length > 0 || same.length > 0) && WORDS.imported(fresh.length, same.length),
    newer > 0 && WORDS.newer(newer),
    problems.length > 0 &&
      (records.length + newer ? WORDS.left_out(problems.length) : copy_of("no_export").textContent),
  ];
  say(told.filter(Boolean).join(" "), ...conflicts.map(question));
}

/** @param {{mine: AnyRecord, theirs: AnyRecord}} conflict */
function question(conflict) {
  const { mine, theirs } = conflict;
  const node = part(copy_of("conflict"), "fieldset", HTMLElement);
  part(node, "span", HTMLElement).textContent = title_of(mine);
  const [ours, others] = node.querySelectorAll("p");
  ours.append(...only_in(mine, theirs));
  others.append(...only_in(theirs, mine));
  const choices = /** @type {const} */ (["mine", "theirs", "both"]);
  for (const [at, one] of node.querySelectorAll("button").entries()) {
    one.addEventListener("click", async () => {
      const { add, replace } = settled(conflict, choices[at], WORDS.second);
      await store.add(...add);
      await store.replace(...replace);
      node.remove();
    });
    if (choices[at] === "both" && SINGLE.has(mine.kind)) one.remove();
  }
  return node;
}

/** What one has and the other has not, with its day. @param {AnyRecord} one @param {AnyRecord} other */
function only_in(one, other) {
  const [own, others] = [one, other].map((record) =>
    texts_of({ ...record, changed: "" }).split("\n"),
  );
  const words = own.filter((line) => !others.includes(line)).join(" · ");
  return [h("small", {}, day_said(one.changed)), h("br"), words.slice(0, MOST)];
}
