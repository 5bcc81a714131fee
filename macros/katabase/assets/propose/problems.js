// What is wrong with what somebody has written so far, in the words of `katabase check`: the
// sentences come from there (domain/reading/sentences.py), and so do the patterns.

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

/** @param {string} way @param {string | number} step as the check writes it: steps[2].title */
export const beyond = (way, step) =>
  typeof step === "number" ? `${way}[${step + 1}]` : way ? `${way}.${step}` : step;

/** @param {string} text */
const short = (text) => {
  const flat = text.split(/\s+/).join(" ").trim();
  return flat.length <= 40 ? flat : `${flat.slice(0, 39)}…`;
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
        this.say(inner, "missing", { key: inner, name, meaning: meaning.replaceAll("\n", " ") });
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
      this.say("stop_rule", "no_stop_rule");
      /** @type {Problem} */ (this.found.at(-1)).advice = true;
    }
  }

  /** @param {string} way */
  of_all(way) {
    return way ? [] : (this.form.later[""] ?? []);
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
 */
export function problems(data, form, facts, ref) {
  const check = new Check(form, facts, data, ref);
  check.keys(data, form.schema, "");
  return check.found;
}
