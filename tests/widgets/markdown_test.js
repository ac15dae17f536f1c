// Light Markdown in JavaScript: the pieces that tests/widgets/test_markdown.py finds too.
import assert from "node:assert/strict";
import { parse, plain } from "../../widgets/_shared/markdown.js";
import file from "./markdown_cases.json" with { type: "json" };

for (const one of file.cases) {
  Deno.test(`markdown: ${one.name}`, () => {
    assert.deepEqual(parse(one.text), one.pieces);
    if (one.name.startsWith("hostile")) assert.equal(plain(one.text), one.text);
  });
}
Deno.test("long texts stay quick", () => {
  for (const mark of ["*", "**", "[", "^", "\\", "[a](", "*a"]) parse(mark.repeat(2000));
});
