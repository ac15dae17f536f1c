// Pooling of trials in JavaScript; widgets/stats/ is the same in Python, tested on the same sets.
// Effects are acupuncture minus comparator (logs for ratios): negative favours acupuncture where lower is better.

import { at, dersimonianLaird, load, moments, quadratic, reml, scale, whereQIs } from "./tau2.js";
import { chi2Quantile, chi2Survival, normalSurvival, tQuantile, tSurvival } from "./distributions.js";

/** @typedef {"REML" | "DL" | "EE"} Method */
/** @typedef {"wald" | "hksj" | "hksj-modified"} Test */
/** @typedef {{method?: Method, test?: Test, level?: number}} Options */
/** @typedef {{estimate: number, se: number, ci_low: number, ci_high: number, pi_low: number, pi_high: number, tau2: number, i2: number, h2: number, q: number, p_q: number, k: number, weights: number[], method: Method, test: Test, stat: number, p: number, df: number, level: number, notes: string[]}} Pooled */

const METHODS = ["REML", "DL", "EE"];
const TESTS = ["hksj", "hksj-modified", "wald"];
/**
 * Refuse what cannot be pooled, in words that name the argument, the place and what is allowed.
 * @param {string} where @param {ArrayLike<number>} effects @param {ArrayLike<number>} variances @param {number} [least]
 */
function checkTrials(where, effects, variances, least = 1) {
  const k = effects.length;
  if (k !== variances.length) {
    throw new RangeError(
      `${where}: ${k} effects and ${variances.length} variances were given; allowed is one variance for each effect.`,
    );
  }
  if (k < least) throw new RangeError(`${where}: ${k} trials were given, allowed are ${least} or more.`);
  for (let i = 0; i < k; i++) {
    if (!Number.isFinite(effects[i])) {
      throw new RangeError(`${where}: effects[${i}] is ${effects[i]}, allowed is a finite number.`);
    }
    if (!(Number.isFinite(variances[i]) && variances[i] > 0)) {
      throw new RangeError(`${where}: variances[${i}] is ${variances[i]}, allowed is a finite number above 0.`);
    }
  }
}

/** @param {string} where @param {Method} method @param {Test} test @param {number} level */
function checkChoices(where, method, test, level) {
  if (!METHODS.includes(method)) {
    throw new RangeError(`${where}: method is ${method}, allowed is one of ${METHODS.join(", ")}.`);
  }
  if (!TESTS.includes(test)) {
    throw new RangeError(`${where}: test is ${test}, allowed is one of ${TESTS.join(", ")}.`);
  }
  if (method === "EE" && test !== "wald") {
    throw new RangeError(`${where}: test is ${test}, allowed with method EE (common effect) is wald.`);
  }
  checkLevel(where, level);
}

/** @param {string} where @param {number} level */
function checkLevel(where, level) {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`${where}: level is ${level}, allowed is a share above 0 and below 1, such as 0.95.`);
  }
}

/** The last quantiles, by level and degrees of freedom: a page asks for the same few again and again. @type {Map<string | number, number>} */
const quantiles = new Map();

/** The t quantile (normal for infinite df) that leaves (1 − level)/2 above it. @param {number} level @param {number} df */
function critical(level, df) {
  const key = df === Infinity ? -level : df + level; // df is whole and level below 1, so keys don't clash
  let value = quantiles.get(key);
  if (value === undefined) {
    if (quantiles.size > 1000) quantiles.clear();
    value = tQuantile((1 + level) / 2, df);
    quantiles.set(key, value);
  }
  return value;
}

/**
 * Pool trials of one question: effects and sampling variances, one number for each trial (ratios as logs).
 *
 * Fields and rules are those of `pool` in Python: `method` "REML", "DL" or "EE" (common effect, "wald" only); `test`
 * "hksj", "hksj-modified" or "wald"; a prediction interval of t(k − 1) whatever the test; `i2` and weights in percent;
 * NaN for what one trial, or a common effect, can't give. Throws RangeError for what can't be pooled.
 * @param {ArrayLike<number>} effects @param {ArrayLike<number>} variances @param {Options} [options] @returns {Pooled}
 */
