// The search: a dialog that loads nothing before it is opened. "/" opens it, arrow keys
// move through the results, Escape closes it. Without it, its link leads to the catalogue.

const MOST = 8; // results shown at once
const root = () => document.body.dataset.kbRoot;

class Search extends HTMLElement {
  connectedCallback() {
    this.attempt = 0;
    this.turn = 0;
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
      const typing = event.target.closest?.(
        "input:not([type=checkbox]), textarea, select, [contenteditable], dialog",
      );
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        this.open();
      }
    });
    const query = new URLSearchParams(location.search).get("search");
    if (query !== null) this.open(query);
  }

  async open(query = "") {
    this.dialog ?? this.build();
    const before = document.activeElement;
    this.before =
      before && before !== document.body && !this.dialog.contains(before) ? before : this.opener;
    if (!this.dialog.open) this.dialog.showModal();
    this.input.focus();
    if (query) this.input.value = query;
    if (!this.selects) this.status.textContent = "Loading the search …";
    await this.find();
  }

  /** Load the search once; after a failure the next call tries again. */
  ready() {
    // Browsers keep a module that failed to load: another address makes them try again.
    const again = this.attempt ? `?again=${this.attempt}` : "";
    this.loading ??= import(`../search/finder.js${again}`)
      .then(({ Finder }) => {
        this.finder = new Finder(new URL("search/", root()), this.attempt);
        return this.finder.ready();
      })
      .then(() => this.filters())
      .catch((error) => {
        this.loading = undefined;
        this.attempt += 1;
        throw error;
      });
    return this.loading;
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
      <ol class="kb-dialog__results"></ol>
      <button type="button" class="kb-button" hidden>Show more</button>`;
    document.body.append(dialog);
    this.dialog = dialog;
    this.input = dialog.querySelector("input");
    this.status = dialog.querySelector(".kb-dialog__status");
    this.results = dialog.querySelector("ol");
    this.filterBox = dialog.querySelector("details");
    this.more = dialog.querySelector("ol + button");
    this.input.addEventListener("input", () => this.find());
    this.more.addEventListener("click", async () => {
      const before = this.results.children.length;
      await this.find(before + MOST);
      this.results.children[before]?.querySelector("a").focus();
    });
    this.results.addEventListener("click", (event) => {
      // A place on the same page: the dialog would stay in front of it.
      if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey)
        dialog.close();
    });
    dialog.addEventListener("keydown", (event) => this.keys(event));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => this.before.focus());
  }

  filters() {
    this.selects = this.finder.facets.map((facet) => {
      const label = document.createElement("label");
      const select = document.createElement("select");
      select.name = facet.name;
      select.append(new Option("Any", ""));
      for (const choice of facet.choices) {
        select.append(new Option(`${choice.label} (${choice.count})`, choice.value));
      }
      label.append(
        Object.assign(document.createElement("span"), { textContent: facet.label }),
        select,
      );
      this.filterBox.querySelector("div").append(label);
      select.addEventListener("change", () => this.find());
      return select;
    });
  }

  chosen() {
    const pairs = this.selects
      .filter((select) => select.value)
      .map((select) => [select.name, select.value]);
    this.filterBox.querySelector("summary span").textContent = pairs.length
      ? `(${pairs.length})`
      : "";
    return Object.fromEntries(pairs);
  }

  /** Show what is found for the present query and filters. */
  find(most = MOST) {
    const turn = this.turn + 1;
    this.pending = this.answer(most).catch((error) => {
      if (turn !== this.turn) return; // the reader has typed on
      console.warn("The search is not available:", error);
      this.clear();
      this.status.textContent =
        "The search could not be loaded. Are you offline? Type again to try once more, or use the catalogue.";
      this.dialog.dataset.shown = this.input.value.trim();
    });
    return this.pending;
  }

  async answer(most) {
    const turn = (this.turn += 1);
    const joined = Boolean(this.loading); // somebody else's attempt, perhaps from before the network was back
    await this.ready().catch((error) => {
      if (!joined || turn !== this.turn) throw error;
      return this.ready();
    });
    if (turn !== this.turn) return; // the reader has typed on
    const query = this.input.value.trim();
    const filters = this.chosen();
    const idle = !query && !Object.keys(filters).length;
    const answer = await this.finder.find(query, filters, idle ? 0 : most);
    if (turn !== this.turn) return;
    this.counts(answer.counts);
    if (idle) this.clear();
    else this.show(answer, query);
    this.dialog.dataset.shown = query;
  }

  clear() {
    this.results.replaceChildren();
    this.more.hidden = true;
    this.status.textContent = "";
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
    this.more.hidden = answer.total <= answer.results.length;
    const number = answer.total === 1 ? "1 result" : `${answer.total} results`;
    const shown =
      answer.total > answer.results.length ? `, the first ${answer.results.length} shown` : "";
    if (!answer.total) {
      this.status.textContent = "No result. Try another word, or clear a filter.";
    } else if (answer.corrected) {
      const better = button(answer.corrected, () => this.take(answer.corrected));
      this.status.replaceChildren("Did you mean ", better, `? ${number}${shown}.`);
    } else {
      this.status.textContent = number + shown;
    }
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
      this.pending?.then(() => this.results.querySelector("a")?.click()); // typed faster than found
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
