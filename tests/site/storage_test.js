// What the static page keeps: one key, other versions, full and broken storage, and erasing.
import assert from "node:assert/strict";
import { Model } from "../../book/site/host.js";
import { ASIDE, eraseAll, keep, KEY, restore, SENTENCES, unreadable, VERSION } from "../../book/site/storage.js";
import { storage } from "./fake_storage.js";

/** A quiz's model in a tab of its own. @param {any} shared */
const tab = (shared, seed = 0) =>
  new Model({
    answers: {},
    seed,
    _persist: { key: "quiz:a", fields: ["answers", "seed"] },
  }, shared);
/** @param {Model} model @param {string} item @param {unknown} entry */
function answer(model, item, entry) {
  model.set("answers", {
    .../** @type {object} */ (model.get("answers")),
    [item]: entry,
  });
  model.save_changes();
}

Deno.test("what is kept comes back", () => {
  const shared = storage();
  answer(tab(shared), "x", { chosen: ["a"] });
  assert.deepEqual(tab(shared).get("answers"), { x: { chosen: ["a"] } });
  assert.deepEqual(restore("quiz:b", shared), {});
  assert.equal(JSON.parse(shared.getItem(KEY)).version, VERSION);
});
Deno.test("a record from before entries had times is read, and its entries stay", () => {
  const shared = storage({
    [KEY]: JSON.stringify({
      version: 1,
      widgets: { "quiz:a": { answers: { x: 1 } } },
    }),
  });
  const one = tab(shared);
  assert.deepEqual(one.get("answers"), { x: 1 });
  answer(one, "y", 2);
  assert.deepEqual(tab(shared).get("answers"), { x: 1, y: 2 });
});
Deno.test("two tabs on the same quiz lose nothing, though neither has heard of the other", () => {
  const shared = storage(), one = tab(shared), two = tab(shared);
  answer(one, "x", 1);
  answer(two, "y", 2);
  answer(one, "z", 3);
  assert.deepEqual(tab(shared).get("answers"), { x: 1, y: 2, z: 3 });
  assert.deepEqual(
    one.get("answers"),
    { x: 1, y: 2, z: 3 },
    "a save brings in what the other tab has",
  );
  two.sync();
  assert.deepEqual(two.get("answers"), { x: 1, y: 2, z: 3 });
});
Deno.test("records of other widgets are left alone", () => {
  const shared = storage({
    [KEY]: '{"version":1,"widgets":{"explorer:x":{"selection":[1,2]}}}',
  });
  answer(tab(shared), "x", 1);
  assert.deepEqual(restore("explorer:x", shared), { selection: [1, 2] });
});
Deno.test("erased entries stay erased, whatever another tab saves later, and their names are gone", () => {
  const shared = storage(), one = tab(shared), two = tab(shared);
  answer(one, "secret", 1);
  two.sync();
  one.set("answers", {});
  one.save_changes();
  assert(!shared.getItem(KEY).includes("secret"));
  answer(two, "y", 2);
  assert.deepEqual([two.get("answers"), tab(shared).get("answers")], [
    { y: 2 },
    { y: 2 },
  ]);
  one.sync();
  assert.deepEqual(one.get("answers"), { y: 2 });
});
Deno.test("one entry taken out stays out", () => {
  const shared = storage(), one = tab(shared);
  answer(one, "x", 1);
  answer(one, "y", 2);
  const two = tab(shared);
  one.set("answers", { y: 2 });
  one.save_changes();
  answer(two, "z", 3);
  assert.deepEqual(tab(shared).get("answers"), { y: 2, z: 3 });
});
Deno.test("a seed is set once; of other single values the last one stays", () => {
  const shared = storage(), one = tab(shared), two = tab(shared);
  one.set("seed", 5);
  one.save_changes();
  two.set("seed", 7);
  two.save_changes();
  assert.equal(tab(shared, 9).get("seed"), 5);
  keep("other", {}, { level: 1 }, shared);
  keep("other", {}, { level: 2 }, shared);
  assert.equal(restore("other", shared).level, 2);
});
Deno.test("a change that was not saved yet is not lost when another tab's answers come in", () => {
  const shared = storage(), one = tab(shared), two = tab(shared);
  one.set("answers", { x: 1 });
  answer(two, "y", 2);
  one.sync();
  assert.deepEqual(one.get("answers"), { x: 1, y: 2 });
});
Deno.test("records of other versions are put aside, each in a place of its own, and none is written over", () => {
  const shared = storage(),
    texts = [2, 3, 4, 5, 6].map((version) => JSON.stringify({ version, widgets: { n: version } }));
  for (const text of texts) {
    shared.setItem(KEY, text);
    assert.deepEqual(restore("quiz:a", shared), {});
    answer(tab(shared), "x", text.length);
    answer(tab(shared), "y", text);
  }
  assert.deepEqual(ASIDE.map((place) => shared.getItem(place)), texts);
  shared.setItem(KEY, texts[2]);
  answer(tab(shared), "x", 1);
  assert.deepEqual(
    tab(shared).get("answers"),
    { x: 1 },
    "what is aside already needs no second place",
  );
  shared.setItem(KEY, "one too many");
  const last = tab(shared);
  answer(last, "x", 1);
  assert.equal(last.get("_storage_note"), SENTENCES.aside);
  assert.equal(shared.getItem(KEY), "one too many");
  assert.deepEqual(unreadable(shared), [...texts, "one too many"]);
});
Deno.test("no room to put a strange record aside: it stays where it is", () => {
  const shared = storage({ [KEY]: "{strange" }, 40), one = tab(shared);
  answer(one, "x", "y".repeat(30));
  assert.equal(one.get("_storage_note"), SENTENCES.full);
  assert.equal(shared.getItem(KEY), "{strange");
});
const DEEP = `{"version":1,"widgets":{"quiz:a":{"answers":{"x":${"[".repeat(1e5)}${"]".repeat(1e5)}}}}}`;
for (
  const broken of [
    "{",
    "null",
    "[]",
    '{"version":1}',
    '{"version":1,"widgets":7}',
    '"x"',
    '{"version":"1"}',
    DEEP,
  ]
) {
  Deno.test(`a broken record is read as nothing and kept: ${broken.slice(0, 40)}`, () => {
    const shared = storage({ [KEY]: broken }), one = tab(shared);
    assert.deepEqual(one.get("answers"), {});
    answer(one, "x", 1);
    assert.deepEqual(tab(shared).get("answers"), { x: 1 });
    assert.equal(shared.getItem(ASIDE[0]), broken);
  });
}
for (
  const inside of [
    "7",
    '{"answers":"text","_when":"x","_erased":[]}',
    '{"answers":{"__proto__":{"x":1}},"_when":{"answers":{"__proto__":5}}}',
    '{"answers":[1],"_when":{"answers":{"x":"soon"}},"_erased":{"answers":-1},"seed":{"a":1}}',
    '{"answers":{},"_when":{"answers":{"x":1e300}},"_erased":{"answers":1e300}}',
  ]
) {
  Deno.test(`a record that is broken inside harms nothing: ${inside}`, () => {
    const shared = storage({
      [KEY]: `{"version":1,"widgets":{"quiz:a":${inside}}}`,
    });
    const one = tab(shared, 4);
    answer(one, "y", 1);
    const answers = /** @type {any} */ (tab(shared, 4).get("answers"));
    assert.deepEqual(answers.y, 1);
    assert.equal(Object.getPrototypeOf(answers), Object.prototype);
    assert.equal(/** @type {any} */ ({}).x, undefined);
    assert.equal(one.get("seed"), 4);
  });
}
Deno.test("a full or forbidden storage is told in a sentence, and again when it is over", () => {
  const full = tab(storage({}, 10)), none = tab(undefined);
  answer(full, "x", 1);
  answer(none, "x", 1);
  assert.equal(full.get("_storage_note"), SENTENCES.full);
  assert.equal(none.get("_storage_note"), SENTENCES.forbidden);
  full.storage = storage();
  answer(full, "y", 2);
  assert.equal(full.get("_storage_note"), "");
  assert.deepEqual(
    tab(full.storage).get("answers"),
    { x: 1, y: 2 },
    "what did not fit before is kept now",
  );
  const denies = () => {
    throw new DOMException("no", "SecurityError");
  };
  const denied = tab({ getItem: denies, setItem: denies, removeItem: denies });
  answer(denied, "x", 1);
  assert.equal(denied.get("_storage_note"), SENTENCES.forbidden);
});
Deno.test("erasing everything holds against open tabs, also with answers from a clock that ran ahead", () => {
  const shared = storage({ [ASIDE[0]]: "old", other: "not ours" }),
    one = tab(shared),
    two = tab(shared);
  answer(one, "x", 1);
  const ahead = JSON.parse(shared.getItem(KEY));
  ahead.widgets["quiz:a"]._when.answers.x = Date.now() + 1e9;
  shared.setItem(KEY, JSON.stringify(ahead));
  one.sync();
  two.sync();
  assert.equal(eraseAll(shared, Date.now()), "");
  assert.deepEqual(shared.keys().sort(), ["other", KEY]);
  answer(two, "y", 2);
  one.sync();
  assert.deepEqual([one, two, tab(shared)].map((each) => each.get("answers")), [
    { y: 2 },
    { y: 2 },
    { y: 2 },
  ]);
});
Deno.test("a record that the reader took away by hand is forgotten in open tabs, too", () => {
  const shared = storage(), one = tab(shared);
  answer(one, "x", 1);
  shared.removeItem(KEY);
  one.sync(true);
  assert.deepEqual(one.get("answers"), {});
  assert.equal(shared.getItem(KEY), null);
  answer(one, "y", 2);
  assert.deepEqual(tab(shared).get("answers"), { y: 2 });
});
