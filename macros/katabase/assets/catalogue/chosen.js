// What is chosen of a facet with many choices. Its element holds it, line by line, whoever chose
// it: so nobody waits for the script of the element.

/**
 * @param {HTMLElement} held the facet's kb-choices
 * @returns {string[]}
 */
export function chosen_in(held) {
  return (held.dataset.chosen ?? "").split("\n").filter(Boolean);
}

/**
 * @param {HTMLElement} held the facet's kb-choices
 * @param {Iterable<string>} values
 */
export function choose_in(held, values) {
  held.dataset.chosen = [...values].filter(Boolean).join("\n");
}
