// What a checked answer is told: a verdict, a line for each part of it, and the answer with its reason.
import { element } from "../_shared/dom.js";
import { followers, judgeNumber, own } from "../_shared/marking.js";
import { readNumber } from "../_shared/typed_number.js";
import { rich } from "../_shared/markdown.js";
import { placeOf, PLACES } from "./ordering.js";

/** @typedef {import("../_shared/marking.js").Item} Item */
/** @typedef {import("../_shared/marking.js").Answer} Answer */
/** @typedef {import("../_shared/marking.js").Mark} Mark */

/** @param {Item} item @param {Answer} now @param {Mark} result @param {boolean} finished */
export function feedback(item, now, result, finished) {
  const lines = LINES[item.kind](item, now.answer);
  const tries = now.checked && !finished && now.tries > 1 ? ` Try ${now.tries}.` : "";
  return [
    element(
      "p",
      { class: "result", "data-field": "result", "data-value": String(result.score) },
      `${verdict(now, result)}${tries}`,
    ),
    ...lines,
    ...(result.correct || finished ? answerText(item) : []),
  ];
}

/** @param {Answer} now @param {Mark} result */
function verdict(now, result) {
  if (result.correct) return "Right.";
  if (!now.checked) return "No answer.";
  if (result.wrong === 0) return "Right so far, but something is missing.";
  return result.right > 0 ? "Partly right." : "Not right.";
}

/** The right answer, its reason, its goal and its source. @param {Item} item */
export function answerText(item) {
  return [
    ...ANSWERS[item.kind](item),
    element("p", {}, ...rich(item.explanation)),
    ...sourceLine(item),
  ];
}

/** The goal and the source of an item; a question of a case has those of the case. @param {Item} item */
export function sourceLine(item) {
  if (!item.source) return [];
  return [element("p", { class: "source" }, "Goal: ", ...rich(item.objective), " Source: ", ...rich(item.source), ".")];
}

/** A line that begins with what it is about. @param {string} name @param {string} text */
const line = (name, text) => element("p", {}, element("strong", {}, ...rich(name), ":"), " ", ...rich(text));

/** @param {{id: string, text: string}[]} entries @param {string} id */
const textOf = (entries, id) => entries.find((entry) => entry.id === id)?.text ?? "";

/** @type {Record<string, (item: Item, answer: any) => Node[]>} */
const LINES = {
  single: choiceLines,
  multiple: choiceLines,
  numeric: (item, answer) => {
    const judged = judgeNumber(item, answer);
    if (judged === "none") return [];
    const value = typeof answer === "number" ? answer : readNumber(answer, item.unit);
    const outside = judged !== "right" && value !== undefined && (value < item.min || value > item.max);
    const range = outside ? [element("p", {}, `The answer lies between ${item.min} and ${item.max}.`)] : [];
    return [...range, element("p", {}, ...rich(item.feedback[judged]))];
  },
  matching: (item, answer) =>
    item.pairs.filter((pair) => own(answer, pair.left)).map((pair) =>
      line(textOf(item.left, pair.left), answer[pair.left] === pair.right ? pair.feedback : pair.if_wrong)
    ),
  ordering: orderLines,
};

/** Each step where the reader has put it; before them what counts, unless all is right. @param {Item} item @param {string[]} answer */
function orderLines(item, answer) {
  const right = followers(item, answer).length, total = item.steps.length - 1, partly = right < total;
  const lines = answer.map((id) => {
    const place = partly && PLACES[placeOf(item, answer, id)];
    const text = item.steps.find((step) => step.id === id)?.feedback ?? "";
    return line(textOf(item.steps, id), place ? `${place}. ${text}` : text);
  });
  const sum = `What counts is which step comes after which: ${right} of ${total} ${right === 1 ? "is" : "are"} right.`;
  return answer.length && partly ? [element("p", {}, sum), ...lines] : lines;
}

/** @param {Item} item @param {string[]} answer */
function choiceLines(item, answer) {
  const chosen = item.options.filter((option) => answer.includes(option.id));
  return chosen.map((option) =>
    chosen.length > 1 ? line(option.text, option.feedback) : element("p", {}, ...rich(option.feedback))
  );
}

/** @type {Record<string, (item: Item) => Node[]>} */
const ANSWERS = {
  single: choiceAnswer,
  multiple: choiceAnswer,
  numeric: (
    item,
  ) => [
    line("Answer", `${item.answer} ${item.unit}`.trim() + (item.tolerance ? ` (give or take ${item.tolerance})` : "")),
  ],
  matching: (item) => [
    element("p", {}, element("strong", {}, "Answer:")),
    element(
      "ul",
      {},
      ...item.pairs.map((pair) =>
        element("li", {}, ...rich(textOf(item.left, pair.left)), ": ", ...rich(textOf(item.right, pair.right)))
      ),
    ),
  ],
  ordering: (item) => [
    element("p", {}, element("strong", {}, "Answer:")),
    element("ol", {}, ...item.steps.map((step) => element("li", {}, ...rich(step.text)))),
  ],
};

/** @param {Item} item */
function choiceAnswer(item) {
  return [line("Answer", item.options.filter((option) => option.correct).map((option) => option.text).join("; "))];
}
