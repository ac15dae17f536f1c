// Marking and saved answers in JavaScript, on the cases that tests/widgets/test_marking.py runs in Python.
import assert from "node:assert/strict";
import { answered, cleanAnswer, judgeNumber, mark, readAnswer } from "../../widgets/_shared/marking.js";
import file from "./marking_cases.json" with { type: "json" };

const items = /** @type {Record<string, any>} */ (file.items);

for (const one of /** @type {any[]} */ (file.cases)) {
  Deno.test(`marking: ${one.name}`, () => {
    const item = items[one.item];
    const result = mark(item, one.answer);
    assert.deepEqual(cleanAnswer(item, one.answer), one.clean);
    assert.ok(Math.abs(result.score - one.score) < 1e-12);
    assert.equal(result.correct, one.score === 1);
    assert.deepEqual([result.right, result.wrong, result.missed], [one.right, one.wrong, one.missed]);
    assert.equal(
      answered(item, one.answer),
      one.clean !== "" && JSON.stringify(one.clean) !== "[]" && JSON.stringify(one.clean) !== "{}",
    );
    if (one.verdict) assert.equal(judgeNumber(item, one.answer), one.verdict);
  });
}
for (const one of /** @type {any[]} */ (file.saved)) {
  Deno.test(`saved answer: ${one.name}`, () => {
    assert.deepEqual(readAnswer({ ...items[one.item], version: "v1" }, one.saved), one.read);
  });
}
Deno.test("what JSON cannot say is no answer", () => {
  for (const value of [NaN, Infinity, undefined, Symbol("x"), () => 1, 10n]) {
    assert.equal(mark(items.numeric, value).score, 0);
    assert.equal(mark(items.matching, value).right, 0);
    assert.equal(mark(items.ordering, value).right, 0);
  }
});
