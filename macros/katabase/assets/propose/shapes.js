// The schema of a kind, as the form walks through it.

import { clean } from "./pasting.js";

/**
 * @typedef {{type?: string, $ref?: string, anyOf?: Schema[], properties?: Record<string, Schema>,
 *   items?: Schema, enum?: string[], required?: string[], description?: string, format?: string,
 *   minLength?: number, maxLength?: number, pattern?: string, minimum?: number, maximum?: number,
 *   minItems?: number, maxItems?: number, default?: unknown, $defs?: Record<string, Schema>,
 *   name?: string, title?: string, additionalProperties?: boolean, $schema?: string}} Schema
 * @typedef {[string, string][]} Lines how each line is set, and a text with marks of keys
 * @typedef {{page: Lines, captions: string[], front: Lines, back: Lines}} Shown
 * @typedef {{kind: string, label: string, folder: string, schema: Schema, order: string[],
 *   later: Record<string, string[]>, itself: string[], first: Record<string, string>,
 *   names: Record<string, string>, walk: boolean, change: string, head: string, shown: Shown[],
 *   choice?: [string, Record<string, Shown[]>], asked: [string, string, boolean][]}} Form
 * @typedef {{sentences: Record<string, [string, string]>, forms: Record<string, [string, string,
 *   string]>, line: string, forbidden: [string, string, string][], todo: string,
 *   labels: Record<string, string>, lacking: string, practices: [string, string][], taken: string[], trait: string,
 *   joining: string[], alike: number, repeats: {free: string[], common: string[], few: number},
 *   card: {width: number, height: number, margin: number, smallest: number, largest: number}}} Facts
 */

/** @typedef {any} Data what a practice says: texts, numbers, lists and keys */

/**
 * Returns a schema behind its reference, without the null of an optional key.
 * @param {Schema | undefined} schema
 * @param {Schema} root
 * @returns {Schema}
 */
export function resolved(schema, root) {
  if (!schema) return {};
  const own = schema.anyOf?.find((each) => each.type !== "null") ?? schema;
  if (!own.$ref) return own === schema ? schema : { ...schema, anyOf: undefined, ...own };
  const name = own.$ref.split("/").at(-1) ?? "";
  const { description, default: first } = schema;
  const found = { ...root.$defs?.[name], name };
  return {
    ...found,
    ...(description && { description }),
    ...(first !== undefined && { default: first }),
  };
}

/**
 * Returns the keys of a part in the order of the file.
 * @param {Schema} schema
 * @param {Form} form
 */
export const keys_of = (schema, form) =>
  schema === form.schema ? form.order : Object.keys(schema.properties ?? {});

/** @param {Data} value whether there is nothing in it @returns {boolean} */
export function empty(value) {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return !clean(value).trim();
  if (typeof value === "object") return Object.values(value).every(empty);
  return false;
}

/** @param {Data} value @returns {Data} the same without what is empty, or what nobody sees */
export function pruned(value) {
  if (Array.isArray(value)) return value.filter((each) => !empty(each)).map(pruned);
  if (value && typeof value === "object") {
    const kept = Object.entries(value).filter(([, each]) => !empty(each));
    return Object.fromEntries(kept.map(([key, each]) => [key, pruned(each)]));
  }
  return typeof value === "string" ? clean(value) : value;
}

/** @param {Data} a @param {Data} b @returns {boolean} */
export function same(a, b) {
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return a === b;
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && same(a[key], b[key]))
  );
}

/**
 * Returns what somebody has written over a practice that has changed meanwhile: their words where
 * they wrote, and everywhere else how it stands now.
 * @param {Data} from how it stood when they began
 * @param {Data} mine
 * @param {Data} now
 * @returns {Data}
 */
export function merged(from, mine, now) {
  if (same(from, mine)) return now;
  const all = [from, mine, now];
  const lists = all.every(Array.isArray);
  const parts = all.every((each) => each && typeof each === "object" && !Array.isArray(each));
  if (lists && all.every(({ length }) => length === from.length))
    return now.map((/** @type {Data} */ each, /** @type {number} */ at) =>
      merged(from[at], mine[at], each),
    );
  if (!parts || same(from, now)) return mine;
  const keys = [...new Set([...Object.keys(now), ...Object.keys(mine)])];
  const found = keys.map((key) => [key, merged(from[key], mine[key], now[key])]);
  return Object.fromEntries(found.filter(([, each]) => each !== undefined));
}

/** @param {string} text @param {Record<string, unknown>} values with the values in their places */
export const filled = (text, values) =>
  text.replace(/%\((\w+)\)s/g, (_, name) => String(values[name] ?? ""));

/**
 * Returns what a new part holds: as many empty entries as its lists need.
 * @param {Schema} given
 * @param {Form} form
 * @returns {Data}
 */
export function begun(given, form) {
  const schema = resolved(given, form.schema);
  if (!schema.properties) return "";
  /** @type {Data} */
  const data = {};
  for (const name of schema.required ?? []) {
    const one = resolved(schema.properties[name], form.schema);
    const items = one.items && resolved(one.items, form.schema);
    if (!items || items.enum) continue;
    data[name] = Array.from({ length: one.minItems ?? 1 }, () => begun(items, form));
  }
  return data;
}
