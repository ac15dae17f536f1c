// What must survive a reload: one versioned key in localStorage for the whole course.

export const KEY = "point-by-point";
export const VERSION = 1;

/** @typedef {{version: number, widgets: Record<string, Record<string, unknown>>}} Saved */

/**
 * What was saved under `name`, or {} when nothing was, or when it can't be read. Never throws.
 * @param {string} name @param {Storage | undefined} storage
 * @returns {Record<string, unknown>}
 */
export function restore(name, storage) {
  const saved = read(storage)?.widgets[name];
  return saved && typeof saved === "object" ? saved : {};
}

/**
 * Save one value; the rest of the course's record is read anew first, so that a second tab loses nothing.
 * @param {string} name @param {string} field @param {unknown} value @param {Storage | undefined} storage
 * @returns {boolean} whether it was kept; a full or forbidden storage says false
 */
export function keep(name, field, value, storage) {
  try {
    if (!storage) return false;
    const text = storage.getItem(KEY);
    const saved = read(storage);
    if (text && !saved) storage.setItem(`${KEY}.aside`, text); // another version's record is never destroyed
    const all = saved ?? { version: VERSION, widgets: {} };
    const mine = all.widgets[name];
    all.widgets[name] = { ...(mine && typeof mine === "object" ? mine : {}), [field]: value };
    storage.setItem(KEY, JSON.stringify(all));
    return true;
  } catch {
    return false;
  }
}

/** @param {Storage | undefined} storage @returns {Saved | undefined} */
function read(storage) {
  try {
    const saved = JSON.parse(storage?.getItem(KEY) ?? "null");
    const readable = saved?.version === VERSION && saved.widgets && typeof saved.widgets === "object";
    return readable ? saved : undefined;
  } catch {
    return undefined;
  }
}
