// Marking and saved answers in JavaScript, on the cases that tests/widgets/test_marking.py runs in Python.
import assert from "node:assert/strict";
import { cleanChoice, mark, readAnswer } from "../../widgets/_shared/marking.js";
import file from "./marking_cases.json" with { type: "json" };

const items = /** @type {Record<string, any>} */ (file.items);

for (const one of file.cases) {
  Deno.test(`marking: ${one.name}`, () => {
    const item = items[one.item];
    assert.deepEqual(cleanChoice(item, one.chosen), one.clean);
    assert.deepEqual(mark(item, one.chosen), {
      correct: one.correct,
      score: one.correct ? 1 : 0,
      chosen_right: one.right,
      chosen_wrong: one.wrong,
      missed: one.missed,
    });
  });
}

const item = { ...items.single, id: "x", version: "v1" };
const fresh = { chosen: [], checked: false, tries: 0, version: "v1" };

Deno.test("a saved answer to the same wording is taken", () => {
  const saved = { chosen: ["b"], checked: true, tries: 2, version: "v1" };
  assert.deepEqual(readAnswer(item, saved), saved);
});
Deno.test("a saved answer to another wording starts afresh", () => {
  assert.deepEqual(readAnswer(item, { chosen: ["b"], checked: true, tries: 2, version: "v0" }), fresh);
});
for (const hostile of [undefined, null, 3, "b", [], { version: "v1", chosen: "b", checked: "yes", tries: -1 }]) {
  Deno.test(`a broken saved answer starts afresh: ${JSON.stringify(hostile)}`, () => {
    assert.deepEqual(readAnswer(item, hostile), fresh);
  });
}
