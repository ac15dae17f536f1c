// Normal, t and chi-squared distributions to about 12 digits, from the incomplete beta and gamma functions.
// Continued fractions and series: Abramowitz and Stegun 6.5, 26.5; factors free of cancellation: Loader 2000.

const TINY = 1e-300;
const PRECISION = 1e-16;
const HALF_LOG_2PI = Math.log(2 * Math.PI) / 2;

/** @type {Map<number, number>} */
const remainders = new Map();

/** What Stirling's formula leaves of log Γ(z), for z > 0. @param {number} z @returns {number} */
function stirlingRemainder(z) {
  if (z >= 12) {
    const s = 1 / (z * z);
    return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * 691 / 360360))))) / z;
  }
  let sum = remainders.get(z);
  if (sum === undefined) {
    sum = stirlingRemainder(z + 1) + (z + 0.5) * Math.log1p(1 / z) - 1;
    if (remainders.size < 10_000) remainders.set(z, sum); // degrees of freedom repeat, so this is looked up mostly
  }
  return sum;
}

/** log Γ(z) for z > 0. @param {number} z */
export function logGamma(z) {
  return (z - 0.5) * Math.log(z) - z + HALF_LOG_2PI + stirlingRemainder(z);
}

/** log of `ratio`, which is 1 + `lean`, from what has its digits. @param {number} ratio @param {number} lean */
function logRatio(ratio, lean) {
  return Math.abs(lean) < 0.5 ? Math.log1p(lean) : Math.log(ratio);
}

/**
 * The regularised incomplete beta function's continued fraction, by Lentz's method.
 * @param {number} a @param {number} b @param {number} x
 */
function betaFraction(a, b, x) {
  let c = 1;
  let d = 1 / (1 - (a + b) * x / (a + 1) || TINY);
  let value = d;
  for (let m = 1; m < 100_000; m++) {
    const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || TINY);
    c = 1 + even / c || TINY;
    value *= d * c;
    const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || TINY);
    c = 1 + odd / c || TINY;
    value *= d * c;
    if (Math.abs(d * c - 1) < PRECISION * 4) break;
  }
  return value;
}

/**
 * The regularised incomplete beta function I_x(a, b); `y` is 1 − x, given apart so that neither loses digits.
 * @param {number} a @param {number} b @param {number} x @param {number} y @returns {number}
 */
function incompleteBeta(a, b, x, y) {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, y, x);
  const lean = b * x - a * y;
  const power = a * logRatio(x * (a + b) / a, lean / a) + b * logRatio(y * (a + b) / b, -lean / b);
  const rest = stirlingRemainder(a) + stirlingRemainder(b) - stirlingRemainder(a + b);
  const factor = Math.exp(power - rest) * Math.sqrt(a * b / (2 * Math.PI * (a + b)));
  return factor * betaFraction(a, b, x) / a;
}

/** x^a e^(−x) / Γ(a). @param {number} a @param {number} x */
function gammaFactor(a, x) {
  const lean = (x - a) / a;
  return Math.exp(a * (logRatio(x / a, lean) - lean) - stirlingRemainder(a)) * Math.sqrt(a / (2 * Math.PI));
}

/** The lower regularised incomplete gamma function by its series. @param {number} a @param {number} x */
function gammaSeries(a, x) {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 100_000; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * PRECISION) break;
  }
  return sum * gammaFactor(a, x);
}

/** The upper regularised incomplete gamma function by its continued fraction. @param {number} a @param {number} x */
function gammaFraction(a, x) {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / (b || TINY);
  let value = d;
  for (let n = 1; n < 100_000; n++) {
    const term = -n * (n - a);
    b += 2;
    d = 1 / (term * d + b || TINY);
    c = b + term / c || TINY;
    value *= d * c;
    if (Math.abs(d * c - 1) < PRECISION * 4) break;
  }
  return value * gammaFactor(a, x);
}

/** Upper tail of chi-squared. @param {number} x @param {number} df degrees of freedom */
export function chi2Survival(x, df) {
  if (!(x > 0)) return Number.isNaN(x) ? NaN : 1;
  if (x === Infinity) return 0;
  return x / 2 < df / 2 + 1 ? 1 - gammaSeries(df / 2, x / 2) : gammaFraction(df / 2, x / 2);
}

/** Lower tail of chi-squared. @param {number} x @param {number} df */
export function chi2Cdf(x, df) {
  if (!(x > 0)) return Number.isNaN(x) ? NaN : 0;
  if (x === Infinity) return 1;
  return x / 2 < df / 2 + 1 ? gammaSeries(df / 2, x / 2) : 1 - gammaFraction(df / 2, x / 2);
}

