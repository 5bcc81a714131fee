// The index of a large library, in pieces that are loaded as they are needed; made by
// products/search/pieces.py. A piece of words has all that begin like the one that was typed.

import { once } from "./finder.js";
import { runsOn, words } from "./folding.js";
import { folded, letters, like, names, SHORTEST, sameStem, telling } from "./language.js";
import { hits, NAME, NONE, sums } from "./ranking.js";

/** @typedef {import("./ranking.js").Hits} Hits */
/** @typedef {import("./finder.js").Index} Index */
/** @typedef {import("./finder.js").Result} Result */
/** @typedef {{words: Record<string, string | number[]>, names: Record<string, number[]>, said: Record<string, number[]>}} Piece */
/** @typedef {{folder: string, pages: number, practices: number, group: number, room: number, step: number, starts: string[], popular: number[], facets: import("./finder.js").Facet[], small: import("./finder.js").Small}} Head */

const SAYS = 100; // levels of what sentences say
const BEGINNING = 4; // letters by which words begin alike; those of one beginning lie in one piece

/** @implements {Index} */
export class Pieces {
  /** @type {Map<string, Promise<any>>} */
  loaded = new Map();
  /** @type {Map<string, Promise<Hits[]>>} the pages of names, by phrase */
  phrases = new Map();
  /** @type {Map<string, Promise<[string[], number[]][]>>} names by the beginning of a word */
  beginnings = new Map();

  /**
   * @param {URL} site where the index lies
   * @param {Head} head
   */
  constructor(site, head) {
    this.site = site;
    this.folder = new URL(head.folder, site);
    this.head = head;
    this.facets = head.facets;
    this.small = head.small;
    this.nothing = new Set(head.small.nothing.split(" "));
    this.size = { pages: head.pages, practices: head.practices };
    const { room } = head; // sentences that each page has room for
    this.sentences = {
      own: new Float32Array(head.pages * room), // known of those that were met
      page: (/** @type {number} */ sentence) => Math.floor(sentence / room),
    };
  }

  /** @param {URL} folder @param {Promise<Response>} asked the head, which may have been asked for earlier */
  static async load(folder, asked) {
    return new Pieces(folder, await json(await asked));
  }

  /** @param {number} most */
  async popular(most) {
    return this.head.popular.slice(0, most);
  }

  /** @returns {Promise<string[]>} */
  vocabulary() {
    return this.piece("words");
  }

  /**
   * @param {string} name
   * @returns {Promise<Record<string, number[]>>}
   */
  async facet(name) {
    const values = await this.piece(`filter-${name}`);
    return Object.fromEntries(Object.entries(values).map(([value, gaps]) => [value, sums(gaps)]));
  }

  /** @param {string} word */
  async word(word) {
    /** @type {[string | number[], number][]} */
    const lists = [];
    for (const { words } of await this.around(word)) {
      for (const other in words) {
        const likeness = like(word, other);
        if (likeness) lists.push([words[other], likeness]);
      }
    }
    if (!lists.length) return NONE;
    const scores = new Float32Array(this.size.pages);
    for (const [list, likeness] of lists) {
      each(list, (page, level) => {
        const score = level * likeness;
        const known = scores[page];
        scores[page] = Math.max(known, score) + Math.min(1, score) / 100;
      });
    }
    return hits(scores);
  }

  /** @param {string} word of a script without spaces: all its pairs of letters */
  async run(word) {
    const pairs = letters(word);
    const there = new Uint8Array(this.size.pages);
    const scores = new Float32Array(this.size.pages);
    for (const [at, pair] of pairs.entries()) {
      for (const { words } of await this.around(pair)) {
        each(words[pair] ?? [], (page, level) => {
          if (there[page] === at) there[page] += 1;
          if (there[page] === pairs.length) scores[page] = level;
        });
      }
    }
    return hits(scores);
  }

  /** @param {string[]} phrase @param {boolean} part */
  async named(phrase, part) {
    const wanted = folded(phrase).split(" ");
    const key = wanted.join(" ");
    const found = await once(this.phrases, key, () => this.naming(wanted));
    return found[part ? 1 : 0];
  }

  /**
   * The pages of which a phrase is a name, and those of which it is a part of one.
   * @param {string[]} phrase
   */
  async naming(phrase) {
    /** @type {Map<number, number>[]} */
    const found = [new Map(), new Map()];
    for (const [name, numbers] of await this.among(start(telling(phrase, this.nothing)))) {
      if (!names(phrase, name)) continue;
      const sort = found[name.length === phrase.length ? 0 : 1];
      for (const number of sums(numbers)) {
        const worth = NAME[number % 2];
        if (worth > (sort.get(number >> 1) ?? 0)) sort.set(number >> 1, worth);
      }
    }
    return found.map((sort) => ({ pages: [...sort.keys()], scores: [...sort.values()] }));
  }

  /**
   * The names in which a word begins so, and their pages.
   * @param {string} beginning
   */
  among(beginning) {
    return once(this.beginnings, beginning, () => this.beginning(beginning));
  }

