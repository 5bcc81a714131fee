// Shows the meaning of a marked word on hover, focus or tap. Without it the word is a
// link to the glossary.
import { say } from "../words.js";

const bubble = document.createElement("div");
bubble.className = "kb-bubble";
bubble.id = "kb-bubble";
bubble.role = "tooltip";
bubble.hidden = true;
/** @type {HTMLAnchorElement | null} */
let shown = null;

/** @param {HTMLAnchorElement} term */
function place(term) {
  const box = term.getBoundingClientRect();
  const origin = (bubble.offsetParent ?? document.body).getBoundingClientRect();
  const wide = document.documentElement.clientWidth;
  const width = Math.min(320, wide - 16);
  bubble.style.width = `${width}px`;
  const left = Math.max(8, Math.min(box.left, wide - width - 8));
  const below = box.bottom + bubble.offsetHeight + 8 < innerHeight;
  const top = below ? box.bottom + 6 : box.top - bubble.offsetHeight - 6;
  bubble.style.left = `${left - origin.left}px`;
  bubble.style.top = `${top - origin.top}px`;
}

/** Inside the main part of the page: a screen reader finds all content in a landmark. */
function attach() {
  (document.querySelector("main") ?? document.body).append(bubble);
}
attach();

/** @param {HTMLAnchorElement} term */
function show(term) {
  hide();
  if (!bubble.isConnected) attach(); // the page has become another one
  shown = term;
  const more = document.createElement("a");
  more.href = term.href;
  more.textContent = say("Glossary");
  more.tabIndex = -1;
  bubble.replaceChildren(term.dataset.meaning ?? "", " ", more);
  bubble.hidden = false;
  term.setAttribute("aria-describedby", bubble.id);
  place(term);
}

function hide() {
  shown?.removeAttribute("aria-describedby");
  shown = null;
  bubble.hidden = true;
}

/**
 * The marked word that an event is about. Listeners are on the document: the page may become
 * another one without being loaded.
 * @param {Event} event
 * @returns {HTMLAnchorElement | null}
 */
function term_of({ target }) {
  const term = target instanceof Element ? target.closest("a.kb-term") : null;
  return term instanceof HTMLAnchorElement ? term : null;
}

let touched = false; // whether a finger is on the page, and not a mouse

document.addEventListener("pointerover", (event) => {
  const term = term_of(event);
  if (term && term !== shown && event.pointerType === "mouse") show(term);
});
document.addEventListener("pointerout", (event) => {
  const to = event.relatedTarget instanceof Node ? event.relatedTarget : null;
  const from = event.target instanceof Node && bubble.contains(event.target);
  if (event.pointerType !== "mouse" || !(term_of(event) || from)) return;
  if (!bubble.contains(to) && !(shown?.contains(to) ?? false)) hide();
});
document.addEventListener("focusin", (event) => {
  const term = term_of(event);
  if (term && !touched) show(term);
});
document.addEventListener("focusout", (event) => {
  if (term_of(event) && !bubble.matches(":hover")) hide();
});
// The first tap shows the meaning, the second one follows the link. It is caught before the
// theme sees it.
document.addEventListener(
  "click",
  (event) => {
    const term = term_of(event);
    if (term && touched && shown !== term) {
      event.preventDefault();
      event.stopPropagation();
      show(term);
    }
  },
  { capture: true },
);
addEventListener("keydown", (event) => event.key === "Escape" && hide());
addEventListener("pointerdown", (event) => {
  touched = event.pointerType === "touch";
  const on = event.target instanceof Node ? event.target : null;
  if (shown && !shown.contains(on) && !bubble.contains(on)) hide();
});
