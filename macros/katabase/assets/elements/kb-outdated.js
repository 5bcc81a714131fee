// The banner of an old version leads to the same page in the latest one, or to its home
// if that page is no more. It asks the server, not a list: so a practice that was renamed
// is found through its redirect, and no version must know how a later one lists its pages.

class Outdated extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest("a");
      if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      this.follow(link);
    });
  }

  /** @param {HTMLAnchorElement} link */
  async follow(link) {
    const page = new URL(link.href);
    const found = await fetch(page, { method: "HEAD" }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (!found) {
      location.assign(new URL(this.dataset.home ?? "", document.baseURI));
      return;
    }
    page.search = location.search;
    page.hash = location.hash;
    location.assign(page);
  }
}

customElements.define("kb-outdated", Outdated);
