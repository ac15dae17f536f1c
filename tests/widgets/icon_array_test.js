// The cells of an icon array in JavaScript, on the cases that tests/widgets/test_icon_array.py runs in Python.
import assert from "node:assert/strict";
import { cells, line, outline, runs } from "../../widgets/_shared/cells.js";
import file from "./icon_array_cases.json" with { type: "json" };

for (const one of /** @type {any[]} */ (file.cells)) {
  Deno.test(`cells: ${one.name}`, () => {
    const found = cells(one.rate, one.low, one.high, one.baseline, one.denominator);
    assert.deepEqual(found, one.cells);
    assert.deepEqual(runs(found, one.denominator), one.runs);
  });
}
for (const one of file.lines) {
  Deno.test(`line ${one.first} to ${one.last} of ${one.width}`, () => {
    assert.equal(line(one.first, one.last, one.width, one.length), one.path);
  });
}
for (const one of file.outlines) {
  Deno.test(`outline ${one.first} to ${one.last} of ${one.width}`, () => {
    assert.equal(outline(one.first, one.last, one.width), one.path);
  });
}
