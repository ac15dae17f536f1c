// What a reader has chosen, as plain values; to and from the fragment of a link.

/**
 * @typedef {{condition: string, comparator: string, outcome: string, window: string, needles: string, measure: string,
 *   model: "REML" | "DL" | "EE", interval: "hksj" | "hksj-modified" | "wald", year_from: number | null,
 *   year_to: number | null, smallest: number, unread: boolean, excluded: string[], order: string, tab: string}} State
 */
/** @typedef {{get: (name: string) => any, set: (name: string, value: unknown) => void, save_changes: () => void, on: (name: string, f: () => void) => void, off: (name: string, f: () => void) => void}} Model */

const TEXTS = [
  "condition",
  "comparator",
  "outcome",
  "window",
  "needles",
  "measure",
  "model",
  "interval",
  "order",
  "tab",
];
const NUMBERS = ["year_from", "year_to", "smallest"];
export const FIELDS = [...TEXTS, ...NUMBERS, "unread", "excluded"];

/** @param {Model} model @returns {State} */
export function stateOf(model) {
  const found = Object.fromEntries(FIELDS.map((name) => [name, model.get(name)]));
  return /** @type {State} */ ({
    ...found,
    year_from: found.year_from ?? null,
    year_to: found.year_to ?? null,
    excluded: [...(found.excluded ?? [])],
  });
}

/** The whole view as the fragment of an address. @param {string} name @param {State} state */
export function toFragment(name, state) {
  const values = new URLSearchParams();
  for (const field of TEXTS) values.set(field, String(state[/** @type {"tab"} */ (field)]));
  for (const field of NUMBERS) {
    const value = state[/** @type {"year_from"} */ (field)];
    if (value !== null && value !== 0) values.set(field, String(value));
  }
  if (state.unread) values.set("unread", "yes");
  for (const id of state.excluded) values.append("without", id);
  return `#${encodeURIComponent(name)}?${values}`;
}

/**
 * What a fragment asks of the widget with this name, as far as `allowed` knows it; undefined where it is another's.
 * @param {string} fragment @param {string} name @param {(field: string, value: string) => boolean} allowed
 * @returns {Partial<State> | undefined}
 */
export function fromFragment(fragment, name, allowed) {
  const start = `#${encodeURIComponent(name)}?`;
  if (!fragment.startsWith(start)) return undefined;
  const values = new URLSearchParams(fragment.slice(start.length));
  /** @type {Record<string, unknown>} */
  const found = {};
  for (const field of TEXTS) {
    const value = values.get(field);
    if (value !== null && allowed(field, value)) found[field] = value;
  }
  for (const field of NUMBERS) {
    const text = values.get(field), value = wholeNumber(text ?? "");
    found[field] = value ?? (field === "smallest" ? 0 : null);
  }
  found.unread = values.get("unread") === "yes";
  found.excluded = values.getAll("without").filter((id) => allowed("excluded", id));
  return found;
}

/** A whole number of 0 or more as typed; null for nothing and for anything else. @param {string} text @returns {number | null} */
export function wholeNumber(text) {
  const plain = text.trim().replace(/,(?=\d{3}\b)/g, "");
  return /^\d{1,6}$/.test(plain) ? Number(plain) : null;
}
