// A kept dictionary (item id → answer) that several tabs change at once: entries carry the time of their last change,
// so that merging two copies, in any order and any number of times, gives the same and loses nothing.

/** @typedef {Record<string, any>} Fields what storage keeps of one widget, with `_when` and `_erased` beside the fields */
/** @typedef {{when: number, value: unknown}} Cell an entry and when it changed; the value undefined: taken out */
/**
 * Nothing up to `erased` counts any more. A case has a cell for itself and, under `item/part`, one for each of its parts,
 * because two tabs may answer two parts at once. `single`: one value, not a dictionary, in the cell ONE.
 * @typedef {{erased: number, cells: Map<string, Cell>, single?: boolean}} Copy
 */

/** The key of the cell of a single value. */
export const ONE = "";
const DAY = 86_400_000;

/** @param {unknown} value @returns {value is Record<string, any>} */
export const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The same text for the same content, whatever the order of its keys. @param {unknown} value */
export const textOf = (value) =>
  JSON.stringify(
    value,
    (_, part) => isRecord(part) ? Object.fromEntries(Object.keys(part).sort().map((key) => [key, part[key]])) : part,
  ) ?? "";

/** A time in milliseconds, at most a day ahead of this clock; anything else counts as long ago. @param {unknown} value */
export const time = (value) =>
  Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= Date.now() + DAY ? Number(value) : 0;

/** @param {unknown} record @param {string} key @returns {any} */
const own = (record, key) => isRecord(record) && Object.hasOwn(record, key) ? record[key] : undefined;

const isPart = (/** @type {string} */ key) => key.includes("/");
const itemOf = (/** @type {string} */ key) => key.split("/")[0];

/** The time of a cell; a part without a time of its own has its case's. @param {unknown} times @param {string} key */
export const timeOf = (times, key) => time(own(times, key)) || time(own(times, itemOf(key)));

/** What stands in which cell: a part of a case apart from its case, with its wording. @param {unknown} values */
export function cellsOf(values) {
  /** @type {Map<string, any>} */
  const cells = new Map();
  for (const [key, entry] of Object.entries(isRecord(values) ? values : {})) {
    if (isPart(key)) continue; // no item is called so
    const answer = Object.entries(isRecord(own(entry, "answer")) ? entry.answer : {});
    const parts = answer.filter(([, part]) => isRecord(part));
    const rest = Object.fromEntries(answer.filter(([, part]) => !isRecord(part)));
    cells.set(key, parts.length ? { ...entry, answer: rest } : entry);
    for (const [name, part] of parts) cells.set(`${key}/${name}`, { ...part, version: entry.version });
  }
  return cells;
}

/**
 * The dictionary, or the `single` value, `field` out of what is kept; `floor`: when everything was erased.
 * @param {Fields} kept @param {string} field @param {number} [floor] @param {boolean} [single] @returns {Copy}
 */
export function readCopy(kept, field, floor = 0, single = false) {
  const found = (/** @type {unknown} */ part) =>
    !single ? part : part == null || typeof part === "object" ? {} : { [ONE]: part };
  const values = cellsOf(found(own(kept, field))), times = found(own(kept._when, field));
  const erased = Math.max(floor, time(own(kept._erased, field)));
  // A single value from before they had times is newer than the erasing, which took all that was there.
  const old = single && erased ? erased + 1 : 0;
  const keys = new Set([...values.keys(), ...Object.keys(isRecord(times) ? times : {})]);
  const cells = [...keys].map((key) => /** @type {[string, Cell]} */ ([
    key,
    { when: timeOf(times, key) || old, value: values.get(key) },
  ]));
  return prune({ erased, cells: new Map(cells), single });
}

/** What is kept, with `field` replaced. @param {Fields} kept @param {string} field @param {Copy} copy */
export function writeCopy(kept, field, copy) {
  const times = [...copy.cells].filter(([, cell]) => cell.when).map(([key, cell]) => [key, cell.when]);
  const bare = (/** @type {Record<string, unknown>} */ cells) => copy.single ? cells[ONE] : cells;
  const put = (/** @type {string} */ part, /** @type {unknown} */ value) => ({
    [part]: { ...(isRecord(kept[part]) ? kept[part] : {}), [field]: value },
  });
  return {
    ...kept,
    [field]: bare(valuesOf(copy)),
    ...(times.length || kept._when ? put("_when", bare(Object.fromEntries(times))) : {}),
    ...(copy.erased || kept._erased ? put("_erased", copy.erased) : {}),
  };
}

/** What a widget sees: entries that are there, each case with its parts. @param {Copy} copy @returns {Record<string, any>} */
export function valuesOf({ cells }) {
  const there = [...cells].filter(([, cell]) => cell.value !== undefined);
  const entries = new Map(there.filter(([key]) => !isPart(key)).map(([key, cell]) => [key, cell.value]));
  for (const [key, cell] of there.filter(([key]) => isPart(key))) {
    const item = itemOf(key), entry = /** @type {any} */ (entries.get(item));
    const { version: _, ...part } = /** @type {any} */ (cell.value);
    entries.set(item, { ...entry, answer: { ...entry.answer, [key.slice(item.length + 1)]: part } });
  }
  return Object.fromEntries(entries);
}

/** Both copies in one: of each entry the later change. @param {Copy} one @param {Copy} other @returns {Copy} */
export function mergeCopies(one, other) {
  const cells = new Map(one.cells);
  for (const [key, cell] of other.cells) {
    const mine = cells.get(key);
    if (!mine || isLater(cell, mine)) cells.set(key, cell);
  }
  return prune({ ...one, erased: Math.max(one.erased, other.erased), cells });
}

/**
 * This tab's copy after its widget set the dictionary to `values`: what differs was changed `now`, or just after the
 * latest change known where a clock was set back. An emptied dictionary is erased whole and leaves no item's name.
 * @param {Copy} copy @param {Record<string, unknown>} values @param {number} now @returns {Copy}
 */
export function changeCopy(copy, values, now) {
  const before = valuesOf(copy), were = cellsOf(before), are = cellsOf(values);
  const same = (/** @type {string} */ key) =>
    isPart(key)
      ? textOf(were.get(key)) === textOf(are.get(key))
      : textOf(own(before, key)) === textOf(own(values, key)); // a case has changed when a part of it has
  const changed = [...new Set([...were.keys(), ...are.keys()])].filter((key) => !same(key));
  if (!changed.length) return copy;
  const when = Math.max(now, 1 + latest(copy));
  if (!are.size) return { ...copy, erased: when, cells: new Map() };
  const cells = new Map(copy.cells);
  for (const key of changed) cells.set(key, { when, value: are.get(key) });
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

/**
 * Without what was erased, times that can't be (also of a tab whose clock was set back), and parts of another wording
 * than their case's. @param {Copy} copy @returns {Copy}
 */
function prune(copy) {
  const erased = time(copy.erased);
  const dated = [...copy.cells].map((
    [key, { when, value }],
  ) => /** @type {const} */ ([key, { when: time(when), value }]));
  const cells = new Map(dated.filter(([, { when }]) => !erased || when > erased));
  for (const [key, { when, value }] of cells) {
    if (isPart(key) && value !== undefined && !isOf(cells.get(itemOf(key))?.value, value)) {
      cells.set(key, { when, value: undefined });
    }
  }
  return { ...copy, erased, cells };
}

/** @param {unknown} entry @param {unknown} part */
const isOf = (entry, part) => isRecord(own(entry, "answer")) && own(entry, "version") === own(part, "version");
