// The native controls of each kind of question, all with the same few functions around them.
import { element } from "../_shared/dom.js";
import { cleanAnswer, judgeNumber, own } from "../_shared/marking.js";
import { plain, rich } from "../_shared/markdown.js";
import { ordering } from "./ordering.js";

/** @typedef {import("../_shared/marking.js").Item} Item */
/** @typedef {import("./question.js").Setting} Setting */
/**
 * `read` gives the answer that stands there, `write` puts one there, `tell` says of each part of a checked answer
 * whether it is right (undefined: says nothing), `first` is where an answer begins.
 * @typedef {{nodes: Node[], read: () => any, write: (answer: any) => void, tell: (answer: any) => void, first: () => HTMLElement}} Controls
 */

const VERDICTS = { right: "✓ right", wrong: "✗ not this", open: "" };

/** @param {Item} item @param {Setting} setting @param {() => void} changed @returns {Controls} */
export function controls(item, setting, changed) {
  if (item.kind === "numeric") return numeric(item);
  if (item.kind === "matching") return matching(item, setting);
  if (item.kind === "ordering") return ordering(item, setting, changed);
  return choice(item, setting);
}

/** Say in colour, sign and word how a row stands. @param {HTMLElement} row @param {HTMLElement} verdict @param {"right" | "wrong" | "open"} state */
export function say(row, verdict, state) {
  row.dataset.state = state;
  verdict.textContent = VERDICTS[state];
}

/** @param {Item} item @param {Setting} setting @returns {Controls} */
function choice(item, setting) {
  const type = item.kind === "single" ? "radio" : "checkbox";
  /** @type {import("../_shared/marking.js").Option[]} */
  const options = setting.order(item.options, item);
  const choices = options.map((option) => {
    const input = element("input", { type, name: setting.prefix, value: option.id });
    const verdict = element("span", { class: "verdict" });
    const label = element("label", {}, input, element("span", {}, ...rich(option.text)), verdict);
    return { option, input, verdict, label };
  });
  const read = () => cleanAnswer(item, choices.filter(({ input }) => input.checked).map(({ option }) => option.id));
  return {
    nodes: choices.map(({ label }) => label),
    read,
    write: (answer) => choices.forEach(({ option, input }) => input.checked = answer.includes(option.id)),
    tell: (answer) => {
      for (const { option, verdict, label } of choices) {
        say(label, verdict, !answer?.includes(option.id) ? "open" : option.correct ? "right" : "wrong");
      }
    },
    first: () => (choices.find(({ input }) => input.checked) ?? choices[0]).input,
  };
}

/** @param {Item} item @returns {Controls} */
function numeric(item) {
  const input = element("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 40,
  });
  const verdict = element("span", { class: "verdict" });
  const row = element(
    "label",
    { class: "number-row" },
    element("span", {}, "Your answer"),
    input,
    element("span", { class: "unit" }, ...rich(item.unit)),
    verdict,
  );
  return {
    nodes: [row],
    read: () => cleanAnswer(item, input.value),
    write: (answer) => input.value = String(answer),
    tell: (answer) => {
      const judged = answer === undefined ? "none" : judgeNumber(item, answer);
      say(row, verdict, judged === "none" ? "open" : judged === "right" ? "right" : "wrong");
      if (judged === "unreadable") verdict.textContent = "✗ not a number";
    },
    first: () => input,
  };
}

/** @param {Item} item @param {Setting} setting @returns {Controls} */
function matching(item, setting) {
  /** @type {import("../_shared/marking.js").Entry[]} */
  const offered = setting.order(item.right, item);
  const rows = item.left.map((left) => {
    const options = offered.map(({ id, text }) => element("option", { value: id }, plain(text)));
    const select = element("select", {}, element("option", { value: "" }, "Choose…"), ...options);
    const verdict = element("span", { class: "verdict" });
    const row = element("label", { class: "pair" }, element("span", {}, ...rich(left.text)), select, verdict);
    const pair = item.pairs.find((one) => one.left === left.id);
    return { id: left.id, right: pair?.right, select, verdict, row };
  });
  return {
    nodes: rows.map(({ row }) => row),
    read: () => cleanAnswer(item, Object.fromEntries(rows.map(({ id, select }) => [id, select.value]))),
    write: (answer) => rows.forEach(({ id, select }) => select.value = own(answer, id) ?? ""),
    tell: (answer) => {
      for (const { id, right, verdict, row } of rows) {
        const given = answer && own(answer, id);
        say(row, verdict, !given ? "open" : given === right ? "right" : "wrong");
      }
    },
    first: () => rows[0].select,
  };
}
