// The one store of this page, and the sign that says whether what was typed is kept.

import { database, part, root, SLUG } from "../page.js";
import { Store } from "../records/store.js";
import { copy_of } from "./nodes.js";

export const store = new Store(database());

/** @returns {string} which of the sentences is true */
function said() {
  if (store.state === "kept") return navigator.onLine ? "kept" : "alone";
  return store.state === "keeping" ? "keeping" : store.why || "failed";
}

/** A sign that follows the store for as long as it is on the page, which has its words. */
export function sign() {
  const node = part(copy_of("sign"), "p", HTMLElement);
  const again = part(node, "button", HTMLElement);
  again.addEventListener("click", () => store.retry());
  const show = () => {
    const now = said();
    /** @type {NodeListOf<HTMLElement>} */
    const sentences = node.querySelectorAll("[data-said]");
    for (const one of sentences) one.hidden = one.dataset.said !== now;
    node.dataset.state = store.state;
    again.hidden = store.state !== "not kept" || store.why === "closed";
    if (!node.isConnected && shown) over.abort();
    shown ||= node.isConnected;
  };
  let shown = false;
  const over = new AbortController();
  const { signal } = over;
  store.addEventListener("state", show, { signal });
  addEventListener("online", show, { signal });
  addEventListener("offline", show, { signal });
  show();
  return node;
}

// Leaving is not refused while something is being kept, only when it could not be.
addEventListener("beforeunload", (event) => {
  if (store.state === "not kept") event.preventDefault();
});

/**
 * @typedef {{key: string, text: string, help: string[], answer: "note" | "yes-no" | "count" | "scale",
 *   group: string, side: string, if_no: string, cue?: string, trait?: import("../records/model.js").PracticeName}} Prompt
 * @typedef {{practice: import("../records/model.js").PracticeName, mode: "walk" | "path" | "cycle" | "steps",
 *   address: string, language: string, minutes: number, rule: string, asked: number, often: string, prompts: Prompt[],
 *   preparation: string[], ending: string[], debrief: {id: string, text: string}[],
 *   leads: {title: string, kind: string, address: string, trait?: string}[], stop_rule?: string, anchors?: [string, string, string][],
 *   watched_by?: string, watches?: string, stages?: Record<string, {signs: {id: string,
 *   text: string}[], practices: {ref: string, title: string, how: string}[]}>}} Plan how a
 *   practice is run; a coaching cycle is watched by a second coach with a set of questions; a
 *   path has stages
 */

/** @type {Map<string, Promise<Plan>>} */
const plans = new Map();

/**
 * Loads how a practice is run.
 * @param {string} ref
 * @returns {Promise<Plan>}
 */
export function plan_of(ref) {
  const [kind, name = "", ...more] = ref.split("/");
  if (!SLUG.test(kind) || !SLUG.test(name) || more.length) return Promise.reject(new Error(ref));
  const known = plans.get(ref) ?? load(ref);
  plans.set(ref, known);
  known.catch(() => plans.delete(ref));
  return known;
}

/** @param {string} ref */
async function load(ref) {
  const answer = await fetch(new URL(`practise/plans/${ref}.json`, root()));
  if (!answer.ok) throw new Error(`${ref}: ${answer.status}`);
  return answer.json();
}
