// The safety check's rules and words in JavaScript: the cases shared with Python, random sets, and what a result says.
import { counts, ends, levelOf, pathOf } from "../../widgets/safety_check/rules.js";
import { asText, sections } from "../../widgets/safety_check/sections.js";
import cases from "./safety_cases.json" with { type: "json" };

const LEVELS = ["emergency now", "same day", "within days", "see clinician"];
const NAMES = Object.fromEntries(LEVELS.map((level) => [level, `Level: ${level}`]));
const flag = (/** @type {string} */ id, /** @type {string} */ action, context = "general") => ({
  id,
  kind: "flag",
  text: `Sign ${id}`,
  action,
  do: `Do ${id}.`,
  about: `About ${id}.`,
  context,
  source: `Source ${id}.`,
});
const signs = LEVELS.flatMap((level, index) => [...Array(9)].map((_, i) => flag(`${index}${i}`, level)));
const after = flag("after", "emergency now", "after needling");
const care = {
  id: "care",
  kind: "precaution",
  text: "Care",
  advice: "Ask.",
  decides: "Who decides with you: a doctor.",
  known: "Known: little.",
  whom: ["clinician", "practitioner"],
  source: "Source care.",
};
/** @type {any} */
const questions = [...signs, after, care];
/** @param {Record<string, string>} answers @param {object} [more] */
const told = (answers, more = {}) =>
  sections({
    questions,
    answers,
    names: NAMES,
    helpLine: "HELP",
    ownWords: "",
    date: "today",
    ...more,
  });
const assert = (/** @type {unknown} */ holds, why = "") => {
  if (!holds) throw new Error(why || "does not hold");
};

Deno.test("the shared cases", () => {
  for (const one of cases) {
    /** @type {any} */
    const list = Object.entries(one.actions).map(([id, action]) => flag(id, action));
    for (const [id, sign] of Object.entries(one.same ?? {})) list.push({ ...care, id, same_sign: sign });
    const level = levelOf(list, /** @type {Record<string, string>} */ (one.answers));
    assert(level === one.level && ends(level) === one.ends, `${one.why}: ${level}`);
  }
});

Deno.test("random sets: the level is that of the most urgent sign and never falls", () => {
  let seed = 7;
  const draw = (/** @type {number} */ n) => (seed = (seed * 48271) % 2147483647) % n;
  const rank = (/** @type {string} */ level) => level ? 4 - LEVELS.indexOf(level) : 0;
  for (let i = 0; i < 100_000; i++) {
    /** @type {Record<string, string>} */
    const answers = {};
    for (let k = 0; k < 6; k++) answers[signs[draw(signs.length)].id] = ["yes", "no", "not sure", "no"][draw(4)];
    const found = signs.filter((one) => ["yes", "not sure"].includes(answers[one.id])).map((one) => rank(one.action));
    const level = levelOf(questions, answers);
    assert(rank(level) === Math.max(0, ...found));
    assert(rank(levelOf(questions, { ...answers, [signs[draw(signs.length)].id]: "yes" })) >= rank(level));
  }
});

Deno.test("signs after needling are met only if it began, or may have begun, after needling", () => {
  /** @type {any} */
  const steps = [{ id: "needling" }, { id: "x", after_needling: true }, { id: "y" }];
  const met = (/** @type {string} */ answer) => pathOf(steps, { needling: answer }).map((step) => step.id).join();
  steps[1].questions = ["after"];
  steps[0].questions = steps[2].questions = [];
  const stays = pathOf(steps, { needling: "no", after: "yes" }).map((step) => step.id).join();
  assert(stays === "needling,x,y", "a ticked sign keeps its step, so that it can be taken back");
  assert(met("yes") === "needling,x,y" && met("not sure") === "needling,x,y" && met("no") === "needling,y");
  assert(!counts(undefined));
});

Deno.test("a level that ends says what to do and what to say, and nothing of the rest", () => {
  for (const level of LEVELS.slice(0, 3)) {
    const one = signs.find((sign) => sign.action === level);
    const list = told({ [String(one?.id)]: "not sure", care: "yes" }, { ownWords: "Since noon", needling: "yes" });
    assert(list.map((part) => part.id).join() === "todo,say,given,sources", level);
    const text = asText(list);
    for (
      const part of [
        `Do ${one?.id}.`,
        `not sure about this: Sign ${one?.id}`,
        "Since noon",
        "may have had, needles lately",
      ]
    ) {
      assert(text.includes(part), `${level}: ${part} in ${text}`);
    }
    assert(text.includes("HELP") === (level !== "emergency now") && !text.includes("None of these"), level);
  }
});

Deno.test("an emergency sends nobody to a telephone for advice first", () => {
  assert(!asText(told({ "00": "yes" })).includes("If unsure"));
  assert(asText(told({ "10": "yes" })).includes("If unsure"));
});

Deno.test("advice for the next visit stays on top, and the check goes on", () => {
  const list = told({ "30": "yes", care: "not sure" });
  assert(list[0].id === "todo" && list[1].id === "settle" && list[1].entries[0].id === "care");
  assert(list.some((part) => part.id === "ask-clinician") && list.some((part) => part.id === "afterwards"));
  assert(!asText(list).includes("None of these"));
});

Deno.test("what may be an emergency stands first, and then nobody is sent to a telephone for advice", () => {
  const one = { ...flag("part", "same day"), do: "Same day; emergency now if breathless." };
  const text = asText(told({ part: "yes" }, { questions: [one] }));
  assert(text.indexOf("emergency now if breathless") < text.indexOf("Sign part"), text);
  assert(!text.includes("If unsure"));
});

Deno.test("asking first comes before everything that is to be settled", () => {
  const first = { ...care, ask_first: true };
  const settle = told({ care: "yes" }, { questions: [first] }).find((part) => part.id === "settle");
  assert(settle?.says[0].includes("put the visit off"));
});

Deno.test("with no sign it never says safe", () => {
  const text = asText(told({ care: "no" }));
  assert(text.includes("None of these signs was ticked.") && text.includes("No list is complete."));
  assert(!/\bsafe\b/i.test(text));
});
