// What a value may be, said once: checked when records are read or imported, and written out
// as JSON Schema by schema.js. Every field of an object is always there, so nobody asks whether it is.

/**
 * @template T
 * @typedef {{
 *   is: Is,
 *   problems: (value: unknown, at: string) => string[],
 *   blank: () => T,
 * }} Shape what it is; what is wrong with a value, each with its place; an empty value
 */
/**
 * @typedef {{about?: string, least?: number, most?: number, whole?: boolean, pattern?: string,
 *   format?: string, values?: readonly unknown[], entries?: Shape<any>, or_null?: Shape<any>,
 *   fields?: Record<string, Shape<any>>}} Is what its values are for, and what they are: a number
 *   between two limits, a text of at most so many characters or of a pattern, one of some values,
 *   a list of entries, something or null, an object with fields; yes or no if nothing is said
 */
/**
 * @template S
 * @typedef {S extends Shape<infer T> ? T : never} Of the type of values of a shape
 */

export const LINE = 500; // characters
export const TEXT = 20_000;
const MANY = 2000; // entries of one list

/** @param {string} at @param {string} wanted @param {boolean} fits */
const unless = (at, wanted, fits) => (fits ? [] : [`${at}: ${wanted}`]);

/**
 * @param {string} about
 * @param {number} most
 * @returns {Shape<string>}
 */
function string(about, most) {
  return {
    is: { about, most },
    problems: (value, at) =>
      unless(
        at,
        `a text of at most ${most} characters`,
        typeof value === "string" && (value.length <= most || [...value].length <= most),
      ),
    blank: () => "",
  };
}

/** Words that may run over several lines. @param {string} about */
export const text = (about) => string(about, TEXT);

/** Words on one line. @param {string} about */
export const line = (about) => string(about, LINE);

/**
 * @param {string} about
 * @param {string} pattern
 * @param {string} wanted in words
 * @param {(value: string) => boolean} [also] what the pattern does not say
 * @param {string} [format] the same, by its name in a schema
 * @returns {Shape<string>}
 */
function matching(about, pattern, wanted, also = () => true, format = undefined) {
  const fits = new RegExp(pattern, "u");
  return {
    is: { about, pattern, format },
    problems: (value, at) =>
      unless(at, wanted, typeof value === "string" && fits.test(value) && also(value)),
    blank: () => "",
  };
}

/** What a record or a part of one is called. @param {string} about */
export const id = (about) =>
  matching(about, "^[a-z0-9][a-z0-9:/._-]{0,199}$", "an id of a-z, 0-9 and : / . _ -");

/** A day of the calendar, as in 2026-11-25. @param {string} about */
export const day = (about) =>
  matching(
    about,
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "a day as in 2026-11-25",
    (value) => {
      const date = new Date(`${value}T00:00:00Z`);
      return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
    },
    "date",
  );

/** A moment in UTC, as in 2026-11-25T09:30:00.000Z. @param {string} about */
export const moment = (about) =>
  matching(
    about,
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z$",
    "a moment as in 2026-11-25T09:30:00.000Z",
    (value) => !Number.isNaN(new Date(value).getTime()),
    "date-time",
  );

/**
 * @param {string} about
 * @param {{least?: number, most?: number, whole?: boolean}} limits
 * @returns {Shape<number>}
 */
export function number(about, { least = -1e12, most = 1e12, whole = false } = {}) {
  return {
    is: { about, least, most, whole },
    problems: (value, at) =>
      unless(
        at,
        `${whole ? "a whole number" : "a number"} from ${least} to ${most}`,
        typeof value === "number" &&
          value >= least &&
          value <= most &&
          (!whole || Number.isInteger(value)),
      ),
    blank: () => Math.max(0, least),
  };
}

/**
 * @param {string} about
 * @returns {Shape<boolean>}
 */
export function yes(about) {
  return {
    is: { about },
    problems: (value, at) => unless(at, "true or false", typeof value === "boolean"),
    blank: () => false,
  };
}

/**
 * @template {string | number} V
 * @param {string} about
 * @param {readonly V[]} values the first one is the usual one
 * @returns {Shape<V>}
 */
export function one_of(about, values) {
  return {
    is: { about, values },
    problems: (value, at) =>
      unless(at, `one of ${values.join(", ")}`, values.includes(/** @type {V} */ (value))),
    blank: () => values[0],
  };
}

/**
 * A value or null, which says that there is none.
 * @template T
 * @param {Shape<T>} shape
 * @returns {Shape<T | null>}
 */
export function maybe(shape) {
  return {
    is: { or_null: shape },
    problems: (value, at) => (value === null ? [] : shape.problems(value, at)),
    blank: () => null,
  };
}

/**
 * @template T
 * @param {string} about
 * @param {Shape<T>} shape of each entry
 * @returns {Shape<T[]>}
 */
export function list(about, shape) {
  return {
    is: { about, most: MANY, entries: shape },
    problems: (value, at) => {
      if (!Array.isArray(value)) return [`${at}: a list`];
      if (value.length > MANY) return [`${at}: a list of at most ${MANY}`];
      return value.flatMap((one, index) => shape.problems(one, `${at}[${index}]`));
    },
    blank: () => [],
  };
}

/**
 * @template {Record<string, Shape<any>>} F
 * @param {string} about
 * @param {F} fields
 * @returns {Shape<{[K in keyof F]: Of<F[K]>}>}
 */
export function object(about, fields) {
  const names = Object.keys(fields);
  return {
    is: { about, fields },
    problems: (value, at) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return [`${at}: an object`];
      }
      const given = /** @type {Record<string, unknown>} */ (value);
      const strange = Object.keys(given).filter((name) => !Object.hasOwn(fields, name));
      return [
        ...strange.map((name) => `${at}.${name.slice(0, LINE)}: nothing is known by that name`),
        ...names.flatMap((name) =>
          Object.hasOwn(given, name)
            ? fields[name].problems(given[name], `${at}.${name}`)
            : [`${at}.${name}: is missing`],
        ),
      ];
    },
    blank: () =>
      /** @type {any} */ (Object.fromEntries(names.map((name) => [name, fields[name].blank()]))),
  };
}
