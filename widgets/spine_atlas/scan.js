// What would my scan show? Of 100 people of an age without pain, how many have each finding; and the counter-evidence.
import { element, shape } from "../_shared/dom.js";
import { square, swatch } from "../icon_array/draw.js";
import { print } from "../_shared/print.js";

/** @typedef {import("./spine_atlas.js").Model} Model */
/** @typedef {{finding: string, plain: string, means: string, age: number, percent: number, kind: string, note: string, people: number | null, says: string}} Scan */
/** @typedef {{finding: string, means: string, odds: number, low: number, high: number, people: string, source: string}} Against */

const WHAT =
  "Nobody can say for yours. This is what scans found in 100 people of your age without back pain. Choose the age nearest to yours.";
const ESTIMATE = "estimate";
const SELECTED =
  "Our table holds only findings that were more common with pain. Which others the review compared, and did not find so, it does not say.";
const LOWEST = 0.5, HIGHEST = 64; // of the axis of odds ratios

/** The squares, the slider, the counter-evidence. @param {Model} model @param {string} prefix @param {(changes: Record<string, unknown>) => void} press */
export function scanPart(model, prefix, press) {
  /** @type {Scan[]} */
  const scans = model.get("scans");
  const ages = [...new Set(scans.map((one) => one.age))];
  const { row, slider, shown } = ageRow(ages, `${prefix}-age`);
  const squares = element("div", { class: "squares" });
  const said = element("p", { class: "says", role: "status", "data-field": "scan-says" });
  const limits = element("p", { class: "limits", "data-field": "limits" });
  slider.addEventListener("input", () => press({ age: Number(slider.value) }));
  const show = () => {
    const wanted = model.get("age"), age = ages.includes(wanted) ? wanted : ages[0];
    const found = scans.filter((one) => one.age === age);
    slider.value = String(age);
    slider.setAttribute("aria-valuetext", `${age} years`);
    shown.textContent = `${age} years`;
    shown.dataset.value = String(age);
    squares.replaceChildren(...found.map(one));
    said.textContent = scanSays(found, age);
    limits.textContent = limitSays(age);
  };
  const node = element(
    "div",
    { class: "scan" },
    element("h4", {}, "What would my scan show?"),
    element("p", { class: "what" }, WHAT),
    row,
    said,
    squares,
    key(),
    element("p", { class: "source" }, `Source: ${model.get("scan_source")}`),
    counter(model.get("against"), limits, prefix),
  );
  return { node, show };
}

/** The slider, which stops at these ages. @param {number[]} ages @param {string} id */
function ageRow(ages, id) {
  const ends = { min: ages[0], max: ages[ages.length - 1], step: ages[1] - ages[0] };
  const slider = element("input", { type: "range", id, ...ends });
  const shown = element("output", { for: id, "data-field": "age" });
  const ticks = element("div", { class: "ticks", "aria-hidden": "true" });
  ticks.append(...ages.map((age) => element("span", {}, String(age))));
  const label = element("label", { for: id }, "Age");
  return { row: element("div", { class: "age" }, label, slider, shown, ticks), slider, shown };
}

/** @param {Scan} scan */
function one(scan) {
  const open = scan.kind === ESTIMATE, share = scan.percent / 100;
  const drawn = {
    rate: open ? 0 : share,
    low: open ? 0 : null,
    high: open ? share : null,
    baseline: null,
    says: scan.says,
  };
  return element(
    "figure",
    { class: "square", "data-kind": scan.kind, "data-finding": scan.finding },
    element("figcaption", {}, element("b", {}, scan.finding), element("small", {}, scan.means)),
    square(drawn, 100),
    element(
      "p",
      { class: "number" },
      element("b", { "data-field": "percent", "data-value": scan.percent }, String(scan.percent)),
      " of 100",
    ),
    element("p", { class: "kind" }, kindSays(scan)),
  );
}

/** How well one number is known, in a few words; what holds for most of them stands once below. @param {Scan} scan */
export function kindSays(scan) {
  if (scan.kind === ESTIMATE) return "A model’s guess: nobody of this age was scanned";
  return scan.people ? `${scan.people.toLocaleString("en")} people scanned` : scan.note.split(". ")[0];
}

