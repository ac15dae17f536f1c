// What the trials say together, in plain sentences: how it differs from the reviews, the result, what would change it.
import { pool } from "../_shared/pooling.js";
import { benefit, capital, count, ENOUGH, grouped, number, span, summary } from "../_shared/words.js";
import { optionsOf } from "./filter.js";

/** @typedef {import("./filter.js").Data} Data */
/** @typedef {import("./filter.js").Selection} Selection */
/** @typedef {import("./filter.js").Review} Review */
/** @typedef {import("./state.js").State} State */

export const UNIT = { unit: "points on a 0–100 scale" };
const EXACT_UP_TO = 60; // trials; above, the two most influential are found at the tau² of all

/** @param {Data} data @param {State} state @param {"condition" | "comparator" | "outcome" | "window"} name */
export const phrase = (data, state, name) => data.words[name]?.[state[name]] ?? state[name];

/** @param {Data} data @param {State} state */
export function reviewsOf(data, state) {
  return data.reviews[`${state.condition}|${state.comparator}|${state.outcome}`] ?? [];
}

/** @param {Data} data @param {State} state @param {Selection} found @returns {import("../_shared/words.js").Context} */
export function contextOf(data, state, found) {
  const { missing } = found;
  const largest = missing.find(({ study }) => study.n);
  const reviews = reviewsOf(data, state), newer = reviews.find((review) => !review.main);
  const says = reviews.filter((review) => review.main)
    .map((review) => `${review.says.trim().replace(/\.+$/, "")} (${review.year})`);
  if (newer) says.push(`newer ones asked a wider question (${newer.year})`);
  return {
    outcome: phrase(data, state, "outcome"),
    comparator: phrase(data, state, "comparator"),
    people: phrase(data, state, "condition"),
    when: phrase(data, state, "window"),
    ...UNIT,
    lower_is_better: found.lower,
    smallest_important: agreed(bandOf(data, state, found)),
    missing_trials: missing.length,
    missing_people: missing.length ? peopleIn(missing) : null,
    largest_missing: largest ? `${largest.study.label} (${grouped(Number(largest.study.n))} people)` : null,
    review_says: says.join("; ") || null,
  };
}

/** @param {{study: {n: number | null}}[]} missing */
export const peopleIn = (missing) => missing.reduce((sum, { study }) => sum + (study.n ?? 0), 0);

/** The result in words. @param {Data} data @param {State} state @param {Selection} found */
export function sentence(data, state, found) {
  if (found.result) return summary({ ...found.result, measure: found.kind }, contextOf(data, state, found));
  const asked = `${phrase(data, state, "comparator")} in ${phrase(data, state, "condition")} on ${
    phrase(data, state, "outcome")
  } ${phrase(data, state, "window")}`;
  const more = found.missing.length
    ? ` ${capital(count(found.missing.length, "known trial"))} on this comparison could not be used.`
    : "";
  return `No usable trial compared acupuncture with ${asked}.${more}`;
}

/**
 * The smallest important difference, where every trial's instrument has one with a source, and the same.
 * @param {Data} data @param {State} state @param {Selection} found
 */
export function bandOf(data, state, found) {
  if (state.measure !== "points" || !found.included.length) return undefined;
  const bands = found.included.map(({ row }) => data.important[`${state.condition}|${row.scale}`]);
  const first = bands[0];
  return first && bands.every((band) => band && band.low === first.low && band.high === first.high) ? first : undefined;
}

/** One value that all sources agree on, or null. @param {{low: number, high: number} | undefined} band */
const agreed = (band) => band && band.low === band.high ? band.low : null;

/** Which way our result points. @param {Selection} found */
export function stanceOf(found) {
  if (!found.result) return "";
  const turned = benefit(
    { ...found.result, measure: found.kind },
    /** @type {any} */ ({ lower_is_better: found.lower }),
  );
  return turned[0] > 0 ? "favours acupuncture" : turned[1] < 0 ? "favours the comparator" : "open";
}

const STANCES = /** @type {Record<string, string>} */ ({
  "favours acupuncture": "favours acupuncture",
  "favours the comparator": "favours the comparator",
  open: "leaves open which does better",
});

