// The trial simulator in JavaScript, on the cases that tests/widgets/test_simulator_cases.py runs in Python.
import assert from "node:assert/strict";
import { philox, share, standardNormal } from "../../widgets/_shared/stream.js";
import { compare, COMPARISONS, NAMES, putIn, summarise } from "../../widgets/trial_simulator/compare.js";
import {
  axis,
  bars,
  countBins,
  manyAxis,
  meanLine,
  panel,
  strip,
  stripAxis,
} from "../../widgets/trial_simulator/layout.js";
import { places, runInSlices, runMany, runner, sumUp, verdicts } from "../../widgets/trial_simulator/many.js";
import { faultOf, limits } from "../../widgets/trial_simulator/settings.js";
import { ARMS, draw, letIn, ready, room } from "../../widgets/trial_simulator/trial.js";
import { fixed, manySays, oneSays, pWords, shareWords } from "../../widgets/trial_simulator/words.js";
import file from "./simulator_cases.json" with { type: "json" };

/** Equal, numbers to 1e-12; null in the file is NaN here. @param {any} found @param {any} wanted @param {string} where */
function same(found, wanted, where = "") {
  if (wanted === null) assert.ok(Number.isNaN(found), `${where}: ${found} is a number`);
  else if (typeof wanted === "number") {
    assert.ok(
      Math.abs(Number(found) - wanted) <= 1e-12 * Math.max(1, Math.abs(wanted)),
      `${where}: ${found} is not ${wanted}`,
    );
  } else if (typeof wanted === "boolean") assert.equal(Boolean(found), wanted, where);
  else if (typeof wanted === "string") assert.equal(found, wanted, where);
  else for (const name of Object.keys(wanted)) same(found[name], wanted[name], `${where}.${name}`);
}

Deno.test("philox gives the known answers", () => {
  const words = new Uint32Array(4);
  for (const [counter, key, answer] of /** @type {any[]} */ (file.philox)) {
    philox(counter[0], counter[1], counter[2], counter[3], key[0], key[1], words);
    assert.deepEqual([...words].map((word) => word.toString(16)), answer);
  }
  assert.ok(share(0) > 0 && share(0xffffffff) < 1);
});

Deno.test("normal values are those of mpmath, and turn round", () => {
  for (const [p, value] of file.standard_normal) same(standardNormal(p), value, String(p));
  for (const p of [0.01, 0.2, 0.425]) same(standardNormal(1 - p), -standardNormal(p), String(p));
});

for (const [name, wanted] of Object.entries(/** @type {Record<string, any>} */ (file.trials))) {
  Deno.test(`trial: ${name}`, () => {
    const settings = wanted.settings, known = ready(settings);
    const arms = ARMS.map((_, at) => draw(settings, known, at, settings.trial, room(settings.people)));
    const sums = arms.map(summarise), found = COMPARISONS.map(([one, two]) => compare(sums[one], sums[two]));
    const byName = Object.fromEntries(NAMES.map((pair, at) => [pair, found[at]]));
    same(letIn(settings), wanted.let_in, "let in");
    ARMS.forEach((arm, at) => same(arms[at], wanted.people[arm], arm));
    ARMS.forEach((arm, at) => same(sums[at], wanted.summaries[arm], arm));
    same(byName, wanted.comparisons);
    NAMES.forEach((pair, at) => same(putIn(settings, COMPARISONS[at]), wanted.put_in[pair], pair));
    assert.equal(oneSays(settings, byName, settings.measure, settings.comparator), wanted.says);
    const ends = stripAxis(found, settings);
    same(ends, wanted.axis, "axis");
    same(manyAxis(settings), wanted.many_axis, "axis of many");
    same(panel(arms[1], settings.scale_max), wanted.panel, "panel");
    assert.equal(meanLine(sums[1].mean_start, sums[1].mean_end, settings.scale_max), wanted.mean_line);
    same(strip(found[0], putIn(settings, [0, 1]), ends), wanted.strip, "strip");
  });
}

for (const [name, wanted] of Object.entries(/** @type {Record<string, any>} */ (file.many))) {
  Deno.test(`many: ${name}`, () => {
    const { settings, trials } = wanted, found = runMany(settings, trials);
    NAMES.forEach((pair, at) => same(found[at].p, wanted.p[pair], pair));
    NAMES.forEach((pair, at) => same(sumUp(found[at]), wanted.sums[pair], pair));
    same(verdicts(found), wanted.verdicts, "verdicts");
    const counts = countBins(found[0].difference, found[0].p, found[0].done, manyAxis(settings));
    same(counts, wanted.counts, "bins");
    same(bars(counts, 9), wanted.bars, "bars");
    const shares = Object.fromEntries(NAMES.map((pair, at) => [pair, sumUp(found[at]).works]));
    assert.equal(manySays(settings, { ...shares, trials }, settings.measure, settings.comparator), wanted.says);
  });
}