/** What the marks mean. */
function key() {
  const marks = [
    ["full", "has the finding, as the review gives it"],
    ["open", "nobody of this age was scanned"],
    ["rest", "all others"],
  ];
  return element("ul", { class: "legend" }, ...marks.map(([mark, words]) => element("li", {}, swatch(mark), words)));
}

/** @param {Scan[]} found @param {number} age */
export function scanSays(found, age) {
  const sorted = [...found].sort((a, b) => b.percent - a.percent), most = sorted[0], least = sorted[sorted.length - 1];
  const guesses = found.filter((one) => one.kind === ESTIMATE).length;
  const read = found.every((one) => one.kind === "second-hand")
    ? "We read all of these in a secondary file only."
    : "We read them in another paper that quotes the review’s table.";
  const hollow = guesses ? ` ${guesses} of the ${found.length} rest on nobody of this age.` : "";
  const count = ["two", "three", "four", "five", "six", "seven", "eight"][found.length - 2] ?? found.length;
  return `Of 100 people aged ${age} without back pain, ${most.percent} have ${most.plain}, the commonest of the ${count}; ${least.percent} ${least.plain}, the rarest. ${read}${hollow} How far they are smoothed over the ages is not known here.`;
}

/** Whom the counter-evidence is about. @param {number} age */
export function limitSays(age) {
  const older = age > 50 ? ` For people aged ${age} we hold no such comparison.` : "";
  return `These studies looked at adults up to 50.${older} ${SELECTED}`;
}

/** The other side: findings that are more common with pain. @param {Against[]} rows @param {HTMLElement} limits @param {string} prefix */
function counter(rows, limits, prefix) {
  const people = [...new Set(rows.map((row) => row.people))].join("; ");
  const sources = [...new Set(rows.map((row) => row.source))].join(" ");
  const head = ["Finding", "With and without pain", "Odds ratio (95\u2009% interval)"];
  const table = element(
    "table",
    { class: "odds" },
    element(
      "caption",
      {},
      "How much the odds of a finding differ between people with and without pain. 1 is no difference; above 1: more common with pain.",
    ),
    element("thead", {}, element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text)))),
    element("tbody", {}, ...rows.map(line)),
  );
  return element(
    "section",
    { class: "counter", "aria-labelledby": `${prefix}-counter` },
    element("h4", { id: `${prefix}-counter` }, "And the other side: some findings are more common with pain"),
    table,
    limits,
    element("p", {}, `Who was scanned: ${print(people)}.`),
    element(
      "p",
      {},
      "An odds ratio tells nobody whether their own finding hurts.",
    ),
    element("p", { class: "source" }, `Sources: ${sources}`),
  );
}

/** @param {Against} row */
function line(row) {
  const { odds, low, high } = row;
  const text = `${odds} (${low} to ${high})`;
  return element(
    "tr",
    { "data-finding": row.finding },
    element("th", { scope: "row" }, row.finding, element("small", {}, row.means)),
    element("td", { class: "bar" }, bar(odds, low, high)),
    element("td", { class: "odds-number", "data-field": "odds", "data-value": odds }, text),
  );
}

/** A place on the axis of odds ratios, 0 to 100, its end for what lies beyond; doubling is always the same way. @param {number} value */
export const placeOf = (value) =>
  Math.max(0, Math.min(100, 100 * Math.log(value / LOWEST) / Math.log(HIGHEST / LOWEST)));

/** @param {number} odds @param {number} low @param {number} high */
function bar(odds, low, high) {
  const [x, from, to, none] = [odds, low, high, 1].map((value) => Math.round(placeOf(value) * 10) / 10);
  const fixed = { "vector-effect": "non-scaling-stroke" };
  return shape(
    "svg",
    { viewBox: "0 0 100 14", preserveAspectRatio: "none", "aria-hidden": "true" },
    shape("path", { class: "none", d: `M${none} 0V14`, ...fixed }),
    shape("path", { class: "span", d: `M${from} 7H${to}`, ...fixed }),
    shape("path", { class: "point", d: `M${x} 7h.01`, ...fixed }),
  );
}
