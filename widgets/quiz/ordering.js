// Steps that are put in order with buttons; the focus stays on the step that moves, and a live region says where it is.
import { element } from "../_shared/dom.js";
import { plain, rich } from "../_shared/markdown.js";

/** @typedef {import("../_shared/marking.js").Item} Item */

const VERDICTS = { right: "✓ in its place", wrong: "✗ another place", open: "" };

/** @param {Item} item @param {import("./question.js").Setting} setting @param {() => void} changed @returns {import("./kinds.js").Controls} */
export function ordering(item, setting, changed) {
  /** @type {import("../_shared/marking.js").Step[]} */
  const start = setting.order(item.steps, item);
  const list = element("ol", { class: "steps" });
  const live = element("p", { class: "hidden", role: "status" });
  const rows = start.map((step) => {
    const name = plain(step.text);
    const up = element("button", { type: "button", class: "move", "aria-label": `Up: ${name}` }, "↑ Up");
    const down = element("button", { type: "button", class: "move", "aria-label": `Down: ${name}` }, "↓ Down");
    const verdict = element("span", { class: "verdict" });
    const text = element("span", { class: "text" }, ...rich(step.text));
    const row = element("li", {}, text, verdict, element("span", { class: "moves" }, up, down));
    up.addEventListener("click", () => move(row, -1, up, name));
    down.addEventListener("click", () => move(row, 1, down, name));
    return { id: step.id, row, up, down, verdict };
  });
  let moved = false;
  const order = () => [...list.children].map((row) => rows.find((one) => one.row === row)?.id ?? "");
  const ends = () => {
    for (const { row, up, down } of rows) {
      up.setAttribute("aria-disabled", String(row === list.firstElementChild));
      down.setAttribute("aria-disabled", String(row === list.lastElementChild));
    }
  };
  /** @param {HTMLElement} row @param {1 | -1} by @param {HTMLElement} button @param {string} name */
  const move = (row, by, button, name) => {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    by < 0 ? other.before(row) : other.after(row);
    button.focus(); // a moved node loses it
    ends();
    live.textContent = `${name}: now ${
      order().indexOf(rows.find((one) => one.row === row)?.id ?? "") + 1
    } of ${rows.length}`;
    moved = true;
    changed();
  };
  /** @param {string[]} ids */
  const arrange = (ids) => {
    for (const id of ids) list.append(/** @type {any} */ (rows.find((one) => one.id === id)).row);
    ends();
  };
  arrange(start.map((step) => step.id));
  return {
    nodes: [list, live],
    read: () => moved ? order() : [],
    write: (answer) => {
      moved = answer.length > 0;
      arrange(moved ? answer : start.map((step) => step.id));
    },
    tell: (answer) => {
      for (const { id, row, verdict } of rows) {
        const place = item.steps.findIndex((step) => step.id === id);
        const state = !answer?.length ? "open" : answer[place] === id ? "right" : "wrong";
        row.dataset.state = state;
        verdict.textContent = VERDICTS[state];
      }
    },
    first: () => rows.find(({ row }) => row === list.firstElementChild)?.down ?? rows[0].down,
  };
}
