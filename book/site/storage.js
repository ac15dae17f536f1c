// What must survive a reload: one versioned key in localStorage for the whole course.
import { isRecord, mergeCopies, readCopy, sameCopies, textOf, time, writeCopy } from "./entries.js";

/** @typedef {import("./entries.js").Fields} Fields */
/** @typedef {import("./entries.js").Copy} Copy */
/** @typedef {{version: number, erased?: number, widgets: Record<string, Fields>}} Saved */
/** @typedef {"" | "forbidden" | "full" | "aside"} Trouble */

export const KEY = "point-by-point";
export const VERSION = 1;
/** Where records go that this version can't read: each has a place of its own, and none is written over. */
export const ASIDE = [`${KEY}.aside`, ...[2, 3, 4, 5].map((number) => `${KEY}.aside.${number}`)];
/** Set once by whichever tab comes first, so that the order of a quiz does not jump. */
export const FIRST_WINS = new Set(["seed"]);
export const SENTENCES = {
  forbidden: "Your answers can't be kept: this browser does not allow it here, perhaps because the window is private.",
  full: "Your answers can't be kept: the browser's storage is full. They stay until you close this page.",
  aside: "Your answers can't be kept: too many records of other versions of the course are here. The page " +
    "“Your progress” can save them as a file and erase them.",
};

/** localStorage where the browser grants it. @param {typeof globalThis} view @returns {Storage | undefined} */
export function storageOf(view) {
  try {
    return view.localStorage ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Call `heard` when another tab has saved, and when this page comes back from the browser's memory; `gone`: the record
 * was taken away by hand. @param {typeof globalThis} view @param {(gone: boolean) => void} heard
 */
export function onOtherTabs(view, heard) {
  view.addEventListener("storage", ({ key, newValue }) => {
    if (key === null || key === KEY) heard(newValue === null);
  });
  view.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) heard(false);
  });
}

/** The course's record, undefined when there is none that can be read. @param {Storage | undefined} storage */
export function read(storage) {
  try {
    return parse(storage?.getItem(KEY) ?? "null");
  } catch {
    return undefined;
  }
}

/** @param {string} text @returns {Saved | undefined} */
function parse(text) {
  const saved = JSON.parse(text);
  if (!isRecord(saved) || saved.version !== VERSION || !isRecord(saved.widgets)) return undefined;
  textOf(saved); // throws where lists are nested too deep to be written again
  return /** @type {any} */ (saved);
}

/** When everything was erased, 0 for never. @param {Saved | undefined} saved */
const floorOf = (saved) => time(saved?.erased);

/** What is kept of one widget. @param {Saved | undefined} saved @param {string} name @returns {Fields} */
function fieldsOf(saved, name) {
  const kept = saved && Object.hasOwn(saved.widgets, name) ? saved.widgets[name] : undefined;
  return isRecord(kept) ? kept : {};
}

/**
 * What was saved under `name`, {} when nothing was or when it can't be read. Never throws.
 * @param {string} name @param {Storage | undefined} storage
 */
export const restore = (name, storage) => fieldsOf(read(storage), name);

/**
 * The dictionaries `fields` and the values `singles` of the widget `name` as storage has them now.
 * @param {string} name @param {string[]} fields @param {Storage | undefined} storage @param {string[]} [singles]
 */
export const restoreCopies = (name, fields, storage, singles) => copiesIn(read(storage), name, fields, singles);

/**
 * The same out of a record that was read already.
 * @param {Saved | undefined} saved @param {string} name @param {string[]} fields @param {string[]} [singles]
 * @returns {Record<string, Copy>}
 */
export function copiesIn(saved, name, fields, singles = []) {
  const kept = fieldsOf(saved, name);
  const copies = (/** @type {string[]} */ names, /** @type {boolean} */ single) =>
    names.map((field) => [field, readCopy(kept, field, floorOf(saved), single)]);
  return Object.fromEntries([...copies(fields, false), ...copies(singles, true)]);
}

/** @typedef {{name: string, copies: Record<string, Copy>, values?: Record<string, unknown>}} Change of one widget */

