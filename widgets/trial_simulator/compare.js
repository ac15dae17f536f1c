// What a trial reports: each arm by itself, and two arms against each other. compare.py says how, and is the same.
import { tQuantile, tSurvival } from "../_shared/distributions.js";

/**
 * @typedef {import("./trial.js").Arm} Arm
 * @typedef {import("./trial.js").Settings} Settings
 * @typedef {{
 *   people: number, stayed: number, mean_start: number, mean_end: number, mean_change: number, sd_change: number,
 *   responders: number
 * }} Summary
 * @typedef {{difference: number, low: number, high: number, p: number}} Comparison
 */

/** Places in ARMS. @type {[number, number][]} */
export const COMPARISONS = [[0, 1], [0, 2], [1, 2]];
export const NAMES = ["needle-sham", "needle-usual", "sham-usual"];
const SIGNIFICANT = 0.05;

/** @param {Arm} arm @returns {Summary} */
export function summarise(arm) {
  let stayed = 0, start = 0, end = 0, change = 0, responders = 0, squares = 0;
  const people = arm.start.length;
  for (let person = 0; person < people; person++) {
    if (!arm.stays[person]) continue;
    stayed += 1;
    start += arm.start[person];
    end += arm.end[person];
    change += arm.end[person] - arm.start[person];
    responders += arm.responds[person];
  }
  const mean = change / stayed;
  for (let person = 0; person < people; person++) {
    if (arm.stays[person]) squares += (arm.end[person] - arm.start[person] - mean) ** 2;
  }
  return {
    people,
    stayed,
    mean_start: start / stayed,
    mean_end: end / stayed,
    mean_change: mean,
    sd_change: stayed > 1 ? Math.sqrt(squares / (stayed - 1)) : NaN,
    responders: responders / people,
  };
}

/** Difference, standard error, degrees of freedom and p by Welch. @param {Summary} first @param {Summary} second */
export function welch(first, second) {
  const difference = first.mean_change - second.mean_change;
  const one = first.sd_change ** 2 / first.stayed, two = second.sd_change ** 2 / second.stayed;
  const error = Math.sqrt(one + two);
  if (error === 0) return { difference, error, df: 1, p: difference === 0 ? 1 : 0 };
  const df = (one + two) ** 2 / (one ** 2 / (first.stayed - 1) + two ** 2 / (second.stayed - 1));
  const p = Number.isNaN(error) ? NaN : 2 * tSurvival(Math.abs(difference) / error, df);
  return { difference, error, df, p };
}

/** @param {Summary} first @param {Summary} second @returns {Comparison} */
export function compare(first, second) {
  const { difference, error, df, p } = welch(first, second);
  const half = Number.isNaN(p) ? NaN : error === 0 ? 0 : tQuantile(0.975, df) * error;
  return { difference, low: difference - half, high: difference + half, p };
}

/** Whether a reader of p alone would say "works". @param {number} difference @param {number} p */
export function works(difference, p) {
  return p < SIGNIFICANT && difference < 0;
}

/** @param {number} p */
export function isSignificant(p) {
  return p < SIGNIFICANT;
}

/** The difference that the settings put between two arms. @param {Settings} settings @param {[number, number]} pair */
export function putIn(settings, [first, second]) {
  const helps = [
    settings.expectation + settings.specific,
    settings.expectation * (1 - settings.guessed / 100),
    0,
  ];
  return helps[second] - helps[first];
}
