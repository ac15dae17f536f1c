// StudyExplorer: ask the trials a question; see which there are, what they say together, and what is not in it.
import { element, withLanguage } from "../_shared/dom.js";
import { missingList, numbers, plainTable, reviewList } from "./beside.js";
import { controls, following } from "./controls.js";
import { select } from "./filter.js";
import { forest, intervalOf, inText } from "./forest.js";
import { funnel } from "./funnel.js";
import { leftOut, tooFew, yearByYear } from "./lines.js";
import { network } from "./network.js";
import { difference, sentence, topLine, whatWouldChange } from "./sentence.js";
import { FIELDS, fromFragment, stateOf } from "./state.js";
import { tabs } from "./tabs.js";
import { takeAway } from "./take_away.js";

/** @typedef {import("./filter.js").Data} Data */
/** @typedef {import("./filter.js").Selection} Selection */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Model} Model */

const WHAT = "Choose a question. See which trials answer it, and how many do not. Tick a trial out, and all follows.";
let instances = 0;

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  const prefix = `pbp-study-explorer-${++instances}`;
  /** @type {Data} */
  const data = model.get("data");
  let setting = false;
  const change = (/** @type {Partial<State>} */ changes) => {
    setting = true;
    for (const [name, value] of Object.entries(following(data, stateOf(model), changes))) model.set(name, value);
    setting = false;
    model.save_changes();
    update();
  };
  const view = parts({ model, data, prefix, change });
  const update = () => {
    const state = stateOf(model);
    view.show(state, select(data, state));
  };
  const fromOutside = () => setting || update();
  const { model: pooled, interval, order, tab } = stateOf(model), usual = { model: pooled, interval, order, tab };
  const fromLink = () => {
    const asked = fromFragment(globalThis.location?.hash ?? "", model.get("name"), allowedBy(model));
    if (!asked) return;
    change({ ...usual, ...asked }); // what a link leaves out is as it was in the beginning
    if (fold) fold.open = true;
    if (!el.isConnected) return;
    el.scrollIntoView({ block: "start" });
    view.heading.focus({ preventScroll: true }); // who goes on by keyboard goes on from here
  };
  const again = (/** @type {MouseEvent} */ event) => { // a link followed twice changes no address, and should open all the same
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link?.hash && link.href === globalThis.location.href) fromLink();
  };
  for (const field of FIELDS) model.on(`change:${field}`, fromOutside);
  globalThis.addEventListener("hashchange", fromLink);
  el.ownerDocument.addEventListener("click", again);
  const fold = model.get("folded")
    ? element("details", { class: "pbp-study-explorer-fold" }, element("summary", {}, model.get("title")), view.root)
    : undefined;
  el.replaceChildren(fold ?? view.root);
  update();
  fromLink();
  return () => {
    for (const field of FIELDS) model.off(`change:${field}`, fromOutside);
    globalThis.removeEventListener("hashchange", fromLink);
    el.ownerDocument.removeEventListener("click", again);
  };
}

/** Whether a choice exists: links may be old, or made by somebody else. @param {Model} model @returns {(field: string, value: string) => boolean} */
function allowedBy(model) {
  /** @type {Data} */
  const data = model.get("data");
  const ids = new Set(data.rows.map((row) => row.id)), labels = model.get("labels");
  return (field, value) => {
    if (field === "excluded") return ids.has(value);
    if (field === "measure") return data.measures.includes(value);
    return field in data.vocabularies
      ? data.vocabularies[field].includes(value)
      : Object.hasOwn(labels[field] ?? {}, value);
  };
}

