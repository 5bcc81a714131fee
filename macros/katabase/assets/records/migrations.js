// Brings records of earlier versions to the present one, a version at a time.

import { problems_of } from "./model.js";

/**
 * @typedef {import("./model.js").AnyRecord} AnyRecord
 * @typedef {Record<string, unknown>} Loose
 * @typedef {{record: AnyRecord} | {newer: Loose} | {damaged: unknown, problems: string[]}} Read
 *   a record; one that a newer version of the site wrote, which this one leaves alone; or
 *   something else, which is left alone as well
 */

/**
 * The steps of a kind from each version to the next: the first leads from version 1 to 2.
 * @type {Record<string, ((record: Loose) => Loose)[]>}
 */
const STEPS = {
  anchor: [
    // Its practice stood in its id alone, where it is once a day.
    ({ skill, ...rest }) => {
      const [, ref] = /^anchor:[0-9-]{10}:([a-z0-9].*)/.exec(String(rest.id)) ?? [];
      const practice = ref ? { ref, title: skill, version: "" } : null;
      return { ...rest, format: 2, practice, skill, key: null, asked: null };
    },
  ],
};

/**
 * Reads what was kept or exported, whichever version wrote it.
 * @param {unknown} value
 * @returns {Read}
 */
export function read(value, all = STEPS) {
  const { kind, format } = /** @type {Loose} */ (value ?? {});
  const steps = Object.hasOwn(all, String(kind)) ? all[String(kind)] : [];
  if (!Number.isInteger(format) || Number(format) < 1) {
    return { damaged: value, problems: ["format: a whole number from 1"] };
  }
  if (Number(format) > steps.length + 1) return { newer: /** @type {Loose} */ (value) };
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
