// The whole library in pieces: facts to filter by, words to find by, rows to show. A piece
// is loaded when it is needed, once; one that did not arrive is asked for again.

import { part, root } from "../page.js";

/** @typedef {Record<string, string[]>} Chosen the chosen values of each facet */
/** @typedef {{found: number[], counts: (name: string) => Record<string, number>}} Answer
 *   places in the order of the library; and how many practices each value of a facet would leave
 *   together with the other facets */
/** @typedef {Record<string, number[]>} Places where the practices stand that have each value */

export class CatalogueData {
  /** @param {DOMStringMap} data `pieces`: their folder below the site; `rows`: how many are a piece */
  constructor({ pieces = "", rows }) {
    this.folder = new URL(pieces, root());
    this.size = Number(rows);
    /** @type {Map<string, Promise<any>>} */
    this.pieces = new Map();
  }

  /** @param {string} name of a piece */
  piece(name) {
    if (!this.pieces.has(name)) {
      const loading = load(new URL(name, this.folder));
      loading.catch(() => this.pieces.delete(name));
      this.pieces.set(name, loading);
    }
    return this.pieces.get(name);
  }

  /**
   * Finds practices: one of the values in each facet that has any, and every word.
   * @param {Chosen} chosen
   * @param {string[]} words folded
   * @returns {Promise<Answer>}
   */
  async find(chosen, words) {
    const [{ total, facets }, texts] = await Promise.all([
      this.piece("facts.json"),
      words.length ? this.piece("words.json") : null,
    ]);
    const misses = new Uint8Array(total); // how many facets a practice does not fit
    /** @type {Record<string, Uint8Array>} */
    const missed = {}; // and which
    for (const [name, wanted] of Object.entries(chosen)) {
      const known = facets[name] ?? {};
      const values = wanted.filter((value) => Object.hasOwn(known, value)); // an address says anything
      if (!values.length) continue;
      missed[name] = misses_of(known, values, total);
      for (let place = 0; place < total; place += 1) misses[place] += missed[name][place];
    }
    const found = [];
    for (let place = 0; place < total; place += 1) {
      if (misses[place] > 1) continue;
      if (!words.every((word) => texts[place].includes(word)))
        misses[place] = 255; // not of any facet
      else if (!misses[place]) found.push(place);
    }
    return {
      found,
      counts: (name) => counts_of(facets[name] ?? {}, misses, missed[name]),
    };
  }

  /**
   * Returns fresh copies of rows as they stand on the site's pages.
   * @param {number[]} places
   * @returns {Promise<HTMLElement[]>}
   */
  async rows(places) {
    /** @param {number} place */
    const name = (place) => `rows-${Math.floor(place / this.size)}.json`;
    const pieces = await Promise.all(places.map((place) => this.piece(name(place))));
    return places.map((place, index) => row(pieces[index][place % this.size]));
  }
}

/** @param {URL} url */
async function load(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
  return answer.json();
}

/**
 * @param {Places} values
 * @param {string[]} wanted
 * @param {number} total
 */
function misses_of(values, wanted, total) {
  const misses = new Uint8Array(total).fill(1);
  for (const value of wanted) for (const place of values[value]) misses[place] = 0;
  return misses;
}

/**
 * How many practices of each value fit all facets but its own.
 * @param {Places} values
 * @param {Uint8Array} misses
 * @param {Uint8Array | undefined} own nothing is chosen of the facet if there is none
 * @returns {Record<string, number>}
 */
function counts_of(values, misses, own) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const [value, places] of Object.entries(values)) {
    let number = 0;
    for (const place of places) if (misses[place] === (own ? own[place] : 0)) number += 1;
    counts[value] = number;
  }
  return counts;
}

/**
 * The package's own HTML, its texts escaped when it was made; addresses are below the site.
 * @param {string} html
 * @returns {HTMLElement}
 */
function row(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const link of template.content.querySelectorAll("a")) {
    link.href = new URL(link.getAttribute("href") ?? "", root()).href;
  }
  return part(template.content, "*", HTMLElement);
}
