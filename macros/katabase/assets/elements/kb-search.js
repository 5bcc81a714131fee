// The search: a dialog that loads nothing before it is opened. "/" opens it, arrow keys
// move through the results, Escape closes it. Without it, its link leads to the catalogue.

import { part, root } from "../page.js";
import { forget, recent, remember } from "../recent.js";
import { plural, say } from "../words.js";

/**
 * @typedef {import("../search/finder.js").Finder} Finder
 * @typedef {import("../search/finder.js").Answer} Answer
 */

const MOST = 6; // results shown at once
const POPULAR = 4; // practices shown before anything is asked
const PAUSE = 150; // at most so many milliseconds after a key: what is typed in between is not asked for
const SOON = 50; // milliseconds of an answer for which nobody waits

const OTHERS = ["ranking", "language", "folding"]; // scripts that those of the search import

class Search extends HTMLElement {
  attempt = 0;
  turn = 0; // the latest question
  opener = part(this, "a", HTMLAnchorElement);
  /** @type {HTMLElement | undefined} where the keyboard was before the dialog opened */
  origin;
  /** @type {HTMLSelectElement[] | undefined} one a facet with few choices, once the search is loaded */
  selects;
  /** @type {ReturnType<typeof import("../search/many.js").long_facets> | undefined} the others */
  long;
  /** @type {Finder | undefined} */
  finder;
  /** @type {Promise<void> | undefined} */
  loading;
  /** @type {Promise<void> | undefined} the answer that is being looked for */
  pending;
  /** @type {ReturnType<typeof build> | undefined} */
  parts;
  /** @type {AbortController | undefined} ends what listens to the whole window */
  leaving;
  /** @type {ReturnType<typeof setTimeout> | undefined} the question that waits for a pause */
  waiting;
  pause = 0; // as long as the latest answer took, if that was not at once

