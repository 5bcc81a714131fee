// The one store of this page, and the sign that says whether what was typed is kept.

import { database, root, SLUG } from "../page.js";
import { Store } from "../records/store.js";
import { button, h } from "./nodes.js";
import { WORDS } from "./words.js";

export const store = new Store(database());

/** @returns {string} what to say of the state */
function said() {
  if (store.state === "kept") return navigator.onLine ? WORDS.kept : WORDS.kept_alone;
  if (store.state === "keeping") return WORDS.keeping;
  return store.why ? WORDS[store.why] : WORDS.failed;
}

/** A sign that follows the store for as long as it is on the page. */
export function sign() {
  const text = h("span", { role: "status" });
  const again = button(WORDS.try_again, () => store.retry());
  const node = h("p", { className: "kb-sign" }, text, again);
  const show = () => {
    text.textContent = said();
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