/** Upper tail of the normal distribution. @param {number} z @returns {number} */
export function normalSurvival(z) {
  if (z < 0) return 1 - normalSurvival(-z);
  return chi2Survival(z * z, 1) / 2;
}

/** Lower tail of the normal distribution. @param {number} z */
export function normalCdf(z) {
  return normalSurvival(-z);
}

/** Upper tail of the t distribution; `df` may be Infinity. @param {number} t @param {number} df @returns {number} */
export function tSurvival(t, df) {
  if (df === Infinity) return normalSurvival(t);
  if (t < 0) return 1 - tSurvival(-t, df);
  if (t === Infinity) return 0;
  const square = t * t;
  const sum = df + square;
  return incompleteBeta(df / 2, 0.5, df / sum, square / sum) / 2;
}

/** Lower tail of the t distribution; `df` may be Infinity. @param {number} t @param {number} df */
export function tCdf(t, df) {
  return tSurvival(-t, df);
}

/** Density of the t distribution; `df` may be Infinity. @param {number} t @param {number} df */
function tDensity(t, df) {
  if (df === Infinity) return Math.exp(-t * t / 2 - HALF_LOG_2PI);
  const rest = stirlingRemainder((df + 1) / 2) - stirlingRemainder(df / 2) +
    df / 2 * Math.log1p(1 / df) - 0.5;
  return Math.exp(rest - (df + 1) / 2 * Math.log1p(t * t / df) - HALF_LOG_2PI);
}

/**
 * Where a falling `tail` equals `target`: Newton's method on the tail's logarithm, which never leaves its bracket.
 * @param {(x: number) => number} tail @param {(x: number) => number} density minus the tail's slope
 * @param {number} target @param {number} start @returns {number}
 */
function whereTailIs(tail, density, target, start) {
  let low = 0;
  let high = Infinity;
  let x = start;
  for (let n = 0; n < 200; n++) {
    const here = tail(x);
    if (here > target) low = x;
    else high = x;
    // Far out the tail falls by powers, so its logarithm is nearly straight in log x, not in x.
    const step = here > 0 ? Math.log(here / target) * here / density(x) : -x;
    let next = x > 1 ? x * Math.exp(Math.min(step / x, 5)) : x + step;
    if (!(next > low && next < high)) next = high === Infinity ? 2 * low + 1 : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * next) return next;
    x = next;
  }
  return x;
}

/** @param {string} name @param {number} p */
function checkShare(name, p) {
  if (!(p > 0 && p < 1)) throw new RangeError(`${name}: p is ${p}, allowed is a share above 0 and below 1.`);
}

/** @param {string} name @param {number} df */
function checkDf(name, df) {
  if (!(df > 0)) throw new RangeError(`${name}: df is ${df}, allowed is a number above 0.`);
}

/**
 * The value that a t distribution stays below with probability `p`; `df` may be Infinity (normal).
 * @param {number} p @param {number} df @returns {number}
 */
export function tQuantile(p, df) {
  checkShare("tQuantile", p);
  checkDf("tQuantile", df);
  if (p === 0.5) return 0;
  if (p < 0.5) return -upperT(p, df);
  return upperT(1 - p, df);
}

/** The t value with the share `upper`, below one half, above it. @param {number} upper @param {number} df */
function upperT(upper, df) {
  // Abramowitz and Stegun 26.2.22 is near enough to start from.
  const r = Math.sqrt(-2 * Math.log(upper));
  const start = Math.max(r - (2.30753 + 0.27061 * r) / (1 + r * (0.99229 + 0.04481 * r)), 1e-3);
  return whereTailIs((t) => tSurvival(t, df), (t) => tDensity(t, df), upper, start);
}

/** The value that a normal distribution stays below with probability `p`. @param {number} p */
export function normalQuantile(p) {
  return tQuantile(p, Infinity);
}

/**
 * The value that chi-squared on `df` degrees of freedom stays below with probability `p`.
 * @param {number} p @param {number} df
 */
export function chi2Quantile(p, df) {
  checkShare("chi2Quantile", p);
  checkDf("chi2Quantile", df);
  const density = (/** @type {number} */ x) => gammaFactor(df / 2, x / 2) / x;
  // Wilson and Hilferty's start; it can fall to 0 or below in the lower tail of few degrees of freedom.
  const c = 2 / (9 * df);
  const start = df * Math.max(1 - c + normalQuantile(p) * Math.sqrt(c), 0.01) ** 3;
  if (p >= 0.5) return whereTailIs((x) => chi2Survival(x, df), density, 1 - p, start);
  // The lower tail rises; in −log x it falls.
  const found = whereTailIs((y) => chi2Cdf(1 / y, df), (y) => density(1 / y) / (y * y), p, 1 / start);
  return 1 / found;
}
