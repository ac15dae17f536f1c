// The drawn studies as bars along the line of kappa, the middle 95 of 100 below them, and where the table itself lies.
import { shape } from "../_shared/dom.js";
import { middle } from "./study.js";

const LEFT = -0.5, WIDTH = 360, TOP = 26, FLOOR = 132, BIN = 0.05;
const x = (/** @type {number} */ kappa) => 14 + (WIDTH - 28) * (Math.min(1, Math.max(LEFT, kappa)) - LEFT) / (1 - LEFT);

/** How many lie in each bin; what lies left of the line stands in the first. @param {number[]} known */
export function bins(known) {
  const counts = new Array(Math.round((1 - LEFT) / BIN)).fill(0);
  for (const one of known) {
    const place = Math.floor(Math.round((one - LEFT) / BIN * 1e9) / 1e9);
    counts[Math.min(counts.length - 1, Math.max(0, place))]++;
  }
  return counts;
}

/** @param {(number | null)[]} kappas @param {number | null} kappa @param {string} says */
export function picture(kappas, kappa, says) {
  const known = kappas.filter((one) => one !== null), counts = bins(known), most = Math.max(1, ...counts);
  const bars = counts.flatMap((count, place) => {
    const from = x(LEFT + place * BIN), height = (FLOOR - TOP) * count / most;
    return count
      ? [shape("rect", { class: "bar", x: from + 0.5, y: FLOOR - height, width: x(LEFT + BIN) - x(LEFT) - 1, height })]
      : [];
  });
  const ends = middle(kappas);
  const range = ends ? [shape("path", { class: "range", d: `M${x(ends[0])} 138v8m0-4H${x(ends[1])}m0-4v8` })] : [];
  const here = kappa === null ? [] : [diamond(x(kappa), 142)];
  return shape(
    "svg",
    { viewBox: `0 0 ${WIDTH} 184`, role: "img", "aria-label": says },
    ...[[0, "luck"], [1, "perfect"]].flatMap(([at, word]) => limit(Number(at), String(word))),
    ...bars,
    shape("path", { class: "floor", d: `M${x(LEFT)} ${FLOOR}H${x(1)}` }),
    ...range,
    ...here,
    ...[-0.5, 0, 0.5, 1].map((at) => text(x(at), 166, at === -0.5 ? "−0.5" : String(at), "middle")),
    text(x(0.25), 181, "kappa", "middle"),
  );
}

/** @param {number} at @param {string} word */
function limit(at, word) {
  return [
    shape("path", { class: "limit", d: `M${x(at)} 18V${FLOOR}` }),
    text(at === 1 ? WIDTH - 2 : x(at), 12, word, at === 1 ? "end" : "middle"),
  ];
}

/** @param {number} at @param {number} y */
function diamond(at, y) {
  return shape("path", { class: "here", d: `M${at} ${y - 7}l7 7-7 7-7-7z` });
}

/** @param {number} at @param {number} y @param {string} words @param {string} anchor */
function text(at, y, words, anchor) {
  const node = shape("text", { x: at, y, "text-anchor": anchor });
  node.textContent = words;
  return node;
}
