// Finds practices: an index for the words, a vocabulary for typing errors. No page parts.
import { beside, FIELD } from "./field.js";
import { runsOn, words } from "./folding.js";
import { FILLER, LIGHT } from "./light.js";
import { nearest, sameStem } from "./nearest.js";
import { folded, phrases } from "./phrases.js";
import { rank } from "./ranking.js";

/** @typedef {{title: string, address: string}} Place a question or item within a page */
/** @typedef {{title: string, summary: string, kind: string, room: string, minutes: string, language: string, address: string, places: Place[]}} Result
 *   language: its tag if it is not the one of the site, else empty */
/** @typedef {Record<string, Record<string, number>>} Counts of each choice of each facet */
/** @typedef {{name: string, label: string, choices: {value: string, label: string, count: number}[]}} Facet */
/** @typedef {import("./ranking.js").Hit} Hit */
/**
 * An index, in pieces or as a whole. `word` also finds other forms of a word and words that
 * begin like it; `run` a word of a script without spaces; `named` titles and keywords that are
 * a phrase, or have it as a part; `quoted` where all words stand as they are; `said` what people
 * are known to type who need it, `only` if the words stand nowhere else; `held` whether a practice
 * has the word, however it ends.
 * @typedef {{facets: Facet[], vocabulary: string[], every(): Promise<Hit[]>, having(name: string, value: string): Promise<Hit[]>, word(word: string): Promise<Hit[]>, run(word: string): Promise<Hit[]>, named(phrase: string[], part: boolean): Promise<Hit[]>, quoted(all: string[]): Promise<Hit[]>, said(all: string[], only: boolean): Promise<Hit[]>, occurs(word: string): Promise<boolean>, held(word: string): Promise<boolean>, practices(): Promise<import("./near.js").Practice[]>}} Index
 */
/** @typedef {Pick<import("./ranking.js").Ranked, "id" | "hits">} Kept a practice that is found */
/** @typedef {{results: Result[], total: number, counts?: Counts, corrected?: string, near?: boolean}} Answer
 *   counts: if somebody wants to know them; near: the library has other words for all of it */

const BESIDE = 0.6; // what the field calls a word, against the word itself
const LITTLE = 0.4;
const ENOUGH = 0.55; // the share of the query's meaning that a result must hold
const NAMED = 0.25; // or the share of it that is a title or keyword there
const PART = 0.6; // "gemba walk" within "first gemba walk", against a keyword as a whole
const FEW = 3; // with fewer good results than this, the best of the others are shown
const ITEM = "h6"; // how the index marks a step, a question, an item
const LONGEST = 12; // words of a query that are looked at

export class Finder {
  /** @type {Record<string, Map<string, Set<string>>> | undefined} ids by value by facet */
  members;
  counting = false; // whether somebody looks at the counts of the filters
  /** @type {Map<string, Promise<Set<string>>>} good words by their first letter */
  good = new Map();

  /**
   * @param {Index} index
   * @param {Hit[]} all every practice, those first to which the most others lead
   */
  constructor(index, all) {
    this.index = index;
    this.facets = index.facets;
    this.vocabulary = index.vocabulary;
    this.known = new Set(this.vocabulary);
    this.all = all;
    this.prior = new Map(all.map((hit, place) => [hit.id, place]));
  }

  /** The practices of each choice of each facet: filters are sets here, so that every count is exact. */
  async choices() {
    /** @type {Record<string, Map<string, Set<string>>>} */
    const found = {};
    const choices = this.facets.flatMap((facet) =>
      facet.choices.map(({ value }) => ({ name: facet.name, value })),
    );
    await Promise.all(
      choices.map(async ({ name, value }) => {
        found[name] ??= new Map();
        const hits = await this.index.having(name, value);
        found[name].set(value, new Set(hits.map((hit) => hit.id)));
      }),
    );
    return found;
  }

  /**
   * The practices to which the most others lead: proven ones, if the library has any.
   * @param {number} most
   */
  async popular(most) {
    const proven = new Set((await this.index.having("status", "proven")).map(({ id }) => id));
    const wanted = this.all.filter(({ id }) => !proven.size || proven.has(id)).slice(0, most);
    return Promise.all(wanted.map((hit) => toResult({ id: hit.id, hits: [{ hit, worth: 0 }] })));
  }

  /**
   * Find what a reader looks for.
   * @param {string} query
   * @param {Record<string, string>} filters
   * @param {number} most
   * @returns {Promise<Answer>}
   */
  async find(query, filters, most) {
    const filtered = this.counting || Object.keys(filters).length > 0;
    if (filtered) this.members ??= await this.choices();
    const typed = (await this.split(words(query))).slice(0, LONGEST);
    const mended = await Promise.all(typed.map((word) => this.mend(word)));
    const meant = await Promise.all(mended.map((word) => this.inOtherWords(word)));
    const found = typed.length
      ? await this.ranked(meant.flat())
      : this.all.map((hit) => ({ id: hit.id, hits: [{ hit, worth: 0 }] }));
    const kept = found.filter(({ id }) => this.within(id, filters));
    /** @type {Answer} */
    const answer = {
      results: await Promise.all(kept.slice(0, most).map(toResult)),
      total: kept.length,
      counts: filtered ? this.counts(found, filters) : undefined,
    };
    if (mended.some((word, index) => word !== typed[index]) && kept.length)
      answer.corrected = mended.join(" ");
    answer.near =
      mended.length > 0 && mended.every((word, at) => FILLER.has(word) || meant[at][0] !== word);
    return answer;
  }

