// How a commitment scores: scoring.py says how, and is the same in Python.
import { speaksFor } from "./rules.js";

/** @typedef {{doctor: boolean, patterns: string[], principle: string, points: string[]}} Choice */
/** @typedef {{path: string[], marks: Record<string, string[]>, choice: Choice | null}} Work what a reader did in a case */
/** @typedef {{findings: import("./rules.js").Finding[], flags: string[], patterns: string[]}} Judged a case, as far as scoring needs it */

/** The F1 score: 1 for the same, 0 for nothing in common. @param {string[]} chosen @param {string[]} right */
export function overlap(chosen, right) {
  const one = new Set(chosen), other = new Set(right);
  const both = [...one].filter((id) => other.has(id)).length;
  return both ? 2 * both / (one.size + other.size) : 0;
}

/** @param {Judged} judged @param {import("./rules.js").Rule[]} rules @param {Record<string, string[]>} marks */
function signsScore(judged, rules, marks) {
  const marked = judged.findings.filter(({ topic, signs }) => Object.hasOwn(marks, topic) && signs.length);
  const scores = marked.map(({ topic, signs }) => overlap(marks[topic], speaksFor(rules, signs)));
  return scores.length ? scores.reduce((sum, one) => sum + one, 0) / scores.length : 0;
}

/**
 * The parts and, mostly, their total, each from 0 to 1.
 * @param {Judged} judged @param {import("./rules.js").Rule[]} rules @param {Record<string, string[]>} points
 * @param {Work} work @returns {Record<string, number>}
 */
export function score(judged, rules, points, work) {
  const choice = work.choice;
  if (judged.flags.length) {
    const safe = choice?.doctor ? 1 : 0;
    return { safety: safe, total: safe };
  }
  if (choice?.doctor) return { safety: 1 };
  const answer = judged.patterns;
  const parts = {
    safety: work.path.includes("danger") ? 1 : 0,
    signs: signsScore(judged, rules, work.marks),
    pattern: overlap(choice?.patterns ?? [], answer),
    principle: choice && answer.includes(choice.principle) ? 1 : 0,
    points: overlap(choice?.points ?? [], answer.flatMap((pattern) => points[pattern])),
  };
  const values = Object.values(parts);
  return { ...parts, total: values.reduce((sum, one) => sum + one, 0) / values.length };
}
