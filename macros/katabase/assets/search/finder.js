// Finds practices: an index for the words, a vocabulary for typing errors. No page parts.
import { runsOn, words } from "./folding.js";
import { beside, FIELD, folded, letters, nearest, phrases, STEM, sameStem } from "./language.js";
import { alike, best, firstOf, hits, NONE, rank, row } from "./ranking.js";

/** @typedef {{title: string, address: string, value: number}} Place a question or item within a
 *   page; value: how much of what the query means stands there */
/** @typedef {{title: string, summary: string, kind: string, room: string, minutes?: string, language?: string, address: string, places: Place[]}} Result
 *   kind: its label, room: its name; language: its tag if it is not the one of the site */
/** @typedef {Record<string, Record<string, number>>} Counts of each choice of each facet */
/** @typedef {{name: string, label: string, choices: {value: string, label: string, count: number}[], number?: number, from?: string}} Facet
 *   one with many choices says how many, and where below the site they are */
/** @typedef {import("./ranking.js").Hits} Hits */
/** @typedef {{nothing: string, little: string}} Small words that say nothing, or little, of what
 *   somebody looks for: English ones and those of the site's language */
/**
 * An index, in pieces or as a whole. Pages have numbers: a practice to which more lead has a
 * smaller one, hand-written pages have the last ones. `facet` tells the practices of each value;
 * `word` also finds other forms of a word and words that begin like it; `run` a word of a script
 * without spaces; `ahead` begins to load what some words need; `named` titles and keywords that are a phrase, or have it as a part; `sentences`
 * what people are known to type who need a page: how much each says, and its page; `saying` those
 * with words that are like some, by a measure of likeness; `occurs` whether any word begins so;
 * `held` whether a practice has the word, however it ends; `texts` the title, summary and headings
 * of a page; `result` what a result shows, for words that were looked for.
 * @typedef {{facets: Facet[], small: Small, size: {pages: number, practices: number}, vocabulary(): Promise<string[]>, popular(most: number): Promise<number[]>, facet(name: string): Promise<Record<string, number[]>>, word(word: string): Promise<Hits>, run(word: string): Promise<Hits>, ahead(words: string[]): Promise<unknown>, named(phrase: string[], part: boolean): Promise<Hits>, sentences: {own: ArrayLike<number>, page: (sentence: number) => number}, saying(words: string[], measure: (word: string) => number): Promise<[number, number[]][]>, texts(page: number): Promise<string[]>, occurs(word: string): Promise<boolean>, held(word: string): Promise<boolean>, result(page: number, asked: {text: string, worth: number}[]): Promise<Result>, practices(): Promise<import("./near.js").Practice[]>}} Index
 */
/**
 * pages: in the order of their numbers; asked: the words that were looked for
 * @typedef {{pages: number[], score: ArrayLike<number>, asked: {text: string, worth: number}[]}} Kept what is found
 */
/** @typedef {{results: Result[], total: number, counts?: Counts, corrected?: string, near?: boolean}} Answer
 *   counts: if somebody wants to know them; near: the library has other words for all of it */

const BESIDE = 0.6; // what the field calls a word, against the word itself
const LITTLE = 0.4;
const RARE = 3; // pages that have a word of which no sentence has anything
const ENOUGH = 0.55; // the share of the query's meaning that a result must hold
const NAMED = 0.25; // or the share of it that is a title or keyword there
const PART = 0.6; // "gemba walk" within "first gemba walk", against a keyword as a whole
const FEW = 3; // with fewer good results than this, the best of the others are shown
const QUOTED = 6; // results that are looked through for the question word for word
const PLACES = 2; // places that a result shows
const LONGEST = 12; // words of a query that are looked at

export class Finder {
  /** @type {Map<string, Promise<Record<string, number[]>>>} the practices of each value, by facet */
  members = new Map();
  /** @type {Map<string, Promise<Hits>>} what holds each word that was asked for: typing asks again */
  known = new Map();
  /** @type {Map<string, Promise<{worth: number, hits: Hits}>>} the sentences of each of these words */
  told = new Map();
  counting = false; // whether somebody looks at the counts of the filters
  /** @type {Map<string, Promise<Set<string>>>} good words by their first letter */
  good = new Map();

  /** @param {Index} index */
  constructor(index) {
    this.index = index;
    this.facets = index.facets;
    this.nothing = new Set(index.small.nothing.split(" "));
    this.little = new Set(index.small.little.split(" "));
  }

