// Answers as a file: what is exported comes back, and no file, however hostile, does more than add cleaned answers.
import assert from "node:assert/strict";
import { textOf, valuesOf } from "../../book/site/entries.js";
import { applyStep, exportText, LARGEST, planImport, planWords, standing } from "../../book/site/transfer.js";

/** @param {string} id @returns {any} */
const item = (id) => ({
  id,
  kind: "single",
  version: "v1",
  title: `Question ${id}`,
  options: [{ id: "a", correct: true }, { id: "b", correct: false }],
});
const quizzes = [{
  name: "demo",
  title: "Demo",
  chapter: "c",
  href: "c.html",
  items: [item("x"), item("y"), item("z")],
}];
const given = (/** @type {string} */ option, more = {}) => ({
  answer: [option],
  checked: true,
  tries: 1,
  seconds: 2,
  version: "v1",
  ...more,
});
const NOW = Date.UTC(2026, 10, 21);
/** @param {Record<string, [number, unknown]>} entries */
const copy = (entries, erased = 0) => ({
  erased,
  cells: new Map(
    Object.entries(entries).map(([id, [when, value]]) => [id, { when, value }]),
  ),
});
const none = () => copy({});
/** @param {unknown} answers @param {unknown} [times] @param {object} [more] */
const file = (answers, times, more = {}) =>
  exportText({
    "quiz:demo": {
      answers,
      ...(times ? { _when: { answers: times } } : {}),
      ...more,
    },
  }, NOW);
/** @param {string} text @param {() => any} [here] */
const plan = (text, here = none) => planImport(text, quizzes, here, NOW);

Deno.test("an item stands open, right or to be looked at again", () => {
  const here = copy({
    x: [1, given("a")],
    y: [1, given("b")],
    z: [1, given("a", { version: "old" })],
  });
  assert.deepEqual(standing(quizzes[0], here), ["right", "again", "open"]);
});
Deno.test("what was exported comes back after it was erased", () => {
  const step = plan(
    file({ x: given("a"), y: given("b") }, { x: 5, y: 6 }),
    () => copy({}, NOW - 1),
  ).steps[0];
  assert.deepEqual([step.added, step.replaced, step.stays, step.same], [
    2,
    0,
    0,
    0,
  ]);
  assert.deepEqual(valuesOf(applyStep(copy({}, NOW - 1), step)), {
    x: given("a"),
    y: given("b"),
  });
});
Deno.test("in a new browser the times come along; a time from the future does not", () => {
  const { cells } = plan(file({ x: given("a"), y: given("b") }, { x: 5, y: NOW * 2 })).steps[0];
  assert.deepEqual([cells.get("x")?.when, cells.get("y")?.when], [5, NOW]);
});
Deno.test("of two answers the newer one stays, and the same is not touched", () => {
  const here = () => copy({ x: [10, given("a")], y: [10, given("a")], z: [10, given("a")] });
  const step = plan(
    file({ x: given("b"), y: given("b"), z: given("a") }, {
      x: 9,
      y: 11,
      z: 99,
    }),
    here,
  ).steps[0];
  assert.deepEqual([step.added, step.replaced, step.stays, step.same], [
    0,
    1,
    1,
    1,
  ]);
  assert.deepEqual([...step.cells.keys()], ["y"]);
});
Deno.test("answers to questions that are not in the book, or worded otherwise, are left out and told", () => {
  const found = plan(
    file({
      x: given("a", { version: "v0" }),
      unknown: given("a"),
      y: given("a"),
    }),
  );
  assert.equal(found.foreign, 2);
  assert.deepEqual([...found.steps[0].cells.keys()], ["y"]);
  assert.equal(
    planWords(found),
    "The file was read. It was saved on 21 November 2026. 1 answer will be added; 2 answers are left out: " +
      "this version of the course does not have the questions, or words them differently.",
  );
});
Deno.test("a part of a quiz and its test keep their own keys; strange keys are left out", () => {
  const keys = [
    "quiz:demo:0123abcd",
    "quiz:demo:test",
    "quiz:demo2",
    "quiz:demo:x",
    "explorer:trials",
  ];
  const found = plan(
    exportText(
      Object.fromEntries(
        keys.map((key) => [key, { answers: { x: given("a") } }]),
      ),
      NOW,
    ),
  );
  assert.deepEqual(found.steps.map(({ key }) => key), keys.slice(0, 2));
  assert.equal(found.foreign, 3);
});

const deep = (/** @type {number} */ levels) => "[".repeat(levels) + "]".repeat(levels);
const head = `{"course":"point-by-point","version":1,"widgets":`;
const REFUSED = {
  "not JSON": "<script>alert(1)</script>",
  "empty": "",
  "null": "null",
  "a list": "[]",
  "another file": '{"a":1}',
  "another course": '{"course":"x","version":1,"widgets":{}}',
  "version 2": '{"course":"point-by-point","version":2,"widgets":{}}',
  "version as text": '{"course":"point-by-point","version":"1","widgets":{}}',
  "no widgets": head + "null}",
  "widgets a list": head + "[]}",
  "a widget a text": head + '{"quiz:demo":"x"}}',
  "answers a list": file([]),
  "an entry a text": file({ x: "a" }),
  "an entry null": file({ x: null }),
  "checked a text": file({ x: { checked: "yes" } }),
  "too large": head + `{"x":"${"y".repeat(LARGEST)}"}}`,
  "too long an entry": file({ x: { answer: "y".repeat(30_000) } }),
  "deep": head + `{"quiz:demo":{"answers":{"x":{"answer":${deep(50)}}}}}}`,
  "very deep": head + deep(200_000) + "}",
  "hidden in another widget": head + '{"explorer":{"answers":{"x":7}}}}',
};
for (const [name, text] of Object.entries(REFUSED)) {
  Deno.test(`refused with a sentence: ${name}`, () => {
    const found = plan(text);
    assert.match(
      found.problem,
      /^This file .*Nothing was changed\.$|^This is not a file .*Nothing was changed\.$/,
    );
    assert.deepEqual(found.steps, []);
  });
}
Deno.test("what is hostile inside a well-formed file is cleaned away", () => {
  const text = head +
    `{"quiz:demo":{"answers":{"__proto__":{"checked":true},"x":{"version":"v1","answer":["a","<img src=x onerror=alert(1)>",7],
    "checked":true,"tries":-5,"evil":"<script>","seconds":1e99}},"_when":{"answers":{"x":"soon"}},"seed":-1},
    "__proto__":{"answers":{"x":{"checked":true}}},"constructor":{}}}`;
  const found = plan(text), { cells, seed } = found.steps[0];
  assert.equal(found.problem, "");
  assert.deepEqual([...cells], [["x", {
    when: NOW,
    value: given("a", { tries: 0, seconds: 0 }),
  }]]);
  assert.equal(seed, undefined);
  assert.equal(/** @type {any} */ ({}).checked, undefined);
  assert(!textOf(found.steps).includes("<"));
  assert(!planWords({ ...found, exported: "<b>2026" }).includes("<"));
});