export function pool(effects, variances, { method = "REML", test = "hksj", level = 0.95 } = {}) {
  checkChoices("pool", method, test, level);
  checkTrials("pool", effects, variances);
  const k = effects.length;
  if (k === 1) return oneTrial(effects[0], variances[0], method, test, level);
  const df = k - 1;
  load(effects, variances);
  moments(0);
  const q = at.q;
  const typical = df / at.trace;
  const tau2 = method === "REML" ? reml() : method === "DL" ? dersimonianLaird() : 0;
  quadratic(tau2);
  const ratio = at.q / df;
  const factor = test === "wald" ? 1 : test === "hksj" ? ratio : Math.max(1, ratio);
  const estimate = scale.origin + at.mean * Math.sqrt(scale.unit);
  const se = Math.sqrt(scale.unit / at.total * factor);
  const tDf = test === "wald" ? Infinity : df;
  const stat = se > 0 ? estimate / se : estimate === 0 ? 0 : Math.sign(estimate) * Infinity;
  const half = critical(level, tDf) * se;
  const reach = method === "EE" ? NaN : critical(level, df) * Math.sqrt(tau2 * scale.unit + se * se);
  const common = method === "EE";
  return {
    estimate,
    se,
    ci_low: estimate - half,
    ci_high: estimate + half,
    pi_low: estimate - reach,
    pi_high: estimate + reach,
    tau2: tau2 * scale.unit,
    i2: common ? (q > 0 ? 100 * Math.max(0, (q - df) / q) : 0) : 100 * tau2 / (typical + tau2),
    h2: common ? q / df : tau2 / typical + 1,
    q,
    p_q: chi2Survival(q, df),
    k,
    weights: weights(variances, tau2 * scale.unit),
    method,
    test,
    stat,
    p: 2 * tSurvival(Math.abs(stat), tDf),
    df: tDf,
    level,
    notes: notes(k, ratio, test),
  };
}

/** Percent weights at `tau2`. @param {ArrayLike<number>} variances @param {number} tau2 */
function weights(variances, tau2) {
  const found = new Array(variances.length);
  let total = 0;
  for (let i = 0; i < found.length; i++) total += found[i] = 1 / (variances[i] + tau2);
  for (let i = 0; i < found.length; i++) found[i] *= 100 / total;
  return found;
}

/** @param {number} estimate @param {number} variance @param {Method} method @param {Test} asked @param {number} level @returns {Pooled} */
function oneTrial(estimate, variance, method, asked, level) {
  const se = Math.sqrt(variance);
  const half = critical(level, Infinity) * se;
  let note = "One trial: nothing is pooled, and how trials differ can't be told; this is its own estimate.";
  if (asked !== "wald") note += " Its interval is Wald's (normal), as Hartung–Knapp needs two trials.";
  return {
    estimate,
    se,
    ci_low: estimate - half,
    ci_high: estimate + half,
    pi_low: NaN,
    pi_high: NaN,
    tau2: NaN,
    i2: NaN,
    h2: NaN,
    q: NaN,
    p_q: NaN,
    k: 1,
    weights: [100],
    method,
    test: "wald",
    stat: estimate / se,
    p: 2 * normalSurvival(Math.abs(estimate / se)),
    df: Infinity,
    level,
    notes: [note],
  };
}

