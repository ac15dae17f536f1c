// What would my scan show? Of 100 people of an age without pain, how many have each finding; and the counter-evidence.
import { element, shape } from "../_shared/dom.js";
import { square, swatch } from "../icon_array/draw.js";
import { print } from "../_shared/print.js";

/** @typedef {import("./spine_atlas.js").Model} Model */
/** @typedef {{finding: string, age: number, percent: number, kind: string, note: string, people: number | null, says: string}} Scan */
/** @typedef {{finding: string, odds: number | null, low: number | null, high: number | null, people: string, source: string}} Against */

const WHAT = "Choose an age. The squares show 100 people of that age who have no back pain.";
const ESTIMATE = "estimate";
const NO_ODDS = "has no odds ratio in our data, only shares of people without pain.";
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
  const stops = "The slider stops at the ages of that table; our data have nothing in between.";
  const node = element(
    "div",
    { class: "scan" },
    element("h4", {}, "What would my scan show?"),
    element("p", { class: "what" }, WHAT),
    row,
    squares,
    key(),
    said,
    element("p", { class: "source" }, `Source: ${model.get("scan_source")} ${stops}`),
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
    element("figcaption", {}, scan.finding),
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
  if (scan.kind === ESTIMATE) return "An estimate: nobody of this age was scanned";
  return scan.people ? `${scan.people.toLocaleString("en")} people scanned` : scan.note.split(". ")[0];
}

/** What the marks mean. */
function key() {
  const marks = [["full", "has the finding, and no pain"], [
    "open",
    "the same, but an estimate: nobody of this age was scanned",
  ], ["rest", "all others"]];
  return element("ul", { class: "legend" }, ...marks.map(([mark, words]) => element("li", {}, swatch(mark), words)));
}

/** @param {Scan[]} found @param {number} age */
export function scanSays(found, age) {
  const sorted = [...found].sort((a, b) => b.percent - a.percent), most = sorted[0], least = sorted[sorted.length - 1];
  const estimates = found.filter((one) => one.kind === ESTIMATE).length;
  const kinds = found.every((one) => one.kind === "second-hand")
    ? " All numbers of this age were read second-hand; how many people were scanned is not known to us."
    : estimates
    ? ` ${estimates} of the ${found.length} numbers are estimates: nobody of this age was scanned. The others were read in another paper that quotes the review’s table.`
    : " The numbers were read in another paper that quotes the review’s table.";
  return `Of 100 people aged ${age} without back pain, from ${least.percent} (${
    lower(least.finding)
  }) to ${most.percent} (${
    lower(most.finding)
  }) have a finding on a scan.${kinds} So a finding alone does not tell that it hurts.`;
}

/** @param {string} text */
const lower = (text) => text[0].toLowerCase() + text.slice(1);

/** Whom the counter-evidence is about. @param {number} age */
export function limitSays(age) {
  return age > 50
    ? `These studies looked at adults up to 50. For people aged ${age}, our data hold no such comparison.`
    : "These studies looked at adults up to 50.";
}

/** The other side: findings that are more common with pain. @param {Against[]} rows @param {HTMLElement} limits @param {string} prefix */
function counter(rows, limits, prefix) {
  const measured = rows.filter((row) => row.odds !== null), told = rows.filter((row) => row.odds === null);
  const people = [...new Set(measured.map((row) => row.people))].join("; ");
  const sources = [...new Set(rows.map((row) => row.source))].join(" ");
  const head = ["Finding", "With and without pain", "Odds ratio (95\u2009% interval)"];
  const table = element(
    "table",
    { class: "odds" },
    element(
      "caption",
      {},
      "How much the odds of a finding differ between people with and without pain. 1 is no difference; to the right: more common with pain.",
    ),
    element("thead", {}, element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text)))),
    element("tbody", {}, ...measured.map(line)),
  );
  return element(
    "section",
    { class: "counter", "aria-labelledby": `${prefix}-counter` },
    element("h4", { id: `${prefix}-counter` }, "And the other side: some findings are more common with pain"),
    table,
    limits,
    element("p", {}, `Who was scanned: ${people}.`),
    ...told.map((row) => element("p", {}, `${row.finding} ${NO_ODDS} ${print(row.people)}.`)),
    element(
      "p",
      {},
      "Both are true: a finding can be common in people without pain, and still more common in people with pain. An odds ratio tells nobody whether their own finding hurts.",
    ),
    element("p", { class: "source" }, `Sources: ${sources}`),
  );
}

/** @param {Against} row */
function line(row) {
  const { odds, low, high } = /** @type {{odds: number, low: number, high: number}} */ (row);
  const text = `${odds} (${low} to ${high})`;
  return element(
    "tr",
    { "data-finding": row.finding },
    element("th", { scope: "row" }, row.finding),
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
