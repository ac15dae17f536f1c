// What the result of the safety check says, as plain sections: the same on the page, on paper and in the file.
import { counts, ends, levelOf, ticked } from "./rules.js";

/** @typedef {import("./rules.js").Question} Question */
/** @typedef {{id?: string, title?: string, lines: string[], small?: string}} Entry */
/** @typedef {{id: string, title: string, says: string[], entries: Entry[], after?: string[], folded?: boolean}} Section */
/**
 * @typedef {object} Content
 * @property {Question[]} questions @property {Record<string, string>} answers @property {Record<string, string>} names
 * @property {string} helpLine @property {string} ownWords @property {string} date
 * @property {string} [needling]
 */

/** @type {Record<string, string>} */
const WORDS = { yes: "Yes", "not sure": "Not sure" };
const NONE = [
  "None of these signs was ticked.",
  "No list is complete. If something changes, or if it worries you, go and have it looked at.",
];
const NOTHING = "Nothing was ticked here. If something new comes up, look again before the next needle.";
const UNSURE = "If unsure, phone your local medical advice line.";
const AFTER_NEEDLES = "You said that you had, or may have had, needles lately. Say so wherever you ask for help.";
const PUT_OFF = "These signs need a doctor, not needles. Put off any needling until a doctor has looked at this.";
const CALL = "Call your local emergency number or go to an emergency department. Numbers differ by country.";
const ASK_FIRST =
  "Ask first. If the doctor or team has not answered by the time of your visit, put the visit off. Never stop a medicine on your own.";
const WHOSE_VISIT = "A visit to your doctor is meant, best before the first needle.";

/** All that the result says, in order. @param {Content} content @returns {Section[]} */
export function sections(content) {
  const level = levelOf(content.questions, content.answers);
  const tail = [given(content), sources(content)];
  if (ends(level)) return [todo(content, level), say(content), ...tail];
  const settle = precautions(content);
  const first = level ? todo(content, level) : none(content);
  return [first, settle, ...asks(content), afterwards(content), ...tail];
}

/** @param {Content} content @param {string} level @returns {Section} */
function todo(content, level) {
  const entries = ticked(content.questions, content.answers).map((one) => ({
    id: one.id,
    title: `${one.text}.`,
    lines: [one.action === level ? one.do : `${content.names[one.action]}. ${one.do}`],
    small: `${one.about} ${one.source}`,
  }));
  const now = urgentParts(ticked(content.questions, content.answers), level);
  // Beside an emergency, or what may be one, no word of phoning somebody for advice first.
  const help = level === "emergency now" ? CALL : now.length ? "" : `${UNSURE} ${content.helpLine}`;
  const then = ends(level) ? [PUT_OFF] : [WHOSE_VISIT, NONE[1]];
  const after = [...then, ...afterNeedles(content), help].filter(Boolean);
  return { id: "todo", title: content.names[level], says: now, entries, after };
}

/** Of less urgent signs, the part of what to do that is an emergency, to stand first. @param {Question[]} signs @param {string} level */
function urgentParts(signs, level) {
  if (level === "emergency now") return [];
  const clauses = signs.flatMap((one) => one.do.split(/(?<=[.;])\s+/).filter((part) => /emergency/i.test(part)));
  return clauses.map((part) => `Look at this first: ${part.replace(/[.;]$/, "")}.`);
}

/** @param {Content} content @returns {Section} */
function none(content) {
  const says = [...NONE, ...afterNeedles(content), `${UNSURE} ${content.helpLine}`];
  return { id: "none", title: "What you answered", says, entries: [] };
}

/** @param {Content} content */
const afterNeedles = (content) => hadNeedles(content) ? [AFTER_NEEDLES] : [];

/** @param {Content} content */
const hadNeedles = (content) =>
  counts(content.needling) ||
  ticked(content.questions, content.answers).some((one) => one.context === "after needling");

