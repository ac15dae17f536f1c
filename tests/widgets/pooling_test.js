// Pooling in JavaScript: every REML, DL and EE fit of the metafor reference, awkward sets, and errors.
import assert from "node:assert/strict";
import { cumulative, egger, leaveOneOut, pool, qProfile } from "../../widgets/_shared/pooling.js";
import { tQuantile } from "../../widgets/_shared/distributions.js";
import file from "../../data/reference/metafor_reference.json" with {
  type: "json",
};

const cases = Object.entries(/** @type {Record<string, any>} */ (file.cases));
/** @type {Record<string, import("../../widgets/_shared/pooling.js").Test>} */
const tests = { z: "wald", knha: "hksj", adhoc: "hksj-modified" };

/** Equal to 1e-6, relative where the truth is above 1. @param {number} found @param {number} truth @param {string} [name] @param {number} [tolerance] */
function near(found, truth, name = "", tolerance = 1e-6) {
  assert.ok(
    Math.abs(found - truth) <= tolerance * Math.max(1, Math.abs(truth)),
    `${name}: ${found} is not ${truth}`,
  );
}

/** Compare one fit; how many numbers were compared. @param {any} fit @param {any} one @param {string} name */
function compare(fit, one, name) {
  const found = /** @type {Record<string, any>} */ (pool(one.yi, one.vi, {
    method: fit.method,
    test: tests[fit.test],
  }));
  /** @type {Record<string, number>} */
  const truth = {
    estimate: fit.est,
    se: fit.se,
    stat: fit.stat,
    p: fit.p,
    ci_low: fit.ci[0],
    ci_high: fit.ci[1],
    tau2: fit.tau2,
    i2: fit.I2,
    h2: fit.H2,
    q: fit.Q,
    p_q: fit.Qp,
  };
  if (fit.method !== "EE") {
    // Under Wald metafor's prediction interval is normal; ours is t(k − 1) by its formula.
    const reach = tQuantile(0.975, one.k - 1) *
      Math.sqrt(fit.tau2 + fit.se ** 2);
    truth.pi_low = fit.test === "z" ? fit.est - reach : fit.pi_metafor[0];
    truth.pi_high = fit.test === "z" ? fit.est + reach : fit.pi_metafor[1];
  } else assert.ok(Number.isNaN(found.pi_low));
  for (const [field, value] of Object.entries(truth)) {
    near(found[field], value, `${name} ${fit.method} ${field}`);
  }
  return Object.keys(truth).length;
}

Deno.test("every REML, DL and EE fit of the reference", () => {
  let fits = 0;
  let numbers = 0;
  for (const [name, one] of cases) {
    for (const fit of one.fits) {
      if (!["REML", "DL", "EE"].includes(fit.method)) continue;
      numbers += compare(fit, one, name);
      fits += 1;
    }
  }
  assert.equal(cases.length, 11);
  assert.equal(fits, 11 * 7);
  assert.equal(numbers, 11 * (11 + 6 * 13));
});

Deno.test("Q-profile, Egger and leaving one out as in the reference", () => {
  let compared = 0;
  for (const [name, one] of cases) {
    const found = qProfile(one.yi, one.vi);
    // The file's limits stop at 1e-4; the tight ones are compared in Python, and Python with JavaScript.
    for (const side of [0, 1]) {
      near(
        found[side],
        one.reml_tau2_ci_qprofile[side],
        `${name} tau2 interval`,
        1e-4,
      );
    }
    const { t, p } = egger(one.yi, one.vi);
    near(t, one.egger_lm.t, `${name} Egger`);
    near(p, one.egger_lm.p, `${name} Egger`);
    leaveOneOut(one.yi, one.vi).forEach((rest, place) => {
      assert.equal(rest.omitted, place);
      near(
        rest.estimate,
        one.leave1out_reml_est[place],
        `${name} without ${place}`,
      );
      compared += 1;
    });
  }
  assert.equal(compared, cases.reduce((sum, [, one]) => sum + one.k, 0));
});

const [, bcg] = cases[0];

Deno.test("cumulative starts with one and ends with all", () => {
  const steps = cumulative(bcg.yi, bcg.vi);
  assert.equal(steps.length, 13);
  assert.equal(steps[0].estimate, bcg.yi[0]);
  assert.deepEqual(steps[12], pool(bcg.yi, bcg.vi));
});

