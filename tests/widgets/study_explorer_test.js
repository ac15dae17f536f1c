// The explorer's rules without a page: choosing, links, CSV, Python, scales.
import assert from "node:assert/strict";
import { cell, toCsv } from "../../widgets/study_explorer/csv.js";
import { bestMeasure, mostOf, select } from "../../widgets/study_explorer/filter.js";
import { pythonCode, quoted } from "../../widgets/study_explorer/python_code.js";
import { extent, scaleOf } from "../../widgets/study_explorer/scale.js";
import { difference, influential, sentence, whatWouldChange, without } from "../../widgets/study_explorer/sentence.js";
import { fromFragment, toFragment, wholeNumber } from "../../widgets/study_explorer/state.js";

const row = (/** @type {number} */ n, more = {}) => ({
  id: `t${n}-1`,
  study: `t${n}`,
  label: `Trial ${n}`,
  cohort: `t${n}`,
  year: 2000 + n,
  n_acu: 10 * n,
  n_ctl: 10 * n,
  scale: "vas",
  effects: { points: [-n, 4], smd: [-n / 10, 0.04] },
  ...more,
});
const rows = [row(1), row(2), row(3), row(4, { n_acu: null, year: null }), row(5), row(6)];
const asked = { condition: "back", comparator: "sham", outcome: "pain", window: "soon" };
/** @type {any} */
const data = {
  source: "course",
  vocabularies: {},
  labels: {},
  words: {},
  measures: ["points", "smd"],
  rows,
  reasons: ["no counts of people"],
  studies: Object.fromEntries(
    [...rows, row(9)].map((one) => [one.study, { label: one.label, cohort: one.cohort, n: 20 }]),
  ),
  questions: [{
    ...asked,
    lower: false,
    views: {
      "points|any needles|0": { rows: [5, 4, 3, 2, 1, 0], left: { t9: 0 } },
      "smd|any needles|0": { rows: [0, 1], left: {} },
    },
  }],
  known: { "back|sham": ["t9", ...rows.map((one) => one.study)] },
  reviews: {
    "back|sham|pain": [{
      id: "r",
      main: true,
      year: 2023,
      says: "Little or no difference.",
      trials: 30,
      people: null,
      stance: "open",
      match: "wider",
      measured: "",
    }],
  },
  important: { "back|vas": { low: 5, high: 5, sources: [] } },
  network: {},
};
/** @type {any} */
const state = {
  ...asked,
  needles: "any needles",
  measure: "points",
  model: "REML",
  interval: "hksj",
  year_from: null,
  year_to: null,
  smallest: 0,
  unread: false,
  excluded: [],
  order: "year",
  tab: "forest",
};

Deno.test("all trials by year, those without a year last", () => {
  const found = select(data, state);
  assert.deepEqual(found.trials.map((trial) => trial.row.id), ["t1-1", "t2-1", "t3-1", "t5-1", "t6-1", "t4-1"]);
  assert.equal(found.result?.k, 6);
  assert.deepEqual([found.people, found.unseen], [2 * 170 - 0, 1]);
  assert.deepEqual(found.missing.map(({ id, why }) => [id, why]), [["t9", "no counts of people"]]);
});

Deno.test("what the reader leaves out is missing, with the reason", () => {
  const found = select(data, { ...state, year_from: 2002, year_to: 2005, smallest: 50, excluded: ["t5-1"] });
  assert.deepEqual(found.included.map((trial) => trial.row.id), ["t3-1"]);
  const why = Object.fromEntries(found.missing.map((one) => [one.id, one.why]));
  assert.equal(why.t1, "before 2002, where you begin");
  assert.equal(why.t2, "fewer than 50 people");
  assert.equal(why.t4, "before 2002, where you begin");
  assert.equal(why.t5, "ticked out by you");
  assert.equal(why.t6, "after 2005, where you end");
});

Deno.test("sorted by effect and by precision, pooled alike", () => {
  const effect = select(data, { ...state, order: "effect" });
  assert.equal(effect.trials[0].row.id, "t6-1");
  assert.deepEqual(effect.result, select(data, state).result);
});

Deno.test("a question that is not there has nothing, and says so", () => {
  const found = select(data, { ...state, comparator: "drug" });
  assert.equal(found.result, null);
  assert.match(
    sentence(data, { ...state, comparator: "drug" }, found),
    /^No usable trial compared acupuncture with drug in back\. Asked for is pain, measured soon\./,
  );
  const out = { ...state, excluded: rows.map((one) => one.id) };
  assert.match(sentence(data, out, select(data, out)), /^Your own limits leave no usable trial .*\nSeven known trials/);
  assert.equal(mostOf(data, { ...state, comparator: "drug" }), 0);
  assert.equal(bestMeasure(data, { ...state, measure: "smd" }), "points");
});