/** Where ours and a review differ: that, and why it may be so. Empty where they do not, or where it can't be told. @param {Data} data @param {State} state @param {Selection} found */
export function difference(data, state, found) {
  const ours = stanceOf(found);
  if (!ours) return "";
  const others = reviewsOf(data, state).filter((review) => review.main && review.stance && review.stance !== ours);
  return others.map((review) =>
    `Ours and ${nameOf(review)} differ: our interval ${STANCES[ours]}, while ${theirs(review)}. ${
      reasons(state, found, review)
    }`
  ).join(" ");
}

/** Who wrote it and when, as its source begins. @param {Review} review */
function nameOf(review) {
  return review.source?.match(/^[^(]*\(\d{4}\)/)?.[0] ?? `the review of ${review.year}`;
}

/** @param {Review} review */
function theirs(review) {
  if (review.stance === "open") return "the review finds no clear difference";
  return `the review ${STANCES[review.stance]}`;
}

/** @param {State} state @param {Selection} found @param {Review} review */
function reasons(state, found, review) {
  const parts = [];
  const { missing, included } = found;
  const rests = `ours rests on ${count(included.length, "trial")}`;
  const other = review.trials ? `, the review on ${review.trials}` : "";
  parts.push(`${rests}${other}`);
  if (missing.length) {
    const largest = missing.find(({ study }) => study.n);
    parts.push(
      `${count(missing.length, "known trial")} ${missing.length === 1 ? "is" : "are"} missing here${
        largest ? `, ${largest.study.label} among them` : ""
      }`,
    );
  }
  if (review.measured) {
    parts.push(`the review looked at “${review.measured}”, and we at ${state.outcome} in one window of time`);
  }
  if (review.match === "wider") parts.push("the review asked a wider question");
  return `Why this may be: ${parts.join("; ")}.`;
}

/** What leaving one trial out does. @typedef {{label: string, id: string, estimate: number, ci_low: number, ci_high: number, change: number}} Without */

/** The two trials whose absence moves the result most. @param {State} state @param {Selection} found @returns {Without[]} */
export function influential(state, found) {
  const { included, result } = found;
  if (!result || included.length < 2) return [];
  const places = included.length > EXACT_UP_TO ? nearly(found) : included.map((_, place) => place);
  return places.map((place) => without(state, found, place))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change)).slice(0, 2);
}

/** The pool without the trial at this place. @param {State} state @param {Selection} found @param {number} place @returns {Without} */
export function without(state, found, place) {
  const rest = found.included.toSpliced(place, 1);
  const fit = pool(rest.map((trial) => trial.yi), rest.map((trial) => trial.vi), optionsOf(state));
  const { label, id } = found.included[place].row;
  const { estimate, ci_low, ci_high } = fit;
  return { label, id, estimate, ci_low, ci_high, change: estimate - /** @type {any} */ (found.result).estimate };
}

/** Places of the trials that would move the mean most if the weights stayed. @param {Selection} found */
function nearly(found) {
  const mean = /** @type {any} */ (found.result).estimate;
  const moves = found.included.map(({ weight, yi }) => Math.abs(weight * (yi - mean) / (100 - weight)));
  return moves.map((_, place) => place).sort((a, b) => moves[b] - moves[a]).slice(0, 4);
}

/** "What would change this?" in words. @param {State} state @param {Selection} found */
export function whatWouldChange(state, found) {
  const { included, kind } = found;
  if (!included.length) return "A first usable trial would: there is none yet.";
  if (included.length === 1) return "Any second trial would: so far all rests on one.";
  const said = (/** @type {Without} */ one) =>
    `without ${one.label} it would be ${number(one.estimate, { measure: kind }, UNIT)} (${
      span(one.ci_low, one.ci_high, { measure: kind }, UNIT)
    })`;
  const two = influential(state, found).map(said).join("; ");
  const few = included.length < ENOUGH ? " With so few trials, one more could move it further than that." : "";
  return `Most hangs on two trials: ${two}.${few}`;
}
