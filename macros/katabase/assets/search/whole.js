// The index of a small library: one file with everything, made by products/search/whole.py.

import { flat, words } from "./folding.js";
import { sameStem } from "./nearest.js";
import { folded, letters, MARK } from "./phrases.js";
import { Said } from "./said.js";

/** @typedef {import("./ranking.js").Hit} Hit */
/** @typedef {import("./finder.js").Index} Index */

/**
 * address: below the site's root; names: titles, then keywords; items: anchor and heading
 * @typedef {{address: string, title: string, summary?: string, kind?: string, minutes?: string, language?: string, links?: string, names: [string[], string[]], said?: string[], filters: Record<string, string[]>, items: [string, string][]}} Page
 */

/** What the file holds. words: for each word the pages that have it, see `postings`.
 * @typedef {{pages: Page[], words: Record<string, number[]>, beside: {words: string[], facets: any}}} Content */

const STEM = 0.9; // "coached" for "coaching", against 1 for the word itself
const BEGINNING = 0.7; // a word that begins like the query, which may be half typed
const NAME = [10, 8]; // a title, a keyword
const SHORTEST = 3; // letters of a word that may stand for longer ones

/** @implements {Index} */
export class Whole {
  /** @param {Content} content */
  constructor({ pages, words, beside }) {
    this.facets = beside.facets;
    const rare = Object.keys(words).filter((word) => /^\p{L}{4,}$/u.test(word) && word[0] !== MARK);
    this.vocabulary = [...new Set([...beside.words, ...rare])];
    this.pages = pages;
    this.words = new Map(Object.entries(words));
    this.phrases = new Said(pages.map((page) => page.said ?? []));
    this.names = pages.map((page) => page.names.map((names) => names.map(split)));
  }

  /** @param {Promise<Response>} asked the file, which may have been asked for earlier */
  static async load(asked) {
    const answer = await asked;
    if (!answer.ok || !answer.body) throw new Error(`${answer.url}: ${answer.status}`);
    const text = answer.body.pipeThrough(new DecompressionStream("gzip"));
    return new Whole(await new Response(text).json());
  }

  /** All practices, those first to which the most others lead. */
  async every() {
    const hits = this.pages.flatMap((page, at) => (page.filters.kind ? [this.hit(at, 1)] : []));
    return hits.sort((one, other) => this.links(other) - this.links(one));
  }

  /** @param {Hit} hit */
  links(hit) {
    return Number(this.pages[Number(hit.id)].links ?? 0);
  }

  /** @param {string} name @param {string} value */
  async having(name, value) {
    return this.pages.flatMap((page, at) =>
      page.filters[name]?.includes(value) ? [this.hit(at, 1)] : [],
    );
  }

  /** @param {string} word */
  async word(word) {
    /** @type {Map<number, {score: number, items: Map<number, number>}>} */
    const found = new Map();
    for (const [other, list] of this.words) {
      const likeness = like(word, other);
      if (!likeness) continue;
      for (const { at, level, items } of postings(list)) {
        const known = found.get(at) ?? { score: 0, items: new Map() };
        known.score = Math.max(known.score, level * likeness) + Math.min(1, level * likeness) / 100;
        for (const item of items)
          known.items.set(item, Math.max(likeness, known.items.get(item) ?? 0));
        found.set(at, known);
      }
    }
    return sorted([...found].map(([at, { score, items }]) => this.hit(at, score, items)));
  }

  /** @param {string} word of a script without spaces: all its pairs of letters */
  async run(word) {
    const keys = letters(word).replaceAll('"', "").split(" ");
    const lists = keys.map((key) => [...postings(this.words.get(key) ?? [])]);
    const [first, ...others] = lists;
    return (first ?? [])
      .filter(({ at }) => others.every((list) => list.some((other) => other.at === at)))
      .map(({ at, level }) => this.hit(at, level));
  }

