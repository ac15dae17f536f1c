// What the result of the safety check says, as plain sections: the same on the page, on paper and in the file.
import { counts, ends, levelOf, ticked } from "./rules.js";

/** @typedef {import("./rules.js").Question} Question */
/** @typedef {{id?: string, title?: string, lines: string[], small?: string}} Entry */
/** @typedef {{id: string, title: string, says: string[], entries: Entry[], after?: string[], folded?: boolean}} Section */
/**
 * @typedef {object} Content
 * @property {Question[]} questions @property {Record<string, string>} answers @property {Record<string, string>} names
 * @property {{help: string, general: string}} notes @property {string} ownWords @property {string} date
 * @property {string} [needling]
 */

const WORDS = { yes: "Yes", no: "No", "not sure": "Not sure" };
const NONE = [
  "None of these signs was ticked.",
  "No list is complete. If something changes, or if it worries you, go and have it looked at.",
];
const UNSURE = "If unsure, phone your local medical advice line.";
const AFTER_NEEDLES = "You said that this began, or may have begun, after needles. Say so wherever you ask for help.";

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
  // Beside an emergency no word of phoning somebody for advice first.
  const help = level === "emergency now" ? content.notes.help : `${UNSURE} ${content.notes.help}`;
  return { id: "todo", title: content.names[level], says: [], entries, after: [...afterNeedles(content), help] };
}

/** @param {Content} content @returns {Section} */
function none(content) {
  const says = [...NONE, ...afterNeedles(content), `${UNSURE} ${content.notes.help}`];
  return { id: "none", title: "What you answered", says, entries: [] };
}

/** @param {Content} content */
const afterNeedles = (content) => counts(content.needling) ? [AFTER_NEEDLES] : [];

/** What to say to those who help: what was ticked, and the reader's own words. @param {Content} content @returns {Section} */
function say(content) {
  const signs = ticked(content.questions, content.answers);
  const of = (/** @type {string} */ answer) => signs.filter((one) => content.answers[one.id] === answer);
  const line = (/** @type {Question} */ one) => ({ lines: [one.text] });
  const entries = of("yes").map(line);
  const unsure = of("not sure").map((one) => ({ lines: [`I am not sure about this: ${one.text}`] }));
  const when = counts(content.needling) ? ["It began, or may have begun, after I had needles."] : [];
  const own = content.ownWords.trim() ? [content.ownWords.trim()] : [];
  const rest = [...when, ...own].map((text) => ({ lines: [text] }));
  return {
    id: "say",
    title: "What to say",
    says: ["I looked through a list of warning signs. These fit me:"],
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
  const says = found.length
    ? []
    : ["Nothing was ticked here. If something new comes up, look again before the next needle."];
  return { id: "settle", title: "To settle before a needle", says, entries };
}

/** Questions to take along, for those who treat the reader and for the practitioner. @param {Content} content @returns {Section[]} */
function asks(content) {
  const found = careful(content);
  const of = (/** @type {string} */ whom) => found.filter((one) => one.whom.includes(whom));
  const own = content.ownWords.trim() ? [{ lines: [content.ownWords.trim()] }] : [];
  const section = (/** @type {string} */ whom, /** @type {string} */ title, /** @type {string} */ ask) => {
    const entries = [...of(whom).map((one) => ({ lines: [`${one.text}. ${ask}`] })), ...own];
    return entries.length ? [{ id: `ask-${whom}`, title, says: [], entries }] : [];
  };
  return [
    ...section(
      "clinician",
      "To ask your doctor or team",
      "What does this mean for needles, and what must be different?",
    ),
    ...section("practitioner", "To tell the practitioner", "What will you do in another way because of this?"),
  ];
}

/** @param {Content} content @returns {Section} */
function afterwards(content) {
  const signs = content.questions.filter((one) => one.context === "after needling");
  const entries = signs.map((one) => ({ lines: [`${one.text}. ${one.do}`] }));
  return { id: "afterwards", title: "After needles: signs that need help", says: [], entries };
}

/** @param {Content} content @returns {Section} */
function given(content) {
  const answered = content.questions.filter((one) => Object.hasOwn(content.answers, one.id));
  const entries = answered.map((one) => ({
    lines: [`${WORDS[/** @type {keyof typeof WORDS} */ (content.answers[one.id])]}: ${one.text}`],
  }));
  return { id: "given", title: `Your answers, ${content.date}`, says: [], entries, folded: true };
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
