// What came out, for the page: drawings with their numbers, a legend, and the tables.
import { element } from "../_shared/dom.js";
import { COMPARISONS, NAMES, putIn } from "./compare.js";
import { barsOf, peopleOf, sign, stripOf } from "./draw.js";
import { countBins, manyAxis, stripAxis } from "./layout.js";
import { sumUp, verdicts } from "./many.js";
import { AGAINST, fixed, pWords, shareWords } from "./words.js";

/**
 * @typedef {import("./trial.js").Settings} Settings
 * @typedef {import("./trial.js").Arm} Arm
 * @typedef {import("./compare.js").Summary} Summary
 * @typedef {import("./compare.js").Comparison} Comparison
 * @typedef {import("./many.js").Many} Many
 * @typedef {import("./layout.js").Axis} Axis
 */

const ONE = {
  start: "a person at the start",
  responds: "at the end: a responder",
  stays: "at the end: no responder",
  lost: "dropped out",
  mean: "mean of the arm",
  entry: "let in from here up",
};
const PAIRS = { interval: "difference and 95 % interval", put: "what was put in" };
const leadWords = (/** @type {string} */ measure) =>
  `Differences between two arms in how ${measure} changed, in points. Below 0, to the left, the first arm did better.`;
const MANY = { works: "says “works”: p < 0.05, first arm better", not: "does not", put: "what was put in" };
const VERDICTS = (/** @type {string} */ usual) => ({
  "both": "against both",
  "usual only": `against ${usual} only`,
  "sham only": "against the sham only",
  "neither": "against neither",
});

/** @param {string} comparator */
export function armNames(comparator) {
  return ["Needle", "Sham", comparator[0].toUpperCase() + comparator.slice(1)];
}

/** @param {string} comparator */
function pairNames(comparator) {
  const against = ["needle", "sham", AGAINST[comparator]];
  return COMPARISONS.map(([first, second]) => `${armNames(comparator)[first]} against ${against[second]}`);
}

/** A number that tests and readers of the page can find. @param {string} name @param {number} value @param {string} text */
function field(name, value, text) {
  return element("span", { "data-field": name, "data-value": Number.isNaN(value) ? "" : value }, text);
}

/** @param {Record<string, string>} entries */
export function legend(entries = ONE) {
  const items = Object.entries(entries).map(([kind, words]) => element("li", {}, sign(kind), words));
  return element("ul", { class: "legend", "aria-label": "What the signs mean" }, ...items);
}

/** Every person, one panel an arm. @param {Settings} settings @param {Arm[]} arms @param {Summary[]} sums @param {string} measure @param {string} comparator */
export function people(settings, arms, sums, measure, comparator) {
  const panels = arms.map((arm, at) => {
    const name = armNames(comparator)[at], found = sums[at];
    return element(
      "div",
      { class: "panel", "data-arm": ["needle", "sham", "usual"][at] },
      element("div", { class: "name" }, name),
      peopleOf(arm, found, settings, name),
      element("p", { class: "ends" }, element("span", {}, "start"), element("span", {}, "end")),
      element(
        "p",
        { class: "means" },
        field("mean-start", found.mean_start, fixed(found.mean_start)),
        " → ",
        field("mean-end", found.mean_end, fixed(found.mean_end)),
      ),
      element(
        "p",
        { class: "responders" },
        field("responders", found.responders, fixed(found.responders * 100)),
        " of 100 respond",
      ),
    );
  });
  const scale = [String(settings.scale_max), measure, "0"].map((text) => element("span", {}, text));
  return [
    element("p", { class: "scale", "aria-hidden": "true" }, ...scale),
    element("div", { class: "panels" }, ...panels),
  ];
}

/** @param {Axis} ends */
function ticks(ends) {
  const texts = ends.ticks.map((tick) => element("span", {}, fixed(tick, Number.isInteger(tick) ? 0 : 1)));
  return element("p", { class: "ticks", "aria-hidden": "true" }, ...texts);
}

/** The three comparisons of one trial. @param {Settings} settings @param {Comparison[]} found @param {string} measure @param {string} comparator */
export function comparisons(settings, found, measure, comparator) {
  const ends = stripAxis(found, settings);
  const items = found.map((one, at) => {
    const put = putIn(settings, COMPARISONS[at]);
    return element(
      "li",
      { "data-comparison": NAMES[at] },
      element("span", { class: "name" }, pairNames(comparator)[at]),
      stripOf(one, put, ends),
      element(
        "span",
        { class: "numbers" },
        element("b", {}, field("difference", one.difference, fixed(one.difference))),
        " (",
        field("low", one.low, fixed(one.low)),
        " to ",
        field("high", one.high, fixed(one.high)),
        "); ",
        field("p", one.p, pWords(one.p)),
        element("span", { class: "put-in" }, "put in: ", field("put-in", put, fixed(put))),
      ),
    );
  });
  const lead = element("p", { class: "lead" }, leadWords(measure));
  return [lead, element("ul", { class: "differences" }, ...items), ticks(ends), legend(PAIRS)];
}

