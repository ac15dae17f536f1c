// The commitment: to a doctor first, or a pattern with its aim and its points.
import { element, withLanguage } from "../_shared/dom.js";

/** @typedef {import("./work.js").Desk} Desk */

/** @param {Desk} desk @param {string} prefix */
export function commitForm(desk, prefix) {
  const { facts } = desk;
  const doctor = way(prefix, "doctor", "To a doctor first: no pattern, no points");
  const pattern = way(prefix, "pattern", "A pattern");
  const names = facts.patterns.map(({ id, name }) => [id, name]);
  const first = select(`${prefix}-first`, "Pattern", [["", "Choose…"], ...names]);
  const second = select(`${prefix}-second`, "A second one, if you see two", [["", "No second one"], ...names]);
  const aims = facts.patterns.map(({ id, principle }) => [id, principle]);
  const aim = select(`${prefix}-aim`, "Aim of treatment (the principle)", [["", "Choose…"], ...aims]);
  const points = pointBoxes(facts.points, prefix);
  const details = element("div", { class: "plan", hidden: true }, first.node, second.node, aim.node, points.node);
  const note = element("p", { class: "note", role: "status" });
  const form = element(
    "form",
    { class: "commit", novalidate: true, "aria-labelledby": `${prefix}-commit` },
    element("h4", { id: `${prefix}-commit` }, "Commit"),
    element("fieldset", {}, element("legend", {}, "Where does this person go?"), doctor.node, pattern.node),
    details,
    note,
    element("div", { class: "buttons" }, element("button", { type: "submit", class: "next" }, "Commit and compare")),
  );
  form.addEventListener("change", () => {
    details.hidden = !pattern.input.checked;
    note.textContent = "";
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const patterns = [...new Set([first.input.value, second.input.value].filter(Boolean))];
    const sent = doctor.input.checked;
    if (!sent && !pattern.input.checked) return ask(note, doctor.input, "Choose where this person goes.");
    if (!sent && !patterns.length) return ask(note, first.input, "Choose a pattern, or send the person to a doctor.");
    if (!sent && !aim.input.value) return ask(note, aim.input, "Choose the aim of treatment, too.");
    const nothing = { doctor: true, patterns: [], principle: "", points: [] };
    const planned = { doctor: false, patterns, principle: aim.input.value, points: points.chosen() };
    desk.change({ choice: sent ? nothing : planned });
  });
  return form;
}

/** Say what is open, and lead there. @param {HTMLElement} note @param {HTMLElement} field @param {string} says */
function ask(note, field, says) {
  note.textContent = says;
  field.focus();
}

/** @param {string} prefix @param {string} value @param {string} text */
function way(prefix, value, text) {
  const input = element("input", { type: "radio", name: `${prefix}-way`, value });
  return { input, node: element("label", { class: "way" }, input, element("span", {}, text)) };
}

/** @param {string} id @param {string} text @param {string[][]} options */
function select(id, text, options) {
  const input = element("select", { id }, ...options.map(([value, label]) => element("option", { value }, label)));
  return { input, node: element("p", { class: "field" }, element("label", { for: id }, text), input) };
}

/** @param {Record<string, string>} points @param {string} prefix */
function pointBoxes(points, prefix) {
  const boxes = Object.entries(points).map(([code, name]) => {
    const input = element("input", { type: "checkbox", value: code, id: `${prefix}-${code}` });
    const words = element("span", {}, element("b", {}, code), ...withLanguage(name ? ` ${name}` : ""));
    return { input, node: element("label", { for: `${prefix}-${code}` }, input, words) };
  });
  const node = element(
    "fieldset",
    { class: "points" },
    element("legend", {}, "Points, by name only (as many as you like)"),
    element("div", { class: "patterns" }, ...boxes.map((box) => box.node)),
  );
  return { node, chosen: () => boxes.map((box) => box.input).filter((one) => one.checked).map((one) => one.value) };
}
