// PointMap: pictures of the body with the places of points, what is told of each, and a quiz on where they lie.
import { element } from "../_shared/dom.js";
import { drawSeed } from "../_shared/shuffle.js";
import { askPart } from "./ask.js";
import { chosen, filtersOf } from "./choice.js";
import { chooser } from "./chooser.js";
import { cunPart } from "./cun_help.js";
import { listed } from "./find.js";
import { mapOf } from "./map.js";
import { drawnIn, hasPlace, shortTitle, VIEWS, viewsOf } from "./places.js";
import { bookLink, careSays, cautionWords, fullName, told } from "./told.js";

/** @typedef {{get: (name: string) => any, set: (name: string, value: unknown) => void, save_changes: () => void, on: (name: string, f: () => void) => void, off: (name: string, f: () => void) => void}} Model */
/** @typedef {{kind: string, text: string, flag: string, precaution: string, basis: string, sources: string[]}} Caution */
/** @typedef {{id: string, name: string, zh: string, pinyin: string, remark: string, anchor: string}} Pattern */
/** @typedef {{view: string, x: number, y: number, side: string, estimate?: string, example?: boolean}} Place `side` of the person */
/**
 * @typedef {object} Point
 * @property {string} code @property {string} name @property {string} zh @property {string} pinyin
 * @property {string} channel @property {string} area @property {string} region @property {string} where
 * @property {string} cun @property {Caution[]} cautions @property {Pattern[]} patterns @property {number[]} sample
 * @property {string} also @property {string[]} trials @property {string} articles @property {string[]} used
 * @property {string[]} sources @property {Place[]} places @property {string} checked
 */
/** @typedef {(changes: Record<string, unknown>) => void} Press */

const WHAT = "Choose a point on the picture, in the list or by a search. Or let the map ask you.";
const NEVER =
  "Nobody should needle themselves, or anyone else, by this map. Its places are approximate, and some lie over the lung or near the spinal cord. Needling is for a trained person.";
const MODES = [["look", "Look"], ["find", "Quiz: find the point"], ["name", "Quiz: name the point"]];
const LEGEND = [["named", "named in the articles"], ["", "other points"], [
  "other",
  "the same point on the other side",
]];
const WAIT = 250; // milliseconds without a change before a sentence is said
const EVENTS = ["point", "view", "channel", "region", "used", "find", "mode", "answers"];
let instances = 0;

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  const prefix = `pbp-points-${++instances}`;
  const press = (/** @type {Record<string, unknown>} */ changes) => {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.save_changes();
  };
  const places = frame(prefix);
  const seed = drawSeed();
  const ask = askPart(model, prefix, seed, press);
  const choose = chooser(model, prefix, press, () => {
    places.told.focus({ preventScroll: true });
    places.told.scrollIntoView({ block: "start" });
  });
  const map = mapOf({
    prefix,
    choose: (code) => model.get("mode") === "look" ? press(chosen(model, code)) : ask.choose(code),
    marked: ask.mark,
    answer: ask.answer,
  });
  const modes = radios(`${prefix}-mode`, "What to do", MODES, (mode) => press(ask.start(mode)));
  const pictures = radios(
    `${prefix}-view`,
    "Picture",
    VIEWS.map((one) => [one.name, shortTitle(one)]),
    (view) => press({ view }),
  );
  const lines = linesOf();
  const show = showOf(model, { places, ask, choose, map, modes, pictures, lines });
  lines.input.addEventListener("change", show);
  ask.onChange(show);
  places.modes.append(modes.node);
  places.choose.append(choose.node);
  places.map.append(pictures.node, ...map.nodes, lines.node);
  places.side.append(ask.node, places.told);
  places.cun.append(cunPart(model.get("facts").cun, model.get("points")));
  el.replaceChildren(places.root);
  if (model.get("mode") !== "look" && !model.get("point")) press(ask.start(model.get("mode")));
  const stop = follow(model, EVENTS, show);
  return () => {
    stop();
    map.stop();
  };
}

/** Run now, and once after one or more of these traits have changed. @param {Model} model @param {string[]} names @param {() => void} refresh */
function follow(model, names, refresh) {
  let waiting = false, over = false;
  const run = () => {
    waiting = false;
    if (!over) refresh();
  };
  const soon = () => {
    if (!waiting) queueMicrotask(run);
    waiting = true;
  };
  names.forEach((name) => model.on(`change:${name}`, soon));
  refresh();
  return () => {
    over = true;
    names.forEach((name) => model.off(`change:${name}`, soon));
  };
}

/**
 * @param {Model} model
 * @param {{places: ReturnType<typeof frame>, ask: ReturnType<typeof askPart>, choose: ReturnType<typeof chooser>, map: ReturnType<typeof mapOf>, modes: ReturnType<typeof radios>, pictures: ReturnType<typeof radios>, lines: ReturnType<typeof linesOf>}} parts
 */
