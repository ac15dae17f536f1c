// One bar for each pattern: its signs as met, contradicted, missing or not asked, by shape and in words.
import { element } from "../_shared/dom.js";
import { bars, counted, STATES } from "./rules.js";

/** @typedef {import("./rules.js").Bar} Bar */

const SHAPES = { met: "■", contradicted: "✕", missing: "□", "not asked": "·" };
const KEY = "■ met  ✕ contradicted  □ missing  · not asked or not marked";

/** The bars of the open case. @param {import("./work.js").Desk} desk @param {string} prefix */
export function barsView(desk, prefix) {
  const list = element("ol", { class: "bars" });
  const lead = element("p", { class: "standing", role: "status", "data-field": "leading" });
  const node = element(
    "section",
    { class: "sides", "aria-labelledby": `${prefix}-bars` },
    element("h4", { id: `${prefix}-bars` }, "How the patterns stand"),
    lead,
    list,
    element("p", { class: "key" }, KEY),
    rulesFold(desk),
  );
  const update = () => {
    const { path, marks } = desk.work();
    const { found, asked } = counted(desk.current().findings, path, marks);
    const counts = bars(desk.rules, desk.facts.signs, found, asked);
    const rows = desk.facts.patterns.filter(({ id }) => counts[id]).map(({ id, name }) => ({
      id,
      name,
      bar: counts[id],
    }));
    list.replaceChildren(...rows.map(barOf));
    lead.textContent = leading(rows);
    lead.dataset.value = rows.filter(({ bar }) => bar.met).sort(better)[0]?.id ?? "";
  };
  return { node, update };
}

const total = (/** @type {Bar} */ bar) => STATES.reduce((sum, state) => sum + bar[state], 0);
const share = (/** @type {Bar} */ bar) => (bar.met - bar.contradicted) / total(bar);
/** @param {{bar: Bar}} one @param {{bar: Bar}} other */
const better = (one, other) => share(other.bar) - share(one.bar);

/** @param {{id: string, name: string, bar: Bar}} row */
function barOf({ id, name, bar }) {
  const pips = STATES.flatMap((state) =>
    Array.from({ length: bar[state] }, () => element("span", { class: state.replace(" ", "-") }, SHAPES[state]))
  );
  const others = STATES.slice(1).filter((state) => bar[state]).map((state) => `${bar[state]} ${state}`);
  return element(
    "li",
    { "data-field": `bar-${id}`, "data-value": STATES.map((state) => bar[state]).join("/") },
    element("span", { class: "name" }, name),
    element("span", { class: "pips", "aria-hidden": "true" }, ...pips),
    element("span", { class: "words" }, [`${bar.met} of ${total(bar)} met`, ...others].join(", ")),
  );
}

/** Who is ahead, in words. @param {{name: string, bar: Bar}[]} rows */
function leading(rows) {
  const ahead = rows.filter(({ bar }) => bar.met).sort(better).slice(0, 2);
  if (!ahead.length) return "Nothing counts yet. Ask, then mark what each finding speaks for: then it counts here.";
  const words = ahead.map(({ name, bar }) => `${name} (${bar.met} of ${total(bar)} signs met)`);
  return `Ahead by its share of signs: ${words.join(", then ")}.`;
}

/** The rules in force, to read. @param {import("./work.js").Desk} desk */
function rulesFold(desk) {
  const fold = element("details", { class: "rules" }, element("summary", {}, "The rules that count, as data"));
  fold.addEventListener("toggle", () => {
    const names = new Map(desk.facts.patterns.map(({ id, name }) => [id, name]));
    const lines = desk.rules.map((rule) =>
      element(
        "li",
        {},
        element("strong", {}, names.get(rule.pattern) ?? rule.pattern),
        ` “${rule.words}”: met by ${rule.met_by.map((sign) => desk.facts.signs[sign].sign).join("; or ")}.`,
      )
    );
    fold.replaceChildren(fold.firstChild ?? "", element("p", {}, RULES), scrolling(lines));
  }, { once: true });
  return fold;
}

/** A long list in a box of its own, which the keyboard can scroll. @param {HTMLElement[]} lines */
const scrolling = (lines) =>
  element("div", { class: "all", tabindex: 0, role: "region", "aria-label": "All rules" }, element("ul", {}, ...lines));

const RULES =
  "Each sign of a pattern counts one. It is met when a finding says the same, contradicted when a finding " +
  "says the opposite, missing when it was asked for and not there. Taking the texts apart, and what is opposite to " +
  "what, is our reading. In a notebook you can change the rules and see what moves.";