  /** The practices of each value of a facet. @param {string} name */
  facet(name) {
    return once(this.members, name, () => this.index.facet(name));
  }

  /**
   * The practices to which the most others lead: proven ones, if the library has any.
   * @param {number} most
   */
  async popular(most) {
    const pages = await this.index.popular(most);
    return Promise.all(pages.map((page) => this.index.result(page, [])));
  }

  /**
   * Find what a reader looks for: one of the values in each facet that has any.
   * @param {string} query
   * @param {Record<string, string[]>} filters
   * @param {number} most
   * @returns {Promise<Answer>}
   */
  async find(query, filters, most) {
    const asked = words(query).slice(0, LONGEST);
    this.ahead(asked).catch(() => {}); // it is said where it is waited for
    const typed = (await this.split(asked)).slice(0, LONGEST);
    const mended = await Promise.all(typed.map((word) => this.mend(word)));
    const meant = await Promise.all(mended.map((word) => this.inOtherWords(word)));
    const found = typed.length ? await this.ranked(meant.flat()) : this.every();
    const fits = await this.fitting(filters);
    const kept = fits ? found.pages.filter((page) => fits.all(page)) : found.pages;
    const first = best(kept, found.score, most);
    /** @type {Answer} */
    const answer = {
      results: await Promise.all(first.map((page) => this.result(page, found.asked))),
      total: kept.length,
      counts: fits && (await this.counts(found.pages, fits)),
    };
    if (mended.some((word, index) => word !== typed[index]) && kept.length)
      answer.corrected = mended.join(" ");
    answer.near =
      mended.length > 0 &&
      mended.every((word, at) => this.nothing.has(word) || meant[at][0] !== word);
    return answer;
  }

  /**
   * Begin to load what a question needs if all its words are good: a round trip less.
   * @param {string[]} typed
   */
  ahead(typed) {
    const meaning = typed.filter((word) => !this.nothing.has(word));
    const all = meaning.flatMap((word) => [word, ...beside(word)]);
    return Promise.all([this.index.ahead(all), this.asked(typed)]);
  }

  /** All practices, as they are numbered. @returns {Kept} */
  every() {
    const { practices } = this.index.size;
    return { pages: [...Array(practices).keys()], score: new Uint8Array(practices), asked: [] };
  }

  /**
   * @param {number} page
   * @param {Kept["asked"]} asked
   */
  async result(page, asked) {
    const found = await this.index.result(page, asked);
    const places = found.places.sort((one, other) => other.value - one.value);
    return { ...found, places: places.slice(0, PLACES) };
  }

  /**
   * Which practices fit the chosen values: filters are sets here, so that every count is exact.
   * Nothing if nobody asks for it.
   * @param {Record<string, string[]>} filters
   */
  async fitting(filters) {
    const chosen = Object.entries(filters);
    if (!this.counting && !chosen.length) return undefined;
    const misses = new Uint8Array(this.index.size.pages); // how many facets a page does not fit
    /** @type {Record<string, Uint8Array>} */
    const missed = {}; // and which
    for (const [name, wanted] of chosen) {
      const one = new Uint8Array(misses.length).fill(1);
      const values = await this.facet(name);
      for (const value of wanted) for (const page of values[value] ?? []) one[page] = 0;
      for (let page = 0; page < misses.length; page += 1) misses[page] += one[page];
      missed[name] = one;
    }
    return {
      /** @param {number} page */
      all: (page) => !misses[page],
      /** Whether it fits all facets but one. @param {number} page @param {string} name */
      others: (page, name) => misses[page] === (missed[name]?.[page] ?? 0),
    };
  }

  /**
   * How many results each choice would leave, together with the other facets.
   * @param {number[]} pages that are found
   * @param {{others: (page: number, name: string) => boolean}} fits
   * @returns {Promise<Counts>}
   */
  async counts(pages, fits) {
    const found = new Uint8Array(this.index.size.pages);
    for (const page of pages) found[page] = 1;
    const all = this.facets.map(async ({ name }) => {
      const values = Object.entries(await this.facet(name));
      const counts = values.map(([value, members]) => {
        const left = members.filter((page) => found[page] && fits.others(page, name));
        return [value, left.length];
      });
      return [name, Object.fromEntries(counts)];
    });
    return Object.fromEntries(await Promise.all(all));
  }

