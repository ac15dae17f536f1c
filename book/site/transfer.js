// Answers on their way out of and into the browser: how far a reader got, the exported file, and what an import would do.
import { mark, readAnswer } from "../../widgets/_shared/marking.js";
import { isRecord, latest, mergeCopies, textOf } from "./entries.js";
import { KEY, VERSION } from "./storage.js";

/** @typedef {import("./entries.js").Copy} Copy */
/** @typedef {import("./entries.js").Cell} Cell */
/** @typedef {import("../../widgets/_shared/marking.js").Item & {title: string}} Item an item, as far as marking needs it */
/** @typedef {{name: string, title: string, chapter: string, href: string, items: Item[]}} QuizInfo */
/** @typedef {"right" | "again" | "open"} Standing */
/** @typedef {{key: string, cells: Map<string, Cell>, seed?: number, added: number, replaced: number, stays: number, same: number}} Step */
/** @typedef {{problem: string, steps: Step[], foreign: number, exported: string}} Plan */

/** The largest file that is read, in bytes. */
export const LARGEST = 1_000_000;
const LONGEST_ENTRY = 20_000, DEEPEST = 8;
const NOTHING = "Nothing was changed.";
/** @param {string} sentence @returns {Plan} */
const refused = (sentence) => ({ problem: `${sentence} ${NOTHING}`, steps: [], foreign: 0, exported: "" });

/** How each item of a quiz stands. @param {QuizInfo} quiz @param {Copy} copy @returns {Standing[]} */
export function standing(quiz, { cells }) {
  return quiz.items.map((item) => {
    const answer = readAnswer(item, cells.get(item.id)?.value);
    return !answer.checked ? "open" : mark(item, answer.answer).correct ? "right" : "again";
  });
}

/** The text of the exported file. @param {Record<string, unknown>} widgets @param {number} now */
export const exportText = (widgets, now) =>
  JSON.stringify({ course: KEY, version: VERSION, exported: new Date(now).toISOString(), widgets }, null, 1) + "\n";

/**
 * What reading the file `text` would do to the answers here, or a sentence on why it is not read. Of the file only
 * answers to items of this book are taken, each cleaned as the quiz cleans its own.
 * @param {string} text @param {QuizInfo[]} quizzes @param {(key: string) => Copy} copyOf what is kept under a key
 * @param {number} now @returns {Plan}
 */
export function planImport(text, quizzes, copyOf, now) {
  if (text.length > LARGEST) return refused("This file is too large to be an export of this page.");
  const file = parse(text);
  if (!isRecord(file) || file.course !== KEY) return refused("This is not a file that this page has saved.");
  if (file.version !== VERSION) {
    return refused("This file comes from another version of the course, which this page can't read.");
  }
  if (!isRecord(file.widgets)) return damaged("");
  const steps = [];
  let foreign = 0;
  for (const [key, kept] of Object.entries(file.widgets)) {
    const quiz = quizzes.find(({ name }) => isKeyOf(name, key));
    if (!isRecord(kept)) return damaged(quiz?.title);
    if (kept.answers === undefined) continue;
    if (!isRecord(kept.answers) || !Object.values(kept.answers).every(isEntry)) return damaged(quiz?.title);
    foreign += Object.keys(kept.answers).length;
    if (!quiz) continue;
    const step = planQuiz(key, quiz, kept, copyOf(key), now);
    foreign -= step.added + step.replaced + step.stays + step.same;
    steps.push(step);
  }
  return { problem: "", steps, foreign, exported: typeof file.exported === "string" ? file.exported.slice(0, 10) : "" };
}

/** @param {string | undefined} title */
const damaged = (title) =>
  refused(`This file is damaged${title ? ` (quiz “${title}”)` : ""}: something in it is not as this page writes it.`);

