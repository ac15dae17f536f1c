// What the reader turns: a preset, one range and number for each setting, and what to run.
import { element } from "../_shared/dom.js";
import { faultOf, isChanged, limits, presetOf, SEED, settingsOf } from "./settings.js";

/** @typedef {import("./settings.js").Field} Field */
/** @typedef {import("./settings.js").Model} Model */
/** @typedef {{node: HTMLElement, show: () => void}} Part */

const BEGUN = (/** @type {string} */ label) =>
  `Begun from the preset “${label}”, with other settings. A simulation, never a trial that was held.`;

/**
 * @param {Model} model @param {string} prefix
 * @param {{set: (changes: Record<string, unknown>) => void, settle: () => void}} act
 */
export function controlsOf(model, prefix, act) {
  const note = element("p", { class: "note", role: "status", "data-field": "note" });
  const parts = /** @type {Field[]} */ (model.get("fields")).map((
    field,
  ) => [field, fieldOf(model, field, prefix, act, note)]);
  const seed = fieldOf(model, SEED, prefix, act, note);
  const nodes = (/** @type {boolean} */ first) =>
    parts.filter(([field]) => /** @type {Field} */ (field).first === first).map(([, part]) =>
      /** @type {Part} */ (part).node
    );
  const more = element(
    "details",
    {},
    element("summary", {}, "More: spread, swing, drop-out, seed"),
    element("div", { class: "fields" }, ...nodes(false), seed.node),
  );
  const preset = presetsOf(model, prefix, act);
  const node = element(
    "form",
    { "aria-label": "What to put in", novalidate: true },
    preset.node,
    element(
      "fieldset",
      { class: "put" },
      element("legend", {}, "What to put in"),
      element("div", { class: "fields" }, ...nodes(true)),
      more,
    ),
    note,
  );
  node.addEventListener("submit", (event) => event.preventDefault());
  const show = () => {
    note.textContent = "";
    for (const part of [preset, seed, ...parts.map(([, part]) => /** @type {Part} */ (part))]) part.show();
  };
  return { node, show };
}

/** The presets, and what the chosen one is. @param {Model} model @param {string} prefix @param {{set: (changes: Record<string, unknown>) => void, settle: () => void}} act @returns {Part} */
function presetsOf(model, prefix, act) {
  const known = /** @type {Record<string, import("./settings.js").Preset>} */ (model.get("presets"));
  const radios = Object.keys(known).map((name) =>
    element("input", { type: "radio", name: `${prefix}-preset`, value: name })
  );
  const about = element("p", { class: "about", "data-field": "about" });
  const back = element("button", { type: "button", class: "quiet" }, "Back to the preset");
  const choose = (/** @type {string} */ name) => {
    const { settings, measure, comparator } = known[name];
    act.set({ preset: name, ...settings, measure, comparator });
    act.settle();
  };
  radios.forEach((radio) => radio.addEventListener("change", () => choose(radio.value)));
  back.addEventListener("click", () => {
    choose(model.get("preset"));
    radios.find((radio) => radio.checked)?.focus();
  });
  const labels = radios.map((radio) => element("label", {}, radio, element("span", {}, known[radio.value].label)));
  const node = element(
    "fieldset",
    { class: "presets" },
    element("legend", {}, "Begin from"),
    element("div", { class: "choices" }, ...labels, back),
    about,
  );
  const show = () => {
    radios.forEach((radio) => radio.checked = radio.value === model.get("preset"));
    back.hidden = !isChanged(model);
    about.textContent = back.hidden ? presetOf(model).is : BEGUN(presetOf(model).label);
  };
  return { node, show };
}

/** One setting: a range to drag and a number to type. @param {Model} model @param {Field} field @param {string} prefix @param {{set: (changes: Record<string, unknown>) => void, settle: () => void}} act @param {HTMLElement} note @returns {Part} */
function fieldOf(model, field, prefix, act, note) {
  const id = `${prefix}-${field.name}`;
  const { range, number, inputs, node } = inputsOf(field, id);
  const take = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const value = input.value.trim() === "" ? NaN : Number(input.value);
    const fault = faultOf(field, value, settingsOf(model));
    note.textContent = fault;
    number.setAttribute("aria-invalid", String(fault !== ""));
    if (fault) return;
    act.set({ [field.name]: value });
    if (event.type === "change") act.settle();
  };
  for (const input of inputs) {
    input.addEventListener("input", (event) => input === range && take(event));
    input.addEventListener("change", take);
  }
  const show = () => {
    const { low, high, step } = limits(field, model.get("scale_max"));
    const value = model.get(field.name);
    for (const input of inputs) {
      input.min = String(low);
      input.max = String(high);
      input.step = input === range ? String(step) : "any";
      input.value = String(value); // of a range it may be the nearest step, so it says its value in words
      if (input === range) input.setAttribute("aria-valuetext", `${value} ${field.unit}`);
    }
    number.setAttribute("aria-invalid", "false");
  };
  return { node, show };
}

/** The range, the number, and what stands round them. @param {Field} field @param {string} id */
function inputsOf(field, id) {
  const described = { "aria-describedby": `${id}-hint` };
  const named = { name: `${field.name}-range`, "aria-labelledby": `${id}-label` };
  const range = element("input", { type: "range", ...named, ...described });
  const number = element("input", { type: "number", name: field.name, id, inputmode: "decimal", ...described });
  const inputs = field.name === "seed" ? [number] : [range, number];
  const node = element(
    "div",
    { class: "field", "data-setting": field.name },
    element("label", { for: id, id: `${id}-label` }, field.label),
    element("span", { class: "inputs" }, ...inputs, element("span", { class: "unit" }, field.unit)),
    element("p", { class: "hint", id: `${id}-hint` }, field.hint),
  );
  return { range, number, inputs, node };
}
