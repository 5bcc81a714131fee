// Shows the meaning of a marked word on hover, focus or tap. Without it the word is a
// link to the glossary.

const bubble = document.createElement("div");
bubble.className = "kb-bubble";
bubble.id = "kb-bubble";
bubble.role = "tooltip";
bubble.hidden = true;
// Inside the main part of the page: a screen reader finds all content in a landmark.
(document.querySelector("main") ?? document.body).append(bubble);

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

/** @param {HTMLAnchorElement} term */
function show(term) {
  hide();
  shown = term;
  const more = document.createElement("a");
  more.href = term.href;
  more.textContent = "Glossary";
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

/** @type {NodeListOf<HTMLAnchorElement>} */
const terms = document.querySelectorAll("a.kb-term");
for (const term of terms) {
  let touched = false;
  term.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
  });
  term.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(term));
  term.addEventListener("focus", () => !touched && show(term));
  term.addEventListener("blur", () => !bubble.matches(":hover") && hide());
  // The first tap shows the meaning, the second one follows the link.
  term.addEventListener("click", (event) => {
    if (touched && shown !== term) {
      event.preventDefault();
      show(term);
    }
  });
  term.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse" && event.relatedTarget !== bubble) hide();
  });
}
bubble.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hide());
addEventListener("keydown", (event) => event.key === "Escape" && hide());
addEventListener("pointerdown", (event) => {
  const on = event.target instanceof Node ? event.target : null;
  if (shown && on !== shown && !bubble.contains(on)) hide();
});
