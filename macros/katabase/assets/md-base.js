// What Material's own inline script sets up, as a file: a strict Content-Security-Policy
// allows no inline script. Material's bundle reads these four globals.
(() => {
  // Somebody has scanned a card: room is kept for what is said about it.
  if (/[?&]card=\d/.test(location.search)) document.documentElement.classList.add("kb-scanned");
  const scope = document.currentScript?.dataset.scope ?? "";
  window.__md_scope = new URL(scope, location.href);
  window.__md_hash = (text) =>
    [...text].reduce((hash, char) => (hash << 5) - hash + char.charCodeAt(0), 0);
  window.__md_get = (key, storage = localStorage, base = window.__md_scope) => {
    try {
      return JSON.parse(storage.getItem(`${base.pathname}.${key}`) ?? "null");
    } catch {
      return null; // storage is switched off
    }
  };
  window.__md_set = (key, value, storage = localStorage, base = window.__md_scope) => {
    try {
      storage.setItem(`${base.pathname}.${key}`, JSON.stringify(value));
    } catch {
      // Storage is full or switched off: the choice holds for this page only.
    }
  };
})();
