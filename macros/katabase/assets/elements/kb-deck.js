// The deck page: pick cards, choose size and paper, get one PDF, made in this browser from
// the site's ready-made cards. The choice lives in the address; how far this printer
// shifts is a matter of the device and stays on it.

import { one_by_one, on_sheets } from "../cards/impose.js";
import { PickList } from "../cards/pick-list.js";
import { Shelf } from "../library/shelf.js";

const UNLOADED = "That could not be loaded. Check the connection and try again.";
const SHIFTS = "katabase-card-shifts";
const CHOICES = { size: "", paper: "a4", sides: "duplex" };

const DECKS = 12; // shown at once; more of them are folded away

class Deck extends HTMLElement {
  async connectedCallback() {
    this.root = document.body.dataset.kbRoot;
    this.form = this.querySelector("form");
    this.status = this.querySelector("[data-role=status]");
    this.decks = new Map(); // the ready decks that were opened, by id
    try {
      this.index = await this.json("cards/index.json");
      const parts = { list: this.part("cards"), said: this.part("shown"), more: this.part("more") };
      this.picks = new PickList(parts, new Shelf(this.dataset), this.index);
      this.fill();
      await Promise.all([this.read(), this.filter()]);
    } catch {
      this.say("The list of cards could not be loaded. Every practice's page has its card as well.");
      return;
    }
    this.show();
    this.form.hidden = false;
    this.form.addEventListener("input", (event) => this.changed(event.target));
    this.form.addEventListener("click", (event) => this.clicked(event.target.closest("button")));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.make();
    });
    addEventListener("popstate", () => this.read().then(() => this.show()));
  }

  async json(path) {
    const answer = await fetch(this.root + path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  }

  say(text) {
    this.status.textContent = text;
  }

  part(name) {
    return this.querySelector(`[data-role=${name}]`);
  }

  /** Puts what the index holds into the form: decks and sizes. */
  fill() {
    CHOICES.size = this.index.sizes[0].id;
    const decks = this.index.decks.map((deck) => button(`${deck.title} (${deck.cards})`, { deck: deck.id }));
    this.part("decks").append(...decks.slice(0, DECKS));
    this.part("more-decks").append(...decks.slice(DECKS));
    this.part("more-decks").parentElement.hidden = decks.length <= DECKS;
    for (const size of this.index.sizes) this.form.elements.size.append(new Option(size.label, size.id));
    for (const paper of this.index.papers) this.form.elements.paper.append(new Option(paper.label, paper.id));
  }

  /** Takes the choice from the address, and the shifts from the device. */
  async read() {
    const query = new URLSearchParams(location.search);
    this.say("");
    this.chosen = await this.cards_of(query.get("deck"), (query.get("cards") ?? "").split(",").filter(Boolean));
    for (const [name, usual] of Object.entries(CHOICES)) {
      const field = this.form.elements[name];
      field.value = query.get(name) ?? usual;
      if (!field.value) field.value = usual;
    }
    const shifts = stored_shifts();
    for (const name of ["front-x", "front-y", "back-x", "back-y"]) this.form.elements[name].value = shifts[name] ?? 0;
  }

  /** The ids of a ready deck, or those of the named cards that exist. */
  async cards_of(deck, named) {
    if (this.index.decks.some((one) => one.id === deck)) return this.open(deck);
    const known = await Promise.all(named.map((id) => this.known(id)));
    const lost = named.filter((_, place) => !known[place]);
    if (lost.length) this.say(`No longer in this library: ${lost.join(", ")}.`);
    return named.filter((_, place) => known[place]);
  }

  /** Opens a ready deck: its ids. */
  async open(id) {
    if (!this.decks.has(id)) {
      const { cards } = await this.json(this.index.decks.find((one) => one.id === id).file);
      for (const card of cards) this.picks.titles.set(card.id, card.title);
      this.decks.set(id, cards.map((card) => card.id));
    }
    return [...this.decks.get(id)];
  }

  /** Learns the title of a card; false if there is no such card. */
  async known(id) {
    if (this.picks.titles.has(id)) return true;
    const [kind, name] = id.split("/");
    const folder = this.index.folders[kind];
    if (!folder || !/^[a-z0-9-]+$/.test(name ?? "")) return false;
    try {
      const card = await this.json(`cards/${folder}/${name}.json`);
      this.picks.titles.set(id, card.title);
      return true;
    } catch {
      return false;
    }
  }

  write() {
    const query = new URLSearchParams();
    const list = this.chosen.join(",");
    const [deck] = [...this.decks].find(([, ids]) => ids.join(",") === list) ?? [];
    if (deck) query.set("deck", deck);
    else if (list) query.set("cards", list);
    for (const [name, usual] of Object.entries(CHOICES)) {
      const value = this.form.elements[name].value;
      if (value !== usual) query.set(name, value);
    }
    const search = query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
    history.replaceState(null, "", search ? `?${search}` : location.pathname);
  }

  changed(field) {
    if (field.name === "card") {
      if (field.checked) this.chosen.push(field.value);
      else this.chosen = this.chosen.filter((id) => id !== field.value);
    }
    if (/^(front|back)-[xy]$/.test(field.name)) {
      store_shifts(this.form.elements);
      return;
    }
    if (["q", "kind", "role"].includes(field.name)) this.filter().catch(() => this.say(UNLOADED));
    else {
      this.write();
      this.show();
    }
  }

  async clicked(target) {
    if (!target) return;
    const { deck, up, remove, clear, role } = target.dataset;
    if (role === "more") {
      this.picks.grow().catch(() => this.say(UNLOADED));
      return;
    }
    if (deck) {
      try {
        this.chosen = await this.open(deck);
      } catch {
        this.say(UNLOADED);
        return;
      }
    } else if (up) this.move_up(up);
    else if (remove) this.chosen = this.chosen.filter((id) => id !== remove);
    else if (clear !== undefined) this.chosen = [];
    else return;
    this.write();
    this.show();
    // The list was drawn anew: keep the keyboard where it was, or on the list.
    const again = up && this.form.querySelector(`[data-up="${CSS.escape(up)}"]`);
    if (up || remove) (again || this.part("chosen")).focus();
  }

  move_up(id) {
    const at = this.chosen.indexOf(id);
    if (at > 0) this.chosen.splice(at - 1, 2, id, this.chosen[at - 1]);
  }

  async filter() {
    const { q, kind, role } = this.form.elements;
    const wanted = { text: q.value, kind: kind.value, role: role.value };
    await this.picks.show(wanted, (id) => this.chosen?.includes(id) ?? false);
  }

  /** Shows the choice: ticks, the ordered list, how many sheets it takes. */
  show() {
    const chosen = new Set(this.chosen);
    for (const box of this.part("cards").querySelectorAll("input")) box.checked = chosen.has(box.value);
    this.part("chosen").replaceChildren(...this.chosen.map((id, at) => chosen_row(id, this.picks.titles.get(id), at)));
    const { size, paper, sides } = this.form.elements;
    const on_paper = paper.value !== "none";
    sides.disabled = !on_paper;
    const sheet = this.index.sheets[`${size.value}/${paper.value}/${sides.value}`];
    const count = this.chosen.length;
    const cards = `${count} ${count === 1 ? "card" : "cards"}`;
    const sheets = sheet ? Math.ceil(count / sheet.cards) : 0;
    this.part("count").textContent = sheet && count ? `${cards} on ${sheets} ${sheets === 1 ? "sheet" : "sheets"}` : cards;
    this.part("make").disabled = count === 0;
    for (const link of this.querySelectorAll("[data-calibration]")) {
      link.href = `${this.root}cards/calibration-${link.dataset.calibration}.pdf`;
    }
    this.part("download").replaceChildren();
  }

  async make() {
    const button = this.part("make");
    button.disabled = true;
    try {
      const files = [];
      for (const id of this.chosen) {
        this.say(`Fetching card ${files.length + 1} of ${this.chosen.length}`);
        files.push(await this.fetch_card(id));
      }
      this.say("Placing the cards");
      this.offer(await this.impose(files));
    } catch (error) {
      this.say(`The PDF could not be made: ${error.message}. Check the connection and try again.`);
    }
    button.disabled = false;
  }

  async fetch_card(id) {
    const [kind, name] = id.split("/");
    const size = this.form.elements.size.value;
    const middle = size === this.index.sizes[0].id ? "" : `.${size}`;
    const answer = await fetch(`${this.root}cards/${this.index.folders[kind]}/${name}${middle}.pdf`);
    if (!answer.ok) throw new Error(`the card "${this.picks.titles.get(id)}" did not arrive (${answer.status})`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  impose(files) {
    const { size, paper, sides } = this.form.elements;
    const title = this.chosen.length === 1 ? this.picks.titles.get(this.chosen[0]) : `${this.chosen.length} practice cards`;
    if (paper.value === "none") return one_by_one(files, title);
    const sheet = this.index.sheets[`${size.value}/${paper.value}/${sides.value}`];
    const shifts = stored_shifts();
    return on_sheets(files, sheet, title, ["front", "back"].map((side) => ({
      x: Number(shifts[`${side}-x`] ?? 0),
      y: Number(shifts[`${side}-y`] ?? 0),
    })));
  }

  offer(bytes) {
    if (this.made) URL.revokeObjectURL(this.made);
    this.made = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
    const link = document.createElement("a");
    link.href = this.made;
    link.download = `cards-${this.form.elements.size.value}-${this.form.elements.paper.value}.pdf`;
    link.textContent = `Open the PDF (${Math.ceil(bytes.length / 1024)} KB)`;
    link.className = "kb-button";
    this.part("download").replaceChildren(link);
    this.say("The PDF is ready. Print it at 100 %, without scaling.");
    link.click();
    link.focus();
  }
}

function button(text, data) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = "kb-button";
  node.textContent = text;
  Object.assign(node.dataset, data);
  return node;
}

function chosen_row(id, title, at) {
  const node = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = title;
  const up = button("↑", { up: id });
  up.setAttribute("aria-label", `Move ${title} up`);
  up.disabled = at === 0;
  const remove = button("×", { remove: id });
  remove.setAttribute("aria-label", `Remove ${title}`);
  node.append(name, up, remove);
  return node;
}

/** @returns {Record<string, string>} millimetres by field; empty where nothing may be stored */
function stored_shifts() {
  try {
    return JSON.parse(localStorage.getItem(SHIFTS) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

function store_shifts(fields) {
  const shifts = {};
  for (const name of ["front-x", "front-y", "back-x", "back-y"]) {
    const value = Number(fields[name].value);
    if (Number.isFinite(value) && Math.abs(value) <= 20) shifts[name] = value;
  }
  try {
    localStorage.setItem(SHIFTS, JSON.stringify(shifts));
  } catch {
    // Without storage the shifts hold until the page is left.
  }
}

customElements.define("kb-deck", Deck);
