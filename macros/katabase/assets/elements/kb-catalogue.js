// Filters the catalogue. The choice lives in the address, so that a view can be shared.
// Choices of one facet widen the result, different facets narrow it. Each count says how
// many practices a choice would leave together with the other facets.

class Catalogue extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.items = [...this.querySelectorAll(".kb-listing > li")].map((node) => ({
      node,
      text: `${node.textContent} ${node.dataset.words ?? ""}`.toLowerCase(),
    }));
    this.status = this.querySelector(".kb-result");
    this.form.hidden = false;
    this.read();
    this.apply();
    if (matchMedia("(min-width: 45em)").matches) {
      for (const facet of this.querySelectorAll(".kb-facet")) facet.open = true;
    }
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("reset", () => queueMicrotask(() => this.cleared()));
    addEventListener("popstate", () => {
      this.read();
      this.apply();
    });
  }

  /** Take the choice from the address. */
  read() {
    const query = new URLSearchParams(location.search);
    this.form.elements.q.value = query.get("q") ?? "";
    for (const box of this.boxes()) {
      box.checked = (query.get(box.name) ?? "").split(",").includes(box.value);
    }
  }

  boxes() {
    return [...this.form.querySelectorAll("input[type=checkbox]")];
  }

  /** @returns {Record<string, string[]>} the chosen values of each facet */
  chosen() {
    const found = {};
    for (const box of this.boxes()) {
      found[box.name] ??= [];
      if (box.checked) found[box.name].push(box.value);
    }
    return found;
  }

  changed() {
    const query = new URLSearchParams();
    const text = this.form.elements.q.value.trim();
    if (text) query.set("q", text);
    for (const [name, values] of Object.entries(this.chosen())) {
      if (values.length) query.set(name, values.join(","));
    }
    const search = query.toString().replaceAll("%2C", ",");
    history.replaceState(null, "", search ? `?${search}` : location.pathname);
    this.apply();
  }

  cleared() {
    for (const box of this.boxes()) box.checked = false;
    this.form.elements.q.value = "";
    this.changed();
  }

  apply() {
    const chosen = this.chosen();
    const words = this.form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const withText = this.items.filter((item) => words.every((word) => item.text.includes(word)));
    const shown = new Set(withText.filter((item) => matches(item.node, chosen)));
    for (const item of this.items) item.node.hidden = !shown.has(item);
    this.count(withText, chosen);
    const all = shown.size === this.items.length;
    const noun = this.items.length === 1 ? "practice" : "practices";
    this.status.textContent = all
      ? `${shown.size} ${noun}`
      : `${shown.size} of ${this.items.length} ${noun}` + (shown.size ? "" : ". Clear a filter to see more.");
  }

  count(items, chosen) {
    for (const box of this.boxes()) {
      const others = { ...chosen, [box.name]: [box.value] };
      const number = items.filter((item) => matches(item.node, others)).length;
      const label = box.closest("label");
      label.querySelector(".kb-count").textContent = String(number);
      label.classList.toggle("kb-choice--none", number === 0 && !box.checked);
    }
    for (const facet of this.querySelectorAll(".kb-facet")) {
      const number = chosen[facet.dataset.facet]?.length ?? 0;
      facet.querySelector(".kb-facet__chosen").textContent = number ? `(${number})` : "";
    }
  }
}

/** @param {HTMLElement} node @param {Record<string, string[]>} chosen */
function matches(node, chosen) {
  return Object.entries(chosen).every(([name, values]) => {
    if (!values.length) return true;
    const own = (node.dataset[name] ?? "").split(" ");
    return values.some((value) => own.includes(value));
  });
}

customElements.define("kb-catalogue", Catalogue);
