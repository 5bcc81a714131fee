// The index of a small library: one file with everything, made by products/search/whole.py.

import { words } from "./folding.js";
import { folded, letters, like, names, sameStem } from "./language.js";
import { hits, NAME, sums } from "./ranking.js";

/** @typedef {import("./ranking.js").Hits} Hits */
/** @typedef {import("./finder.js").Index} Index */
/** @typedef {import("./finder.js").Result} Result */

/**
 * address: below the site's root; names: titles, then keywords; items: anchor and heading
 * @typedef {{address: string, title: string, summary?: string, kind?: string, room?: string, minutes?: string, language?: string, names: [string[], string[]], filters: Record<string, string[]>, items: [string, string][]}} Page
 */

/** What the file holds. words: for each word the pages that have it, see `postings`; said: how many
 *   sentences people type for each page, and for each word those in which it stands; beside.words: the
 *   vocabulary, by distances between the places of its words among those without digits.
 * @typedef {{pages: Page[], words: Record<string, number[]>, said: {counts: number[], words: Record<string, number[]>}, beside: {words: number[], facets: any, small: import("./finder.js").Small}}} Content */

/** @implements {Index} */
export class Whole {
  /** @type {Map<string, Map<number, Map<number, number>>>} by word and page, how alike what stands in each item is */
  items = new Map();

  /** @param {Content} content */
  constructor({ pages, words, said, beside }) {
    this.facets = beside.facets;
    this.small = beside.small;
    const known = Object.keys(words).filter((word) => !/[0-9]/.test(word));
    const rare = known.filter((word) => /^\p{L}{4,}$/u.test(word));
    this.all = [...new Set([...sums(beside.words).map((at) => known[at]), ...rare])];
    this.pages = pages;
    this.size = {
      pages: pages.length,
      practices: pages.filter((page) => page.filters.kind).length,
    };
    this.words = new Map(Object.entries(words));
    this.said = sentences(said);
    this.sentences = this.said;
    this.names = pages.map((page) => page.names.map((sort) => sort.map(split)));
  }

  /** @param {Promise<Response>} asked the file, which may have been asked for earlier */
  static async load(asked) {
    const answer = await asked;
    if (!answer.ok || !answer.body) throw new Error(`${answer.url}: ${answer.status}`);
    const text = answer.body.pipeThrough(new DecompressionStream("gzip"));
    return new Whole(await new Response(text).json());
  }

  /** @param {number} most */
  async popular(most) {
    const all = [...this.pages.keys()].slice(0, this.size.practices);
    const proven = all.filter((at) => this.pages[at].filters.status?.includes("proven"));
    return (proven.length ? proven : all).slice(0, most);
  }

  async vocabulary() {
    return this.all;
  }

  /** @param {string} name */
  async facet(name) {
    /** @type {Record<string, number[]>} */
    const found = {};
    for (const [at, page] of this.pages.entries()) {
      for (const value of page.filters[name] ?? []) {
        found[value] ??= [];
        found[value].push(at);
      }
    }
    return found;
  }

  /** @param {string} word */
  async word(word) {
    const scores = new Float32Array(this.size.pages);
    /** @type {Map<number, Map<number, number>>} */
    const within = new Map();
    for (const [other, list] of this.words) {
      const likeness = like(word, other);
      if (!likeness) continue;
      for (const { at, level, items } of postings(list)) {
        const score = level * likeness;
        scores[at] = Math.max(scores[at], score) + Math.min(1, score) / 100;
        const known = within.get(at) ?? new Map();
        for (const item of items) known.set(item, Math.max(likeness, known.get(item) ?? 0));
        within.set(at, known);
      }
    }
    this.items.set(word, within);
    return hits(scores);
  }

  /** @param {string} word of a script without spaces: all its pairs of letters */
  async run(word) {
    const lists = letters(word).map((key) => postings(this.words.get(key) ?? []));
    const scores = new Float32Array(this.size.pages);
    for (const { at, level } of lists[0])
      if (lists.every((list) => list.some((other) => other.at === at))) scores[at] = level;
    return hits(scores);
  }

  async ahead() {} // all is here

  /** @param {string[]} phrase @param {boolean} part */
  async named(phrase, part) {
    const wanted = folded(phrase).split(" ");
    const scores = Float32Array.from(this.names, (sorts) => {
      const sort = sorts.findIndex((all) =>
        all.some((name) => part === name.length > wanted.length && names(wanted, name)),
      );
      return NAME[sort] ?? 0;
    });
    return hits(scores);
  }

  /** @param {string[]} _ all words are here @param {(word: string) => number} measure */
  async saying(_, measure) {
    /** @type {[number, number[]][]} */
    const found = [];
    for (const [word, list] of this.said.words) {
      const likeness = measure(word);
      if (likeness) found.push([likeness, list]);
    }
    return found;
  }

  /** @param {number} page */
  async texts(page) {
    const { title, summary = "", items } = this.pages[page];
    return [title, summary, ...items.map(([, heading]) => heading)];
  }

  async practices() {
    return this.pages.filter((page) => page.filters.kind);
  }

  /** @param {string} word */
  async occurs(word) {
    for (const other of this.words.keys()) if (other.startsWith(word)) return true;
    for (const other of this.said.words.keys()) if (other.startsWith(word)) return true;
    return false;
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
   * What a result shows of a page, with the items in which the words stand.
   * @param {number} page
   * @param {{text: string, worth: number}[]} asked
   * @returns {Promise<Result>}
   */
  async result(page, asked) {
    const {
      title,
      summary = "",
      kind = "",
      room = "",
      minutes,
      language,
      address,
      items,
    } = this.pages[page];
    /** @type {Map<number, number>} */
    const values = new Map();
    for (const { text, worth } of asked) {
      for (const [item, likeness] of this.items.get(text)?.get(page) ?? [])
        values.set(item, (values.get(item) ?? 0) + worth * (1 + likeness));
    }
    const places = [...values].map(([item, value]) => ({
      title: items[item][1],
      address: `${address}#${items[item][0]}`,
      value,
    }));
    return { title, summary, kind, room, minutes, language, address, places };
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
 * What people type who need a page. words: by each word that says something, the sentences in
 * which it stands; own: how much each sentence says; page: to which page it leads.
 * @param {Content["said"]} said
 */
function sentences({ counts, words }) {
  const leads = counts.flatMap((count, page) => Array(count).fill(page));
  const own = new Float64Array(leads.length);
  /** @type {Map<string, number[]>} */
  const known = new Map();
  for (const [word, gaps] of Object.entries(words)) {
    const list = sums(gaps);
    known.set(word, list);
    const pages = new Set(list.map((sentence) => leads[sentence])).size;
    for (const sentence of list) own[sentence] += Math.log(1 + counts.length / pages);
  }
  return { words: known, own, page: (/** @type {number} */ sentence) => leads[sentence] };
}

/** @param {string} name */
function split(name) {
  return folded(words(name)).split(" ");
}
