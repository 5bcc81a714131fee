// The search: a dialog that loads nothing before it is opened. "/" opens it, arrow keys
// move through the results, Escape closes it. Without it, its link leads to the catalogue.
import { Finder } from "../search/finder.js";

const MOST = 8;
const root = () => document.body.dataset.kbRoot;

class Search extends HTMLElement {
  connectedCallback() {
    this.opener = this.querySelector("a");
    this.opener.role = "button";
    this.opener.setAttribute("aria-haspopup", "dialog");
    this.opener.setAttribute("aria-keyshortcuts", "/");
    this.opener.addEventListener("click", (event) => {
      event.preventDefault();
      this.open();
    });
    this.opener.addEventListener("keydown", (event) => {
      if (event.key === " ") {
        event.preventDefault();
        this.open();
      }
    });
    addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        this.open();
      }
    });
    const query = new URLSearchParams(location.search).get("search");
    if (query !== null) this.open(query);
  }

  async open(query) {
    this.dialog ?? this.build();
    if (!this.dialog.open) this.dialog.showModal();
    this.input.focus();
    this.finder ??= new Finder(new URL("search/", root()));
    try {
      await this.finder.ready();
    } catch (error) {
      this.status.textContent = "The search could not be loaded. Are you offline? The catalogue works too.";
      console.warn(error);
      this.finder = undefined;
      return;
    }
    this.filters();
    if (query) this.input.value = query;
    if (this.input.value) this.find();
  }

  build() {
    const dialog = document.createElement("dialog");
    dialog.className = "kb-dialog md-typeset";
    dialog.setAttribute("aria-label", "Search");
    dialog.innerHTML = `
      <form method="dialog" class="kb-dialog__bar" role="search">
        <input type="search" class="kb-dialog__input" aria-label="Search practices and questions"
          placeholder="Search practices and questions" autocomplete="off" autocapitalize="off" spellcheck="false">
        <button class="kb-button" value="close">Close</button>
      </form>
      <details class="kb-dialog__filters"><summary>Filter <span></span></summary><div></div></details>
      <p class="kb-dialog__status" role="status"></p>
      <ol class="kb-dialog__results"></ol>`;
    document.body.append(dialog);
    this.dialog = dialog;
    this.input = dialog.querySelector("input");
    this.status = dialog.querySelector(".kb-dialog__status");
    this.results = dialog.querySelector("ol");
    this.filterBox = dialog.querySelector("details");
    this.input.addEventListener("input", () => this.find());
    dialog.addEventListener("keydown", (event) => this.keys(event));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => this.opener.focus());
  }

  filters() {
    if (this.selects) return;
    this.selects = this.finder.facets.map((facet) => {
      const label = document.createElement("label");
      const select = document.createElement("select");
      select.name = facet.name;
      select.append(new Option(`${facet.label}: any`, ""));
      for (const choice of facet.choices) {
        select.append(new Option(`${choice.label} (${choice.count})`, choice.value));
      }
      label.append(Object.assign(document.createElement("span"), { textContent: facet.label }), select);
      this.filterBox.querySelector("div").append(label);
      select.addEventListener("change", () => this.find());
      return select;
    });
  }

  chosen() {
    const pairs = this.selects.filter((select) => select.value).map((select) => [select.name, select.value]);
    this.filterBox.querySelector("summary span").textContent = pairs.length ? `(${pairs.length})` : "";
    return Object.fromEntries(pairs);
  }

  async find() {
    const query = this.input.value.trim();
    const filters = this.chosen();
    const turn = (this.turn = (this.turn ?? 0) + 1);
    if (!query && !Object.keys(filters).length) {
      this.results.replaceChildren();
      this.status.textContent = "";
      return;
    }
    const answer = await this.finder.find(query, filters, MOST);
    if (turn !== this.turn) return; // the reader has typed on
    this.counts(answer.counts);
    this.show(answer, query);
  }

  counts(counts) {
    for (const select of this.selects) {
      const facet = this.finder.facets.find((each) => each.name === select.name);
      [...select.options].slice(1).forEach((option, index) => {
        const choice = facet.choices[index];
        option.textContent = `${choice.label} (${counts[facet.name]?.[choice.value] ?? 0})`;
      });
    }
  }

  show(answer, query) {
    this.results.replaceChildren(...answer.results.map(resultNode));
    const number = answer.total === 1 ? "1 result" : `${answer.total} results`;
    const shown = answer.total > answer.results.length ? `, the first ${answer.results.length} shown` : "";
    if (answer.corrected) {
      this.status.replaceChildren(`${number} for `, button(answer.corrected, () => this.take(answer.corrected)), shown,
        `. Nothing is called "${query}".`);
    } else {
      this.status.replaceChildren(answer.total ? `${number}${shown}` : "No result. Try another word, or clear a filter.");
      if (answer.suggestion) {
        this.status.append(" Did you mean ", button(answer.suggestion, () => this.take(answer.suggestion)), "?");
      }
    }
    this.dataset.shown = query;
    this.dialog.dataset.shown = query;
  }

  take(query) {
    this.input.value = query;
    this.input.focus();
    this.find();
  }

  keys(event) {
    if (!["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
    const links = [...this.results.querySelectorAll("a")];
    const index = links.indexOf(document.activeElement);
    if (event.key === "Enter") {
      if (document.activeElement !== this.input) return;
      event.preventDefault();
      links[0]?.click();
      return;
    }
    if (event.target.localName === "select" || !links.length) return;
    event.preventDefault();
    const next = index + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? this.input : links[Math.min(next, links.length - 1)]).focus();
  }
}

function button(text, action) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = "kb-link";
  node.textContent = text;
  node.addEventListener("click", action);
  return node;
}

function element(name, className, text) {
  return Object.assign(document.createElement(name), { className, textContent: text });
}

/** @param {import("../search/finder.js").Result} result */
function resultNode(result) {
  const item = document.createElement("li");
  const link = element("a", "kb-dialog__title", result.title);
  link.href = new URL(result.address, root()).href;
  const meta = [result.kind, result.minutes && `${result.minutes} min`].filter(Boolean).join(" · ");
  item.append(link, element("span", "kb-kind", meta), element("p", "", result.summary));
  if (result.places.length) {
    const list = element("ul", "kb-dialog__places", "");
    for (const place of result.places) {
      const deep = element("a", "", place.title);
      deep.href = new URL(place.address, root()).href;
      const row = document.createElement("li");
      row.append(deep);
      list.append(row);
    }
    item.append(list);
  }
  return item;
}

customElements.define("kb-search", Search);
