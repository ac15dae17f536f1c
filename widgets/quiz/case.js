// A case: a story, then its questions one after the other; a later one is shown once the earlier one was checked.
import { element } from "../_shared/dom.js";
import { cleanAnswer, own } from "../_shared/marking.js";
import { rich } from "../_shared/markdown.js";
import { sourceLine } from "./feedback.js";
import { figure } from "./figure.js";
import { fold, LEVELS, question } from "./question.js";

/** @typedef {import("../_shared/marking.js").Item} Item */
/** @typedef {import("../_shared/marking.js").Answer} Answer */

const FRESH = { checked: false, tries: 0, seconds: 0 };

/** @typedef {import("./question.js").Setting} Setting */
/** @param {Item} item @param {Setting} setting @param {(change: Partial<Answer>) => void} answer */
export function caseOf(item, setting, answer) {
  /** @type {Record<string, Answer>} */
  let kept = {};
  const parts = item.questions.map((part, index) => {
    const made = question(part, settingOf(setting, index, item.questions.length), (change) => {
      answer({ answer: { ...kept, [part.id]: { ...(own(kept, part.id) ?? fresh(part)), ...change } } });
      if (setting.test && change.checked) parts[index + 1]?.focus();
    });
    return { ...made, part };
  });
  const lesson = element(
    "div",
    { class: "lesson", hidden: true },
    element("p", {}, ...rich(item.explanation)),
    ...sourceLine(item),
  );
  /** @param {Answer} now @param {boolean} finished */
  const show = (now, finished) => {
    kept = now.answer;
    parts.forEach(({ part, node, show }, index) => {
      const before = index ? own(kept, parts[index - 1].part.id) : undefined;
      node.hidden = !finished && index > 0 && !(before && (before.checked || before.tries > 0));
      show(own(kept, part.id) ?? fresh(part), finished);
    });
    lesson.hidden = !finished && (setting.test || !now.checked);
  };
  return { node: build(item, setting, parts.map(({ node }) => node), lesson), show };
}

/** How the question at `index` of so many stands. @param {Setting} setting @param {number} index @param {number} count @returns {Setting} */
const settingOf = (setting, index, count) => ({
  ...setting,
  prefix: `${setting.prefix}-${index}`,
  number: `${setting.number}${"abc"[index]}`,
  part: true,
  last: index === count - 1,
});

/** The story around the questions. @param {Item} item @param {Setting} setting @param {HTMLElement[]} forms @param {HTMLElement} lesson */
function build(item, setting, forms, lesson) {
  const heading = `${setting.prefix}-case`;
  const hint = fold("hint", [`A hint for the whole case ${setting.number}`], [element("p", {}, ...rich(item.hint))]);
  return element(
    "div",
    { class: "case", role: "group", "aria-labelledby": heading, "data-item": item.id, "data-kind": "case" },
    element("h4", { id: heading }, element("span", { class: "number" }, setting.number), " ", ...rich(item.stem)),
    element("p", { class: "kind" }, `A case in ${forms.length} questions. Level: ${LEVELS[item.difficulty]}.`),
    element("div", { class: "vignette" }, ...figure(item.figure), element("p", {}, ...rich(item.vignette))),
    ...(setting.test ? [] : [hint]),
    ...forms,
    lesson,
  );
}

/** @param {Item} part @returns {Answer} */
const fresh = (part) => ({ ...FRESH, answer: cleanAnswer(part, undefined) });
