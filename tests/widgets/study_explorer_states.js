// Reads { data, states } from a file; writes what the page would show for each state, for Python to compare.
import { select } from "../../widgets/study_explorer/filter.js";
import { pythonCode } from "../../widgets/study_explorer/python_code.js";
import { sentence, topLine } from "../../widgets/study_explorer/sentence.js";
import { toCsv } from "../../widgets/study_explorer/csv.js";

const { data, states } = JSON.parse(Deno.readTextFileSync(Deno.args[0]));
const found = states.map((/** @type {any} */ state) => {
  const one = select(data, state);
  return {
    rows: one.included.map(({ row, yi, vi }) => [row.id, yi, vi]),
    result: one.result,
    missing: one.missing.map(({ id, why }) => [id, why]),
    says: sentence(data, state, one),
    headline: topLine(data, state, one),
    python: pythonCode(data, state, one),
    csv: toCsv(data, state, one),
  };
});
Deno.writeTextFileSync(Deno.args[1], JSON.stringify(found));
