// What each cause changes in the picture, from 0 (healthy) to 1. Causes that are not named here leave it as it is.

/** @typedef {import("./pieces.js").Change} Change */

/** By the id of data/causes.csv. @type {Record<string, (amount: number) => Change>} */
const CHANGES = {
  C02: (amount) => ({ root: amount }),
  C03: (amount) => ({ herniation: amount }),
  C04: (amount) => ({ canal: amount }),
  C05: (amount) => ({ slip: slipOf(amount), pars: Number(amount > 0) }),
  C06: (amount) => ({
    thin: 0.7 * amount,
    cracks: Number(amount > 0.3),
    edges: amount,
    facet: amount,
    ligament: amount,
    mark: amount > 0 ? ["ligament"] : [],
  }),
  C07: () => ({ mark: ["facet"] }),
  C08: (amount) => ({ thin: amount, cracks: Number(amount > 0.1) }),
  C09: (amount) => ({ wedge: amount, mark: amount > 0 ? ["muscle", "ligament"] : [] }),
  C12: () => ({ mark: ["muscle"] }),
  C13: (amount) => ({ facet: amount }),
  C16: () => ({ mark: ["muscle"] }),
  C20: (amount) => ({ root: amount }),
  C22: (amount) => ({ thin: 0.5 * amount, facet: 0.5 * amount }),
};
/** Above which disc it is drawn: the level over it and the one under it. @type {Record<string, [string, string]>} */
export const LEVELS = { lumbar: ["L4", "L5"], cervical: ["C5", "C6"] };

/** From here on a herniated disc is drawn as pressing on a root, in percent of the slider. */
export const PRESSES = 40;

/** The slider's whole way is a slip by half of the vertebra below. @param {number} amount */
export const slipOf = (amount) => amount / 2;

/** @param {string} id @param {string} region @param {number} percent the slider, 0 to 100 @returns {Change} */
export function changeOf(id, region, percent) {
  if (!Object.hasOwn(CHANGES, id)) return {};
  return { at: LEVELS[region][0], ...CHANGES[id](percent / 100) };
}

/** Which of the two regions of the pictures is shown: the wanted one, if the cause is found there. @param {{regions: string[]} | undefined} cause @param {string} wanted */
export function regionOf(cause, wanted) {
  if (!cause || cause.regions.includes(wanted)) return wanted;
  return Object.keys(LEVELS).find((one) => cause.regions.includes(one)) ?? wanted;
}
