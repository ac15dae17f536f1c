// One question: a form, so that Enter checks, around a fieldset of native controls.
import { element } from "../_shared/dom.js";
import { answered, mark } from "../_shared/marking.js";
import { rich } from "../_shared/markdown.js";
import { clockOf } from "./clock.js";
import { answerText, feedback } from "./feedback.js";
import { figure } from "./figure.js";
import { controls } from "./kinds.js";

/** @typedef {import("../_shared/marking.js").Item} Item */
/** @typedef {import("../_shared/marking.js").Answer} Answer */
/**
 * Where a question stands: in a test or not, with which number and prefix of ids, and how its options are ordered;
 * `part` for a question of a case, `last` for the last of them.
 * @typedef {{test: boolean, prefix: string, number: string, order: (entries: any[], item: Item) => any[], part?: boolean, last?: boolean}} Setting
 */

const ASKS = {
  single: "Choose one.",
  multiple: "Choose all that apply.",
  numeric: "Type a number.",
  matching: "Choose one for each.",
  ordering: "Put in order with the buttons.",
  case: "",
};
export const LEVELS = ["", "easy", "medium", "hard"];
const NOTHING = {
  single: "Choose an answer first, then check it.",
  multiple: "Choose an answer first, then check it.",
  numeric: "Type a number first, then check it.",
  matching: "Choose at least one match first, then check it.",
  ordering: "Move a step first: the order you see is not the right one.",
  case: "",
};

/** @param {Item} item @param {Setting} setting @param {(change: Partial<Answer>) => void} answer */
export function question(item, setting, answer) {
  const changed = () => answer({ answer: kind.read(), checked: false, seconds: clock.seconds() });
  const kind = controls(item, setting, changed);
  const parts = build(item, setting, kind.nodes);
  const { form, fieldset, status, again, submit } = parts;
  const clock = clockOf(form);
  /** @type {Answer} */
  let now = { answer: undefined, checked: false, tries: 0, seconds: 0 };
  let shown = "";

  form.addEventListener("input", changed);
  form.addEventListener("keydown", (event) => checkFromSelect(event, form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (fieldset.disabled || (setting.test && !submit.isConnected)) return;
    const given = kind.read(), known = now.checked && same(given, now.answer); // pressed twice: no other try
    if (!answered(item, given)) status.replaceChildren(element("p", {}, NOTHING[item.kind]));
    else if (!known) answer({ answer: given, checked: true, tries: now.tries + 1, seconds: clock.seconds() });
    if (!setting.test || !now.checked) goTo(status);
  });
  again.addEventListener("click", () => {
    answer({ checked: false });
    kind.first().focus();
  });

  /** @param {Answer} next @param {boolean} [finished] */
  const show = (next, finished = false) => {
    now = next;
    clock.start(next.seconds);
    const key = `${finished} ${JSON.stringify({ ...next, seconds: 0 })}`;
    if (key === shown) return; // leave the live region alone when nothing changed
    shown = key;
    if (!same(kind.read(), next.answer)) kind.write(next.answer);
    kind.tell(isTold(setting, next, finished) ? next.answer : undefined);
    stand(item, setting, parts, next, finished);
  };
  return { node: form, show, focus: () => kind.first().focus() };
}

/** @param {unknown} one @param {unknown} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Whether a reader is told how the answer stands. @param {Setting} setting @param {Answer} now @param {boolean} finished */
const isTold = (setting, now, finished) => finished || (now.checked && !setting.test);

/** What is shown around the controls for this answer. @param {Item} item @param {Setting} setting @param {Parts} parts @param {Answer} now @param {boolean} finished */
function stand(item, setting, { form, fieldset, status, reveal, again, submit }, now, finished) {
  const told = isTold(setting, now, finished), result = mark(item, now.answer);
  fieldset.disabled = finished || (setting.test && now.checked);
  submit.hidden = fieldset.disabled;
  form.dataset.state = !told ? "open" : result.correct ? "right" : "again";
  status.replaceChildren(...(told ? feedback(item, now, result, finished) : []));
  reveal.hidden = !told || finished || result.correct;
  again.hidden = reveal.hidden;
  if (reveal.hidden) reveal.open = false;
}

/** @typedef {ReturnType<typeof build>} Parts */
/** @param {Item} item @param {Setting} setting @param {Node[]} nodes */
function build(item, setting, nodes) {
  const name = ` question ${setting.number}`;
  const fieldset = fieldsetOf(item, setting, nodes);
  const submit = setting.test
    ? element("button", { type: "submit" }, "Go on", unseen(" to the next question"))
    : element("button", { type: "submit" }, "Check", unseen(name));
  const again = element("button", { type: "button", class: "quiet", hidden: true }, "Try again", unseen(name));
  const status = element("div", { role: "status", class: "feedback", tabindex: -1 });
  const reveal = fold("reveal", ["Show the answer", unseen(`:${name}`)], answerText(item));
  reveal.hidden = true;
  const hint = fold("hint", ["Hint", unseen(`:${name}`)], [element("p", {}, ...rich(item.hint))]);
  const actions = setting.test ? (setting.part && !setting.last ? [submit] : []) : [submit, hint];
  const form = element(
    "form",
    { [setting.part ? "data-part" : "data-item"]: item.id, "data-kind": item.kind, novalidate: true },
    fieldset,
    element("div", { class: "actions" }, ...actions),
    status,
    element("div", { class: "after" }, again, reveal),
  );
  return { form, fieldset, status, reveal, again, submit };
}

/** The question and its controls. @param {Item} item @param {Setting} setting @param {Node[]} nodes */
function fieldsetOf(item, setting, nodes) {
  const level = setting.part ? "" : ` Level: ${LEVELS[item.difficulty]}.`;
  return element(
    "fieldset",
    {},
    element("legend", {}, element("span", { class: "number" }, setting.number), " ", ...rich(item.stem)),
    ...figure(item.figure),
    element("p", { class: "kind" }, `${ASKS[item.kind]}${level}`),
    ...nodes,
  );
}

/** Words for those who hear the page. @param {string} text */
const unseen = (text) => element("span", { class: "hidden" }, text);

/** Something to unfold. @param {string} name @param {(Node | string)[]} summary @param {Node[]} nodes */
export const fold = (name, summary, nodes) =>
  element("details", { class: name }, element("summary", {}, ...summary), ...nodes);

/** Enter in a closed select checks, as it does in other fields. @param {KeyboardEvent} event @param {HTMLFormElement} form */
function checkFromSelect(event, form) {
  const select = event.target;
  if (event.key !== "Enter" || !(select instanceof HTMLSelectElement) || !CSS.supports("selector(:open)")) return;
  if (select.matches(":open")) return;
  event.preventDefault();
  form.requestSubmit();
}

/** Put the focus where the feedback is, and scroll only as far as it takes to see it. @param {HTMLElement} place */
export function goTo(place) {
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
}