  /**
   * Divide what is written without spaces into words, unless it stands somewhere as a whole.
   * @param {string[]} typed
   * @returns {Promise<string[]>}
   */
  async split(typed) {
    const parts = await Promise.all(
      typed.map(async (word) => {
        if (!runsOn(word) || (await this.index.run(word)).pages.length) return [word];
        const found = segments(word).filter((part) => [...part].length > 1);
        return found.length ? found : [word];
      }),
    );
    return parts.flat();
  }

  /**
   * Return the word, or the nearest known one if it does not occur at all and is no good word
   * either: who types "garden" means no other word.
   * @param {string} word
   */
  async mend(word) {
    if (runsOn(word) || word.length < 4 || /\d/.test(word) || FIELD.has(word)) return word;
    if (this.nothing.has(word) || (await this.index.occurs(word))) return word;
    const vocabulary = await this.index.vocabulary();
    const meant = nearest(word, vocabulary);
    if (meant === undefined) return word;
    const familiar = vocabulary.some((other) => sameStem(word, other));
    if (familiar && !inEnglish()) return word;
    return (await this.means(word)) ? word : meant;
  }

  /**
   * A word of the field that no practice holds, in words that some do; pages may speak of it.
   * @param {string} word
   */
  async inOtherWords(word) {
    const meant = FIELD.get(word);
    if (meant === undefined) return [word];
    return (await this.index.held(word)) ? [word] : meant.split(" ");
  }

  /**
   * Whether a word that the library lacks is a word of the reader's language. A list that cannot
   * be loaded has none.
   * @param {string} word
   */
  async means(word) {
    const first = word[0];
    if (!inEnglish() || !/^[a-z]+$/.test(word)) return false;
    if (!this.good.has(first)) this.good.set(first, goodWords(first));
    return (await this.good.get(first))?.has(word) ?? false;
  }

  /**
   * What holds a word; nothing if it does not occur.
   * @param {string} word
   */
  holding(word) {
    return runsOn(word) ? this.index.run(word) : this.index.word(word);
  }

  /**
   * The practices of the kinds that a question names, as in "a checklist for managers".
   * @param {string[]} all
   */
  async asked(all) {
    const kinds = this.facets.find(({ name }) => name === "kind")?.choices ?? [];
    const wanted = kinds.filter(({ value }) =>
      all.some((word) => folded([word]) === folded([value.split("-").at(-1) ?? value])),
    );
    if (!wanted.length) return [];
    const practices = await this.facet("kind");
    return wanted.flatMap(({ value }) => practices[value] ?? []);
  }

  /**
   * What holds a word, or what the field calls it.
   * @param {string} word
   */
  async meaning(word) {
    const lists = await Promise.all([word, ...beside(word)].map((one) => this.holding(one)));
    if (lists.length === 1) return lists[0];
    const scores = new Float32Array(this.index.size.pages);
    for (const [at, found] of lists.entries()) {
      for (let place = 0; place < found.pages.length; place += 1) {
        const score = found.scores[place] * (at ? BESIDE : 1);
        if (score > scores[found.pages[place]]) scores[found.pages[place]] = score;
      }
    }
    return hits(scores);
  }

  /**
   * The phrases of a question by which something may be named: not those that say nothing.
   * @param {string[]} all
   */
  phrases(all) {
    return phrases(all).filter(
      (phrase) => phrase.length === all.length || phrase.some((word) => !this.nothing.has(word)),
    );
  }

  /**
   * The share of a query's words that a phrase covers; words without meaning count little.
   * @param {string[]} phrase
   * @param {string[]} all
   */
  share(phrase, all) {
    /** @param {string} word */
    const value = (word) => (this.nothing.has(word) ? 0.2 : this.little.has(word) ? 0.6 : 1);
    /** @param {string[]} list */
    const sum = (list) => list.reduce((total, word) => total + value(word), 0);
    return sum(phrase) / sum(all);
  }

  /**
   * The practices that have a title or keyword, or a part of one.
   * @param {string[]} phrase
   * @param {boolean} part
   * @param {number} share
   */
  async named(phrase, part, share) {
    return { share, hits: await this.index.named(phrase, part) };
  }

