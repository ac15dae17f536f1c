// The scale under a picture: how far it goes, where its marks stand. All in the units of the effects (logs for ratios).

/** @typedef {{low: number, high: number, ticks: {at: number, text: string}[]}} Scale */

const RATIOS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 10, 20, 50, 100];

/**
 * How far a scale goes: all middles and all of `always` stand in it, and of long intervals as much as leaves the rest legible.
 * @param {[number, number, number][]} intervals low, middle, high @param {number[]} always @returns {[number, number]}
 */
export function extent(intervals, always) {
  let low = Infinity, high = -Infinity, least = Infinity, most = -Infinity;
  for (const value of always) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  for (const [from, middle, to] of intervals) {
    low = Math.min(low, middle);
    high = Math.max(high, middle);
    least = Math.min(least, from);
    most = Math.max(most, to);
  }
  const core = high - low || 1, reach = intervals.length < 5 ? Infinity : core * 0.75;
  low = Math.max(Math.min(low, least), low - reach);
  high = Math.min(Math.max(high, most), high + reach);
  const edge = (high - low || 1) * 0.03;
  return [low - edge, high + edge];
}

/** Round marks inside the scale. @param {number} low @param {number} high @param {import("../_shared/words.js").Kind} kind @returns {Scale} */
export function scaleOf(low, high, kind) {
  if (kind === "RR" || kind === "OR") {
    const inside = RATIOS.filter((value) => Math.log(value) >= low && Math.log(value) <= high);
    return {
      low,
      high,
      ticks: thinned(inside.map((value) => ({ at: Math.log(value), text: String(value) })), low, high),
    };
  }
  const factor = kind === "RD" ? 100 : 1;
  const step = niceStep((high - low) * factor / 5);
  const ticks = [];
  for (let mark = Math.ceil(low * factor / step); mark * step <= high * factor; mark++) {
    const value = mark * step;
    const text = step < 1 ? value.toFixed(Math.ceil(-Math.log10(step))) : String(Math.round(value));
    ticks.push({ at: value / factor, text: Number(text) === 0 ? "0" : text.replace("-", "−") });
  }
  return { low, high, ticks };
}

/** No two marks nearer than a seventh of the scale; 1 always stays. @param {{at: number, text: string}[]} ticks @param {number} low @param {number} high */
function thinned(ticks, low, high) {
  /** @type {typeof ticks} */
  const kept = ticks.filter((tick) => tick.at === 0);
  for (const tick of ticks) {
    if (kept.every((other) => Math.abs(other.at - tick.at) >= (high - low) / 7)) kept.push(tick);
  }
  return kept.sort((a, b) => a.at - b.at);
}

/** 1, 2 or 5 times a power of ten. @param {number} rough */
function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  const times = rough / power;
  return (times < 1.5 ? 1 : times < 3.5 ? 2 : times < 7.5 ? 5 : 10) * power;
}

/** Where a value stands, from 0 to 100. @param {Scale} scale @param {number} value */
export const place = (scale, value) => 100 * (value - scale.low) / (scale.high - scale.low);
