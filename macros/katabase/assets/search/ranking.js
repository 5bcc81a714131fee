// Orders what the index finds for each word of a query, by meaning: a title or keyword
// that the reader typed as a whole comes first, then the rare words of the query. A large
// library finds a common word in thousands of pages, so all is kept in rows of numbers.

/**
 * Pages by their numbers, and how much each is what was looked for.
 * @typedef {{pages: ArrayLike<number>, scores: ArrayLike<number>}} Hits
 */
/** @typedef {{hits: Hits, weight: number}} Found what the index finds for one word; weight: how
 *   much such a word says, from 0 to 1 */
/**
 * By page: cover: the share of the query's meaning that it holds; named: how much of the
 * query is a title, a keyword or a quotation there; worth: of each word of the query.
 * @typedef {{found: number[], score: Float64Array, cover: Float64Array, named: Float64Array, worth: number[]}} Ranked
 */

/** @type {Hits} */
export const NONE = { pages: [], scores: [] };
export const NAME = [10, 8]; // how much a title says, and a keyword

const PHRASE = 1.2; // a whole title or keyword, against 1 for all words anywhere
const QUOTE = 0.8; // the query word for word in a text
const SAID = 0.8; // a sentence that people are known to type who need it
const TOLD = 1.5; // all that they are known to type, taken together
const FLAT = 0.7; // twice the words are not twice the meaning
const ANY = 0.15; // a word anywhere in a page, against 1 where the page is about it
const PAGE = 0.6; // a page about practices comes after the practices
const ASKED = 1.5; // of the kind that the question names
const LINKED = 0.12; // many practices lead here
const OWN = 0.7; // how much of a sentence the query should say, against how much of the query it says
const ENOUGH = 3; // words of a query: one of fewer words is a name more than a need
const OFTEN = 1.5; // so many sentences with a word say half of what all sentences with it could say
const EVEN = 0.7; // among many sentences a rare word is chance more than among few
const LEAST = 0.2; // less in common is chance

/**
 * How much a word says: the fewer practices hold it, the more.
 * @param {Found} found
 * @param {number} total
 */
function worth(found, total) {
  return found.weight * Math.log(1 + total / Math.max(1, found.hits.pages.length));
}

/**
 * What people are known to type who need a page, by the sentences that are like the query; about:
 * of every page, which share of the query stands in all its sentences together.
 * @typedef {Hits & {about: ArrayLike<number>}} Said
 */

/**
 * What people are known to type who need a page, held against a query. The best sentence of each
 * page counts, by what both say against what the sentence says and what the query says; and all
 * sentences of the page, by how many have each word.
 * @param {{worth: number, hits: Hits}[]} asked the words of the query: how much each tells pages
 *   apart, the numbers of the sentences in which it stands, and how alike what stands there is
 * @param {{own: ArrayLike<number>, page: (sentence: number) => number}} sentences how much each
 *   says, and the page that it leads to
 * @param {number} pages how many there are
 * @param {boolean} only whether the words of the query stand in such sentences only
 * @returns {Said}
 */
export function alike(asked, sentences, pages, only) {
  const { own, page } = sentences;
  const few = only ? 1 : Math.min(1, asked.length / ENOUGH);
  const whole = asked.reduce((sum, { worth }) => sum + worth, 0);
  const same = row(own);
  for (const { worth, hits } of asked) {
    for (let place = 0; place < hits.pages.length; place += 1)
      same[hits.pages[place]] += worth * hits.scores[place];
  }
  const best = new Float32Array(pages);
  for (const { hits } of asked) {
    for (let place = 0; place < hits.pages.length; place += 1) {
      const sentence = hits.pages[place];
      const all = OWN * own[sentence] + (1 - OWN) * whole;
      const value = few * Math.min(1, same[sentence] / all);
      same[sentence] = 0; // looked at
      if (value < LEAST) continue;
      const at = page(sentence);
      if (value > best[at]) best[at] = value;
    }
  }
  return { ...hits(best), about: together(asked, page, pages, few) };
}

/**
 * Which share of a query stands in all sentences of each page together.
 * @param {{worth: number, hits: Hits}[]} asked
 * @param {(sentence: number) => number} page
 * @param {number} pages
 * @param {number} few how much the query says, since it has few words
 */
function together(asked, page, pages, few) {
  const about = new Float32Array(pages);
  const often = new Float32Array(pages);
  const whole = asked.reduce((sum, { worth }) => sum + worth ** EVEN, 0);
  for (const { worth, hits } of asked) {
    for (let place = 0; place < hits.pages.length; place += 1)
      often[page(hits.pages[place])] += hits.scores[place];
    const part = (few * worth ** EVEN) / whole;
    for (let place = 0; place < hits.pages.length; place += 1) {
      const at = page(hits.pages[place]);
      about[at] += (part * often[at]) / (often[at] + OFTEN);
      often[at] = 0; // looked at
    }
  }
  return about;
}

