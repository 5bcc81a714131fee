// The one script of every page: loads a module for each custom element that is present.
// An element <kb-name> lives in elements/kb-name.js; a page works without any of them.

// Where the site begins, as an absolute address. This file lies three folders below it.
document.body.dataset.kbRoot = new URL("../../../", import.meta.url).href;

// The page for a missing address has a base: there a link within the page would leave it.
if (document.querySelector("base")) {
  document.querySelector(".md-skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("__content")?.focus();
  });
}

/** @type {Set<string>} the modules that were asked for */
const known = new Set();

/** What an address must say for an element to do anything. @type {Record<string, RegExp>} */
const WAITS = { "kb-card-check": /[?&]card=/ };

/** What people work with: without its module it says so. */
const TOOLS = ["kb-catalogue", "kb-deck", "kb-practise", "kb-propose"];

/** @param {string} name */
async function load(name) {
  if (known.has(name)) return;
  known.add(name);
  try {
    await import(`./elements/${name}.js`);
  } catch (error) {
    console.warn(`${name} is not available`, error);
    if (TOOLS.includes(name)) import("./lost.js").then(({ tell }) => tell(name)).catch(() => {});
  }
}

/**
 * Loads what a part of the page needs. An element that is there later upgrades by itself.
 * @param {Element} part
 */
function look(part) {
  for (const node of [part, ...part.querySelectorAll("*")]) {
    const { localName } = node;
    if (localName.startsWith("kb-") && (WAITS[localName]?.test(location.search) ?? true))
      load(localName);
  }
  if (part.querySelector("a.kb-term")) load("kb-term");
}

look(document.body);
// With Material's navigation.instant a page is another one without being loaded.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node instanceof Element) look(node);
  }
}).observe(document.body, { childList: true, subtree: true });

// Somebody is asked to install the site where they look for it: in My practice.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  globalThis.kb_install = event;
});

// What makes the site work without a signal waits until the page has nothing else to do. The
// page for a missing address may lie anywhere; it brings no worker.
if (!document.querySelector("base")) {
  const later = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 1000));
  addEventListener("pageshow", () => later(() => import("./offline/here.js").catch(() => {})));
}
