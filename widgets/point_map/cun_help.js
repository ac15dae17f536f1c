// What a cun is: the glossary's words, and bars on our drawings between the landmarks that the data name.
import { element, shape, withLanguage } from "../_shared/dom.js";
import { print } from "../_shared/print.js";
import { asNode } from "../_shared/tree.js";
import { cun } from "./cun.js";
import { body } from "./drawing.js";
import { viewOf } from "./places.js";

/** @typedef {import("./point_map.js").Point} Point */
/** @typedef {import("./cun.js").Bar} Bar */
/** @typedef {{id: string, term: string, zh: string, pinyin: string, text: string, source: string}} Term */

const IDEA =
  "A cun is no fixed length. A stretch of the body between two landmarks counts as so many cun, on a small body as on a large one. Below, each bar is one such stretch on our drawing, with a tick at each cun.";
const KINDS = {
  "read": "Given in our data.",
  "worked out": "Worked out from our data.",
  "our drawing": "Measured on our drawing only.",
};
const ROOM = 1.6, LEAST = 0.75; // how much is shown: of the bar, and at least of the view's shorter side

/** @param {Term[]} terms @param {Point[]} points */
export function cunPart(terms, points) {
  const told = terms.map((one) =>
    element(
      "p",
      {},
      element("b", {}, one.term),
      " (",
      element("i", { lang: "zh-Latn" }, one.pinyin),
      ", ",
      ...withLanguage(one.zh),
      `): ${one.text}. `,
      element("small", {}, one.source),
    )
  );
  const cards = element("div", { class: "bars" });
  const own = cun.bars.filter((bar, at) => cun.bars.findIndex(({ title }) => title === bar.title) === at);
  const fold = element(
    "details",
    { class: "fold", "data-field": "cun-help" },
    element("summary", {}, "What is a cun?"),
    element("p", {}, IDEA),
    ...told,
    cards,
    element("p", { class: "note" }, `No such stretch is in our data for: ${cun.notGiven.join(", ")}.`),
  );
  fold.addEventListener("toggle", () => { // drawn when it is first looked at
    if (!cards.firstChild) cards.append(...own.map((bar) => card(bar, terms, points)));
  });
  return fold;
}

/** @param {Bar} bar @param {Term[]} terms @param {Point[]} points */
function card(bar, terms, points) {
  const xs = [bar.from[0], bar.to[0]], ys = [bar.from[1], bar.to[1]];
  const long = Math.hypot(xs[1] - xs[0], ys[1] - ys[0]), view = viewOf(bar.view);
  const size = Math.max(long * ROOM, LEAST * Math.min(view.viewBox[2], view.viewBox[3]));
  const box = [(xs[0] + xs[1] - size) / 2, (ys[0] + ys[1] - size) / 2, size, size];
  const words = bar.read.map((one) => wordsOf(one, terms, points)).filter(Boolean);
  const count = `${bar.parts} cun`;
  return element(
    "figure",
    { "data-bar": bar.name },
    shape(
      "svg",
      { class: "points", viewBox: box.join(" "), role: "img", "aria-label": `${bar.title}: ${count}` },
      ...body(view).map(asNode),
      shape("path", { class: "ruler", d: bar.d }),
    ),
    element(
      "figcaption",
      {},
      element("b", {}, `${bar.title}: `, element("span", { "data-field": "cun", "data-value": bar.parts }, count), "."),
      ` ${bar.how} ${KINDS[bar.kind]} `,
      element("small", {}, ...withLanguage(words.map((one) => print(one)).join(" "))),
    ),
  );
}

/** The words of the data behind a bar. @param {import("./cun.js").Read} read @param {Term[]} terms @param {Point[]} points */
function wordsOf({ table, id, column }, terms, points) {
  const point = points.find((one) => one.code === id);
  const text = table === "glossary"
    ? terms.find((one) => one.id === id)?.text
    : column === "cun_reference"
    ? point?.cun
    : point?.where;
  return text ? `${table === "glossary" ? "Glossary" : id}: “${text}”.` : "";
}
