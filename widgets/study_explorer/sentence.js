// What the trials say together, in plain sentences: how it differs from the reviews, the result, what would change it.
import { pool } from "../_shared/pooling.js";
import { headline } from "../_shared/headline.js";
import { benefit, capital, count, ENOUGH, grouped, number, paragraphs, span } from "../_shared/words.js";
import { ANY, optionsOf } from "./filter.js";

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
  return {
    outcome: phrase(data, state, "outcome"),
    comparator: phrase(data, state, "comparator"),
    people: phrase(data, state, "condition"),
    when: phrase(data, state, "window"),
    ...UNIT,
    lower_is_better: found.lower,
    smallest_important: agreed(bandOf(data, state, found)),
    missing_trials: missing.length,
    missing_people: peopleIn(missing) || null,
    largest_missing: largest ? `${largest.study.label} (${grouped(Number(largest.study.n))} people)` : null,
    review_says: null,
  };
}

/** @param {{study: {n: number | null}}[]} missing */
export const peopleIn = (missing) => missing.reduce((sum, { study }) => sum + (study.n ?? 0), 0);

/** The result in words, a line for each paragraph. @param {Data} data @param {State} state @param {Selection} found */
export function sentence(data, state, found) {
  const said = found.result
    ? paragraphs({ ...found.result, measure: found.kind }, contextOf(data, state, found))
    : nothing(data, state, found);
  return [...said, askedFor(state)].filter(Boolean).join("\n");
}

/** The result in a line, how far it carries, and beside one trial what a large graded review finds. @param {Data} data @param {State} state @param {Selection} found @returns {string[]} */
export function topLine(data, state, found) {
  const { result, included } = found;
  if (!result) return [found.trials.length ? "No trial left" : "No usable trial"];
  const context = contextOf(data, state, found);
  const said = headline({ ...result, measure: found.kind }, context, included.map((trial) => trial.yi));
  if (result.k > 1) {
    return result.k >= ENOUGH || said.endsWith("add up.") ? [said] : [said, "Too few to trust a pooled number."];
  }
  const line = reviewsOf(data, state).find((review) => review.line)?.line;
  return [said, "One trial on its own is no pooled result.", ...(line ? [line] : [])];
}

/** @param {Data} data @param {State} state @param {Selection} found */
function nothing(data, state, { missing }) {
  const [people, other, outcome, when] = /** @type {const} */ (["condition", "comparator", "outcome", "window"])
    .map((name) => phrase(data, state, name));
  const limited = state.excluded.length || state.smallest || state.year_from !== null || state.year_to !== null;
  const none = limited
    ? "Your own limits leave no usable trial of acupuncture against"
    : "No usable trial compared acupuncture with";
  return [
    `${none} ${other} in ${people}. Asked for is ${outcome}, measured ${when}.`,
    missing.length
      ? `${capital(count(missing.length, "known trial"))} on this comparison ${
        missing.length === 1 ? "is" : "are"
      } not in.`
      : "",
  ];
}

/** What narrows or widens the choice of trials beyond the question itself. @param {State} state */
function askedFor({ needles, unread }) {
  return [
    needles === ANY ? "" : `Only one kind of treatment counts here: ${needles}.`,
    unread ? "Numbers that no second person has confirmed count too." : "",
  ].filter(Boolean).join(" ");
}

/** @param {Data} data */
export const noReview = (data) =>
  data.source === "course" ? "We know of no systematic review on this." : "No review comes with this table.";

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
  if (!others.length) return "";
  const alike = reviewsOf(data, state).filter((review) => review.main && review.stance === ours).map(nameOf);
  const said = others.map((review) =>
    `Ours and ${nameOf(review)} differ: our interval ${STANCES[ours]}, while ${theirs(review)}.${
      reasons(state, found, review)
    }`
  );
  const open = ours === "open"
    ? ["An interval with room for no effect does not contradict a review that finds one."]
    : [];
  const same = alike.length
    ? [`${alike.join(" and ")} ${alike.length === 1 ? "points" : "point"} the way ours does.`]
    : [];
  return [...said, ...open, ...same, ...alsoMissing(found)].join(" ");
}

/** Who wrote it and when, as its source begins. @param {Review} review */
export function nameOf(review) {
  return review.source?.match(/^[^(]*\(\d{4}\)/)?.[0] ?? `the review of ${review.year}`;
}

/** @param {Review} review */
function theirs(review) {
  if (review.stance === "open") return "the review finds no clear difference";
  return `the review ${STANCES[review.stance]}`;
}

/** @param {State} state @param {Selection} found @param {Review} review */
function reasons(state, { included }, review) {
  const other = review.trials ? `, the review on ${review.trials}` : "";
  const measured = review.measured
    ? ` The review looked at “${review.measured}”, and we at ${state.outcome} in one window of time.`
    : "";
  const wider = review.match === "this question" ? "" : " The review asked a wider question.";
  return ` Why this may be: ours rests on ${count(included.length, "trial")}${other}.${measured}${wider}`;
}

/** @param {Selection} found */
function alsoMissing({ missing }) {
  if (!missing.length) return [];
  const largest = missing.find(({ study }) => study.n);
  const among = largest ? `, ${missing.length > 1 ? "among them " : ""}${largest.study.label}` : "";
  return [`In ours ${count(missing.length, "known trial")} ${missing.length === 1 ? "is" : "are"} missing${among}.`];
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
  const options = optionsOf(state);
  // Two that happen to agree would give an interval narrower than either has alone.
  const test = rest.length === 2 && options.test === "hksj" ? "hksj-modified" : options.test;
  const fit = pool(rest.map((trial) => trial.yi), rest.map((trial) => trial.vi), { ...options, test });
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
