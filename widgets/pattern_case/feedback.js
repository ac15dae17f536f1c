// What comes after a commitment: danger first, then score, signs one by one, the reference, and a Western reading.
import { element, withLanguage } from "../_shared/dom.js";
import { comparison } from "./compare.js";
import { score } from "./scoring.js";
import { judged, pointSets } from "./work.js";

/** @typedef {import("./work.js").Desk} Desk */
/** @typedef {import("./work.js").Facts} Facts */
/** @typedef {import("./work.js").Case} Case */

const PARTS = {
  safety: "Warning signs first",
  signs: "Signs marked as the tables list them",
  pattern: "Pattern",
  principle: "Aim of treatment",
  points: "Points",
  total: "All together",
};

/** @param {Desk} desk @returns {HTMLElement[]} */
export function feedback(desk) {
  const one = desk.current(), work = desk.work(), choice = work.choice;
  if (!choice) return [];
  const parts = score(judged(one), desk.rules, pointSets(desk.facts, one), work);
  const danger = one.danger.flags.length > 0;
  return [
    ...(danger ? [dangerFirst(desk, choice.doctor)] : asked(desk)),
    scores(parts, danger),
    comparison(desk),
    ...(danger ? [] : [reference(desk)]),
    western(desk.facts, one),
  ];
}

/** What this person does now, alone and first. @param {Case} one */
export const order = (one) => element("p", { class: "do" }, element("strong", {}, one.danger.do));

/** The red flags of a case, each as the table has it. @param {Facts} facts @param {string[]} flags */
export const flagList = (facts, flags) => [
  element("p", {}, "What the list says of each sign, on its own:"),
  element(
    "ul",
    { class: "flags" },
    ...flags.map((id) =>
      element(
        "li",
        { "data-flag": id },
        `${facts.flags[id].sign}. `,
        `${facts.flags[id].do} `,
        element("small", {}, facts.flags[id].source),
      )
    ),
  ),
];

/** @param {Desk} desk @param {boolean} sent */
function dangerFirst(desk, sent) {
  const one = desk.current();
  const verdict = sent
    ? "Right: a doctor first. There is no other right answer here."
    : "No: this person needed a doctor first. Whatever pattern the signs fit, there is no other right answer here.";
  return element(
    "div",
    { class: "danger", "data-field": "verdict", "data-value": sent ? "right" : "wrong" },
    element("h5", {}, desk.facts.urgency[one.danger.when]),
    order(one),
    element("p", { class: "verdict" }, verdict),
    ...flagList(desk.facts, one.danger.flags),
    element("p", {}, one.answer.why),
    element("p", {}, "So no aim and no points are given for this story."),
  );
}

/** Whether warning signs were asked for, where none was there. @param {Desk} desk */
function asked(desk) {
  const { path, choice } = desk.work();
  const lines = [];
  if (!path.includes("danger") && !choice?.doctor) {
    lines.push(
      "You did not ask about warning signs. This time no line of the list fitted. Ask every time: other people here, " +
        "with signs that look much the same, need a doctor at once.",
    );
  }
  if (choice?.doctor) {
    lines.push(
      "You sent this person to a doctor. That is never wrong. In this made-up story no line of the list of red flags " +
        "fits, so the reference goes on to a pattern. No total: you left the pattern open. Try this case again for the " +
        "pattern.",
    );
  }
  return lines.map((line) => element("p", { class: "care" }, line));
}

/** @param {Record<string, number>} parts @param {boolean} danger */
function scores(parts, danger) {
  const rows = Object.entries(parts).filter(([part]) => !danger || part === "safety");
  return element(
    "dl",
    { class: "scores" },
    ...rows.map(([part, value]) =>
      element(
        "div",
        { class: part },
        element("dt", {}, PARTS[/** @type {keyof PARTS} */ (part)]),
        element(
          "dd",
          { "data-field": `score-${part}`, "data-value": value.toFixed(4) },
          `${Math.round(value * 100)} of 100`,
        ),
      )
    ),
  );
}

