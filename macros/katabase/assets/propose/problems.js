// What is wrong with what somebody has written so far, in the words of `katabase check`: the
// sentences come from there (domain/reading/sentences.py), and so do the patterns.

import { SLUG } from "../page.js";
import { empty, filled, keys_of, resolved } from "./shapes.js";

/**
 * @typedef {import("./shapes.js").Schema} Schema
 * @typedef {import("./shapes.js").Form} Form
 * @typedef {import("./shapes.js").Facts} Facts
 * @typedef {import("./shapes.js").Data} Data
 * @typedef {{way: string, message: string, hint: string, advice?: boolean}} Problem
 */

const LINK = /\]\(\s*<?([^)\s>]*)/g;
const CODE = /(?<!`)(`{1,2})(?!`)[\s\S]{1,200}?(?<!`)\1(?!`)/g;
const GOOD = /^(?:(?:https?:\/\/|mailto:)\S+|\/[^/\s]\S*)$/i; // or a file of the site
const WHOLE = /^[-+]?(?:0|[1-9][0-9]{0,17})$/;

/** @type {Map<string, Set<string>>} the words of each text that was compared */
const telling = new Map();

/** @param {string} way @param {string | number} step as the check writes it: steps[2].title */
export const beyond = (way, step) =>
  typeof step === "number" ? `${way}[${step + 1}]` : way ? `${way}.${step}` : step;

/** @param {string} text */
const short = (text) => {
  const flat = text.split(/\s+/).join(" ").trim();
  return flat.length <= 40 ? flat : `${flat.slice(0, 39)}…`;
};

/**
 * Yields each text with the way to it, in the order of the file.
 * @param {Data} value
 * @param {(string | number)[]} loc
 * @returns {Generator<[(string | number)[], string]>}
 */
function* texts_of(value, loc = []) {
  if (typeof value === "string") yield [loc, value];
  else if (Array.isArray(value)) {
    for (const [at, each] of value.entries()) yield* texts_of(each, [...loc, at]);
  } else if (value && typeof value === "object") {
    for (const [name, each] of Object.entries(value)) yield* texts_of(each, [...loc, name]);
  }
}

/** @param {(string | number)[]} loc */
const way_of = (loc) => loc.reduce((/** @type {string} */ way, step) => beyond(way, step), "");

/** @param {string} text as texts are compared */
const flat = (text) =>
  text
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .join(" ")
    .replace(/[.!?]+$/, "");

/** @param {string} text shown in quotation marks, its beginning if it is long */
const shown = (text) => {
  const line = text.split(/\s+/).filter(Boolean).join(" ");
  return line.length <= 60 ? `"${line}"` : `"${line.slice(0, 59)}…"`;
};

class Check {
  /** @type {Problem[]} */
  found = [];

  /** @param {Form} form @param {Facts} facts @param {Data} data @param {string} ref */
  constructor(form, facts, data, ref) {
    this.form = form;
    this.facts = facts;
    this.data = data;
    this.ref = ref;
    this.known = new Set(facts.taken);
  }

  /**
   * @param {string} way
   * @param {string} name of the sentence
   * @param {Record<string, unknown>} values
   */
  say(way, name, values = {}, hint = "") {
    const [message, mend] = this.facts.sentences[name];
    this.found.push({ way, message: filled(message, values), hint: hint || filled(mend, values) });
  }

  /**
   * @param {Data} value
   * @param {Schema} given
   * @param {string} way
   */
  look(value, given, way) {
    const schema = resolved(given, this.form.schema);
    if (schema.properties) this.keys(value ?? {}, schema, way);
    else if (Array.isArray(value)) this.list(value, schema, way);
    else if (schema.type === "integer" || schema.type === "number") this.number(value, schema, way);
    else if (schema.type === "string" || schema.enum) this.text(String(value), schema, way);
  }

  /** @param {Data} value @param {Schema} schema @param {string} way */
  keys(value, schema, way) {
    for (const name of keys_of(schema, this.form)) {
      if (!way && this.form.itself.includes(name)) continue;
      const inner = beyond(way, name);
      const one = schema.properties?.[name];
      if (!empty(value[name])) this.look(value[name], one ?? {}, inner);
      else if (schema.required?.includes(name)) {
        const meaning = (resolved(one, this.form.schema).description ?? "").replace(/\.$/, "");
        this.say(inner, "missing", { key: inner, name, meaning });
      }
    }
    this.together(value, schema, way);
  }

  /** @param {Data[]} value @param {Schema} schema @param {string} way */
  list(value, schema, way) {
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
    const found = value.length;
    if (found < minItems) this.say(way, "too_few", { expected: minItems, found });
    if (found > maxItems) this.say(way, "too_many", { expected: maxItems, found });
    for (const [at, each] of value.entries()) this.look(each, schema.items ?? {}, beyond(way, at));
  }

  /** @param {Data} value @param {Schema} schema @param {string} way */
  number(value, schema, way) {
    const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
    if (typeof value !== "number" && !WHOLE.test(value)) {
      this.say(way, "number", { found: `"${short(String(value))}"` });
    } else if (Number(value) < minimum)
      this.say(way, "too_small", { expected: minimum, found: value });
    else if (Number(value) > maximum)
      this.say(way, "too_large", { expected: maximum, found: value });
  }

  /** @param {string} value @param {Schema} schema @param {string} way */
  text(value, schema, way) {
    const text = value.trim();
    const found = [...text].length;
    if (schema.enum) {
      if (!schema.enum.includes(text)) {
        this.say(way, "choice", { choices: schema.enum.join(", "), found: `"${text}"` });
      }
      return;
    }
    if (schema.maxLength && found > schema.maxLength) {
      this.say(way, "too_long", { most: schema.maxLength, found });
    } else if (schema.pattern && !new RegExp(schema.pattern, "u").test(text))
      this.form_of(text, schema, way);
    else if (is_reference(schema)) this.reference(text, way);
    else if (this.is_trait(schema, way)) this.reference(`${this.facts.trait}/${text}`, way);
    this.words(text, way);
  }

  /** @param {string} text @param {Schema} schema @param {string} way */
  form_of(text, schema, way) {
    const own = this.facts.forms[schema.pattern ?? ""];
    if (own) {
      const [expected, message, hint] = own;
      const values = { expected, found: `"${text}"` };
      this.found.push({ way, message: filled(message, values), hint });
    } else this.say(way, "line_break");
  }

  /** @param {Schema} schema @param {string} way */
  is_trait(schema, way) {
    return /^traits\[/.test(way) && schema.type === "string";
  }

  /** @param {string} ref @param {string} way */
  reference(ref, way) {
    if (ref === this.ref) this.say(way, "itself");
    else if (!this.known.has(ref)) this.say(way, "unknown_id", { ref });
  }

  /** @param {string} text @param {string} way */
  words(text, way) {
    for (const [pattern, flags, hint] of this.facts.forbidden) {
      for (const [found] of text.matchAll(new RegExp(pattern, `g${flags}u`))) {
        this.say(way, "found", { found: short(found) }, hint);
      }
    }
    const read = text.replace(CODE, (code) => " ".repeat(code.length));
    for (const [, target] of read.matchAll(LINK)) {
      const [kind, id, ...more] = target.split("/");
      if (this.facts.practices.some(([ref]) => ref.startsWith(`${kind}/`)) && id && !more.length) {
        this.reference(target, way);
      } else if (!GOOD.test(target) && !/^(?:javascript|vbscript|data|file):/i.test(target)) {
        this.say(way, "no_link", { found: short(target) });
      }
    }
  }

  /** What stands beside one another. @param {Data} value @param {Schema} schema @param {string} way */
  together(value, schema, way) {
    const { properties: has = {} } = schema;
    if ("if_no" in has && !empty(value.if_no) && value.answer && value.answer !== "yes-no") {
      this.say(beyond(way, "if_no"), "never_asked", { answer: value.answer });
    }
    if ("min" in has && "max" in has && Number(value.max) < Number(value.min)) {
      this.say(beyond(way, "max"), "fewer", { least: value.min, most: value.max });
    }
    if ("story" in has && "experiments" in has && empty(value.story) && empty(value.experiments)) {
      this.say(way, "tells_nothing");
    }
    if ("stages" in has) this.stages(value.stages ?? []);
    if (this.data.status === "proven") {
      for (const name of this.form.later[schema.name ?? schema.title ?? ""] ?? this.of_all(way)) {
        const key = beyond(way, name);
        if (empty(value[name])) this.say(key, "not_proven", { key, name });
      }
    }
    if (!way && this.form.walk && value.status !== "draft" && empty(value.stop_rule)) {
      this.advise("stop_rule", "no_stop_rule", {});
    }
  }

  /** What the picture of the practice names, if each part has a key already. */
  diagram() {
    const { sort, phases = [], again, fields = [], words = [] } = this.data.diagram;
    const keys = [...this.keys_in(this.data, this.form.schema)];
    const derived = !keys.every(Boolean); // a key that is missing follows from the words
    /** @type {[string, string | undefined][]} */
    const named = [
      ...phases.map((/** @type {Data} */ each, /** @type {number} */ at) => [
        `phases[${at + 1}].first`,
        each.first,
      ]),
      ["again.at", again?.at],
      ...fields.map((/** @type {Data} */ each, /** @type {number} */ at) => [
        `fields[${at + 1}].step`,
        each.step,
      ]),
      ...words.map((/** @type {Data} */ each, /** @type {number} */ at) => [
        `words[${at + 1}].of`,
        each.of,
      ]),
    ];
    for (const [way, key] of derived ? [] : named) {
      if (key && !keys.includes(key)) this.say(`diagram.${way}`, "no_part", { key });
    }
    let begun = -1;
    for (const [at, { title, first }] of derived ? [] : phases.entries()) {
      const place = keys.indexOf(first);
      if (place < 0) continue;
      if (place > begun) begun = place;
      else this.say(`diagram.phases[${at + 1}].first`, "phase_before", { title });
    }
    if (sort === "board" && !fields.length) this.say("diagram.sort", "no_fields");
  }

  /**
   * Yields the key of each part, in reading order.
   * @param {Data} value
   * @param {Schema} given
   * @returns {Generator<string>}
   */
  *keys_in(value, given) {
    const schema = resolved(given, this.form.schema);
    if (Array.isArray(value)) {
      for (const each of value) yield* this.keys_in(each, schema.items ?? {});
    } else if (schema.properties) {
      if ("key" in schema.properties) yield value.key ?? "";
      for (const name of keys_of(schema, this.form)) {
        if (value[name]) yield* this.keys_in(value[name], schema.properties[name] ?? {});
      }
    }
  }

  /** Texts that stand twice: a step, or a title that is what to do. */
  repeated() {
    const { free, common, few } = this.facts.repeats;
    /** @type {Map<string, (string | number)[][]>} */
    const seen = new Map();
    for (const [loc, text] of texts_of(this.data)) {
      if (free.includes(String(loc[0])) || text.startsWith(this.facts.todo)) continue;
      if (!loc[0] || this.form.itself.includes(String(loc[0])) || SLUG.test(text)) continue;
      const words = flat(text);
      if (!words) continue;
      const many = words.split(" ").length >= few;
      const before = seen.get(words) ?? [];
      const first = before.find((other) => {
        const beside =
          other.length === loc.length && other.slice(0, -1).join() === loc.slice(0, -1).join();
        if (beside && typeof other.at(-1) === "string") return true;
        const alike =
          other.length === loc.length &&
          other.every((step, at) => step === loc[at] || typeof step === "number");
        return alike && many && !other.some((step) => common.includes(String(step)));
      });
      if (first) this.advise(way_of(loc), "the_same", { place: way_of(first), text: shown(text) });
      seen.set(words, [...before, loc]);
    }
  }

  /** Questions and items that stand nearly so in another practice, or above in this one. */
  asked() {
    /** @type {[string, string, boolean][]} place, text, whether it says why it repeats one */
    const before = this.form.asked.filter(([ref]) => ref !== this.ref);
    const lists = this.data.parts ? ["parts", "questions", "ask"] : ["groups", "items", "look"];
    const [outer, inner, key] = lists;
    const sentence = key === "ask" ? "same_question" : "same_item";
    for (const [number, part] of (this.data[outer] ?? []).entries()) {
      for (const [at, each] of (part[inner] ?? []).entries()) {
        const text = String(each[key] ?? "").trim();
        const way = beyond(beyond(beyond(outer, number), inner), at);
        const own = !empty(each.repeats);
        const words = this.telling(text);
        const first = before.find(([place, other]) => {
          const others = this.telling(other);
          const ladder = !place.includes("/") && words.has("why") && others.has("why");
          const both = [...words].filter((word) => others.has(word)).length;
          const all = words.size + others.size - both;
          return both > 0 && !ladder && both >= this.facts.alike * all;
        });
        if (first && !own && !first[2]) {
          this.advise(`${way}.${key}`, sentence, { place: first[0], text: first[1] });
        }
        if (text && !text.startsWith(this.facts.todo)) before.push([`${way}.${key}`, text, own]);
      }
    }
  }

  /** @param {string} text @returns {Set<string>} its words, without those that say little */
  telling(text) {
    const known = telling.get(text);
    if (known) return known;
    const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []);
    for (const word of this.facts.joining) words.delete(word);
    telling.set(text, words);
    return words;
  }

  /** @param {string} way @param {string} name @param {Record<string, unknown>} values */
  advise(way, name, values) {
    this.say(way, name, values);
    /** @type {Problem} */ (this.found.at(-1)).advice = true;
  }

  /** @param {string} way */
  of_all(way) {
    return way ? [] : (this.form.later[""] ?? []);
  }

  /** @param {string} text that the card shows */
  printed(text) {
    const lacking = new RegExp(`[${this.facts.lacking}]`, "gu");
    for (const char of new Set(text.match(lacking))) {
      const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      const found = [...texts_of(this.data)].find(([, each]) => each.includes(char));
      if (found) this.say(way_of(found[0]), "no_glyph", { characters: `"${char}" (U+${code})` });
    }
  }

  /** @param {Data[]} stages */
  stages(stages) {
    let before = 0;
    for (const [at, { start, end }] of stages.entries()) {
      const way = beyond("stages", at);
      if (empty(start) || empty(end)) continue;
      if (Number(start) <= before) {
        this.say(`${way}.start`, "stage_start", { before, start, next: before + 1 });
      }
      if (Number(end) < Number(start)) this.say(`${way}.end`, "stage_end", { start, end });
      before = Math.max(before, Number(end));
    }
  }
}

/** @param {Schema} schema */
export const is_reference = ({ pattern }) => /^\^\(.*\)\/\[a-z0-9\]/.test(pattern ?? "");

/**
 * Returns what is wrong with a practice, by the place as the check names it.
 * @param {Data} data
 * @param {Form} form
 * @param {Facts} facts
 * @param {string} ref the practice itself, or empty
 * @param {string} printed what its card shows
 */
export function problems(data, form, facts, ref, printed = "") {
  const check = new Check(form, facts, data, ref);
  check.keys(data, form.schema, "");
  if (!empty(data.diagram)) check.diagram();
  check.repeated();
  check.asked();
  check.printed(printed);
  return check.found;
}
