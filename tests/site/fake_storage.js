// Storage as browsers have it, for tests without one.

/** @param {Record<string, string>} [start] @param {number} [room] characters that fit @returns {any} */
export function storage(start = {}, room = Infinity) {
  const kept = new Map(Object.entries(start));
  const size = () => [...kept].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  return {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    removeItem: (/** @type {string} */ key) => kept.delete(key),
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => {
      if (
        size() - (kept.get(key)?.length ?? -key.length) + value.length > room
      ) {
        throw new DOMException("full", "QuotaExceededError");
      }
      kept.set(key, value);
    },
    keys: () => [...kept.keys()],
  };
}

/**
 * One storage as several processes see it: each writes to its own copy at once, and hears of the others only later.
 * `flush(n)` lets the n-th hand on what it wrote; `hear(n)` lets it hear one thing, and says so.
 * @param {number} count
 */
export function processes(count) {
  /** @type {Map<string, string>[]} */
  const views = Array.from({ length: count }, () => new Map());
  /** @type {[string, string | null][][]} */
  const pending = views.map(() => []), inbox = views.map(() => []);
  const put = (
    /** @type {number} */ n,
    /** @type {[string, string | null]} */ [key, value],
  ) => value === null ? views[n].delete(key) : views[n].set(key, value);
  return {
    storages: views.map((view, n) => {
      const write = (
        /** @type {string} */ key,
        /** @type {string | null} */ value,
      ) => {
        put(n, [key, value]);
        pending[n].push([key, value]);
      };
      return /** @type {any} */ ({
        getItem: (/** @type {string} */ key) => view.get(key) ?? null,
        removeItem: (/** @type {string} */ key) => view.has(key) && write(key, null),
        setItem: write,
      });
    }),
    flush(/** @type {number} */ n) {
      const change = pending[n].shift();
      if (change) {
        inbox.forEach((box, other) => other !== n && box.push(change));
      }
      return change !== undefined;
    },
    hear(/** @type {number} */ n) {
      const change = inbox[n].shift();
      if (change && !pending[n].some(([key]) => key === change[0])) {
        put(n, change);
      }
      return change;
    },
  };
}

/** Numbers between 0 and 1 that are the same in each run. @param {number} seed */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
