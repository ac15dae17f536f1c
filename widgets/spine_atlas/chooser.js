// Choosing a cause: from the list, or from what a part, a region or a symptom leads to.
import { element } from "../_shared/dom.js";

/** @typedef {import("./spine_atlas.js").Model} Model */
/** @typedef {import("./spine_atlas.js").Cause} Cause */
/** @typedef {{id: string, group: string, label: string, flags: string[], causes: string[]}} Finder */

const PLURALS = /** @type {Record<string, string>} */ ({ Part: "By part", Region: "By region", Symptom: "By symptom" });

/**
 * The select that narrows the list, and the list.
 * @param {Model} model @param {string} prefix @param {(changes: Record<string, unknown>) => void} press
 */
export function chooser(model, prefix, press) {
  /** @type {Cause[]} */
  const causes = model.get("causes");
  /** @type {Finder[]} */
  const finders = model.get("finders");
  const select = selectOf(finders, causes.length, `${prefix}-find`);
  const labels = [undefined, ...causes].map((cause) => choice(cause, prefix));
  const note = element("p", { class: "note", role: "status", "data-field": "found" });
  const list = element("fieldset", { class: "causes" }, element("legend", {}, "Cause"), ...labels);
  select.addEventListener("change", () => press({ find: select.value }));
  list.addEventListener("change", (event) => {
    press({ cause: /** @type {HTMLInputElement} */ (event.target).value });
  });
  const show = () => {
    const find = model.get("find"), finder = finders.find((one) => one.id === find), chosen = model.get("cause");
    select.value = find;
    labels.forEach((label, index) => {
      const cause = causes[index - 1], input = /** @type {HTMLInputElement} */ (label.querySelector("input"));
      input.checked = input.value === chosen;
      label.hidden = Boolean(finder && cause && !finder.causes.includes(cause.id) && !input.checked);
    });
    const text = finder ? foundSays(finder, causes) : "";
    if (note.textContent !== text) note.textContent = text;
    note.dataset.value = finder ? String(finder.causes.length) : "";
  };
  const label = element("label", { for: `${prefix}-find` }, "Find a cause");
  return { node: element("div", { class: "chooser" }, label, select, note, list), show };
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

/** @param {Cause | undefined} cause @param {string} prefix */
function choice(cause, prefix) {
  const input = element("input", { type: "radio", name: `${prefix}-cause`, value: cause?.name ?? "" });
  return element(
    "label",
    { class: "choice", ...(cause?.urgent ? { "data-urgent": true } : {}) },
    input,
    element("span", {}, cause?.title ?? "None: the healthy spine"),
  );
}

/** @param {Finder} finder @param {Cause[]} causes */
export function foundSays(finder, causes) {
  const count = finder.causes.length, of = causes.length;
  if (finder.group === "Symptom") {
    const verb = count === 1 ? "names" : "name";
    return `${finder.label}: ${count} of ${of} causes in our data ${verb} it. That tells nobody what they have: one symptom belongs to many causes, and most back pain has no single named cause.`;
  }
  const which = finder.group === "Part" ? "touch this part in our drawings" : "are told of this region in our data";
  return `${finder.label}: ${count} of ${of} causes ${which}.`;
}
