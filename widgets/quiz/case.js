// A case: a story, then its questions one after the other; a later one is shown once the earlier one was checked.
import { element } from "../_shared/dom.js";
import { cleanAnswer } from "../_shared/marking.js";
import { rich } from "../_shared/markdown.js";
import { sourceLine } from "./feedback.js";
import { figure } from "./figure.js";
import { question } from "./question.js";

/** @typedef {import("../_shared/marking.js").Item} Item */
/** @typedef {import("../_shared/marking.js").Answer} Answer */

const FRESH = { checked: false, tries: 0, seconds: 0 };
const LEVELS = ["", "easy", "medium", "hard"];

/** @param {Item} item @param {import("./question.js").Setting} setting @param {(change: Partial<Answer>) => void} answer */
export function caseOf(item, setting, answer) {
  /** @type {Record<string, Answer>} */
  let kept = {};
  const heading = `${setting.prefix}-case`;
  const parts = item.questions.map((part, index) => {
    const own = {
      ...setting,
      prefix: `${setting.prefix}-${index}`,
      number: `${setting.number}${"abc"[index]}`,
      part: true,
      last: index === item.questions.length - 1,
    };
    const made = question(part, own, (change) => {
      answer({ answer: { ...kept, [part.id]: { ...(kept[part.id] ?? fresh(part)), ...change } } });
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
  const node = element(
    "div",
    { class: "case", role: "group", "aria-labelledby": heading, "data-item": item.id, "data-kind": "case" },
    element("h4", { id: heading }, element("span", { class: "number" }, setting.number), " ", ...rich(item.stem)),
    element("p", { class: "kind" }, `A case in ${parts.length} questions. Level: ${LEVELS[item.difficulty]}.`),
    element("div", { class: "vignette" }, ...figure(item.figure), element("p", {}, ...rich(item.vignette))),
    ...(setting.test ? [] : [
      element(
        "details",
        { class: "hint" },
        element("summary", {}, "A hint for the whole case"),
        element("p", {}, ...rich(item.hint)),
      ),
    ]),
    ...parts.map(({ form }) => form),
    lesson,
  );
  /** @param {Answer} now @param {boolean} finished */
  const show = (now, finished) => {
    kept = now.answer;
    parts.forEach(({ part, form, show }, index) => {
      const before = index ? kept[parts[index - 1].part.id] : undefined;
      form.hidden = !finished && index > 0 && !(before && (before.checked || before.tries > 0));
      show(kept[part.id] ?? fresh(part), finished);
    });
    lesson.hidden = !finished && (setting.test || !now.checked);
  };
  return { node, form: parts[0].form, show, focus: parts[0].focus };
}

/** @param {Item} part @returns {Answer} */
const fresh = (part) => ({ ...FRESH, answer: cleanAnswer(part, undefined) });
