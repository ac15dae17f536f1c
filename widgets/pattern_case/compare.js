// Sign by sign: what each finding was marked for, and which patterns list it, in the words of their tables.
import { element } from "../_shared/dom.js";
import { answerTo } from "./asking.js";
import { stateOf } from "./rules.js";

/** @typedef {import("./work.js").Desk} Desk */
/** @typedef {import("./rules.js").Finding} Finding */

/** @param {Desk} desk */
export function comparison(desk) {
  const one = desk.current(), work = desk.work();
  const asked = one.findings.filter(({ topic }) => work.path.includes(topic));
  const left = one.findings.filter(({ topic }) => !work.path.includes(topic));
  const unasked = left.length
    ? [
      element("p", {}, "You did not ask for these:"),
      element(
        "ul",
        { class: "left" },
        ...left.map((found) => element("li", {}, said(desk, found), ...flagOf(desk, found))),
      ),
    ]
    : [];
  return element(
    "section",
    { class: "compare" },
    element("h5", {}, "Sign by sign"),
    element("ol", {}, ...asked.map((found) => line(desk, found))),
    ...unasked,
    ...one.answer.patterns.map((id) => balance(desk, id)),
  );
}

/** @param {Desk} desk @param {Finding} found */
const said = (desk, found) =>
  `${desk.facts.topics.find(({ id }) => id === found.topic)?.ask}: “${answerTo(desk, found.topic).says}”`;

/** A finding that is a red flag says so. @param {Desk} desk @param {Finding} found */
const flagOf = (desk, found) =>
  (found.flags ?? []).map((id) =>
    element("p", { class: "flag" }, element("strong", {}, "A warning sign. "), `${desk.facts.flags[id].sign}.`)
  );

/** @param {Desk} desk @param {Finding} found */
function line(desk, found) {
  const marked = desk.work().marks[found.topic];
  const listed = desk.facts.patterns.map(({ id, name }) => ({
    id,
    name,
    words: desk.rules.filter((rule) => rule.pattern === id && rule.met_by.some((sign) => found.signs.includes(sign)))
      .map((rule) => `“${rule.words}”`),
  })).filter(({ words }) => words.length);
  const by = listed.map(({ name, words }) => `${name}: ${words.join(", ")}`).join("; ");
  const verdict = judge(marked, listed.map(({ id }) => id));
  return element(
    "li",
    { "data-field": `sign-${found.topic}`, "data-value": verdict.value },
    element("p", { class: "said" }, said(desk, found)),
    ...flagOf(desk, found),
    element("p", {}, found.signs.length ? `Listed by ${by || "no pattern"}.` : "No pattern lists this."),
    ...(found.signs.length && !desk.current().danger.flags.length
      ? [element("p", { class: `verdict ${verdict.value}` }, verdict.says)]
      : []),
  );
}

/** How marks fit the patterns that list a finding. @param {string[] | undefined} marked @param {string[]} listed */
function judge(marked, listed) {
  if (!marked) return { value: "open", says: "○ You did not mark it." };
  const right = marked.filter((id) => listed.includes(id)).length, extra = marked.length - right;
  const more = extra ? ` ${extra} of your marks ${extra > 1 ? "have" : "has"} no such sign in our table.` : "";
  if (right === listed.length && !extra) return { value: "all", says: "✓ You marked all of them." };
  if (right) return { value: "some", says: `◐ You marked ${right} of ${listed.length}.${more}` };
  return { value: "none", says: `✕ You marked none of them.${more}` };
}

/** For a pattern of the reference: what supports it, what is missing, what speaks against it. @param {Desk} desk @param {string} id */
function balance(desk, id) {
  const pattern = desk.facts.patterns.find((one) => one.id === id);
  const found = desk.current().findings.flatMap(({ signs }) => signs);
  const topics = desk.facts.topics.map((topic) => topic.id);
  const rules = desk.rules.filter((rule) => rule.pattern === id);
  const words = (/** @type {string} */ state) =>
    rules.filter((rule) => stateOf(rule, desk.facts.signs, found, topics) === state).map((rule) => `“${rule.words}”`);
  const lines = [["Supports it", words("met")], ["Missing", words("missing")], [
    "Speaks against it",
    words("contradicted"),
  ]];
  return element(
    "div",
    { class: "balance", "data-pattern": id },
    element("p", {}, element("strong", {}, `${pattern?.name}, with everything asked:`)),
    ...lines.filter(([, list]) => list.length).map(([label, list]) =>
      element("p", {}, element("b", {}, `${label}: `), `${/** @type {string[]} */ (list).join("; ")}.`)
    ),
  );
}