Deno.test("one trial is itself, with a note", () => {
  const found = pool([-4], [9], { test: "hksj" });
  assert.equal(found.estimate, -4);
  assert.equal(found.se, 3);
  assert.equal(found.test, "wald");
  assert.deepEqual(found.weights, [100]);
  near(found.ci_low, -4 - 3 * 1.959963984540054, "", 1e-12);
  for (
    const value of [
      found.tau2,
      found.i2,
      found.h2,
      found.q,
      found.p_q,
      found.pi_low,
    ]
  ) assert.ok(Number.isNaN(value));
  assert.match(found.notes[0], /One trial: .* Hartung–Knapp needs two trials/);
});

Deno.test("identical effects leave an interval without width, and a note", () => {
  const found = pool([5, 5, 5], [1, 2, 3]);
  assert.equal(found.tau2, 0);
  assert.equal(found.q, 0);
  assert.equal(found.ci_low, 5);
  assert.equal(found.stat, Infinity);
  assert.equal(found.p, 0);
  assert.match(found.notes[0], /no width/);
  assert.equal(pool([0, 0], [1, 2]).p, 1);
  assert.deepEqual(qProfile([5, 5, 5], [1, 2, 3]), [0, 0]);
});

Deno.test("two trials of one variance by hand", () => {
  const found = pool([0, 4], [1, 1]);
  near(found.tau2, 7, "", 1e-12);
  near(found.estimate, 2, "", 1e-12);
  near(found.se, 2, "", 1e-12);
  near(found.ci_high, 2 + 2 * tQuantile(0.975, 1), "", 1e-12);
  assert.match(found.notes[0], /two trials/);
});

Deno.test("variances 10¹² apart, tiny and huge ones", () => {
  // Without the dominant trial, the others' mean and tau² would hang on digits that are lost.
  const found = pool([0, 1, 2, 4], [1e-12, 1, 1, 1], { test: "wald" });
  assert.ok(found.tau2 > 1 && found.tau2 < 4);
  for (const factor of [1e-250, 1e-12, 1e12, 1e250]) {
    const root = Math.sqrt(factor);
    const scaled = pool([root, 2 * root, 4 * root], [
      factor,
      2 * factor,
      3 * factor,
    ]);
    near(scaled.tau2 / factor, pool([1, 2, 4], [1, 2, 3]).tau2, "", 1e-12);
  }
});

Deno.test("of two peaks nearly alike the higher is taken", () => {
  near(pool([-0.00028, 0.018, -34], [0.022, 0.19, 98]).tau2, 279.9294149312382, "", 1e-9);
});

Deno.test("a large set after small ones, and plain or typed arrays", () => {
  const k = 500;
  const yi = Float64Array.from({ length: k }, (_, i) => Math.sin(i * i));
  const vi = Float64Array.from({ length: k }, (_, i) => 0.1 + i % 7 / 10);
  const found = pool(yi, vi);
  assert.deepEqual(pool(Array.from(yi), Array.from(vi)), found);
  near(found.weights.reduce((a, b) => a + b), 100, "", 1e-12);
  assert.deepEqual(pool(bcg.yi, bcg.vi), pool(bcg.yi, bcg.vi));
});

for (
  const [call, message] of /** @type {[() => unknown, RegExp][]} */ ([
    [() => pool([], []), /pool: 0 trials were given, allowed are 1 or more/],
    [() => pool([1, 2], [1]), /2 effects and 1 variances/],
    [
      () => pool([1, NaN], [1, 1]),
      /effects\[1\] is NaN, allowed is a finite number/,
    ],
    [
      () => pool([1, 2], [1, 0]),
      /variances\[1\] is 0, allowed is a finite number above 0/,
    ],
    [() => pool([1, 2], [Infinity, 1]), /variances\[0\] is Infinity/],
    [
      () => pool([1, 2], [1, 1], { method: /** @type {any} */ ("PM") }),
      /method is PM, allowed is one of REML, DL, EE/,
    ],
    [
      () => pool([1, 2], [1, 1], { test: /** @type {any} */ ("knha") }),
      /test is knha/,
    ],
    [
      () => pool([1, 2], [1, 1], { method: "EE" }),
      /allowed with method EE \(common effect\) is wald/,
    ],
    [() => pool([1, 2], [1, 1], { level: 95 }), /level is 95/],
    [() => pool([0, 1e160], [1, 1]), /more than 1e75 standard errors apart/],
    [
      () => qProfile([1], [1]),
      /qProfile: 1 trials were given, allowed are 2 or more/,
    ],
    [() => leaveOneOut([1], [1]), /leaveOneOut: 1 trials/],
    [() => egger([1, 2], [1, 2]), /egger: 2 trials/],
    [() => egger([1, 2, 3], [2, 2, 2]), /all variances are 2/],
  ])
) {
  Deno.test(`refused: ${message.source}`, () => assert.throws(call, { name: "RangeError", message }));
}
