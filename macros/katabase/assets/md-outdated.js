// Shows the banner of an old version (Material's inline script).
(() => {
  /** @type {HTMLElement | null} */
  const banner = document.querySelector("[data-md-component=outdated]");
  const base = new URL(document.currentScript?.dataset.base ?? "", location.href);
  if (banner && __md_get("__outdated", sessionStorage, base) === true) {
    banner.hidden = false;
  }
})();
