// The sentences of a pooled result are those of Python, to the letter.
import assert from "node:assert/strict";
import { headline } from "../../widgets/_shared/headline.js";
import { fixed, summary } from "../../widgets/_shared/words.js";
import cases from "./words_cases.json" with { type: "json" };

Deno.test(`${cases.length} results in words`, () => {
  assert.ok(cases.length > 50);
  for (const one of /** @type {any[]} */ (cases)) {
    const pooled = { ...one.pooled, pi_low: one.pooled.pi_low ?? NaN, pi_high: one.pooled.pi_high ?? NaN };
    assert.equal(summary(pooled, one.context), one.says);
    assert.equal(headline(pooled, one.context, one.each), one.headline);
  }
});

Deno.test("halves go to the even digit only where they are halves", () => {
  const found = [[0.5, 0], [1.5, 0], [2.5, 0], [0.125, 2], [0.375, 2], [1.005, 2], [10.235, 2], [-2.5, 0], [
    1234567.25,
    1,
  ]]
    .map(([value, digits]) => fixed(value, digits));
  assert.deepEqual(found, ["0", "2", "2", "0.12", "0.38", "1.00", "10.23", "-2", "1,234,567.2"]);
});
