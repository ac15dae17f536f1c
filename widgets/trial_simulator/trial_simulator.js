// TrialSimulator: a made-up trial whose truth the reader puts in, run once with every person drawn, and many times.
import { element } from "../_shared/dom.js";
import { compare, COMPARISONS, NAMES, summarise } from "./compare.js";
import { controlsOf } from "./controls.js";
import { runInSlices, sumUp } from "./many.js";
import { namesOf, presetOf, settingsOf } from "./settings.js";
import { comparisons, legend, many, manyTable, oneTables, people, table } from "./shown.js";
import { ARMS, draw, ready, room } from "./trial.js";
import { manySays, oneSays } from "./words.js";

/** @typedef {import("./settings.js").Model} Model */

const WHAT = "Put in a truth, draw a trial, and see what it finds. Then run many: how often is each comparison right?";
const WAIT = 300; // milliseconds without a change before a sentence is said
const OTHERS = ["preset", "measure", "comparator", "title", "trials"];
let instances = 0;

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  const prefix = `pbp-trial-${++instances}`;
  const places = placesOf(prefix), runs = runsOf(model, places);
  const controls = controlsOf(model, prefix, {
    set: (changes) => Object.entries(changes).forEach(([name, value]) => model.set(name, value)),
    settle: () => model.save_changes(),
  });
  let timer = 0, drawn = 0, says = "";
  const show = () => {
    drawn = 0;
    controls.show();
    says = showOne(model, places);
    runs.outdate();
    clearTimeout(timer);
    timer = setTimeout(settle, WAIT);
  };
  const settle = () => {
    clearTimeout(timer);
    places.says.textContent = says;
    runs.settle();
  };
  const soon = () => drawn ||= setTimeout(show); // several traits change together
  const events = [...namesOf(model), ...OTHERS].map((name) => `change:${name}`);
  for (const event of events) model.on(event, soon);
  model.on("change:ran", runs.settle); // without waiting for the hand to rest, and nothing of the one trial changes
  places.again.addEventListener("click", () => press(model, { trial: model.get("trial") % 1_000_000 + 1 }));
  places.run.addEventListener("click", () => press(model, { ran: true }));
  show();
  settle();
  places.root.querySelector("[data-place=controls]")?.replaceWith(controls.node);
  el.replaceChildren(places.root);
  return () => {
    for (const event of events) model.off(event, soon);
    model.off("change:ran", runs.settle);
    clearTimeout(timer);
    clearTimeout(drawn);
    runs.stop();
  };
}

/** @param {Model} model @param {Record<string, unknown>} changes */
function press(model, changes) {
  Object.entries(changes).forEach(([name, value]) => model.set(name, value));
  model.save_changes();
}

/** Everything that is filled again and again. @param {string} prefix */
function placesOf(prefix) {
  const heading = element("h3", { id: `${prefix}-title` });
  const says = element("p", { class: "says", role: "status", "data-field": "says" });
  const manyWords = element("p", { class: "says", role: "status", "data-field": "many-says" });
  const [dots, pairs, estimates] = ["people", "pairs", "many"].map((name) => element("div", { class: name }));
  const [tables, manyTables, origins] = ["", "", ""].map(() => element("div", {}));
  const again = element("button", { type: "button", class: "quiet" }, "Draw another trial");
  const run = element("button", { type: "button" });
  const which = element("span", { "data-field": "trial" });
  const fold = (/** @type {string} */ name, /** @type {Node} */ inside) =>
    element("details", {}, element("summary", {}, name), inside);
  const root = element(
    "section",
    { class: "pbp-trial", "data-widget": "trial_simulator", "aria-labelledby": `${prefix}-title` },
    heading,
    element("p", { class: "what" }, WHAT),
    element("div", { "data-place": "controls" }),
    element("h4", {}, "Every person of trial ", which),
    dots,
    legend(),
    pairs,
    says,
    element("p", { class: "buttons" }, again, run),
    fold("This trial as a table", tables),
    element("h4", { class: "of-many" }, "Many trials of the same truth"),
    estimates,
    manyWords,
    fold("Many trials as a table", manyTables),
    fold("Where these numbers come from", origins),
  );
  return { root, heading, says, manyWords, dots, pairs, estimates, tables, manyTables, origins, again, run, which };
}

/** Draw the trial of this number, and give what it says in words. @param {Model} model @param {ReturnType<typeof placesOf>} places */
function showOne(model, places) {
  const settings = settingsOf(model), known = ready(settings);
  const measure = model.get("measure"), comparator = model.get("comparator"), preset = presetOf(model);
  const arms = ARMS.map((_, at) => draw(settings, known, at, settings.trial, room(settings.people)));
  const sums = arms.map(summarise);
  const found = COMPARISONS.map(([first, second]) => compare(sums[first], sums[second]));
  places.heading.textContent = model.get("title");
  places.which.textContent = settings.trial.toLocaleString("en");
  places.which.dataset.value = String(settings.trial);
  places.run.textContent = `Run ${model.get("trials").toLocaleString("en")} trials`;
  places.dots.replaceChildren(...people(settings, arms, sums, measure, comparator));
  places.pairs.replaceChildren(...comparisons(settings, found, measure, comparator));
  places.tables.replaceChildren(...oneTables(settings, sums, found, measure, comparator));
  places.origins.replaceChildren(
    table(`${preset.label}: where its numbers come from`, ["Setting", "From"], preset.origins),
    element("p", { class: "source" }, `Source: ${preset.source}`),
  );
  const byName = Object.fromEntries(NAMES.map((name, at) => [name, found[at]]));
  return oneSays(settings, byName, measure, comparator);
}

/** Runs many trials when they are wanted, and again when the truth has changed. @param {Model} model @param {ReturnType<typeof placesOf>} places */
function runsOf(model, places) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let stop = () => {}, ofWhat = "";
  const keyOf = () =>
    JSON.stringify([{ ...settingsOf(model), trial: 0 }, model.get("trials"), model.get("comparator")]);
  const start = () => {
    const settings = settingsOf(model), trials = model.get("trials"), comparator = model.get("comparator");
    places.manyWords.textContent = "";
    stop();
    stop = runInSlices(settings, trials, (found, done) => {
      if (done || !still) places.estimates.replaceChildren(...many(settings, found, comparator));
      if (!done) return;
      const shares = Object.fromEntries(NAMES.map((name, at) => [name, sumUp(found[at]).works]));
      places.manyWords.textContent = manySays(settings, { ...shares, trials }, model.get("measure"), comparator);
      places.manyTables.replaceChildren(manyTable(settings, found, comparator));
      places.estimates.dataset.done = String(trials);
      places.root.classList.remove("outdated");
    });
  };
  const isHidden = (/** @type {boolean} */ hidden) => {
    const of = [places.root.querySelector(".of-many"), places.estimates, places.manyTables.parentElement];
    of.forEach((node) => /** @type {HTMLElement} */ (node).hidden = hidden);
  };
  return {
    /** What stands there belongs to another truth. */
    outdate: () => {
      if (model.get("ran") && keyOf() !== ofWhat) places.root.classList.add("outdated");
    },
    settle: () => {
      const wanted = model.get("ran") === true;
      isHidden(!wanted);
      if (!wanted || keyOf() === ofWhat) return;
      ofWhat = keyOf();
      delete places.estimates.dataset.done;
      start();
    },
    stop: () => stop(),
  };
}

export default { render };
