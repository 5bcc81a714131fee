// A change to a record, as data: which field, and what it becomes. Applied to the record as
// it is kept at that moment, so that two tabs that write in different fields lose nothing.

/**
 * @typedef {string[]} Path names of fields; within a list, the id of the entry
 * @typedef {{op: "set", path: Path, value: unknown}
 *   | {op: "add", path: Path, value: {id: string}}
 *   | {op: "drop", path: Path}} Change set a field; add an entry to a list; take one away
 */

/** @param {Path} path @param {unknown} value @returns {Change} */
export const set = (path, value) => ({ op: "set", path, value });

/** @param {Path} path of the list @param {{id: string}} value @returns {Change} */
export const add = (path, value) => ({ op: "add", path, value });

/** @param {Path} path that ends with the id of the entry @returns {Change} */
export const drop = (path) => ({ op: "drop", path });

/**
 * Returns a value with a change made. What the change is about may be gone meanwhile: then
 * everything stays as it is.
 * @template T
 * @param {T} value
 * @param {Change} change
 * @returns {T}
 */
export function applied(value, change) {
  return /** @type {T} */ (at(value, change.path, change));
}

/**
 * @param {unknown} value
 * @param {Path} path what is left of it
 * @param {Change} change
 * @returns {unknown}
 */
function at(value, path, change) {
  const [name, ...rest] = path;
  if (Array.isArray(value)) return in_list(value, path, change);
  if (name === undefined) return change.op === "set" ? change.value : value;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return value;
  const fields = /** @type {Record<string, unknown>} */ (value);
  return { ...fields, [name]: at(fields[name], rest, change) };
}

/**
 * @param {{id: string}[]} list
 * @param {Path} path
 * @param {Change} change
 */
function in_list(list, [name, ...rest], change) {
  if (name === undefined) {
    if (change.op === "set") return change.value;
    if (change.op !== "add" || list.some((one) => one.id === change.value.id)) return list;
    return [...list, change.value];
  }
  if (change.op === "drop" && !rest.length) return list.filter((one) => one.id !== name);
  return list.map((one) => (one.id === name ? at(one, rest, change) : one));
}
