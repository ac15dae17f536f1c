// Two practitioners and one label: the same sums and draws as study.py, which says what a table is.
import { philox, share } from "../_shared/stream.js";

export const MOST = 10000;

/** @typedef {{people: number, observed: number, byChance: number, kappa: number | null}} Agreement */

/** How many pairs of answers agree by luck, times the people. @param {number[]} table */
function luckOf([both, first, second, neither]) {
  return (both + first) * (both + second) + (neither + first) * (neither + second);
}

/** @param {number[]} table @returns {Agreement} */
export function agreementOf(table) {
  const people = table.reduce((sum, count) => sum + count, 0), luck = luckOf(table);
  const observed = (table[0] + table[3]) / people, byChance = luck / people ** 2;
  const kappa = luck < people ** 2 ? (observed - byChance) / (1 - byChance) : null;
  return { people, observed, byChance, kappa };
}

/** Kappa in each of `runs` studies of `people` people; null where it has no value. @param {number[]} table @param {number} people @param {number} runs @param {number} seed */
export function studies(table, people, runs, seed) {
  const words = new Uint32Array(4), ends = table.map((_, place) => table.slice(0, place + 1).reduce((a, b) => a + b));
  return Array.from({ length: runs }, (_, study) => {
    const counts = [0, 0, 0, 0];
    for (let person = 1; person <= people; person++) {
      philox(person, study + 1, 0, 0, seed, 0, words);
      const drawn = share(words[0]) * ends[3];
      counts[ends.findIndex((end) => drawn < end)]++;
    }
    const luck = luckOf(counts);
    return luck < people ** 2 ? (people * (counts[0] + counts[3]) - luck) / (people ** 2 - luck) : null;
  });
}

/** Between which values 95 of 100 lie; null if none has a value. @param {(number | null)[]} kappas @returns {[number, number] | null} */
export function middle(kappas) {
  const known = kappas.filter((one) => one !== null).sort((a, b) => a - b);
  const cut = Math.floor(0.025 * known.length);
  return known.length ? [known[cut], known[known.length - 1 - cut]] : null;
}
