// Distributions: closed forms, printed tables, quantiles that lead back, and refusals. scipy: test_pooling_parity.py.
import assert from "node:assert/strict";
import {
  chi2Cdf,
  chi2Quantile,
  chi2Survival,
  logGamma,
  normalCdf,
  normalQuantile,
  normalSurvival,
  tCdf,
  tQuantile,
  tSurvival,
} from "../../widgets/_shared/distributions.js";

/** @param {number} found @param {number} truth @param {string} [name] @param {number} [tolerance] */
function near(found, truth, name = "", tolerance = 2e-13) {
  assert.ok(
    Math.abs(found - truth) <= tolerance * Math.abs(truth) + 1e-300,
    `${name}: ${found} is not ${truth}`,
  );
}

Deno.test("t on 1, 2 and 4 degrees of freedom has closed forms", () => {
  for (const t of [1e-6, 0.01, 0.3, 1, 2.5, 12, 1e4]) {
    near(tSurvival(t, 1), Math.atan(1 / t) / Math.PI, `t ${t}, 1`);
    const root = Math.sqrt(2 + t * t);
    near(tSurvival(t, 2), 1 / (root * (root + t)), `t ${t}, 2`);
    near(tCdf(t, 1) + tSurvival(t, 1), 1);
    near(tCdf(-t, 7), tSurvival(t, 7));
  }
  const sine = 3 / Math.sqrt(4 + 9);
  near(
    tSurvival(3, 4),
    0.5 - sine * (1 + (1 - sine * sine) / 2) / 2,
    "t 3, 4",
    1e-12,
  );
});

Deno.test("chi-squared on even degrees of freedom is a Poisson sum", () => {
  for (const x of [1e-9, 0.1, 2, 7, 30, 300]) {
    near(chi2Survival(x, 2), Math.exp(-x / 2), `x ${x}, 2`);
    near(chi2Survival(x, 4), Math.exp(-x / 2) * (1 + x / 2), `x ${x}, 4`);
    near(chi2Cdf(x, 2), -Math.expm1(-x / 2), `lower ${x}, 2`);
  }
});

Deno.test("tables in textbooks", () => {
  near(normalQuantile(0.975), 1.959963984540054);
  near(normalSurvival(1.959963984540054), 0.025);
  near(normalCdf(-5), 2.866515718791939e-7);
  near(tQuantile(0.975, 1), 12.706204736174698);
  near(tQuantile(0.975, 4), 2.7764451051977987);
  near(tQuantile(0.975, 12), 2.1788128296672284);
  near(tQuantile(0.95, 30), 1.697260886593957);
  near(chi2Quantile(0.95, 1), 3.841458820694124);
  near(chi2Quantile(0.025, 10), 3.2469727802368396);
  near(chi2Quantile(0.975, 10), 20.483177350807388);
  near(logGamma(5), Math.log(24));
  near(logGamma(0.5), Math.log(Math.PI) / 2);
  near(logGamma(171), 706.5730622457873);
});

Deno.test("quantiles lead back", () => {
  for (const df of [1, 2, 3, 5.5, 12, 100, 1e4, 99999]) {
    for (const p of [1e-9, 1e-4, 0.025, 0.3, 0.6, 0.975, 0.9999]) {
      near(tCdf(tQuantile(p, df), df), p, `t ${p}, ${df}`, 1e-12);
      near(chi2Cdf(chi2Quantile(p, df), df), p, `chi2 ${p}, ${df}`, 1e-11);
    }
    assert.equal(tQuantile(0.5, df), 0);
  }
  near(tQuantile(0.975, 1e8), normalQuantile(0.975), "t nears normal", 1e-7);
});

Deno.test("tails: nothing, everything, and what is not a number", () => {
  assert.equal(tSurvival(Infinity, 5), 0);
  assert.equal(tSurvival(-Infinity, 5), 1);
  assert.equal(tSurvival(0, 5), 0.5);
  assert.equal(normalSurvival(Infinity), 0);
  assert.equal(chi2Survival(0, 3), 1);
  assert.equal(chi2Survival(Infinity, 3), 0);
  assert.equal(chi2Cdf(Infinity, 3), 1);
  assert.ok(
    Number.isNaN(chi2Survival(NaN, 3)) && Number.isNaN(tSurvival(NaN, 3)) &&
      Number.isNaN(chi2Cdf(NaN, 3)),
  );
});

Deno.test("quantiles refuse what is no share and no degrees of freedom", () => {
  for (const p of [0, 1, -1, NaN]) {
    assert.throws(
      () => tQuantile(p, 5),
      /tQuantile: p is .*allowed is a share above 0 and below 1/,
    );
    assert.throws(() => chi2Quantile(p, 5), /chi2Quantile: p is/);
  }
  for (const df of [0, -1, NaN]) {
    assert.throws(
      () => chi2Quantile(0.5, df),
      /df is .*allowed is a number above 0/,
    );
  }
});
