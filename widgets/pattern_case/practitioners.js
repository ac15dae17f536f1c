// Seven made-up practitioners see one case: practitioners.py says how, and is the same in Python.
import { philox, share } from "../_shared/stream.js";

export const RATERS = 7;
const CASE = 0x7ca5e;

/** What the seven choose from, and how. @typedef {{points: Record<string, string[]>, plan: [number, number], universe: number}} World */

/** A number above 0 and below 1 that hangs on these four alone. @param {number} seed @param {number} key @param {number} rater @param {number} place */
function draw(seed, key, rater, place) {
  const words = new Uint32Array(4);
  philox(rater, place, key, 0, seed, CASE, words);
  return share(words[0]);
}

/** A number for the name of a case (FNV-1a). @param {string} name */
function keyOf(name) {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  return state;
}

/**
 * What each of the seven says of the case called `name`.
 * @param {string} name @param {string[]} answer @param {World} world @param {number} kappa @param {number} seed
 */
export function practitioners(name, answer, world, kappa, seed) {
  const key = keyOf(name), shares = Math.sqrt(kappa);
  const reading = answer[Math.floor(draw(seed, key, RATERS, 0) * answer.length)];
  return Array.from(
    { length: RATERS },
    (_, rater) => one((place) => draw(seed, key, rater, place), reading, world, shares),
  );
}

/** @param {(place: number) => number} pick @param {string} reading @param {World} world @param {number} shares */
function one(pick, reading, { points, plan, universe }, shares) {
  const patterns = Object.keys(points);
  const pattern = pick(0) < shares ? reading : patterns[Math.floor(pick(1) * patterns.length)];
  const named = [...new Set(Object.values(points).flat())];
  const everything = [...named, ...Array.from({ length: universe - named.length }, (_, at) => `+${at + 1}`)];
  const own = [...points[pattern]], others = everything.filter((code) => !own.includes(code));
  const number = plan[0] + Math.floor(pick(2) * (plan[1] - plan[0] + 1));
  const chosen = Array.from({ length: number }, (_, place) => {
    const pool = own.length && pick(3 + 2 * place) < shares ? own : others;
    return pool.splice(Math.floor(pick(4 + 2 * place) * pool.length), 1)[0];
  });
  return { pattern, points: chosen };
}

/** How often each stands there, the most often first. @param {string[]} list @returns {[string, number][]} */
export function tally(list) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** What stands out. @param {{pattern: string, points: string[]}[]} seen */
export function spread(seen) {
  const labels = tally(seen.map((one) => one.pattern)), used = tally(seen.flatMap((one) => one.points));
  return {
    patterns: labels.length,
    largest: labels[0][1],
    pairs: labels.reduce((sum, [, n]) => sum + n * (n - 1) / 2, 0),
    of_pairs: seen.length * (seen.length - 1) / 2,
    points: used.length,
    shared_points: used.filter(([, n]) => n > 1).length,
  };
}
