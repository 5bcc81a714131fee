// What Material's own inline script sets up, as a file: a strict Content-Security-Policy
// allows no inline script. Material's bundle reads these four globals.
(() => {
  // The theme's script does it after the first paint, and all styles are worked out anew.
  document.documentElement.classList.replace("no-js", "js");
  // Somebody has scanned a card: room is kept for what is said about it.
  if (/[?&]card=\d/.test(location.search)) document.documentElement.classList.add("kb-scanned");
  /** @type {Record<string, (value: any) => boolean>} what a stored value must be, by its key */
  const SOUND = {
    __palette: ({ index, color }) =>
      Number.isInteger(index) &&
      index >= 0 &&
      typeof color === "object" &&
      Object.entries(color ?? {}).every(
        ([name, text]) =>
          ["media", "scheme", "primary", "accent"].includes(name) && typeof text === "string",
      ),
    __tabs: Array.isArray,
    __consent: (value) => typeof value === "object",
  };
  const scope = document.currentScript?.dataset.scope ?? "";
  window.__md_scope = new URL(scope, location.href);
  window.__md_hash = (text) =>
    [...text].reduce((hash, char) => (hash << 5) - hash + char.charCodeAt(0), 0);
  for (const name of ["localStorage", "sessionStorage"]) lend(name);
  window.__md_get = (key, storage = localStorage, base = window.__md_scope) => {
    const name = `${base.pathname}.${key}`;
    try {
      const value = JSON.parse(storage.getItem(name) ?? "null");
      if (value === null || (SOUND[key] ?? (() => true))(value)) return value;
    } catch {
      // It is not what was stored, or nothing may be read.
    }
    heal(storage, name);
    return null;
  };
  window.__md_set = (key, value, storage = localStorage, base = window.__md_scope) => {
    try {
      storage.setItem(`${base.pathname}.${key}`, JSON.stringify(value));
    } catch {
      // Storage is full: the choice holds for this page only.
    }
  };

  // Before the page is painted it has the reader's colours, on a first visit those that fit the
  // device. A script beside their switch would hold up what stands below it.
  const colours = new MutationObserver(colour);
  colours.observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => colours.disconnect());
  colour();

  function colour() {
    const inputs = [...document.querySelectorAll("[data-md-component=palette] input")];
    if (!inputs.length) return; // they are still on their way, or there is no choice
    const names = ["media", "scheme", "primary", "accent"];
    /** @param {Element} input */
    const said = (input, name = "media") => input.getAttribute(`data-md-color-${name}`) ?? "";
    /** @param {(media: string) => boolean} fits @returns {Record<string, string> | undefined} */
    const color_of = (fits) => {
      const input = inputs.find((one) => fits(said(one)));
      return input && Object.fromEntries(names.map((name) => [name, said(input, name)]));
    };
    const kept = /** @type {{color?: Record<string, string>} | null} */ (__md_get("__palette"));
    let color = kept?.color ?? color_of((media) => matchMedia(media).matches);
    if (color?.media === "(prefers-color-scheme)") {
      const light = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
      color = color_of((media) => media === `(prefers-color-scheme: ${light})`);
    }
    if (!color) return; // its input is still to come
    colours.disconnect();
    for (const [name, value] of Object.entries(color)) {
      document.body.setAttribute(`data-md-color-${name}`, value);
    }
  }

  /**
   * Lends the page a storage of its own where the browser allows none: the theme asks for
   * one in several places, and the first refusal would stop its whole script.
   * @param {string} name
   */
  function lend(name) {
    try {
      if (Reflect.get(window, name)) return;
    } catch {
      // Storage is switched off.
    }
    /** @type {Map<string, string>} */
    const kept = new Map();
    const value = {
      getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {unknown} */ text) => {
        kept.set(key, String(text));
      },
      removeItem: (/** @type {string} */ key) => kept.delete(key),
      clear: () => kept.clear(),
      key: (/** @type {number} */ place) => [...kept.keys()][place] ?? null,
      get length() {
        return kept.size;
      },
    };
    Object.defineProperty(window, name, { value, configurable: true });
  }

  /**
   * Forgets a value that the theme could not read: it would stop at it on every page.
   * @param {Storage} storage
   * @param {string} name
   */
  function heal(storage, name) {
    try {
      storage.removeItem(name);
    } catch {
      // Nothing may be written either.
    }
  }
})();
