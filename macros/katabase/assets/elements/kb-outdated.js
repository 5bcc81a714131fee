// The banner of an old version leads to the same page in the latest one, or to its home
// if that page is no more. It asks the server, not a list: so a practice that was renamed
// is found through its redirect, and no version must know how a later one lists its pages.
// The theme shows it on every version but the default one; some of those are newer.

import { root } from "../page.js";

class Outdated extends HTMLElement {
  connectedCallback() {
    this.judge();
    this.addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest("a");
      if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      this.follow(link);
    });
  }

  /** Says whether this version is older than the latest one, or newer. */
  async judge() {
    const age = (await this.newer()) ? "newer" : "older";
    for (const node of this.querySelectorAll("[data-age]")) {
      if (node instanceof HTMLElement) node.hidden = node.dataset.age !== age;
    }
  }

  /** Whether it stands before the latest one in the list of versions. */
  async newer() {
    const latest = new URL(this.dataset.home ?? "", document.baseURI);
    const answer = await fetch(new URL("../versions.json", latest)).catch(() => null);
    /** @type {{version: string, aliases?: string[]}[]} */
    const versions = await answer?.json().catch(() => []);
    if (!Array.isArray(versions)) return false;
    /** @param {string} name */
    const place = (name) =>
      versions.findIndex(({ version, aliases = [] }) => version === name || aliases.includes(name));
    const here = place(last_part(new URL(root())));
    return here >= 0 && here < place(last_part(latest));
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

/**
 * The folder that an address ends in.
 * @param {URL} address
 */
function last_part(address) {
  return decodeURIComponent(address.pathname.split("/").filter(Boolean).pop() ?? "");
}

customElements.define("kb-outdated", Outdated);
