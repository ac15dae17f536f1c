// Marking of quiz answers; widgets/_shared/marking.py is the same in Python, tested on the same cases.

/** @typedef {{id: string, text: string, correct: boolean, feedback: string}} Option */
/** @typedef {{id: string, kind: "single" | "multiple", stem: string, options: Option[], explanation: string, hint: string, objective: string, difficulty: number, source: string, version: string}} Item */
/** @typedef {{chosen: string[], checked: boolean, tries: number, version: string}} Answer */

/**
 * The options of `item` that `chosen` names, in the item's order; a contradictory single choice counts as none.
 * @param {Pick<Item, "kind" | "options">} item @param {unknown} chosen @returns {string[]}
 */
export function cleanChoice(item, chosen) {
  const named = Array.isArray(chosen) ? chosen.filter((entry) => typeof entry === "string") : [];
  const known = item.options.map((option) => option.id).filter((id) => named.includes(id));
  return item.kind === "single" && known.length > 1 ? [] : known;
}

/**
 * Mark `chosen` (a list of option ids); an empty answer is never right.
 * @param {Pick<Item, "kind" | "options">} item @param {unknown} chosen
 */
export function mark(item, chosen) {
  const picked = cleanChoice(item, chosen);
  const right = item.options.filter((option) => option.correct).map((option) => option.id);
  const chosenRight = picked.filter((id) => right.includes(id)).length;
  const correct = picked.length > 0 && picked.length === right.length && chosenRight === right.length;
  return {
    correct,
    score: correct ? 1 : 0,
    chosen_right: chosenRight,
    chosen_wrong: picked.length - chosenRight,
    missed: right.length - chosenRight,
  };
}

/**
 * A saved answer as far as it can be trusted: of this item in its present wording, else a fresh one.
 * @param {Item} item @param {unknown} saved @returns {Answer}
 */
export function readAnswer(item, saved) {
  const answer = /** @type {Partial<Answer> | undefined} */ (saved && typeof saved === "object" ? saved : undefined);
  if (answer?.version !== item.version) return { chosen: [], checked: false, tries: 0, version: item.version };
  const chosen = cleanChoice(item, answer.chosen);
  const tries = Number.isInteger(answer.tries) && Number(answer.tries) > 0 ? Number(answer.tries) : 0;
  return { chosen, checked: answer.checked === true && chosen.length > 0, tries, version: item.version };
}