  /** @param {string[]} phrase @param {boolean} part */
  async named(phrase, part) {
    const wanted = folded(phrase).split(" ");
    /** @param {string[]} name */
    const has = (name) =>
      part ? name.length > wanted.length && within(wanted, name) : alike(wanted, name);
    const hits = this.names.flatMap((sorts, at) => {
      const sort = sorts.findIndex((names) => names.some(has));
      return sort < 0 ? [] : [this.hit(at, NAME[sort])];
    });
    return sorted(hits);
  }

  /** @param {string[]} all a question word for word, in a title, a summary or an item */
  async quoted(all) {
    const wanted = ` ${all.join(" ")} `;
    /** @param {string} text */
    const has = (text) => ` ${words(text).join(" ")} `.includes(wanted);
    return this.pages.flatMap((page, at) => {
      const items = page.items.flatMap(([, heading], item) => (has(heading) ? [item] : []));
      if (!items.length && !has(page.title) && !has(page.summary ?? "")) return [];
      return [this.hit(at, 1, new Map(items.map((item) => [item, 1])))];
    });
  }

  /** @param {string[]} all @param {boolean} only */
  async said(all, only) {
    return [...this.phrases.like(all, only)].map(([at, score]) => this.hit(at, score));
  }

  async practices() {
    return this.pages.filter((page) => page.filters.kind);
  }

  /** @param {string} word */
  async occurs(word) {
    for (const other of this.words.keys()) if (other.startsWith(word)) return true;
    return this.phrases.has(word);
  }

  /** @param {string} word */
  async held(word) {
    for (const [other, list] of this.words) {
      if (other !== word && !sameStem(word, other)) continue;
      if (postings(list).some(({ at }) => this.pages[at].filters.kind)) return true;
    }
    return false;
  }

  /**
   * @param {number} at
   * @param {number} score
   * @param {Map<number, number>} [items]
   * @returns {Hit}
   */
  hit(at, score, items = new Map()) {
    const page = this.pages[at];
    const url = `/${page.address}`;
    return {
      id: String(at),
      score,
      data: async () => ({
        url,
        meta: page,
        sub_results: [...items].map(([item, value]) => ({
          url: `${url}#${page.items[item][0]}`,
          title: page.items[item][1],
          anchor: { id: page.items[item][0], element: "h6" },
          weighted_locations: [{ balanced_score: 10 * value }],
        })),
      }),
    };
  }
}

/**
 * The pages of a word: ten times the distance from the page before, plus how much it is about
 * the word; then, as -1, -2, ..., the items in which the word stands.
 * @param {number[]} list
 */
function postings(list) {
  /** @type {{at: number, level: number, items: number[]}[]} */
  const found = [];
  let at = 0;
  for (const number of list) {
    if (number < 0) found.at(-1)?.items.push(-1 - number);
    else {
      at += Math.floor(number / 10);
      found.push({ at, level: number % 10, items: [] });
    }
  }
  return found;
}

/**
 * How much a word of the library is what was typed, from 0 to 1.
 * @param {string} typed @param {string} word
 */
function like(typed, word) {
  if (typed === word) return 1;
  if (typed[0] !== word[0]) return 0;
  if (sameStem(typed, word)) return STEM;
  return typed.length >= SHORTEST && word.startsWith(typed)
    ? (BEGINNING * typed.length) / word.length
    : 0;
}

/** @param {string} name */
function split(name) {
  return folded(words(flat(name))).split(" ");
}

/**
 * Whether two phrases are the same but for endings.
 * @param {string[]} one @param {string[]} other
 */
function alike(one, other) {
  return (
    one.length === other.length &&
    one.every((word, at) => word === other[at] || sameStem(word, other[at]))
  );
}

/** @param {string[]} phrase @param {string[]} name */
function within(phrase, name) {
  return name.some((_, at) => alike(phrase, name.slice(at, at + phrase.length)));
}

/** @param {Hit[]} hits */
function sorted(hits) {
  return hits.sort((one, other) => other.score - one.score);
}
