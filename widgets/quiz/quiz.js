// Quiz: questions with native inputs and live feedback, one at a time (practice) or all at once (test).
import { element } from "../_shared/dom.js";
import { answered, mark, own, readAnswer } from "../_shared/marking.js";
import { rich } from "../_shared/markdown.js";
import { drawSeed, mixedUp, shuffled } from "../_shared/shuffle.js";
import { caseOf } from "./case.js";
import { question } from "./question.js";
import { summary } from "./summary.js";

/** @typedef {import("../_shared/marking.js").Item} Item */
/** @typedef {import("../_shared/marking.js").Answer} Answer */
/**
 * `kept` is what the model of a static page keeps in the browser; a notebook's has none.
 * @typedef {{kept?: object, get: (name: string) => any, set: (name: string, value: unknown) => void, save_changes: () => void, on: (name: string, f: () => void) => void, off: (name: string, f: () => void) => void}} Model
 */
/** @typedef {{node: HTMLElement, show: (now: Answer, finished: boolean) => void}} Shown */

const WHAT = {
  practice: "Answer, then press Check. Each answer tells you why. You can try again as often as you like.",
  test: "Answer all questions, then press Finish. What was right, and why, comes at the end.",
};
let instances = 0;

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  /** @type {Item[]} */
  const items = model.get("items");
  const test = model.get("mode") === "test";
  if (!Number.isInteger(model.get("seed"))) model.set("seed", drawSeed()); // kept with the first answer
  const keeper = keeperOf(model, items);
  const prefix = `pbp-quiz-${++instances}`;
  /** @type {Shown[]} */
  const questions = items.map((item, index) => {
    const setting = { test, prefix: `${prefix}-${index}`, number: `${index + 1}`, order: orderBy(model) };
    const make = item.kind === "case" ? caseOf : question;
    return make(item, setting, (/** @type {Partial<Answer>} */ change) => keeper.change(item, change));
  });
  const parts = frame(model, items, questions, prefix, test);

  const refresh = () => {
    const finished = test && model.get("finished") === true;
    keeper.changed(finished).forEach((index) => questions[index].show(keeper.now(items[index]), finished));
    standing(items, keeper, parts, test, finished);
    parts.note.textContent = model.get("_storage_note") ?? "";
    parts.where.textContent = whereKept(model);
  };
  parts.clear.addEventListener("click", () => sure(parts.clear, () => keeper.reset()));
  parts.finish.addEventListener("click", () => {
    const open = items.filter((item) => !isAnswered(item, keeper.now(item))).length;
    const rest = open === 1 ? "1 question has" : `${open} questions have`;
    const ask = open ? `${rest} no full answer. Press again to finish` : "";
    sure(parts.finish, () => {
      keeper.finish();
      parts.summary.focus();
    }, ask);
  });
  const events = ["change:answers", "change:finished", "change:_storage_note"];
  for (const event of events) model.on(event, refresh);
  refresh();
  el.replaceChildren(parts.root);
  return () => events.forEach((event) => model.off(event, refresh));
}

/** Whether every part of an item has an answer. @param {Item} item @param {Answer} now */
function isAnswered(item, now) {
  if (item.kind !== "case") return answered(item, now.answer);
  return item.questions.every((part) => answered(part, own(now.answer, part.id)?.answer));
}

/** How options are ordered for this reader. @param {Model} model */
function orderBy(model) {
  /** @param {{id: string}[]} entries @param {Item} item @returns {any[]} */
  return (entries, item) => {
    if (item.keep_order) return entries;
    const mix = item.kind === "ordering" ? mixedUp : shuffled;
    const ids = mix(entries.map((entry) => entry.id), model.get("seed"), item.id);
    return ids.map((id) => entries.find((entry) => entry.id === id));
  };
}

/** Reads and writes the model's answers, and tells which have changed. @param {Model} model @param {Item[]} items */
function keeperOf(model, items) {
  const all = () => Object(model.get("answers") ?? {});
  const save = (/** @type {Record<string, unknown>} */ state) => {
    for (const [name, value] of Object.entries(state)) model.set(name, value);
    model.save_changes();
  };
  /** @param {Item} item @returns {Answer} */
  const now = (item) => readAnswer(item, own(all(), item.id));
  /** @type {unknown[]} */
  let seen = [];
  return {
    now,
    /** @param {Item} item @param {Partial<Answer>} change */
    change: (item, change) => save({ answers: { ...all(), [item.id]: { ...now(item), ...change } } }),
    reset: () => save({ finished: false, answers: {} }),
    finish: () => {
      const kept = items.map((item) => [item.id, handedIn(item, now(item))]).filter(([, answer]) => answer);
      save({ answers: { ...all(), ...Object.fromEntries(kept) }, finished: true });
    },
    /** The places of items whose answers are others than at the last call. @param {boolean} finished */
    changed: (finished) => {
      const before = seen;
      seen = items.map((item) => `${finished} ${JSON.stringify(own(all(), item.id))}`);
      return items.map((_, index) => index).filter((index) => seen[index] !== before[index]);
    },
  };
}

