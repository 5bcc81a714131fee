// Everything as one file, and back. A file comes from anywhere: it is read as data, checked
// field by field against the same shapes that the published schema is made of, and nothing
// that is kept here is written over unless somebody says so.

import { read } from "./migrations.js";
import { FORMAT, new_id } from "./model.js";
import { LINE } from "./shapes.js";

/** @typedef {import("./model.js").AnyRecord} AnyRecord */

export const SORT = "katabase-records"; // what the file says it is
const LARGEST = 50_000_000; // characters

/** What a person cannot have two of: nothing is gained by keeping both. */
export const SINGLE = new Set(["favourite", "day", "path"]);

/**
 * Writes records as a file.
 * @param {AnyRecord[]} records
 * @param {unknown[]} unread what is kept as well and cannot be read: it goes along as it is
 * @param {Date} now
 * @returns {string} JSON
 */
export function to_file(records, unread = [], now = new Date()) {
  const sorted = [...records].sort((one, other) => (one.id < other.id ? -1 : 1));
  const file = { sort: SORT, format: FORMAT, exported: now.toISOString(), records: sorted, unread };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/**
 * Reads a file that somebody chose.
 * @param {string} text
 * @returns {{records: AnyRecord[], newer: number, problems: string[]}} what can be taken over;
 *   how many records a newer version of the site wrote; what is wrong with the rest, for the
 *   console
 */
export function from_file(text) {
  /** @param {string} problem */
  const nothing = (problem) => ({ records: [], newer: 0, problems: [problem] });
  if (text.length > LARGEST) return nothing("larger than 50 MB");
  let data;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return nothing("no JSON");
  }
  if (data?.sort !== SORT || !Array.isArray(data.records)) {
    return nothing("no export");
  }
  /** @type {Map<string, AnyRecord>} */
  const records = new Map();
  /** @type {string[]} */
  const problems = [];
  let newer = 0;
  const unread = Array.isArray(data.unread) ? data.unread : [];
  for (const [place, value] of [...data.records, ...unread].entries()) {
    const it = read(value);
    if ("newer" in it) newer += 1;
    else if ("damaged" in it) problems.push(`record ${place + 1}: ${it.problems[0]}`);
    else if (records.has(it.record.id)) problems.push(`record ${place + 1}: is there twice`);
    else records.set(it.record.id, it.record);
  }
  return { records: [...records.values()], newer, problems };
}

/**
 * Compares what a file brings with what is here.
 * @param {AnyRecord[]} mine
 * @param {AnyRecord[]} theirs
 * @returns {{fresh: AnyRecord[], same: AnyRecord[], conflicts: {mine: AnyRecord, theirs: AnyRecord}[]}}
 */
export function compare(mine, theirs) {
  const here = new Map(mine.map((record) => [record.id, record]));
  /** @type {ReturnType<typeof compare>} */
  const found = { fresh: [], same: [], conflicts: [] };
  for (const record of theirs) {
    const own = here.get(record.id);
    if (!own) found.fresh.push(record);
    else if (words_of(own) === words_of(record)) found.same.push(record);
    else found.conflicts.push({ mine: own, theirs: record });
  }
  return found;
}

/**
 * What makes two records of one id differ: not when each device came to have it, nor in which
 * version of the practice, nor the minutes of a day.
 * @param {any} record
 */
const words_of = ({ created, changed, practice, minutes, ...rest }) => canonical(rest);

/** @param {unknown} value @returns {string} the same for the same data, whatever its order */
function canonical(value) {
  return JSON.stringify(value, (_, one) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

/**
 * Settles a conflict.
 * @param {{mine: AnyRecord, theirs: AnyRecord}} conflict
 * @param {"mine" | "theirs" | "both"} choice
 * @param {string} mark what the title of the second one ends with, as in "(imported)"
 * @returns {{add: AnyRecord[], replace: AnyRecord[]}} what is to be done in the store
 */
export function settled({ theirs }, choice, mark) {
  if (choice === "theirs") return { add: [], replace: [theirs] };
  if (choice === "mine" || SINGLE.has(theirs.kind)) return { add: [], replace: [] };
  const copy = { ...theirs, id: `${theirs.kind}:${new_id()}` };
  if ("title" in copy) copy.title = `${copy.title} ${mark}`.trim().slice(0, LINE);
  return { add: [copy], replace: [] };
}
