// Prints the page. Without it the browser's own command does the same.

class Print extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", () => print());
  }
}

customElements.define("kb-print", Print);
