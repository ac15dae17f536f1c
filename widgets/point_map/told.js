// What the data tell of a point: names, cautions first, place in words, patterns, trials, sources.
import { element, withLanguage } from "../_shared/dom.js";
import { print } from "../_shared/print.js";
import { hasPlace, shortTitle, viewsOf } from "./places.js";

/** @typedef {import("./point_map.js").Point} Point */
/** @typedef {import("./point_map.js").Caution} Caution */
/** @typedef {{kinds: Record<string, string>, flags: Record<string, {sign: string, do: string}>, precautions: Record<string, {item: string, advice: string}>, sources: Record<string, string>, trials: {groups: number, naming: number, labels: Record<string, string>, source: string}}} Facts */

const UNKNOWN = "Not in our data.";
const BARE =
  "We read only the code of this point, so we know of no caution for it. That is no all-clear: a bare point may lie over the lung or stand on a list to avoid in pregnancy.";
const NO_CAUTION =
  "Our sources name no special caution for this place. That does not make it a place to needle yourself.";
const EXPLORER = "chapters/evidence/study-explorer.html", PATTERNS = "chapters/patterns/patterns-of-back-pain.html";
/** The questions of the explorer that come nearest, by their place in `sample`. */
const QUESTIONS = [["chronic low back pain", "6-13-weeks"], ["neck pain", "1-5-weeks"]];

/** A link to a page of this book; only its words where there is no book around. @param {string} page @param {string} text */
export function bookLink(page, text) {
  const own = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.pbp-emergency"));
  if (own) return element("a", { href: new URL(`../${page}`, own.href).href }, ...withLanguage(text));
  if (document.querySelector(".pbp-widget")) return element("a", { href: `../../${page}` }, ...withLanguage(text));
  return element("span", {}, ...withLanguage(text));
}

/** @param {Point} point */
export const fullName = (point) => [point.code, point.pinyin, point.zh].filter(Boolean).join(" ");

/** The cautions in a word or two each: "Care: lung, pregnancy."; "" for none. @param {Point} point */
export const careSays = ({ cautions }) =>
  cautions.length
    ? `Care: ${cautions.map(({ kind }) => kind === "other" ? "what lies beneath" : kind).join(", ")}.`
    : "";

/** @param {Point} point @param {Facts} facts */
export const cautionWords = (point, facts) =>
  point.cautions.map(({ kind }) => facts.kinds[kind].toLowerCase()).join(", ");

/** @param {string} term @param {string} field @param {...(Node | string)} inner */
const fact = (term, field, ...inner) => [element("dt", {}, term), element("dd", { "data-field": field }, ...inner)];

/** @param {string} text */
const sentence = (text) => {
  const said = print(text);
  return withLanguage(/[.!?]$/.test(said) ? said : `${said}.`);
};

/** All that is told of a point. @param {Point} point @param {Facts} facts @param {(view: string) => void} see @returns {Node[]} */
export function told(point, facts, see) {
  return [
    element(
      "h4",
      { "data-field": "point", "data-value": point.code },
      point.code,
      ...(point.pinyin ? [" ", element("i", { lang: "zh-Latn" }, point.pinyin)] : []),
      ...(point.zh ? [" ", ...withLanguage(point.zh)] : []),
    ),
    element("p", { class: "name" }, point.name || "The name of this point is not in our data."),
    care(point, facts),
    element(
      "dl",
      {},
      ...fact("Place in words", "where", ...(point.where ? sentence(point.where) : [UNKNOWN])),
      ...fact("Measured", "cun", ...(point.cun ? sentence(measured(point.cun)) : [UNKNOWN])),
      ...fact("On the picture", "drawn", ...pictured(point, see)),
      ...fact("Channel, in tradition", "channel", point.channel || UNKNOWN),
      ...fact("Patterns that name it, in tradition", "patterns", ...patternsOf(point)),
      ...fact("Trials that used it", "trials", ...trialsOf(point, facts)),
      ...fact(
        "In the popular articles",
        "articles",
        ...(point.articles ? sentence(point.articles) : ["None of the five names it."]),
      ),
    ),
    ...(point.checked ? [element("p", { class: "checked", "data-field": "checked" }, point.checked)] : []),
    sourcesOf(point, facts),
  ];
}

/** @param {string} cun */
const measured = (cun) => cun.startsWith("none") ? cun.replace(/^none/, "Not in cun") : cun;

