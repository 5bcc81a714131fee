// The deck page: pick cards, choose size and paper, get one PDF, made in this browser from
// the site's ready-made cards. The choice lives in the address; how far this printer
// shifts is a matter of the device and stays on it.

import { one_by_one, on_sheets } from "../cards/impose.js";

const SHIFTS = "katabase-card-shifts";
const CHOICES = { size: "", paper: "a4", sides: "duplex" };

class Deck extends HTMLElement {
  async connectedCallback() {
    this.root = document.body.dataset.kbRoot;
    this.form = this.querySelector("form");
    this.status = this.querySelector("[data-role=status]");
    try {
      const answer = await fetch(`${this.root}cards/index.json`);
      if (!answer.ok) throw new Error(String(answer.status));
      this.index = await answer.json();
    } catch {
      this.say("The list of cards could not be loaded. Every practice's page has its card as well.");
      return;
    }
    this.cards = new Map(this.index.cards.map((card) => [card.id, card]));
    this.say("");
    this.fill();
    this.read();
    this.show();
    this.form.hidden = false;
    this.form.addEventListener("input", (event) => this.changed(event.target));
    this.form.addEventListener("click", (event) => this.clicked(event.target.closest("button")));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.make();
    });
    addEventListener("popstate", () => {
      this.read();
      this.show();
    });
  }

  say(text) {
    this.status.textContent = text;
  }

  part(name) {
    return this.querySelector(`[data-role=${name}]`);
  }

  /** Puts what the index holds into the form: decks, facets, sizes, cards. */
  fill() {
    CHOICES.size = this.index.sizes[0].id;
    this.part("decks").append(...this.index.decks.map((deck) => button(`${deck.title} (${deck.cards.length})`, { deck: deck.id })));
    for (const size of this.index.sizes) this.form.elements.size.append(new Option(size.label, size.id));
    for (const paper of this.index.papers) this.form.elements.paper.append(new Option(paper.label, paper.id));
    const kinds = new Set(this.index.cards.map((card) => card.kind));
    const roles = new Set(this.index.cards.flatMap((card) => card.roles));
    for (const kind of kinds) this.form.elements.kind.append(new Option(words(kind), kind));
    for (const role of roles) this.form.elements.role.append(new Option(words(role), role));
    this.part("cards").append(...this.index.cards.map(choice));
  }

  /** Takes the choice from the address, and the shifts from the device. */
  read() {
    const query = new URLSearchParams(location.search);
    const deck = this.index.decks.find((one) => one.id === query.get("deck"));
    const named = (query.get("cards") ?? "").split(",").filter(Boolean);
    this.chosen = (deck?.cards ?? named).filter((id) => this.cards.has(id));
    const unknown = named.filter((id) => !this.cards.has(id));
    if (unknown.length) this.say(`No longer in this library: ${unknown.join(", ")}.`);
    for (const [name, usual] of Object.entries(CHOICES)) {
      const field = this.form.elements[name];
      field.value = query.get(name) ?? usual;
      if (!field.value) field.value = usual;
    }
    const shifts = stored_shifts();
    for (const name of ["front-x", "front-y", "back-x", "back-y"]) this.form.elements[name].value = shifts[name] ?? 0;
  }

  write() {
    const query = new URLSearchParams();
    const list = this.chosen.join(",");
    const deck = this.index.decks.find((one) => one.cards.join(",") === list);
    if (deck) query.set("deck", deck.id);
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
    if (["q", "kind", "role"].includes(field.name)) this.filter();
    else {
      this.write();
      this.show();
    }
  }

  clicked(target) {
    if (!target) return;
    const { deck, up, remove, clear } = target.dataset;
    if (deck) this.chosen = [...this.index.decks.find((one) => one.id === deck).cards];
    else if (up) this.move_up(up);
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

  filter() {
    const { q, kind, role } = this.form.elements;
    const wanted = q.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const node of this.part("cards").children) {
      const card = this.cards.get(node.dataset.id);
      const text = `${card.title} ${card.summary} ${card.id}`.toLowerCase();
      node.hidden = !(
        wanted.every((word) => text.includes(word)) &&
        (!kind.value || card.kind === kind.value) &&
        (!role.value || card.roles.includes(role.value))
      );
      shown += node.hidden ? 0 : 1;
    }
    this.part("shown").textContent = `${shown} of ${this.cards.size} cards`;
  }

  /** Shows the choice: ticks, the ordered list, how many sheets it takes. */
  show() {
    const chosen = new Set(this.chosen);
    for (const box of this.part("cards").querySelectorAll("input")) box.checked = chosen.has(box.value);
    this.part("chosen").replaceChildren(...this.chosen.map((id, at) => chosen_row(this.cards.get(id), at)));
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
    this.filter();
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
    const card = this.cards.get(id);
    const answer = await fetch(this.root + card.files[this.form.elements.size.value]);
    if (!answer.ok) throw new Error(`the card "${card.title}" did not arrive (${answer.status})`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  impose(files) {
    const { size, paper, sides } = this.form.elements;
    const title = this.chosen.length === 1 ? this.cards.get(this.chosen[0]).title : `${this.chosen.length} practice cards`;
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

function words(value) {
  const text = value.replaceAll("-", " ");
  return text[0].toUpperCase() + text.slice(1);
}

function choice(card) {
  const node = document.createElement("li");
  node.dataset.id = card.id;
  node.className = `kb-${card.kind}`;
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "card", value: card.id });
  const kind = Object.assign(document.createElement("span"), { className: "kb-kind", textContent: words(card.kind) });
  const label = document.createElement("label");
  label.append(box, ` ${card.title} `, kind);
  node.append(label);
  return node;
}

function chosen_row(card, at) {
  const node = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = card.title;
  const up = button("↑", { up: card.id });
  up.setAttribute("aria-label", `Move ${card.title} up`);
  up.disabled = at === 0;
  const remove = button("×", { remove: card.id });
  remove.setAttribute("aria-label", `Remove ${card.title}`);
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