Deno.test("where ours and the review differ, that is said with reasons", () => {
  const found = select(data, state);
  const said = difference(data, state, found);
  assert.match(
    said,
    /^Ours and the review of 2023 differ: our interval favours acupuncture, while the review finds no clear/,
  );
  assert.match(said, /ours rests on six trials, the review on 30\. The review asked a wider question\./);
  assert.match(said, / In ours one known trial is missing, Trial 9\.$/);
  const wide = select(data, { ...state, excluded: ["t1-1", "t2-1", "t3-1", "t4-1"] });
  assert.equal(difference(data, state, wide), "", "both leave it open");
});

Deno.test("the two most influential trials", () => {
  const found = select(data, state);
  const two = influential(state, found).map((one) => one.label);
  assert.deepEqual(new Set(two), new Set(["Trial 1", "Trial 6"]));
  assert.match(whatWouldChange(state, found), /Most hangs on two trials: without Trial [16] it would be −\d \(/);
  assert.match(whatWouldChange(state, select(data, { ...state, smallest: 110 })), /Any second trial would/);
});

Deno.test("two trials that are left are never surer together than the normal interval allows", () => {
  const alike = (/** @type {number} */ yi) => ({ yi, vi: 25, weight: 33, row: { label: "T", id: "t" } });
  const three =
    /** @type {any} */ ({ included: [alike(-10), alike(-10.1), alike(-4)], result: { estimate: -8 }, kind: "MD" });
  const two = without({ ...state, model: "REML", interval: "hksj" }, three, 2);
  assert.ok(two.ci_high - two.ci_low > 2 * 1.96 * Math.sqrt(25 / 2) - 1e-9);
});

Deno.test("a link restores everything, and a foreign one nothing", () => {
  const full = {
    ...state,
    excluded: ["t1-1", "a&b=c #é"],
    year_from: 1999,
    smallest: 20,
    unread: true,
    tab: "funnel",
    model: "EE",
  };
  const found = fromFragment(toFragment("my page", full), "my page", () => true);
  assert.deepEqual({ ...state, ...found }, full);
  assert.deepEqual({ ...full, ...fromFragment(toFragment("x", state), "x", () => true) }, state);
  assert.equal(fromFragment("#other?tab=table", "x", () => true), undefined);
  assert.equal(fromFragment("#x?tab=nonsense&year_from=soon", "x", () => false)?.tab, undefined);
});

Deno.test("whole numbers as typed", () => {
  assert.deepEqual(["12", " 1,200 ", "", "-3", "1.5", "many", "1e3"].map(wholeNumber), [
    12,
    1200,
    null,
    null,
    null,
    null,
    null,
  ]);
});

Deno.test("formulas are defused, numbers are not", () => {
  assert.deepEqual(
    ["=1+1", "+a", "-b", "@c", "\t=d", " =e", "＝f", 'say "x", y', -3.5, null, "plain"].map(cell),
    ["'=1+1", "'+a", "'-b", "'@c", "'\t=d", "' =e", "'＝f", '"say ""x"", y"', "-3.5", "", "plain"],
  );
  const lines = toCsv(data, { ...state, excluded: ["t1-1"] }, select(data, { ...state, excluded: ["t1-1"] })).trim()
    .split("\r\n");
  assert.equal(lines.length, 7);
  assert.match(lines[1], /^t1-1,t1,Trial 1,2001,back,sham,pain,soon,,,points,-1,4,10,10,t1,no,0,,$/);
});

Deno.test("Python texts can't be left", () => {
  assert.equal(quoted('a"); import os #'), '"a\\"); import os #"');
  assert.equal(quoted("a\u2028b\n"), '"a\\u2028b\\n"');
  assert.match(
    pythonCode(data, { ...state, excluded: ["t1-1"] }, select(data, { ...state, excluded: ["t1-1"] })),
    /isin\(\["t2-1", /,
  );
});

Deno.test("scales have round marks and hold what they must", () => {
  assert.deepEqual(scaleOf(-27, 7, "MD").ticks.map((tick) => tick.text), ["−25", "−20", "−15", "−10", "−5", "0", "5"]);
  assert.ok(scaleOf(-1.2, 1.2, "RR").ticks.some((tick) => tick.text === "1" && tick.at === 0));
  assert.deepEqual(scaleOf(-0.11, 0.32, "RD").ticks.map((tick) => tick.text), ["−10", "0", "10", "20", "30"]);
  const [low, high] = extent([[-4, -1, 2], [-5, -2, 1], [-3, 0, 3], [-3, 0, 3], [-100, -1, 100]], [0]);
  assert.ok(low > -10 && high < 10, "one wide interval does not squeeze the rest");
});
