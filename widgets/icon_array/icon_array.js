// IconArray: squares of 100 or 10,000 cells side by side, one read out at a time, after a guess where one is asked for.
import { element, withLanguage } from "../_shared/dom.js";
import { square, swatch } from "./draw.js";
import { guessForm } from "./guess.js";

/** @typedef {import("./draw.js").Option} Option */
/** @typedef {{get: (name: string) => any, set: (name: string, value: unknown) => void, save_changes: () => void, on: (name: string, f: () => void) => void, off: (name: string, f: () => void) => void}} Model */

const WHAT = {
  guess: "Guess first; then the picture opens.",
  one: "Each cell stands for one of them. The number stands beside the picture, and all numbers in the table below.",
  many: "Choose a picture to have it read out below. All numbers stand in the table.",
};
let instances = 0;

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  /** @type {Option[]} */
  const options = model.get("options");
  const prefix = `pbp-icon-array-${++instances}`;
  const said = element("p", { class: "says", role: "status", "data-field": "says" });
  const source = element("p", { class: "source" }), what = element("p", { class: "what" });
  const pictures = picturesOf(model, options, prefix);
  const opened = element("div", { class: "opened" }, pictures, legendOf(model), said, source, tableOf(model));
  const save = (/** @type {Record<string, unknown>} */ changes) => {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.save_changes();
  };
  const form = model.get("ask")
    ? guessForm(
      model.get("ask"),
      model.get("denominator"),
      model.get("per"),
      prefix,
      (guess) => save({ guess, opened: true }),
    )
    : undefined;
  const refresh = () => {
    const open = !form || model.get("opened") === true;
    opened.hidden = !open;
    form?.show(open, model.get("guess"));
    mark(pictures, options, model.get("selection"));
    what.textContent = open ? (options.length > 1 ? WHAT.many : WHAT.one) : WHAT.guess;
    const chosen = options.find((option) => option.label === model.get("selection"));
    said.replaceChildren(...(open ? withLanguage(chosen?.says ?? model.get("says")) : []));
    source.replaceChildren(...withLanguage(sourceOf(chosen ?? (options.length > 1 ? undefined : options[0]))));
  };
  pictures.addEventListener("change", (event) => {
    const index = Number(/** @type {HTMLInputElement} */ (event.target).value);
    save({ selection: options[index].label });
  });
  const events = ["change:selection", "change:guess", "change:opened"];
  for (const event of events) model.on(event, refresh);
  refresh();
  el.replaceChildren(element(
    "section",
    { class: "pbp-icon-array", "data-widget": "icon_array", "aria-labelledby": `${prefix}-title` },
    element("h3", { id: `${prefix}-title` }, ...withLanguage(model.get("title"))),
    what,
    ...(form ? [form.node] : []),
    opened,
  ));
  return () => events.forEach((event) => model.off(event, refresh));
}

/** Who counted, and where it is printed. @param {Option | undefined} option */
function sourceOf(option) {
  if (!option) return "Who counted, how, and the sources stand in the table.";
  const by = option.counted && `Counted by: ${option.counted}. `;
  return by + (option.source && `Source: ${option.source}`);
}

/** The pictures, each with a radio button where there are several. @param {Model} model @param {Option[]} options @param {string} prefix */
function picturesOf(model, options, prefix) {
  const nodes = options.map((option, index) => {
    const id = `${prefix}-${index}`;
    const radio = element("input", {
      type: "radio",
      name: prefix,
      value: index,
      "aria-labelledby": `${id}-name`,
      "aria-describedby": `${id}-numbers`,
    });
    const name = element("span", { class: "name", id: `${id}-name` }, ...withLanguage(option.label));
    return element(
      options.length > 1 ? "label" : "div",
      { class: "option", "data-kind": option.kind, "data-option": option.label },
      element("span", { class: "head" }, ...(options.length > 1 ? [radio] : []), name),
      square(option, model.get("denominator")),
      beside(option, model, `${id}-numbers`),
    );
  });
  return element(
    "fieldset",
    { class: options.length > 1 ? "pictures" : "pictures single" },
    element("legend", { class: "hidden" }, options.length > 1 ? "Picture to read out" : "Picture"),
    ...nodes,
  );
}

/** The numbers beside a picture. @param {Option} option @param {Model} model @param {string} id */
function beside(option, model, id) {
  const denominator = model.get("denominator");
  const field = (/** @type {string} */ name, /** @type {number | null} */ share, /** @type {string} */ text) =>
    element("span", { "data-field": name, "data-value": share === null ? "" : share * denominator }, text);
  const kind = option.kind === "neutral" ? "" : `${option.kind[0].toUpperCase()}${option.kind.slice(1)}: `;
  const rate = field("rate", option.rate, option.number), all = denominator.toLocaleString("en");
  return element(
    "span",
    { class: "numbers", id },
    element("span", { class: "kind" }, kind),
    ...(option.change
      ? [element(
        "span",
        { class: "change", "data-field": "change" },
        element("b", {}, option.more),
        ` of ${all} (`,
        rate,
        `, ${option.against})`,
      )]
      : [element("b", {}, rate), ` in ${all} ${option.per} `]),
    element(
      "span",
      { class: "span", "data-low": option.low === null ? "" : option.low * denominator },
      field("interval", option.high, option.span && `(${option.span})`),
    ),
  );
}

/** Show which picture is read out. @param {HTMLElement} pictures @param {Option[]} options @param {string} selection */
function mark(pictures, options, selection) {
  pictures.querySelectorAll("input").forEach((radio, index) => radio.checked = options[index].label === selection);
}

/** @param {Model} model */
function legendOf(model) {
  const entries = /** @type {[string, string][]} */ (model.get("legend"));
  return element(
    "ul",
    { class: "legend", "aria-label": "What the marks mean" },
    ...entries.map(([name, words]) => element("li", {}, swatch(name), words)),
  );
}

/** @param {Model} model */
function tableOf(model) {
  const { columns, rows } = /** @type {{columns: string[], rows: string[][]}} */ (model.get("table"));
  const line = (/** @type {string[]} */ [first, ...others]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, ...withLanguage(first)),
      ...others.map((cell, place) => element("td", { "data-label": columns[place + 1] }, ...withLanguage(cell))),
    );
  const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
  const caption = element("caption", {}, `In ${model.get("denominator").toLocaleString("en")} ${model.get("per")}`);
  const table = element(
    "table",
    { class: "pbp-table" },
    caption,
    element("thead", {}, head),
    element("tbody", {}, ...rows.map(line)),
  );
  return element("details", {}, element("summary", {}, "The numbers as a table"), table);
}

export default { render };
