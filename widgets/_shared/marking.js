// Marking of quiz answers; marking.py states the rules and is the same in Python, tested on the same cases.
import { LONGEST, readNumber, strip } from "./typed_number.js";

/** @typedef {{id: string, text: string, correct: boolean, feedback: string}} Option */
/** @typedef {{id: string, text: string, feedback: string}} Step */
/** @typedef {{left: string, right: string, feedback: string, if_wrong: string}} Pair */
/** @typedef {{id: string, text: string}} Entry */
/** @typedef {"single" | "multiple" | "numeric" | "matching" | "ordering" | "case"} Kind */
/**
 * A prepared question; a kind has its own fields and not the others'.
 * @typedef {object} Item
 * @property {string} id @property {Kind} kind @property {string} stem @property {string} version
 * @property {string} explanation @property {string} hint @property {string} objective
 * @property {number} difficulty @property {string} source @property {any} [figure] @property {boolean} [keep_order]
 * @property {Option[]} options @property {Entry[]} left @property {Entry[]} right @property {Pair[]} pairs
 * @property {Step[]} steps @property {number} answer @property {number} tolerance @property {string} unit
 * @property {number} min @property {number} max @property {Record<string, string>} feedback
 * @property {string} vignette @property {Item[]} questions
 */
/** @typedef {{version?: string, answer: any, checked: boolean, tries: number, seconds: number}} Answer */
/** @typedef {{correct: boolean, score: number, right: number, wrong: number, missed: number}} Mark */

const MOST_TRIES = 9999, MOST_SECONDS = 86_400;

/** What stands under `name`, which may be a name that every object knows, such as "constructor". @param {any} record @param {string} name @returns {any} */
export const own = (record, name) => Object.hasOwn(record, name) ? record[name] : undefined;

/** What of `answer` is an answer to `item`. @param {Item} item @param {unknown} answer @returns {any} */
export const cleanAnswer = (item, answer) => CLEAN[item.kind](item, answer);

/** Whether `answer`, once cleaned, says anything. @param {Item} item @param {unknown} answer */
export function answered(item, answer) {
  const clean = cleanAnswer(item, answer);
  return item.kind === "numeric" ? clean !== "" : Object.keys(clean).length > 0;
}

/** Mark `answer` by the rules of marking.py. @param {Item} item @param {unknown} answer @returns {Mark} */
export const mark = (item, answer) => MARK[item.kind](item, cleanAnswer(item, answer));

/** @param {Item} item @param {unknown} answer @returns {"right" | "low" | "high" | "unreadable" | "none"} */
export function judgeNumber(item, answer) {
  const clean = cleanAnswer(item, answer);
  if (clean === "") return "none";
  const value = typeof clean === "string" ? readNumber(clean, item.unit) : clean;
  if (value === undefined || !Number.isFinite(value)) return "unreadable";
  const room = item.tolerance + 1e-9 * Math.max(1, Math.abs(item.answer));
  if (Math.abs(value - item.answer) <= room) return "right";
  return value < item.answer ? "low" : "high";
}

/** A saved answer as far as it can be trusted. @param {Item} item @param {unknown} saved @returns {Answer} */
export function readAnswer(item, saved) {
  const known = isRecord(saved) && saved.version === item.version ? saved : {};
  const record = recordOf(item, known);
  if (item.kind === "case") {
    const parts = /** @type {Answer[]} */ (Object.values(record.answer));
    record.checked = parts.length === item.questions.length && parts.every((part) => part.checked);
    record.tries = Math.max(0, ...parts.map((part) => part.tries));
    record.seconds = tenth(parts.reduce((sum, part) => sum + part.seconds, 0));
  }
  return { version: item.version, ...record };
}

/** @param {Item} item @param {Record<string, unknown>} saved @returns {Answer} */
function recordOf(item, saved) {
  const answer = cleanAnswer(item, Object.hasOwn(saved, "answer") ? saved.answer : saved.chosen);
  const tries = within(saved.tries, MOST_TRIES);
  return {
    answer,
    checked: saved.checked === true && answered(item, answer),
    tries: Number.isInteger(saved.tries) ? tries : 0,
    seconds: tenth(within(saved.seconds, MOST_SECONDS)),
  };
}

