// A case is answered part by part, also in two tabs at once: each part has its own time, and none is lost.
import assert from "node:assert/strict";
import { changeCopy, mergeCopies, readCopy, textOf, valuesOf, writeCopy } from "../../book/site/entries.js";
import { Model } from "../../book/site/host.js";
import { KEY } from "../../book/site/storage.js";
import { processes, random, storage } from "./fake_storage.js";

/** @typedef {import("../../book/site/entries.js").Copy} Copy */
const FIELDS = ["answers"];
/** @param {any} shared */
const tab = (shared) =>
  new Model(
    { answers: {}, _persist: { key: "quiz:a", fields: FIELDS } },
    shared,
  );
const part = (/** @type {unknown} */ answer) => ({
  answer,
  checked: true,
  tries: 1,
  seconds: 1,
});
const entry = (
  /** @type {Record<string, unknown>} */ parts,
  version = "v1",
) => ({ ...part(parts), version });
/** @param {Model} model @param {string} name @param {unknown} answer */
function answer(model, name, answer, version = "v1") {
  const now = /** @type {any} */ (model.get("answers"));
  const old = now.case?.version === version ? now.case.answer : {};
  model.set("answers", {
    ...now,
    case: entry({ ...old, [name]: part(answer) }, version),
  });
  model.save_changes();
}
const answers = (
  /** @type {Model} */ model,
) => /** @type {any} */ (model.get("answers"));
const given = (/** @type {Model} */ model) => /** @type {any} */ (answers(model).case)?.answer;

Deno.test("two parts of one case, changed in two tabs in the same moment, both stay", () => {
  const { storages, flush, hear } = processes(2), models = storages.map(tab);
  answer(models[0], "one", "a");
  for (const turn of [() => flush(0), () => hear(1)]) turn();
  models[1].sync();
  answer(models[0], "two", "5");
  answer(models[1], "one", "b");
  for (let busy = true; busy;) {
    busy = [0, 1].map((n) => {
      const handed = flush(n), change = hear(n);
      if (change?.[0] === KEY) models[n].sync(change[1] === null);
      return handed || change !== undefined;
    }).some(Boolean);
  }
  const both = { one: part("b"), two: part("5") };
  for (const model of [...models, ...storages.map(tab)]) {
    assert.deepEqual(given(model), both);
  }
});
Deno.test("a record from before parts had times is read, and its parts stay", () => {
  const old = { one: part("a"), two: part("5") };
  const shared = storage({
    [KEY]: JSON.stringify({
      version: 1,
      widgets: {
        "quiz:a": {
          answers: { case: entry(old) },
          _when: { answers: { case: 7 } },
        },
      },
    }),
  });
  const one = tab(shared), two = tab(shared);
  assert.deepEqual(given(one), old);
  answer(one, "one", "b");
  answer(two, "two", "6");
  assert.deepEqual(given(tab(shared)), { one: part("b"), two: part("6") });
  assert.deepEqual(
    JSON.parse(shared.getItem(KEY)).widgets["quiz:a"].answers.case.answer,
    given(tab(shared)),
  );
});
Deno.test("parts of another wording of a case don't mix with this one's", () => {
  const shared = storage(), one = tab(shared), two = tab(shared);
  answer(one, "one", "a");
  answer(one, "two", "5");
  answer(two, "two", "new", "v2");
  one.sync();
  for (const model of [one, tab(shared)]) {
    assert.deepEqual(given(model), { two: part("new") });
  }
});
Deno.test("a case that is cleared is gone with its parts and leaves no name", () => {
  const shared = storage(), one = tab(shared), two = tab(shared);
  answer(one, "secret", "a");
  two.sync();
  one.set("answers", {});
  one.save_changes();
  two.sync();
  assert.deepEqual([answers(two), answers(tab(shared))], [{}, {}]);
  assert(!shared.getItem(KEY).includes("secret"));
});
Deno.test("a record with names that look like parts harms nothing", () => {
  const inside =
    '{"answers":{"a/b":7,"/":{"answer":{"x":{}}},"case":{"answer":["a"]},"c":{"answer":{"__proto__":{}}}},' +
    '"_when":{"answers":{"case/x":5,"nowhere/x":6,"case":-1}}}';
  const shared = storage({
    [KEY]: `{"version":1,"widgets":{"quiz:a":${inside}}}`,
  });
  const one = tab(shared);
  assert.deepEqual(answers(one).case, { answer: ["a"] });
  answer(one, "one", "a");
  assert.deepEqual(given(tab(shared)), { one: part("a") });
});

/** @param {() => number} chance @returns {Copy} */
function someCopy(chance) {
  let copy = /** @type {Copy} */ ({ erased: 0, cells: new Map() });
  for (let step = 0; step < 3; step++) {
    const now = valuesOf(copy), item = chance() < 0.5 ? "x" : "y";
    const parts = {
      ...now[item]?.answer,
      [chance() < 0.5 ? "one" : "two"]: part(Math.floor(chance() * 3)),
    };
    if (chance() < 0.2) delete parts.one;
    copy = changeCopy(
      copy,
      { ...now, [item]: entry(parts) },
      Math.floor(chance() * 5),
    );
  }
  return chance() < 0.3 ? mergeCopies(copy, { erased: Math.floor(chance() * 4), cells: new Map() }) : copy;
}
const flat = (/** @type {Copy} */ copy) => textOf([copy.erased, [...copy.cells].sort()]);

Deno.test("merging cases gives the same in any order and any number of times, also by way of the storage", () => {
  const chance = random(3);
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