/** @param {number} k @param {number} ratio @param {Test} test */
function notes(k, ratio, test) {
  const found = [];
  if (k === 2 && test !== "wald") {
    found.push("With two trials the Hartung–Knapp interval rests on one degree of freedom and is rarely of use.");
  }
  if (test === "hksj" && ratio === 0) {
    found.push('All effects are alike, so the Hartung–Knapp interval has no width: use test "hksj-modified".');
  } else if (test === "hksj" && ratio < 1 - 1e-9) { // with two trials REML makes it 1, but for rounding
    found.push(
      "The effects differ less than chance would make them differ, so Hartung–Knapp's standard error is smaller " +
        'than Wald\'s; test "hksj-modified" prevents that.',
    );
  }
  return found;
}

/**
 * Q-profile interval for tau² (Viechtbauer 2007); [0, 0] where the set is empty. Throws RangeError below two trials.
 * @param {ArrayLike<number>} effects @param {ArrayLike<number>} variances @param {number} [level] @returns {[number, number]}
 */
export function qProfile(effects, variances, level = 0.95) {
  checkLevel("qProfile", level);
  checkTrials("qProfile", effects, variances, 2);
  load(effects, variances);
  const limits = [(1 + level) / 2, (1 - level) / 2].map((p) => whereQIs(chi2Quantile(p, effects.length - 1)));
  return [limits[0] * scale.unit, limits[1] * scale.unit];
}

/**
 * The pool without each trial in turn: `omitted` is its place, `change` how far the estimate moves from the full one.
 * @param {ArrayLike<number>} effects @param {ArrayLike<number>} variances @param {Options} [options]
 */
export function leaveOneOut(effects, variances, options = {}) {
  checkTrials("leaveOneOut", effects, variances, 2);
  const full = pool(effects, variances, options).estimate;
  const [yi, vi] = [Array.from(effects), Array.from(variances)];
  return yi.map((_, omitted) => {
    const rest = pool(yi.toSpliced(omitted, 1), vi.toSpliced(omitted, 1), options);
    return { omitted, change: rest.estimate - full, ...rest };
  });
}

/**
 * The pool of the first trial, of the first two, and so on in the order given.
 * @param {ArrayLike<number>} effects @param {ArrayLike<number>} variances @param {Options} [options]
 */
export function cumulative(effects, variances, options = {}) {
  checkTrials("cumulative", effects, variances);
  const [yi, vi] = [Array.from(effects), Array.from(variances)];
  return yi.map((_, last) => pool(yi.slice(0, last + 1), vi.slice(0, last + 1), options));
}

/**
 * Egger's classical test (1997): regression of effects on standard errors, weighted by 1/variance. Above 0: less precise
 * trials have higher effects. Throws RangeError below three trials and for variances that are all alike.
 * @param {ArrayLike<number>} effects @param {ArrayLike<number>} variances
 */
export function egger(effects, variances) {
  checkTrials("egger", effects, variances, 3);
  const [yi, vi] = [Array.from(effects), Array.from(variances)];
  const k = yi.length;
  const se = vi.map(Math.sqrt);
  const most = Math.max(...se);
  if (most - Math.min(...se) <= 1e-10 * most) {
    throw new RangeError(`egger: all variances are ${vi[0]}; allowed are trials of different precision.`);
  }
  const total = vi.reduce((sum, one) => sum + 1 / one, 0);
  const mean = (/** @type {number[]} */ values) => values.reduce((sum, one, i) => sum + one / vi[i], 0) / total;
  const [se0, y0] = [mean(se), mean(yi)];
  const spread = mean(se.map((one) => (one - se0) ** 2));
  const slope = mean(se.map((one, i) => (one - se0) * (yi[i] - y0))) / spread;
  const left = mean(yi.map((one, i) => (one - y0 - slope * (se[i] - se0)) ** 2));
  const t = left > 0 ? slope / Math.sqrt(left / (k - 2) / spread) : Math.sign(slope) * Infinity;
  const warning = k < 10 ? `Egger's test can't tell chance from a pattern in ${k} trials: fewer than 10.` : "";
  return { k, t, df: k - 2, p: 2 * tSurvival(Math.abs(t), k - 2), warning };
}
