// What an import does to cases, to tests, and to files of many records.
import assert from "node:assert/strict";
import { readCopy, valuesOf, writeCopy } from "../../book/site/entries.js";
import { keepAll, restore } from "../../book/site/storage.js";
import { applyStep, exportText, planImport, planWords } from "../../book/site/transfer.js";
import { storage } from "./fake_storage.js";

const NOW = Date.UTC(2026, 10, 21);
const options = [{ id: "a", correct: true }, { id: "b", correct: false }];
/** @param {string} id @returns {any} */
const item = (id) => ({ id, kind: "single", version: "v1", title: `Question ${id}`, options });
/** @type {any} */
const CASE = { id: "case", kind: "case", version: "v1", title: "A case", questions: [item("one"), item("two")] };
const quizzes = [{ name: "demo", title: "Demo", chapter: "c", href: "c.html", items: [item("x"), item("y"), CASE] }];
const part = (/** @type {string} */ option) => ({ answer: [option], checked: true, tries: 1, seconds: 2 });
const given = (/** @type {string} */ option, more = {}) => ({ ...part(option), version: "v1", ...more });
const none = () => readCopy({}, "answers");
/** @param {object} answers */
const plan = (answers) => planImport(exportText({ "quiz:demo": { answers } }, NOW), quizzes, none, NOW);

Deno.test("an entry without an answer is not counted, not even as left out", () => {
  const found = plan({ x: { version: "v1" }, y: given("b", { answer: [] }) });
  assert.deepEqual([found.foreign, found.steps[0].cells.size], [0, 0]);
  assert.match(planWords(found), /It holds no answers\.$/);
});

const ofCase = (/** @type {Record<string, unknown>} */ parts) =>
  given("", { answer: parts, seconds: 2 * Object.keys(parts).length });
/** @param {Record<string, number | undefined>} times @param {Record<string, unknown>} parts */
const kept = (times, parts) => ({
  answers: { case: ofCase(parts) },
  _when: { answers: times },
});
/** @param {object} there @param {object} here */
function planCase(there, here) {
  const before = readCopy(here, "answers");
  const found = planImport(
    exportText({ "quiz:demo": there }, NOW),
    quizzes,
    () => before,
    NOW,
  );
  const { added, replaced, stays, same } = found.steps[0];
  const after = applyStep(before, found.steps[0]);
  return {
    counts: [added, replaced, stays, same],
    parts: valuesOf(after).case.answer,
    after,
  };
}
Deno.test("of a case each part stays, comes or is replaced on its own", () => {
  const here = kept({ case: 10 }, { one: part("a"), two: part("b") });
  const newer = planCase(kept({ case: 11 }, { one: part("b") }), here);
  assert.deepEqual(newer.parts, { one: part("b"), two: part("b") });
  assert.deepEqual(newer.counts, [0, 1, 0, 0]);
  const older = planCase(kept({ case: 9 }, { one: part("b") }), here);
  assert.deepEqual([older.parts, older.counts], [{
    one: part("a"),
    two: part("b"),
  }, [0, 0, 1, 0]]);
  const more = planCase(
    kept({ case: 9, "case/one": 8, "case/two": 9 }, {
      one: part("b"),
      two: part("b"),
    }),
    kept({ case: 10 }, { one: part("a") }),
  );
  assert.deepEqual([more.parts, more.counts], [{
    one: part("a"),
    two: part("b"),
  }, [1, 0, 0, 0]]);
  assert.deepEqual(planCase(here, here).counts, [0, 0, 0, 1]);
});
Deno.test("a case that is exported and read elsewhere is the same there, with its times", () => {
  const there = kept({ case: 11, "case/one": 10, "case/two": 11 }, {
    one: part("a"),
    two: part("b"),
  });
  const { after, counts } = planCase(there, {});
  assert.deepEqual(counts, [1, 0, 0, 0]);
  assert.deepEqual(writeCopy({}, "answers", after), there);
});

/** What reading a file of the test's record does to `finished`. @param {object} more @param {object} [here] */
function planTest(more, here = {}, key = "quiz:demo:test") {
  const text = exportText(
    { [key]: { answers: { x: given("a") }, ...more } },
    NOW,
  );
  const found = planImport(
    text,
    quizzes,
    (_, field) => readCopy(here, field, 0, field === "finished"),
    NOW,
  );
  return found.steps[0].finished;
}
Deno.test("that a test was handed in comes with the file, for tests alone and only as true or false", () => {
  const when = { answers: { x: 5 }, finished: 6 };
  assert.deepEqual(planTest({ finished: true, _when: when }), {
    value: true,
    when: 6,
  });
  assert.deepEqual(planTest({ finished: true, _when: { answers: { x: 5 } } }), {
    value: true,
    when: 5,
  });
  assert.equal(
    planTest({ finished: true, _when: when }, {}, "quiz:demo"),
    undefined,
  );
  for (const finished of ["true", 1, null, {}, [true], undefined]) {
    assert.equal(planTest({ finished, _when: when }), undefined);
  }
  assert.equal(
    planTest({ finished: true, _when: when }, {
      finished: false,
      _when: { finished: 7 },
    }),
    undefined,
  );
  const begun = { answers: { y: given("a") }, _when: { answers: { y: 9 } } };
  assert.equal(
    planTest({ finished: true, _when: when }, begun),
    undefined,
    "a newer attempt stays open",
  );
  const words = planWords(planImport(
    exportText({
      "quiz:demo:test": { answers: { x: given("a") }, finished: true },
    }, NOW),
    quizzes,
    none,
    NOW,
  ));
  assert.match(
    words,
    /1 answer will be added\. 1 test will be shown as handed in\.$/,
  );
});
Deno.test("a file with an absurd number of records is refused in a sentence that says how many are read", () => {
  const many = (/** @type {number} */ count) => {
    const keys = Array.from({ length: count }, (_, at) => `quiz:demo:${String(at).padStart(8, "0")}`);
    return planImport(
      exportText(Object.fromEntries(keys.map((key) => [key, { answers: {} }])), NOW),
      quizzes,
      none,
      NOW,
    );
  };
  assert.equal(many(200).problem, "");
  assert.equal(
    many(7000).problem,
    "This file holds 7000 records; this page reads at most 200. Nothing was changed.",
  );
});
Deno.test("what a file adds to many records is written at once", () => {
  const shared = storage();
  let writes = 0;
  const counting = {
    ...shared,
    setItem: (/** @type {string[]} */ ...pair) => (writes++, shared.setItem(...pair)),
  };
  const names = Array.from({ length: 200 }, (_, at) => `quiz:demo:${at}`);
  const cells = new Map([["x", { when: 1, value: given("a") }]]);
  assert.equal(
    keepAll(
      names.map((name) => ({
        name,
        copies: { answers: { erased: 0, cells } },
      })),
      counting,
    ),
    "",
  );
  assert.equal(writes, 1);
  assert.deepEqual(restore(names[199], shared).answers, { x: given("a") });
});
