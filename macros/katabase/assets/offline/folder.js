// Stands in every page of a bundle, and does something only where the page was opened by double
// click, from a folder: then addresses that end in a slash lead to lists of files, and modules
// are not loaded. Links are led to pages, what cannot work is disabled, and a sentence says why.
(() => {
  if (location.protocol !== "file:") return;
  const said = document.currentScript?.dataset.said ?? "";

  /** @param {HTMLAnchorElement} link */
  const lead = (link) => {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  };

  const explain = () => {
    const note = document.createElement("p");
    note.className = "kb-note";
    note.dataset.folder = "";
    note.textContent = said;
    document.querySelector(".md-content__inner")?.prepend(note);
  };

  const still = () => {
    /** @type {NodeListOf<HTMLInputElement>} */
    const controls = document.querySelectorAll("kb-catalogue :is(input, button, select)");
    for (const control of controls) control.disabled = true;
    customElements.define("kb-print", class extends HTMLElement {});
    for (const print of document.querySelectorAll("kb-print button")) {
      print.addEventListener("click", () => window.print());
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const link of document.links) if (link instanceof HTMLAnchorElement) lead(link);
    explain();
    still();
  });
})();
