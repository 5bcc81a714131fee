// What "My practice" shows of a person: favourites, how often against how often it is asked
// for, and where they stand with a skill.

import { ask } from "../offline/here.js";
import { part, root } from "../page.js";
import { begin, day_of } from "../records/model.js";
import { plan_of, store } from "./keeping.js";
import { button, field, folded, h } from "./nodes.js";
import { WORDS } from "./words.js";

/** @typedef {import("../records/model.js").AnyRecord} AnyRecord */

const WEEKS = 4;
const DAY = 24 * 60 * 60 * 1000;

/** Days within four weeks on which a practice of a cadence is practised. @type {Record<string, number>} */
const ASKED = {
  "several-a-day": 20,
  daily: 20,
  "several-a-week": 12,
  weekly: 4,
  "two-weekly": 2,
  monthly: 1,
};

/**
 * @template {AnyRecord["kind"]} K
 * @param {AnyRecord[]} records
 * @param {K} kind
 */
const of = (records, kind) =>
  /** @type {import("../records/model.js").Records[K][]} */ (
    records.filter((one) => one.kind === kind)
  );

/**
 * How often each practice was practised, against what it asks for.
 * @param {AnyRecord[]} records
 */
export async function cadence_of(records) {
  const since = day_of(new Date(Date.now() - (WEEKS * 7 - 1) * DAY));
  /** @type {Map<string, number>} */
  const days = new Map();
  for (const { practice, date } of of(records, "day")) {
    if (date >= since) days.set(practice.ref, (days.get(practice.ref) ?? 0) + 1);
  }
  const rows = await Promise.all(
    [...days].map(async ([ref, done]) => {
      const plan = await plan_of(ref).catch(() => null);
      if (!plan) return "";
      const said = WORDS.often(done, WEEKS, plan.often);
      const asked = ASKED[plan.cadence];
      return h(
        "li",
        {},
        h("span", {}, plan.practice.title, h("br"), h("small", {}, said)),
        asked > 1 && h("meter", { max: asked, value: done, "aria-label": said }),
      );
    }),
  );
  return h("ul", { className: "kb-mine__list" }, ...rows);
}

/**
 * The favourites: their pages, a deck of them, and their cards on this device.
 * @param {AnyRecord[]} records
 * @param {(ids: string[]) => void} remove
 */
export async function favourites_of(records, remove) {
  const all = of(records, "favourite");
  const answer = await fetch(new URL("cards/index.json", root())).catch(() => null);
  /** @type {{folders?: Record<string, string>}} */
  const { folders = {} } = answer?.ok ? await answer.json() : {};
  const place = (/** @type {string} */ ref) =>
    ref.replace(/^[^/]+/, (kind) => folders[kind] ?? kind);
  const refs = all.map(({ practice }) => practice.ref);
  if (refs.length) ask({ ask: "these", paths: refs.map((ref) => `cards/${place(ref)}.pdf`) });
  const rows = all.map(({ id, practice: { ref, title } }) =>
    h(
      "li",
      {},
      h("a", { href: `${root()}${place(ref)}/` }, title),
      button("×", () => remove([id]), { ariaLabel: `${WORDS.delete}: ${title}` }),
    ),
  );
  const deck = `${root()}cards/?cards=${refs.join(",")}`;
  return h(
    "div",
    {},
    h("ul", { className: "kb-mine__list" }, ...rows),
    h("p", {}, h("a", { className: "kb-button", href: deck }, WORDS.deck)),
  );
}

/**
 * Where somebody stands with each skill, from the first day to the last.
 * @param {AnyRecord[]} records
 */
export function skills_of(records) {
  /** @type {Map<string, import("../records/model.js").Anchor[]>} */
  const skills = new Map();
  for (const anchor of of(records, "anchor")) {
    skills.set(anchor.skill, [...(skills.get(anchor.skill) ?? []), anchor]);
  }
  const rows = [...skills].map(([skill, anchors]) => {
    anchors.sort((one, other) => (one.created < other.created ? -1 : 1));
    const [last] = anchors.slice(-1);
    const levels = anchors.map(({ level }) => level).join(" → ");
    const said = h("small", {}, [last.date, last.note].filter(Boolean).join(" · "));
    const gone = button("×", () => store.remove([last.id]), {
      ariaLabel: `${WORDS.delete}: ${skill}, ${last.date}`,
    });
    return h("li", {}, h("span", {}, `${skill}: ${levels}`, h("br"), said), gone);
  });
  const known = [...skills.keys()].map((one) => new Option(one));
  return h(
    "div",
    {},
    h("ul", { className: "kb-mine__list" }, ...rows),
    h("datalist", { id: "kb-skills" }, ...known),
  );
}

/** Says where one stands with a skill today. It stays when the page shows what is kept anew. */
export function skill_form() {
  const skill = field(WORDS.skill, "", () => {});
  const shown = field(WORDS.shows, "", () => {});
  const [name, note] = [skill, shown].map((one) => part(one, "input", HTMLInputElement));
  name.setAttribute("list", "kb-skills");
  const levels = [1, 2, 3, 4, 5].map((level) =>
    button(String(level), () => {
      const given = { skill: name.value.trim(), note: note.value, level, date: day_of(new Date()) };
      if (!given.skill) return name.focus();
      store.add(begin("anchor", given));
      name.value = note.value = "";
    }),
  );
  return folded(
    WORDS.stand,
    skill,
    shown,
    h("p", {}, WORDS.level),
    h("div", { className: "kb-mine__row", role: "group", ariaLabel: WORDS.level }, ...levels),
  );
}
