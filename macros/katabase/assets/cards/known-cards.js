// What the site tells of its cards: the index, titles, ready decks, and what became of a
// card that was renamed, retired or taken away.

/** @typedef {{ids: string[], note: string, waiting: string | null}} Found the cards to choose,
 *   what there is to say about the others, and the ready deck that did not arrive */

/** It is not there; any other failure only means that it did not arrive. */
class Gone extends Error {}

export class KnownCards {
  /** @param {string} root address of the site */
  static async load(root) {
    return new KnownCards(root, await json(`${root}cards/index.json`));
  }

  constructor(root, index) {
    this.root = root;
    this.index = index;
    this.titles = new Map(); // of the cards that were seen, by id
    this.decks = new Map(); // the ready decks that were opened: their ids, by id
  }

  title(id) {
    return this.titles.get(id) ?? id;
  }

  ready(deck) {
    return this.index.decks.find((one) => one.id === deck);
  }

  /** Returns the ready deck that holds just these cards in this order, if it was opened. */
  deck_of(ids) {
    const list = ids.join(",");
    return [...this.decks].find(([, known]) => known.join(",") === list)?.[0];
  }

  /** @returns {string} address of a card's PDF */
  file(id, size) {
    const [kind, name] = id.split("/");
    const middle = size === this.index.sizes[0].id ? "" : `.${size}`;
    return `${this.root}cards/${this.index.folders[kind]}/${name}${middle}.pdf`;
  }

  /**
   * Opens a ready deck.
   * @param {string[]} otherwise the choice if the deck does not arrive
   * @returns {Promise<Found>}
   */
  async open(deck, otherwise) {
    try {
      if (!this.decks.has(deck)) await this.learn(deck);
      return { ids: [...this.decks.get(deck)], note: "", waiting: null };
    } catch (error) {
      if (error instanceof Gone) return { ids: otherwise, note: no_deck(deck), waiting: null };
      return { ids: otherwise, note: "", waiting: deck };
    }
  }

  async learn(deck) {
    const { cards } = await json(this.root + this.ready(deck).file);
    for (const card of cards) this.titles.set(card.id, card.title);
    this.decks.set(
      deck,
      cards.map((card) => card.id),
    );
  }

  /**
   * Finds what became of cards. One that did not arrive stays in the choice, without a title.
   * @param {string[]} ids
   * @returns {Promise<Found>}
   */
  async find(ids) {
    const found = await Promise.all(ids.map((id) => this.become(id)));
    const gone = unique(found.flatMap((one) => one.gone ?? []));
    const retired = unique(found.flatMap((one) => one.retired ?? []));
    const lost = gone.length ? [`No longer in this library: ${gone.join(", ")}.`] : [];
    const note = [...lost, ...retired].join(" ");
    return { ids: unique(found.flatMap((one) => one.id ?? [])), note, waiting: null };
  }

  /** @returns {Promise<{id?: string, gone?: string, retired?: string}>} */
  async become(id) {
    if (this.titles.has(id)) return { id };
    const [kind, name = "", ...more] = id.split("/");
    const named = Object.hasOwn(this.index.folders, kind) && /^[a-z0-9-]+$/.test(name);
    if (!named || more.length) return { gone: id };
    try {
      const facts = await json(`${this.root}cards/${this.index.folders[kind]}/${name}.json`);
      if (facts.moved) return this.become(facts.moved);
      if (facts.retired) return { retired: farewell(facts) };
      this.titles.set(id, facts.title);
      return { id };
    } catch (error) {
      return error instanceof Gone ? { gone: id } : { id };
    }
  }
}

export function no_deck(id) {
  return `There is no ready deck "${id}".`;
}

export function unique(list) {
  return [...new Set(list)];
}

function farewell({ title, successor_title }) {
  return successor_title
    ? `"${title}" is retired; use "${successor_title}".`
    : `"${title}" is retired.`;
}

async function json(url) {
  const answer = await fetch(url);
  if (answer.status === 404 || answer.status === 410) throw new Gone(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}
