// The forest as one picture that stands alone: for a slide or a paper. Colours come from the page as it is now.
import { grouped } from "../_shared/words.js";
import { frameOf, intervalOf, inText, keyOf } from "./forest.js";
import { place } from "./scale.js";
import { phrase } from "./sentence.js";
import { shape } from "./svg.js";

const WIDTH = 900, LEFT = 300, RIGHT = 660, ROW = 26, TOP = 92, MOST = 300;

/** @param {import("./filter.js").Data} data @param {import("./state.js").State} state @param {import("./filter.js").Selection} found @param {{title: string, words: string[], colours: Record<string, string>}} options */
export function picture(data, state, found, { title, words, colours }) {
  const { scale, band } = frameOf(data, state, found);
  const trials = found.trials.slice(0, MOST), result = found.result;
  const at = (/** @type {number} */ value) =>
    LEFT + (RIGHT - LEFT) * Math.max(0, Math.min(100, place(scale, value))) / 100;
  const text = (
    /** @type {number} */ x,
    /** @type {number} */ y,
    /** @type {string} */ said,
    /** @type {Record<string, string | number>} */ more = {},
  ) => shape("text", { x, y, fill: colours.ink, "font-size": 14, ...more }, said);
  const bottom = TOP + ROW * (trials.length + (result && result.k > 1 ? 1 : 0));
  const parts = [
    text(20, 32, title, { "font-size": 20, "font-weight": 600 }),
    text(
      20,
      54,
      `${phrase(data, state, "outcome")}: acupuncture against ${phrase(data, state, "comparator")}, ${
        phrase(data, state, "condition")
      }, ${phrase(data, state, "window")}`,
      { "font-size": 13 },
    ),
    ...matters(band, found, at, bottom, colours),
    shape("line", { x1: at(0), x2: at(0), y1: TOP - 14, y2: bottom, stroke: colours.soft }),
  ];
  trials.forEach((trial, index) => {
    const y = TOP + ROW * index,
      [low, middle, high] = intervalOf(trial),
      size = trial.included ? 5 + Math.sqrt(trial.weight) : 5;
    parts.push(
      text(20, y + 5, `${trial.row.label.slice(0, 32)}${trial.included ? "" : " (left out)"}`),
      shape("line", {
        x1: at(low),
        x2: at(high),
        y1: y,
        y2: y,
        stroke: colours.ink,
        "stroke-width": 1.5,
        ...(trial.included ? {} : { "stroke-dasharray": "3 3" }),
      }),
      shape("rect", {
        x: at(middle) - size / 2,
        y: y - size / 2,
        width: size,
        height: size,
        fill: trial.included ? colours.ink : colours.paper,
        stroke: colours.ink,
      }),
      text(RIGHT + 20, y + 5, inText(low, middle, high, found)),
    );
  });
  if (result && result.k > 1) parts.push(...together(result, found, at, bottom - ROW, colours, text));
  for (const tick of scale.ticks) {
    parts.push(
      shape("line", { x1: at(tick.at), x2: at(tick.at), y1: bottom, y2: bottom + 5, stroke: colours.soft }),
      text(at(tick.at), bottom + 20, tick.text, { "text-anchor": "middle", "font-size": 12 }),
    );
  }
  const [left, right] = found.lower
    ? ["acupuncture", phrase(data, state, "comparator")]
    : [phrase(data, state, "comparator"), "acupuncture"];
  parts.push(
    shape("line", { x1: LEFT, x2: RIGHT, y1: bottom, y2: bottom, stroke: colours.soft }),
    text(LEFT, bottom + 40, `← favours ${left}`, { "font-size": 12 }),
    text(RIGHT, bottom + 40, `favours ${right} →`, { "font-size": 12, "text-anchor": "end" }),
  );
  const rest = trials.length < found.trials.length
    ? `The first ${MOST} of ${grouped(found.trials.length)} trials are drawn; all count.`
    : "";
  const below = [...words, rest, trials.length ? keyOf(band, result) : "", "Source: Point by Point, study explorer."]
    .filter(Boolean).flatMap((part) => part.split("\n")).flatMap((part) => wrapped(part, 130));
  below.forEach((line, index) => parts.push(text(20, bottom + 68 + 18 * index, line, { "font-size": 12 })));
  const height = bottom + 80 + 18 * below.length;
  return shape(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${WIDTH} ${height}`,
      width: WIDTH,
      height,
      "font-family": "sans-serif",
    },
    shape("rect", { width: WIDTH, height, fill: colours.paper }),
    ...parts,
  );
}

/** The smallest difference that matters, behind the trials. @param {{low: number, high: number} | undefined} band @param {import("./filter.js").Selection} found @param {(value: number) => number} at @param {number} bottom @param {Record<string, string>} colours */
function matters(band, found, at, bottom, colours) {
  if (!band) return [];
  const side = found.lower ? -1 : 1, [from, to] = [at(side * band.low), at(side * band.high)].sort((a, b) => a - b);
  const high = { y1: TOP - 14, y2: bottom, class: "important", "stroke-dasharray": "2 3", stroke: colours.amber };
  if (from === to) return [shape("line", { x1: from, x2: from, ...high })];
  const size = { y: TOP - 14, width: to - from, height: bottom - TOP + 14, class: "important", fill: colours.wash };
  return [shape("rect", { x: from, ...size })];
}

/** @param {import("./filter.js").Pooled} result @param {import("./filter.js").Selection} found @param {(value: number) => number} at @param {number} y @param {Record<string, string>} colours @param {(x: number, y: number, words: string, more?: Record<string, string | number>) => SVGElement} text */
function together(result, found, at, y, colours, text) {
  const few = result.k < 5, parts = [];
  if (!few && !Number.isNaN(result.pi_low)) {
    parts.push(shape("line", { x1: at(result.pi_low), x2: at(result.pi_high), y1: y, y2: y, stroke: colours.ink }));
  }
  const shapeOf = `M${at(result.ci_low)} ${y}L${at(result.estimate)} ${y - 8}L${at(result.ci_high)} ${y}L${
    at(result.estimate)
  } ${y + 8}Z`;
  parts.push(
    text(20, y + 5, few ? "Together (too few to trust)" : "Together", { "font-weight": 600 }),
    shape("path", { d: shapeOf, fill: few ? colours.paper : colours.jade, stroke: colours.jade, "stroke-width": 1.5 }),
    text(RIGHT + 20, y + 5, inText(result.ci_low, result.estimate, result.ci_high, found), { "font-weight": 600 }),
  );
  return parts;
}

/** @param {string} words @param {number} width */
export function wrapped(words, width) {
  /** @type {string[]} */
  const lines = [""];
  for (const word of words.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}
