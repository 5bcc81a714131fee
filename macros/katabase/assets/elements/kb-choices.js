// The choices of a facet that has many of them: they are loaded when somebody opens it, scroll in
// a height of their own, and a field narrows them. `data-chosen` holds what is chosen. Its page
// hears of a choice as of any box.

import { choose_in, chosen_in } from "../catalogue/chosen.js";
import { part, root } from "../page.js";
import { flat } from "../search/folding.js";
import { plural, say } from "../words.js";

const STEP = 50; // boxes that are made at a time

/** @typedef {{value: string, text: string, node: Element, count: number}} Choice */

class Choices extends HTMLElement {
  static observedAttributes = ["data-chosen"];

  field = part(this, "input", HTMLInputElement);
  status = part(this, "[role=status]", HTMLElement);
  list = part(this, ".kb-choices__list", HTMLElement);
  more = Object.assign(document.createElement("button"), {
    type: "button",
    className: "kb-button",
    textContent: say("More choices"),
  });
  /** @type {Choice[] | undefined} */
  all;
  shown = STEP;
  ticking = false; // a box that was ticked stays where it is

  connectedCallback() {
    const fold = this.closest("details");
    fold?.addEventListener("toggle", () => fold.open && this.open());
    if (fold?.open) this.open();
    this.addEventListener("input", (event) => {
      if (event.target === this.field) {
        event.stopPropagation(); // nothing is chosen by it
        this.shown = STEP;
        if (this.all) this.draw();
        else this.open();
      } else if (event.target instanceof HTMLInputElement) this.ticked(event.target);
    });
    this.more.addEventListener("click", () => {
      const first = this.shown;
      this.shown += STEP;
      this.draw();
      this.list.querySelectorAll("input")[first]?.focus();
    });
  }

  attributeChangedCallback() {
    if (!this.all || this.ticking) return;
    if (!this.dataset.chosen) this.field.value = ""; // all was cleared
    this.draw();
  }

  get chosen() {
    return new Set(chosen_in(this));
  }

  /** @param {HTMLInputElement} box */
  ticked({ value, checked }) {
    const { chosen } = this;
    if (checked) chosen.add(value);
    else chosen.delete(value);
    this.ticking = true;
    choose_in(this, chosen);
    this.ticking = false;
  }

  async open() {
    if (this.all) return;
    try {
      const answer = await fetch(new URL(this.dataset.from ?? "", root()));
      if (!answer.ok) throw new Error(answer.statusText);
      this.all = read(await answer.json());
    } catch {
      this.status.textContent = `${say("The choices could not be loaded.")} ${say("Check the connection and try again.")}`;
      return;
    }
    const known = new Set(this.all.map(({ value }) => value));
    const left = [...this.chosen].filter((value) => known.has(value));
    if (left.length < this.chosen.size) {
      choose_in(this, left);
      this.dispatchEvent(new Event("input", { bubbles: true })); // the address named what is not there
    } else this.draw();
  }

  /** Show the choices that have every word of the field, what is chosen first. */
  draw() {
    const { chosen, all = [] } = this;
    const words = flat(this.field.value).split(/\s+/).filter(Boolean);
    const found = all.filter(({ text }) => words.every((word) => text.includes(word)));
    const first = found.filter(({ value }) => chosen.has(value));
    const sorted = [...first, ...found.filter(({ value }) => !chosen.has(value))];
    this.list.replaceChildren(
      ...sorted.slice(0, this.shown).map((choice) => this.row(choice, chosen.has(choice.value))),
    );
    if (sorted.length > this.shown) this.list.append(this.more);
    this.status.textContent = words.length
      ? plural("%(number)s of %(num)s choice", "%(number)s of %(num)s choices", all.length, {
          number: found.length,
        })
      : plural("%(num)s choice", "%(num)s choices", all.length);
    this.dispatchEvent(new Event("kb-drawn", { bubbles: true }));
  }

  /**
   * @param {Choice} choice
   * @param {boolean} checked
   */
  row({ value, node, count }, checked) {
    const row = Object.assign(document.createElement("label"), { className: "kb-choice" });
    const { name = "" } = this.dataset;
    const box = Object.assign(document.createElement("input"), {
      type: "checkbox",
      name,
      value,
      checked,
    });
    const number = Object.assign(document.createElement("span"), {
      className: "kb-count",
      textContent: String(count),
    });
    row.append(box, " ", node, " ", number);
    return row;
  }
}

/**
 * @param {{choices: [value: string, count: number][], labels: string}} data the labels are the
 *   package's own HTML, their texts escaped when it was made
 * @returns {Choice[]}
 */
function read({ choices, labels }) {
  const template = document.createElement("template");
  template.innerHTML = labels;
  const nodes = [...part(template.content, "p", HTMLElement).children];
  return choices.map(([value, count], place) => {
    const node = nodes[place];
    return { value, count, node, text: flat(node.textContent ?? "") };
  });
}

customElements.define("kb-choices", Choices);
