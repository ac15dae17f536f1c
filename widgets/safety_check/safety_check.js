// SafetyCheck: asks step by step, ends at a step with a sign that needs help soon, and else at what to settle first.
import { element } from "../_shared/dom.js";
import { asked, gate } from "./ask.js";
import { result } from "./result.js";
import { counts, ends, GATE, levelOf, pathOf, ticked } from "./rules.js";

/** @typedef {import("./rules.js").Question} Question */
/** @typedef {import("./rules.js").Step} Step */
/** @typedef {{get: (name: string) => any, set: (name: string, value: unknown) => void, save_changes: () => void, on: (name: string, f: () => void) => void, off: (name: string, f: () => void) => void}} Model */

const WHAT = "One sign is enough to act. “Not sure” counts as yes. In danger now? Call your local emergency number.";
const KEEPS = "Nothing you answer leaves this page. When you leave or close it, your answers are gone.";
let instances = 0;

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  const prefix = `pbp-safety-${++instances}`;
  const parts = frame(prefix);
  const walk = walkOf(model);
  const setting = {
    prefix,
    answers: walk.answers,
    answer: (/** @type {string} */ id, /** @type {string} */ value) => {
      model.set("answers", { ...walk.answers(), [id]: value });
      model.save_changes();
    },
    names: model.get("names"),
    ended: walk.ended,
    signOf: walk.signOf,
  };
  const show = (move = true) => {
    const { step, questions, done, at, of } = walk.now();
    parts.advice.replaceChildren(...adviceOnTop(model, done));
    const asks = { ...setting, step, first: at === 0, back: go(walk.back), next: go(walk.next) };
    if (done) parts.place.replaceChildren(result({ model, prefix, back: go(walk.back), again: go(walk.again) }));
    else parts.place.replaceChildren(step.id === GATE ? gate(asks) : asked(questions, asks));
    parts.step.textContent = done ? "" : `Step ${at + 1} of ${of}`;
    parts.step.dataset.value = done ? "result" : step.id;
    if (move) /** @type {HTMLElement} */ (parts.place.querySelector("[tabindex='-1']")).focus();
  };
  const go = (/** @type {() => void} */ where) => () => {
    where();
    show();
  };
  const fromOutside = () => {
    const shown = parts.place.querySelector("form");
    if (!shown || !sameAnswers(shown, walk.answers())) show(false);
  };
  model.on("change:answers", fromOutside);
  show(false);
  el.replaceChildren(parts.root);
  return () => model.off("change:answers", fromOutside);
}

/** Where the reader stands: a step of their own path, by its name, or the result. @param {Model} model */
function walkOf(model) {
  /** @type {Question[]} */
  const questions = model.get("questions");
  let here = GATE, done = false;
  const answers = () => Object(model.get("answers") ?? {});
  const path = () => pathOf(model.get("steps"), answers());
  const at = () => Math.max(0, path().findIndex((step) => step.id === here));
  const ended = () => ends(levelOf(questions, answers()));
  const stepOfSign = () => { // where the sign stands that ended the check
    const sign = ended() && ticked(questions, answers())[0];
    const counted = sign && questions.filter((one) => one === sign || one.same_sign === sign.id).map((one) => one.id);
    const ticks = (/** @type {string} */ id) => counted && counted.includes(id) && counts(answers()[id]);
    return path().find((step) => step.questions.some(ticks))?.id;
  };
  const isOpen = (/** @type {Step} */ step) => asksOf(step).some((id) => !Object.hasOwn(answers(), id));
  return {
    answers,
    ended,
    signOf: (/** @type {string} */ id) => questions.find((one) => one.kind === "flag" && one.id === id),
    now: () => {
      const open = path().find(isOpen);
      if (done && !ended() && open) here = open.id; // answers were taken back: no result without all of them
      done = done && (ended() || !open);
      const step = path()[at()];
      const asked = step.questions.map((id) => questions.find((one) => one.id === id));
      return { step, questions: /** @type {Question[]} */ (asked), done, at: at(), of: path().length };
    },
    next: () => {
      const steps = path(), after = at() + 1;
      if (ended() || after >= steps.length) done = true;
      else here = steps[after].id;
    },
    back: () => {
      if (!done) here = path()[Math.max(0, at() - 1)].id;
      else here = stepOfSign() ?? here;
      done = false;
    },
    again: () => {
      here = GATE;
      done = false;
      model.set("own_words", "");
      model.set("answers", {});
      model.save_changes();
    },
  };
}

/** The ids a step asks for. @param {Step} step */
const asksOf = (step) => step.id === GATE ? [GATE] : step.questions;

/** What to tell a clinician some time, while the questions go on. @param {Model} model @param {boolean} done */
function adviceOnTop(model, done) {
  const found = ticked(model.get("questions"), Object(model.get("answers")));
  if (done || found[0]?.action !== "see clinician") return [];
  const lines = found.map((one) => element("li", {}, `${one.text}. ${one.do}`));
  return [element("p", { class: "level" }, model.get("names")["see clinician"]), element("ul", {}, ...lines)];
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
  const step = element("p", { class: "step", "data-field": "step", "aria-live": "polite" });
  const advice = element("div", { class: "advice", "data-field": "advice" });
  const place = element("div", { class: "place" });
  const root = element(
    "section",
    { class: "pbp-safety", "data-widget": "safety_check", "aria-labelledby": `${prefix}-title` },
    element("h3", { id: `${prefix}-title` }, "Safety check"),
    element("p", { class: "what" }, WHAT),
    advice,
    step,
    place,
    element("p", { class: "says" }, KEEPS),
  );
  return { root, step, advice, place };
}

export default { render };
