// The few lines of Python that give the result on the page.
import { ANY, KIND_OF } from "./filter.js";

/** @typedef {import("./filter.js").Data} Data */
/** @typedef {import("./filter.js").Selection} Selection */
/** @typedef {import("./state.js").State} State */

/** A text as Python writes it: nothing in it can end the quotes. @param {string} value */
export const quoted = (value) => JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

/** @param {number} value */
const numeral = (value) => Object.is(value, -0) ? "-0.0" : String(value);

/** @param {Data} data @param {State} state @param {Selection} found */
export function pythonCode(data, state, found) {
  const lines = data.source === "course" ? courseLines(state, found) : ownLines(found);
  const test = state.model === "EE" ? "wald" : state.interval;
  const end = found.included.length
    ? [
      `result = pool(trials.yi, trials.vi, ${quoted(state.model)}, ${
        quoted(test)
      }, labels=list(trials.label), measure=${quoted(KIND_OF[state.measure])})`,
      "print(result)",
    ]
    : ["# No trial is left: there is nothing to pool."];
  return [...lines, ...end, ""].join("\n");
}

/** @param {State} state @param {Selection} found */
function courseLines(state, found) {
  const asked = /** @type {const} */ (["condition", "comparator", "outcome", "window", "measure"]);
  const options = asked.map((name) => `    ${name}=${quoted(state[name])},`);
  if (state.needles !== ANY) options.push(`    needling=[${quoted(state.needles)}],`);
  if (state.unread) options.push("    unread=True,");
  const wanted = found.included.map((trial) => trial.row.id);
  const limited = state.excluded.length || state.smallest || state.year_from !== null || state.year_to !== null;
  return [
    ["from", "widgets import pool"].join(" "),
    ["from", "widgets.evidence import comparisons"].join(" "),
    "",
    "trials = comparisons(",
    ...options,
    ")",
    ...(limited ? [`trials = trials[trials.row_id.isin([${wanted.map(quoted).join(", ")}])]`] : []),
  ];
}

/** @param {Selection} found */
function ownLines({ included }) {
  const list = (/** @type {string[]} */ values) => `[${values.join(", ")}]`;
  return [
    ["import", "pandas as pd"].join(" "),
    ["from", "widgets import pool"].join(" "),
    "",
    "trials = pd.DataFrame({",
    `    "label": ${list(included.map(({ row }) => quoted(row.label)))},`,
    `    "yi": ${list(included.map(({ yi }) => numeral(yi)))},`,
    `    "vi": ${list(included.map(({ vi }) => numeral(vi)))},`,
    "})",
  ];
}