  connectedCallback() {
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
    // Whoever comes near the field will open it.
    const warm = () => this.ready().catch(() => {});
    for (const sign of ["pointerenter", "pointerdown"])
      this.opener.addEventListener(sign, warm, { once: true });
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    const slash = (/** @type {KeyboardEvent} */ event) => {
      const on = event.target instanceof Element ? event.target : null;
      const typing = on?.closest(
        "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog",
      );
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        this.open();
      }
    };
    addEventListener("keydown", slash, { signal });
    remember();
    this.again();
    // The way back leads to what was found, also where the browser has kept the page as it was.
    addEventListener("pageshow", ({ persisted }) => persisted && this.again(), { signal });
    addEventListener("popstate", () => this.again(), { signal });
  }

  /** Opens with the question that the address holds. */
  again() {
    const query = new URLSearchParams(location.search).get("search");
    if (query !== null) this.open(query);
  }

  /**
   * Writes a question into the address, so that the way back leads to it, or takes it out.
   * @param {string} [query]
   */
  keep(query) {
    const url = new URL(location.href);
    if (query) url.searchParams.set("search", query);
    else url.searchParams.delete("search");
    history.replaceState(history.state, "", url);
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  /** The dialog and its parts, built when they are first needed. */
  get box() {
    if (!this.parts) {
      this.parts = build();
      this.listen(this.parts);
    }
    return this.parts;
  }

  async open(query = "") {
    const { dialog, input, status } = this.box;
    const before = document.activeElement;
    const elsewhere = before !== document.body && !dialog.contains(before);
    this.origin = before instanceof HTMLElement && elsewhere ? before : this.opener;
    if (!dialog.open) dialog.showModal();
    input.focus();
    if (query) input.value = query;
    if (!this.selects) status.textContent = say("Loading the search …");
    await this.find();
  }

  /** Load the search once; after a failure the next call tries again. */
  ready() {
    this.loading ??= this.load(this.attempt)
      .then((finder) => {
        this.finder = finder;
        this.selects = this.filters(finder);
      })
      .catch((error) => {
        this.loading = undefined;
        this.attempt += 1;
        throw error;
      });
    return this.loading;
  }

  /**
   * A small library's index is one file. What comes first is asked for at once, beside all scripts. A browser
   * that cannot unpack it takes the pieces.
   * @param {number} attempt
   * @returns {Promise<Finder>}
   */
  async load(attempt) {
    const folder = new URL("search/", root());
    const small = this.dataset.index === "whole" && "DecompressionStream" in window;
    const asked = fetch(new URL(small ? "whole.kbi" : "head.json", folder));
    asked.catch(() => {}); // it is said where it is waited for
    const scripts = `../${spelt("search", attempt)}/`;
    const [{ Finder }, index] = await Promise.all([
      import(`${scripts}finder.js`),
      small
        ? import(`${scripts}whole.js`).then(({ Whole }) => Whole.load(asked))
        : import(`${scripts}pieces.js`).then(({ Pieces }) => Pieces.load(folder, asked)),
      // all at once: a round trip less
      ...OTHERS.map((name) => import(`${scripts}${name}.js`)),
    ]);
    return new Finder(index);
  }

  /** @param {ReturnType<typeof build>} parts */
  listen({ dialog, input, results, more, filterBox }) {
    input.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.find(), this.finder ? this.pause : 0);
    });
    filterBox.addEventListener("toggle", () => this.counted());
    more.addEventListener("click", async () => {
      const before = results.children.length;
      await this.find(before + MOST);
      results.children[before]?.querySelector("a")?.focus();
    });
    results.addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      dialog.close("gone"); // a place on the same page: it would stay in front of it
      this.keep(link.pathname === location.pathname ? "" : input.value.trim());
    });
    dialog.addEventListener("keydown", (event) => this.keys(event));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "gone") this.keep();
      dialog.returnValue = "";
      this.origin?.focus();
    });
  }

  /** @param {Finder} finder */
  filters(finder) {
    const short = finder.facets.filter(({ from }) => !from);
    return short.map((facet) => {
      const label = document.createElement("label");
      const select = document.createElement("select");
      select.name = facet.name;
      select.append(new Option(say("Any"), ""));
      for (const choice of facet.choices) {
        select.append(new Option(`${choice.label} (${choice.count})`, choice.value));
      }
      label.append(
        Object.assign(document.createElement("span"), { textContent: facet.label }),
        select,
      );
      this.box.filters.append(label);
      select.addEventListener("change", () => this.find());
      return select;
    });
  }

  /** @returns {Record<string, string[]>} the chosen values of each facet that has any */
  chosen() {
    const selected = (this.selects ?? []).filter((select) => select.value);
    const pairs = [
      ...selected.map(({ name, value }) => [name, [value]]),
      ...(this.long?.chosen() ?? []),
    ];
    this.box.filtered.textContent = pairs.length ? `(${pairs.length})` : "";
    return Object.fromEntries(pairs);
  }

  /** The filters are open: only now it matters how many practices each would leave. */
  async counted() {
    await this.ready().catch(() => {});
    if (!this.finder || this.finder.counting) return;
    this.finder.counting = true;
    const long = this.finder.facets.filter(({ from }) => from);
    if (long.length) await this.unfold(long);
    await this.find();
  }

  /** @param {import("../search/finder.js").Facet[]} long */
  async unfold(long) {
    try {
      const { long_facets } = await import(`../${spelt("search", this.attempt)}/many.js`);
      this.long = long_facets(this.box.filters, long, () => this.find());
    } catch {
      this.attempt += 1;
      if (this.finder) this.finder.counting = false; // whoever opens the filters again, tries again
    }
  }

  /** Show what is found for the present query and filters. */
  find(most = MOST) {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    delete this.box.dialog.dataset.shown; // what stands there answers another question
    const turn = this.turn + 1;
    this.pending = this.answer(most).catch((error) => {
      if (turn !== this.turn) return; // the reader has typed on
      console.warn("The search is not available:", error);
      this.clear();
      this.box.status.textContent = say(
        "The search could not be loaded. Are you offline? Type again to try once more, or use the catalogue.",
      );
      this.box.dialog.dataset.shown = this.box.input.value.trim();
    });
    return this.pending;
  }

  /** @param {number} most */
  async answer(most) {
    this.turn += 1;
    const turn = this.turn;
    const joined = Boolean(this.loading); // somebody else's attempt, perhaps from before the network was back
    await this.ready().catch((error) => {
      if (!joined || turn !== this.turn) throw error;
      return this.ready();
    });
    if (turn !== this.turn || !this.finder) return; // the reader has typed on
    const query = this.box.input.value.trim();
    const filters = this.chosen();
    const idle = !query && !Object.keys(filters).length;
    const popular = idle ? await this.finder.popular(POPULAR) : [];
    const asked = performance.now();
    const answer = await this.finder.find(query, filters, idle ? 0 : most);
    const taken = performance.now() - asked;
    this.pause = taken < SOON ? 0 : Math.min(PAUSE, taken);
    if (turn !== this.turn) return;
    if (answer.counts) this.counts(answer.counts);
    if (idle) this.idle(popular);
    else if (answer.total || Object.keys(filters).length) this.show(answer);
    else await this.near(query, turn);
    if (turn !== this.turn) return;
    this.box.dialog.dataset.shown = query;
  }

  /**
   * Nothing is asked yet: where others begin.
   * @param {import("../search/finder.js").Result[]} popular
   */
  idle(popular) {
    this.clear();
    const roles = this.finder?.facets.find(({ name }) => name === "role")?.choices ?? [];
    const latest = recent();
    const groups = [
      group(say("Opened lately"), latest),
      group(say("Often needed"), popular),
      group(
        say("By role"),
        roles.map(({ value, label }) => ({ title: label, address: `roles/${value}/`, room: "" })),
      ),
    ].filter((each) => each.querySelector("a"));
    if (latest.length) {
      const none = button(say("Forget these"), () => {
        forget();
        groups[0].remove();
        this.box.input.focus();
      });
      groups[0].append(none);
    }
    this.box.results.replaceChildren(...groups);
  }

  /**
   * Nothing is found: the practices whose titles and summaries are most like the question.
   * @param {string} query
   * @param {number} turn
   */
  async near(query, turn) {
    const { nearPractices } = await import("../search/near.js");
    const near = nearPractices(query, (await this.finder?.index.practices()) ?? []);
    if (turn !== this.turn) return;
    if (near.length) this.box.results.replaceChildren(...near.map(resultNode));
    else this.idle((await this.finder?.popular(POPULAR)) ?? []);
    this.box.more.hidden = true;
    this.box.status.textContent = near.length
      ? say("No result. These practices are nearest:")
      : this.nothing();
  }

  /** What is said where nothing is near. */
  nothing() {
    return Object.keys(this.chosen()).length
      ? say("No result. Try another word, or clear a filter.")
      : say("No result. Try another word.");
  }

  clear() {
    this.box.results.replaceChildren();
    this.box.more.hidden = true;
    this.box.status.textContent = "";
  }

  /** @param {import("../search/finder.js").Counts} counts */
  counts(counts) {
    for (const { name, options } of this.selects ?? []) {
      const choices = this.finder?.facets.find((facet) => facet.name === name)?.choices ?? [];
      for (const [index, { label, value }] of choices.entries()) {
        const option = options[index + 1]; // the first one is "Any"
        if (option) option.textContent = `${label} (${counts[name]?.[value] ?? 0})`;
      }
    }
    this.long?.show(counts);
  }

  /** @param {Answer} answer */
  show(answer) {
    const { results, more, status } = this.box;
    const { corrected } = answer;
    results.replaceChildren(...answer.results.map(resultNode));
    more.hidden = answer.total <= answer.results.length;
    const number = plural("%(num)s result", "%(num)s results", answer.total);
    const first = say("the first %(number)s shown", { number: answer.results.length });
    const shown = answer.total > answer.results.length ? `, ${first}` : "";
    if (!answer.total) {
      status.textContent = this.nothing();
    } else if (answer.near) {
      status.textContent = say("No result. These practices are nearest:");
    } else if (corrected) {
      const better = button(corrected, () => this.take(corrected));
      const [before, after] = say("Did you mean %(word)s?", { word: "\0" }).split("\0");
      status.replaceChildren(before, better, `${after} ${number}${shown}.`);
    } else {
      status.textContent = number + shown;
    }
  }

  /** @param {string} query */
  take(query) {
    this.box.input.value = query;
    this.box.input.focus();
    this.find();
  }

  /** @param {KeyboardEvent} event */
  keys(event) {
    if (!["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
    const { input, filters, results } = this.box;
    if (event.target instanceof Node && filters.contains(event.target)) return;
    const links = [...results.querySelectorAll("a")];
    const index = links.findIndex((link) => link.matches(":focus"));
    if (event.key === "Enter") {
      if (document.activeElement !== input) return;
      event.preventDefault();
      if (!input.value.trim()) return;
      if (this.waiting) this.find();
      this.pending?.then(() => results.querySelector("a")?.click()); // typed faster than found
      return;
    }
    if (!links.length) return;
    event.preventDefault();
    const next = index + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? input : links[Math.min(next, links.length - 1)]).focus();
  }
}

