// What the reader did in each case: read from the model, cleaned, and written back.

/** @typedef {import("./scoring.js").Work} Work */
/**
 * @typedef {object} Pattern
 * @property {string} id @property {string} name @property {string} pinyin @property {string} zh @property {string} kind
 * @property {string} principle @property {Record<string, string[]>} points by area @property {Record<string, string>} roles
 * @property {string} source
 */
/** @typedef {{sign: string, do: string, action: string, source: string}} Flag */
/** @typedef {{flag: string, sign: string, when: string}} Warning a sign of a pattern that may be a red flag */
/** @typedef {{name: string, words: string, typical: string, care: string, source: string}} Cause */
/**
 * @typedef {object} Case
 * @property {string} id @property {string} title @property {string} person @property {string} says
 * @property {string} area
 * @property {import("./rules.js").Finding[]} findings @property {{asked: string, flags: string[], when: string, do: string}} danger
 * @property {{patterns: string[], looks_like: string[], why: string}} answer
 * @property {{causes: string[], says: string}} western
 */
/**
 * @typedef {object} Facts
 * @property {string} note @property {{id: string, ask: string, empty: string}[]} topics @property {Case[]} cases
 * @property {Pattern[]} patterns @property {Record<string, string>} points @property {import("./rules.js").Signs} signs
 * @property {Record<string, Flag>} flags @property {Record<string, Warning>} warnings
 * @property {Record<string, Cause>} causes @property {Record<string, string>} urgency @property {string} help
 * @property {{low: number, mean: number, high: number, plan: [number, number], universe: number, points_kappa: [string, string], experts: number, computer: string, beside: string, source: string, from: string, trial: string}} agreement
 */
/** @typedef {{get: (name: string) => any, set: (name: string, value: unknown) => void, save_changes: () => void, on: (name: string, f: () => void) => void, off: (name: string, f: () => void) => void}} Model */

const list = (/** @type {unknown} */ value, /** @type {string[]} */ known) =>
  Array.isArray(value) ? [...new Set(value.filter((one) => known.includes(one)))] : [];
const record = (/** @type {unknown} */ value) =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? /** @type {Record<string, unknown>} */ (value)
    : {};

/** What was done in a case, with whatever can't be read left out. @param {unknown} value @param {Facts} facts @returns {Work} */
export function readWork(value, facts) {
  const work = record(value), ids = facts.patterns.map(({ id }) => id), topics = facts.topics.map(({ id }) => id);
  const marks = Object.entries(record(work.marks)).filter(([topic]) => topics.includes(topic));
  const choice = record(work.choice);
  const chosen = Object.keys(choice).length === 0 ? null : {
    doctor: choice.doctor === true,
    patterns: list(choice.patterns, ids).slice(0, 2),
    principle: ids.find((id) => id === choice.principle) ?? "",
    points: list(choice.points, Object.keys(facts.points)),
  };
  return {
    path: list(work.path, topics),
    marks: Object.fromEntries(marks.map(([topic, patterns]) => [topic, list(patterns, ids)])),
    choice: chosen,
  };
}

/** The case the reader is in, and a way to go on in it. @param {Model} model */
export function deskOf(model) {
  /** @type {Facts} */
  const facts = model.get("facts");
  const all = () => record(model.get("work"));
  const current = () => facts.cases.find(({ id }) => id === model.get("case")) ?? facts.cases[0];
  const put = (/** @type {Record<string, unknown>} */ work) => {
    model.set("work", work);
    model.save_changes();
  };
  return {
    facts,
    current,
    work: () => readWork(all()[current().id], facts),
    finished: () => facts.cases.filter(({ id }) => readWork(all()[id], facts).choice).length,
    change: (/** @type {Partial<Work>} */ part) =>
      put({ ...all(), [current().id]: { ...readWork(all()[current().id], facts), ...part } }),
    again: () => put(Object.fromEntries(Object.entries(all()).filter(([id]) => id !== current().id))),
    /** @type {import("./rules.js").Rule[]} */
    get rules() {
      return model.get("rules");
    },
  };
}

/** @typedef {ReturnType<typeof deskOf>} Desk */

/** The case as scoring sees it. @param {Case} one @returns {import("./scoring.js").Judged} */
export const judged = (one) => ({ findings: one.findings, flags: one.danger.flags, patterns: one.answer.patterns });

/** The points of each pattern for the place of this person's pain. @param {Facts} facts @param {Case} one @returns {Record<string, string[]>} */
export const pointSets = (facts, one) =>
  Object.fromEntries(facts.patterns.map(({ id, points }) => [id, points[one.area]]));

/** The red flags that a question brings to light. @param {Case} one @param {string} topic */
export const flagsAt = (one, topic) =>
  topic === "danger" ? one.danger.flags : one.findings.find((found) => found.topic === topic)?.flags ?? [];

/** The red flags that the reader has met by asking. @param {Case} one @param {Work} work */
export const flagsMet = (one, work) => [...new Set(work.path.flatMap((topic) => flagsAt(one, topic)))];
