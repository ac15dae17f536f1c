// What the data tell of a cause, and before it the signs that need help.
import { element, withLanguage } from "../_shared/dom.js";
import { print } from "../_shared/print.js";

/** @typedef {import("./spine_atlas.js").Model} Model */
/** @typedef {import("./spine_atlas.js").Cause} Cause */
/** @typedef {{sign: string, do: string, level: string, source: string}} Flag */

const UNKNOWN = "Not known to this course: we found nothing that we could check.";

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

/** Signs that come first, grouped by how fast help is needed. @param {Record<string, Flag>} flags @param {string[]} ids @param {boolean} urgent @returns {Node[]} */
export function signsFirst(flags, ids, urgent) {
  const found = Object.keys(flags).filter((id) => ids.includes(id)).map((id) => ({ id, ...flags[id] }));
  if (!found.length) return [];
  const levels = [...new Set(found.map((one) => one.level))];
  const parts = levels.flatMap((level) => [
    element("p", { class: "level" }, level),
    element(
      "ul",
      {},
      ...found.filter((one) => one.level === level).map((one) =>
        element(
          "li",
          { "data-flag": one.id },
          `${one.sign}. `,
          element("strong", {}, one.do),
          " ",
          element("small", {}, one.source),
        )
      ),
    ),
  ]);
  const head = urgent ? "This cannot wait for a course. Look at these signs first" : "Look at these signs first";
  return [element("h4", {}, head), ...parts, element("p", {}, flagsLink())];
}

/** @param {string} term @param {string} field @param {...(Node | string)} inner */
const fact = (term, field, ...inner) => [element("dt", {}, term), element("dd", { "data-field": field }, ...inner)];

/** @param {string} term @param {string} field @param {string} text */
const textFact = (term, field, text) =>
  fact(term, field, ...(text ? withLanguage(sentence(text)) : [element("i", {}, UNKNOWN)]));

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
  return [
    element("h4", { "data-field": "cause", "data-value": cause.name }, cause.title),
    element(
      "dl",
      {},
      ...(cause.what ? textFact("What it is", "what", cause.what) : []),
      ...textFact("Where", "where", cause.where),
      ...textFact("Usual symptoms", "symptoms", cause.symptoms),
      ...textFact("How common", "share", cause.share),
      ...textFact("How it goes", "course", cause.course),
      ...textFact("First care, as far as checked", "care", cause.care),
      ...fact(
        "What the articles say",
        "articles",
        element("p", {}, named),
        ...(claims.length ? [element("ul", {}, ...claims)] : []),
      ),
      ...textFact("Told in Chinese medicine, as the data pair it", "tradition", cause.tradition),
    ),
    ...(cause.checked ? [element("p", { class: "checked", "data-field": "checked" }, cause.checked)] : []),
    sourcesOf(cause),
  ];
}

/** @param {Cause} cause */
function sourcesOf(cause) {
  if (!cause.sources.length) return element("p", { class: "source" }, "Source: none. This row could not be verified.");
  const list = cause.sources.map((one) => element("li", {}, ...withLanguage(one)));
  return element(
    "details",
    { class: "source" },
    element("summary", {}, `Sources (${cause.sources.length})`),
    element("ul", {}, ...list),
  );
}
