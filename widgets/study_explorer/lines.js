// Pictures with a line for each step: the pool year by year, and the pool without each trial in turn.
import { element } from "../_shared/dom.js";
import { ENOUGH } from "../_shared/words.js";
import { AT_ONCE, directions, inText } from "./forest.js";
import { optionsOf } from "./filter.js";
import { cumulative } from "../_shared/pooling.js";
import { extent, scaleOf } from "./scale.js";
import { without } from "./sentence.js";
import { axis, behind, shape, square, upright, whisker } from "./svg.js";

/** @typedef {import("./filter.js").Data} Data */
/** @typedef {import("./filter.js").Selection} Selection */
/** @typedef {import("./state.js").State} State */
/** @typedef {{label: string, low: number, middle: number, high: number}} Step */

/** @param {Data} data @param {State} state @param {Selection} found @param {Step[]} steps @param {string} caption */
function picture(data, state, found, steps, caption) {
  const [low, high] = extent(steps.map((step) => [step.low, step.middle, step.high]), [0]);
  const scale = scaleOf(low, high, found.kind);
  const all = found.result?.estimate ?? 0;
  const lines = steps.map((step) => {
    const text = inText(step.low, step.middle, step.high, found);
    const parts = [
      ...behind(scale, undefined, found.lower),
      upright(all, scale, "all"),
      ...whisker(scale, step.low, step.high, "whisker"),
    ];
    return element(
      "li",
      {},
      element(
        "div",
        { class: "line step" },
        element("span", { class: "name" }, step.label),
        shape(
          "svg",
          { class: "plot", role: "img", "aria-label": `${step.label}: ${text}` },
          ...parts,
          square(scale, step.middle, 9),
        ),
        element("span", { class: "text" }, text),
      ),
    );
  });
  return element(
    "div",
    { class: "forest" },
    element("p", { class: "key" }, caption),
    element("ul", { class: "lines" }, ...lines),
    element("div", { class: "line scale step" }, axis(scale)),
    element("div", { class: "line scale step below" }, directions(data, state, found)),
  );
}

/** The pool after each trial, in the order of years. @param {Data} data @param {State} state @param {Selection} found */
export function yearByYear(data, state, found) {
  const { included } = found;
  if (included.length < 2) return tooFew("Year by year needs two trials or more.");
  const first = included.slice(0, AT_ONCE);
  const fits = cumulative(first.map((trial) => trial.yi), first.map((trial) => trial.vi), optionsOf(state));
  const steps = fits.map((fit, place) => ({
    label: `${place ? "+ " : ""}${first[place].row.label}`,
    low: fit.ci_low,
    middle: fit.estimate,
    high: fit.ci_high,
  }));
  return picture(
    data,
    state,
    found,
    steps,
    `What the trials said together after each new one, by year.${limit(included.length)}${few(found)}`,
  );
}

/** The pool without each trial in turn. @param {Data} data @param {State} state @param {Selection} found */
export function leftOut(data, state, found) {
  const { included } = found;
  if (included.length < 2) return tooFew("Leaving one out needs two trials or more.");
  const steps = included.slice(0, AT_ONCE).map((_, place) => {
    const one = without(state, found, place);
    return { label: `without ${one.label}`, low: one.ci_low, middle: one.estimate, high: one.ci_high };
  });
  return picture(
    data,
    state,
    found,
    steps,
    `What the others say together when one trial is left out.${limit(included.length)}${few(found)}`,
  );
}

/** @param {string} text */
export const tooFew = (text) => element("p", { class: "empty" }, text);

/** @param {number} k */
const limit = (k) => k > AT_ONCE ? ` The first ${AT_ONCE} of ${k} are drawn.` : "";

/** @param {Selection} found */
const few = (found) => found.included.length < ENOUGH ? " Too few trials to trust a pooled number." : "";
