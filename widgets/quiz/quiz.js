// Quiz: practice questions with native inputs and live feedback.
import { element, withLanguage } from "../_shared/dom.js";
import { mark, readAnswer } from "../_shared/marking.js";

/** @typedef {import("../_shared/marking.js").Item} Item */
/** @typedef {import("../_shared/marking.js").Answer} Answer */
/** @typedef {{get: (name: string) => any, set: (name: string, value: unknown) => void, save_changes: () => void, on: (name: string, f: () => void) => void, off: (name: string, f: () => void) => void}} Model */

const KINDS = { single: "Choose one.", multiple: "Choose all that apply." };
const LEVELS = ["", "easy", "medium", "hard"];
let instances = 0;

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  /** @type {Item[]} */
  const items = model.get("items");
  const prefix = `pbp-quiz-${++instances}`;
  const answers = () => model.get("answers") ?? {};
  /** @param {Item} item @param {Partial<Answer>} change */
  const answer = (item, change) => {
    const now = readAnswer(item, answers()[item.id]);
    model.set("answers", { ...answers(), [item.id]: { ...now, ...change } });
    model.save_changes();
  };

  const questions = items.map((item, index) => question(item, index, prefix, answer));
  const score = element("p", { class: "score", "data-field": "score" });
  const points = element("p", { class: "points", "aria-hidden": "true" }, ...items.map(() => element("span")));
  const clear = element("button", { type: "button", class: "quiet" }, "Clear my answers");
  const note = element("p", { class: "note", role: "status" });
  const root = element(
    "section",
    { class: "pbp-quiz", "data-widget": "quiz", "aria-labelledby": `${prefix}-title` },
    element("h3", { id: `${prefix}-title` }, model.get("title")),
    element(
      "p",
      { class: "what" },
      "Answer, then press Check. Each choice tells you why. You can try again as often as you like.",
    ),
    element("div", { class: "standing" }, points, score),
    ...questions.map((one) => one.form),
    element("p", { class: "says" }, "Your answers stay in this browser and go nowhere else. ", clear),
    note,
  );

  const refresh = () => {
    let right = 0;
    items.forEach((item, index) => {
      const now = readAnswer(item, answers()[item.id]);
      const result = now.checked ? mark(item, now.chosen) : undefined;
      right += result?.score ?? 0;
      questions[index].show(now);
      points.children[index].setAttribute("data-state", !result ? "open" : result.correct ? "right" : "again");
    });
    score.dataset.value = String(right / items.length);
    score.textContent = `${right} of ${items.length} right so far`;
    note.textContent = model.get("_storage_note") ?? "";
  };
  clear.addEventListener("click", () => {
    if (clear.dataset.sure !== "yes") { // a slip must not cost twelve answers
      clear.dataset.sure = "yes";
      clear.textContent = "Press again to clear all answers";
      return;
    }
    model.set("answers", {});
    model.save_changes();
    root.querySelector("input")?.focus();
  });
  clear.addEventListener("blur", () => {
    clear.dataset.sure = "no";
    clear.textContent = "Clear my answers";
  });
  model.on("change:answers", refresh);
  model.on("change:_storage_note", refresh);
  refresh();
  el.replaceChildren(root);
  return () => {
    model.off("change:answers", refresh);
    model.off("change:_storage_note", refresh);
  };
}

/**
 * One question: a form, so that Enter checks, around a fieldset.
 * @param {Item} item @param {number} index @param {string} prefix
 * @param {(item: Item, change: Partial<Answer>) => void} answer
 */
function question(item, index, prefix, answer) {
  const type = item.kind === "single" ? "radio" : "checkbox";
  const choices = item.options.map((option) => {
    const input = element("input", { type, name: `${prefix}-${index}`, value: option.id });
    const verdict = element("span", { class: "verdict" });
    const label = element("label", {}, input, element("span", {}, ...withLanguage(option.text)), verdict);
    return { option, input, verdict, label };
  });
  const chosen = () => choices.filter(({ input }) => input.checked).map(({ option }) => option.id);
  const status = element("div", { role: "status", class: "feedback" });
  const reveal = element(
    "details",
    { class: "reveal", hidden: true },
    element("summary", {}, "Show the answer"),
    ...answerText(item),
  );
  const form = element(
    "form",
    { "data-item": item.id, novalidate: true },
    element(
      "fieldset",
      {},
      element("legend", {}, element("span", { class: "number" }, `${index + 1}`), " ", ...withLanguage(item.stem)),
      element("p", { class: "kind" }, `${KINDS[item.kind]} Level: ${LEVELS[item.difficulty]}.`),
      ...choices.map(({ label }) => label),
    ),
    element(
      "div",
      { class: "actions" },
      element("button", { type: "submit" }, "Check", element("span", { class: "hidden" }, ` question ${index + 1}`)),
      element(
        "details",
        { class: "hint" },
        element("summary", {}, "Hint"),
        element("p", {}, ...withLanguage(item.hint)),
      ),
    ),
    status,
    reveal,
  );
  let tries = 0;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (chosen().length) answer(item, { chosen: chosen(), checked: true, tries: tries + 1 });
    else status.replaceChildren(element("p", {}, "Choose an answer first, then check it."));
  });
  form.addEventListener("change", () => answer(item, { chosen: chosen(), checked: false }));

  let shown = "";
  /** @param {Answer} now */
  const show = (now) => {
    tries = now.tries;
    if (JSON.stringify(now) === shown) return; // leave the live region alone when nothing changed
    shown = JSON.stringify(now);
    for (const { option, input, verdict, label } of choices) {
      input.checked = now.chosen.includes(option.id);
      const state = now.checked && input.checked ? (option.correct ? "right" : "wrong") : "open";
      label.dataset.state = state;
      verdict.textContent = { right: "✓ right", wrong: "✗ not this", open: "" }[state];
    }
    const result = mark(item, now.chosen);
    form.dataset.state = !now.checked ? "open" : result.correct ? "right" : "again";
    status.replaceChildren(...(now.checked ? feedback(item, now, result) : []));
    reveal.hidden = !now.checked || result.correct;
    if (reveal.hidden) reveal.open = false;
  };
  return { form, show };
}

/** @param {Item} item @param {Answer} now @param {ReturnType<typeof mark>} result */
function feedback(item, now, result) {
  const verdict = result.correct
    ? "Right."
    : result.chosen_wrong === 0
    ? "Right so far, but something is missing."
    : result.chosen_right > 0
    ? "Partly right."
    : "Not yet.";
  const chosen = item.options.filter((option) => now.chosen.includes(option.id));
  return [
    element("p", { class: "result", "data-field": "result", "data-value": String(result.score) }, verdict),
    ...chosen.map((option) =>
      element(
        "p",
        {},
        ...(chosen.length > 1 ? [element("strong", {}, ...withLanguage(option.text), ":"), " "] : []),
        ...withLanguage(option.feedback),
      )
    ),
    ...(result.correct ? answerText(item) : []),
  ];
}

/** @param {Item} item */
function answerText(item) {
  const right = item.options.filter((option) => option.correct).map((option) => option.text).join("; ");
  return [
    element("p", {}, element("strong", {}, "Answer: "), ...withLanguage(right)),
    element("p", {}, ...withLanguage(item.explanation)),
    element("p", { class: "source" }, ...withLanguage(`Goal: ${item.objective}. Source: ${item.source}.`)),
  ];
}

export default { render };
