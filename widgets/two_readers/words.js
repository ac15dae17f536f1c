// What the table and the drawn studies come to, in words: as static.py says it.
import { middle } from "./study.js";

/** @typedef {import("./study.js").Agreement} Agreement */

const NO_KAPPA =
  "Luck alone makes the two agree on everybody, so nothing is left to agree on: this table has no kappa.";

/** A number as it is printed, with a true minus sign and never a minus zero. @param {number} value @param {number} digits */
export function signed(value, digits) {
  const text = Number(value.toPrecision(12)).toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

/** A number of people in 100, with a decimal only where there is one. @param {number} value */
export function tenths(value) {
  return signed(value, 1).replace(/\.0$/, "");
}

/** @param {Agreement} found */
export function byHand(found) {
  const same = 100 * found.observed, luck = 100 * found.byChance;
  const text = `Of 100 people A and B agree on ${tenths(same)}. By luck alone it would be ${tenths(luck)}. `;
  if (found.kappa === null) return text + NO_KAPPA;
  return text + `Beyond luck: ${tenths(same - luck)}. Left to agree on: ${tenths(100 - luck)}. ` +
    `Kappa is the first divided by the second: ${signed(found.kappa, 2)}.`;
}

/** @param {number} people @param {(number | null)[]} kappas */
export function drawn(people, kappas) {
  const none = kappas.filter((one) => one === null).length, found = middle(kappas);
  const text = `${kappas.length} made-up studies of ${people} people each, drawn from this table: `;
  if (!found) return text + "none has a kappa.";
  const span = `the middle 95 of 100 found a kappa from ${signed(found[0], 2)} to ${signed(found[1], 2)}.`;
  return text + span + (none ? ` ${none} found none, as both gave everybody the same label.` : "");
}
