// The page's small model, and the colours of figures.
import assert from "node:assert/strict";
import { withColours } from "../../book/site/colours.js";
import { Model } from "../../book/site/host.js";

Deno.test("a model tells listeners of changes, and only of changes", () => {
  const model = new Model({ a: 1 }, undefined);
  /** @type {unknown[]} */
  const heard = [];
  const listen = (/** @type {unknown[]} */ ...values) => heard.push(values[1]);
  model.on("change:a", listen);
  model.set("a", 1);
  model.set("a", 2);
  model.off("change:a", listen);
  model.set("a", 3);
  assert.deepEqual(heard, [2]);
  assert.equal(model.get("a"), 3);
});
Deno.test("a model that can't keep says so once it should", () => {
  const model = new Model({
    answers: {},
    _persist: { key: "quiz:a", fields: ["answers"] },
  }, undefined);
  model.set("answers", { x: 1 });
  model.save_changes();
  assert.match(
    /** @type {string} */ (model.get("_storage_note")),
    /can't be kept/,
  );
});
Deno.test("colours are looked up everywhere and nothing else is touched", () => {
  const spec = {
    line: { color: "var(--pbp-ink)" },
    text: ["var(--pbp-ink) in a text", 3, null, "var(--other)"],
  };
  assert.deepEqual(withColours(spec, (name) => `<${name}>`), {
    line: { color: "<--pbp-ink>" },
    text: ["var(--pbp-ink) in a text", 3, null, "var(--other)"],
  });
});
