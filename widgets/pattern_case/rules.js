// How signs count for a pattern: rules.py says how, and is the same in Python.

/** @typedef {{id: string, pattern: string, part: string, words: string, met_by: string[]}} Rule one sign of a pattern */
/** @typedef {Record<string, {topic: string, sign: string, opposite: string[], warnings: string[]}>} Signs */
/** @typedef {{topic: string, says: string, signs: string[], flags?: string[]}} Finding */
/** @typedef {"met" | "contradicted" | "missing" | "not asked"} State */
/** @typedef {Record<State, number>} Bar */

/** @type {State[]} */
export const STATES = ["met", "contradicted", "missing", "not asked"];

/** How one rule stands. @param {Rule} rule @param {Signs} signs @param {string[]} found @param {string[]} asked @returns {State} */
export function stateOf(rule, signs, found, asked) {
  if (rule.met_by.some((sign) => found.includes(sign))) return "met";
  if (rule.met_by.some((sign) => signs[sign].opposite.some((other) => found.includes(other)))) return "contradicted";
  return rule.met_by.every((sign) => asked.includes(signs[sign].topic)) ? "missing" : "not asked";
}

/** By pattern, how many of its signs are in which state. @param {Rule[]} rules @param {Signs} signs @param {string[]} found @param {string[]} asked @returns {Record<string, Bar>} */
export function bars(rules, signs, found, asked) {
  /** @type {Record<string, Bar>} */
  const counts = {};
  for (const rule of rules) {
    counts[rule.pattern] ??= { met: 0, contradicted: 0, missing: 0, "not asked": 0 };
    counts[rule.pattern][stateOf(rule, signs, found, asked)]++;
  }
  return counts;
}

/**
 * The signs and the topics that count so far: a finding counts once it was asked for and marked.
 * @param {Finding[]} findings @param {string[]} path @param {Record<string, string[]>} marks
 */
export function counted(findings, path, marks) {
  const signsOf = (/** @type {string} */ topic) => findings.find((one) => one.topic === topic)?.signs ?? [];
  const asked = path.filter((topic) => Object.hasOwn(marks, topic) || !signsOf(topic).length);
  return { found: asked.flatMap(signsOf), asked };
}

/** The patterns that list one of these signs. @param {Rule[]} rules @param {string[]} found */
export const speaksFor = (rules, found) => [
  ...new Set(rules.filter((rule) => rule.met_by.some((sign) => found.includes(sign))).map((rule) => rule.pattern)),
];
