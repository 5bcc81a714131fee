// Brings records of earlier versions to the present one, a version at a time.

import { FORMAT, problems_of } from "./model.js";

/**
 * @typedef {import("./model.js").AnyRecord} AnyRecord
 * @typedef {Record<string, unknown>} Loose
 * @typedef {{record: AnyRecord} | {newer: Loose} | {damaged: unknown, problems: string[]}} Read
 *   a record; one that a newer version of the site wrote, which this one leaves alone; or
 *   something else, which is left alone as well
 */

/**
 * The step from each version to the next: `STEPS[0]` leads from version 1 to version 2.
 * @type {((record: Loose) => Loose)[]}
 */
export const STEPS = [];

/**
 * Reads what was kept or exported, whichever version wrote it.
 * @param {unknown} value
 * @returns {Read}
 */
export function read(value, steps = STEPS, present = FORMAT) {
  const format = typeof value === "object" && value !== null && "format" in value && value.format;
  if (!Number.isInteger(format) || Number(format) < 1) {
    return { damaged: value, problems: ["format: a whole number from 1"] };
  }
  if (Number(format) > present) return { newer: /** @type {Loose} */ (value) };
  try {
    const todo = steps.slice(Number(format) - 1);
    const record = todo.reduce((old, step) => step(old), /** @type {Loose} */ (value));
    const problems = problems_of(record);
    if (problems.length) return { damaged: value, problems };
    return { record: /** @type {AnyRecord} */ (/** @type {unknown} */ (record)) };
  } catch (error) {
    return { damaged: value, problems: [String(error)] };
  }
}
