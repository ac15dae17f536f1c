// What the static page keeps: one key, two tabs, other versions, full and broken storage.
import assert from "node:assert/strict";
import { keep, KEY, restore, VERSION } from "../../book/site/storage.js";

/** A storage like the browser's. @param {Record<string, string>} [start] @param {boolean} [full] */
function storage(start = {}, full = false) {
  const kept = new Map(Object.entries(start));
  return /** @type {any} */ ({
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => {
      if (full) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
  });
}

Deno.test("what is kept comes back", () => {
  const one = storage();
  assert.equal(keep("quiz:a", "answers", { x: 1 }, one), true);
  assert.deepEqual(restore("quiz:a", one), { answers: { x: 1 } });
  assert.deepEqual(restore("quiz:b", one), {});
  assert.equal(JSON.parse(one.getItem(KEY)).version, VERSION);
});
Deno.test("two tabs that keep different widgets lose nothing", () => {
  const shared = storage();
  keep("quiz:a", "answers", 1, shared);
  keep("quiz:b", "answers", 2, shared);
  assert.deepEqual([restore("quiz:a", shared), restore("quiz:b", shared)], [{ answers: 1 }, { answers: 2 }]);
});
Deno.test("a record of another version is put aside, not destroyed", () => {
  const newer = JSON.stringify({ version: VERSION + 1, widgets: { "quiz:a": { answers: 9 } } });
  const one = storage({ [KEY]: newer });
  assert.deepEqual(restore("quiz:a", one), {});
  keep("quiz:a", "answers", 1, one);
  assert.equal(one.getItem(`${KEY}.aside`), newer);
  assert.deepEqual(restore("quiz:a", one), { answers: 1 });
});
for (const broken of ["{", "null", "[]", '{"version":1}', '{"version":1,"widgets":7}', '"x"']) {
  Deno.test(`a broken record is read as nothing: ${broken}`, () => {
    assert.deepEqual(restore("quiz:a", storage({ [KEY]: broken })), {});
  });
}
Deno.test("a full or missing storage says so and does not throw", () => {
  assert.equal(keep("quiz:a", "answers", 1, storage({}, true)), false);
  assert.equal(keep("quiz:a", "answers", 1, undefined), false);
  assert.deepEqual(restore("quiz:a", undefined), {});
});
