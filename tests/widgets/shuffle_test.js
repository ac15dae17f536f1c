// Orders of options by seed in JavaScript, on the cases that tests/widgets/test_shuffle.py runs in Python.
import assert from "node:assert/strict";
import { drawSeed, mixedUp, shuffled } from "../../widgets/_shared/shuffle.js";
import file from "./shuffle_cases.json" with { type: "json" };

for (const { ids, seed, key, shuffled: order, mixed_up } of file.cases) {
  Deno.test(`shuffle: ${key} ${seed} ${ids.length}`, () => {
    assert.deepEqual(shuffled(ids, seed, key), order);
    assert.deepEqual(mixedUp(ids, seed, key), mixed_up);
  });
}
Deno.test("a drawn seed is one that Python takes", () => {
  for (let time = 0; time < 100; time++) {
    const seed = drawSeed();
    assert.ok(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31);
  }
});
