// What stands beside the picture: the numbers, the known trials that are not in them, and what reviews conclude.
import { element, withLanguage } from "../_shared/dom.js";
import { capital, count, ENOUGH, grouped, number } from "../_shared/words.js";
import { drawer } from "./drawer.js";
import { nameOf, noReview, peopleIn, reviewsOf, UNIT } from "./sentence.js";

/** @typedef {import("./filter.js").Data} Data */
/** @typedef {import("./filter.js").Selection} Selection */
/** @typedef {import("./state.js").State} State */

/** A number as a reader sees it, with its full value for whoever reads by machine. @param {string} name @param {number} value @param {string} text */
function field(name, value, text) {
  return element("span", { "data-field": name, "data-value": Number.isFinite(value) ? String(value) : "" }, text);
}

/** The results, one under the other. @param {State} state @param {Selection} found */
export function numbers(state, found) {
  const { result } = found;
  const k = result?.k ?? 0, enough = k >= ENOUGH && !Number.isNaN(result?.pi_low);
  const said = (/** @type {number} */ value) => number(value, { measure: found.kind }, UNIT);
  /** @type {[string, (Node | string)[]][]} */
  const facts = [
    ["Trials", [field("k", k, String(k))]],
    ["People", [
      field("n", found.people, found.people || !found.unseen ? grouped(found.people) : "not seen"),
      found.people && found.unseen ? ` (not seen for ${found.unseen})` : "",
    ]],
  ];
  if (result) {
    facts.push([k === 1 ? "This one trial" : k < ENOUGH ? "Together, too few to trust" : "Together", [
      field("estimate", result.estimate, said(result.estimate)),
      " (",
      field("ci_low", result.ci_low, said(result.ci_low)),
      " to ",
      field("ci_high", result.ci_high, said(result.ci_high)),
      ")",
    ]]);
    facts.push([
      "Prediction interval",
      enough
        ? [
          field("pi_low", result.pi_low, said(result.pi_low)),
          " to ",
          field("pi_high", result.pi_high, said(result.pi_high)),
        ]
        : [
          field("pi_low", NaN, ""),
          field("pi_high", NaN, state.model === "EE" ? "none with a common effect" : `from ${ENOUGH} trials on`),
        ],
    ]);
  }
  facts.push(["Certainty", ["not graded"]]);
  return result && k > 1
    ? [listOf(facts), element("details", {}, element("summary", {}, "Statistics"), listOf(spread(result)))]
    : [listOf(facts)];
}

/** @param {[string, (Node | string)[]][]} facts */
function listOf(facts) {
  const list = element("dl", { class: "numbers" });
  for (const [term, parts] of facts) {
    list.append(element("div", {}, element("dt", {}, term), element("dd", {}, ...parts)));
  }
  return list;
}

/** @param {import("./filter.js").Pooled} result @returns {[string, (Node | string)[]][]} */
function spread(result) {
  return [
    ["tau²", [field("tau2", result.tau2, short(result.tau2))]],
    ["I²", [field("i2", result.i2, `${Math.round(result.i2)}\u2009%`)]],
    ["Q", [field("q", result.q, `${short(result.q)} on ${result.k - 1} df`)]],
  ];
}

/** @param {number} value */
const short = (value) => value === 0 ? "0" : value >= 100 ? grouped(value) : String(Number(value.toPrecision(2)));

const AT_ONCE = 5; // known trials that stand open; the others are folded

