// Which trials answer the question that is asked, what they say together, and which known trials are not among them.
// What may stand in one pool was decided by widgets/evidence in Python; here is nothing but choosing and leaving out.
import { pool } from "../_shared/pooling.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("../_shared/pooling.js").Pooled} Pooled */
/** @typedef {import("../_shared/words.js").Kind} Kind */
/** @typedef {Record<string, any> & {id: string, study: string, label: string, cohort: string, year: number | null, n_acu: number | null, n_ctl: number | null, scale: string, effects: Record<string, [number, number]>}} Row */
/** @typedef {Record<string, any> & {label: string, cohort: string, n: number | null}} Study */
/** @typedef {{rows: number[], left: Record<string, number>}} View */
/** @typedef {{condition: string, comparator: string, outcome: string, window: string, views: Record<string, View>, lower: boolean, only?: string}} Question */
/** @typedef {{id: string, main: boolean, year: number, says: string, source: string, match: string, trials: number | null, people: number | null, measured: string, printed: string, certainty: string, stance: string, whole?: boolean, line?: string}} Review */
/**
 * @typedef {{source: "course" | "own", vocabularies: Record<string, string[]>, labels: Record<string, string>,
 *   words: Record<string, Record<string, string>>, measures: string[], studies: Record<string, Study>, rows: Row[],
 *   reasons: string[], questions: Question[], known: Record<string, string[]>, reviews: Record<string, Review[]>,
 *   important: Record<string, {low: number, high: number, sources: string[]}>,
 *   network: Record<string, [string, string, number, number][]>}} Data
 */
/** @typedef {{row: Row, yi: number, vi: number, people: number | null, included: boolean, weight: number}} Trial */
/** @typedef {{id: string, study: Study, why: string}} Missing */
/**
 * @typedef {{trials: Trial[], included: Trial[], result: Pooled | null, kind: Kind, lower: boolean, missing: Missing[],
 *   people: number, unseen: number}} Selection
 */

export const ANY = "any needles";
/** @type {Record<string, Kind>} */
export const KIND_OF = { points: "MD", smd: "SMD", rr: "RR", or: "OR", rd: "RD" };
const ASKED = /** @type {const} */ (["condition", "comparator", "outcome", "window"]);

/** @param {Pick<State, "condition" | "comparator" | "outcome" | "window">} asked */
const keyOf = (asked) => ASKED.map((name) => asked[name]).join("|");

/** @type {WeakMap<Data, Map<string, Question>>} */
const indexes = new WeakMap();

/** @param {Data} data @param {State} state */
export function questionOf(data, state) {
  let index = indexes.get(data);
  if (!index) indexes.set(data, index = new Map(data.questions.map((one) => [keyOf(one), one])));
  return index.get(keyOf(state));
}

/** The results that the rules leave in one pool, and why the others are out. @param {Data} data @param {State} state @returns {View | undefined} */
export function viewOf(data, state) {
  const views = questionOf(data, state)?.views;
  if (!views) return undefined;
  const question = /** @type {Question} */ (questionOf(data, state));
  const needles = question.only && state.needles === question.only ? ANY : state.needles;
  const key = `${state.measure}|${needles}|`;
  const found = state.unread ? views[`${key}1`] ?? views[`${key}0`] : views[`${key}0`];
  return found ?? views.none ?? { rows: [], left: {} };
}

/** How many results a choice would have, before years, sizes and ticks. @param {Data} data @param {State} state */
export function countOf(data, state) {
  return viewOf(data, state)?.rows.length ?? 0;
}

/** The most results that any measure has for a choice. @param {Data} data @param {State} state */
export function mostOf(data, state) {
  return Math.max(0, ...data.measures.map((measure) => countOf(data, { ...state, measure })));
}

/** The measure with the most results; the present one if no other has more. @param {Data} data @param {State} state */
export function bestMeasure(data, state) {
  return data.measures.reduce(
    (best, measure) =>
      countOf(data, { ...state, measure }) > countOf(data, { ...state, measure: best }) ? measure : best,
    state.measure,
  );
}

/** @type {WeakMap<View, Map<string, Row[]>>} */
const sorted = new WeakMap();

