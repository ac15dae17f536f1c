// Steps that are put in order with buttons; the focus stays on the step that moves, and a live region says where it is.
import { element } from "../_shared/dom.js";
import { followers } from "../_shared/marking.js";
import { plain, rich } from "../_shared/markdown.js";

/** @typedef {import("../_shared/marking.js").Item} Item */
/** @typedef {import("../_shared/marking.js").Step} Step */
/** @typedef {"right" | "wrong" | "open"} State */
/** @typedef {{id: string, name: string, row: HTMLElement, up: HTMLElement, down: HTMLElement, verdict: HTMLElement}} Row */

/** What a step is told, on its row and in the feedback. */
export const PLACES = { right: "✓ after the right step", wrong: "✗ not after the right step", open: "" };

/**
 * How a step stands, by the rule that counts: whether it follows the step that comes before it. The first step follows
 * none; it is open, and right when all others are. @param {Item} item @param {string[]} answer @param {string} id
 * @returns {State}
 */
export function placeOf(item, answer, id) {
  const right = followers(item, answer);
  if (right.length === item.steps.length - 1) return "right";
  if (!answer.length || id === item.steps[0].id) return "open";
  return right.includes(id) ? "right" : "wrong";
}

/** @param {Item} item @param {import("./question.js").Setting} setting @param {() => void} changed @returns {import("./kinds.js").Controls} */
export function ordering(item, setting, changed) {
  const start = /** @type {Step[]} */ (setting.order(item.steps, item));
  const list = listOf(start.map(rowOf));
  const live = element("p", { class: "hidden", role: "status" });
  let moved = false;
  for (const one of list.rows) {
    for (const [button, by] of /** @type {[HTMLElement, 1 | -1][]} */ ([[one.up, -1], [one.down, 1]])) {
      button.addEventListener("click", () => {
        if (!list.move(one, by)) return;
        button.focus(); // a moved node loses it
        live.textContent = `${one.name}: now ${list.order().indexOf(one.id) + 1} of ${list.rows.length}`;
        moved = true;
        changed();
      });
    }
  }
  return {
    nodes: [list.node, live],
    read: () => moved ? list.order() : [],
    write: (answer) => {
      moved = answer.length > 0;
      live.textContent = ""; // what it said is no longer so
      list.arrange(moved ? answer : start.map((step) => step.id));
    },
    tell: (answer) => {
      for (const { id, row, verdict } of list.rows) {
        const state = placeOf(item, answer ?? [], id);
        row.dataset.state = state;
        verdict.textContent = state === "right" && id === item.steps[0].id ? "✓ the first step" : PLACES[state];
      }
    },
    first: () => list.rows.find(({ row }) => row === list.node.firstElementChild)?.down ?? list.rows[0].down,
  };
}

/** A step with its two buttons. @param {Step} step @returns {Row} */
function rowOf(step) {
  const name = plain(step.text);
  const up = element("button", { type: "button", class: "move", "aria-label": `Up: ${name}` }, "↑ Up");
  const down = element("button", { type: "button", class: "move", "aria-label": `Down: ${name}` }, "↓ Down");
  const verdict = element("span", { class: "verdict" });
  const text = element("span", { class: "text" }, ...rich(step.text));
  const row = element("li", {}, text, verdict, element("span", { class: "moves" }, up, down));
  return { id: step.id, name, row, up, down, verdict };
}

/** The list of these rows, and what can be done with it. @param {Row[]} rows */
function listOf(rows) {
  const node = element("ol", { class: "steps" }, ...rows.map(({ row }) => row));
  const ends = () => {
    for (const { row, up, down } of rows) {
      up.setAttribute("aria-disabled", String(row === node.firstElementChild));
      down.setAttribute("aria-disabled", String(row === node.lastElementChild));
    }
  };
  ends();
  return {
    node,
    rows,
    order: () => [...node.children].map((row) => rows.find((one) => one.row === row)?.id ?? ""),
    /** One place up or down; whether there was one. @param {Row} one @param {1 | -1} by */
    move: ({ row }, by) => {
      const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
      if (other) by < 0 ? other.before(row) : other.after(row);
      ends();
      return other !== null;
    },
    /** @param {string[]} ids */
    arrange: (ids) => {
      const focused = /** @type {HTMLElement | null} */ (document.activeElement);
      for (const id of ids) node.append(/** @type {Row} */ (rows.find((one) => one.id === id)).row);
      if (node.contains(focused)) focused?.focus({ preventScroll: true }); // a moved node loses it
      ends();
    },
  };
}