function showOf(model, { places, ask, choose, map, modes, pictures, lines }) {
  let timer = 0, toldNow = "\u0000";
  return () => {
    /** @type {Point[]} */
    const points = model.get("points");
    const [mode, view, code] = ["mode", "view", "point"].map((name) => model.get(name));
    const point = points.find((one) => one.code === code), quiz = mode !== "look", done = ask.done();
    modes.show(mode);
    const pictured = (/** @type {string} */ name) => !quiz || !point || viewsOf(point).some((one) => one.name === name);
    pictures.show(view, (name) => !pictured(name));
    choose.show(quiz);
    ask.show();
    map.show(quiz && !done ? ask.scene() : lookScene(model, lines.input.checked, done ? ask.ownMark() : null));
    lines.node.hidden = quiz && !done;
    const open = !quiz || done ? point : undefined;
    if (toldNow !== (open?.code ?? "")) {
      places.told.replaceChildren(...(open ? told(open, model.get("facts"), (name) => model.set("view", name)) : []));
    }
    places.told.hidden = !open;
    toldNow = open?.code ?? "";
    clearTimeout(timer);
    const text = quiz ? "" : says(point, points, listed(points, filtersOf(model), model.get("aliases")).length);
    timer = setTimeout(() => places.says.textContent = text, WAIT);
  };
}

/** The picture with every listed point labelled. @param {Model} model @param {boolean} allChannels @param {import("./layout.js").Spot | null} mark @returns {import("./map.js").Scene} */
function lookScene(model, allChannels, mark) {
  /** @type {Point[]} */
  const points = model.get("points");
  const code = model.get("point"), kept = listed(points, filtersOf(model), model.get("aliases"));
  const seen = points.filter((one) => kept.includes(one.code) || one.code === code);
  const labels = Object.fromEntries(seen.map((one) => [one.code, {
    text: one.cautions.length ? `${one.code}\u2009!` : one.code,
    name: `${fullName(one)}${one.cautions.length ? `. Care: ${cautionWords(one, model.get("facts"))}` : ""}`,
  }]));
  return {
    view: model.get("view"),
    drawn: drawnIn(seen, model.get("view")),
    labels,
    kinds: Object.fromEntries(seen.map((one) => [one.code, one.articles ? "named" : ""])),
    chosen: code,
    channel: model.get("channel") || (points.find((one) => one.code === code)?.channel ?? ""),
    allChannels,
    mark,
    marking: false,
  };
}

/** One sentence on what is shown. @param {Point | undefined} point @param {Point[]} points @param {number} count */
function says(point, points, count) {
  if (!point) return `${count} of ${points.length} points are listed. Choose one.`;
  const where = !point.places.length
    ? "It is not drawn."
    : hasPlace(point)
    ? "Its place on the picture is approximate."
    : "It has no fixed place; the picture shows an example.";
  const region = hasPlace(point) || !point.places.length ? `: ${point.region.toLowerCase()}` : "";
  return [`${fullName(point)}${region}.`, careSays(point), where].filter(Boolean).join(" ");
}

/** A row of radio buttons. @param {string} name @param {string} legend @param {string[][]} options @param {(value: string) => void} press */
function radios(name, legend, options, press) {
  const labels = options.map(([value, text]) => {
    const input = element("input", { type: "radio", name, value });
    input.addEventListener("change", () => press(value));
    return element("label", { class: "choice" }, input, element("span", {}, text));
  });
  return {
    node: element("fieldset", { class: "pick" }, element("legend", {}, legend), ...labels),
    show: (/** @type {string} */ value, /** @type {(value: string) => boolean} */ off = () => false) =>
      labels.forEach((label) => {
        const input = /** @type {HTMLInputElement} */ (label.querySelector("input"));
        input.checked = input.value === value;
        input.disabled = off(input.value);
      }),
  };
}

/** The switch for the channels, and what the signs mean. */
function linesOf() {
  const input = element("input", { type: "checkbox" });
  const label = element("label", { class: "choice" }, input, element("span", {}, "Show all channels as lines"));
  const signs = LEGEND.map(([kind, text]) =>
    element("li", {}, element("i", { class: `sample ${kind}`.trim(), "aria-hidden": "true" }), text)
  );
  const care = element("li", {}, element("b", { "aria-hidden": "true" }, "!"), "a caution belongs to it");
  return { input, node: element("div", {}, label, element("ul", { class: "legend" }, ...signs, care)) };
}

/** @param {string} prefix */
function frame(prefix) {
  const says = element("p", { class: "says", role: "status", "data-field": "says" });
  const [modes, choose, map, side, told, cun] = ["modes", "choose", "map", "side", "told", "cun"].map((name) =>
    element("div", { class: name })
  );
  told.tabIndex = -1; // a search or the list leads here
  const root = element(
    "section",
    { class: "pbp-points", "data-widget": "point_map", "aria-labelledby": `${prefix}-title` },
    element("h3", { id: `${prefix}-title` }, "Point map"),
    element("p", { class: "what" }, WHAT),
    element(
      "p",
      { class: "never", "data-field": "never" },
      element("strong", {}, NEVER),
      " ",
      bookLink("book/red-flags.html", "Is it an emergency? All red flags"),
    ),
    modes,
    choose,
    element("div", { class: "sheet" }, map, side),
    says,
    cun,
    element(
      "p",
      { class: "source" },
      "Drawn by us, each place after its description in words, and approximate. Sources stand with each point.",
    ),
  );
  return { root, modes, choose, map, side, told, cun, says };
}

export default { render };
