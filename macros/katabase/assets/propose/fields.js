// The fields of the form, as the schema of a kind has them. Each carries the name of its place as
// the check writes it, so that a problem finds its field.

import { button, h } from "../practise/nodes.js";
import { plural, say } from "../words.js";
import { lines_of } from "./pasting.js";
import { beyond, is_reference } from "./problems.js";
import { begun, empty, keys_of, resolved } from "./shapes.js";

/**
 * @typedef {import("./shapes.js").Schema} Schema
 * @typedef {import("./shapes.js").Form} Form
 * @typedef {import("./shapes.js").Facts} Facts
 * @typedef {import("./shapes.js").Data} Data
 */

const SHORT = 60; // characters of a text that stands in one line
const LINE = 400; // characters at most of a text without line breaks
const MANY = 15; // lines of a list that stand open
// `katabase check --fix` writes keys of parts. A picture needs a file beside the text: only the
// words of one that is there can be changed.
const HIDDEN = ["key", "picture"];

let last = 0;
const fresh = () => `kb-field-${++last}`;

/**
 * @param {HTMLElement} within
 * @param {string} which
 * @returns {[string | undefined, HTMLElement][]} fields, each with its place
 */
const ways_in = (within, which) =>
  [.../** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll(which))].map((node) => [
    node.dataset.way,
    node,
  ]);

/** @param {Schema} schema whether a value is a text of one line */
const is_line = ({ type, maxLength, enum: words }) =>
  type === "string" && !words && maxLength !== undefined && maxLength <= LINE;

export class Fields {
  /**
   * @param {Form} form
   * @param {Facts} facts
   * @param {() => void} changed
   * @param {(text: string) => void} told says what the keyboard has done
   */
  constructor(form, facts, changed, told) {
    this.form = form;
    this.facts = facts;
    this.changed = changed;
    this.told = told;
  }

  /** @param {string} name */
  label(name) {
    return this.form.names[name] ?? name;
  }

  /** @param {Schema} schema @param {string} id */
  about({ description = "" }, id) {
    return h("p", { className: "kb-propose__about", id }, description);
  }

  /**
   * The keys of a part: first what is needed, the rest folded.
   * @param {Data} data
   * @param {Schema} schema
   * @param {string} way
   * @param {Node[]} own further fields behind the first
   */
  keys(data, schema, way, own = []) {
    /** @type {Node[]} */
    const first = [];
    /** @type {Node[]} */
    const more = [];
    for (const name of keys_of(schema, this.form)) {
      if (HIDDEN.includes(name) && typeof data[name] !== "object") continue;
      if (!way && this.form.itself.includes(name)) continue;
      const needed =
        schema.required?.includes(name) || (!way && this.form.walk && name === "stop_rule");
      const node = this.key(data, name, schema.properties?.[name] ?? {}, way);
      (needed ? first : more).push(node);
    }
    const [head, ...rest] = first;
    if (!more.length) return [head, ...own, ...rest];
    const folded = h(
      "details",
      { className: "kb-propose__more" },
      h("summary", {}, way ? say("More about it") : say("More: what can come later")),
      ...more,
    );
    return head ? [head, ...own, ...rest, folded] : [...own, ...rest, folded];
  }

  /**
   * @param {Data} data
   * @param {string} name
   * @param {Schema} given
   * @param {string} way
   * @returns {HTMLElement}
   */
  key(data, name, given, way) {
    const schema = resolved(given, this.form.schema);
    const inner = beyond(way, name);
    if (schema.properties) return this.part(data, name, schema, inner);
    if (schema.type === "array") {
      const items = resolved(schema.items, this.form.schema);
      return items.enum
        ? this.choices(data, name, schema, items, inner)
        : this.rows(data, name, schema, items, inner);
    }
    return this.one(data, name, schema, inner, this.label(name));
  }

  /**
   * One value with its name, what it means, and what is wrong with it.
   * @param {Data} data
   * @param {string | number} name
   * @param {Schema} schema
   * @param {string} way
   * @param {string} label
   */
  one(data, name, schema, way, label, hidden = false) {
    const id = fresh();
    const box = this.box(data, name, schema, id);
    box.id = id;
    box.dataset.way = way;
    const tick = schema.type === "boolean";
    const said = h(
      "label",
      { htmlFor: id, className: hidden ? "kb-hidden" : "kb-propose__name" },
      label,
    );
    const about = hidden ? "" : this.about(schema, `${id}-about`);
    if (about) box.setAttribute("aria-describedby", `${id}-about`);
    return h(
      "div",
      { className: `kb-propose__field${tick ? " kb-propose__field--tick" : ""}` },
      said,
      about,
      box,
      h("p", { className: "kb-propose__problem", id: `${id}-problem` }),
    );
  }

  /**
   * @param {Data} data
   * @param {string | number} name
   * @param {Schema} schema
   * @param {string} id
   * @returns {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement}
   */
  box(data, name, schema, id) {
    const set = (/** @type {Data} */ value) => {
      if (Array.isArray(data) || !empty(value)) data[name] = value;
      else delete data[name];
      this.changed();
    };
    const value = data[name] ?? "";
    if (schema.enum) return this.select(schema.enum, value, set);
    if (schema.type === "boolean") {
      const oninput = (/** @type {Event} */ { target }) =>
        set(/** @type {HTMLInputElement} */ (target).checked || undefined);
      return h("input", { type: "checkbox", checked: value === true, oninput });
    }
    const typed = (/** @type {Event} */ { target }) => {
      const box = /** @type {HTMLInputElement} */ (target);
      if (schema.type === "number") {
        return set(/^-?\d{1,15}(?:\.\d{1,9})?$/.test(box.value) ? Number(box.value) : box.value);
      }
      if (schema.type === "integer")
        return set(/^\d{1,15}$/.test(box.value) ? Number(box.value) : box.value);
      const line = is_line(schema);
      if (line && /[\r\n]/.test(box.value)) box.value = box.value.replace(/\s*[\r\n]+\s*/g, " ");
      set(box.value);
    };
    const given = { id, value: String(value), oninput: typed };
    if (schema.type === "integer")
      return h("input", { ...given, inputMode: "numeric", autocomplete: "off" });
    const { maxLength = SHORT } = schema;
    if (is_reference(schema) || (name !== "key" && /^\^\[a-z0-9\]/.test(schema.pattern ?? ""))) {
      const list = is_reference(schema) ? "kb-practices" : "kb-traits";
      const box = h("input", { ...given, autocomplete: "off" });
      box.setAttribute("list", list);
      return box;
    }
    if (maxLength <= SHORT) return h("input", { ...given, autocomplete: "off" });
    return h("textarea", { ...given, rows: maxLength > LINE ? 4 : 2 });
  }

  /** @param {string[]} words @param {string} value @param {(value: string) => void} set */
  select(words, value, set) {
    const shown = words.filter((word) => word !== "retired" || value === word);
    const box = h(
      "select",
      {
        oninput: (/** @type {Event} */ { target }) =>
          set(/** @type {HTMLSelectElement} */ (target).value),
      },
      h("option", { value: "" }, "–"),
      ...shown.map((word) => h("option", { value: word }, this.facts.labels[word] ?? word)),
    );
    box.value = value;
    return box;
  }

  /**
   * Several of a few words.
   * @param {Data} data
   * @param {string} name
   * @param {Schema} schema
   * @param {Schema} items
   * @param {string} way
   */
  choices(data, name, schema, items, way) {
    const id = fresh();
    const ticks = (items.enum ?? []).map((word) => {
      const oninput = (/** @type {Event} */ { target }) => {
        const others = (data[name] ?? []).filter((/** @type {string} */ each) => each !== word);
        const { checked } = /** @type {HTMLInputElement} */ (target);
        data[name] = checked ? [...others, word] : others;
        this.changed();
      };
      const checked = (data[name] ?? []).includes(word);
      const box = h("input", { type: "checkbox", value: word, checked, oninput });
      return h(
        "label",
        { className: "kb-propose__tick" },
        box,
        ` ${this.facts.labels[word] ?? word}`,
      );
    });
    return this.group(
      name,
      schema,
      way,
      id,
      h("div", { className: "kb-propose__ticks" }, ...ticks),
    );
  }

  /**
   * @param {string} name
   * @param {Schema} schema
   * @param {string} way
   * @param {string} id
   * @param {Node[]} parts
   */
  group(name, schema, way, id, ...parts) {
    const node = h(
      "fieldset",
      { className: "kb-propose__group", id, tabIndex: -1 },
      h("legend", {}, this.label(name)),
      this.about(schema, `${id}-about`),
      ...parts,
      h("p", { className: "kb-propose__problem", id: `${id}-problem` }),
    );
    node.dataset.way = way;
    node.setAttribute("aria-describedby", `${id}-about`);
    return node;
  }

  /** Keys that belong together. @param {Data} data @param {string} name @param {Schema} schema @param {string} way */
  part(data, name, schema, way) {
    const inner = data[name] ?? {};
    const hold = () => {
      if (empty(inner)) delete data[name];
      else data[name] = inner;
    };
    const node = this.group(name, schema, way, fresh(), ...this.keys(inner, schema, way));
    node.addEventListener("input", hold, true); // before the field itself tells of the change
    node.addEventListener("input", () => {
      hold();
      this.changed();
    });
    return node;
  }

  /**
   * Entries of a list: each can be moved and removed, and there is one more at a tap.
   * @param {Data} data
   * @param {string} name
   * @param {Schema} schema
   * @param {Schema} items
   * @param {string} way
   */
  rows(data, name, schema, items, way) {
    const label = this.label(name);
    const list = h("ol", { className: "kb-propose__rows" });
    const all = () => /** @type {Data[]} */ (data[name] ?? []);
    const key = keys_of(items, this.form).find(
      (each) => is_line(resolved(items.properties?.[each], this.form.schema)) && each !== "key",
    );
    const behind = key ? `.${key}` : "";
    const number = h("summary", {});
    const draw = () => {
      number.textContent = `${label} (${all().length})`;
      const touched = new Set(ways_in(list, "[data-touched]").map(([way]) => way));
      list.replaceChildren(
        ...all().map((_, place) => this.row(all(), place, items, way, label, act)),
      );
      for (const [way, node] of ways_in(list, "[data-way]"))
        if (touched.has(way)) node.dataset.touched = "";
    };
    const act = (/** @type {number} */ from, /** @type {number | null} */ to) => {
      const rows = all();
      const [row] = rows.splice(from, 1);
      if (to !== null) rows.splice(to, 0, row);
      if (!rows.length) delete data[name];
      draw();
      this.changed();
      if (to === null) {
        this.told(say("Removed: %(name)s %(place)s", { name: label, place: from + 1 }));
        const near = list.children[Math.min(from, list.children.length - 1)];
        /** @type {HTMLElement} */ (near?.querySelector("button:enabled") ?? more).focus();
        return;
      }
      this.told(
        say("%(name)s: now %(place)s of %(all)s", { name: label, place: to + 1, all: rows.length }),
      );
      const moved = list.children[to].querySelector(
        `[data-move="${Math.sign(to - from)}"]:enabled`,
      );
      const other = moved ?? list.children[to].querySelector("[data-move]:enabled");
      /** @type {HTMLElement | null} */ (other)?.focus();
    };
    const more = button(say("Add: %(name)s", { name: label }), () => {
      data[name] = [...all(), begun(items, this.form)];
      draw();
      this.changed();
      /** @type {HTMLElement | null | undefined} */ (
        list.lastElementChild?.querySelector("input, textarea, select")
      )?.focus();
    });
    // A list that is copied elsewhere, as a column of a spreadsheet, is a list here as well.
    list.addEventListener("paste", (event) => {
      const box = /** @type {HTMLInputElement} */ (event.target);
      const lines = lines_of(event.clipboardData?.getData("text") ?? "");
      const at = all().findIndex((_, number) => box.dataset.way === beyond(way, number) + behind);
      if (at < 0 || lines.length < 2) return;
      event.preventDefault();
      box.setRangeText(lines[0], box.selectionStart ?? 0, box.selectionEnd ?? 0, "end");
      const entry = (/** @type {string} */ text, /** @type {Data} */ inner) =>
        key ? { ...inner, [key]: text } : text;
      const rows = [entry(box.value, all()[at])];
      for (const line of lines.slice(1)) rows.push(entry(line, begun(items, this.form)));
      all().splice(at, 1, ...rows);
      draw();
      this.changed();
      this.told(say("%(name)s: %(all)s in the list now", { name: label, all: all().length }));
      const last = beyond(way, at + lines.length - 1) + behind;
      /** @type {HTMLElement | null} */ (list.querySelector(`[data-way="${last}"]`))?.focus();
    });
    draw();
    const parts = [list, more];
    if (items.properties || all().length <= MANY)
      return this.group(name, schema, way, fresh(), ...parts);
    const folded = h("details", { className: "kb-propose__more" }, number, ...parts);
    return this.group(name, schema, way, fresh(), folded);
  }

  /**
   * @param {Data[]} rows
   * @param {number} place
   * @param {Schema} items
   * @param {string} way
   * @param {string} label
   * @param {(from: number, to: number | null) => void} act
   */
  row(rows, place, items, way, label, act) {
    const inner = beyond(way, place);
    const named = `${label} ${place + 1}`;
    const does = (
      /** @type {string} */ sign,
      /** @type {string} */ text,
      /** @type {number | null} */ to,
    ) => {
      const node = button(sign, () => act(place, to), { title: text });
      node.setAttribute("aria-label", `${text}: ${named}`);
      return node;
    };
    const up = does("↑", say("Move up"), place - 1);
    const down = does("↓", say("Move down"), place + 1);
    up.dataset.move = "-1";
    down.dataset.move = "1";
    up.disabled = place === 0;
    down.disabled = place === rows.length - 1;
    const moves = h(
      "span",
      { className: "kb-propose__moves" },
      up,
      down,
      does("×", say("Remove"), null),
    );
    const head = h(
      "div",
      { className: "kb-propose__rowhead" },
      h("strong", {}, String(place + 1)),
      moves,
    );
    const body = items.properties
      ? this.keys(rows[place], items, inner)
      : [this.one(rows, place, items, inner, named, true)];
    const named_part = { role: "group", "aria-label": named };
    const part = h("div", items.properties ? named_part : {}, head, ...body);
    return h("li", { className: "kb-propose__row" }, part);
  }
}

/** @param {number} number */
export const problems_said = (number) =>
  number
    ? plural("%(num)s place to mend", "%(num)s places to mend", number)
    : say("Nothing to mend.");