Deno.test("numbers, shares, p and limits", () => {
  for (const [value, text] of /** @type {[number | null, string][]} */ (file.fixed)) {
    assert.equal(fixed(value ?? NaN), text);
  }
  for (const [value, text] of /** @type {[number, string][]} */ (file.shares)) assert.equal(shareWords(value), text);
  for (const [value, text] of /** @type {[number | null, string][]} */ (file.ps)) {
    assert.equal(pWords(value ?? NaN), text);
  }
  for (const [low, high, wanted] of /** @type {[number, number, any][]} */ (file.axes)) same(axis(low, high), wanted);
});

/** @type {any} */
const SETTINGS = file.trials["all at once"].settings;
const ENTRY = {
  name: "entry",
  label: "Let in from",
  low: 0,
  high: 90,
  unit: "points",
  hint: "",
  step: 0.5,
  first: true,
};

Deno.test("limits shrink with the scale, and faults are named", () => {
  for (const [name, worst, [low, high]] of /** @type {[string, number, [number, number]][]} */ (file.limits)) {
    if (name !== "entry") continue;
    const found = limits(ENTRY, worst);
    same([found.low, found.high], [low, high]);
  }
  assert.equal(faultOf(ENTRY, 50, SETTINGS), "");
  assert.match(faultOf(ENTRY, 91, SETTINGS), /^Let in from: allowed is a number from 0 to 90\.$/);
  assert.match(faultOf(ENTRY, NaN, SETTINGS), /allowed/);
  assert.match(faultOf(ENTRY, 90, { ...SETTINGS, baseline_mean: 20 }), /So few people/);
  assert.match(faultOf({ ...ENTRY, name: "people", label: "People" }, 20.5, SETTINGS), /a whole number/);
});

Deno.test("slices give what one run gives, and can be stopped", async () => {
  const wanted = runMany(SETTINGS, 400);
  let slices = 0;
  const found = await new Promise((done) =>
    runInSlices({ ...SETTINGS }, 400, (into, ends) => {
      slices += 1;
      if (ends) done(into);
    })
  );
  assert.deepEqual(found, wanted);
  assert.ok(slices >= 1);
  let told = 0;
  runInSlices(SETTINGS, 400, () => told += 1)();
  await new Promise((done) => setTimeout(done, 30));
  assert.equal(told, 0);
});

Deno.test("a trial does not depend on those before it", () => {
  const into = places(3), next = runner(SETTINGS, into);
  for (let trial = 0; trial < 3; trial++) next();
  const known = ready(SETTINGS), arm = room(SETTINGS.people);
  const sums = ARMS.map((_, at) => summarise(draw(SETTINGS, known, at, 3, arm)));
  assert.equal(compare(sums[0], sums[1]).p, into[0].p[2]);
});

/** An arm whose people change by so much. @param {number[]} changes */
function armOf(changes) {
  const arm = room(changes.length);
  changes.forEach((change, at) => {
    arm.start[at] = 50;
    arm.end[at] = 50 + change;
    arm.stays[at] = 1;
  });
  return arm;
}

Deno.test("Welch by hand, without spread, and with too few people", () => {
  const by = (/** @type {number[]} */ one, /** @type {number[]} */ two) =>
    compare(summarise(armOf(one)), summarise(armOf(two)));
  const found = by([-1, -2, -3, -4], [0, -2, 2]); // means −2.5 and 0, variances 5/3 and 4, error² 5/12 + 4/3
  same(found.difference, -2.5);
  same(found.p, 0.14847134702688535); // by scipy 1.17
  same((found.low + found.high) / 2, -2.5);
  assert.deepEqual(by([-5, -5], [0, 0]), { difference: -5, low: -5, high: -5, p: 0 });
  assert.equal(by([0, 0], [0, 0]).p, 1);
  const few = compare(summarise(armOf([-5, -4])), summarise(armOf([-1])));
  assert.ok(Number.isNaN(few.p) && Number.isNaN(few.low));
  const nan = { "needle-sham": few, "needle-usual": few };
  assert.match(oneSays(SETTINGS, nan, "pain", "usual care"), /Trial 3 lost too many people to compare its arms\.$/);
});