/**
 * A name as it is written in addresses, in another way for each attempt. Browsers keep a module
 * that failed to load; under another address they ask for it again, and for all that it imports.
 * @param {string} name
 * @param {number} attempt
 */
function spelt(name, attempt) {
  return [...name]
    .map((letter, at) => ((attempt >> at) & 1 ? `%${letter.charCodeAt(0).toString(16)}` : letter))
    .join("");
}

function build() {
  const dialog = document.createElement("dialog");
  dialog.className = "kb-dialog md-typeset";
  dialog.setAttribute("aria-label", say("Search"));
  const asked = say("Search practices and questions"); // a phone has room for the first word
  dialog.innerHTML = `
    <form method="dialog" class="kb-dialog__bar" role="search">
      <input type="search" class="kb-dialog__input" aria-label="${asked}"
        placeholder="${say("Search")}" autocomplete="off" autocapitalize="off" spellcheck="false">
      <button class="kb-button" value="close">${say("Close")}</button>
    </form>
    <details class="kb-dialog__filters"><summary>${say("Filter")} <span></span></summary><div></div></details>
    <p class="kb-dialog__status" role="status"></p>
    <ol class="kb-dialog__results"></ol>
    <button type="button" class="kb-button" hidden>${say("Show more")}</button>`;
  document.body.append(dialog);
  return {
    dialog,
    input: part(dialog, "input", HTMLInputElement),
    filtered: part(dialog, "summary span", HTMLElement),
    filters: part(dialog, "details div", HTMLElement),
    filterBox: part(dialog, "details", HTMLElement),
    status: part(dialog, ".kb-dialog__status", HTMLElement),
    results: part(dialog, "ol", HTMLElement),
    more: part(dialog, "ol + button", HTMLElement),
  };
}

