// The funnel: each trial by its effect and its precision, over the regions where a trial alone would be called significant.
import { element } from "../_shared/dom.js";
import { egger } from "../_shared/pooling.js";
import { directions } from "./forest.js";
import { tooFew } from "./lines.js";
import { extent, place, scaleOf } from "./scale.js";
import { axis, percent, shape, upright } from "./svg.js";

export const LEAST = 10; // trials; below, a funnel says nothing
const HEIGHT = 320;
const CONTOURS = [["outer", 2.5758293035489004], ["middle", 1.959963984540054], ["inner", 1.6448536269514722]];
const MOST = 2000; // dots drawn

/** @param {import("./filter.js").Data} data @param {import("./state.js").State} state @param {import("./filter.js").Selection} found */
export function funnel(data, state, found) {
  const { included, result } = found;
  if (included.length < LEAST || !result) {
    return tooFew(
      `A funnel says something from ${LEAST} trials on; there ${
        included.length === 1 ? "is" : "are"
      } ${included.length} here.`,
    );
  }
  const errors = included.map((trial) => Math.sqrt(trial.vi));
  const worst = Math.max(...errors) * 1.05;
  const [low, high] = extent(included.map(({ yi }) => [yi, yi, yi]), [0, result.estimate, -1.96 * worst, 1.96 * worst]);
  const scale = scaleOf(low, high, found.kind);
  const dots = included.slice(0, MOST).map(({ row, yi }, index) =>
    shape(
      "circle",
      { class: "dot", cx: percent(place(scale, yi)), cy: percent(100 * errors[index] / worst), r: 4.5 },
      title(row.label),
    )
  );
  const svg = shape(
    "svg",
    {
      class: "funnel",
      role: "img",
      height: HEIGHT,
      "aria-label": `Funnel of ${included.length} trials: effect by standard error`,
    },
    ...contours(scale, worst),
    upright(0, scale, "none"),
    upright(result.estimate, scale, "all"),
    ...dots,
  );
  return element(
    "div",
    { class: "forest" },
    element(
      "p",
      { class: "key" },
      "Each dot is a trial: more precise ones stand higher. Shaded, from the inside out: a trial there alone would have p above 0.10, 0.05 to 0.10, and 0.01 to 0.05.",
    ),
    svg,
    axis(scale),
    directions(data, state, found),
    element("p", { class: "key" }, eggerText(included)),
  );
}

/** @param {string} text */
function title(text) {
  return shape("title", {}, text);
}

/** @param {import("./scale.js").Scale} scale @param {number} worst */
function contours(scale, worst) {
  const left = (/** @type {number} */ z) => place(scale, -z * worst),
    right = (/** @type {number} */ z) => place(scale, z * worst);
  const wedges = CONTOURS.map(([name, z]) =>
    shape("path", { class: `contour ${name}`, d: `M${place(scale, 0)} 0L${left(Number(z))} 100H${right(Number(z))}Z` })
  );
  return [
    shape("svg", { width: "100%", height: "100%", viewBox: "0 0 100 100", preserveAspectRatio: "none" }, ...wedges),
  ];
}

/** @param {import("./filter.js").Trial[]} included */
function eggerText(included) {
  try {
    const found = egger(included.map((trial) => trial.yi), included.map((trial) => trial.vi));
    return `Egger’s test for small-study effects: t = ${
      found.t.toFixed(2).replace("-", "−")
    } on ${found.df} degrees of freedom, p = ${
      found.p < 0.001 ? "below 0.001" : found.p.toFixed(3)
    }. An uneven funnel has other reasons than unpublished trials, too.`;
  } catch {
    return "All trials are equally precise, so there is nothing to compare.";
  }
}
