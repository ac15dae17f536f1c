// PatternCase's rules, scores and simulated practitioners in JavaScript: the cases shared with Python, and stored work.
import { practitioners, spread } from "../../widgets/pattern_case/practitioners.js";
import { bars, counted, STATES } from "../../widgets/pattern_case/rules.js";
import { score } from "../../widgets/pattern_case/scoring.js";
import { flagsMet, readWork } from "../../widgets/pattern_case/work.js";
import cases from "./pattern_case_cases.json" with { type: "json" };

/** @type {any} */
const all = cases;

/** @param {unknown} found @param {unknown} wanted @param {string} says */
function same(found, wanted, says) {
  const [one, other] = [found, wanted].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${says}: found ${one}, wanted ${other}`);
}

Deno.test("rules count as in the shared cases", () => {
  for (const { says, found, asked, bars: wanted } of all.states) {
    const counts = bars(all.rules, all.signs, found, asked);
    same(Object.fromEntries(Object.entries(counts).map(([id, bar]) => [id, STATES.map((s) => bar[s])])), wanted, says);
  }
});

Deno.test("a finding counts once it was asked for and marked", () => {
  for (const { path, marks, found, asked } of all.counted) {
    same(counted(all.findings, path, marks), { found, asked }, String(path));
  }
});

Deno.test("scores are those of the shared cases", () => {
  for (const { says, case: one, work, score: wanted } of all.scores) {
    const found = score(one, all.rules, all.points, work);
    same(Object.keys(found).sort(), Object.keys(wanted).sort(), says);
    for (const [part, value] of Object.entries(found)) {
      if (Math.abs(value - wanted[part]) > 1e-12) throw new Error(`${says}, ${part}: ${value}, not ${wanted[part]}`);
    }
  }
});

Deno.test("the seven are those that Python draws", () => {
  for (const { name, answer, kappa, seed, plan, universe, seen } of all.simulations) {
    same(practitioners(name, answer, { points: all.points, plan, universe }, kappa, seed), seen, `${name} ${seed}`);
  }
  for (const { seen, spread: wanted } of all.spreads) same(spread(seen), wanted, "spread");
});

/** @type {any} */
const facts = {
  patterns: ["P01", "P02", "P03"].map((id) => ({ id })),
  topics: [{ id: "danger" }, { id: "pain" }],
  points: { BL23: "" },
};

Deno.test("stored work that can't be read is left out, and nothing throws", () => {
  const empty = { path: [], marks: {}, choice: null };
  for (const value of [undefined, null, 3, "x", [], { path: "pain", marks: [], choice: 4 }, { choice: [] }]) {
    same(readWork(value, facts), empty, JSON.stringify(value) ?? "undefined");
  }
  const work = { path: ["pain", "pain", "__proto__", 7], marks: { pain: ["P02", "P99"], nose: [] } };
  const choice = { patterns: ["P01", "P02", "P03"], principle: "P99", points: ["BL23", "XX"], doctor: "yes" };
  same(readWork({ ...work, choice }, facts), {
    path: ["pain"],
    marks: { pain: ["P02"] },
    choice: { doctor: false, patterns: ["P01", "P02"], principle: "", points: ["BL23"] },
  }, "cleaned");
});

Deno.test("a red flag is met by its finding or by asking about warning signs", () => {
  /** @type {any} */
  const one = { danger: { flags: ["RF02", "RF01"] }, findings: [{ topic: "pain", flags: ["RF01"] }] };
  same(flagsMet(one, { path: ["pain"], marks: {}, choice: null }), ["RF01"], "finding");
  same(flagsMet(one, { path: ["pain", "danger"], marks: {}, choice: null }), ["RF01", "RF02"], "asked");
});