/**
 * @param {string} text
 * @param {() => void} action
 */
function button(text, action) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = "kb-link";
  node.textContent = text;
  node.addEventListener("click", action);
  return node;
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} className
 * @param {string} text
 */
function element(name, className, text) {
  return Object.assign(document.createElement(name), { className, textContent: text });
}

/**
 * Links under a heading, each with the sign of its kind.
 * @param {string} name
 * @param {{title: string, address: string, room: string, language?: string}[]} all
 */
function group(name, all) {
  const item = element("li", "kb-dialog__idle", "");
  item.append(element("h2", "kb-kind", name));
  for (const { title, address, room, language } of all) {
    const link = element("a", room && `kb-${room}`, title);
    link.href = new URL(address, root()).href;
    if (language) speak(link, language);
    item.append(link);
  }
  return item;
}

/** @param {import("../search/finder.js").Result} result */
function resultNode(result) {
  const item = element("li", result.room && `kb-${result.room}`, "");
  const title = element("h2", "kb-dialog__head", "");
  const link = element("a", "kb-dialog__title", result.title);
  title.append(link);
  link.href = new URL(result.address, root()).href;
  const meta = [result.kind, result.minutes && say("%(n)s min", { n: result.minutes })]
    .filter(Boolean)
    .join(" · ");
  const summary = element("p", "", result.summary);
  item.append(title, element("span", "kb-kind", meta), summary);
  const foreign = [link, summary];
  if (result.places.length) {
    const list = element("ul", "kb-dialog__places", "");
    for (const place of result.places) {
      const deep = element("a", "", place.title);
      deep.href = new URL(place.address, root()).href;
      const row = document.createElement("li");
      row.append(deep);
      list.append(row);
      foreign.push(deep);
    }
    item.append(list);
  }
  if (result.language) for (const node of foreign) speak(node, result.language);
  return item;
}

/**
 * Words in another language than the site's, read from the side of their own letters.
 * @param {HTMLElement} node
 * @param {string} language
 */
function speak(node, language) {
  node.lang = language;
  node.dir = "auto";
}

customElements.define("kb-search", Search);
