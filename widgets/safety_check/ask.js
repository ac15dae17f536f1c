// One step of the safety check: its questions with three answers each, and what to do at once beside a sign that counts.
import { element } from "../_shared/dom.js";
import { counts, GATE } from "./rules.js";

/** @typedef {import("./rules.js").Question} Question */
/**
 * @typedef {object} Setting
 * @property {string} prefix @property {() => Record<string, string>} answers
 * @property {(id: string, value: string) => void} answer @property {Record<string, string>} names
 * @property {import("./rules.js").Step} step @property {boolean} first
 * @property {() => void} back @property {() => void} next @property {() => boolean} ended
 * @property {(id: string) => Question | undefined} signOf
 */

const ANSWERS = [["yes", "Yes"], ["no", "No"], ["not sure", "Not sure"]];
const SHOW = "Show what to do and say";

/** The first question: whether it began after needling. @param {Setting} setting */
export function gate(setting) {
  const field = fieldset(GATE, setting.step.title, setting);
  return form([field], setting, () => {});
}

/** The questions of a step. @param {Question[]} list @param {Setting} setting */
export function asked(list, setting) {
  const fields = list.map((one) => question(one, setting));
  return form(fields, setting, (/** @type {HTMLButtonElement} */ next) => {
    next.textContent = setting.ended() ? SHOW : "Next";
    next.dataset.urgent = String(setting.ended());
  });
}

/** @param {Question} one @param {Setting} setting */
function question(one, setting) {
  const field = fieldset(one.id, one.text, setting);
  const sign = one.kind === "flag" ? one : setting.signOf(one.same_sign);
  if (!sign) return field;
  const told = element("div", { class: "told", role: "status" });
  const tell = () => {
    const now = counts(setting.answers()[one.id]);
    const level = element("strong", {}, `${setting.names[sign.action]}. `);
    const what = sign === one ? sign.do : `If it is this: ${sign.text}. ${sign.do}`;
    told.replaceChildren(...(now ? [element("p", {}, level, what)] : []));
  };
  field.addEventListener("change", tell);
  tell();
  field.append(told);
  return field;
}

/** @param {string} id @param {string} text @param {Setting} setting */
function fieldset(id, text, setting) {
  const choices = ANSWERS.map(([value, label]) => {
    const input = element("input", {
      type: "radio",
      name: `${setting.prefix}-${id}`,
      value,
      checked: setting.answers()[id] === value,
    });
    return element("label", {}, input, element("span", {}, label));
  });
  const field = element(
    "fieldset",
    { "data-question": id },
    element("legend", {}, text),
    element("div", { class: "choices" }, ...choices),
  );
  field.addEventListener("change", (event) => {
    setting.answer(id, /** @type {HTMLInputElement} */ (event.target).value);
  });
  return field;
}

/** @param {HTMLFieldSetElement[]} fields @param {Setting} setting @param {(next: HTMLButtonElement) => void} label */
function form(fields, setting, label) {
  const next = element("button", { type: "submit", class: "next" }, "Next");
  const back = element("button", { type: "button", class: "quiet" }, "Back");
  const rest = element("button", { type: "button", class: "quiet" }, "I have read these: no to all others");
  const note = element("p", { class: "note", role: "status" });
  const head = setting.step.id === GATE ? [] : [element("h4", { tabindex: -1 }, setting.step.title)];
  const node = element(
    "form",
    { novalidate: true },
    ...head,
    element("p", { class: "step-says", ...(head.length ? {} : { tabindex: -1 }) }, setting.step.says),
    ...fields,
    note,
    element(
      "div",
      { class: "buttons" },
      next,
      ...(fields.length > 1 ? [rest] : []),
      ...(setting.first ? [] : [back]),
    ),
  );
  label(next);
  node.addEventListener("change", () => {
    label(next);
    note.textContent = "";
  });
  rest.addEventListener("click", () => {
    for (const field of open(fields)) choose(field, "no");
    next.focus();
  });
  back.addEventListener("click", setting.back);
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    const left = next.dataset.urgent === "true" ? [] : open(fields);
    if (!left.length) return setting.next();
    const many = left.length === 1 ? "One has no answer yet" : `${left.length} have no answer yet`;
    left[0].before(note); // beside the first open question, where the reader is led
    note.textContent = `${many}. “Not sure” is an answer, too.`;
    left[0].querySelector("input")?.focus();
  });
  return node;
}

/** The questions without an answer. @param {HTMLFieldSetElement[]} fields */
const open = (fields) => fields.filter((field) => !field.querySelector("input:checked"));

/** @param {HTMLFieldSetElement} field @param {string} value */
function choose(field, value) {
  const input = /** @type {HTMLInputElement} */ (field.querySelector(`input[value="${value}"]`));
  input.checked = true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