/**
 * Save one tab's copies and values of the widget `name`: copies merge cell by cell with what other tabs have saved
 * meanwhile, of a value without a time the last one stays. Gives back the merged copies. Never throws.
 * @param {string} name @param {Record<string, Copy>} copies @param {Record<string, unknown>} values
 * @param {Storage | undefined} storage @returns {{copies: Record<string, Copy>, trouble: Trouble}}
 */
export function keep(name, copies, values, storage) {
  const before = read(storage), { saved, merged } = changed(before, { name, copies, values });
  return { copies: merged, trouble: saved === before && storage ? "" : write(saved ?? EMPTY, storage) };
}

/** Save changes of many widgets, in one go. Never throws. @param {Change[]} changes @param {Storage | undefined} storage */
export function keepAll(changes, storage) {
  const before = read(storage);
  const saved = changes.reduce((all, change) => changed(all, change).saved, before);
  return saved === before && storage ? "" : write(saved ?? EMPTY, storage);
}

/** @type {Saved} */
const EMPTY = { version: VERSION, widgets: {} };

/** The record with a change; the same one where nothing differs. @param {Saved | undefined} before @param {Change} change */
function changed(before, { name, copies, values = {} }) {
  const saved = before ?? EMPTY;
  let kept = fieldsOf(saved, name), differs = false;
  /** @type {Record<string, Copy>} */
  const merged = {};
  for (const [field, copy] of Object.entries(copies)) {
    const stored = readCopy(kept, field, floorOf(saved), copy.single);
    merged[field] = mergeCopies(stored, copy);
    differs ||= !sameCopies(stored, merged[field]);
    kept = writeCopy(kept, field, merged[field]);
  }
  for (const [field, value] of Object.entries(values)) {
    if (textOf(kept[field]) === textOf(value) || FIRST_WINS.has(field) && kept[field] != null) continue;
    kept = { ...kept, [field]: value };
    differs = true;
  }
  return { merged, saved: differs ? { ...saved, widgets: { ...saved.widgets, [name]: kept } } : before };
}

/** Write the whole record; one that can't be read is put aside first. @param {Saved} saved @param {Storage | undefined} storage @returns {Trouble} */
export function write(saved, storage) {
  if (!storage) return "forbidden";
  try {
    if (!putAside(storage)) return "aside";
    storage.setItem(KEY, JSON.stringify(saved));
    return "";
  } catch (error) {
    return /** @type {Error} */ (error)?.name === "SecurityError" ? "forbidden" : "full";
  }
}

/** Whether nothing unreadable stands under the key any more. @param {Storage} storage */
function putAside(storage) {
  const text = storage.getItem(KEY);
  if (!text || read(storage)) return true;
  for (const place of ASIDE) {
    const there = storage.getItem(place);
    if (there === null) storage.setItem(place, text);
    if (there === null || there === text) return true;
  }
  return false;
}

/** The texts of all records that this version can't read. @param {Storage | undefined} storage @returns {string[]} */
export function unreadable(storage) {
  try {
    const now = storage?.getItem(KEY);
    const aside = ASIDE.map((place) => storage?.getItem(place));
    return [...aside, read(storage) ? null : now].filter((text) => typeof text === "string");
  } catch {
    return [];
  }
}

/**
 * Erase everything, also what was put aside. What stays is the time, by which other tabs know what to forget.
 * @param {Storage | undefined} storage @param {number} now @returns {Trouble}
 */
export function eraseAll(storage, now) {
  const latest = Math.max(now, ...stamps(read(storage)));
  try {
    for (const place of [KEY, ...ASIDE]) storage?.removeItem(place);
  } catch {
    return "forbidden";
  }
  return write({ version: VERSION, erased: latest, widgets: {} }, storage);
}

/** Every time that a record mentions. @param {unknown} part @returns {number[]} */
function stamps(part) {
  if (!isRecord(part)) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    (key === "_when" || key === "_erased") && isRecord(value)
      ? Object.values(value).flatMap((one) => isRecord(one) ? Object.values(one) : [one])
      : key === "erased"
      ? [value]
      : key === "widgets" && isRecord(value)
      ? Object.values(value).flatMap(stamps)
      : []
  ).map(time);
}
