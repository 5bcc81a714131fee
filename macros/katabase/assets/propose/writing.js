// A practice as YAML. A new file is written in the form that `katabase new` and `katabase format`
// give it. In a file that there is, only the ranges of what has changed are replaced: comments,
// quotes and folded texts stay as somebody wrote them.

import { SLUG } from "../page.js";
import { empty, keys_of, resolved, same } from "./shapes.js";

/**
 * @typedef {import("./shapes.js").Schema} Schema
 * @typedef {import("./shapes.js").Form} Form
 * @typedef {import("./shapes.js").Data} Data
 * @typedef {[number, number]} Leaf from where to where a value stands
 * @typedef {[string | null, number, number, Node]} Piece a key or an entry with its lines
 * @typedef {[number, Piece[]]} Branch
 * @typedef {Leaf | Branch} Node see domain/reading/outline.py
 * @typedef {{path: string, text: string, data: Data, outline: Node, crlf?: boolean, mark?: boolean}} Source
 */

const WIDTH = 98; // columns of a line; longer texts are folded

const RESERVED = /^(?:y|n|yes|no|true|false|on|off|null)$/i;
const SEEN = /^[^\p{C}\p{Zl}\p{Zp}]*$/u; // no control characters, no line breaks of Unicode
const VERSION = /^\d+\.\d+\.\d+$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Whether YAML reads a text as it stands, without quotes; also within brackets if it is flat.
 * @param {string} text
 * @param {Schema} schema
 * @param {boolean} flat
 */