  /**
   * The pages for which people are known to type something alike.
   * @param {string[]} meaning
   * @param {boolean} only whether the words stand in such sentences only
   */
  async said(meaning, only) {
    const asked = new Set(meaning.flatMap((word) => (runsOn(word) ? letters(word) : [word])));
    const told = await Promise.all(
      [...asked].map((word) => once(this.told, word, () => this.saying(word))),
    );
    return alike(told, this.index.sentences, this.index.size.pages, only);
  }

  /**
   * How much a word tells apart what people type, and the sentences in which it stands.
   * @param {string} typed
   */
  async saying(typed) {
    const { sentences, size } = this.index;
    const near = beside(typed);
    const lists = await this.index.saying([typed, ...near], (word) => {
      if (word === typed) return 1;
      return sameStem(word, typed) ? STEM : near.includes(word) ? BESIDE : 0;
    });
    lists.sort(([one], [other]) => other - one); // so each sentence is met first where it is most alike
    const found = new Set(lists[0]?.[1].map(sentences.page)).size || RARE;
    return { worth: Math.log(1 + size.pages / found), hits: firstOf(lists, row(sentences.own)) };
  }

  /**
   * Which of some pages have the question word for word in a title, a summary or a heading.
   * @param {string[]} all
   * @param {number[]} pages
   * @returns {Promise<Hits>}
   */
  async quoted(all, pages) {
    if (all.length < 3 || all.some(runsOn)) return NONE;
    const wanted = ` ${all.join(" ")} `;
    const has = await Promise.all(
      pages.map(async (page) =>
        (await this.index.texts(page)).some((text) =>
          ` ${words(text).join(" ")} `.includes(wanted),
        ),
      ),
    );
    const found = pages.filter((_, at) => has[at]);
    return { pages: found, scores: found.map(() => 1) };
  }

  /**
   * @param {string[]} all
   * @returns {Promise<Kept>}
   */
  async ranked(all) {
    const meaning = all.filter((word) => !this.nothing.has(word));
    const searched = [...new Set(meaning.length ? meaning : all)];
    const found = await Promise.all(
      searched.map(async (text) => ({
        text,
        hits: await once(this.known, text, () => this.meaning(text)),
        weight: this.little.has(text) ? LITTLE : 1,
      })),
    );
    const named = await Promise.all(
      this.phrases(all).flatMap((phrase) => [
        this.named(phrase, false, this.share(phrase, all)),
        this.named(phrase, true, this.share(phrase, all) * PART),
      ]),
    );
    const known = found.some(({ hits }) => hits.pages.length);
    const said = await this.said(meaning, !known);
    const asked = await this.asked(all);
    /** @param {Hits} quotes */
    const order = (quotes) => rank(found, named, quotes, said, this.index.size, asked);
    const first = order(NONE);
    const quotes = await this.quoted(all, best(first.found, first.score, QUOTED));
    const ranked = quotes.pages.length ? order(quotes) : first;
    const good = ranked.found.filter(
      (page) => ranked.cover[page] >= ENOUGH || ranked.named[page] >= NAMED,
    );
    const looked = searched.flatMap((text, at) => {
      const worth = ranked.worth[at];
      return [
        { text, worth },
        ...beside(text).map((other) => ({ text: other, worth: worth * BESIDE })),
      ];
    });
    const pages = good.length < FEW ? best(ranked.found, ranked.score, FEW) : good;
    return { pages, score: ranked.score, asked: looked };
  }
}

/**
 * What is made once for a key; what fails is made again.
 * @template Made
 * @param {Map<string, Promise<Made>>} all
 * @param {string} key
 * @param {() => Promise<Made>} make
 */
export function once(all, key, make) {
  const found = all.get(key) ?? make();
  all.set(key, found);
  found.catch(() => all.delete(key));
  return found;
}

/**
 * The words of a run of letters, by the browser's own dictionary.
 * @param {string} run
 * @returns {string[]}
 */
function segments(run) {
  if (!("Segmenter" in Intl)) return [];
  const found = new Intl.Segmenter(undefined, { granularity: "word" }).segment(run);
  return [...found].map(({ segment }) => segment);
}

/** Whether it is known which words are good. */
function inEnglish() {
  return /^en\b/.test(document.documentElement.lang);
}

/**
 * Good words with a first letter. @param {string} first @returns {Promise<Set<string>>}
 */
async function goodWords(first) {
  try {
    const answer = await fetch(new URL(`../vendor/english/${first}.txt`, import.meta.url));
    return new Set(answer.ok ? (await answer.text()).split("\n") : []);
  } catch {
    return new Set();
  }
}