/**
 * @param {Found[]} words the words that carry meaning, each searched by itself
 * @param {{share: number, hits: Hits}[]} phrases titles and keywords; share of the query that each covers
 * @param {Hits} quotes pages that hold the whole query word for word
 * @param {Said} said practices for which people are known to type something alike: how alike, up to 1
 * @param {{pages: number, practices: number}} size how many there are; a practice to which more
 *   lead has a smaller number, hand-written pages have the last ones
 * @param {ArrayLike<number>} asked practices of the kinds that the question names
 * @returns {Ranked}
 */
export function rank(words, phrases, quotes, said, size, asked) {
  const total = size.practices;
  const [score, cover, named] = [0, 1, 2].map(() => new Float64Array(size.pages));
  const all = words.map((word) => worth(word, total));
  const sum = all.reduce((one, other) => one + other, 0) || 1;
  for (const [at, { hits }] of words.entries()) {
    const part = all[at] / sum;
    const strength = strengths(hits);
    for (let place = 0; place < hits.pages.length; place += 1) {
      const page = hits.pages[place];
      cover[page] += part;
      score[page] += part * (ANY + (1 - ANY) * strength[place]);
    }
  }
  /**
   * Add the best value that each page has, once.
   * @param {{hits: Hits, values: ArrayLike<number>}[]} lists
   * @param {number} weight
   */
  const add = (lists, weight) => {
    const best = new Float64Array(size.pages);
    for (const { hits, values } of lists) {
      for (let place = 0; place < hits.pages.length; place += 1) {
        const page = hits.pages[place];
        const more = values[place] - best[page];
        if (more <= 0) continue;
        best[page] += more;
        score[page] += weight * more;
        named[page] = Math.max(named[page], best[page]);
      }
    }
  };
  add(
    phrases.map(({ share, hits }) => ({
      hits,
      values: strengths(hits).map((strength) => share * (0.6 + 0.4 * strength)),
    })),
    PHRASE,
  );
  add([{ hits: quotes, values: strengths(quotes).map((strength) => 0.6 + 0.4 * strength) }], QUOTE);
  add([{ hits: said, values: said.scores }], SAID);
  const found = [];
  for (let page = 0; page < size.pages; page += 1) {
    if (!cover[page] && !named[page]) continue;
    found.push(page);
    score[page] += TOLD * said.about[page];
    if (page < total) score[page] += LINKED * (1 - page / total);
    else score[page] *= PAGE;
  }
  for (let place = 0; place < asked.length; place += 1) score[asked[place]] *= ASKED;
  return { found, score, cover, named, worth: all.map((one) => one / sum) };
}

/**
 * The first of some pages, best first.
 * @param {number[]} pages
 * @param {ArrayLike<number>} score of each page
 * @param {number} most
 */
export function best(pages, score, most) {
  /** @type {number[]} */
  const first = [];
  if (!most) return first;
  for (const page of pages) {
    if (first.length === most && score[page] <= score[first[most - 1]]) continue;
    let at = first.length;
    while (at && score[first[at - 1]] < score[page]) at -= 1;
    first.splice(at, 0, page);
    if (first.length > most) first.pop();
  }
  return first;
}

/** @type {WeakMap<Hits, Float32Array>} what a word was found to hold is asked for with every key */
const known = new WeakMap();

/** The score of each hit against the best one, flattened. @param {Hits} hits */
function strengths(hits) {
  const { scores } = hits;
  const kept = known.get(hits);
  if (kept) return kept;
  let most = 0;
  for (let place = 0; place < scores.length; place += 1) most = Math.max(most, scores[place]);
  const found = new Float32Array(scores.length);
  for (let place = 0; place < scores.length; place += 1)
    found[place] = scores[place] === most ? 1 : (scores[place] / most) ** FLAT;
  known.set(hits, found);
  return found;
}

/** @type {WeakMap<ArrayLike<number>, Float32Array>} */
const rows = new WeakMap();

/**
 * A row of zeros beside another row, of which each user leaves zeros: a large library has half a
 * million sentences, and a row of them for each word would take longer than the words.
 * @param {ArrayLike<number>} beside
 */
export function row(beside) {
  const known = rows.get(beside) ?? new Float32Array(beside.length);
  rows.set(beside, known);
  return known;
}

/**
 * What stands in some lists, each with its score; what stands in several has that of the first.
 * @param {[score: number, list: number[]][]} lists
 * @param {Float32Array} zeros
 * @returns {Hits}
 */
export function firstOf(lists, zeros) {
  /** @type {number[]} */
  const pages = [];
  for (const [score, list] of lists) {
    for (const each of list) {
      if (!zeros[each]) pages.push(each);
      zeros[each] ||= score;
    }
  }
  const scores = Float32Array.from(pages, (each) => zeros[each]);
  for (const each of pages) zeros[each] = 0;
  return { pages, scores };
}

/** Distances as the numbers themselves. @param {number[]} gaps */
export function sums(gaps) {
  let sum = 0;
  return gaps.map((gap) => {
    sum += gap;
    return sum;
  });
}

/**
 * What was found, as hits. @param {Float32Array} scores of each page, 0 for those that were not
 * @returns {Hits}
 */
export function hits(scores) {
  const pages = [];
  for (let page = 0; page < scores.length; page += 1) if (scores[page]) pages.push(page);
  return { pages, scores: Float32Array.from(pages, (page) => scores[page]) };
}