/** The rows of a view by year and name, as Python has them. @param {Data} data @param {View} view */
function byYear(data, view) {
  const kept = sorted.get(view)?.get("year");
  if (kept) return kept;
  const last = (/** @type {Row} */ row) => row.year ?? Infinity;
  const rows = view.rows.map((place) => data.rows[place]).sort((a, b) =>
    last(a) < last(b) ? -1 : last(a) > last(b) ? 1 : a.label < b.label ? -1 : a.label > b.label ? 1 : 0
  );
  sorted.set(view, new Map([["year", rows]]));
  return rows;
}

/** People in both groups; where that was not seen, people randomised. @param {Data} data @param {Row} row */
function peopleOf(data, row) {
  if (row.n_acu !== null && row.n_ctl !== null) return row.n_acu + row.n_ctl;
  return data.source === "course" ? data.studies[row.study]?.n ?? null : null;
}

/** Why the reader's own limits leave a result out; empty where they do not. @param {Data} data @param {State} state @param {Row} row */
function limited(data, state, row) {
  if (state.year_from !== null && !(row.year !== null && row.year >= state.year_from)) {
    return `before ${state.year_from}, where you begin`;
  }
  if (state.year_to !== null && !(row.year !== null && row.year <= state.year_to)) {
    return `after ${state.year_to}, where you end`;
  }
  const people = state.smallest ? peopleOf(data, row) : null;
  if (state.smallest && people === null) return "how many people it had was not seen";
  return people !== null && people < state.smallest ? `fewer than ${state.smallest} people` : "";
}

/** Whether a lower value favours acupuncture. @param {Data} data @param {State} state */
export function lowerIsBetter(data, state) {
  if (data.source === "course" && (state.measure === "points" || state.measure === "smd")) return true;
  return questionOf(data, state)?.lower ?? true;
}

/** All that follows from what was chosen. @param {Data} data @param {State} state @returns {Selection} */
export function select(data, state) {
  const view = viewOf(data, state) ?? { rows: [], left: {} };
  const out = new Set(state.excluded);
  /** @type {Record<string, string>} */
  const reasons = {};
  /** @type {Trial[]} */
  const trials = [];
  for (const row of byYear(data, view)) {
    const why = limited(data, state, row);
    if (why) reasons[row.study] = why;
    else {
      const [yi, vi] = row.effects[state.measure], included = !out.has(row.id);
      trials.push({ row, yi, vi, people: peopleOf(data, row), included, weight: 0 });
      if (!included) reasons[row.study] = "ticked out by you";
    }
  }
  const included = trials.filter((trial) => trial.included);
  const result = included.length ? poolOf(included, state) : null;
  included.forEach((trial, place) => trial.weight = /** @type {Pooled} */ (result).weights[place]);
  const seen = included.filter(({ row }) => row.n_acu !== null && row.n_ctl !== null);
  return {
    trials: ordered(trials, state.order),
    included,
    result,
    kind: KIND_OF[state.measure],
    lower: lowerIsBetter(data, state),
    missing: missingOf(data, state, view, included, reasons),
    people: seen.reduce((sum, { row }) => sum + Number(row.n_acu) + Number(row.n_ctl), 0),
    unseen: included.length - seen.length,
  };
}

/** @param {State} state @returns {import("../_shared/pooling.js").Options} */
export function optionsOf(state) {
  return { method: state.model, test: state.model === "EE" ? "wald" : state.interval };
}

/** @param {{yi: number, vi: number}[]} trials @param {State} state */
export function poolOf(trials, state) {
  return pool(trials.map((trial) => trial.yi), trials.map((trial) => trial.vi), optionsOf(state));
}

/** @param {Trial[]} trials @param {string} order */
function ordered(trials, order) {
  if (order === "effect") return trials.toSorted((a, b) => a.yi - b.yi);
  if (order === "precision") return trials.toSorted((a, b) => a.vi - b.vi);
  return trials;
}

/**
 * The known trials of this condition and comparator that are not in the result, the largest first.
 * @param {Data} data @param {State} state @param {View} view @param {Trial[]} included @param {Record<string, string>} reasons
 * @returns {Missing[]}
 */
function missingOf(data, state, view, included, reasons) {
  const inside = new Set(included.map((trial) => trial.row.cohort));
  const other = `no result on ${state.outcome} in this window in our tables`;
  return (data.known[`${state.condition}|${state.comparator}`] ?? [])
    .filter((id) => !inside.has(data.studies[id].cohort))
    .map((id) => ({
      id,
      study: data.studies[id],
      why: reasons[id] ?? (id in view.left ? data.reasons[view.left[id]] : other),
    }));
}
