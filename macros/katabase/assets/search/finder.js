// Finds practices: Pagefind for the index, a vocabulary for typing errors. No page parts.
import { flat, runsOn, words } from "./folding.js";
import { EVERY, key, letters, phrases } from "./keys.js";
import { nearest } from "./nearest.js";
import { rank } from "./ranking.js";

/** @typedef {{title: string, address: string}} Place a question or item within a page */
/** @typedef {{title: string, summary: string, kind: string, minutes: string, language: string, address: string, places: Place[]}} Result
 *   language: its tag if it is not the one of the site, else empty */
/** @typedef {Record<string, Record<string, number>>} Counts of each choice of each facet */
/** @typedef {{name: string, label: string, choices: {value: string, label: string, count: number}[]}} Facet */
/** @typedef {import("./ranking.js").Hit} Hit */
/** @typedef {Pick<import("./ranking.js").Ranked, "id" | "hits">} Kept a practice that is found */
/** @typedef {{results: Result[], total: number, counts?: Counts, corrected?: string}} Answer
 *   counts: if somebody wants to know them */

const FILLER = new Set(
  (
    "a about am an and any are as at be been by can could did do does for from good had has have he her his how i if in into is " +
    "it its me my now of on or our out shall she should so somebody someone something than that the their them then " +
    "there they this to us was we were what when where which while who why will with would you your"
  ).split(" "),
);
const ENOUGH = 0.55; // the share of the query's meaning that a result must hold
const NAMED = 0.25; // or the share of it that is a title or keyword there
const PART = 0.6; // "gemba walk" within "first gemba walk", against a keyword as a whole
const FEW = 3; // with fewer good results than this, the best of the others are shown
const ITEM = "h6"; // how the index marks a step, a question, an item
const LONGEST = 12; // words of a query that are looked at

export class Finder {
  /** @type {Promise<void> | undefined} */
  loading;
  /** @type {any} Pagefind's own module */
  pagefind;
  /** @type {string[]} words of the library, the most important first */
  vocabulary = [];
  /** @type {Set<string>} */
  known = new Set();
  /** @type {Facet[]} */
  facets = [];
  /** @type {Record<string, Map<string, Set<string>>> | undefined} ids by value by facet */
  members;
  counting = false; // whether somebody looks at the counts of the filters
  /** @type {Hit[]} */
  all = [];
  /** @type {Map<string, number>} */
  prior = new Map();
  /** @param {URL} folder where the index lies @param {number} [attempt] browsers keep a module that failed to load */
  constructor(folder, attempt = 0) {
    this.folder = folder;
    this.attempt = attempt;
  }

  /** Load the search. Rejects when it cannot be loaded. */
  ready() {
    this.loading ??= this.load();
    return this.loading;
  }

  async load() {
    const again = this.attempt ? `?again=${this.attempt}` : "";
    const [pagefind, vocabulary, facets] = await Promise.all([
      import(new URL(`pagefind.js${again}`, this.folder).href),
      json(new URL("words.json", this.folder)),
      json(new URL("facets.json", this.folder)),
    ]);
    await pagefind.options({
      basePath: this.folder.pathname,
      baseUrl: "/",
      ranking: { pageLength: 0, termFrequency: 0.2, termSaturation: 1.2, termSimilarity: 4 },
    });
    await pagefind.init();
    this.pagefind = pagefind;
    this.vocabulary = vocabulary;
    this.known = new Set(vocabulary);
    this.facets = facets;
    this.all = (await pagefind.search(EVERY, { sort: { links: "desc" } })).results;
    this.prior = new Map(this.all.map((hit, place) => [hit.id, place]));
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
        /** @type {{results: Hit[]}} */
        const { results } = await this.pagefind.search(EVERY, { filters: { [name]: value } });
        found[name].set(value, new Set(results.map((hit) => hit.id)));
      }),
    );
    return found;
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
    const found = typed.length
      ? await this.ranked(mended)
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
        if (!runsOn(word) || (await this.hits(letters(word))).length) return [word];
        const found = segments(word).filter((part) => [...part].length > 1);
        return found.length ? found : [word];
      }),
    );
    return parts.flat();
  }

  /**
   * Return the word, or the nearest known one if it does not occur at all.
   * @param {string} word
   */
  async mend(word) {
    if (runsOn(word)) return word;
    if (word.length < 4 || /\d/.test(word) || this.familiar(word) || (await this.occurs(word)))
      return word;
    return nearest(word, this.vocabulary) ?? word;
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
   * Whether a word occurs: the vocabulary is bounded, and Pagefind falls back to a beginning of the word.
   * @param {string} word
   */
  async occurs(word) {
    const [first] = await this.hits(word);
    return first !== undefined && flat((await first.data()).content).includes(word);
  }

  /**
   * What holds a word; nothing if it does not occur.
   * @param {string} word
   */
  async holding(word) {
    if (runsOn(word)) return this.hits(letters(word));
    return this.familiar(word) || (await this.occurs(word)) ? this.hits(word) : [];
  }

  /** @param {string} text @returns {Promise<Hit[]>} */
  async hits(text) {
    return (await this.pagefind.search(text)).results;
  }

  /**
   * The practices that have a title or keyword, or a part of one.
   * @param {string} word
   * @param {number} share
   */
  async named(word, share) {
    return { share, hits: await this.hits(word) };
  }

  /** @param {string[]} all */
  async ranked(all) {
    const meaning = all.filter((word) => !FILLER.has(word));
    const searched = [...new Set(meaning.length ? meaning : all)];
    const found = await Promise.all(
      searched.map(async (text) => ({ text, hits: await this.holding(text) })),
    );
    const named = await Promise.all(
      phrases(all).flatMap((phrase) => [
        this.named(key(phrase), share(phrase, all)),
        this.named(key(phrase, true), share(phrase, all) * PART),
      ]),
    );
    const quotes = all.length > 2 && !all.some(runsOn) ? await this.hits(`"${all.join(" ")}"`) : [];
    const order = rank(found, named, quotes, this.prior);
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
  const sum = (list) => list.reduce((total, word) => total + (FILLER.has(word) ? 0.2 : 1), 0);
  return sum(phrase) / sum(all);
}

const ENDINGS = /^(?:e?s|e?d|e?rs?|ing|ings|e|ly|ment|ion|ions|y|ies|ied)?$/;

/**
 * Whether two words differ in their endings only, as in "coached" and "coaching".
 * @param {string} one
 * @param {string} other
 */
function sameStem(one, other) {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  return same >= 4 && ENDINGS.test(one.slice(same)) && ENDINGS.test(other.slice(same));
}

/** @param {URL} address */
async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address.pathname}: ${answer.status}`);
  return answer.json();
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
