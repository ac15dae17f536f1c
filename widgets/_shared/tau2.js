// The between-trial variance tau² in JavaScript, for one set of trials at a time; widgets/stats/tau2.py is the same.

// A peak seen on the grid this far below the highest may still be the highest in between.
const NEAR = 0.5;

// One set of trials at a time, in units of its smallest variance and counted from its most precise trial, which comes
// first: so neither a dominant weight nor a huge number costs digits. Kept between calls, so that a fit allocates little.
let size = 0;
let y = new Float64Array(64);
let v = new Float64Array(64);
let grid = new Float64Array(64);
let spread = 0;

/** The unit of variances (the smallest), and the effect that effects are counted from, in the caller's units. */
export const scale = { unit: 1, origin: 0 };

/** Load trials, already checked, for the functions below. @param {ArrayLike<number>} effects @param {ArrayLike<number>} variances */
export function load(effects, variances) {
  size = effects.length;
  if (size > y.length) {
    y = new Float64Array(2 * size);
    v = new Float64Array(2 * size);
  }
  let best = 0;
  for (let i = 1; i < size; i++) if (variances[i] < variances[best]) best = i;
  const unit = scale.unit = variances[best];
  const origin = scale.origin = effects[best];
  const deviation = Math.sqrt(unit);
  let sum = 0;
  for (let i = 0; i < size; i++) {
    y[i] = (effects[i] - origin) / deviation;
    v[i] = variances[i] / unit;
    sum += y[i];
  }
  y[best] = y[0];
  v[best] = v[0];
  y[0] = 0;
  v[0] = 1;
  spread = 0;
  for (let i = 0; i < size; i++) spread += (y[i] - sum / size) ** 2;
  if (!(spread < 1e150)) {
    throw new RangeError("pool: effects are more than 1e75 standard errors apart, allowed is less.");
  }
}

// What the last call of a function below found at its tau²; read at once, as the next call overwrites it.
export const at = { mean: 0, total: 0, q: 0, ypp: 0, yppp: 0, trace: 0, trace2: 0 };

/** Cochran's Q with weights at `tau2`, and minus its slope. @param {number} tau2 */
export function quadratic(tau2) {
  let total = 0;
  let wy = 0;
  for (let i = 0; i < size; i++) {
    const w = 1 / (v[i] + tau2);
    total += w;
    wy += w * y[i];
  }
  const mean = wy / total;
  let q = 0;
  let ypp = 0;
  for (let i = 0; i < size; i++) {
    const w = 1 / (v[i] + tau2);
    const u = w * (y[i] - mean);
    q += u * (y[i] - mean);
    ypp += u * u;
  }
  at.mean = mean;
  at.total = total;
  at.q = q;
  at.ypp = ypp;
}

/** All quadratic forms and traces of P at `tau2`. @param {number} tau2 */
export function moments(tau2) {
  quadratic(tau2);
  const { mean, total } = at;
  let wu = 0;
  let squares = 0;
  const first = 1 / (1 + tau2);
  for (let i = 0; i < size; i++) {
    const w = 1 / (v[i] + tau2);
    wu += w * w * (y[i] - mean);
    squares += w * w;
  }
  const centre = wu / total;
  let yppp = 0;
  let trace = 0;
  let trace2 = 0;
  let others = 0;
  let others2 = 0;
  for (let i = 0; i < size; i++) {
    const w = 1 / (v[i] + tau2);
    const swing = w * (y[i] - mean) - centre;
    yppp += w * swing * swing;
    if (i === 0) continue; // the first outweighs the rest, so its own terms come from their sums, not from differences
    others += w;
    others2 += w * w;
    const diagonal = w * (total - w);
    trace += diagonal;
    trace2 += diagonal * diagonal + w * w * (squares - w * w);
  }
  at.yppp = yppp;
  at.trace = (trace + first * others) / total;
  at.trace2 = (trace2 + (first * others) ** 2 + first * first * others2) / (total * total);
}

/** Restricted log likelihood at `tau2`, up to a constant. @param {number} tau2 */
function logLikelihood(tau2) {
  let total = 0;
  let wy = 0;
  let wyy = 0;
  let logs = 0;
  let product = 1;
  for (let i = 0; i < size; i++) {
    const inverse = v[i] + tau2;
    const w = 1 / inverse;
    total += w;
    wy += w * y[i];
    wyy += w * y[i] * y[i];
    product *= inverse;
    if (product > 1e100) {
      logs += Math.log(product);
      product = 1;
    }
  }
  return -(logs + Math.log(product * total) + wyy - wy * wy / total) / 2;
}

/**
 * Where a function goes from above 0 to below: Newton's method that never leaves its bracket, as in Python.
 * @param {(tau2: number) => number} value @param {() => number} slope that of the last value
 * @param {number} low @param {number} high @param {number} start @returns {number}
 */
function root(value, slope, low, high, start) {
  let x = start;
  let last = high - low;
  for (let n = 0; n < 200; n++) {
    const here = value(x);
    if (here > 0) low = x;
    else high = x;
    let next = x - here / slope();
    if (next >= low && next <= high && Math.abs(next - x) <= 1e-9 * next + 1e-15) return next;
    if (!(next > low && next < high) || Math.abs(next - x) > last / 2) {
      next = Math.sqrt((1 + low) * (1 + high)) - 1;
      if (high - low <= 1e-13 * high + 1e-15) return next;
    }
    last = Math.abs(next - x);
    x = next;
  }
  return x;
}

/** The restricted score at `tau2`. @param {number} tau2 */
function score(tau2) {
  moments(tau2);
  return (at.ypp - at.trace) / 2;
}

/** The score's slope; where the likelihood is hollow, Fisher's expected slope, which always climbs. */
function scoreSlope() {
  const slope = at.trace2 / 2 - at.yppp;
  return slope < 0 ? slope : -at.trace2 / 2;
}

/** tau² by REML, in units of the smallest variance: Newton's method from each near-highest peak of a coarse grid, as in Python. */
export function reml() {
  const points = 2 + Math.ceil(Math.log2(1 + spread));
  if (points > grid.length) grid = new Float64Array(points);
  let top = -Infinity;
  for (let j = 0; j < points; j++) {
    grid[j] = logLikelihood(2 ** j - 1);
    if (grid[j] > top) top = grid[j];
  }
  let best = NaN;
  let height = -Infinity;
  for (let j = 0; j < points; j++) {
    const before = Math.max(j - 1, 0);
    const after = Math.min(j + 1, points - 1);
    if (!(grid[j] > top - NEAR && grid[j] >= grid[before] && grid[j] >= grid[after])) continue;
    const found = j === 0 && score(0) <= 0 ? 0 : root(score, scoreSlope, 2 ** before - 1, 2 ** after - 1, 2 ** j - 1);
    const likelihood = logLikelihood(found);
    if (likelihood > height) {
      best = found;
      height = likelihood;
    }
  }
  return best;
}

/** tau² by DerSimonian and Laird, in units of the smallest variance. */
export function dersimonianLaird() {
  moments(0);
  return Math.max(0, (at.q - (size - 1)) / at.trace);
}

/** The tau² (in units of the smallest variance) at which Q is `target`; 0 where it is below from the start. @param {number} target */
export function whereQIs(target) {
  quadratic(0);
  if (at.q <= target) return 0;
  // Q falls nearly like 1/(v + tau²), so 1/Q is nearly straight.
  const gap = (/** @type {number} */ tau2) => {
    quadratic(tau2);
    return 1 / target - 1 / at.q;
  };
  return root(gap, () => -at.ypp / (at.q * at.q), 0, spread / target, 0);
}
