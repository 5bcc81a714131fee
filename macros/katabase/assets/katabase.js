// The one script of every page: loads a module for each custom element that is present.
// An element <kb-name> lives in elements/kb-name.js; a page works without any of them.

// Where the site begins, as an absolute address. This file lies three folders below it.
document.body.dataset.kbRoot = new URL("../../../", import.meta.url).href;

const names = new Set(
  [...document.querySelectorAll("*")]
    .map((node) => node.localName)
    .filter((name) => name.startsWith("kb-")),
);
if (document.querySelector(".kb-term")) names.add("kb-term");
for (const name of names) {
  import(`./elements/${name}.js`).catch((error) => console.warn(`${name} is not available`, error));
}