/** The frame and its parts, once; `show` brings all in step. @param {{model: Model, data: Data, prefix: string, change: (changes: Partial<State>) => void}} options */
function parts({ model, data, prefix, change }) {
  const labels = model.get("labels"), name = model.get("name"), title = model.get("title"), note = model.get("note");
  const ask = controls({ data, labels, prefix, change });
  const toggle = (/** @type {string} */ id, /** @type {boolean} */ on) => {
    const out = model.get("excluded").filter((/** @type {string} */ one) => one !== id);
    change({ excluded: on ? out : [...out, id] });
  };
  const trees = forest({ data, prefix, toggle });
  const order = orderBox(labels.order, prefix, change);
  const behind = element("div", { class: "behind" }); // the forest while another tab is in front: for machines and print
  const front = tabs({ tabs: labels.tab, prefix, choose: (tab) => change({ tab }) });
  const take = takeAway({ data, name, title, note, prefix, root: () => root });
  const head = element("p", { class: "headline", "data-field": "headline" });
  const differs = element("p", { class: "differs", "data-field": "difference", hidden: true });
  const says = element("p", { class: "says", role: "status", "data-field": "says" });
  const changes = element("p", { class: "changes", "data-field": "change" });
  const figures = element("div", { class: "figures" }), missing = element("div", {}), reviews = element("div", {});
  /** @type {Map<HTMLElement, string>} */
  const keys = new Map();
  const heading = element("h3", { id: `${prefix}-title`, tabindex: -1 }, ...withLanguage(title));
  const root = element(
    "section",
    { class: "pbp-study-explorer", "data-widget": "study-explorer", "aria-labelledby": `${prefix}-title` },
    heading,
    ...(note ? [element("p", { class: "note" }, ...withLanguage(note))] : []),
    element("p", { class: "what" }, WHAT),
    ask.node,
    element("div", { class: "answer" }, head, differs, says, figures),
    element("div", { class: "over" }, front.list, order.node),
    front.panel,
    behind,
    element("div", { class: "why" }, element("h4", {}, "What would change this?"), changes),
    element(
      "div",
      { class: "sides" },
      element("div", {}, element("h4", {}, "Known, and not in it"), missing),
      element("div", {}, element("h4", {}, "What the latest and the largest reviews conclude"), reviews),
    ),
    take.node,
    element("p", { class: "source" }, sourceOf(data)),
  );
  const show = (/** @type {State} */ state, /** @type {Selection} */ found) => {
    ask.update(state);
    order.update(state);
    front.update(state.tab);
    const other = difference(data, state, found);
    const put = (
      /** @type {HTMLElement} */ node,
      /** @type {unknown} */ key,
      /** @type {() => (Node | string)[]} */ make,
    ) => {
      const text = JSON.stringify(key);
      if (keys.get(node) === text) return; // what stays as it is needs no drawing, and no reading out
      keys.set(node, text);
      node.replaceChildren(...make());
    };
    const [top, ...below] = topLine(data, state, found);
    put(head, [top, below], () => [top, ...below.flatMap((text) => [" ", element("small", {}, text)])]);
    put(differs, other, () => [other]);
    differs.hidden = !other;
    const words = sentence(data, state, found), advice = whatWouldChange(state, found);
    put(says, words, () => lines(words));
    put(changes, advice, () => [advice]);
    put(figures, [{ ...found.result, weights: 0 }, found.people, found.kind], () => numbers(state, found));
    picture(state, found);
    put(missing, [
      state.condition,
      state.comparator,
      found.missing.slice(0, 200).map(({ id, why }) => [id, why]),
      found.missing.length,
    ], () => missingList(data, found));
    put(reviews, [state.condition, state.comparator, state.outcome], () => reviewList(data, state));
    take.update(state, found);
  };
  const picture = (/** @type {State} */ state, /** @type {Selection} */ found) => {
    trees.update(state, found);
    const node = pictureOf(data, state, found, trees.node);
    if (front.panel.firstChild !== node) front.panel.replaceChildren(node);
    if (node !== trees.node) behind.replaceChildren(trees.node);
  };
  return { root, heading, show };
}

/** @param {Data} data @param {State} state @param {Selection} found @param {HTMLElement} trees */
function pictureOf(data, state, found, trees) {
  if (state.tab === "network") return network(data, state);
  if (!found.trials.length) return tooFew("No trial to draw: what is known stands below.");
  if (state.tab === "funnel") return funnel(data, state, found);
  if (state.tab === "cumulative") return yearByYear(data, state, found);
  if (state.tab === "leave-one-out") return leftOut(data, state, found);
  if (state.tab === "table") {
    return plainTable(found, (trial) => inText(...intervalOf(trial), found));
  }
  return trees;
}

/** Each paragraph as a block, with no line end between a number and its percent sign. @param {string} words */
function lines(words) {
  const parts = words.replaceAll(" %", "\u202f%").split("\n");
  return parts.flatMap((text, place) => [place ? "\n" : "", element("span", { class: "part" }, text)]);
}

/** @param {Record<string, string>} names @param {string} prefix @param {(changes: Partial<State>) => void} change */
function orderBox(names, prefix, change) {
  const box = element("select", { id: `${prefix}-order` });
  for (const [value, text] of Object.entries(names)) box.append(element("option", { value }, text));
  box.addEventListener("change", () => change({ order: box.value }));
  const node = element("label", { class: "field order", for: box.id }, element("span", {}, "Sorted"), box);
  return { node, update: (/** @type {State} */ state) => box.value = state.order };
}

/** @param {Data} data */
function sourceOf(data) {
  return data.source === "course"
    ? "Source: the course’s tables of trials (data/outcomes.csv, data/trials.csv); each trial’s own address stands in its drawer."
    : "Source: the table that this explorer was given.";
}

export default { render };
