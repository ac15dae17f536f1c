// Reads sets of trials as JSON from standard input and prints what JavaScript makes of them; see test_pooling_parity.py.
import {
  chi2Cdf,
  chi2Quantile,
  chi2Survival,
  logGamma,
  normalCdf,
  normalQuantile,
  tCdf,
  tQuantile,
  tSurvival,
} from "../../widgets/_shared/distributions.js";
import { cumulative, egger, leaveOneOut, pool, qProfile } from "../../widgets/_shared/pooling.js";

const asked = JSON.parse(await new Response(Deno.stdin.readable).text());
/** @type {Record<string, (...numbers: number[]) => number>} */
const functions = {
  chi2Cdf,
  chi2Quantile,
  chi2Survival,
  logGamma,
  normalCdf,
  normalQuantile,
  tCdf,
  tQuantile,
  tSurvival,
};

/** @param {{effects: number[], variances: number[], method: any, test: any, level: number}} one */
function compute({ effects, variances, method, test, level }) {
  const several = effects.length > 1;
  return {
    pool: pool(effects, variances, { method, test, level }),
    profile: several ? qProfile(effects, variances, level) : [null, null],
    egger: effects.length > 2 ? egger(effects, variances) : null,
    left: several ? leaveOneOut(effects, variances, { method, test, level }).map((each) => each.change) : [],
    steps: cumulative(effects, variances, { method, test, level }).map((each) => each.se),
  };
}

console.log(JSON.stringify({
  sets: asked.sets.map(compute),
  values: asked.values.map((
    /** @type {[string, number[]]} */ [name, numbers],
  ) => functions[name](...numbers)),
}));
