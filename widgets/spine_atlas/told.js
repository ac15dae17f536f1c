// What the data tell of a cause, and before it the signs that need help.
import { element, withLanguage } from "../_shared/dom.js";
import { print } from "../_shared/print.js";

/** @typedef {import("./spine_atlas.js").Model} Model */
/** @typedef {import("./spine_atlas.js").Cause} Cause */
/** @typedef {{sign: string, do: string, level: string, source: string, now: boolean}} Flag */

/** What readers may miss, by the field that has it. @type {[string, "share" | "course" | "care"][]} */
const ASKED = [["how common", "share"], ["how it goes", "course"], ["first care", "care"]];

/** The page of red flags: as the page's own link leads there; in a notebook there is no such page. */
export function flagsLink() {
  const own = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.pbp-emergency"));
  const text = "Is it an emergency? All red flags";
  if (own) return element("a", { href: own.href, class: "emergency" }, text);
  if (!document.querySelector(".pbp-widget")) {
    return element("b", {}, "See the page “Is it an emergency?” of this book.");
  }
  return element("a", { href: "../../book/red-flags.html", class: "emergency" }, text);
}

/** Signs that come first, grouped by how fast help is needed. Emergencies always show; on a phone the others wait behind them. @param {Record<string, Flag>} flags @param {string[]} ids @param {boolean} urgent @param {boolean} narrow @returns {Node[]} */
export function signsFirst(flags, ids, urgent, narrow) {
  const found = Object.keys(flags).filter((id) => ids.includes(id)).map((id) => ({ id, ...flags[id] }));
  if (!found.length) return [];
  const now = found.filter((one) => one.now), later = found.filter((one) => !one.now);
  const rest = now.length && later.length
    ? [
      fold(moreSay(later.length), !narrow, levelsOf(later)),
    ]
    : levelsOf(later);
  const sources = found.map((one) => element("li", {}, `${one.sign}: ${one.source}`));
  const head = urgent ? "This cannot wait for a course. Look at these signs first" : "Look at these signs first";
  return [
    element("h4", {}, head),
    ...levelsOf(now),
    ...rest,
    fold("Where these signs are from", false, [element("ul", {}, ...sources)]),
  ];
}

/** @param {number} count */
const moreSay = (count) => `${count} more ${count === 1 ? "sign" : "signs"}: act today or in the next days`;

/** @typedef {Flag & {id: string}} Sign */

/** @param {Sign[]} signs @returns {Node[]} */
function levelsOf(signs) {
  return [...new Set(signs.map((one) => one.level))].flatMap((level) => [
    element("p", { class: "level" }, level),
    element("ul", {}, ...signs.filter((one) => one.level === level).map(line)),
  ]);
}

/** @param {Sign} sign */
const line = (sign) => element("li", { "data-flag": sign.id }, `${sign.sign}. `, element("strong", {}, sign.do));

/** @param {string} title @param {boolean} open @param {Node[]} inner @param {string} [name] */
export const fold = (title, open, inner, name = "fold") =>
  element("details", { class: name, open }, element("summary", {}, title), ...inner);

/** @param {string} term @param {string} field @param {...(Node | string)} inner */
const fact = (term, field, ...inner) => [element("dt", {}, term), element("dd", { "data-field": field }, ...inner)];

/** What is not known makes no line. @param {string} term @param {string} field @param {string} text */
const textFact = (term, field, text) => text ? fact(term, field, ...withLanguage(sentence(text))) : [];

/** @param {string} text */
const sentence = (text) => {
  const said = print(text[0].toUpperCase() + text.slice(1));
  return /[.!?]$/.test(said) ? said : `${said}.`;
};

/** All that is told of a cause. @param {Cause} cause @returns {Node[]} */
export function told(cause) {
  const claims = cause.claims.map((one) =>
    element(
      "li",
      { "data-claim": one.id },
      `${one.id}: ${print(one.claim)}. `,
      element("strong", {}, `${one.verdict[0].toUpperCase()}${one.verdict.slice(1)}.`),
      ` ${print(one.why)}`,
    )
  );
  const named = cause.in_articles ? `Named by ${print(cause.in_articles)}.` : "None of the five articles names it.";
  const unknown = ASKED.filter(([, field]) => !cause[field] && !cause.urgent).map(([words]) => words).join(", ");
  const articles = fact(
    "What the articles say",
    "articles",
    element("p", {}, named),
    ...(claims.length ? [element("ul", {}, ...claims)] : []),
  );
  const behind = [...articles, ...textFact("Told in Chinese medicine", "tradition", cause.tradition)];
  return [
    element(
      "dl",
      {},
      ...textFact("Where", "where", cause.where),
      ...textFact("Usual symptoms", "symptoms", cause.symptoms),
      ...textFact("How common", "share", cause.share),
      ...textFact("Link with pain", "link", cause.link),
      ...textFact("How it goes", "course", cause.course),
      ...textFact("First care", "care", cause.care),
      ...textFact("Not known here", "unknown", unknown),
    ),
    ...(cause.checked ? [element("p", { class: "checked", "data-field": "checked" }, cause.checked)] : []),
    fold(
      "The articles, Chinese medicine, sources",
      false,
      [element("dl", {}, ...behind), ...sourcesOf(cause)],
      "source",
    ),
  ];
}

/** @param {Cause} cause */
function sourcesOf(cause) {
  if (!cause.sources.length) return [element("p", {}, "Source: none. This could not be checked.")];
  const list = cause.sources.map((one) => element("li", {}, ...withLanguage(one)));
  return [element("p", {}, "Sources"), element("ul", {}, ...list)];
}
