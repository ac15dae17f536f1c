// What can be put into a made-up trial, and what is allowed; settings.py has the names and limits.
import { tidy } from "../_shared/cells.js";
import { letIn } from "./trial.js";

/**
 * @typedef {import("./words.js").Shown} Shown
 * @typedef {{
 *   name: string, label: string, low: number, high: number, unit: string, hint: string, step: number,
 *   first: boolean
 * }} Field
 * @typedef {{get: (name: string) => any, set: (name: string, value: unknown) => void, save_changes: () => void, on: (name: string, f: () => void) => void, off: (name: string, f: () => void) => void}} Model
 * @typedef {{label: string, is: string, measure: string, comparator: string, settings: Record<string, number>, origins: [string, string][], source: string}} Preset
 */

const LEAST_LET_IN = 0.01;
export const SEED = {
  name: "seed",
  label: "Seed",
  low: 0,
  high: 2147483647,
  unit: "",
  hint: "Which luck. The same number gives the same people.",
  step: 1,
  first: false,
};

/** The names of all settings. @param {Model} model */
export function namesOf(model) {
  return [.../** @type {Field[]} */ (model.get("fields")).map((field) => field.name), "scale_max", "seed", "trial"];
}

/** @param {Model} model @returns {Shown} */
export function settingsOf(model) {
  return /** @type {any} */ (Object.fromEntries(namesOf(model).map((name) => [name, model.get(name)])));
}

/** @param {Model} model @returns {Preset} */
export function presetOf(model) {
  return model.get("presets")[model.get("preset")];
}

/** Whether settings are no longer those of the preset. @param {Model} model */
export function isChanged(model) {
  return Object.entries(presetOf(model).settings).some(([name, value]) => model.get(name) !== value);
}

/** Limits and step on this scale. @param {Field} field @param {number} worst */
export function limits(field, worst) {
  const factor = field.unit === "points" ? worst / 100 : 1;
  const step = factor < 0.5 ? 0.1 : field.step;
  return { low: tidy(field.low * factor), high: tidy(field.high * factor), step };
}

const inPrint = (/** @type {number} */ value) => String(value).replace("-", "\u2212");

/** What is wrong with a value, in a sentence; empty when nothing is. @param {Field} field @param {number} value @param {Shown} settings */
export function faultOf(field, value, settings) {
  const { low, high } = limits(field, settings.scale_max);
  const isWhole = !["people", "seed"].includes(field.name) || Number.isInteger(value);
  if (!(value >= low && value <= high && isWhole)) {
    const kind = isWhole ? "a number" : "a whole number";
    return `${field.label}: allowed is ${kind} from ${inPrint(low)} to ${inPrint(high)}.`;
  }
  if (letIn({ ...settings, [field.name]: value }) < LEAST_LET_IN) {
    return "So few people reach this entry level that no trial would find them. Lower it, or raise the usual level.";
  }
  return "";
}
