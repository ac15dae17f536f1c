// Which cells of a square of 100 or 10,000 are drawn how, and the lines that draw them: the same rule as cells.py.

/** @typedef {{count: number, low: number, high: number, baseline: number | null}} Cells */
/** @typedef {[string, number, number]} Run a mark, its first cell, and the one after its last */

/** Each mark is drawn in layers over its cells: colour, length and height as shares of a cell. @type {Record<string, [string, number, number][]>} */
export const LAYERS = {
  rest: [["dot", 0.3, 0.3]],
  full: [["mark", 0.8, 0.8]],
  open: [["mark", 0.8, 0.8], ["hole", 0.5, 0.5]],
  added: [["mark", 0.8, 0.8], ["hole", 0.16, 0.8], ["hole", 0.8, 0.16]],
  avoided: [["mark", 0.8, 0.8], ["hole", 0.56, 0.56], ["mark", 0.24, 0.24]],
};

/** Without the dust of binary fractions, so that 2.4999999999999996 counts as a half. @param {number} value */
export function tidy(value) {
  return Math.floor(value * 1e6 + 0.5) / 1e6;
}

/**
 * How many cells stand for each number: the nearest whole number, a half up.
 * An upper end above zero has one cell at least, so that no picture of "fewer than 1" looks like none.
 * @param {number} rate @param {number | null} low @param {number | null} high @param {number | null} baseline
 * @param {number} denominator @returns {Cells}
 */
export function cells(rate, low, high, baseline, denominator) {
  const whole = (/** @type {number} */ share) => Math.floor(tidy(share * denominator) + 0.5);
  const count = whole(rate);
  return {
    count,
    low: low === null ? count : whole(low),
    high: high === null ? count : Math.max(whole(high), Number(high > 0)),
    baseline: baseline === null ? null : whole(baseline),
  };
}

/** The marks in order of the cells: what stays, is added or avoided, what the interval leaves open, the rest. @param {Cells} found @param {number} denominator @returns {Run[]} */
export function runs(found, denominator) {
  const { count, baseline: base } = found;
  /** @type {Run[]} */
  const marks = base === null
    ? [["full", 0, count], ["open", count, Math.max(count, found.high)]]
    : count < base
    ? [["full", 0, count], ["avoided", count, base]]
    : [["full", 0, base], ["added", base, count]];
  marks.push(["rest", marks[marks.length - 1][2], denominator]);
  return marks.filter(([, first, last]) => last > first);
}

/** Path data for the cells from `first` up to `last`: a stretch for each row, to be dashed `length` a cell. @param {number} first @param {number} last @param {number} width @param {number} length */
export function line(first, last, width, length) {
  let path = "";
  for (let row = Math.floor(first / width); row <= Math.floor((last - 1) / width); row++) {
    const start = Math.max(first, row * width) - row * width;
    const end = Math.min(last, (row + 1) * width) - row * width;
    path += `M${short(start + (1 - length) / 2)} ${row}.5h${short(end - start - 1 + length)}`;
  }
  return path;
}

/** Path data round the cells from `first` up to `last`; empty for none. @param {number} first @param {number} last @param {number} width */
export function outline(first, last, width) {
  if (last <= first) return "";
  const top = Math.floor(first / width), left = first % width;
  const bottom = Math.floor((last - 1) / width), right = (last - 1) % width + 1;
  if (top === bottom) return `M${left} ${top}H${right}V${top + 1}H${left}Z`;
  return `M${left} ${top}H${width}V${bottom}H${right}V${bottom + 1}H0V${top + 1}H${left}Z`;
}

/** At most two decimals and no idle zeros, as both languages print it. @param {number} value */
export function short(value) {
  return String(Math.floor(value * 100 + 0.5) / 100);
}
