// A storyboard on the project's own worksheets, filled in. The forms come with the site; what
// somebody wrote is put into them here, since it leaves no device. What finds no room in its
// box stands whole on a further sheet.

import { root } from "../page.js";
import { chart } from "./chart.js";
import { h } from "./nodes.js";
import { WORDS } from "./words.js";

/**
 * @typedef {import("../records/model.js").Storyboard} Storyboard
 * @typedef {{label: string, page: string, style: string}} Paper its sizes as CSS
 * @typedef {{storyboard: string, record: string, papers: Paper[]}} Worksheets the forms as HTML,
 *   each place to write with the name of what stands there
 * @typedef {Record<string, string>} Words what stands where, by these names
 */

const LEAST = 0.7; // the smallest type, as a part of that of the form

/** @returns {Promise<Worksheets>} */
export async function worksheets() {
  const answer = await fetch(new URL("practise/worksheets.json", root()));
  if (!answer.ok) throw new Error(`worksheets: ${answer.status}`);
  return answer.json();
}

/**
 * Puts a storyboard on sheets of a paper and opens the browser's print dialog.
 * @param {Storyboard} board
 * @param {Worksheets} given
 * @param {Paper} paper
 */
export function print_board(board, { storyboard, record }, { page, style }) {
  const words = words_of(board);
  const first = sheet(storyboard, words);
  const sheets = h("div", { className: "kb-sheets" }, first);
  sheets.style.cssText = style;
  const rules = new CSSStyleSheet();
  rules.replaceSync(page);
  document.adoptedStyleSheets = [rules];
  document.body.append(sheets);
  const picture = chart(board);
  if (picture) first.querySelector("[data-entry=current]")?.append(picture);
  const cut = [...first.querySelectorAll("p")].filter(has_no_room);
  // Rows have sheets of their own.
  const whole = cut
    .filter((text) => text.dataset.entry !== "rows")
    .flatMap((text) => [
      h("h2", {}, text.parentElement?.querySelector("b")?.textContent),
      h("p", {}, words[text.dataset.entry ?? ""]),
    ]);
  if (whole.length) sheets.append(h("section", {}, h("h1", {}, board.title), ...whole));
  for (const obstacle of new Set(board.rows.map((row) => row.obstacle))) {
    const rows = board.rows.filter((row) => row.obstacle === obstacle);
    const table = sheet(record, { ...words, obstacle });
    const [body] = table.querySelectorAll("tbody");
    while (body.rows.length < rows.length) body.append(body.rows[0].cloneNode(true));
    for (const [at, row] of rows.entries()) fill(body.rows[at], cells_of(row, board.measure.unit));
    sheets.append(table);
  }
  const { classList } = document.documentElement;
  classList.add("kb-printing");
  const over = () => {
    document.adoptedStyleSheets = [];
    classList.remove("kb-printing");
    sheets.remove();
  };
  addEventListener("afterprint", over, { once: true });
  window.print();
}

/** What stands in the boxes of a form. @param {Storyboard} board @returns {Words} */
function words_of({ title, learner, coach, challenge, target, current, ...board }) {
  const obstacles = board.obstacles.map(({ id, text, gone }) =>
    [id === board.working_on && "→", text, gone && `(${WORDS.gone})`].filter(Boolean).join(" "),
  );
  const newest = board.rows.map((row) => Object.values(cells_of(row, board.measure.unit)));
  return {
    title,
    learner,
    coach,
    challenge,
    current,
    by: target.achieve_by ?? "",
    target: target.condition,
    obstacles: obstacles.join("\n"),
    rows: newest
      .reverse()
      .map((row) => row.filter(Boolean).join(" / "))
      .join("\n\n"),
  };
}

/** @param {Storyboard["rows"][number]} row @param {string} unit @returns {Words} */
const cells_of = ({ date, step, expectation, see_by, result, measured, learning }, unit) => ({
  step: `${date} ${step}`,
  expectation: `${expectation}${see_by ? ` (${see_by})` : ""}`,
  result: `${result}${measured === null ? "" : ` ${measured} ${unit}`}`.trim(),
  learning,
});

/** @param {string} form @param {Words} words */
function sheet(form, words) {
  const node = fill(h("section", { innerHTML: form }), words);
  /** @type {NodeListOf<HTMLElement>} */
  const parts = node.querySelectorAll("[data-share]");
  for (const one of parts) one.style.flexGrow = one.dataset.share ?? "";
  return node;
}

/** @template {Element} N @param {N} node @param {Words} words */
function fill(node, words) {
  /** @type {NodeListOf<HTMLElement>} */
  const places = node.querySelectorAll("[data-entry]");
  for (const place of places) place.textContent = words[place.dataset.entry ?? ""] ?? "";
  return node;
}

/**
 * Sets a text as small as it must be. If it does not fit even so, its beginning stays.
 * @param {HTMLElement} text
 * @returns {boolean} whether something is missing
 */
function has_no_room(text) {
  const room = /** @type {HTMLElement} */ (text.parentElement);
  const over = () => room.scrollHeight > room.clientHeight;
  for (let scale = 1; over() && scale > LEAST; scale -= 0.05) text.style.fontSize = `${scale}em`;
  const missing = over();
  const words = /** @type {Text} */ (text.firstChild);
  for (let shown = words?.data; over() && shown; ) {
    shown = shown.slice(0, Math.floor(shown.length * 0.9)).replace(/\p{Cs}$/u, "");
    words.data = `${shown}… (${WORDS.further_sheet})`;
  }
  return missing;
}
