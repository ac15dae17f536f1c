// All that is known of one trial: question, arms, sham, sessions, funding, registration, numbers as seen, its address.
import { element, withLanguage } from "../_shared/dom.js";

/** @typedef {import("./filter.js").Data} Data */
/** @typedef {import("./filter.js").Row} Row */

const LOOKS = /** @type {Record<string, string>} */ ({
  agrees: "a second person read the numbers again and agrees",
  corrected: "a second person read the numbers again; corrected where needed",
  "none yet": "not yet read by a second person",
  "not confirmed": "a second person could not confirm the numbers",
});

/** @param {Data} data @param {string} id @param {Row} [row] */
export function drawer(data, id, row) {
  const study = data.studies[id];
  const sham = [study.sham, row?.sham].filter(Boolean).join("; ");
  const weeks = row?.weeks;
  const time = weeks === undefined || weeks === null ? "" : weeks === 0 ? "same day" : `${weeks} weeks from the start`;
  /** @type {[string, string | undefined][]} */
  const facts = [
    [
      "Question",
      [row?.compared, study.people, study.asked && `first asked: ${study.asked}`].filter(Boolean).join("; "),
    ],
    ["Where", [study.name, study.country, study.design].filter(Boolean).join(", ")],
    ["People", study.n === null ? undefined : `${study.n.toLocaleString("en")} randomised`],
    ["Arms", study.arms],
    ["Compared with", row?.detail],
    ["Sham", sham],
    ["Sessions", [study.sessions, study.weeks && `over ${study.weeks} weeks`].filter(Boolean).join(", ")],
    ["Funding", study.funding],
    ["Registration", study.registration],
    ["Measured", [row?.instrument, time, row?.kind].filter(Boolean).join("; ")],
    ["Numbers as seen", row?.seen && `${row.seen}${row.read ? ` (${row.read})` : ""}`],
    ["Second look", row?.look && (LOOKS[row.look] ?? row.look)],
    ["Note", row?.note],
    ["Source", study.source],
  ];
  const list = element("dl", {});
  for (const [term, text] of facts) {
    const known = text || (ALWAYS.has(term) && data.source === "course" ? "not seen" : "");
    if (known) list.append(element("dt", {}, term), element("dd", {}, ...withLanguage(known)));
  }
  const address = addressOf(study);
  if (address) list.append(element("dt", {}, address.name), element("dd", {}, address.link));
  return list;
}

const ALWAYS = new Set(["Arms", "Sessions", "Funding", "Registration"]);

/** @param {Record<string, any>} study */
function addressOf({ doi, pmid }) {
  if (doi) {
    const link = element("a", { href: `https://doi.org/${encodeURI(doi)}`, rel: "noreferrer" }, doi);
    return { name: "DOI", link };
  }
  if (!pmid) return undefined;
  return {
    name: "PMID",
    link: element(
      "a",
      { href: `https://pubmed.ncbi.nlm.nih.gov/${encodeURIComponent(pmid)}/`, rel: "noreferrer" },
      pmid,
    ),
  };
}
