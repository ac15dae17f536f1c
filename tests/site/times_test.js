// Times in a record that can't be true: they neither break nor poison what is kept.
import assert from "node:assert/strict";
import { latest } from "../../book/site/entries.js";
import { Model } from "../../book/site/host.js";
import { eraseAll, KEY, restoreCopies } from "../../book/site/storage.js";
import { storage } from "./fake_storage.js";

const NAME = "quiz:a";
/** @param {any} shared */
const tab = (shared) =>
  new Model(
    { answers: {}, _persist: { key: NAME, fields: ["answers"] } },
    shared,
  );
const answers = (/** @type {any} */ shared) => tab(shared).get("answers");
const copyOf = (/** @type {any} */ shared) => restoreCopies(NAME, ["answers"], shared).answers;
const FAR = [
  8640000000000001,
  Number.MAX_SAFE_INTEGER,
  Date.now() + 2 * 86_400_000,
  1e300,
  -5,
  1.5,
  "soon",
];
/** @type {Record<string, (time: unknown) => object>} */
const PLACES = {
  "of an answer": (time) => ({
    widgets: { [NAME]: { answers: { x: 1 }, _when: { answers: { x: time } } } },
  }),
  "of erasing a quiz": (time) => ({
    widgets: { [NAME]: { answers: { x: 1 }, _erased: { answers: time } } },
  }),
  "of erasing all": (time) => ({
    erased: time,
    widgets: { [NAME]: { answers: { x: 1 } } },
  }),
};
for (const [place, record] of Object.entries(PLACES)) {
  for (const time of FAR) {
    Deno.test(`the time ${place} is ${time}: answers stay, come and are erased as ever`, () => {
      const shared = storage({
          [KEY]: JSON.stringify({ version: 1, ...record(time) }),
        }),
        one = tab(shared);
      assert.deepEqual(one.get("answers"), { x: 1 });
      assert(latest(copyOf(shared)) <= Date.now());
      one.set("answers", { x: 1, y: 2 });
      one.save_changes();
      assert.deepEqual(answers(shared), { x: 1, y: 2 });
      assert.equal(eraseAll(shared, Date.now()), "");
      assert(JSON.parse(shared.getItem(KEY)).erased <= Date.now() + 60_000);
      one.sync();
      assert.deepEqual([one.get("answers"), answers(shared)], [{}, {}]);
      one.set("answers", { z: 3 });
      one.save_changes();
      assert.deepEqual(answers(shared), { z: 3 });
    });
  }
}
Deno.test("a clock that is some hours ahead is believed", () => {
  const ahead = Date.now() + 3_600_000;
  const shared = storage({
    [KEY]: JSON.stringify({ version: 1, ...PLACES["of an answer"](ahead) }),
  });
  assert.equal(latest(copyOf(shared)), ahead);
});
Deno.test("a tab whose clock ran far ahead and was set back goes on as ever", () => {
  const shared = storage(), one = tab(shared), two = tab(shared), clock = Date.now;
  Date.now = () => clock() + 9 * 86_400_000;
  one.set("answers", { x: 1 });
  one.save_changes();
  Date.now = clock;
  one.set("answers", { x: 2 });
  one.save_changes();
  two.sync();
  assert.deepEqual(two.get("answers"), { x: 2 });
  two.set("answers", { x: 3 });
  two.save_changes();
  one.sync();
  assert.deepEqual([one.get("answers"), answers(shared)], [{ x: 3 }, { x: 3 }]);
  eraseAll(shared, Date.now());
  one.sync();
  assert.deepEqual([one.get("answers"), answers(shared)], [{}, {}]);
});
