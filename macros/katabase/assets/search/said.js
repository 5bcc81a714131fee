// What people type who need a practice and do not know its title: sentences in their own words,
// held against a query. No words in common means nothing in common, so a few neighbours count too.

import { beside } from "./field.js";
import { words } from "./folding.js";
import { FILLER } from "./light.js";
import { sameStem } from "./nearest.js";

const STEM = 0.9; // "coached" for "coaching"
const NEAR = 0.6; // what the field calls a word of every day
const OWN = 0.7; // how much of the sentence the query should say, against how much of the query it says
const FEW = 4; // a query of fewer words is a name more than a need
const LEAST = 0.2; // less is chance

export class Said {
  /** @param {string[][]} pages the sentences of each page */
  constructor(pages) {
    /** @type {{page: number, words: string[]}[]} */
    this.sentences = pages.flatMap((sentences, page) =>
      sentences.map((sentence) => ({ page, words: telling(words(sentence)) })),
    );
    /** @type {Map<string, Set<number>>} the pages whose sentences have a word */
    this.pages = new Map();
    for (const { page, words } of this.sentences) {
      for (const word of words) this.pages.set(word, (this.pages.get(word) ?? new Set()).add(page));
    }
    this.total = pages.length;
    /** @type {Map<string, string[]>} what the field calls each of those words */
    this.beside = new Map([...this.pages.keys()].map((word) => [word, beside(word)]));
  }

  /** Whether a word stands in a sentence, or begins one of its words. @param {string} word */
  has(word) {
    for (const other of this.pages.keys()) if (other.startsWith(word)) return true;
    return false;
  }

  /**
   * How much a word tells pages apart.
   * @param {string} word
   */
  worth(word) {
    return Math.log(1 + this.total / (this.pages.get(word)?.size ?? 3));
  }

  /**
   * The pages of which a sentence is like the query: how alike the best one is, up to 1.
   * @param {string[]} all
   * @param {boolean} only whether the words stand in these sentences only
   * @returns {Map<number, number>}
   */
  like(all, only) {
    const asked = telling(all);
    const known = asked.map((word) => this.known(word));
    const few = only ? 1 : Math.min(1, asked.length / FEW);
    const whole = known.reduce((sum, { worth }) => sum + worth, 0);
    /** @type {Map<number, number>} */
    const best = new Map();
    for (const { page, words } of this.sentences) {
      let same = 0;
      for (const { worth, likeness } of known)
        same += worth * Math.max(0, ...words.map((word) => likeness.get(word) ?? 0));
      if (!same) continue;
      const own = words.reduce((sum, word) => sum + this.worth(word), 0);
      const alike = few * Math.min(1, same / (OWN * own + (1 - OWN) * whole));
      if (alike >= LEAST && alike > (best.get(page) ?? 0)) best.set(page, alike);
    }
    return best;
  }

  /**
   * A word of the query: what it tells, and how much each word of the sentences is like it.
   * @param {string} typed
   */
  known(typed) {
    const near = new Set(beside(typed));
    /** @type {Map<string, number>} */
    const likeness = new Map();
    for (const [word, other] of this.beside) {
      if (word === typed) likeness.set(word, 1);
      else if (sameStem(word, typed)) likeness.set(word, STEM);
      else if (near.has(word) || other.includes(typed)) likeness.set(word, NEAR);
    }
    const [closest] = [...likeness].sort((one, other) => other[1] - one[1]);
    return { worth: this.worth(closest?.[0] ?? typed), likeness };
  }
}

/** @param {string[]} all */
function telling(all) {
  return [...new Set(all.filter((word) => !FILLER.has(word)))];
}
