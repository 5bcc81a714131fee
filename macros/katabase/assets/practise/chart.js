// The process measure over time, with the target as a line, and as words for those who listen.

import { WORDS } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, EDGE] = [320, 120, 24];

/**
 * @param {import("../records/model.js").Storyboard} board
 * @returns {SVGElement | null} nothing with fewer than two values
 */
export function chart({ measure, rows }) {
  const values = [
    ...(measure.start === null ? [] : [measure.start]),
    ...rows.flatMap((row) => (row.measured === null ? [] : [row.measured])),
  ];
  if (values.length < 2) return null;
  const all = measure.target === null ? values : [...values, measure.target];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = (/** @type {number} */ place) =>
    EDGE + (place * (WIDTH - 2 * EDGE)) / (values.length - 1);
  const y = (/** @type {number} */ value) =>
    HEIGHT - EDGE - ((value - low) * (HEIGHT - 2 * EDGE)) / (high - low || 1);
  const label = `${WORDS.chart(measure.name)}: ${values.join(", ")} ${measure.unit}`.trim();
  const root = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label });
  root.classList.add("kb-chart");
  if (measure.target !== null) {
    const at = y(measure.target);
    root.append(
      svg("line", { x1: EDGE, x2: WIDTH - EDGE, y1: at, y2: at, class: "kb-chart__target" }),
      text(WIDTH - EDGE, at - 4, `${WORDS.target_line} ${measure.target}`, "end"),
    );
  }
  const points = values.map((value, place) => `${x(place)},${y(value)}`).join(" ");
  root.append(svg("polyline", { points, class: "kb-chart__line" }));
  for (const [place, value] of values.entries()) {
    root.append(svg("circle", { cx: x(place), cy: y(value), r: 3, class: "kb-chart__point" }));
  }
  root.append(text(EDGE, HEIGHT - 6, String(values[0]), "start"));
  root.append(text(WIDTH - EDGE, HEIGHT - 6, `${values.at(-1)} ${measure.unit}`.trim(), "end"));
  return root;
}

/** @param {string} name @param {Record<string, string | number>} given */
function svg(name, given) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(given)) node.setAttribute(key, String(value));
  return node;
}

/** @param {number} x @param {number} y @param {string} words @param {string} anchor */
function text(x, y, words, anchor) {
  const node = svg("text", { x, y, "text-anchor": anchor, class: "kb-chart__text" });
  node.textContent = words;
  return node;
}