/** The estimates of many trials, and how often they say "works". @param {Settings} settings @param {Many[]} found @param {string} comparator */
export function many(settings, found, comparator) {
  const ends = manyAxis(settings), names = pairNames(comparator);
  const counts = found.map((one) => countBins(one.difference, one.p, one.done, ends));
  const highest = Math.max(1, ...counts.flatMap((one) => one.works.map((works, at) => works + one.not[at])));
  const items = found.map((one, at) => {
    const long = sumUp(one), put = putIn(settings, COMPARISONS[at]);
    const label = `${names[at]}: estimates of the simulated trials; ${shareWords(long.works)} say “works”.`;
    return element(
      "li",
      { class: "bars", "data-comparison": NAMES[at] },
      element("span", { class: "name" }, names[at]),
      barsOf(counts[at], highest, put, ends, label),
      element(
        "span",
        { class: "numbers" },
        "“works” in ",
        element("b", {}, field("works", long.works, shareWords(long.works))),
      ),
    );
  });
  const words = VERDICTS(AGAINST[comparator]);
  const shares = Object.entries(verdicts(found)).map(([name, share]) =>
    element(
      "li",
      { "data-verdict": name },
      element("b", {}, field("verdict", share, shareWords(share))),
      ` ${words[/** @type {keyof typeof words} */ (name)]}`,
    )
  );
  return [
    element("ul", { class: "estimates" }, ...items),
    ticks(ends),
    legend(MANY),
    element("p", { class: "lead" }, "How often the needle “works” in the same trials:"),
    element("ul", { class: "verdicts" }, ...shares),
  ];
}

/** @param {string} caption @param {string[]} columns @param {string[][]} lines */
export function table(caption, columns, lines) {
  const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
  const body = lines.map(([first, ...others]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, first),
      ...others.map((cell, at) => element("td", { "data-label": columns[at + 1] }, cell)),
    )
  );
  return element(
    "table",
    { class: "pbp-table" },
    element("caption", {}, caption),
    element("thead", {}, head),
    element("tbody", {}, ...body),
  );
}

/** @param {Settings & {trial: number}} settings @param {Summary[]} sums @param {Comparison[]} found @param {string} measure @param {string} comparator */
export function oneTables(settings, sums, found, measure, comparator) {
  const arms = sums.map((one, at) => [
    armNames(comparator)[at],
    ...[one.people, one.stayed].map(String),
    ...[one.mean_start, one.mean_end, one.mean_change].map((value) => fixed(value)),
    `${fixed(100 * one.responders)} of 100`,
  ]);
  const pairs = found.map((one, at) => [
    pairNames(comparator)[at],
    fixed(putIn(settings, COMPARISONS[at])),
    fixed(one.difference),
    `${fixed(one.low)} to ${fixed(one.high)}`,
    pWords(one.p).replace(/^p\s(=\s)?/, ""),
  ]);
  const columns = ["Arm", "People", "Stayed", "Mean at start", "Mean at end", "Mean change", "Responders"];
  return [
    table(`Simulated trial ${settings.trial}: its arms, in points`, columns, arms),
    table(
      `Differences in the change of ${measure}, in points: below 0 favours the first`,
      ["Comparison", "Put in", "Difference", "95 % interval", "p"],
      pairs,
    ),
  ];
}

/** @param {Settings} settings @param {Many[]} found @param {string} comparator */
export function manyTable(settings, found, comparator) {
  const lines = found.map((one, at) => {
    const long = sumUp(one);
    return [
      pairNames(comparator)[at],
      ...[putIn(settings, COMPARISONS[at]), long.mean, long.sd].map((value) => fixed(value)),
      shareWords(long.works),
      fixed(long.mean_works),
      shareWords(long.significant),
    ];
  });
  return table(
    `${found[0].done.toLocaleString("en")} simulated trials of the same truth, in points`,
    [
      "Comparison",
      "Put in",
      "Mean estimate",
      "SD of estimates",
      "Says “works”",
      "Mean of those",
      "p < 0.05 either way",
    ],
    lines,
  );
}