/** @param {string} text @returns {unknown} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether `key` is that of the quiz, of a part of it, or of its test. @param {string} name @param {string} key */
const isKeyOf = (name, key) =>
  key.startsWith(`quiz:${name}`) && /^(:[0-9a-f]{8})?(:test)?$/.test(key.slice(5 + name.length));

/** @param {unknown} entry */
function isEntry(entry) {
  /** @type {(part: unknown, depth?: number) => boolean} */
  const shallow = (part, depth = 0) =>
    depth < DEEPEST &&
    (typeof part !== "object" || part === null || Object.values(part).every((inner) => shallow(inner, depth + 1)));
  return isRecord(entry) && shallow(entry) && textOf(entry).length <= LONGEST_ENTRY &&
    ["undefined", "boolean"].includes(typeof entry.checked) && ["undefined", "number"].includes(typeof entry.tries);
}

/** @param {string} key @param {QuizInfo} quiz @param {Record<string, any>} kept @param {Copy} copy @param {number} now @returns {Step} */
function planQuiz(key, quiz, kept, copy, now) {
  const times = isRecord(kept._when) && isRecord(kept._when.answers) ? kept._when.answers : {};
  const step = { key, cells: new Map(), seed: seedOf(kept.seed), added: 0, replaced: 0, stays: 0, same: 0 };
  for (const item of quiz.items) {
    const entry = Object.hasOwn(kept.answers, item.id) ? kept.answers[item.id] : undefined;
    if (entry?.version !== item.version) continue; // not in the file, or of another wording
    const value = readAnswer(item, entry), mine = copy.cells.get(item.id);
    const when = Number.isSafeInteger(times[item.id]) ? Math.min(now, times[item.id]) : 0;
    const here = mine?.value !== undefined && readAnswer(item, mine.value);
    if (here && textOf(here) === textOf(value)) step.same += 1;
    else if (here && mine.when >= when) step.stays += 1;
    else {
      step[here ? "replaced" : "added"] += 1;
      // What was erased here comes back by the reader's own will: as of now.
      const before = Math.max(copy.erased, mine?.when ?? 0);
      step.cells.set(item.id, { value, when: when > before ? when : Math.max(now, 1 + latest(copy)) });
    }
  }
  return step;
}

/** @param {unknown} seed */
const seedOf = (seed) => Number.isSafeInteger(seed) && Number(seed) >= 0 ? Number(seed) : undefined;

/** A quiz's answers with what the file adds. @param {Copy} copy @param {Step} step @returns {Copy} */
export const applyStep = (copy, step) => mergeCopies(copy, { erased: 0, cells: step.cells });

/** What an import would do, in words. @param {Plan} plan */
export function planWords({ steps, foreign, exported }) {
  const sum = (/** @type {"added" | "replaced" | "stays" | "same"} */ part) =>
    steps.reduce((all, one) => all + one[part], 0);
  const answers = (/** @type {number} */ number) => number === 1 ? "1 answer" : `${number} answers`;
  const parts = [
    [sum("added"), "will be added"],
    [sum("replaced"), "will replace an older one here"],
    [sum("stays"), "here stays, because it is newer"],
    [sum("same"), "is the same here"],
    [foreign, "is left out: this version of the course does not have the question, or words it differently"],
  ];
  const said = parts.filter(([number]) => number)
    .map(([number, what]) => `${answers(Number(number))} ${number === 1 ? what : plural(String(what))}`);
  const day = /^\d{4}-\d\d-\d\d$/.test(exported) ? ` It was saved on ${dayOf(Date.parse(exported))}.` : "";
  return `The file was read.${day} ${said.length ? said.join("; ") + "." : "It holds no answers."}`;
}

/** @param {string} what */
const plural = (what) =>
  what.replace(/^is /, "are ").replace("stays, because it is", "stay, because they are")
    .replace("an older one", "older ones").replace("the question, or words it", "the questions, or words them");

/** @param {number} time */
export const dayOf = (time) =>
  new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
