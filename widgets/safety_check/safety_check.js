// SafetyCheck: asks step by step, ends at the first sign that needs help soon, and else at what to settle first.
import { element } from "../_shared/dom.js";
import { asked, gate } from "./ask.js";
import { result } from "./result.js";
import { counts, ends, GATE, levelOf, pathOf, ticked } from "./rules.js";

/** @typedef {import("./rules.js").Question} Question */
/** @typedef {import("./rules.js").Step} Step */
/** @typedef {{get: (name: string) => any, set: (name: string, value: unknown) => void, save_changes: () => void, on: (name: string, f: () => void) => void, off: (name: string, f: () => void) => void}} Model */

const WHAT = "One sign is enough to act. “Not sure” counts as yes. In danger now? Call your local emergency number.";
const KEEPS = "Nothing you answer leaves this page, and nothing is kept when you close it.";
let instances = 0;

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  /** @type {Question[]} */
  const questions = model.get("questions");
  /** @type {Step[]} */
  const steps = model.get("steps");
  const byId = new Map(questions.map((one) => [one.id, one]));
  const prefix = `pbp-safety-${++instances}`;
  const parts = frame(prefix);
  let at = 0, done = false;

  const answers = () => Object(model.get("answers") ?? {});
  const answer = (/** @type {string} */ id, /** @type {string} */ value) => {
    model.set("answers", { ...answers(), [id]: value });
    model.save_changes();
  };
  const step = () => pathOf(steps, answers())[at];

  const show = (move = false) => {
    const level = levelOf(questions, answers());
    done = done && (ends(level) || at >= pathOf(steps, answers()).length - 1);
    parts.advice.replaceChildren(...adviceOnTop(level, done));
    if (done) parts.place.replaceChildren(result({ model, prefix, back, again }));
    else parts.place.replaceChildren(page());
    const path = pathOf(steps, answers());
    parts.progress.textContent = done ? "" : `Step ${at + 1} of ${path.length}`;
    parts.progress.dataset.value = done ? "result" : step().id;
    if (move) /** @type {HTMLElement} */ (parts.place.querySelector("[tabindex='-1']")).focus();
  };
  const adviceOnTop = (/** @type {string} */ level, /** @type {boolean} */ atEnd) => {
    if (atEnd || level !== "see clinician") return [];
    const lines = ticked(questions, answers()).map((one) => element("li", {}, `${one.text}. ${one.do}`));
    return [element("p", { class: "level" }, model.get("names")[level]), element("ul", {}, ...lines)];
  };
  const page = () => {
    const list = /** @type {Question[]} */ (step().questions.map((id) => byId.get(id)));
    const setting = { prefix, answers, answer, names: model.get("names"), step: step(), first: at === 0, back, next };
    return step().id === GATE ? gate(setting) : asked(list, setting);
  };
  const next = () => {
    if (ends(levelOf(questions, answers())) || at + 1 >= pathOf(steps, answers()).length) done = true;
    else at += 1;
    show(true);
  };
  const back = () => {
    if (done) done = false;
    else at = Math.max(0, at - 1);
    show(true);
  };
  const again = () => {
    at = 0;
    done = false;
    model.set("answers", {});
    model.set("own_words", "");
    model.save_changes();
    show(true);
  };
  const fromOutside = () => {
    const shown = parts.place.querySelector("form");
    if (!shown || !sameAnswers(shown, answers())) show();
    parts.root.dataset.level = levelOf(questions, answers());
    parts.root.dataset.afterNeedling = String(counts(answers()[GATE]));
  };
  model.on("change:answers", fromOutside);
  show();
  fromOutside();
  el.replaceChildren(parts.root);
  return () => model.off("change:answers", fromOutside);
}

/** Whether the form shows these answers already, so that it need not be built anew under the reader's hands. @param {HTMLFormElement} form @param {Record<string, string>} answers */
function sameAnswers(form, answers) {
  const fields = /** @type {NodeListOf<HTMLFieldSetElement>} */ (form.querySelectorAll("fieldset[data-question]"));
  return [...fields].every((field) => {
    const chosen = /** @type {HTMLInputElement | null} */ (field.querySelector("input:checked"));
    return (chosen?.value ?? undefined) === answers[String(field.dataset.question)];
  });
}

/** Everything around the steps. @param {string} prefix */
function frame(prefix) {
  const progress = element("p", { class: "step", "data-field": "step", "aria-live": "polite" });
  const advice = element("div", { class: "advice", "data-field": "advice" });
  const place = element("div", { class: "place" });
  const root = element(
    "section",
    { class: "pbp-safety", "data-widget": "safety_check", "aria-labelledby": `${prefix}-title` },
    element("h3", { id: `${prefix}-title` }, "Safety check"),
    element("p", { class: "what" }, WHAT),
    advice,
    progress,
    place,
    element("p", { class: "says" }, KEEPS),
  );
  return { root, progress, advice, place };
}

export default { render };