/** An answer as it is handed in with a test; none for a question without one. @param {Item} item @param {Answer} now */
function handedIn(item, now) {
  if (!answered(item, now.answer)) return undefined;
  const done = (/** @type {Answer} */ one) => ({ ...one, checked: true, tries: Math.max(1, one.tries) });
  if (item.kind !== "case") return done(now);
  const parts = item.questions.filter((part) => answered(part, own(now.answer, part.id)?.answer));
  return { ...done(now), answer: Object.fromEntries(parts.map((part) => [part.id, done(now.answer[part.id])])) };
}

/** Everything around the questions. @param {Model} model @param {Item[]} items @param {Shown[]} questions @param {string} prefix @param {boolean} test */
function frame(model, items, questions, prefix, test) {
  const score = element("p", { class: "score", "data-field": "score" });
  const points = element("p", { class: "points", "aria-hidden": "true" }, ...items.map(() => element("span")));
  const said = test ? "Start again" : "Clear my answers";
  const clear = element("button", { type: "button", class: "quiet", "data-says": said }, said);
  const finish = element("button", { type: "button", class: "finish", "data-says": "Finish" }, "Finish");
  const note = element("p", { class: "note", role: "status" });
  const where = element("span", { "data-field": "where" });
  const results = element("div", { class: "summary", role: "group", "aria-label": "Your results", tabindex: -1 });
  const root = element(
    "section",
    {
      class: "pbp-quiz",
      "data-widget": "quiz",
      "data-mode": test ? "test" : "practice",
      "aria-labelledby": `${prefix}-title`,
    },
    element("h3", { id: `${prefix}-title` }, ...rich(model.get("title"))),
    element("p", { class: "what" }, test ? WHAT.test : WHAT.practice),
    element("div", { class: "standing" }, points, score),
    ...questions.map((one) => one.node),
    ...(test ? [element("div", { class: "end" }, finish), results] : []),
    element("p", { class: "says" }, where, " ", clear),
    note,
  );
  for (const button of [clear, finish]) button.addEventListener("blur", () => unsure(button));
  return { root, score, points, clear, finish, note, where, summary: results };
}

/** Where answers go; nothing when the page says that it can't keep them. @param {Model} model */
function whereKept(model) {
  if (!model.kept) return "Your answers go to Python in this notebook.";
  return model.get("_storage_note") ? "" : "Your answers stay in this browser and go nowhere else.";
}

/** Do it on a second press, as a slip must not cost a dozen answers; at once when there is nothing to ask. @param {HTMLElement} button @param {() => void} act @param {string} [ask] */
function sure(
  button,
  act,
  ask = `Press again to ${button.dataset.says === "Start again" ? "start again" : "clear all answers"}`,
) {
  if (ask && button.dataset.sure !== "yes") {
    button.dataset.sure = "yes";
    button.textContent = ask;
    return;
  }
  act();
  unsure(button);
  const first =
    /** @type {HTMLElement | null} */ (button.closest("section")?.querySelector("form :is(input, select, button)"));
  if (button.classList.contains("quiet")) first?.focus();
}

/** @param {HTMLElement} button */
function unsure(button) {
  button.dataset.sure = "no";
  button.textContent = button.dataset.says ?? "";
}

/** The line and the points that say how far the reader is. @param {Item[]} items @param {ReturnType<typeof keeperOf>} keeper @param {ReturnType<typeof frame>} parts @param {boolean} test @param {boolean} finished */
function standing(items, keeper, parts, test, finished) {
  const answers = items.map(keeper.now);
  const marks = items.map((item, index) => {
    const counts = (answers[index].checked || item.kind === "case") && (!test || finished);
    return mark(item, counts ? answers[index].answer : undefined);
  });
  const done = items.filter((item, index) => isAnswered(item, answers[index])).length;
  const right = marks.filter((one) => one.correct).length;
  const sum = marks.reduce((total, one) => total + one.score, 0);
  items.forEach((_, index) => {
    const open = test && !finished ? (isAnswered(items[index], answers[index]) ? "given" : "open") : "open";
    const tried = answers[index].checked && (!test || finished);
    const state = marks[index].correct ? "right" : tried ? "again" : open;
    parts.points.children[index].setAttribute("data-state", state);
  });
  parts.score.dataset.value = String(sum / items.length);
  const partial = sum - right > 1e-9 ? `; with part marks ${Math.round(sum * 10) / 10}` : "";
  parts.score.textContent = test && !finished
    ? `${done} of ${items.length} answered`
    : `${right} of ${items.length} right${test ? "" : " so far"}${partial}`;
  parts.finish.hidden = finished;
  parts.summary.replaceChildren(...(finished ? summary(items, marks) : []));
}

export default { render };