/** The cautions, set apart from all else. @param {Point} point @param {Facts} facts */
function care(point, facts) {
  if (!point.cautions.length) {
    return element(
      "p",
      { class: "no-care", "data-field": "care", "data-value": "0" },
      point.name ? NO_CAUTION : BARE,
    );
  }
  const lines = point.cautions.map((one) =>
    element(
      "li",
      { "data-caution": one.kind },
      element("strong", {}, `${facts.kinds[one.kind]}. `),
      `${print(one.text)} `,
      ...(one.basis ? [element("small", {}, one.basis)] : []),
    )
  );
  const advice = unique(point.cautions.map(({ precaution }) => precaution)).map((id) =>
    element(
      "li",
      { "data-precaution": id },
      element("b", {}, `${facts.precautions[id].item}: `),
      facts.precautions[id].advice,
    )
  );
  const flags = unique(point.cautions.map(({ flag }) => flag)).map((id) =>
    element("li", { "data-flag": id }, `${facts.flags[id].sign}. `, element("strong", {}, facts.flags[id].do))
  );
  return element(
    "div",
    { class: "care", role: "note", "data-field": "care", "data-value": point.cautions.length },
    element("p", { class: "head" }, "Why this place needs a trained person"),
    element("ul", {}, ...lines),
    ...(advice.length ? [element("p", {}, "Settle first:"), element("ul", {}, ...advice)] : []),
    ...(flags.length ? [element("p", {}, "After needling, get help for:"), element("ul", {}, ...flags)] : []),
    element("p", {}, bookLink("book/red-flags.html", "All red flags")),
  );
}

/** @param {string[]} ids */
const unique = (ids) => [...new Set(ids.filter(Boolean))];

/** @param {Point} point @param {(view: string) => void} see @returns {(Node | string)[]} */
function pictured(point, see) {
  const views = viewsOf(point);
  if (!views.length) return ["Not drawn: our data do not say where it lies."];
  const guessed = unique(point.places.map(({ estimate, example }) => example ? "" : estimate ?? ""));
  const buttons = views.map((view) => {
    const name = view.name,
      button = element("button", { type: "button", class: "see", "data-view": name }, shortTitle(view));
    button.addEventListener("click", () => see(name));
    return button;
  });
  const how = hasPlace(point) ? "Approximate." : "An example only: this point has no fixed place.";
  return [
    `${how}${guessed.length ? ` What its words leave open, we estimated: ${guessed.join("; ")}.` : ""} See it on: `,
    ...buttons,
  ];
}

/** @param {Point} point @returns {(Node | string)[]} */
function patternsOf(point) {
  if (!point.patterns.length) return ["No pattern of this course names it."];
  return [element(
    "ul",
    {},
    ...point.patterns.map((one) =>
      element(
        "li",
        { "data-pattern": one.id },
        bookLink(`${PATTERNS}#${one.anchor}`, `${one.name} (${one.pinyin}, ${one.zh})`),
        one.remark ? `: ${print(one.remark)}` : "",
      )
    ),
  )];
}

/** @param {Point} point @param {Facts} facts @returns {Node[]} */
function trialsOf({ sample, also, trials }, facts) {
  const { groups, naming, labels, source } = facts.trials;
  const counted = sample.length
    ? `In one sample of trials that list their points, ${sample[0]} of ${
      sample[1]
    } of low back or pelvic pain used it, ${sample[2]} of ${sample[3]} of neck pain, and ${sample[4]} of ${
      sample[5]
    } of pain in all. Being used is not the same as working. (${source})`
    : "No count of trials is in our data.";
  const own = trials.length
    ? `In this course’s own trials, these name it: ${trials.map((id) => labels[id]).join(", ")}.`
    : naming
    ? `None of this course’s own trials names it; ${naming} name any point.`
    : `Of the ${groups} needled groups in this course’s own trials, what we read names the points of none. So the explorer cannot show which of them used it; it shows what trials of such pain found.`;
  const links = QUESTIONS.filter((_, index) => !sample.length || sample[2 * index] || !(sample[0] + sample[2]))
    .map(([condition, time]) =>
      element("li", {}, bookLink(`${EXPLORER}#${fragment(condition, time)}`, `Explore the trials of ${condition}`))
    );
  return [
    element("p", {}, print(counted)),
    ...(also ? [element("p", {}, ...sentence(also))] : []),
    element("p", {}, own),
    element("ul", {}, ...links),
  ];
}

/** What the explorer's page reads from a link. @param {string} condition @param {string} time */
export const fragment = (condition, time) =>
  `explorer?${new URLSearchParams({
    condition,
    comparator: "sham",
    outcome: "pain",
    window: time,
    needles: "any needles",
    measure: "points",
    tab: "forest",
  })}`;

/** @param {Point} point @param {Facts} facts */
function sourcesOf(point, facts) {
  const keys = unique([...point.sources, ...point.cautions.flatMap(({ sources }) => sources)]);
  if (!keys.length) {
    return element("p", { class: "source" }, "Source: none of its own; it stands in the rows of the patterns.");
  }
  return element(
    "details",
    { class: "source" },
    element("summary", {}, `Sources (${keys.length})`),
    element("ul", {}, ...keys.map((key) => element("li", {}, ...withLanguage(facts.sources[key])))),
  );
}
