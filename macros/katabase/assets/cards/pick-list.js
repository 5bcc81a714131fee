// The list of all cards on the deck page: filtered from the shelf, a part of it at a time.

const STEP = 40;

export class PickList {
  /**
   * @param {{list: HTMLElement, said: HTMLElement, more: HTMLElement}} parts
   * @param {import("../library/shelf.js").Shelf} shelf
   * @param {{practices: number, without: number[]}} index how many practices there are, and
   *   the places of those that have no card
   */
  constructor(parts, shelf, { practices, without }) {
    this.parts = parts;
    this.shelf = shelf;
    this.titles = new Map(); // of the cards that were seen, by id
    const none = new Set(without);
    this.all = [...Array(practices).keys()].filter((place) => !none.has(place));
  }

  /**
   * Shows the cards that fit.
   * @param {{text: string, kind: string, role: string}} wanted
   * @param {(id: string) => boolean} ticked
   */
  async show({ text, kind, role }, ticked) {
    const turn = (this.turn = {});
    this.ticked = ticked;
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = { kind: kind ? [kind] : [], role: role ? [role] : [] };
    const filtered = words.length || kind || role;
    const fitting = filtered ? new Set((await this.shelf.find(chosen, words)).found) : null;
    if (turn !== this.turn) return;
    this.places = fitting ? this.all.filter((place) => fitting.has(place)) : this.all;
    this.shown = STEP;
    await this.draw(turn);
  }

  async grow() {
    const first = this.parts.list.children.length;
    this.shown += STEP;
    await this.draw(this.turn);
    this.parts.list.children[first]?.querySelector("input").focus();
  }

  async draw(turn) {
    const rows = await this.shelf.rows(this.places.slice(0, this.shown));
    if (turn !== this.turn) return;
    this.parts.list.replaceChildren(...rows.map((row) => this.choice(row)));
    this.parts.more.hidden = this.places.length <= this.shown;
    this.parts.said.textContent = `${this.places.length} of ${this.all.length} cards`;
  }

  choice(row) {
    const id = row.dataset.ref;
    const title = row.querySelector(".kb-listing__title").textContent;
    this.titles.set(id, title);
    const node = document.createElement("li");
    node.className = row.className;
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "card", value: id });
    box.checked = this.ticked(id);
    const [kind] = row.querySelector(".kb-meta").textContent.split(" · ");
    const sort = Object.assign(document.createElement("span"), { className: "kb-kind", textContent: kind });
    const label = document.createElement("label");
    label.append(box, ` ${title} `, sort);
    node.append(label);
    return node;
  }
}
