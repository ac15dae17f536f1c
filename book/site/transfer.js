// Answers on their way out of and into the browser: how far a reader got, the exported file, and what an import would do.
import { answered, mark, readAnswer } from "../../widgets/_shared/marking.js";
import { cellsOf, isRecord, latest, mergeCopies, ONE, readCopy, textOf, timeOf, valuesOf } from "./entries.js";
import { KEY, VERSION } from "./storage.js";

/** @typedef {import("./entries.js").Copy} Copy */
/** @typedef {import("./entries.js").Cell} Cell */
/** @typedef {import("../../widgets/_shared/marking.js").Item & {title: string}} Item an item, as far as marking needs it */
/** @typedef {{name: string, title: string, chapter: string, href: string, items: Item[]}} QuizInfo */
/** @typedef {"right" | "again" | "open"} Standing */
/** @typedef {"replaced" | "added" | "stays" | "same"} Fate what becomes of an answer; of a case, the first that any part has */
/** @typedef {Record<Fate, number>} Counts */
/** @typedef {Counts & {key: string, cells: Map<string, Cell>, seed?: number, finished?: Cell, known: number}} Step */
/** @typedef {(key: string, field: "answers" | "finished") => Copy} CopyOf what is kept under a key */
/** @typedef {{problem: string, steps: Step[], foreign: number, exported: string}} Plan */

