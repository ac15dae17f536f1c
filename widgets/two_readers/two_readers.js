// TwoReaders: four counts to type, the sum of kappa in words, and studies drawn from the same table.
import { element } from "../_shared/dom.js";
import { picture } from "./draw.js";
import { agreementOf, MOST, studies } from "./study.js";
import { byHand, drawn, signed, tenths } from "./words.js";

/** @typedef {{get: (name: string) => any, set: (name: string, value: unknown) => void, save_changes: () => void, on: (name: string, f: () => void) => void, off: (name: string, f: () => void) => void}} Model */

const NAMES = ["both give the label", "only A gives the label", "only B gives the label", "neither gives the label"];
const WRONG = `Type whole numbers from 0 to ${MOST.toLocaleString("en")}, and at least one person.`;
const EVENTS = ["change:table", "change:people", "change:runs", "change:seed"];
let instances = 0;

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  const prefix = `pbp-two-readers-${++instances}`;
  const save = (/** @type {Record<string, unknown>} */ changes) => {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.save_changes();
  };
  const note = element("p", { class: "note", role: "status", "data-field": "note" });
  const table = tableOf(prefix, note, (counts) => save({ table: counts }));
  const begin = choice(prefix, "begin", "Begin from", ["Your own numbers", ...Object.keys(model.get("presets"))]);
  const sizes = /** @type {Record<string, number>} */ (model.get("sizes"));
  const size = choice(prefix, "size", "People in each study", Object.keys(sizes));
  begin.select.addEventListener("change", () => {
    const chosen = model.get("presets")[begin.select.value];
    if (chosen) save({ table: [...chosen] });
  });
  size.select.addEventListener("change", () => save({ people: sizes[size.select.value] }));
  const says = element("p", { class: "says", role: "status", "data-field": "says" });
  const told = element("p", { class: "says", role: "status", "data-field": "drawn" });
  const shown = element("div", { class: "shown" }), numbers = element("div", { class: "numbers" });
  const refresh = () => {
    const counts = /** @type {number[]} */ (model.get("table")), found = agreementOf(counts);
    const kappas = studies(counts, model.get("people"), model.get("runs"), model.get("seed"));
    table.show(counts);
    begin.select.value = presetOf(model, counts);
    size.select.value = Object.keys(sizes).find((name) => sizes[name] === model.get("people")) ?? "";
    numbers.replaceChildren(...numbersOf(found));
    says.textContent = byHand(found);
    told.textContent = drawn(model.get("people"), kappas);
    shown.replaceChildren(picture(kappas, found.kappa, told.textContent));
  };
  EVENTS.forEach((event) => model.on(event, refresh));
  refresh();
  el.replaceChildren(element(
    "section",
    { class: "pbp-two-readers", "data-widget": "two_readers", "aria-labelledby": `${prefix}-title` },
    element("h3", { id: `${prefix}-title` }, "Two practitioners, one label"),
    element(
      "p",
      { class: "what" },
      "Change any of the four numbers in boxes, or begin from a table. All of it is made up.",
    ),
    begin.node,
    table.node,
    note,
    numbers,
    says,
    element("h4", {}, "If a study saw only some people"),
    size.node,
    shown,
    element("p", { class: "what" }, "Bars: the drawn studies. Line: the middle 95 of 100. Diamond: the whole table."),
    told,
  ));
  return () => EVENTS.forEach((event) => model.off(event, refresh));
}

/** The name of the preset that the table is. @param {Model} model @param {number[]} counts */
function presetOf(model, counts) {
  const known = /** @type {[string, number[]][]} */ (Object.entries(model.get("presets")));
  return known.find(([, preset]) => preset.join() === counts.join())?.[0] ?? "Your own numbers";
}

/** @param {string} prefix @param {string} name @param {string} label @param {string[]} options */
function choice(prefix, name, label, options) {
  const id = `${prefix}-${name}`;
  const select = element("select", { id, name }, ...options.map((one) => element("option", {}, one)));
  return { select, node: element("p", { class: "choice" }, element("label", { for: id }, label), select) };
}

/** The table with its four fields and its sums. @param {string} prefix @param {HTMLElement} note @param {(counts: number[]) => void} done */
function tableOf(prefix, note, done) {
  const fields = NAMES.map((name, place) =>
    element("input", {
      type: "text",
      inputmode: "numeric",
      id: `${prefix}-${place}`,
      "aria-label": `People: ${name}`,
      autocomplete: "off",
    })
  );
  const sums = ["first", "not-first", "second", "not-second", "people"].map((name) =>
    element("td", { "data-field": name })
  );
  const read = () => {
    const counts = fields.map((field) => /^\d{1,5}$/.test(field.value.trim()) ? Number(field.value) : NaN);
    const wrong = counts.map((count) => !(count <= MOST));
    const empty = counts.every((count) => count === 0);
    fields.forEach((field, place) => field.setAttribute("aria-invalid", String(wrong[place] || empty)));
    note.textContent = empty || wrong.includes(true) ? WRONG : "";
    if (!note.textContent) done(counts);
  };
  fields.forEach((field) => field.addEventListener("input", read));
  const head = (/** @type {string} */ words, scope = "row") => element("th", { scope }, words);
  const line = (/** @type {string} */ name, /** @type {Node[]} */ ...cells) => element("tr", {}, head(name), ...cells);
  const cell = (/** @type {number} */ place) => element("td", {}, fields[place]);
  const node = element(
    "table",
    {},
    element("caption", {}, "How many people?"),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("td"),
        head("B gives the label", "col"),
        head("B does not", "col"),
        head("Together", "col"),
      ),
    ),
    element(
      "tbody",
      {},
      line("A gives the label", cell(0), cell(1), sums[0]),
      line("A does not", cell(2), cell(3), sums[1]),
      line("Together", sums[2], sums[3], sums[4]),
    ),
  );
  const show = (/** @type {number[]} */ [both, first, second, neither]) => {
    [both, first, second, neither].forEach((count, place) => {
      if (Number(fields[place].value) !== count || !fields[place].value) fields[place].value = String(count);
      fields[place].setAttribute("aria-invalid", "false");
    });
    note.textContent = "";
    const found = [both + first, second + neither, both + second, first + neither, both + first + second + neither];
    sums.forEach((sum, place) => sum.textContent = found[place].toLocaleString("en"));
  };
  return { node, show };
}

/** Agreement, luck and kappa beside each other. @param {import("./study.js").Agreement} found */
function numbersOf(found) {
  const one = (
    /** @type {string} */ field,
    /** @type {string} */ name,
    /** @type {string} */ text,
    /** @type {number | null} */ value,
  ) =>
    element(
      "div",
      {},
      element("span", {}, name),
      element("b", { "data-field": field, "data-value": value ?? "" }, text),
    );
  return [
    one("observed", "Same answer", `${tenths(100 * found.observed)} of 100`, found.observed),
    one("chance", "By luck alone", `${tenths(100 * found.byChance)} of 100`, found.byChance),
    one("kappa", "Kappa", found.kappa === null ? "none" : signed(found.kappa, 2), found.kappa),
  ];
}

export default { render };
