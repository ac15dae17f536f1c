// What a test says at its end: the score, and how it went by objective.
import { element } from "../_shared/dom.js";
import { rich } from "../_shared/markdown.js";

/** @typedef {import("../_shared/marking.js").Item} Item */
/** @typedef {import("../_shared/marking.js").Mark} Mark */

/** A number to one decimal where it needs one. @param {number} value */
const short = (value) => String(Math.round(value * 10) / 10);

/** @param {Item[]} items @param {Mark[]} marks */
export function summary(items, marks) {
  const total = marks.reduce((sum, one) => sum + one.score, 0);
  const goals = [...new Set(items.map((item) => item.objective))];
  const rows = goals.map((goal) => {
    const own = marks.filter((_, index) => items[index].objective === goal);
    const points = own.reduce((sum, one) => sum + one.score, 0);
    return element(
      "tr",
      { "data-field": "objective", "data-value": String(points / own.length) },
      element("th", { scope: "row" }, ...rich(goal)),
      element("td", {}, `${own.filter((one) => one.correct).length} of ${own.length}`),
      element("td", {}, `${short(points)} of ${own.length}`),
    );
  });
  const heads = ["Goal", "Right", "Points"].map((name) => element("th", { scope: "col" }, name));
  return [
    element(
      "p",
      { class: "result", "data-field": "total", "data-value": String(total / items.length) },
      `You have ${short(total)} of ${items.length} points.`,
    ),
    element(
      "table",
      {},
      element("caption", {}, "How it went, goal by goal"),
      element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...rows),
    ),
    element(
      "p",
      {},
      "A half-right answer earns a part of its point. What was right, and why, stands under each question above.",
    ),
  ];
}
