// How the safety check reads answers: rules.py says how, and is the same in Python.

/**
 * A sign (`action`, `do`, `about`) or a precaution (`known`, `advice`, `decides`, `whom`).
 * @typedef {object} Question
 * @property {string} id @property {"flag" | "precaution"} kind @property {string} text @property {string} source
 * @property {string} action @property {string} do @property {string} about @property {string} context
 * @property {string} known @property {string} advice @property {string} decides @property {string[]} whom
 * @property {string} same_sign @property {boolean} ask_first
 */
/** @typedef {{id: string, title: string, says: string, questions: string[], after_needling?: boolean}} Step */
/** @typedef {Record<string, string>} Answers */

export const LEVELS = ["emergency now", "same day", "within days", "see clinician"];
export const GATE = "needling";

/** Whether this answer counts as yes. @param {unknown} answer */
export const counts = (answer) => answer === "yes" || answer === "not sure";

/** The signs that count, most urgent first; a precaution that is a sign counts as that sign. @param {Question[]} questions @param {Answers} answers */
export function ticked(questions, answers) {
  const yes = questions.filter((one) => counts(own(answers, one.id)));
  const ids = new Set(yes.map((one) => one.same_sign || one.id));
  const found = questions.filter((one) => one.kind === "flag" && ids.has(one.id));
  return found.sort((a, b) => LEVELS.indexOf(a.action) - LEVELS.indexOf(b.action));
}

/** The most urgent level of the signs that count, or "". @param {Question[]} questions @param {Answers} answers */
export const levelOf = (questions, answers) => ticked(questions, answers)[0]?.action ?? "";

/** Whether this level ends the check with what to do and what to say. @param {string} level */
export const ends = (level) => LEVELS.indexOf(level) >= 0 && LEVELS.indexOf(level) < 3;

/** The steps this reader meets: the signs after needling only if there may have been needles, or one of them counts. @param {Step[]} steps @param {Answers} answers */
export const pathOf = (steps, answers) =>
  steps.filter((step) =>
    !step.after_needling || counts(own(answers, GATE)) || step.questions.some((id) => counts(own(answers, id)))
  );

/** @param {Answers} answers @param {string} id */
const own = (answers, id) => Object.hasOwn(answers, id) ? answers[id] : undefined;
