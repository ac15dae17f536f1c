// The trials as a CSV file that a spreadsheet can't be tricked with and that pools to the same result.

/** A cell: text that a spreadsheet would run as a formula gets an apostrophe before it. @param {string | number | boolean | null | undefined} value */
export function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const safe = /^[\s]*[=+\-@\t\r]/.test(value) || /^[＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n;]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const COLUMNS = [
  "row_id",
  "study_id",
  "label",
  "year",
  "condition",
  "comparator",
  "outcome",
  "window",
  "needling",
  "instrument",
  "measure",
  "yi",
  "vi",
  "n_acu",
  "n_ctl",
  "cohort",
  "included",
  "weight_percent",
  "doi",
  "pmid",
];

/**
 * Every trial of the view, ticked out or not: StudyExplorer takes the table back, and `included` says which counted.
 * @param {import("./filter.js").Data} data @param {import("./state.js").State} state @param {import("./filter.js").Selection} found
 */
export function toCsv(data, state, found) {
  const lines = found.trials.map(({ row, yi, vi, included, weight }) => {
    const study = data.studies[row.study] ?? {};
    return [
      row.id,
      row.study,
      row.label,
      row.year,
      state.condition,
      state.comparator,
      state.outcome,
      state.window,
      row.needles ?? "",
      row.instrument ?? "",
      state.measure,
      yi,
      vi,
      row.n_acu,
      row.n_ctl,
      row.cohort,
      included ? "yes" : "no",
      included ? weight : 0,
      study.doi,
      study.pmid,
    ];
  });
  return [COLUMNS, ...lines].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}
