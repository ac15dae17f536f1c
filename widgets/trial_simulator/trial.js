// One made-up trial: who takes part, how they begin and how they end. trial.py says how, and is the same in Python.
import { normalSurvival } from "../_shared/distributions.js";
import { philox, share, standardNormal } from "../_shared/stream.js";

/**
 * @typedef {{
 *   people: number, baseline_mean: number, baseline_sd: number, within_sd: number, entry: number, natural: number,
 *   expectation: number, specific: number, guessed: number, dropout: number, responder: number, scale_max: number,
 *   seed: number
 * }} Settings
 * @typedef {{start: Float64Array, end: Float64Array, stays: Uint8Array, responds: Uint8Array}} Arm
 * @typedef {{mean: number, spread: number, share: number, pull: number, noise: number}} Ready
 */

export const ARMS = ["needle", "sham", "usual"];

/** The share of people who have at least the entry level on a day. @param {Settings} settings */
export function letIn(settings) {
  if (settings.entry <= 0) return 1;
  const spread = Math.sqrt(settings.baseline_sd ** 2 + settings.within_sd ** 2);
  return normalSurvival((settings.entry - settings.baseline_mean) / spread);
}

/** What follows from the settings, for all people. @param {Settings} settings @returns {Ready} */
export function ready(settings) {
  const between = settings.baseline_sd ** 2, within = settings.within_sd ** 2;
  return {
    mean: settings.baseline_mean,
    spread: Math.sqrt(between + within),
    share: letIn(settings),
    pull: between / (between + within),
    noise: Math.sqrt(between * within / (between + within) + within),
  };
}

/** Room for an arm's people. @param {number} people @returns {Arm} */
export function room(people) {
  return {
    start: new Float64Array(people),
    end: new Float64Array(people),
    stays: new Uint8Array(people),
    responds: new Uint8Array(people),
  };
}

const words = new Uint32Array(4);

/**
 * The people of one arm in the trial of this number, put into `arm`.
 * @param {Settings} settings @param {Ready} known @param {number} which its place in ARMS @param {number} trial
 * @param {Arm} arm @returns {Arm}
 */
export function draw(settings, known, which, trial, arm) {
  const { scale_max: worst, responder, dropout } = settings;
  const guessed = which === 1 ? settings.guessed : 0;
  const treated = which === 2 ? 0 : settings.expectation, needle = which === 0 ? settings.specific : 0;
  for (let person = 0; person < arm.start.length; person++) {
    philox(person, which, trial, 0, settings.seed, 0, words);
    const first = known.mean - known.spread * standardNormal(share(words[0]) * known.share);
    const helped = settings.natural + (share(words[2]) * 100 < guessed ? 0 : treated) + needle;
    const last = known.mean + known.pull * (first - known.mean) + known.noise * standardNormal(share(words[1])) -
      helped;
    const start = Math.min(Math.max(first, 0), worst), end = Math.min(Math.max(last, 0), worst);
    const stays = share(words[3]) * 100 >= dropout;
    arm.start[person] = start;
    arm.end[person] = end;
    arm.stays[person] = Number(stays);
    arm.responds[person] = Number(stays && start > 0 && (start - end) * 100 >= responder * start);
  }
  return arm;
}
