// Times the JavaScript pooling for tests/bench/pooling.py: sets come as JSON from standard input, times go out in µs.
import { pool } from "../../widgets/_shared/pooling.js";

/** Median time of one REML and Hartung–Knapp fit, in µs. @param {number[]} effects @param {number[]} variances @param {any} options */
function time(effects, variances, options) {
  const yi = Float64Array.from(effects);
  const vi = Float64Array.from(variances);
  let sink = 0;
  const calls = Math.max(1, Math.round(2e5 / yi.length ** 1.1 / 10));
  const batches = [];
  for (let batch = 0; batch < 25; batch++) {
    const start = performance.now();
    for (let call = 0; call < calls; call++) {
      sink += pool(yi, vi, options).estimate;
    }
    batches.push(1000 * (performance.now() - start) / calls);
  }
  if (Number.isNaN(sink)) throw new Error("no estimate");
  return batches.slice(5).sort((a, b) => a - b)[10]; // the first batches run before the code is compiled
}

/** @type {[number[], number[], any][]} */
const asked = JSON.parse(await new Response(Deno.stdin.readable).text());
console.log(
  JSON.stringify(
    asked.map(([effects, variances, options]) => time(effects, variances, options)),
  ),
);
