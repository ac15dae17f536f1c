// Two and three tabs on one quiz, in random order, with processes that hear of each other late: nothing is lost.
import assert from "node:assert/strict";
import { changeCopy, mergeCopies, readCopy, textOf, valuesOf, writeCopy } from "../../book/site/entries.js";
import { Model } from "../../book/site/host.js";
import { eraseAll, KEY } from "../../book/site/storage.js";
import { processes, random } from "./fake_storage.js";

/** @typedef {import("../../book/site/entries.js").Copy} Copy */
/** @param {any} shared */
const tab = (shared) =>
  new Model(
    { answers: {}, _persist: { key: "quiz:a", fields: ["answers"] } },
    shared,
  );

/**
 * Tabs that answer, hand on and hear in random order until all is heard; gives each tab's answers at the end.
 * @param {number} seed @param {number} count @param {(model: Model, step: number, chance: () => number) => void} act
 */
function live(seed, count, act) {
  const chance = random(seed),
    { storages, flush, hear } = processes(count),
    models = storages.map(tab);
  const listen = (/** @type {number} */ n) => {
    const change = hear(n);
    if (change?.[0] === KEY) models[n].sync(change[1] === null);
    return change !== undefined;
  };
  for (let step = 0; step < 40; step++) {
    const n = Math.floor(chance() * count), what = chance();
    if (what < 0.4) act(models[n], step, chance);
    else if (what < 0.7) flush(n);
    else listen(n);
  }
  for (let busy = true, rounds = 0; busy; rounds++) {
    assert(rounds < 200, "tabs must come to rest");
    busy = models.map((_, n) => [flush(n), listen(n)]).flat().some(Boolean);
  }
  return [...models, ...storages.map(tab)].map((
    model,
  ) => /** @type {any} */ (model.get("answers")));
}

Deno.test("whatever the order, every tab and the storage end with every answer", () => {
  for (let seed = 0; seed < 150; seed++) {
    /** @type {Record<string, number>} */
    const given = {};
    const ends = live(seed, 2 + seed % 2, (model, step) => {
      given[`item-${step}`] = step;
      model.set("answers", {
        .../** @type {object} */ (model.get("answers")),
        [`item-${step}`]: step,
      });
      model.save_changes();
    });
    for (const end of ends) assert.deepEqual(end, given, `seed ${seed}`);
  }
});
Deno.test("with the same items answered, cleared and erased in several tabs, all end alike", () => {
  for (let seed = 0; seed < 150; seed++) {
    const ends = live(seed, 3, (model, step, chance) => {
      const what = chance(),
        now = /** @type {Record<string, unknown>} */ (model.get("answers"));
      const item = `item-${Math.floor(chance() * 4)}`;
      if (what < 0.1) eraseAll(model.storage, Date.now());
      else if (what < 0.2) model.set("answers", {});
      else if (what < 0.3) {
        model.set(
          "answers",
          Object.fromEntries(
            Object.entries(now).filter(([key]) => key !== item),
          ),
        );
      } else model.set("answers", { ...now, [item]: { step, chosen: [item] } });
      model.save_changes();
    });
    for (const end of ends) assert.deepEqual(end, ends[0], `seed ${seed}`);
  }
});

/** @param {() => number} chance @returns {Copy} */
function someCopy(chance) {
  const keys = ["x", "y", "z", "__proto__"].filter(() => chance() < 0.7);
  const when = () => Math.floor(chance() * 4);
  const cells = keys.map((key) => {
    const time = when();
    const value = time && chance() < 0.3 ? undefined : { chosen: Math.floor(chance() * 3) };
    return /** @type {[string, any]} */ ([key, { when: time, value }]);
  });
  const copy = { erased: 0, cells: new Map(cells) };
  return chance() < 0.3 ? mergeCopies(copy, { erased: when(), cells: new Map() }) : copy;
}
const flat = (/** @type {Copy} */ copy) => textOf([copy.erased, [...copy.cells].sort()]);

Deno.test("merging gives the same in any order and any number of times, also by way of the storage", () => {
  const chance = random(1);
  for (let round = 0; round < 3000; round++) {
    const [a, b, c] = [someCopy(chance), someCopy(chance), someCopy(chance)];
    assert.equal(flat(mergeCopies(a, b)), flat(mergeCopies(b, a)));
    assert.equal(
      flat(mergeCopies(mergeCopies(a, b), c)),
      flat(mergeCopies(a, mergeCopies(b, c))),
    );
    assert.equal(flat(mergeCopies(a, a)), flat(a));
    const stored = JSON.parse(JSON.stringify(writeCopy({}, "answers", a)));
    assert.equal(flat(readCopy(stored, "answers")), flat(a));
  }
});
Deno.test("a change is seen, is later than all before it, and no change changes nothing", () => {
  const chance = random(2);
  for (let round = 0; round < 1000; round++) {
    const copy = someCopy(chance),
      values = { ...valuesOf(copy), x: { chosen: round } };
    const changed = changeCopy(copy, values, 1);
    assert.deepEqual(valuesOf(changed), values);
    assert.deepEqual(valuesOf(mergeCopies(copy, changed)), values);
    assert.equal(changeCopy(changed, values, 99), changed);
    assert.deepEqual(valuesOf(mergeCopies(copy, changeCopy(copy, {}, 1))), {});
  }
});
