// The drawings: every person of an arm, a comparison with its interval, and the estimates of many trials. As static.py.
import { shape } from "../_shared/dom.js";
import {
  BAR,
  bars,
  BARS_HIGH,
  BINS,
  HEIGHT,
  meanLine,
  panel,
  place,
  STRIP,
  strip,
  STRIP_HIGH,
  WIDTH,
} from "./layout.js";
import { fixed } from "./words.js";

/** @typedef {import("./layout.js").Axis} Axis */
/** @typedef {import("./compare.js").Summary} Summary */

const ENTRY_ENDS = 84;

/** @param {string} kind @param {string} d */
const path = (kind, d) => d ? [shape("path", { class: kind, d, "vector-effect": "non-scaling-stroke" })] : [];

/** @param {number} width @param {number} height @param {string} label @param {...Node} children */
function stretched(width, height, label, ...children) {
  /** @type {Record<string, string>} */
  const named = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  return shape("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", ...named }, ...children);
}

/** Every person of an arm. @param {import("./trial.js").Arm} arm @param {Summary} found @param {import("./trial.js").Settings} settings @param {string} name */
export function peopleOf(arm, found, settings, name) {
  const worst = settings.scale_max, paths = panel(arm, worst);
  const line = meanLine(found.mean_start, found.mean_end, worst);
  const height = Math.floor(HEIGHT * (1 - settings.entry / worst) + 0.5);
  const start = fixed(found.mean_start), end = fixed(found.mean_end);
  return stretched(
    WIDTH,
    HEIGHT,
    `${name}: ${arm.start.length} people, mean ${start} at the start, ${end} at the end.`,
    ...Object.entries(paths).flatMap(([kind, d]) => path(kind, d)),
    ...path("hole", paths.stays),
    ...path("entry", settings.entry > 0 ? `M0 ${height}H${ENTRY_ENDS}` : ""),
    ...path("halo", line),
    ...path("mean", line),
  );
}

/** One comparison on an axis. @param {import("./compare.js").Comparison} found @param {number} put @param {Axis} ends */
export function stripOf(found, put, ends) {
  const parts = Object.entries(strip(found, put, ends)).flatMap(([kind, d]) => path(kind, d));
  return stretched(STRIP, STRIP_HIGH, "", ...parts);
}

/** The estimates of many trials. @param {import("./layout.js").Counts} counts @param {number} highest @param {number} put @param {Axis} ends @param {string} label */
export function barsOf(counts, highest, put, ends, label) {
  const width = BINS * BAR;
  const line = (/** @type {string} */ kind, /** @type {number} */ value) =>
    path(kind, `M${Math.floor(place(value, ends, width) + 0.5)} 0V${BARS_HIGH}`);
  const drawn = Object.entries(bars(counts, highest)).flatMap(([kind, d]) => path(kind, d));
  return stretched(width, BARS_HIGH, label, ...drawn, ...line("zero", 0), ...line("around", put), ...line("put", put));
}

/** A sign of the legend. @param {string} kind */
export function sign(kind) {
  const d = {
    mean: "M2 10H18",
    entry: "M1 10H19",
    put: "M10 1V19",
    interval: "M1 10H19",
    works: "M4 4H16V16H4Z",
    not: "M4 4H16V16H4Z",
  }[kind] ??
    "M10 10h0";
  const hole = kind === "stays" ? path("hole", d) : kind === "interval" ? path("estimate", "M10 10h0") : [];
  return shape("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, ...path(kind, d), ...hole);
}
