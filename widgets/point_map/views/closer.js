// Closer views on the figure from behind: the neck, and the low back with its bones. Same measure, same places.
import { parts as back } from "./back.js";
import { LEVEL } from "./spine.js";
import { mirror, smooth } from "../../spine_atlas/path.js";
import { both, lines, piece, points } from "./shape.js";

/** @typedef {import("./shape.js").Part} Part */
/** @param {string[]} names */
const without = (names) => back.filter((part) => !names.some((name) => part.name.endsWith(name)));

/** A vertebra of the low back from behind: cross processes and joints. @param {string} name @returns {Part} */
function vertebra(name) {
  const y = LEVEL[name] - 6, x = 10;
  const half = `0,-6.5 3,-5 5,-6.5 6.5,-4 ${x + 3},-4.5 ${x + 6.5},-3 ${
    x + 6.5
  },-1 ${x},0 6,1 6,5 4,6.5 2.6,3 2.4,5.6 0,6.6`;
  const run = points(half).map(([px, py]) => /** @type {[number, number]} */ ([px, py + y]));
  return { name: `${name} vertebra`, kind: "bone", d: smooth([...run, ...mirror(run).reverse()]) };
}

const LUMBAR = ["L1", "L2", "L3", "L4", "L5"];

/** @type {Part[]} */
export const lowBack = [
  ...without(["spinous process", "back muscles", "sacrum", "trapezius", "hip bones", "dimples"]),
  both(
    "last ribs",
    "4,224 18,226 34,233 46,243 47,246 34,238 18,231 5,229|4,234 14,236 24,243 25,246 14,241 5,238.5",
    "bone",
  ),
  ...LUMBAR.map(vertebra),
  both("back muscles", "24,222 26,250 24,276 19,296|67,198 59,217 44,238 24,258 16,276"),
  piece(
    "sacrum",
    "0,311 9,309 17,312 18,324 13,337 7,347 3,354 0,355 -3,354 -7,347 -13,337 -18,324 -17,312 -9,309",
    "bone",
  ),
  both(
    "sacral holes",
    "9,317 11,316 12,318 10,320 9,317|8.5,326.5 10.5,325.5 11.5,327.5 9.5,329 8.5,326.5|7,336 9,335 9.5,337 7.5,338.5 7,336|5,344 6.5,343 7.5,345 5.8,346.5 5,344",
    "line",
  ),
  both(
    "hip bones",
    "19,323 20,312 27,301 37,293 46,289.5 55,291 63,299 65,308 60,321 55,334 59,345 57,357 52,366 49,379 42,388 35,388 33,379 37,365 35,354 30,346 24,340 21,332",
    "bone",
  ),
  both(
    "thigh bones",
    "56,346 62,340 69,343 71,353 69,368 66,384 63,400 61,416,0 51,416,0 53,396 56,376 55,364",
    "bone",
  ),
  lines("sacral crest", "0,314 0,330 0,346"),
];

/** @type {Part[]} */
export const neck = [
  ...without(["trapezius"]),
  both("trapezius", "9,64 10,84 15,102 25,114.5 40,124 56,130|27,150 18,164 10,188 2,226"),
  both(
    "neck vertebrae",
    "2,72 6,71 9,73 6,76 2,75|2,80 6,79 9,81 6,84 2,83|2,88 6,87 9,89 6,92 2,91|2,96 7,95 10,97 7,100 2,99",
    "bone",
  ),
];