function plain(text, schema, flat = false) {
  if (schema.format === "date" && DAY.test(text)) return true;
  if (VERSION.test(text)) return true;
  if (RESERVED.test(text) || !/^\p{L}/u.test(text) || !SEEN.test(text)) return false;
  if (/: |:$| #/.test(text)) return false;
  return !flat || !/[[\]{},:]/.test(text);
}

/** @param {string} text in double quotes, with escapes for what nobody would see */
const quoted = (text) =>
  JSON.stringify(text).replace(
    /[\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/**
 * Returns a value as it stands behind its key or dash.
 * @param {Data} value
 * @param {Schema} schema
 * @param {number} column where it begins
 * @param {string} indent of lines below it
 */
function written(value, schema, column, indent) {
  if (typeof value !== "string") return String(value);
  const text = value.trim();
  const line = plain(text, schema) ? text : quoted(text);
  if (text.includes("\n")) {
    const lines = text.split("\n");
    const block = lines.every((each) => SEEN.test(each) && each === each.trim());
    return block ? `|-\n${lines.map((each) => each && indent + each).join("\n")}` : line;
  }
  if (column + line.length <= WIDTH || /\s{2}|[^\S ]/.test(text) || !SEEN.test(text)) return line;
  return `>-\n${folded(text, WIDTH - indent.length)
    .map((each) => indent + each)
    .join("\n")}`;
}

/** @param {string} text @param {number} width */
function folded(text, width) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

/** Writes the parts of one kind. */
class Writer {
  /** @param {Form} form @param {string} text of the file that there is */
  constructor(form, text = "") {
    this.form = form;
    this.text = text;
  }

  /** @param {Schema | undefined} schema */
  of(schema) {
    return resolved(schema, this.form.schema);
  }

  /**
   * Returns the lines of a key.
   * @param {string} name
   * @param {Data} value
   * @param {Schema} schema
   * @param {string} indent
   * @returns {string}
   */
  key(name, value, schema, indent) {
    const head = `${indent}${name}:`;
    if (Array.isArray(value)) {
      const line = this.bracketed(value, schema);
      if (line && `${head} ${line}`.length <= WIDTH) return `${head} ${line}\n`;
      const items = this.of(schema.items);
      return `${head}\n${value.map((each) => this.item(each, items, `${indent}  `)).join("")}`;
    }
    if (typeof value === "object") return `${head}\n${this.keys(value, schema, `${indent}  `)}`;
    return `${head} ${written(value, schema, head.length + 1, `${indent}  `)}\n`;
  }

  /** A list of short words stands in one line. @param {Data[]} value @param {Schema} schema */
  bracketed(value, schema) {
    const items = this.of(schema.items);
    const short = value.every(
      (each) => typeof each === "string" && SLUG.test(each) && plain(each, items, true),
    );
    return short ? `[${value.join(", ")}]` : "";
  }

  /** @param {Data} value @param {Schema} schema @param {string} indent @returns {string} */
  keys(value, schema, indent) {
    return keys_of(schema, this.form)
      .filter((name) => !empty(value[name]))
      .map((name) => this.key(name, value[name], this.of(schema.properties?.[name]), indent))
      .join("");
  }

  /** @param {Data} value @param {Schema} schema @param {string} indent @returns {string} */
  item(value, schema, indent) {
    if (typeof value === "object") {
      return `${indent}- ${this.keys(value, schema, `${indent}  `).slice(indent.length + 2)}`;
    }
    return `${indent}- ${written(value, schema, indent.length + 2, `${indent}  `)}\n`;
  }

  /**
   * Returns the lines of a piece of the file with another value in them.
   * @param {Piece} piece
   * @param {Data} old
   * @param {Data} next
   * @param {Schema} schema
   * @param {number} column of the keys or dashes beside it
   */
  piece([, start, end, node], old, next, schema, column) {
    if (same(old, next)) return this.text.slice(start, end);
    const [from, to] = region(node);
    const value = is_leaf(node)
      ? this.leaf(node, next, schema, column)
      : this.branch(node, old, next, schema);
    const before = this.text.slice(start, from);
    const gap = value.startsWith("\n") || /\s$/.test(before) ? "" : " ";
    return (
      (value.startsWith("\n") ? before.trimEnd() : before) + gap + value + this.text.slice(to, end)
    );
  }

  /** @param {Leaf} node @param {Data} next @param {Schema} schema @param {number} column */
  leaf([start], next, schema, column) {
    const at = start - (this.text.lastIndexOf("\n", start - 1) + 1);
    const indent = " ".repeat(column + 2);
    if (Array.isArray(next)) {
      const line = this.bracketed(next, schema);
      if (line && at + line.length <= WIDTH) return line;
      const items = this.of(schema.items);
      return `\n${next
        .map((each) => this.item(each, items, indent))
        .join("")
        .trimEnd()}`;
    }
    if (typeof next === "object") return `\n${this.keys(next, schema, indent).trimEnd()}`;
    return written(next, schema, at, indent);
  }

  /**
   * @param {Branch} node
   * @param {Data} old
   * @param {Data} next
   * @param {Schema} schema
   */
  branch([column, pieces], old, next, schema) {
    const indent = " ".repeat(column);
    /** @type {{text: string, first: boolean}[]} */
    let parts;
    if (Array.isArray(next)) {
      const items = this.of(schema.items);
      const places = matched(old, next);
      parts = next.map((each, at) => {
        const piece = pieces[places[at] ?? -1];
        return piece
          ? {
              text: this.piece(piece, old[places[at]], each, items, column),
              first: piece === pieces[0],
            }
          : { text: this.item(each, items, indent), first: false };
      });
    } else parts = this.mapping(pieces, old, next, schema, column);
    // The first key of an entry stands behind its dash, all others on lines of their own.
    const start = pieces[0][1];
    if (!column || this.text[start - 1] === "\n" || start === 0)
      return parts.map(({ text }) => text).join("");
    return parts
      .map(({ text, first }, at) =>
        first === (at === 0) ? text : first ? indent + text : text.trimStart(),
      )
      .join("");
  }

  /**
   * @param {Piece[]} pieces
   * @param {Data} old
   * @param {Data} next
   * @param {Schema} schema
   * @param {number} column
   */
  mapping(pieces, old, next, schema, column) {
    const order = keys_of(schema, this.form);
    /** @type {{rank: number, text: string, first: boolean}[]} */
    const parts = [];
    for (const piece of pieces) {
      const name = String(piece[0]);
      if (empty(next[name]) && !empty(old[name])) continue;
      const one = this.of(schema.properties?.[name]);
      const text = this.piece(piece, old[name], next[name] ?? old[name], one, column);
      parts.push({ rank: order.indexOf(name), text, first: piece === pieces[0] });
    }
    for (const [rank, name] of order.entries()) {
      if (name in old || empty(next[name])) continue;
      const one = this.of(schema.properties?.[name]);
      const text = this.key(name, next[name], one, " ".repeat(column));
      const before = parts.findLastIndex((each) => each.rank < rank);
      parts.splice(before + 1, 0, { rank, text, first: false });
    }
    return parts;
  }
}

/** @param {Node} node @returns {node is Leaf} */
const is_leaf = (node) => typeof node[1] === "number";

/** @param {Node} node @returns {[number, number]} from where to where it stands */
function region(node) {
  if (is_leaf(node)) return node;
  const last = node[1][node[1].length - 1];
  return [node[1][0][1], last[2]];
}

/**
 * Returns for each new entry of a list which old one it was, or -1: the longest run of equal
 * ones first, then those that have moved, then those with the same key or in the same gap.
 * @param {Data[]} old
 * @param {Data[]} next
 * @returns {number[]}
 */
export function matched(old, next) {
  const a = old.map((each) => JSON.stringify(each));
  const b = next.map((each) => JSON.stringify(each));
  const found = next.map(() => -1);
  const best = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      best[i][j] =
        a[i] === b[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      found[j] = i;
      i += 1;
      j += 1;
    } else if (best[i + 1][j] >= best[i][j + 1]) i += 1;
    else j += 1;
  }
  const free = new Set(old.keys());
  for (const place of found) free.delete(place);
  /** @param {(place: number, at: number) => boolean} alike */
  const take = (alike) => {
    for (const at of next.keys()) {
      if (found[at] >= 0) continue;
      const place = [...free].find((each) => alike(each, at));
      if (place === undefined) continue;
      found[at] = place;
      free.delete(place);
    }
  };
  take((place, at) => a[place] === b[at]);
  take((place, at) => Boolean(next[at]?.key) && next[at].key === old[place]?.key);
  const anchors = [...found];
  take((place, at) => {
    const before = anchors.slice(0, at).findLast((each) => each >= 0) ?? -1;
    const after = anchors.slice(at + 1).find((each) => each >= 0) ?? old.length;
    return place > before && place < after && old[place]?.key === next[at]?.key;
  });
  return found;
}

/**
 * Returns the file of a new practice.
 * @param {Data} data
 * @param {Form} form
 */
export const new_file = (data, form) => form.head + new Writer(form).keys(data, form.schema, "");

/**
 * Returns the file of a practice with other values: what has not changed stands as it stood.
 * @param {Source} source
 * @param {Data} next
 * @param {Form} form
 */
export function edited(source, next, form) {
  const closed = source.text.endsWith("\n");
  const text = closed ? source.text : `${source.text}\n`;
  const writer = new Writer(form, text);
  const [start, end] = region(source.outline);
  const whole = same(source.data, next)
    ? text
    : text.slice(0, start) +
      writer.branch(/** @type {Branch} */ (source.outline), source.data, next, form.schema) +
      text.slice(end);
  const ended = closed ? whole : whole.replace(/\n$/, "");
  return (source.mark ? "\ufeff" : "") + (source.crlf ? ended.replaceAll("\n", "\r\n") : ended);
}
