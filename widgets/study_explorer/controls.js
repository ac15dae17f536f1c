// The controls: native selects and fields, each option with how many trials it would have.
import { element } from "../_shared/dom.js";
import { bestMeasure, countOf, mostOf } from "./filter.js";
import { wholeNumber } from "./state.js";

/** @typedef {import("./filter.js").Data} Data */
/** @typedef {import("./state.js").State} State */
/** @typedef {(changes: Partial<State>) => void} Change */

const ASKED = /** @type {const} */ ([
  ["condition", "People with"],
  ["comparator", "Acupuncture against"],
  ["outcome", "Outcome"],
  ["window", "Measured after"],
  ["needles", "Needling"],
]);
const HOW = /** @type {const} */ ([["measure", "Measure"], ["model", "Model"], ["interval", "Interval"]]);

/**
 * @param {{data: Data, labels: Record<string, Record<string, string>>, prefix: string, change: Change}} options
 */
export function controls({ data, labels, prefix, change }) {
  /** @type {Map<string, HTMLSelectElement>} */
  const selects = new Map();
  const select = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string[]} */ values) => {
    const box = element("select", { id: `${prefix}-${name}`, name });
    for (const value of values) {
      box.append(element("option", { value }, data.labels[value] ?? labels[name]?.[value] ?? value));
    }
    box.addEventListener("change", () => change({ [name]: box.value }));
    selects.set(name, box);
    return field(label, box);
  };
  const asked = ASKED.map(([name, label]) => {
    const node = select(name, label, data.vocabularies[name]);
    node.hidden = data.source === "own" && data.vocabularies[name].length < 2;
    return node;
  });
  const how = HOW.map(([name, label]) =>
    select(name, label, name === "measure" ? data.measures : Object.keys(labels[name]))
  );
  const years = [number("year_from", "From year", prefix, change), number("year_to", "To year", prefix, change)];
  const least = number("smallest", "Smallest trial (people)", prefix, change);
  const unread = element("input", { type: "checkbox", id: `${prefix}-unread` });
  unread.addEventListener("change", () => change({ unread: unread.checked }));
  const note = element("p", { class: "hint" });
  const switched = element(
    "label",
    { class: "switch", for: `${prefix}-unread` },
    unread,
    "Also numbers that no second person has confirmed",
  );
  switched.hidden = data.source === "own";
  const details = element(
    "details",
    { class: "more" },
    element("summary", {}, "Years, sizes, and how it is pooled"),
    element("div", { class: "fields" }, ...years.map((one) => one.node), least.node, ...how),
    switched,
    note,
  );
  const node = element(
    "form",
    { class: "ask" },
    element("div", { class: "fields" }, ...asked),
    details,
  );
  node.addEventListener("submit", (event) => event.preventDefault());
  const update = (/** @type {State} */ state) => {
    for (const [name, box] of selects) refresh(data, labels, state, name, box);
    for (const one of [...years, least]) one.show(state);
    unread.checked = state.unread;
    const box = /** @type {HTMLSelectElement} */ (selects.get("interval"));
    box.disabled = state.model === "EE";
    if (state.model === "EE") box.value = "wald";
    note.textContent = state.model === "EE" ? "A common effect always has the normal (Wald) interval." : "";
  };
  return { node, update };
}

/** @param {string} label @param {HTMLElement} box */
function field(label, box) {
  return element("label", { class: "field", for: box.id }, element("span", {}, label), box);
}

/** Each option says what it would bring. @param {Data} data @param {Record<string, Record<string, string>>} labels @param {State} state @param {string} name @param {HTMLSelectElement} box */
function refresh(data, labels, state, name, box) {
  if (!["model", "interval"].includes(name)) {
    for (const option of box.options) {
      const asked = { ...state, [name]: option.value };
      const found = name === "measure" ? countOf(data, asked) : mostOf(data, asked);
      const text = data.labels[option.value] ?? labels[name]?.[option.value] ?? option.value;
      const shown = `${text} · ${found === 0 ? "none usable" : found === 1 ? "1 trial" : `${found} trials`}`;
      if (option.textContent !== shown) option.textContent = shown;
    }
  }
  box.value = /** @type {any} */ (state)[name];
}

/** A field for a whole number that may stay empty. @param {"year_from" | "year_to" | "smallest"} name @param {string} label @param {string} prefix @param {Change} change */
function number(name, label, prefix, change) {
  const box = element("input", {
    id: `${prefix}-${name}`,
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    size: 6,
  });
  const trouble = element("span", { class: "trouble", role: "status", id: `${prefix}-${name}-trouble` });
  /** @type {State[typeof name] | undefined} */
  let shown;
  box.setAttribute("aria-describedby", trouble.id);
  box.addEventListener("change", () => {
    const typed = box.value.trim(), value = wholeNumber(typed);
    const wrong = typed !== "" && value === null;
    trouble.textContent = wrong ? "Type a whole number, or leave it empty." : "";
    box.setAttribute("aria-invalid", String(wrong));
    if (!wrong) change({ [name]: name === "smallest" ? value ?? 0 : value });
  });
  const node = field(label, box);
  node.append(trouble);
  const show = (/** @type {State} */ state) => {
    const value = state[name];
    if (trouble.textContent && value === shown) return; // what was typed stays until it is mended, or overtaken
    shown = value;
    trouble.textContent = "";
    box.setAttribute("aria-invalid", "false");
    box.value = value === null || value === 0 ? "" : String(value);
  };
  return { node, show };
}

/**
 * What a change brings with it: a new question has the measure that most of its trials carry, and nothing ticked out.
 * @param {Data} data @param {State} state @param {Partial<State>} changes @returns {Partial<State>}
 */
export function following(data, state, changes) {
  if (!ASKED.some(([name]) => name in changes && changes[name] !== state[name])) return changes;
  const found = { excluded: [], ...changes }, next = { ...state, ...changes };
  if (!("measure" in changes) && countOf(data, next) === 0) found.measure = bestMeasure(data, next);
  return found;
}
