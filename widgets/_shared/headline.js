// A result as one line that needs no minus sign, word for word as widgets/stats/headline.py says it.
import { beyond, capital, count, ENOUGH, number, span } from "./words.js";

/** @typedef {import("./words.js").Said} Said */
/** @typedef {import("./words.js").Context} Context */

const SHORT = /** @type {Record<string, string>} */ ({ SMD: " SD", RR: " times the risk", OR: " times the odds" });
const BETTER = /** @type {Record<string, string[]>} */ ({
  "loss of quality of life": ["better quality of life", "worse quality of life"],
});

/** @param {Said} pooled @param {Context} context @param {number[]} each the trials' own estimates */
export function headline(pooled, context, each) {
  const who = `${capital(count(pooled.k, "trial"))}: `;
  return pooled.k > 1 && pooled.k < ENOUGH && beyond(pooled, context)
    ? `${who}${apart(pooled, context, each)}. They disagree; too few to add up.`
    : who + effect(pooled, context);
}

/** @param {Said} pooled @param {Context} context */
function effect(pooled, context) {
  const { estimate, ci_low, ci_high, measure } = pooled;
  if (SHORT[measure]) {
    return `${number(estimate, pooled, context)}${SHORT[measure]} (${span(ci_low, ci_high, pooled, context)})`;
  }
  const [size, side] = turned(estimate, pooled, context), often = measure === "RD";
  const said = !side
    ? often ? `as many ${of100(context)}` : `no difference in ${context.outcome}`
    : often
    ? `${size} ${sideOf(side, pooled, context)} ${of100(context)}`
    : `${size} point${size === "1" ? "" : "s"} ${change(side, context)}`;
  return `${said} with acupuncture (${ends(pooled, context)})`;
}

/** @param {Said} pooled @param {Context} context @param {number[]} each */
function apart(pooled, context, each) {
  const all = each.toSorted((a, b) => b - a).map((value) => turned(value, pooled, context)), side = all[0][1];
  if (pooled.measure === "RD") {
    return `${and(all.map(([size, way]) => `${size} ${sideOf(way, pooled, context)}`))} ${of100(context)}`;
  }
  return side && all.every(([, way]) => way === side)
    ? `${and(all.map(([size]) => size))} points ${change(side, context)}`
    : and(all.map(([size, way]) => way ? `${size} points ${change(way, context)}` : "no difference"));
}

/** A value as printed without its sign, and its sign. @param {number} value @param {Said} pooled @param {Context} context @returns {[string, number]} */
function turned(value, pooled, context) {
  const text = number(value, pooled, context);
  return [text.replace("−", ""), text === number(0, pooled, context) ? 0 : Math.sign(value)];
}

/** @param {Said} pooled @param {Context} context */
function ends(pooled, context) {
  const [[first, start], [last, end]] = [pooled.ci_low, pooled.ci_high].map((one) => turned(one, pooled, context));
  const words = (/** @type {number} */ way) => ` ${sideOf(way, pooled, context)}`;
  return `from ${first}${start && start !== end ? words(start) : ""} to ${last}${end ? words(end) : ""}`;
}

/** @param {number} side @param {Said} pooled @param {Context} context */
function sideOf(side, pooled, context) {
  const pair = BETTER[context.outcome] ? ["better", "worse"] : ["less", "more"];
  return (pooled.measure === "RD" ? ["fewer", "more"] : pair)[side > 0 ? 1 : 0];
}

/** @param {number} side @param {Context} context */
const change = (side, context) =>
  (BETTER[context.outcome] ?? [`less ${context.outcome}`, `more ${context.outcome}`])[side > 0 ? 1 : 0];

/** @param {Context} context */
const of100 = (context) => `of 100 had ${context.outcome}`;

/** @param {string[]} parts */
const and = (parts) => [parts.slice(0, -1).join(", "), parts[parts.length - 1]].filter(Boolean).join(" and ");
