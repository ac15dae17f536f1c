// Choosing a point: a search, three filters, and the list that they leave.
import { element, withLanguage } from "../_shared/dom.js";
import { listed } from "./find.js";
import { chosen, filtersOf } from "./choice.js";
import { careSays, fullName } from "./told.js";

/** @typedef {import("./point_map.js").Model} Model */
/** @typedef {import("./point_map.js").Point} Point */
/** @typedef {import("./point_map.js").Press} Press */

const HINT = "Code, English, pinyin with or without tones, characters, or a word such as lung";

/** @param {Model} model @param {string} prefix @param {Press} press @param {() => void} go moves the reader to what is told of the point */
export function chooser(model, prefix, press, go) {
  const goSoon = () => void setTimeout(go); // after the card was written
  /** @type {Point[]} */
  const points = model.get("points");
  const { channels, regions, used } = model.get("facts");
  const search = element("input", {
    type: "search",
    id: `${prefix}-find`,
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "BL23, shenshu, 肾俞",
  });
  search.addEventListener("input", () => press({ find: search.value }));
  search.addEventListener("keydown", (event) => {
    const [first] = listed(points, filtersOf(model), model.get("aliases"));
    if (event.key !== "Enter" || !search.value.trim() || !first || model.get("mode") !== "look") return;
    press(chosen(model, first));
    goSoon();
  });
  const selects = [
    select(
      `${prefix}-region`,
      "Region",
      "All regions",
      regions.map((/** @type {string} */ one) => [one, one]),
      (region) => press({ region }),
    ),
    select(
      `${prefix}-channel`,
      "Channel",
      "All channels",
      channels.map((/** @type {string} */ one) => [one, one]),
      (channel) => press({ channel }),
    ),
    select(`${prefix}-used`, "Used for", "Anything", Object.entries(used), (value) => press({ used: value })),
  ];
  const list = element("fieldset", { class: "list" }, element("legend", {}, "Points"));
  const labels = points.map((point) => choice(point, prefix));
  list.append(...labels);
  list.addEventListener(
    "change",
    (event) => press(chosen(model, /** @type {HTMLInputElement} */ (event.target).value)),
  );
  list.addEventListener("click", (event) => { // arrow keys click, too: they walk through the list and stay in it
    if (byPointer && /** @type {HTMLElement} */ (event.target).matches("input")) goSoon();
  });
  let byPointer = false;
  list.addEventListener("pointerdown", () => byPointer = true);
  list.addEventListener("keydown", (event) => {
    byPointer = false;
    if (event.key === "Enter" && model.get("point")) goSoon();
  });
  const note = element("p", { class: "note", role: "status", "data-field": "found" });
  const fold = element("details", { class: "fold" }, element("summary", {}, "The list of points"), list);
  const node = element(
    "div",
    { class: "filters" },
    field(`${prefix}-find`, "Find a point", search, HINT),
    ...selects.map((one) => one.node),
  );
  return {
    node: element("div", {}, node, note, fold),
    show: showOf(model, search, selects, { list, labels, note, fold }),
  };
}

/**
 * @param {Model} model @param {HTMLInputElement} search @param {ReturnType<typeof select>[]} selects
 * @param {{list: HTMLElement, labels: HTMLLabelElement[], note: HTMLElement, fold: HTMLDetailsElement}} parts
 */
function showOf(model, search, selects, { list, labels, note, fold }) {
  let opened = "";
  return (/** @type {boolean} */ quiz) => {
    const filters = filtersOf(model), kept = listed(model.get("points"), filters, model.get("aliases"));
    if (search.value !== filters.find) search.value = filters.find;
    [filters.region, filters.channel, filters.used].forEach((value, index) => selects[index].show(value));
    const inputOf = (
      /** @type {HTMLElement} */ label,
    ) => /** @type {HTMLInputElement} */ (label.querySelector("input"));
    const byCode = Object.fromEntries(labels.map((label) => [inputOf(label).value, label]));
    labels.forEach((label) => {
      const input = inputOf(label);
      label.hidden = !kept.includes(input.value) && input.value !== model.get("point");
      input.checked = !quiz && input.value === model.get("point");
    });
    const order = filters.find ? kept : labels.map((label) => inputOf(label).value);
    if (!list.contains(document.activeElement)) order.forEach((code) => list.append(byCode[code]));
    fold.hidden = quiz;
    if (filters.find && filters.find !== opened) fold.open = true; // once for each search: a reader may close it
    opened = filters.find;
    /** @type {Point | undefined} */
    const only = kept.length === 1
      ? model.get("points").find((/** @type {Point} */ one) => one.code === kept[0])
      : undefined;
    const text = foundSays(kept.length, labels.length, filters, quiz, only);
    if (note.textContent !== text) note.textContent = text;
    note.dataset.value = String(kept.length);
  };
}

/** @param {number} count @param {number} of @param {{find: string, used: string}} filters @param {boolean} quiz @param {Point} [only] the one point that is left */
export function foundSays(count, of, { find, used }, quiz, only) {
  if (quiz) return count === of ? "" : `The quiz asks for these ${count} points only, as far as they are drawn.`;
  if (!count) {
    return find
      ? `No point fits “${find.slice(0, 40)}”. Try a code such as BL23, or fewer letters.`
      : "No point fits these filters.";
  }
  const means = used === "low back" || used === "neck"
    ? " Used in at least one trial of a sample, or named for a pattern of such pain. Being used is not the same as working."
    : "";
  if (count === of && !means) return "";
  return only
    ? `${count} of ${of} points: ${[`${fullName(only)}.`, careSays(only)].filter(Boolean).join(" ")}${means}`
    : `${count} of ${of} points.${means}`;
}

/** @param {string} id @param {string} label @param {HTMLElement} input @param {string} [hint] */
function field(id, label, input, hint) {
  if (hint) input.setAttribute("aria-describedby", `${id}-hint`);
  return element(
    "div",
    { class: "field" },
    element("label", { for: id }, label),
    input,
    ...(hint ? [element("small", { id: `${id}-hint` }, hint)] : []),
  );
}

/** @param {string} id @param {string} label @param {string} all @param {string[][]} options @param {(value: string) => void} press */
function select(id, label, all, options, press) {
  const input = element(
    "select",
    { id },
    element("option", { value: "" }, all),
    ...options.map(([value, text]) => element("option", { value }, text)),
  );
  input.addEventListener("change", () => press(input.value));
  return { node: field(id, label, input), show: (/** @type {string} */ value) => void (input.value = value) };
}

/** @param {Point} point @param {string} prefix */
function choice(point, prefix) {
  const input = element("input", { type: "radio", name: `${prefix}-point`, value: point.code });
  const marks = [
    point.cautions.length ? "! care" : "",
    point.articles ? "in articles" : "",
    point.places.length ? "" : "not drawn",
  ];
  return element(
    "label",
    { class: "choice" },
    input,
    element(
      "span",
      {},
      element("b", {}, point.code),
      ...(point.pinyin ? [" ", element("i", { lang: "zh-Latn" }, point.pinyin), " ", ...withLanguage(point.zh)] : []),
      element("small", {}, marks.filter(Boolean).map((one) => ` · ${one}`).join("")),
    ),
  );
}
