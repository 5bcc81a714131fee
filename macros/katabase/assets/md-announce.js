// Hides an announcement that the reader has dismissed (Material's inline script).
(() => {
  /** @type {HTMLElement | null} */
  const banner = document.querySelector("[data-md-component=announce]");
  const content = banner?.querySelector(".md-typeset");
  if (banner && content && __md_hash(content.innerHTML) === __md_get("__announce")) {
    banner.hidden = true;
  }
})();
