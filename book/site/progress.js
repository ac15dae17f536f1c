// The page "Your progress": what this browser keeps of the reader's answers, and what can be done with it.
import { element } from "../../widgets/_shared/dom.js";
import { latest, ONE } from "./entries.js";
import { copiesIn, eraseAll, keepAll, onOtherTabs, read, SENTENCES, storageOf, unreadable } from "./storage.js";
import { applyStep, changing, dayOf, exportText, LARGEST, planImport, planWords, standing } from "./transfer.js";

/** @typedef {import("./transfer.js").QuizInfo} QuizInfo */
/** @typedef {import("./transfer.js").Plan} Plan */

const WORDS = { right: "right", again: "answered, look again", open: "not answered yet" };
const ERASE = "Erase everything", SURE = "Press again to erase everything";
const storage = storageOf(globalThis);

/** What is kept under each key, read once. @returns {import("./transfer.js").CopyOf} */
function reader() {
  const saved = read(storage);
  return (key, field) => copiesIn(saved, key, ["answers"], ["finished"])[field];
}

/** @param {HTMLElement} place */
function start(place) {
  /** @type {QuizInfo[]} */
  const quizzes = JSON.parse(place.querySelector("script")?.textContent ?? "[]");
  const list = element("div", {}), said = element("p", { class: "said", role: "status", tabindex: "-1" });
  const say = (/** @type {string} */ text) => said.textContent = text;
  const refresh = () => list.replaceChildren(...shown(quizzes));
  const root = element(
    "div",
    { class: "pbp-progress-tool", "data-widget": "progress" },
    list,
    element("h2", {}, "Keep, move or erase your answers"),
    exportPart(say),
    importPart(quizzes, say, () => (refresh(), said.focus())),
    erasePart(say, refresh),
    said,
  );
  refresh();
  if (!storage) {
    say("This browser does not let this page keep or read anything, perhaps because the window is private.");
  }
  onOtherTabs(globalThis, refresh);
  const fallback = /** @type {HTMLElement | null} */ (place.querySelector(".pbp-static"));
  if (fallback) fallback.hidden = true;
  place.append(root);
}

/** The overview, or a sentence where it fails: whatever is kept, it can be saved and erased. @param {QuizInfo[]} quizzes */
function shown(quizzes) {
  try {
    return overview(quizzes);
  } catch (error) {
    console.warn(error);
    return [element("p", {}, "What this browser keeps can't be shown. You can still save it as a file and erase it.")];
  }
}

/** @param {QuizInfo[]} quizzes @returns {HTMLElement[]} */
function overview(quizzes) {
  const copyOf = reader();
  const rows = quizzes.map((quiz) => {
    const copy = copyOf(`quiz:${quiz.name}`, "answers");
    return { quiz, copy, items: standing(quiz, copy) };
  });
  const all = rows.flatMap(({ items }) => items);
  return [
    element("p", { class: "total" }, "All quizzes together: ", ...counted(all), "."),
    element(
      "table",
      { class: "pbp-table" },
      element("caption", {}, "Your answers, quiz by quiz"),
      element(
        "thead",
        {},
        element("tr", {}, ...["Quiz", "Answers", "Last saved"].map((name) => element("th", { scope: "col" }, name))),
      ),
      element(
        "tbody",
        {},
        ...rows.map(({ quiz, copy, items }) => row(quiz, items, copy.cells.size ? latest(copy) : 0)),
      ),
    ),
    ...rows.map(({ quiz, items }) => details(quiz, items)),
    ...asideNote(),
  ];
}

/** @param {import("./transfer.js").Standing[]} items */
function counted(items) {
  const answered = items.filter((one) => one !== "open").length, right = items.filter((one) => one === "right").length;
  return [
    element("span", { "data-field": "answered", "data-value": answered }, `${answered} of ${items.length} answered`),
    ", ",
    element("span", { "data-field": "right", "data-value": right }, `${right} right`),
  ];
}

/** @param {QuizInfo} quiz @param {import("./transfer.js").Standing[]} items @param {number} when */
function row(quiz, items, when) {
  const day = when ? [element("time", { datetime: new Date(when).toISOString() }, dayOf(when))] : ["not saved yet"];
  return element(
    "tr",
    { "data-quiz": quiz.name },
    element("th", { scope: "row" }, element("a", { href: quiz.href }, quiz.title)),
    element("td", { "data-label": "Answers" }, ...counted(items)),
    element("td", { "data-label": "Last saved", "data-field": "last", "data-value": when }, ...day),
  );
}