/** The known trials that are not in the result, each with the reason and its drawer. @param {Data} data @param {Selection} found */
export function missingList(data, found) {
  const { missing } = found;
  const people = peopleIn(missing), unknown = missing.filter(({ study }) => study.n === null).length;
  if (!missing.length) {
    return [
      element("p", { "data-field": "missing", "data-value": 0 }, "No known trial on this comparison is missing."),
    ];
  }
  const largest = missing.find(({ study }) => study.n);
  const head = element(
    "p",
    {},
    element(
      "b",
      { "data-field": "missing", "data-value": missing.length },
      capital(count(missing.length, "known trial")),
    ),
    " with ",
    element("span", { "data-field": "missing_people", "data-value": people }, `${grouped(people)} people`),
    `${unknown ? ` (not seen for ${unknown})` : ""} ${missing.length === 1 ? "is" : "are"} not in it`,
    largest ? `. The largest is ${largest.study.label}.` : ".",
  );
  const items = missing.slice(0, 200).map(({ id, study, why }) => {
    const box = element("details", {});
    const size = study.n === null ? "people not seen" : `${grouped(study.n)} people`;
    const name = element(
      "summary",
      {},
      element("b", {}, ...withLanguage(study.label)),
      ` · ${size} · `,
      ...withLanguage(why),
    );
    box.append(name);
    box.addEventListener("toggle", () => {
      if (box.open && box.childElementCount === 1) box.append(drawer(data, id));
    });
    return element("li", { "data-missing": id }, box);
  });
  const list = (/** @type {Node[]} */ some) => element("ul", { class: "missing" }, ...some);
  const first = items.splice(0, AT_ONCE);
  if (!items.length) return [head, list(first)];
  const rest = missing.length > 200 ? [element("p", {}, `and ${grouped(missing.length - 200)} more`)] : [];
  const more = element("summary", {}, `and ${grouped(missing.length - AT_ONCE)} more`);
  return [head, list(first), element("details", { class: "further" }, more, list(items), ...rest)];
}

const MATCHES = /** @type {Record<string, string>} */ ({
  wider: "a wider question than this",
  mixed: "mixes sham with other care, so it does not answer this question alone",
});

/** What the latest reviews and the largest graded one conclude. @param {Data} data @param {State} state */
export function reviewList(data, state) {
  const found = reviewsOf(data, state);
  if (!found.length) {
    return [
      element("p", {}, noReview(data)),
    ];
  }
  return found.map((review) => {
    const size = [review.trials && count(review.trials, "trial"), review.people && `${grouped(review.people)} people`]
      .filter(Boolean).join(", ") + (review.whole ? " in the whole review" : "");
    const facts = [
      review.measured,
      review.printed,
      size,
      `certainty: ${review.certainty}`,
      MATCHES[review.match],
    ];
    return element(
      "div",
      { class: "review", "data-review": review.id },
      element("p", {}, element("b", {}, `${review.year}: `), ...withLanguage(review.says)),
      element("p", { class: "key" }, ...withLanguage(facts.filter(Boolean).join(" · "))),
      element("details", {}, element("summary", {}, nameOf(review)), element("p", {}, ...withLanguage(review.source))),
    );
  });
}

/** The trials as a plain table. @param {Selection} found @param {(trial: import("./filter.js").Trial) => string} text */
export function plainTable(found, text) {
  const columns = [
    "Trial",
    "Acupuncture",
    "Compared",
    "Measured with",
    "Needling",
    "Estimate (95 % interval)",
    "Weight",
  ];
  const people = (/** @type {number | null} */ n) => n === null ? "not seen" : grouped(n);
  const lines = found.trials.slice(0, 500).map((trial) => {
    const { row } = trial;
    const cells = [
      people(row.n_acu),
      people(row.n_ctl),
      row.instrument ?? "",
      row.needles ?? "",
      text(trial),
      trial.included ? `${trial.weight.toFixed(1)} %` : "left out",
    ];
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, ...withLanguage(row.label)),
      ...cells.map((value, place) => element("td", { "data-label": columns[place + 1] }, ...withLanguage(value))),
    );
  });
  const head = element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name))));
  const caption = element(
    "caption",
    {},
    `The trials, with full numbers in the CSV below${found.trials.length > 500 ? " (the first 500)" : ""}`,
  );
  return element(
    "div",
    { class: "wide", tabindex: 0, role: "region", "aria-label": "Table of trials" },
    element("table", { class: "pbp-table" }, caption, head, element("tbody", {}, ...lines)),
  );
}
