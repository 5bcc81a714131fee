// Prints the page. Without it the browser's own command does the same. When the page has
// nothing else to do, it brings the star of a practice, which stands beside it.

class Print extends HTMLElement {
  connectedCallback() {
    this.querySelector("button")?.addEventListener("click", () => print());
    const later = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 1000));
    later(async () => {
      const { put_star } = await import("../star.js");
      await put_star(this);
    });
  }
}

customElements.define("kb-print", Print);
