// Single values that a widget keeps: whether a test was handed in, and the seed of its order, in several tabs.
import assert from "node:assert/strict";
import { Model } from "../../book/site/host.js";
import { eraseAll, KEY, restore } from "../../book/site/storage.js";
import { processes, storage } from "./fake_storage.js";

const NAME = "quiz:a:test";
/** @param {any} shared */
const tab = (shared) =>
  new Model({
    answers: {},
    finished: false,
    seed: null,
    _persist: { key: NAME, fields: ["answers", "seed", "finished"] },
  }, shared);
/** @param {Model} model @param {Record<string, unknown>} values */
function save(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}
const states = (/** @type {Model[]} */ ...models) => models.map((model) => model.get("finished"));

Deno.test("a test that is handed in or started again in one tab is so in the other, which hears of it", () => {
  const shared = storage(), one = tab(shared), two = tab(shared);
  let heard = 0;
  two.on("change:finished", () => heard++);
  save(one, { answers: { x: 1 }, finished: true });
  two.sync();
  assert.deepEqual(states(two, tab(shared)), [true, true]);
  save(one, { answers: {}, finished: false });
  two.sync();
  assert.deepEqual(states(two, tab(shared)), [false, false]);
  assert.equal(heard, 2);
  save(two, { answers: { y: 1 } });
  one.sync();
  assert.deepEqual(states(one, tab(shared)), [false, false]);
});
Deno.test("handing in stays when another tab that has not heard of it saves an answer", () => {
  const { storages, flush, hear } = processes(2), models = storages.map(tab);
  save(models[0], { answers: { x: 1 }, finished: true });
  save(models[1], { answers: { y: 1 } });
  for (let busy = true; busy;) {
    busy = [0, 1].map((n) => {
      const handed = flush(n), change = hear(n);
      if (change?.[0] === KEY) models[n].sync(change[1] === null);
      return handed || change !== undefined;
    }).some(Boolean);
  }
  for (const model of [...models, ...storages.map(tab)]) {
    assert.deepEqual([model.get("answers"), model.get("finished")], [{
      x: 1,
      y: 1,
    }, true]);
  }
});
Deno.test("a handed-in test is open again after everything was erased, by the page or by hand", () => {
  for (const gone of [false, true]) {
    const shared = storage(), one = tab(shared), two = tab(shared);
    save(one, { answers: { x: 1 }, finished: true });
    two.sync();
    gone ? shared.removeItem(KEY) : eraseAll(shared, Date.now());
    one.sync(gone);
    two.sync(gone);
    assert.deepEqual(states(one, two, tab(shared)), [false, false, false]);
    save(two, { answers: { y: 1 } });
    assert.deepEqual(states(tab(shared)), [false]);
    save(two, { answers: { y: 1 }, finished: true });
    assert.deepEqual(states(tab(shared)), [true]);
  }
});
Deno.test("a record from before single values had times is read, also one written after an erasing", () => {
  const kept = {
    answers: { x: 1 },
    finished: true,
    seed: 3,
    _when: { answers: { x: 50 } },
  };
  for (const erased of [undefined, 40]) {
    const shared = storage({
      [KEY]: JSON.stringify({ version: 1, erased, widgets: { [NAME]: kept } }),
    });
    const one = tab(shared), two = tab(shared);
    assert.deepEqual([one.get("finished"), one.get("seed")], [true, 3]);
    save(one, { answers: {}, finished: false });
    two.sync();
    assert.deepEqual(states(two, tab(shared)), [false, false]);
  }
});
for (const strange of ["null", "{}", "[]", '"yes"', "7"]) {
  Deno.test(`a strange value does not hand a test in: ${strange}`, () => {
    const shared = storage({
      [KEY]: `{"version":1,"widgets":{"${NAME}":{"finished":${strange}}}}`,
    });
    const one = tab(shared);
    assert.notEqual(one.get("finished"), true);
    save(one, { answers: { x: 1 }, finished: true });
    assert.deepEqual(states(tab(shared)), [true]);
  });
}
Deno.test("the seed of an open tab is kept again after everything was erased", () => {
  const shared = storage(), one = tab(shared);
  one.set("seed", 5);
  save(one, { answers: { x: 1 } });
  eraseAll(shared, Date.now());
  one.sync();
  assert.equal(one.get("seed"), 5);
  save(one, { answers: { y: 1 } });
  assert.equal(restore(NAME, shared).seed, 5);
});
