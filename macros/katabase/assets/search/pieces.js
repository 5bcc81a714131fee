// The index of a large library: Pagefind's, in pieces that are loaded as they are needed.

import { flat } from "./folding.js";
import { EVERY, key, letters } from "./phrases.js";

/** @typedef {import("./ranking.js").Hit} Hit */
/** @typedef {import("./finder.js").Index} Index */

// More practices than this, and to look where words stand side by side takes Pagefind seconds
// of a phone's time, for all of these words at once; the names that are a phrase are keys.
const MANY = 2000;

/** @implements {Index} */
export class Pieces {
  total = 0; // practices

  /**
   * @param {URL} folder where it lies
   * @param {any} pagefind its own module
   * @param {import("./finder.js").Facet[]} facets
   * @param {string[]} vocabulary words of the library, the most important first
   */
  constructor(folder, pagefind, facets, vocabulary) {
    this.folder = folder;
    this.pagefind = pagefind;
    this.facets = facets;
    this.vocabulary = vocabulary;
  }

  /**
   * @param {URL} folder where the index lies
   * @param {number} attempt browsers keep a module that failed to load
   */
  static async load(folder, attempt) {
    const again = attempt ? `?again=${attempt}` : "";
    const [pagefind, vocabulary, facets] = await Promise.all([
      import(new URL(`pagefind.js${again}`, folder).href),
      json(new URL("words.json", folder)),
      json(new URL("facets.json", folder)),
    ]);
    await pagefind.options({
      basePath: folder.pathname,
      baseUrl: "/",
      ranking: { pageLength: 0, termFrequency: 0.2, termSaturation: 1.2, termSimilarity: 4 },
    });
    await pagefind.init();
    return new Pieces(folder, pagefind, facets, vocabulary);
  }

  /** @returns {Promise<Hit[]>} */
  async every() {
    const { results } = await this.pagefind.search(EVERY, { sort: { links: "desc" } });
    this.total = results.length;
    return results;
  }

  /**
   * @param {string} name
   * @param {string} value
   * @returns {Promise<Hit[]>}
   */
  async having(name, value) {
    return (await this.pagefind.search(EVERY, { filters: { [name]: value } })).results;
  }

  /** @param {string} word */
  word(word) {
    return this.search(word);
  }

  /** @param {string} word */
  run(word) {
    return this.search(letters(word));
  }

  /** @param {string[]} phrase @param {boolean} part */
  named(phrase, part) {
    return this.search(key(phrase, part));
  }

  /** @param {string[]} all */
  async quoted(all) {
    return this.total > MANY ? [] : this.search(`"${all.join(" ")}"`);
  }

  /** Words of that are words of the page here: nothing tells where one ends. */
  async said() {
    return [];
  }

  /**
   * The vocabulary is bounded, and Pagefind falls back to a beginning of the word.
   * @param {string} word
   */
  async occurs(word) {
    const [first] = await this.search(word);
    return first !== undefined && flat((await first.data()).content).includes(word);
  }

  /** @param {string} word */
  held(word) {
    return this.occurs(word);
  }

  async practices() {
    const { practices } = await json(new URL("../api/v1/practices.json", this.folder));
    // What is data there is a name of a kind here.
    return practices.map((/** @type {{kind: string}} */ each) => ({
      ...each,
      room: each.kind,
      kind: "",
    }));
  }

  /** @param {string} text @returns {Promise<Hit[]>} */
  async search(text) {
    return (await this.pagefind.search(text)).results;
  }
}

/** @param {URL} address */
async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address.pathname}: ${answer.status}`);
  return answer.json();
}
