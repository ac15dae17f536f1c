// The table of two practitioners in JavaScript, on the cases that tests/widgets/test_two_readers.py runs in Python.
import assert from "node:assert/strict";
import { bins } from "../../widgets/two_readers/draw.js";
import { agreementOf, middle, studies } from "../../widgets/two_readers/study.js";
import { byHand, drawn } from "../../widgets/two_readers/words.js";
import file from "./two_readers_cases.json" with { type: "json" };

for (const one of /** @type {any[]} */ (file.studies)) {
  Deno.test(`draws from ${one.table}, ${one.people} people`, () => {
    const found = studies(one.table, one.people, one.runs, one.seed);
    assert.deepEqual(found, one.kappas);
    assert.deepEqual(middle(found), one.middle);
  });
}
for (const one of file.words) {
  Deno.test(`words for ${one.table}`, () => {
    assert.equal(byHand(agreementOf(one.table)), one.by_hand);
    assert.equal(drawn(one.people, studies(one.table, one.people, one.runs, 1)), one.drawn);
  });
}
Deno.test("each study stands in one bar, what lies off the line in the last one", () => {
  assert.equal(bins([-1, -0.5, -0.45, 0, 0.35, 1]).reduce((a, b) => a + b), 6);
  assert.deepEqual(bins([-1, -0.5]).slice(0, 2), [2, 0]);
  assert.equal(bins([1]).at(-1), 1);
  assert.equal(bins([0.35])[17], 1);
});
