// Records as tables for a spreadsheet (CSV, RFC 4180).

import { day_of } from "./model.js";
import { EXPERIMENT, WORDS } from "./words.js";

/**
 * @typedef {import("./model.js").AnyRecord} AnyRecord
 * @typedef {(string | number | null)[]} Row
 */

/**
 * @typedef {{head: (keyof typeof WORDS)[], rows: (record: AnyRecord) => Row[]}} Table its heads
 *   are words by their names; `record` is the title of a storyboard
 * @type {Record<"experiments" | "answers" | "actions", Table>}
 */
export const TABLES = {
  experiments: {
    head: ["record", ...EXPERIMENT],
    rows: (record) =>
      record.kind === "storyboard"
        ? record.rows.map((row) => [record.title, ...EXPERIMENT.map((name) => row[name])])
        : [],
  },
  answers: {
    head: ["date", "practice", "version", "place", "section", "part", "answer", "note"],
    rows: (record) => {
      if (record.kind !== "walk" && record.kind !== "run") return [];
      const { title, version } = record.practice;
      const start = [day_of(new Date(record.created)), title, version];
      if (record.kind === "run") {
        return record.parts.map((part) => [...start, "", part.section, part.text, "", part.note]);
      }
      const answered = record.items.map((item) => [item.section, item.text, item.value, item.note]);
      const debrief = record.debrief.map((one) => [WORDS.debrief, one.text, "", one.note]);
      return [...answered, ...debrief].map((row) => [...start, record.place, ...row]);
    },
  },
  actions: {
    head: ["date", "practice", "place", "action", "owner", "by", "done"],
    rows: (record) =>
      record.kind === "walk"
        ? record.actions.map(({ text, owner, by, done }) => [
            day_of(new Date(record.created)),
            record.practice.title,
            record.place,
            text,
            owner,
            by,
            done ? WORDS.yes : WORDS.no,
          ])
        : [],
  },
};

/**
 * @param {keyof typeof TABLES} name
 * @param {AnyRecord[]} records
 * @returns {string}
 */
export function csv_of(name, records) {
  const { head, rows } = TABLES[name];
  return csv([head.map((name) => WORDS[name]), ...records.flatMap(rows)]);
}

/**
 * Writes rows as CSV: lines end with CR LF, and a mark at the beginning tells Excel UTF-8.
 * @param {Row[]} rows
 */
export function csv(rows) {
  return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe before it.
 * @param {string | number | null} value
 */
function cell(value) {
  const words = value === null ? "" : String(value);
  const safe =
    typeof value !== "number" && /^[\s\0]*[=+\-@\t\r\n＝＋－＠]/.test(words) ? `'${words}` : words;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
