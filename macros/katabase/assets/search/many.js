// Facets with many choices in the search dialog, folded and narrowed as those of the catalogue.

import { chosen_in } from "../catalogue/chosen.js";
import { part } from "../page.js";
import { plural, say } from "../words.js";

/** @typedef {import("./finder.js").Facet} Facet */

/**
 * A facet as `many` of templates/parts/choices.html.j2 makes it.
 * @param {Facet} facet
 */
function folded({ name, label, from = "", number = 0 }) {
  const fold = document.createElement("details");
  fold.className = "kb-facet kb-facet--many";
  fold.innerHTML = `<summary><span></span> <span class="kb-facet__chosen"></span></summary>
    <kb-choices role="group">
      <label>${say("Narrow these choices")} <input type="search" form="" autocomplete="off"></label>
      <p role="status">${plural("%(num)s choice", "%(num)s choices", number)}</p>
      <div class="kb-choices__list"></div>
    </kb-choices>`;
  part(fold, "summary span", HTMLElement).textContent = label;
  const held = part(fold, "kb-choices", HTMLElement);
  held.ariaLabel = label;
  held.dataset.name = name;
  held.dataset.from = from;
  return fold;
}

/**
 * Puts the facets where the others stand.
 * @param {HTMLElement} room
 * @param {Facet[]} facets
 * @param {() => void} again what is done when another value is chosen
 */
export function long_facets(room, facets, again) {
  /** @type {import("./finder.js").Counts} */
  let latest = {};
  const all = facets.map((facet) => {
    const fold = folded(facet);
    const held = part(fold, "kb-choices", HTMLElement);
    const said = part(fold, ".kb-facet__chosen", HTMLElement);
    const count = () => {
      const counts = latest[facet.name];
      if (!counts) return;
      for (const box of held.querySelectorAll("input")) {
        const number = box.closest(".kb-choice")?.querySelector(".kb-count");
        if (number) number.textContent = String(counts[box.value] ?? 0);
      }
    };
    held.addEventListener("kb-drawn", count);
    fold.addEventListener("input", () => {
      const number = chosen_in(held).length;
      said.textContent = number ? `(${number})` : "";
      again();
    });
    return { name: facet.name, fold, held, count };
  });
  room.append(...all.map(({ fold }) => fold));
  return {
    /** @returns {[string, string[]][]} each facet of which something is chosen */
    chosen: () =>
      all
        .map(({ name, held }) => /** @type {[string, string[]]} */ ([name, chosen_in(held)]))
        .filter(([, values]) => values.length),
    /** @param {import("./finder.js").Counts} counts */
    show(counts) {
      latest = counts;
      for (const { count } of all) count();
    },
  };
}
