// What a simulation says in words: what was put in, what came out, and that it is a simulation. As words.py.

/**
 * @typedef {import("./trial.js").Settings & {trial: number}} Shown
 * @typedef {import("./compare.js").Comparison} Comparison
 */

/** @type {Record<string, string>} */
const WITH = { "usual care": "with usual care", "waiting list": "on the waiting list" };
/** @type {Record<string, string>} */
export const AGAINST = { "usual care": "usual care", "waiting list": "the waiting list" };

/** So many decimals, a half away from zero, with a proper minus sign. @param {number} value */
export function fixed(value, digits = 1) {
  if (Number.isNaN(value)) return "–";
  const rounded = Math.floor(Math.abs(value) * 10 ** digits + 0.5) / 10 ** digits;
  return `${value < 0 && rounded > 0 ? "\u2212" : ""}${rounded.toFixed(digits)}`;
}

/** @param {number} p */
export function pWords(p) {
  if (Number.isNaN(p)) return "p not known";
  return p < 0.001 ? "p\u00a0<\u00a00.001" : `p\u00a0=\u00a0${fixed(p, 3)}`;
}

/** A share of trials in hundreds; nearly none and nearly all are told from none and all. @param {number} share */
export function shareWords(share) {
  if (share === 0 || share === 1) return share === 0 ? "none of 100" : "100 of 100";
  const whole = Math.floor(share * 100 + 0.5);
  return whole === 0 ? "fewer than 1 of 100" : whole === 100 ? "more than 99 of 100" : `${whole} of 100`;
}

/** A difference as more or less of what is measured. @param {number} difference @param {string} measure */
export function byWords(difference, measure) {
  return `${fixed(Math.abs(difference))} points ${difference > 0 ? "more" : "less"} ${measure}`;
}

/** @param {number} value */
export function endWords(value) {
  return `${fixed(Math.abs(value))} ${value > 0 ? "more" : "less"}`;
}

/** Interval and p of a comparison. @param {Comparison} found */
export function sureWords(found) {
  return `95\u2009% interval from ${endWords(found.low)} to ${endWords(found.high)}; ${pWords(found.p)}`;
}

/** What something does to the measure, by the points that it takes off. @param {number} points */
export function helpsWords(points, measure = "") {
  if (fixed(points) === "0.0") return "does nothing";
  return `${points > 0 ? "takes off" : "adds"} ${fixed(Math.abs(points))}${measure && ` points of ${measure}`}`;
}

/** The truth of this simulation. @param {Shown} settings @param {string} measure */
export function putInWords(settings, measure) {
  const { specific, expectation, guessed } = settings;
  const lost = guessed > 0 ? `, but not for ${fixed(guessed, 0)} of 100 in the sham arm, who see through it` : "";
  const treated = helpsWords(expectation, fixed(specific) === "0.0" ? measure : "");
  return `Put in: the needle itself ${helpsWords(specific, measure)}; being treated ${treated}${lost}.`;
}

/**
 * One trial in one sentence. @param {Shown} settings @param {Record<string, Comparison>} found by comparison
 * @param {string} measure @param {string} comparator
 */
export function oneSays(settings, found, measure, comparator) {
  const head = `Simulation, not a real trial. ${putInWords(settings, measure)} ` +
    `Trial ${settings.trial.toLocaleString("en")}`;
  const sham = found["needle-sham"], usual = found["needle-usual"];
  if (Number.isNaN(sham.p) || Number.isNaN(usual.p)) return `${head} lost too many people to compare its arms.`;
  return `${head} found ${byWords(sham.difference, measure)} with the needle than with the sham (${
    sureWords(sham)
  }), ` +
    `and ${byWords(usual.difference, measure)} than ${WITH[comparator]} (${sureWords(usual)}).`;
}

/**
 * Many trials in one sentence. @param {Shown} settings @param {Record<string, number>} shares
 * how often a comparison says "works", by comparison; and `trials` @param {string} measure @param {string} comparator
 */
export function manySays(settings, shares, measure, comparator) {
  const sham = shareWords(shares["needle-sham"]), usual = shareWords(shares["needle-usual"]);
  return `Simulation. ${putInWords(settings, measure)} Of ${shares.trials.toLocaleString("en")} made-up trials of ` +
    `this one truth, ${sham} said “works” against the sham, and ${usual} against ${AGAINST[comparator]}.`;
}
