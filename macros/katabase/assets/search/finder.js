// Finds practices: Pagefind for the index, a vocabulary for typing errors. No page parts.
import { nearest } from "./nearest.js";

/** @typedef {{title: string, address: string}} Place a question or item within a page */
/** @typedef {{title: string, summary: string, kind: string, minutes: string, address: string, places: Place[]}} Result */
/** @typedef {{results: Result[], total: number, counts: object, corrected?: string, suggestion?: string}} Answer */

const FILLER = new Set(
  ("a about am an and are as at be been by can could did do does for from had has have how i if in into is it its " +
    "me my of on or our out should so than that the their them then there they this to us was we were what when " +
    "where which who why will with would you your").split(" "),
);
const FEW = 3; // below this many results, practices that hold only some of the words are added

export class Finder {
  /** @param {URL} folder where the index lies */
  constructor(folder) {
    this.folder = folder;
  }

  /** Load the search. Rejects when it cannot be loaded. */
  ready() {
    this.loading ??= this.load();
    return this.loading;
  }

  async load() {
    const [pagefind, words, facets] = await Promise.all([
      import(new URL("pagefind.js", this.folder).href),
      fetch(new URL("words.json", this.folder)).then((answer) => answer.json()),
      fetch(new URL("facets.json", this.folder)).then((answer) => answer.json()),
    ]);
    await pagefind.options({
      basePath: this.folder.pathname,
      baseUrl: "/",
      ranking: { pageLength: 0, termFrequency: 0.2, termSaturation: 1.2, termSimilarity: 4 },
    });
    await pagefind.init();
    this.pagefind = pagefind;
    this.words = words;
    this.known = new Set(words);
    this.facets = facets;
  }

  /**
   * Find what a reader looks for.
   * @param {string} query
   * @param {Record<string, string>} filters
   * @param {number} most
   * @returns {Promise<Answer>}
   */
  async find(query, filters, most) {
    const words = significant(query);
    const mended = words.map((word) => this.mend(word));
    const wrong = mended.some((word, index) => word !== words[index]);
    const found = await this.search(mended, query, filters);
    const results = await Promise.all(found.hits.slice(0, most).map(async (hit) => toResult(await hit.data())));
    const answer = { results, total: found.hits.length, counts: found.counts };
    if (wrong && found.hits.length) answer.corrected = mended.join(" ");
    return answer;
  }

  /** Return the word, or the nearest known one if nothing begins like it. */
  mend(word) {
    if (word.length < 4 || this.known.has(word) || /\d/.test(word)) return word;
    if (this.words.some((other) => other.startsWith(word) || sameStem(word, other))) return word;
    return nearest(word, this.words) ?? word;
  }

  async search(words, query, filters) {
    const all = await this.pagefind.search(words.join(" ") || query || null, { filters });
    if (all.results.length >= FEW || words.length < 2) return { hits: all.results, counts: all.filters };
    const each = await Promise.all(words.map((word) => this.pagefind.search(word, { filters })));
    return { hits: merge(all.results, each.map((one) => one.results)), counts: all.results.length ? all.filters : each[0].filters };
  }
}

/** The words of a query that carry meaning; all of them if none does. */
function significant(query) {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu) ?? [];
  const kept = words.filter((word) => !FILLER.has(word));
  return kept.length ? kept : words;
}

function sameStem(one, other) {
  const short = Math.max(4, Math.min(one.length, other.length) - 1);
  return Math.abs(one.length - other.length) <= 3 && one.slice(0, short) === other.slice(0, short);
}

/** Results that hold all words first, then those that hold most, by the sum of their scores. */
function merge(first, lists) {
  const seen = new Set(first.map((hit) => hit.id));
  const scores = new Map();
  for (const list of lists) {
    const best = list[0]?.score || 1;
    for (const hit of list) {
      const entry = scores.get(hit.id) ?? { hit, words: 0, score: 0 };
      entry.words += 1;
      entry.score += hit.score / best;
      scores.set(hit.id, entry);
    }
  }
  const rest = [...scores.values()].filter(({ hit }) => !seen.has(hit.id));
  rest.sort((one, other) => other.words - one.words || other.score - one.score);
  return [...first, ...rest.map(({ hit }) => hit)];
}

/** @returns {Result} */
function toResult(data) {
  const places = data.sub_results
    .filter((sub) => /#(?:q|i|step-|stage-)\d+$/.test(sub.url))
    .sort((one, other) => weight(other) - weight(one))
    .slice(0, 2)
    .map((sub) => ({ title: sub.title, address: sub.url.replace(/^\//, "") }));
  const { title, summary, kind, minutes } = data.meta;
  return { title, summary: summary ?? "", kind: kind ?? "", minutes: minutes ?? "", places, address: data.url.replace(/^\//, "") };
}

function weight(sub) {
  return sub.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0);
}
