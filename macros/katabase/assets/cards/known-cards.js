// What the site tells of its cards: the index, titles, ready decks, and what became of a
// card that was renamed, retired or taken away.
import { SLUG } from "../page.js";
import { say } from "../words.js";

/**
 * @typedef {{id: string, label: string, one_each?: boolean}} Choice
 * @typedef {{id: string, title: string, cards: number, file: string}} ReadyDeck
 * @typedef {{sizes: Choice[], papers: Choice[], decks: ReadyDeck[],
 *   sheets: Record<string, import("./impose.js").Sheet>, folders: Record<string, string>,
 *   practices: number, without: number[]}} Index cards/index.json
 */

/** @typedef {{ids: string[], note: string, waiting: string | null}} Found the cards to choose,
 *   what there is to say about the others, and the ready deck that did not arrive */

/** It is not there; any other failure only means that it did not arrive. */
class Gone extends Error {}

const MOST = 250; // cards of a link: servers refuse longer addresses

export class KnownCards {
  /** @param {string} root address of the site */
  static async load(root) {
    return new KnownCards(root, await json(`${root}cards/index.json`));
  }

  /**
   * @param {string} root
   * @param {Index} index
   */
  constructor(root, index) {
    this.root = root;
    this.index = index;
    /** @type {Map<string, string>} of the cards that were seen, by id */
    this.titles = new Map();
    /** @type {Map<string, string>} the languages of their titles, as far as they are known */
    this.languages = new Map();
    /** @type {Map<string, string[]>} the ready decks that were opened: their ids, by id */
    this.decks = new Map();
  }

  /** @param {string} id */
  title(id) {
    return this.titles.get(id) ?? id;
  }

  /** @param {string | null} deck */
  ready(deck) {
    return this.index.decks.find((one) => one.id === deck);
  }

  /**
   * Returns the ready deck that holds just these cards in this order, if it was opened.
   * @param {string[]} ids
   */
  deck_of(ids) {
    const list = ids.join(",");
    return [...this.decks].find(([, known]) => known.join(",") === list)?.[0];
  }

  /**
   * @param {string} id
   * @param {string} size
   * @returns {string} address of a card's PDF
   */
  file(id, size) {
    const [kind, name] = id.split("/");
    const middle = size === this.index.sizes[0].id ? "" : `.${size}`;
    return `${this.root}cards/${this.index.folders[kind]}/${name}${middle}.pdf`;
  }

  /**
   * Opens a ready deck.
   * @param {string} deck
   * @param {string[]} otherwise the choice if the deck does not arrive
   * @returns {Promise<Found>}
   */
  async open(deck, otherwise) {
    try {
      const ids = this.decks.get(deck) ?? (await this.learn(deck));
      return { ids: [...ids], note: "", waiting: null };
    } catch (error) {
      if (error instanceof Gone) return { ids: otherwise, note: no_deck(deck), waiting: null };
      return { ids: otherwise, note: "", waiting: deck };
    }
  }

  /**
   * @param {string} deck
   * @returns {Promise<string[]>} its ids
   */
  async learn(deck) {
    const ready = this.ready(deck);
    if (!ready) throw new Gone(deck);
    /** @type {{cards: {id: string, title: string, language: string}[]}} */
    const { cards } = await json(this.root + ready.file);
    for (const card of cards) this.learnt(card.id, card);
    const ids = cards.map((card) => card.id);
    this.decks.set(deck, ids);
    return ids;
  }

  /**
   * @param {string} id
   * @param {{title: string, language: string}} card
   */
  learnt(id, { title, language }) {
    this.titles.set(id, title);
    this.languages.set(id, language);
  }

  /**
   * Finds what became of cards. One that did not arrive stays in the choice, without a title.
   * Each that is not known yet is a request: of an address that names more, the first are taken.
   * @param {string[]} named
   * @returns {Promise<Found>}
   */
  async find(named) {
    const unknown = named.filter((id) => !this.titles.has(id));
    const left = new Set(unknown.slice(MOST));
    const ids = named.filter((id) => !left.has(id));
    const found = await Promise.all(ids.map((id) => this.become(id)));
    const gone = unique(found.flatMap((one) => one.gone ?? []));
    const retired = unique(found.flatMap((one) => one.retired ?? []));
    const lost = gone.length
      ? [say("No longer in this library: %(cards)s.", { cards: gone.join(", ") })]
      : [];
    const many = left.size
      ? [
          say("A link can hold %(most)s cards; %(left)s more were left out.", {
            most: MOST,
            left: left.size,
          }),
        ]
      : [];
    const note = [...many, ...lost, ...retired].join(" ");
    return { ids: unique(found.flatMap((one) => one.id ?? [])), note, waiting: null };
  }

  /**
   * @param {string} id
   * @returns {Promise<{id?: string, gone?: string, retired?: string}>}
   */
  async become(id) {
    if (this.titles.has(id)) return { id };
    const [kind, name = "", ...more] = id.split("/");
    const named = Object.hasOwn(this.index.folders, kind) && SLUG.test(name);
    if (!named || more.length) return { gone: id };
    try {
      const facts = await json(`${this.root}cards/${this.index.folders[kind]}/${name}.json`);
      if (facts.moved) return this.become(facts.moved);
      if (facts.retired) return { retired: farewell(facts) };
      this.learnt(id, facts);
      return { id };
    } catch (error) {
      return error instanceof Gone ? { gone: id } : { id };
    }
  }
}

/** @param {string} id */
export function no_deck(id) {
  return say('There is no ready deck "%(id)s".', { id });
}

/** @param {string[]} list */
export function unique(list) {
  return [...new Set(list)];
}

/** @param {{title: string, successor_title?: string}} facts */
function farewell({ title, successor_title }) {
  return successor_title
    ? say('"%(title)s" is retired; use "%(other)s".', { title, other: successor_title })
    : say('"%(title)s" is retired.', { title });
}

/** @param {string} url */
async function json(url) {
  const answer = await fetch(url);
  if (answer.status === 404 || answer.status === 410) throw new Gone(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}
