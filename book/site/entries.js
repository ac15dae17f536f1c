// A kept dictionary (item id → answer) that several tabs change at once: entries carry the time of their last change,
// so that merging two copies, in any order and any number of times, gives the same and loses nothing.

/** @typedef {Record<string, any>} Fields what storage keeps of one widget, with `_when` and `_erased` beside the fields */
/** @typedef {{when: number, value: unknown}} Cell an entry and when it changed; the value undefined: taken out */
/** @typedef {{erased: number, cells: Map<string, Cell>}} Copy nothing up to `erased` counts any more */

/** @param {unknown} value @returns {value is Record<string, any>} */
export const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The same text for the same content, whatever the order of its keys. @param {unknown} value */
export const textOf = (value) =>
  JSON.stringify(value, (_, part) => isRecord(part) ? Object.fromEntries(Object.entries(part).sort()) : part) ?? "";

/** A time in milliseconds; anything else counts as long ago. @param {unknown} value */
const time = (value) => Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : 0;

/** @param {unknown} record @param {string} key @returns {unknown} */
const own = (record, key) => isRecord(record) && Object.hasOwn(record, key) ? record[key] : undefined;

/**
 * The dictionary `field` out of what is kept; `floor`: when everything was erased.
 * @param {Fields} kept @param {string} field @param {number} [floor] @returns {Copy}
 */
export function readCopy(kept, field, floor = 0) {
  const values = own(kept, field), times = own(kept._when, field);
  const erased = Math.max(floor, time(own(kept._erased, field)));
  const keys = new Set([values, times].flatMap((part) => isRecord(part) ? Object.keys(part) : []));
  const cells = [...keys].map((key) => /** @type {[string, Cell]} */ ([
    key,
    { when: time(own(times, key)), value: own(values, key) },
  ]));
  return prune({ erased, cells: new Map(cells) });
}

/** What is kept, with the dictionary `field` replaced. @param {Fields} kept @param {string} field @param {Copy} copy */
export function writeCopy(kept, field, copy) {
  const times = [...copy.cells].filter(([, cell]) => cell.when).map(([key, cell]) => [key, cell.when]);
  const put = (/** @type {string} */ part, /** @type {unknown} */ value) => ({
    [part]: { ...(isRecord(kept[part]) ? kept[part] : {}), [field]: value },
  });
  return {
    ...kept,
    [field]: valuesOf(copy),
    ...(times.length || kept._when ? put("_when", Object.fromEntries(times)) : {}),
    ...(copy.erased || kept._erased ? put("_erased", copy.erased) : {}),
  };
}

/** What a widget sees: entries that are there. @param {Copy} copy @returns {Record<string, any>} */
export function valuesOf({ cells }) {
  return Object.fromEntries(
    [...cells].filter(([, cell]) => cell.value !== undefined).map(([key, cell]) => [key, cell.value]),
  );
}

/** Both copies in one: of each entry the later change. @param {Copy} one @param {Copy} other @returns {Copy} */
export function mergeCopies(one, other) {
  const cells = new Map(one.cells);
  for (const [key, cell] of other.cells) {
    const mine = cells.get(key);
    if (!mine || isLater(cell, mine)) cells.set(key, cell);
  }
  return prune({ erased: Math.max(one.erased, other.erased), cells });
}

/**
 * This tab's copy after its widget set the dictionary to `values`: what differs was changed `now`, or just after the
 * latest change known where a clock was set back. An emptied dictionary is erased whole and leaves no item's name.
 * @param {Copy} copy @param {Record<string, unknown>} values @param {number} now @returns {Copy}
 */
export function changeCopy(copy, values, now) {
  const before = valuesOf(copy), keys = Object.keys(values);
  const changed = keys.filter((key) => textOf(own(before, key)) !== textOf(values[key]));
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(values, key));
  if (!changed.length && !gone.length) return copy;
  const when = Math.max(now, 1 + latest(copy));
  if (!keys.length) return { erased: when, cells: new Map() };
  const cells = new Map(copy.cells);
  for (const key of changed) cells.set(key, { when, value: values[key] });
  for (const key of gone) cells.set(key, { when, value: undefined });
  return { ...copy, cells };
}

/** When the dictionary was last changed, 0 where nobody knows. @param {Copy} copy */
export function latest({ erased, cells }) {
  return [...cells.values()].reduce((last, { when }) => Math.max(last, when), erased);
}

/** @param {Copy} one @param {Copy} other */
export function sameCopies(one, other) {
  const flat = ({ erased, cells } = one) => textOf([erased, Object.fromEntries(cells)]);
  return flat(one) === flat(other);
}

/** @param {Cell} one @param {Cell} other */
function isLater(one, other) {
  return one.when === other.when ? textOf(one.value) > textOf(other.value) : one.when > other.when;
}

/** @param {Copy} copy @returns {Copy} */
function prune({ erased, cells }) {
  return { erased, cells: new Map([...cells].filter(([, { when }]) => !erased || when > erased)) };
}