/** The reference answer of a case with patterns. @param {Desk} desk */
function reference(desk) {
  const one = desk.current(), choice = desk.work().choice;
  const named = one.answer.patterns.map((id) => desk.facts.patterns.find((pattern) => pattern.id === id));
  const own = choice?.patterns.map((id) => desk.facts.patterns.find((pattern) => pattern.id === id)?.name) ?? [];
  const aim = desk.facts.patterns.find(({ id }) => id === choice?.principle)?.principle;
  const told = named.flatMap((pattern) =>
    pattern ? patternTold(desk.facts, pattern, one.area, choice?.points ?? []) : []
  );
  return element(
    "section",
    { class: "reference" },
    element("h5", {}, "The reference answer, as tradition tells it"),
    element("p", {}, `Yours: ${own.join(" with ") || "no pattern"}${aim ? `; aim: ${aim}` : ""}.`),
    element("p", { "data-field": "reference", "data-value": one.answer.patterns.join(" ") }, one.answer.why),
    ...told,
    ...strays(desk.facts, one, choice?.points ?? []),
    element("p", { class: "care" }, NEVER),
  );
}

const NEVER = "Names only. Some of these points lie over lung, spinal cord or vessels, and some lists avoid a few in " +
  "pregnancy. Nobody should needle themselves, and nothing here says how.";

/** @param {Facts} facts @param {import("./work.js").Pattern} pattern @param {string} area @param {string[]} chosen */
function patternTold(facts, pattern, area, chosen) {
  const points = pattern.points[area].map((code) => {
    const role = pattern.roles[code] ? ` (${pattern.roles[code]})` : "";
    const text = ` ${facts.points[code]}${role}`.trimEnd();
    const mine = chosen.includes(code) ? [element("em", {}, " ✓ yours")] : [];
    return element("li", {}, element("b", {}, code), ...withLanguage(text), ...mine);
  });
  return [
    element(
      "p",
      { class: "pattern" },
      element("strong", {}, pattern.name),
      ...withLanguage(` (${pattern.pinyin}, ${pattern.zh})`),
    ),
    element("p", {}, `Aim: ${pattern.principle}.`),
    element("p", {}, `Points that our sources name for it${hasAreas(pattern) ? `, ${area}` : ""}:`),
    element("ul", { class: "codes" }, ...points),
    element("p", { class: "source" }, `Source: ${pattern.source}`),
  ];
}

/** Whether a pattern has other points for the neck than for the low back. @param {import("./work.js").Pattern} pattern */
const hasAreas = ({ points }) => new Set(Object.values(points).map(String)).size > 1;

/** The pattern, with the areas where it names a point, if not in all. @param {import("./work.js").Pattern} pattern @param {string} code */
function namedBy({ name, points }, code) {
  const areas = Object.keys(points).filter((area) => points[area].includes(code));
  return areas.length === Object.keys(points).length ? [name] : areas.map((area) => `${name} (${area})`);
}

/** Points that were chosen and that the reference does not name. @param {Facts} facts @param {Case} one @param {string[]} chosen */
function strays(facts, one, chosen) {
  const sets = pointSets(facts, one), right = one.answer.patterns.flatMap((id) => sets[id]);
  const others = chosen.filter((code) => !right.includes(code));
  if (!others.length) return [];
  const lines = others.map((code) => {
    const named = facts.patterns.flatMap((pattern) => namedBy(pattern, code));
    return element("li", {}, element("b", {}, code), ` is named for ${named.join(", ")}.`);
  });
  return [element("p", {}, "Your other points:"), element("ul", {}, ...lines)];
}

/** @param {Facts} facts @param {Case} one */
function western(facts, one) {
  const danger = one.danger.flags.length > 0;
  const told = one.western.causes.map((id) => {
    const cause = facts.causes[id];
    return element(
      "li",
      { "data-cause": id },
      element("strong", {}, `${cause.name}. `),
      danger ? "" : `${cause.words}. `,
      `Typical: ${cause.typical}. `,
      danger ? "" : `First care, as our table has it: ${cause.care}. `,
      element("small", {}, cause.source),
    );
  });
  return element(
    "section",
    { class: "western" },
    element("h5", {}, "The same story, read the Western way"),
    ...(danger ? [element("p", {}, "First: what the red flags say, above.")] : []),
    element("p", {}, one.western.says),
    element("ul", {}, ...told),
    element("p", { class: "source" }, "From our tables of causes and of red flags. A label is no examination."),
  );
}
