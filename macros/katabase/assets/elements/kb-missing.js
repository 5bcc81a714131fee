// On the page for a missing address: names the practices whose ids are most like it, and its form
// opens the search.
//
// It imports nothing: where the site's root is only guessed, the page loads a script by its hash,
// and a hash does not cover what the script would import.

/** @typedef {{id: string, title: string, address: string}} Known a practice */

const root = () => document.body.dataset.kbRoot ?? "";

class Missing extends HTMLElement {
  async connectedCallback() {
    if (!navigator.onLine) this.append(paragraph(this.dataset.offline ?? ""));
    const wanted = read(location.pathname.split("/").filter(Boolean).pop() ?? "");
    this.form(wanted.replace(/\.\w+$/, "").replaceAll(/[-_+]+/g, " "));
    if (!wanted) return;
    const answer = await fetch(new URL("api/v1/practices.json", root()));
    if (!answer.ok) return;
    /** @type {{practices: Known[]}} */
    const { practices } = await answer.json();
    const near = practices
      .map((practice) => ({ practice, score: likeness(wanted.toLowerCase(), practice.id) }))
      .filter(({ score }) => score > 0.45)
      .sort((one, other) => other.score - one.score)
      .slice(0, 3);
    if (!near.length) return;
    const list = document.createElement("ul");
    for (const { practice } of near) {
      const link = document.createElement("a");
      const address = new URL(practice.address, root()).href;
      if (!address.startsWith(root())) continue; // the root may be guessed, and the list somebody else's
      link.href = address;
      link.textContent = practice.title;
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    this.append(paragraph(this.dataset.lead ?? ""), list);
  }

  /**
   * The search, where it is to be had; else the form leads to the catalogue by itself.
   * @param {string} words what the address asked for
   */
  form(words) {
    const form = this.parentElement?.querySelector("form");
    const field = form?.querySelector("input");
    if (!form || !field) return;
    field.value ||= words.trim();
    form.addEventListener("submit", (event) => {
      const search = document.querySelector("kb-search");
      if (!search || !("open" in search) || !(search.open instanceof Function)) return;
      event.preventDefault();
      search.open(field.value);
    });
  }
}

/** @param {string} text */
function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

/**
 * Reads a part of an address; what is no escape stays as it is.
 * @param {string} part
 */
function read(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * Share of common letter pairs (Dice), between 0 and 1.
 * @param {string} one
 * @param {string} other
 */
function likeness(one, other) {
  /** @param {string} text */
  const pairs = (text) => new Set([...text].slice(1).map((char, index) => text[index] + char));
  const first = pairs(one);
  const second = pairs(other);
  const both = [...first].filter((pair) => second.has(pair)).length;
  return (2 * both) / (first.size + second.size || 1);
}

customElements.define("kb-missing", Missing);
