// Choosing a cause: from the list, or from what a part, a region or a symptom leads to.
import { element } from "../_shared/dom.js";

/** @typedef {import("./spine_atlas.js").Model} Model */
/** @typedef {import("./spine_atlas.js").Cause} Cause */
/** @typedef {{id: string, group: string, label: string, flags: string[], causes: string[]}} Finder */

const PLURALS = /** @type {Record<string, string>} */ ({ Part: "By part", Region: "By region", Symptom: "By symptom" });
const FIRST = "C19"; // serious disease stands first in every list, whatever narrows it

/**
 * The select that narrows the list, and the list.
 * @param {Model} model @param {string} prefix @param {(changes: Record<string, unknown>) => void} press
 */
export function chooser(model, prefix, press) {
  /** @type {Cause[]} */
  const causes = model.get("causes");
  /** @type {Finder[]} */
  const finders = model.get("finders");
  const select = selectOf(finders, causes.length, `${prefix}-find`),
    list = element("select", { id: `${prefix}-cause` });
  const note = element("p", { class: "note", role: "status", "data-field": "found" });
  const jump = element("a", { href: `#${prefix}-picture`, class: "jump" }, "To the picture");
  select.addEventListener("change", () => press(narrowed(model, select.value)));
  list.addEventListener("change", () => press({ cause: list.value }));
  const show = (/** @type {number} */ signs) => {
    const find = model.get("find"), finder = finders.find((one) => one.id === find), chosen = model.get("cause");
    select.value = find;
    const options = listed(causes, finder, chosen).map((one) => element("option", { value: one.name }, one.title));
    list.replaceChildren(element("option", { value: "" }, "None: the healthy spine"), ...options);
    list.value = chosen;
    const cause = causes.find((one) => one.name === chosen);
    const text = [finder ? foundSays(finder, causes) : "", signsSay(cause, signs)].filter(Boolean).join(
      " ",
    );
    if (note.textContent !== text) note.textContent = text;
    note.dataset.value = finder ? String(finder.causes.length) : "";
    jump.hidden = !cause?.pictured;
  };
  const label = (/** @type {string} */ name, /** @type {string} */ text) =>
    element("label", { for: `${prefix}-${name}` }, text);
  const node = element(
    "div",
    { class: "chooser" },
    element("div", {}, label("find", "Find a cause"), select),
    element("div", {}, label("cause", "Cause"), list),
    note,
    jump,
  );
  return { node, show };
}

/** The causes that a search leads to, serious disease before all; a cause that is shown stays in the list. @param {Cause[]} causes @param {Finder | undefined} finder @param {string} chosen */
export function listed(causes, finder, chosen) {
  const found = causes.filter((one) => !finder || finder.causes.includes(one.id) || one.name === chosen);
  return [...causes.filter((one) => one.id === FIRST), ...found.filter((one) => one.id !== FIRST)];
}

/** What changes with a search: a cause to which it does not lead is shown no longer. @param {Model} model @param {string} find */
export function narrowed(model, find) {
  const finder = model.get("finders").find((/** @type {Finder} */ one) => one.id === find);
  const kept = listed(model.get("causes"), finder, "").some((one) => one.name === model.get("cause"));
  return kept ? { find } : { find, cause: "" };
}

/** @param {Finder[]} finders @param {number} count @param {string} id */
function selectOf(finders, count, id) {
  const groups = Object.entries(PLURALS).map(([group, label]) =>
    element(
      "optgroup",
      { label },
      ...finders.filter((one) => one.group === group).map((one) => element("option", { value: one.id }, one.label)),
    )
  );
  return element("select", { id }, element("option", { value: "" }, `In the whole list (${count})`), ...groups);
}

/** What comes next on the page. @param {Cause | undefined} cause @param {number} count of signs */
function signsSay(cause, count) {
  const then = cause?.pictured ? "the picture" : "what is known";
  if (!count) return cause ? `${cause.title}: below stands ${then}.` : "";
  const signs = `${count === 1 ? "one sign" : `${count} signs`} to look at`;
  return cause ? `${cause.title}: first ${signs}, then ${then}.` : `First ${signs}.`;
}

/** @param {Finder} finder @param {Cause[]} causes */
export function foundSays(finder, causes) {
  const count = finder.causes.length, of = causes.length;
  if (finder.group === "Symptom") {
    const verb = count === 1 ? "names" : "name";
    return `${finder.label}: ${count} of ${of} causes ${verb} it; serious disease stands first in every list. That tells nobody what they have: one symptom belongs to many causes, and most back pain has no single named cause.`;
  }
  const which = finder.group === "Part" ? "touch this part in our drawings" : "are told of this region";
  return `${finder.label}: ${count} of ${of} causes ${which}.`;
}

/** The same beside the buttons of the parts, far from the list: with the names. @param {Finder} finder @param {Cause[]} causes */
export function partSays(finder, causes) {
  const names = causes.filter((one) => finder.causes.includes(one.id)).map((one) => one.title);
  return `${foundSays(finder, causes).slice(0, -1)}: ${names.join("; ")}. `;
}
