// What "My practice" shows of a person: favourites, days of practice, how often against how
// often it is asked for, and where they stand with a skill.

import { ask } from "../offline/here.js";
import { part, root } from "../page.js";
import { day_of } from "../records/model.js";
import { plan_of } from "./keeping.js";
import { button, h } from "./nodes.js";
import { WORDS } from "./words.js";

/** @typedef {import("../records/model.js").AnyRecord} AnyRecord */

const WEEKS = 4;
const SHOWN_WEEKS = 12; // of the calendar

/**
 * The records of a kind.
 * @template {AnyRecord["kind"]} K
 * @param {AnyRecord[]} records
 * @param {K} kind
 */
export const of = (records, kind) =>
  /** @type {import("../records/model.js").Records[K][]} */ (
    records.filter((one) => one.kind === kind)
  );

/** @param {AnyRecord} record */
export function title_of(record) {
  if (record.kind === "storyboard") return record.title || WORDS.new_board_title;
  return record.kind === "anchor" ? record.skill : record.practice.title;
}

/**
 * A day as people say it.
 * @param {string} day of the calendar, as in 2026-11-25, or a moment
 */
export const day_said = (day) =>
  new Date(day.length > 10 ? day : `${day}T00:00`).toLocaleDateString(
    document.documentElement.lang,
    { dateStyle: "medium" },
  );

/** @param {unknown} value @returns {string} all that stands in it, a line each */
export const texts_of = (value) =>
  typeof value === "object" && value
    ? Object.values(value).map(texts_of).join("\n")
    : String(value ?? "");

/**
 * A day of the calendar: one on which the clocks are changed has no 24 hours.
 * @param {Date} now
 * @param {number} days after it
 */
const day_after = (now, days) =>
  day_of(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days));

/**
 * How often each practice was practised, against what it asks for.
 * @param {AnyRecord[]} records
 */
export async function cadence_of(records) {
  const since = day_after(new Date(), 1 - WEEKS * 7);
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
      const { asked } = plan;
      return h(
        "li",
        {},
        h("span", {}, plan.practice.title, h("br"), h("small", {}, said)),
        asked > 1 && h("meter", { max: asked, value: done, "aria-label": said }),
      );
    }),
  );
  return rows.filter((row) => row instanceof Node);
}

/**
 * The favourites: their pages, a deck of them, and their cards on this device.
 * @param {ParentNode} page
 * @param {AnyRecord[]} records
 * @param {(ids: string[]) => void} remove
 */
export async function favourites_of(page, records, remove) {
  const all = of(records, "favourite");
  const answer = await fetch(new URL("cards/index.json", root())).catch(() => null);
  /** @type {{folders?: Record<string, string>}} */
  const { folders = {} } = answer?.ok ? await answer.json() : {};
  const place = (/** @type {string} */ ref) =>
    ref.replace(/^[^/]+/, (kind) => folders[kind] ?? kind);
  const refs = all.map(({ practice }) => practice.ref);
  if (refs.length) ask({ ask: "these", paths: refs.map((ref) => `cards/${place(ref)}.pdf`) });
  part(page, "[data-role=deck]", HTMLAnchorElement).href =
    `${root()}cards/?cards=${refs.join(",")}`;
  return all.map(({ id, practice: { ref, title } }) =>
    h(
      "li",
      {},
      h("a", { href: `${root()}${place(ref)}/`, id }, title),
      button("×", () => remove([id]), { ariaLabel: `${WORDS.delete}: ${title}` }),
    ),
  );
}

/**
 * Where somebody stands with each skill, from the first day to the last.
 * @param {AnyRecord[]} records
 * @param {(ids: string[]) => void} remove
 */
export function skills_of(records, remove) {
  /** @type {Map<string, import("../records/model.js").Anchor[]>} */
  const skills = new Map();
  for (const anchor of of(records, "anchor")) {
    const one = anchor.practice?.ref ?? anchor.skill;
    skills.set(one, [...(skills.get(one) ?? []), anchor]);
  }
  return [...skills.values()].map((anchors) => {
    anchors.sort((one, other) => (one.created < other.created ? -1 : 1));
    const [last] = anchors.slice(-1);
    const { skill } = last;
    const levels = anchors.map(({ level }) => level).join(" → ");
    const said = h("small", {}, [day_said(last.date), last.note].filter(Boolean).join(" · "));
    const gone = button("×", () => remove([last.id]), {
      id: last.id,
      ariaLabel: `${WORDS.delete}: ${skill}, ${day_said(last.date)}`,
    });
    return h("li", {}, h("span", {}, `${skill}: ${levels}`, h("br"), said), gone);
  });
}

/**
 * The days on which somebody practised, as a calendar of weeks.
 * @param {import("../records/model.js").PracticeDay[]} days
 * @param {Date} now
 */
export function calendar(days, now = new Date()) {
  /** @type {Map<string, string[]>} */
  const titles = new Map();
  for (const { date, practice } of days) {
    titles.set(date, [...(titles.get(date) ?? []), practice.title]);
  }
  const monday = -((now.getDay() + 6) % 7) - (SHOWN_WEEKS - 1) * 7;
  const cells = Array.from({ length: SHOWN_WEEKS * 7 }, (_, place) => {
    const date = day_after(now, monday + place);
    const done = titles.get(date) ?? [];
    const future = date > day_of(now);
    return h("li", {
      className: `kb-days__day${done.length ? " kb-days__day--done" : ""}${future ? " kb-days__day--later" : ""}`,
      title: [day_said(date), ...done].join(" · "),
    });
  });
  const since = day_after(now, monday);
  const number = [...titles.keys()].filter((date) => date >= since).length;
  return [
    h("p", {}, WORDS.days_said(number, SHOWN_WEEKS)),
    h("ul", { className: "kb-days", "aria-hidden": "true" }, ...cells),
  ];
}
