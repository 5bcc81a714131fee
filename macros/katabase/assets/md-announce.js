// Hides an announcement that the reader has dismissed (Material's inline script).
(() => {
  const banner = document.querySelector("[data-md-component=announce]");
  const content = banner && banner.querySelector(".md-typeset");
  if (content && window.__md_hash(content.innerHTML) === window.__md_get("__announce")) {
    banner.hidden = true;
  }
})();