/** @param {QuizInfo} quiz @param {import("./transfer.js").Standing[]} items */
function details(quiz, items) {
  const lines = quiz.items.map((item, at) =>
    element("li", { "data-state": items[at] }, item.title, " ", element("span", { class: "state" }, WORDS[items[at]]))
  );
  return element(
    "details",
    {},
    element("summary", {}, `Question by question: ${quiz.title}`),
    element("ol", {}, ...lines),
  );
}

function asideNote() {
  const texts = unreadable(storage);
  if (!texts.length) return [];
  const save = element("button", { type: "button", class: "quiet" }, "Save these as a file");
  save.addEventListener("click", () => download("point-by-point-set-aside.json", JSON.stringify(texts, null, 1)));
  const what = texts.length === 1 ? "One record was" : `${texts.length} records were`;
  return [
    element(
      "p",
      { "data-field": "aside", "data-value": texts.length },
      `${what} set aside in this browser: another version of the course wrote it, or it is damaged. Nothing of it was changed. `,
      save,
    ),
  ];
}

/** @param {string} name @param {string} text */
function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** @param {(text: string) => void} say */
function exportPart(say) {
  const save = element("button", { type: "button" }, "Save my answers as a file");
  save.addEventListener("click", () => {
    const widgets = read(storage)?.widgets ?? {}, now = Date.now();
    if (!Object.keys(widgets).length) return say("There is nothing to save yet.");
    const name = `point-by-point-${new Date(now).toISOString().slice(0, 10)}.json`;
    download(name, exportText(widgets, now));
    say(`Your browser was asked to save ${name}. Look among your downloads.`);
  });
  return element("p", {}, save, " To keep a copy, or to take your answers to another browser.");
}

/** @param {QuizInfo[]} quizzes @param {(text: string) => void} say @param {() => void} done */
function importPart(quizzes, say, done) {
  const input = element("input", { type: "file", accept: ".json,application/json" });
  const yes = element("button", { type: "button" }, "Add these answers");
  const no = element("button", { type: "button", class: "quiet" }, "Leave it");
  const ask = element("p", { class: "ask", hidden: true }, yes, " ", no);
  let text = "";
  const plan = () => planImport(text, quizzes, reader(), Date.now());
  const close = (/** @type {string} */ words) => {
    ask.hidden = true;
    input.value = "";
    say(words);
    done();
  };
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    ask.hidden = true;
    if (!file) return;
    text = file.size > LARGEST ? "x".repeat(LARGEST + 1) : await file.text();
    const found = plan();
    if (found.problem) return close(found.problem);
    say(planWords(found));
    ask.hidden = !changing(found).length;
    if (!ask.hidden) yes.focus();
  });
  yes.addEventListener("click", () => {
    const found = plan(); // anew: another tab may have saved meanwhile
    close(found.problem || merge(found));
  });
  no.addEventListener("click", () => close("Nothing was changed."));
  const label = element("label", {}, "Read a file that this page has saved ", input);
  return element("div", {}, element("p", {}, label), ask);
}

/** @param {Plan} plan */
function merge(plan) {
  const copyOf = reader();
  const trouble = keepAll(
    changing(plan).map(({ key, cells, finished, seed }) => ({
      name: key,
      copies: {
        answers: applyStep(copyOf(key, "answers"), { cells }),
        ...(finished && { finished: applyStep(copyOf(key, "finished"), { cells: new Map([[ONE, finished]]) }) }),
      },
      values: seed === undefined ? {} : { seed },
    })),
    storage,
  );
  return trouble ? SENTENCES[trouble] : "Done: the answers of the file are here now.";
}

/** @param {(text: string) => void} say @param {() => void} refresh */
function erasePart(say, refresh) {
  const erase = element("button", { type: "button", class: "quiet" }, ERASE);
  const arm = (/** @type {boolean} */ on) => {
    erase.dataset.sure = String(on);
    erase.textContent = on ? SURE : ERASE;
  };
  erase.addEventListener("click", () => {
    if (erase.dataset.sure !== "true") return arm(true);
    arm(false);
    const trouble = eraseAll(storage, Date.now());
    say(
      trouble
        ? SENTENCES[trouble]
        : "All your answers in this browser are erased. Files that you have saved stay yours.",
    );
    refresh();
  });
  erase.addEventListener("blur", () => arm(false));
  return element(
    "p",
    {},
    erase,
    " All answers in this browser, in every quiz, and records that this version could not read. This can't be undone.",
  );
}

for (const place of document.querySelectorAll(".pbp-progress")) start(/** @type {HTMLElement} */ (place));