/** What to say to those who help: what was ticked, and the reader's own words. @param {Content} content @returns {Section} */
function say(content) {
  const signs = ticked(content.questions, content.answers);
  const said = (/** @type {Question} */ one) =>
    [one, ...content.questions.filter((other) => other.same_sign === one.id)].map((each) => content.answers[each.id]);
  const of = (/** @type {string} */ answer) => signs.filter((one) => said(one).includes("yes") === (answer === "yes"));
  const line = (/** @type {Question} */ one) => ({ lines: [one.text] });
  const entries = of("yes").map(line);
  const unsure = of("not sure").map((one) => ({ lines: [`I am not sure about this: ${one.text}`] }));
  const when = hadNeedles(content) ? ["I had, or may have had, needles lately."] : [];
  const own = content.ownWords.trim() ? [content.ownWords.trim()] : [];
  const rest = [...when, ...own].map((text) => ({ lines: [text] }));
  return {
    id: "say",
    title: "What to say",
    says: ["I looked through a list of warning signs. At least one thing in each of these lines fits me:"],
    entries: [...entries, ...unsure, ...rest],
  };
}

/** @param {Content} content @returns {Question[]} */
const careful = (content) =>
  content.questions.filter((one) => one.kind === "precaution" && counts(content.answers[one.id]));

/** @param {Content} content @returns {Section} */
function precautions(content) {
  const found = careful(content);
  const entries = found.map((one) => ({
    id: one.id,
    title: `${one.text}.`,
    lines: [one.advice, one.decides, one.known],
    small: one.source,
  }));
  const first = found.some((one) => one.ask_first) ? [ASK_FIRST] : [];
  const says = found.length ? first : [NOTHING];
  return { id: "settle", title: "To settle before a needle", says, entries };
}

/** Questions to take along, for those who treat the reader and for the practitioner. @param {Content} content @returns {Section[]} */
function asks(content) {
  const signs = ticked(content.questions, content.answers).map((one) => `${one.text}. What does this mean?`);
  const found = careful(content);
  const of = (/** @type {string} */ whom, /** @type {string} */ ask) =>
    found.filter((one) => one.whom.includes(whom)).map((one) => `${one.text}. ${ask}`);
  const own = content.ownWords.trim() ? [content.ownWords.trim()] : [];
  const doctor = [
    ...signs,
    ...of("clinician", "Can I be needled now? If so, what should be done differently?"),
    ...own,
  ];
  const practitioner = [...of("practitioner", "How will you take care of this?"), ...own];
  const section = (/** @type {string} */ id, /** @type {string} */ title, /** @type {string[]} */ lines) =>
    lines.length ? [{ id, title, says: [], entries: lines.map((line) => ({ lines: [line] })) }] : [];
  return [
    ...section("ask-clinician", "To ask your doctor or team", doctor),
    ...section("ask-practitioner", "To tell the practitioner", practitioner),
  ];
}

/** @param {Content} content @returns {Section} */
function afterwards(content) {
  const signs = content.questions.filter((one) => one.context === "after needling");
  const entries = signs.map((one) => ({ lines: [`${one.text}. ${one.do}`] }));
  return { id: "afterwards", title: "After needles: signs that need help", says: [], entries };
}

/** What was answered: yes and not sure in words, no as a count. @param {Content} content @returns {Section} */
function given(content) {
  const gate = content.needling ? [{ lines: [`Needles or cups lately: ${content.needling}`] }] : [];
  const answered = content.questions.filter((one) => Object.hasOwn(content.answers, one.id));
  const yes = answered.filter((one) => counts(content.answers[one.id]));
  const entries = yes.map((one) => ({ lines: [`${WORDS[content.answers[one.id]]}: ${one.text}`] }));
  const no = answered.length - yes.length;
  const after = no ? [`Answered with no: ${no} other ${no === 1 ? "question" : "questions"}.`] : [];
  return {
    id: "given",
    title: `Your answers, ${content.date}`,
    says: [],
    entries: [...gate, ...entries],
    after,
    folded: true,
  };
}

/** @param {Content} content @returns {Section} */
function sources(content) {
  const used = content.questions.filter((one) => counts(content.answers[one.id]) && one.source);
  const says = [
    "This course is not medical advice. The wording comes from the tables red_flags and precautions of Point by Point.",
    ...new Set(used.map((one) => one.source)),
  ];
  return { id: "sources", title: "Where this comes from", says, entries: [], folded: true };
}

/** The sections as a plain text, for a file. @param {Section[]} list */
export function asText(list) {
  const block = (/** @type {Section} */ one) => {
    const entries = one.entries.map((entry) =>
      `- ${[entry.title, ...entry.lines, entry.small].filter(Boolean).join("\n  ")}`
    );
    return [one.title.toUpperCase(), ...one.says, ...entries, ...(one.after ?? [])].join("\n");
  };
  return `${list.map(block).join("\n\n")}\n`;
}
