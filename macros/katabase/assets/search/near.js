// Practices that are most like a question of which the index holds nothing: their titles and
// summaries share the most groups of three letters with it. What the trade calls otherwise is
// taken for what this library calls it.

import { flat, words } from "./folding.js";

/** @typedef {{title: string, summary: string, kind: string, minutes: number, address: string}} Practice as the API tells it */

const MOST = 3;
const LEAST = 0.08; // what is less alike is no help

/** Words of the field that practices may lack, and words that they have. */
const FIELD = new Map(
  Object.entries({
    scrum: "daily meeting",
    sprint: "experiment",
    retrospective: "reflection",
    agile: "rapid experiments",
    jira: "visual management board",
    trello: "visual management board",
    kanban: "visual management flow",
    okr: "target catchball",
    okrs: "target catchball",
    kpi: "target condition",
    "8d": "problem cause evidence",
    dmaic: "problem solving steps",
    ishikawa: "cause evidence",
    fishbone: "cause evidence",
    pareto: "problem analysis",
    smed: "process analysis",
    fmea: "safety risk walk",
    poka: "quality walk",
    muda: "flow walk",
    layered: "standard work observation",
    audit: "standard work observation",
    feedback: "coaching debrief",
    mentoring: "coaching cycle",
    delegation: "asking before telling",
    empathy: "humility respect",
    narcissism: "humility mirror",
    succession: "grown from within",
  }),
);

/**
 * @param {string} query
 * @param {URL} address of the list of all practices
 * @returns {Promise<import("./finder.js").Result[]>}
 */
export async function nearPractices(query, address) {
  const answer = await fetch(address);
  if (!answer.ok) return [];
  /** @type {{practices: Practice[]}} */
  const { practices } = await answer.json();
  const meant = words(query).map((word) => FIELD.get(word) ?? word);
  const wanted = groups(meant.join(" "));
  return practices
    .map((practice) => ({ practice, likeness: alike(wanted, practice) }))
    .filter(({ likeness }) => likeness > LEAST)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, MOST)
    .map(({ practice }) => ({
      title: practice.title,
      summary: practice.summary,
      kind: "",
      minutes: "",
      language: "",
      address: practice.address,
      places: [],
    }));
}

/** @param {string} text */
function groups(text) {
  const found = flat(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)
    .flatMap((word) => [...` ${word} `].slice(2).map((_, at) => ` ${word} `.slice(at, at + 3)));
  return new Set(found);
}

/**
 * The share of the question's groups of letters in a title, or, half as much, in a summary.
 * @param {Set<string>} wanted
 * @param {Practice} practice
 */
function alike(wanted, { title, summary }) {
  const [head, body] = [groups(title), groups(summary)];
  /** @param {Set<string>} found */
  const share = (found) =>
    [...wanted].filter((group) => found.has(group)).length / (wanted.size || 1);
  return share(head) + share(body) / 2;
}
