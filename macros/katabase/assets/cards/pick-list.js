// The list of all cards on the deck page: filtered by the data, a part of it at a time.

import { part } from "../page.js";
import { plural, say } from "../words.js";

const STEP = 40;
const MOST = 100; // cards that are added at once: what somebody might want to print

export class PickList {
  /**
   * @param {{list: HTMLElement, said: HTMLElement, more: HTMLElement, all: HTMLElement}} parts
   * @param {import("../catalogue/data.js").CatalogueData} data
   * @param {import("./known-cards.js").KnownCards} known knows how many practices there are and
   *   which have no card, and learns the titles of the cards that were seen
   */
  constructor(parts, data, known) {
    const { practices, without } = known.index;
    this.parts = parts;
    this.data = data;
    this.known = known;
    /** @type {number[]} places of the cards that fit */
    this.places = [];
    this.shown = 0;
    this.turn = {}; // the latest question to the data
    /** @type {(id: string) => boolean} */
    this.ticked = () => false;
    const none = new Set(without);
    this.all = [...Array(practices).keys()].filter((place) => !none.has(place));
  }

  /**
   * Shows the cards that fit.
   * @param {string[]} words folded
   * @param {import("../catalogue/data.js").Chosen} chosen
   * @param {(id: string) => boolean} ticked
   */
  async show(words, chosen, ticked) {
    const turn = {};
    this.turn = turn;
    this.ticked = ticked;
    const filtered = words.length > 0 || Object.values(chosen).some((values) => values.length);
    const fitting = filtered ? new Set((await this.data.find(chosen, words)).found) : null;
    if (turn !== this.turn) return;
    this.places = fitting ? this.all.filter((place) => fitting.has(place)) : this.all;
    this.shown = STEP;
    await this.draw(turn);
  }

  async grow() {
    const first = this.parts.list.children.length;
    this.shown += STEP;
    try {
      await this.draw(this.turn);
    } catch (error) {
      this.shown -= STEP;
      throw error;
    }
    this.parts.list.children[first]?.querySelector("input")?.focus();
  }

  /** @param {object} turn */
  async draw(turn) {
    const rows = await this.data.rows(this.places.slice(0, this.shown));
    if (turn !== this.turn) return;
    this.parts.list.replaceChildren(...rows.map((row) => this.choice(row)));
    this.parts.more.hidden = this.places.length <= this.shown;
    this.parts.all.hidden = !this.places.length || this.places.length > MOST;
    this.parts.all.textContent = say("Add all %(number)s", { number: this.places.length });
    this.parts.said.textContent = plural(
      "%(number)s of %(num)s card",
      "%(number)s of %(num)s cards",
      this.all.length,
      {
        number: this.places.length,
      },
    );
  }

  /** @returns {Promise<string[]>} the ids of all cards that fit, those not drawn yet included */
  async ids() {
    const rows = await this.data.rows(this.places);
    return rows.map((row) => this.learn(row));
  }

  /** @param {HTMLElement} row */
  learn(row) {
    const id = row.dataset.ref ?? "";
    const title = part(row, ".kb-listing__title", HTMLElement);
    const spoken = row.querySelector(".kb-listing__title[lang], .kb-listing__title [lang]");
    const language = spoken?.getAttribute("lang") ?? "";
    this.known.learnt(id, { title: title.textContent, language });
    return id;
  }

  /** @param {HTMLElement} row */
  choice(row) {
    const id = this.learn(row);
    const title = document.createElement("bdi");
    title.textContent = this.known.title(id);
    title.lang = this.known.languages.get(id) ?? "";
    const node = document.createElement("li");
    node.className = row.className;
    const box = Object.assign(document.createElement("input"), {
      type: "checkbox",
      name: "card",
      value: id,
    });
    box.checked = this.ticked(id);
    const [kind] = part(row, ".kb-meta", HTMLElement).textContent.split(" · ");
    const sort = Object.assign(document.createElement("span"), {
      className: "kb-kind",
      textContent: kind,
    });
    const label = document.createElement("label");
    label.append(box, " ", title, " ", sort);
    node.append(label);
    return node;
  }
}
