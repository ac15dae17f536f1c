// Where everything is drawn, as path data. layout.py says how, and is the same in Python.
import { tidy } from "../_shared/cells.js";
import { COMPARISONS, isSignificant, putIn } from "./compare.js";
import { ready } from "./trial.js";

/**
 * @typedef {import("./trial.js").Settings} Settings
 * @typedef {import("./compare.js").Comparison} Comparison
 * @typedef {{low: number, high: number, ticks: number[]}} Axis
 * @typedef {{works: number[], not: number[]}} Counts
 * @typedef {{
 *   start: ArrayLike<number>, end: ArrayLike<number>, stays: ArrayLike<number>, responds: ArrayLike<number>
 * }} Drawn
 */

const GOLDEN = 0.6180339887498949;
export const WIDTH = 200, HEIGHT = 400;
const FROM = 16, TO = 128, SPREAD = 56;
const MOST_LINES = 160;
export const BINS = 48, BAR = 10, BARS_HIGH = 100;
export const STRIP = 400, STRIP_HIGH = 40;

/** @param {number} value */
const whole = (value) => Math.floor(value + 0.5);

/** The people of one arm, by kind. @param {Drawn} arm @param {number} worst */
export function panel(arm, worst) {
  const paths = { lines: "", start: "", lost: "", responds: "", stays: "" };
  const few = arm.start.length <= MOST_LINES;
  for (let person = 0; person < arm.start.length; person++) {
    const aside = (person + 1) * GOLDEN % 1 * SPREAD;
    const left = whole(FROM + aside), right = whole(TO + aside);
    const top = whole(HEIGHT * (1 - arm.start[person] / worst));
    const bottom = whole(HEIGHT * (1 - arm.end[person] / worst));
    if (!arm.stays[person]) {
      paths.lost += `M${left} ${top}h0`;
      continue;
    }
    paths.start += `M${left} ${top}h0`;
    paths[arm.responds[person] ? "responds" : "stays"] += `M${right} ${bottom}h0`;
    if (few) paths.lines += `M${left} ${top}L${right} ${bottom}`;
  }
  return paths;
}

/** From the mean start to the mean end. @param {number} start @param {number} end @param {number} worst */
export function meanLine(start, end, worst) {
  if (Number.isNaN(start)) return "";
  const top = whole(HEIGHT * (1 - start / worst)), bottom = whole(HEIGHT * (1 - end / worst));
  return `M${FROM + SPREAD / 2} ${top}L${TO + SPREAD / 2} ${bottom}`;
}

/** The ends of an axis and its ticks. @param {number} low @param {number} high @returns {Axis} */
export function axis(low, high) {
  low = Math.min(low, 0);
  high = Math.max(high, 0);
  const rough = Math.max(high - low, 1e-6) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Number([1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999));
  const first = Math.floor(tidy(low / step)), last = Math.max(Math.ceil(tidy(high / step)), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => tidy((first + at) * step));
  return { low: ticks[0], high: ticks[ticks.length - 1], ticks };
}

/** How far from the left, cut at both ends. @param {number} value @param {Axis} ends @param {number} width */
export function place(value, ends, width) {
  return Math.min(Math.max((value - ends.low) / (ends.high - ends.low), 0), 1) * width;
}

/** One comparison: interval, estimate, zero, and what was put in. @param {Comparison} found @param {number} put @param {Axis} ends */
export function strip(found, put, ends) {
  const at = (/** @type {number} */ value) => whole(place(value, ends, STRIP));
  const told = !Number.isNaN(found.p), middle = STRIP_HIGH / 2;
  return {
    zero: `M${at(0)} 0V${STRIP_HIGH}`,
    put: `M${at(put)} 0V${STRIP_HIGH}`,
    interval: told ? `M${at(found.low)} ${middle}H${at(found.high)}` : "",
    estimate: told ? `M${at(found.difference)} ${middle}h0` : "",
  };
}

/** An axis with room for all intervals as far as the scale goes, and for what was put in. @param {Comparison[]} found @param {Settings} settings */
export function stripAxis(found, settings) {
  const told = found.filter((one) => !Number.isNaN(one.p)).flatMap((one) => [one.low, one.high]);
  const values = [...COMPARISONS.map((pair) => putIn(settings, pair)), ...told];
  return axis(Math.max(Math.min(...values), -settings.scale_max), Math.min(Math.max(...values), settings.scale_max));
}

/** An axis with room for nearly all estimates to come. @param {Settings} settings */
export function manyAxis(settings) {
  const known = ready(settings), sees = settings.guessed / 100;
  const change = ((1 - known.pull) * known.spread) ** 2 + known.noise ** 2 +
    settings.expectation ** 2 * sees * (1 - sees);
  const error = Math.sqrt(2 * change / (settings.people * (1 - settings.dropout / 100)));
  const values = COMPARISONS.map((pair) => putIn(settings, pair));
  return axis(Math.min(...values) - 4 * error, Math.max(...values) + 4 * error);
}

/** How many estimates lie in each bin. @param {ArrayLike<number>} differences @param {ArrayLike<number>} ps @param {number} done @param {Axis} ends @returns {Counts} */
export function countBins(differences, ps, done, ends) {
  const counts = { works: new Array(BINS).fill(0), not: new Array(BINS).fill(0) };
  for (let trial = 0; trial < done; trial++) {
    if (Number.isNaN(ps[trial])) continue;
    const at = Math.min(Math.floor(place(differences[trial], ends, BINS)), BINS - 1);
    counts[isSignificant(ps[trial]) && differences[trial] < 0 ? "works" : "not"][at] += 1;
  }
  return counts;
}

/** Bars of what "works", and upon them those of all others. @param {Counts} counts @param {number} highest */
export function bars(counts, highest) {
  const paths = { works: "", not: "" };
  for (let at = 0; at < BINS; at++) {
    const says = counts.works[at], others = counts.not[at];
    const middle = whole(BARS_HIGH * (1 - says / highest)), top = whole(BARS_HIGH * (1 - (says + others) / highest));
    if (says) paths.works += `M${at * BAR} ${BARS_HIGH}V${middle}h${BAR}V${BARS_HIGH}Z`;
    if (others) paths.not += `M${at * BAR} ${middle}V${top}h${BAR}V${middle}Z`;
  }
  return paths;
}