/** @param {unknown} value @param {number} most @returns {number} */
const within = (value, most) => typeof value === "number" && value >= 0 && value <= most ? value : 0;

/** @param {number} value */
const tenth = (value) => Math.floor(value * 10 + 0.5) / 10;

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} answer @returns {string[]} */
const strings = (answer) => Array.isArray(answer) ? answer.filter((entry) => typeof entry === "string") : [];

/** @type {Record<Kind, (item: Item, answer: unknown) => any>} */
const CLEAN = {
  single: cleanChoice,
  multiple: cleanChoice,
  numeric: (_, answer) => {
    if (typeof answer === "number") return Math.abs(answer) <= 1e15 ? answer : "";
    const text = typeof answer === "string" ? strip(answer) : "";
    return [...text].length <= LONGEST ? text : "";
  },
  matching: (item, answer) => {
    const given = isRecord(answer) ? answer : {};
    const rights = item.right.map((entry) => entry.id);
    const pairs = item.left.map(({ id }) => [id, own(given, id)]);
    return Object.fromEntries(pairs.filter(([, right]) => typeof right === "string" && rights.includes(right)));
  },
  ordering: (item, answer) => {
    const steps = item.steps.map((step) => step.id);
    const order = strings(answer).filter((entry) => steps.includes(entry));
    return order.length === steps.length && new Set(order).size === steps.length ? order : [];
  },
  case: (item, answer) => {
    const given = isRecord(answer) ? answer : {};
    const known = item.questions.filter((part) => isRecord(own(given, part.id)));
    return Object.fromEntries(
      known.map((part) => [part.id, recordOf(part, /** @type {Record<string, unknown>} */ (given[part.id]))]),
    );
  },
};

/** @param {Item} item @param {unknown} answer */
function cleanChoice(item, answer) {
  const named = strings(answer);
  const known = item.options.map((option) => option.id).filter((id) => named.includes(id));
  return item.kind === "single" && known.length > 1 ? [] : known;
}

/** The steps that directly follow, in `clean`, the step before them. @param {Item} item @param {string[]} clean */
export function followers(item, clean) {
  const ids = item.steps.map((step) => step.id);
  return ids.filter((id, place) => place > 0 && clean.includes(id) && clean[clean.indexOf(id) - 1] === ids[place - 1]);
}

/** @type {Record<Kind, (item: Item, clean: any) => Mark>} */
const MARK = {
  single: markChoice,
  multiple: markChoice,
  numeric: (item, clean) => {
    const verdict = judgeNumber(item, clean), correct = verdict === "right", missed = verdict === "none";
    return {
      correct,
      score: Number(correct),
      right: Number(correct),
      wrong: Number(!correct && !missed),
      missed: Number(missed),
    };
  },
  matching: (item, clean) => {
    const total = item.pairs.length, given = Object.keys(clean).length;
    const right = item.pairs.filter((pair) => own(clean, pair.left) === pair.right).length;
    return { correct: right === total, score: right / total, right, wrong: given - right, missed: total - given };
  },
  ordering: (item, clean) => {
    const total = item.steps.length - 1, right = followers(item, clean).length;
    const wrong = clean.length ? total - right : 0;
    return { correct: right === total, score: right / total, right, wrong, missed: total - right - wrong };
  },
  case: (item, clean) => {
    const checked = item.questions.filter((part) => own(clean, part.id)?.checked);
    const marks = checked.map((part) => mark(part, clean[part.id].answer));
    const total = item.questions.length, right = marks.filter((one) => one.correct).length;
    const score = marks.reduce((sum, one) => sum + one.score, 0) / total;
    return { correct: right === total, score, right, wrong: marks.length - right, missed: total - marks.length };
  },
};

/** @param {Item} item @param {string[]} clean @returns {Mark} */
function markChoice(item, clean) {
  const rights = item.options.filter((option) => option.correct).map((option) => option.id);
  const right = clean.filter((id) => rights.includes(id)).length, wrong = clean.length - right;
  const score = Math.max(0, right - wrong) / rights.length;
  return { correct: score === 1, score, right, wrong, missed: rights.length - right };
}
