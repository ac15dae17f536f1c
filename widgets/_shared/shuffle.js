// The order in which a reader sees options: the same for the same seed; shuffle.py is the same in Python.

/** `ids` in the order that `seed` gives to `key`. @param {string[]} ids @param {number} seed @param {string} key @returns {string[]} */
export function shuffled(ids, seed, key) {
  let state = (0x811c9dc5 ^ seed) >>> 0;
  for (const byte of new TextEncoder().encode(key)) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  const mixed = [...ids];
  for (let last = mixed.length - 1; last > 0; last--) {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    const other = Math.floor(((value ^ (value >>> 14)) >>> 0) * (last + 1) / 0x100000000);
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}

/** Like `shuffled`, but never in the order given. @param {string[]} ids @param {number} seed @param {string} key */
export function mixedUp(ids, seed, key) {
  const order = shuffled(ids, seed, key);
  return order.some((id, place) => id !== ids[place]) ? order : [...order.slice(1), ...order.slice(0, 1)];
}

/** A seed that this browser draws once. @returns {number} */
export const drawSeed = () => crypto.getRandomValues(new Uint32Array(1))[0] >>> 1;