/** The largest file that is read, in bytes. */
export const LARGEST = 1_000_000;
const LONGEST_ENTRY = 20_000, DEEPEST = 8, MOST_RECORDS = 200;
/** @type {Fate[]} */
const FATES = ["replaced", "added", "stays", "same"];
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
 * @param {string} text @param {QuizInfo[]} quizzes @param {CopyOf} copyOf
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
  const records = Object.entries(file.widgets);
  if (records.length > MOST_RECORDS) {
    return refused(`This file holds ${records.length} records; this page reads at most ${MOST_RECORDS}.`);
  }
  const steps = [];
  let foreign = 0;
  for (const [key, kept] of records) {
    const quiz = quizzes.find(({ name }) => isKeyOf(name, key));
    if (!isRecord(kept)) return damaged(quiz?.title);
    if (kept.answers === undefined) continue;
    if (!isRecord(kept.answers) || !Object.values(kept.answers).every(isEntry)) return damaged(quiz?.title);
    foreign += Object.keys(kept.answers).length;
    if (!quiz) continue;
    const step = planQuiz(key, quiz, kept, copyOf, now);
    foreign -= step.known;
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

/** @param {string} key @param {QuizInfo} quiz @param {Record<string, any>} kept @param {CopyOf} copyOf @param {number} now @returns {Step} */
function planQuiz(key, quiz, kept, copyOf, now) {
  const copy = copyOf(key, "answers"), values = valuesOf(copy), times = isRecord(kept._when) ? kept._when.answers : {};
  const finished = key === `quiz:${quiz.name}` ? undefined : planFinished(key, kept, copyOf, now);
  const step = { key, cells: new Map(), seed: seedOf(kept.seed), finished, known: 0 };
  const counts = { replaced: 0, added: 0, stays: 0, same: 0 };
  for (const item of quiz.items) {
    const entry = Object.hasOwn(kept.answers, item.id) ? kept.answers[item.id] : undefined;
    if (entry?.version !== item.version) continue; // not in the file, or of another wording
    step.known += 1;
    const { fate, cells } = planItem(given(item, entry), given(item, values[item.id]), times, copy, now);
    if (fate) counts[fate] += 1; // none for an entry without an answer
    for (const [path, cell] of cells) step.cells.set(path, cell);
  }
  return { ...step, ...counts };
}

/** The cells of an answer, cleaned: none for what is not answered. @param {Item} item @param {unknown} saved */
function given(item, saved) {
  const value = readAnswer(item, saved);
  if (item.kind === "case") {
    const parts = item.questions.filter((part) => answered(part, value.answer[part.id]?.answer));
    value.answer = Object.fromEntries(parts.map((part) => [part.id, value.answer[part.id]]));
  }
  return cellsOf(answered(item, value.answer) ? { [item.id]: value } : {});
}

/**
 * What becomes of one answer, of a case part by part: its cells `there` in the file and `here`.
 * @param {Map<string, any>} there @param {Map<string, any>} here @param {unknown} times @param {Copy} copy
 * @param {number} now @returns {{fate?: Fate, cells: Map<string, Cell>}}
 */
function planItem(there, here, times, copy, now) {
  const [item, ...parts] = there.keys();
  /** @type {Map<string, Cell>} */
  const cells = new Map(), fates = new Set();
  for (const path of parts.length || !item ? parts : [item]) {
    const mine = copy.cells.get(path)?.when ?? 0, when = Math.min(now, timeOf(times, path));
    const same = textOf(here.get(path)) === textOf(there.get(path));
    const fate = !here.has(path) ? "added" : same ? "same" : mine >= when ? "stays" : "replaced";
    fates.add(fate);
    if (fate === "added" || fate === "replaced") {
      cells.set(path, { value: there.get(path), when: after(copy, path, when, now) });
    }
  }
  if (parts.length && cells.size) {
    const own = after(copy, item, Math.min(now, timeOf(times, item)), now);
    const when = Math.max(own, ...[...cells.values()].map((cell) => cell.when));
    cells.set(item, { value: there.get(item), when });
  }
  return { fate: FATES.find((fate) => fates.has(fate)), cells };
}

/**
 * The time of what the file brings: its own, or as of now where it would not count, as it comes by the reader's own will.
 * @param {Copy} copy @param {string} path @param {number} when @param {number} now
 */
function after(copy, path, when, now) {
  const before = Math.max(copy.erased, copy.cells.get(path)?.when ?? 0);
  return when > before ? when : Math.max(now, 1 + latest(copy));
}

/**
 * That a test was handed in, or begun anew, as the file has it; nothing where what is here is newer or the same.
 * @param {string} key @param {Record<string, any>} kept @param {CopyOf} copyOf @param {number} now
 */
function planFinished(key, kept, copyOf, now) {
  const value = kept.finished;
  if (!key.endsWith(":test") || typeof value !== "boolean") return undefined;
  const copy = copyOf(key, "finished"), mine = copy.cells.get(ONE), { cells } = copyOf(key, "answers");
  const own = readCopy(kept, "finished", 0, true).cells.get(ONE)?.when ?? 0;
  const when = Math.min(now, own || latest(readCopy(kept, "answers"))); // handed in with the last answer
  const newer = mine ? mine.when >= when : latest({ erased: 0, cells }) > when;
  if (newer || value === (mine?.value ?? false)) return undefined;
  return { value, when: after(copy, ONE, when, now) };
}

/** @param {unknown} seed */
const seedOf = (seed) => Number.isSafeInteger(seed) && Number(seed) >= 0 ? Number(seed) : undefined;

/** What is kept, with what the file adds. @param {Copy} copy @param {{cells: Map<string, Cell>}} step @returns {Copy} */
export const applyStep = (copy, { cells }) => mergeCopies(copy, { erased: 0, cells });

/** The steps that add anything. @param {Plan} plan */
export const changing = ({ steps }) => steps.filter(({ cells, finished }) => cells.size || finished);

/** What an import would do, in words. @param {Plan} plan */
export function planWords({ steps, foreign, exported }) {
  const sum = (/** @type {Fate} */ part) => steps.reduce((all, one) => all + one[part], 0);
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
  const tests = (/** @type {boolean} */ value, /** @type {string} */ what) => {
    const number = steps.filter(({ finished }) => finished?.value === value).length;
    return number ? ` ${number} ${number === 1 ? "test" : "tests"} will be ${what}.` : "";
  };
  const day = /^\d{4}-\d\d-\d\d$/.test(exported) ? ` It was saved on ${dayOf(Date.parse(exported))}.` : "";
  const all = said.length ? said.join("; ") + "." : "It holds no answers.";
  return `The file was read.${day} ${all}${tests(true, "shown as handed in")}${tests(false, "open again")}`;
}

/** @param {string} what */
const plural = (what) =>
  what.replace(/^is /, "are ").replace("stays, because it is", "stay, because they are")
    .replace("an older one", "older ones").replace("the question, or words it", "the questions, or words them");

/** @param {number} time */
export const dayOf = (time) =>
  new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