  /** @param {string} beginning */
  async beginning(beginning) {
    /** @type {[string[], number[]][]} */
    const found = [];
    for (const piece of await this.around(beginning)) {
      for (const name in piece.names) {
        if (name.startsWith(beginning) || name.includes(` ${beginning}`))
          found.push([name.split(" "), piece.names[name]]);
      }
    }
    return found;
  }

  /** @param {string[]} typed @param {(word: string) => number} measure */
  async saying(typed, measure) {
    const pieces = await this.ahead(typed);
    /** @type {Map<string, [number, number[]]>} */
    const found = new Map();
    for (const { said } of new Set(pieces.flat())) {
      for (const word in said) {
        const likeness = measure(word);
        if (likeness) found.set(word, [likeness, this.numbers(said[word])]);
      }
    }
    return [...found.values()];
  }

  /** The sentences of a word; how much each says is kept. @param {number[]} list */
  numbers(list) {
    const { own } = this.sentences;
    const most = Math.log(1 + this.size.pages);
    /** @type {number[]} */
    const found = [];
    const add = (/** @type {number} */ sentence, /** @type {number} */ level) => {
      own[sentence] = level * this.head.step * most;
      found.push(sentence);
    };
    each(list, add, SAYS);
    return found;
  }

  /** @param {number} page */
  async texts(page) {
    const { title, summary = "", items } = await this.shown(page);
    return [title, summary, ...items.map((/** @type {[string, string]} */ [, heading]) => heading)];
  }

  /** @param {string} word */
  async occurs(word) {
    for (const { words, said } of await this.around(word)) {
      for (const other in words) if (other.startsWith(word)) return true;
      for (const other in said) if (other.startsWith(word)) return true;
    }
    return false;
  }

  /** @param {string} word */
  async held(word) {
    for (const { words } of await this.around(word)) {
      for (const other in words) {
        if (other !== word && !sameStem(word, other)) continue;
        let held = false;
        each(words[other], (page) => {
          held ||= page < this.size.practices;
        });
        if (held) return true;
      }
    }
    return false;
  }

  /**
   * What a result shows of a page, with the items in whose headings the words stand.
   * @param {number} page
   * @param {{text: string, worth: number}[]} asked
   * @returns {Promise<Result>}
   */
  async result(page, asked) {
    const { items, ...shown } = await this.shown(page);
    const places = items.flatMap((/** @type {[string, string]} */ [anchor, title]) => {
      const own = words(title);
      const value = asked.reduce((sum, { text, worth }) => {
        const likeness = Math.max(0, ...own.map((word) => like(text, word)));
        return likeness ? sum + worth * (1 + likeness) : sum;
      }, 0);
      return value ? [{ title, address: `${shown.address}#${anchor}`, value }] : [];
    });
    return { summary: "", kind: "", room: "", ...shown, places };
  }

  /** @param {number} page */
  async shown(page) {
    const group = await this.piece(`results-${Math.floor(page / this.head.group)}`);
    return group[page % this.head.group];
  }

  async practices() {
    const answer = await fetch(new URL("../api/v1/practices.json", this.site));
    const { practices } = await json(answer);
    // What is data there is a name of a kind here.
    return practices.map((/** @type {{kind: string}} */ each) => ({
      ...each,
      room: each.kind,
      kind: "",
    }));
  }

  /**
   * The pieces in which all words stand that begin like one.
   * @param {string} word
   * @returns {Promise<Piece[]>}
   */
  around(word) {
    const { starts } = this.head;
    const wanted = start(word);
    const longer = wanted.length >= SHORTEST; // a shorter one stands for no other word
    const pieces = [];
    for (const [at, first] of starts.entries()) {
      const next = starts[at + 1];
      const begun = first <= wanted || (longer && first.startsWith(wanted));
      if (begun && (next === undefined || next > wanted)) pieces.push(this.piece(`words-${at}`));
    }
    return Promise.all(pieces);
  }

  /** @param {string[]} words */
  ahead(words) {
    return Promise.all(words.map((word) => this.around(word)));
  }

  /** @param {string} name */
  piece(name) {
    return once(this.loaded, name, () => fetch(new URL(`${name}.json`, this.folder)).then(json));
  }
}

/** The letters by which words lie in one piece. @param {string} word */
function start(word) {
  return [...word].slice(0, runsOn(word) ? 1 : BEGINNING).join("");
}

/** @param {Response} answer */
async function json(answer) {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return answer.json();
}

/**
 * Go through the pages of a word: a digit for each page, or the distance from the page before, by
 * the steps of levels, plus the level.
 * @param {string | number[]} list
 * @param {(page: number, level: number) => void} visit
 * @param {number} [steps]
 */
function each(list, visit, steps = 10) {
  if (typeof list === "string") {
    for (let page = 0; page < list.length; page += 1) {
      const level = list.charCodeAt(page) - 48;
      if (level) visit(page, level);
    }
    return;
  }
  let page = 0;
  for (const number of list) {
    page += Math.floor(number / steps);
    visit(page, number % steps);
  }
}
