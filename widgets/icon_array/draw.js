// The square of cells of one option as SVG: a few dashed paths, whatever the number of cells. As static.py draws it.
import { cells, LAYERS, line, outline, runs, short } from "../_shared/cells.js";
import { shape } from "../_shared/dom.js";

/**
 * @typedef {{
 *   label: string, kind: string, per: string, rate: number, low: number | null, high: number | null,
 *   baseline: number | null, number: string, span: string, change: string, more: string, against: string, says: string, counted: string, source: string
 * }} Option
 */

const FEW = 30; // up to so many cells of 10,000 get a ring, because on a phone they are specks

/** @param {string} mark @param {number} first @param {number} last @param {number} width */
function layers(mark, first, last, width) {
  return LAYERS[mark].map(([colour, length, height]) =>
    shape("path", {
      class: colour,
      d: line(first, last, width, length),
      "stroke-width": height,
      "stroke-dasharray": `${length} ${Math.round((1 - length) * 100) / 100}`,
    })
  );
}

/** The picture of one option. @param {Pick<Option, "rate" | "low" | "high" | "baseline" | "says">} option @param {number} denominator */
export function square(option, denominator) {
  const width = denominator === 100 ? 10 : 100, edge = width / 40, size = width + 2 * edge;
  const found = cells(option.rate, option.low, option.high, option.baseline, denominator);
  const parts = runs(found, denominator).flatMap(([mark, first, last]) => layers(mark, first, last, width));
  const round = option.low === null ? "" : outline(found.low, found.high, width);
  if (round) parts.push(shape("path", { class: "interval", d: round, "vector-effect": "non-scaling-stroke" }));
  parts.push(...lens(found, width));
  return shape(
    "svg",
    { viewBox: `${-edge} ${-edge} ${size} ${size}`, role: "img", "aria-label": option.says },
    ...parts,
  );
}

/** Where few of 10,000 cells are marked: a ring round them, and the same cells enlarged. @param {import("../_shared/cells.js").Cells} found @param {number} width */
function lens(found, width) {
  const marked = Math.max(found.count, found.high, found.baseline ?? 0);
  if (width === 10 || marked === 0 || marked > FEW) return [];
  const rows = Math.ceil(marked / 10), fixed = { "vector-effect": "non-scaling-stroke" };
  const enlarged = runs(found, 10 * rows).flatMap(([mark, first, last]) => layers(mark, first, last, 10));
  return [
    ring(-1.5, -1.5, marked + 3, 4),
    shape("path", { class: "ring", d: `M${short(marked / 2)} 2.5V10`, ...fixed }),
    shape("rect", { class: "glass", x: -1, y: 10, width: 84, height: 8 * rows + 4, rx: 2, ...fixed }),
    shape("g", { transform: "translate(1 12) scale(8)" }, ...enlarged),
  ];
}

/** @param {number} x @param {number} y @param {number} width @param {number} height */
function ring(x, y, width, height) {
  return shape("rect", { class: "ring", x, y, width, height, rx: height / 2, "vector-effect": "non-scaling-stroke" });
}

/** One cell of the legend. @param {string} mark */
export function swatch(mark) {
  const drawn = mark in LAYERS
    ? layers(mark, 0, 1, 1)
    : mark === "interval"
    ? [shape("path", { class: "interval", d: "M.1 .1H.9V.9H.1Z", "vector-effect": "non-scaling-stroke" })]
    : [ring(0.05, 0.25, 0.9, 0.5)];
  return shape("svg", { viewBox: "0 0 1 1", "aria-hidden": "true" }, ...drawn);
}
