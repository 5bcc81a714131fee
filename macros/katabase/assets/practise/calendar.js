// The days on which somebody practised, as a calendar of weeks.

import { day_of } from "../records/model.js";
import { h } from "./nodes.js";
import { WORDS } from "./words.js";

const WEEKS = 12;
const DAY = 24 * 60 * 60 * 1000;

/**
 * @param {import("../records/model.js").PracticeDay[]} days
 * @param {Date} now
 */
export function calendar(days, now = new Date()) {
  /** @type {Map<string, string[]>} */
  const titles = new Map();
  for (const { date, practice } of days) {
    titles.set(date, [...(titles.get(date) ?? []), practice.title]);
  }
  const monday = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 12);
  monday.setTime(monday.getTime() - (((monday.getDay() + 6) % 7) + (WEEKS - 1) * 7) * DAY);
  const cells = Array.from({ length: WEEKS * 7 }, (_, place) => {
    const date = day_of(new Date(monday.getTime() + place * DAY));
    const done = titles.get(date) ?? [];
    const future = date > day_of(now);
    return h("li", {
      className: `kb-days__day${done.length ? " kb-days__day--done" : ""}${future ? " kb-days__day--later" : ""}`,
      title: [date, ...done].join(" · "),
    });
  });
  const since = day_of(monday);
  const number = [...titles.keys()].filter((date) => date >= since).length;
  return h(
    "div",
    {},
    h("p", {}, WORDS.days_said(number, WEEKS)),
    h("ul", { className: "kb-days", "aria-hidden": "true" }, ...cells),
  );
}
