// Orders what the index finds for each word of a query, by meaning: a title or keyword
// that the reader typed as a whole comes first, then the rare words of the query.

/** @typedef {{id: string, score: number, data: () => Promise<any>}} Hit */
/** @typedef {{text: string, hits: Hit[], weight: number}} Found what the index finds for one word; weight: how
 *   much such a word says, from 0 to 1 */
/**
 * cover: the share of the query's meaning that the practice holds; named: how much of the
 * query is a title, a keyword or a quotation there.
 * @typedef {{id: string, score: number, cover: number, named: number, hits: {hit: Hit, worth: number}[]}} Ranked
 */

/** @typedef {(hit: Hit) => Ranked} Entry finds or begins what is known of a hit's practice */

const PHRASE = 1.2; // a whole title or keyword, against 1 for all words anywhere
const QUOTE = 0.8; // the query word for word in a text
const SAID = 1; // what people are known to type who need it
const FLAT = 0.7; // twice the words are not twice the meaning
const ANY = 0.15; // a word anywhere in a page, against 1 where the page is about it
const PAGE = 0.6; // a page about practices comes after the practices
const ASKED = 1.5; // of the kind that the question names
const LINKED = 0.12; // many practices lead here

/**
 * How much a word says: the fewer practices hold it, the more.
 * @param {Found} found
 * @param {number} total
 */
function worth(found, total) {
  return found.weight * Math.log(1 + total / Math.max(1, found.hits.length));
}

/**
 * @param {Found[]} words the words that carry meaning, each searched by itself
 * @param {{share: number, hits: Hit[]}[]} phrases titles and keywords; share of the query that each covers
 * @param {Hit[]} quotes practices that hold the whole query word for word
 * @param {Hit[]} said practices for which people are known to type something alike: how alike, up to 1
 * @param {Map<string, number>} prior place of each practice by the links that lead to it, 0 first; a
 *   hand-written page has none
 * @param {Set<string>} asked practices of the kinds that the question names
 * @returns {Ranked[]} best first
 */
export function rank(words, phrases, quotes, said, prior, asked) {
  const total = prior.size;
  /** @type {Map<string, Ranked>} */
  const found = new Map();
  /** @type {Entry} */
  const entry = (hit) => {
    const known = found.get(hit.id) ?? { id: hit.id, score: 0, cover: 0, named: 0, hits: [] };
    found.set(hit.id, known);
    return known;
  };
  const sum = words.reduce((all, word) => all + worth(word, total), 0) || 1;
  for (const word of words) {
    const part = worth(word, total) / sum;
    for (const { hit, strength } of strengths(word.hits)) {
      const one = entry(hit);
      one.cover += part;
      one.score += part * (ANY + (1 - ANY) * strength);
      one.hits.push({ hit, worth: part });
    }
  }
  addBest(
    phrases.flatMap(({ share, hits }) =>
      strengths(hits).map(({ hit, strength }) => ({ hit, value: share * (0.6 + 0.4 * strength) })),
    ),
    PHRASE,
    entry,
  );
  addBest(
    strengths(quotes).map(({ hit, strength }) => ({ hit, value: 0.6 + 0.4 * strength })),
    QUOTE,
    entry,
  );
  addBest(
    said.map((hit) => ({ hit, value: hit.score })),
    SAID,
    entry,
  );
  for (const one of found.values()) {
    const place = prior.get(one.id);
    if (place === undefined) one.score *= PAGE;
    else one.score += LINKED * (1 - place / total);
    if (asked.has(one.id)) one.score *= ASKED;
  }
  return [...found.values()].sort((one, other) => other.score - one.score);
}

/**
 * Add the best value that each practice has, once.
 * @param {{hit: Hit, value: number}[]} values
 * @param {number} weight
 * @param {Entry} entry
 */
function addBest(values, weight, entry) {
  const best = new Map();
  for (const { hit, value } of values)
    if (value > (best.get(hit.id)?.value ?? 0)) best.set(hit.id, { hit, value });
  for (const { hit, value } of best.values()) {
    const one = entry(hit);
    one.score += weight * value;
    one.named = Math.max(one.named, value);
    if (!one.hits.length) one.hits.push({ hit, worth: 0 });
  }
}

/** The score of each hit against the best one, flattened. @param {Hit[]} hits */
function strengths(hits) {
  const best = hits[0]?.score || 1;
  return hits.map((hit) => ({ hit, strength: (hit.score / best) ** FLAT }));
}