  /**
   * @param {string} id
   * @param {Record<string, string>} filters
   */
  within(id, filters) {
    return Object.entries(filters).every(([name, value]) =>
      this.members?.[name]?.get(value)?.has(id),
    );
  }

  /**
   * How many results each choice would leave, together with the other facets.
   * @param {Kept[]} found
   * @param {Record<string, string>} filters
   * @returns {Counts}
   */
  counts(found, filters) {
    /** @type {Counts} */
    const counts = {};
    for (const [name, choices] of Object.entries(this.members ?? {})) {
      const { [name]: _, ...others } = filters;
      const left = found.filter(({ id }) => this.within(id, others));
      counts[name] = {};
      for (const [value, ids] of choices)
        counts[name][value] = left.filter(({ id }) => ids.has(id)).length;
    }
    return counts;
  }

  /**
   * Divide what is written without spaces into words, unless it stands somewhere as a whole.
   * @param {string[]} typed
   * @returns {Promise<string[]>}
   */
  async split(typed) {
    const parts = await Promise.all(
      typed.map(async (word) => {
        if (!runsOn(word) || (await this.index.run(word)).length) return [word];
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
    if (this.known.has(word) || (await this.index.occurs(word))) return word;
    const meant = nearest(word, this.vocabulary);
    if (meant === undefined || (this.familiar(word) && !inEnglish())) return word;
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
   * Whether the vocabulary has the word, or one that begins like it: it may be half typed.
   * @param {string} word
   */
  familiar(word) {
    return (
      FILLER.has(word) ||
      this.known.has(word) ||
      this.vocabulary.some((other) => other.startsWith(word) || sameStem(word, other))
    );
  }

  /**
   * What holds a word; nothing if it does not occur.
   * @param {string} word
   */
  async holding(word) {
    if (runsOn(word)) return this.index.run(word);
    return this.familiar(word) || (await this.index.occurs(word)) ? this.index.word(word) : [];
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
    const lists = await Promise.all(wanted.map(({ value }) => this.index.having("kind", value)));
    return new Set(lists.flat().map((hit) => hit.id));
  }

  /**
   * What holds a word, or what the field calls it.
   * @param {string} word
   */
  async meaning(word) {
    const lists = await Promise.all([word, ...beside(word)].map((one) => this.holding(one)));
    /** @type {Map<string, Hit>} */
    const best = new Map();
    for (const [at, hits] of lists.entries()) {
      for (const hit of hits) {
        const score = hit.score * (at ? BESIDE : 1);
        if (score > (best.get(hit.id)?.score ?? 0)) best.set(hit.id, { ...hit, score });
      }
    }
    return [...best.values()].sort((one, other) => other.score - one.score);
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

  /** @param {string[]} all */
  async ranked(all) {
    const meaning = all.filter((word) => !FILLER.has(word));
    const searched = [...new Set(meaning.length ? meaning : all)];
    const found = await Promise.all(
      searched.map(async (text) => ({
        text,
        hits: await this.meaning(text),
        weight: LIGHT.has(text) ? LITTLE : 1,
      })),
    );
    const named = await Promise.all(
      phrases(all).flatMap((phrase) => [
        this.named(phrase, false, share(phrase, all)),
        this.named(phrase, true, share(phrase, all) * PART),
      ]),
    );
    const quotes = all.length > 2 && !all.some(runsOn) ? await this.index.quoted(all) : [];
    const known = found.some(({ hits }) => hits.length);
    const said = await this.index.said(searched, !known);
    const order = rank(found, named, quotes, said, this.prior, await this.asked(all));
    const good = order.filter((one) => one.cover >= ENOUGH || one.named >= NAMED);
    return good.length < FEW ? order.slice(0, FEW) : good;
  }
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

/**
 * The share of a query's words that a phrase covers; words without meaning count little.
 * @param {string[]} phrase
 * @param {string[]} all
 */
function share(phrase, all) {
  /** @param {string[]} list */
  const sum = (list) =>
    list.reduce((total, word) => total + (FILLER.has(word) ? 0.2 : LIGHT.has(word) ? 0.6 : 1), 0);
  return sum(phrase) / sum(all);
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

/** @typedef {{url: string, title: string, anchor?: {id: string, element: string}, weighted_locations: {balanced_score: number}[]}} Sub Pagefind's word for a place */

/** @param {Kept} kept @returns {Promise<Result>} */
async function toResult({ hits }) {
  const found = await Promise.all(
    hits.map(async ({ hit, worth }) => ({ data: await hit.data(), worth })),
  );
  const { url, meta } = found[0].data;
  return {
    title: meta.title,
    summary: meta.summary ?? "",
    kind: meta.kind ?? "",
    room: meta.room ?? "",
    minutes: meta.minutes ?? "",
    language: meta.language ?? "",
    places: places(found),
    address: url.replace(/^\//, ""),
  };
}

/**
 * The questions, items, steps and stages that hold most of what the query means.
 * @param {{data: {sub_results: Sub[]}, worth: number}[]} found
 * @returns {Place[]}
 */
function places(found) {
  const best = new Map();
  for (const { data, worth } of found) {
    for (const sub of data.sub_results) {
      if (sub.anchor?.element !== ITEM) continue;
      const place = best.get(sub.url) ?? {
        title: sub.title,
        address: sub.url.replace(/^\//, ""),
        value: 0,
      };
      place.value += worth * (1 + Math.min(1, weight(sub) / 10));
      best.set(sub.url, place);
    }
  }
  return [...best.values()]
    .sort((one, other) => other.value - one.value)
    .slice(0, 2)
    .map(({ title, address }) => ({ title, address }));
}

/** @param {Sub} sub */
function weight(sub) {
  return sub.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0);
}
