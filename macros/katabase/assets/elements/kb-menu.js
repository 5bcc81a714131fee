// Opens the menu of a narrow screen by keyboard. The theme opens it with a label for a hidden
// checkbox, which no key reaches: a button takes the label's place and turns the checkbox.

import { part } from "../page.js";

class Menu extends HTMLElement {
  toggle = part(document, "#__drawer", HTMLInputElement);
  label = part(this, "label", HTMLLabelElement);
  button = document.createElement("button");

  connectedCallback() {
    this.button.type = "button";
    this.button.className = this.label.className;
    this.button.setAttribute("aria-label", this.dataset.label ?? "");
    this.button.append(...this.label.childNodes);
    this.button.addEventListener("click", () => this.turn(!this.toggle.checked));
    this.label.replaceWith(this.button);
    this.toggle.addEventListener("change", () => this.say());
    document.addEventListener("focusout", (event) => this.left(event));
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.toggle.checked) this.turn(false);
    });
    this.say();
  }

  /** The menu itself; another page brings its own. */
  get drawer() {
    return part(document, ".md-sidebar--primary", HTMLElement);
  }

  /** @param {boolean} open */
  turn(open) {
    this.set(open);
    if (open) this.first()?.focus();
    else this.button.focus();
  }

  /** @param {boolean} open */
  set(open) {
    this.toggle.checked = open;
    this.toggle.dispatchEvent(new Event("change"));
  }

  say() {
    for (const back of this.drawer.querySelectorAll(".md-nav .md-nav .md-nav__title")) {
      back.setAttribute("tabindex", "0");
      back.setAttribute("role", "button");
    }
    this.button.setAttribute("aria-expanded", String(this.toggle.checked));
  }

  /** @returns {HTMLElement | undefined} the first thing in the menu that a key reaches */
  first() {
    /** @type {NodeListOf<HTMLElement>} */
    const all = this.drawer.querySelectorAll("a, label[tabindex]");
    return [...all].find((node) => node.checkVisibility({ visibilityProperty: true }));
  }

  /**
   * The keyboard has left the menu, which covers the page: it closes.
   * @param {FocusEvent} event
   */
  left({ target, relatedTarget }) {
    if (!(target instanceof Node) || !this.drawer.contains(target)) return;
    if (!(relatedTarget instanceof Node) || this.drawer.contains(relatedTarget)) return;
    if (this.toggle.checked) this.set(false);
  }
}

customElements.define("kb-menu", Menu);
