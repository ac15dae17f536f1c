// The column of vertebrae seen from the side, from C1 to S1: sizes, leaning, and where each one stands. Schematic.
import { along, put } from "./path.js";

/** @typedef {import("./path.js").Frame} Frame */
/**
 * A level in its own frame, in about mm. `tall` and `deep` of the body; `gap` to the next body below; `arch`: length of
 * pedicle, rise of the upper and drop of the lower joint process, spinous process (length, slant in degrees, thickness).
 * @typedef {Frame & {name: string, region: string, tall: number, deep: number, gap: number, arch: number[]}} Level
 */
/** @typedef {{at?: string, slip?: number, thin?: number, wedge?: number}} Changes between `at` and the level below: shares from 0 to 1 */

export const NAMES = [
  ...[1, 2, 3, 4, 5, 6, 7].map((number) => `C${number}`),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((number) => `T${number}`),
  ...[1, 2, 3, 4, 5].map((number) => `L${number}`),
  "S1",
];
/** @type {Record<string, string>} */
export const REGIONS = { C: "cervical", T: "thoracic", L: "lumbar", S: "sacral" };

// By number of the level, C1 = 0 to S1 = 24.
const LEAN = [
  [0, -14],
  [2, -8],
  [4, 4],
  [6, 17],
  [7.5, 24],
  [9, 21],
  [12, 5],
  [14, -5],
  [17, -18],
  [19, -17],
  [21, -4],
  [
    22,
    7,
  ],
  [23, 23],
  [24, 40],
];
const TALL = [[0, 9], [1, 15], [2, 12.5], [6, 14], [7, 16.5], [18, 24], [19, 25.5], [23, 28], [24, 30]];
const DEEP = [[0, 15], [1, 15], [6, 17.5], [7, 18], [18, 29], [19, 31.5], [23, 35], [24, 34]];
const GAP = [[0, 2], [1, 4.6], [6, 5.2], [7, 4], [13, 4.5], [18, 6.5], [19, 8], [22, 12], [23, 11.5], [24, 0]];
const PEDICLE = [[1, 6], [6, 6.5], [7, 7.5], [18, 10], [19, 11], [23, 12]];
const RISE = [[1, 1.5], [6, 3], [7, 5], [18, 6.5], [19, 8], [23, 9.5], [24, 9]];
const DROP = [[1, 5], [6, 6], [7, 5.5], [18, 8], [19, 10], [23, 11]];
const SPINE_LENGTH = [[0, 4], [1, 16], [2, 12], [4, 13], [5, 17], [6, 27], [8, 29], [13, 31], [17, 24], [19, 26], [
  22,
  28,
], [
  23,
  22,
]];
const SPINE_SLANT = [[0, 0], [1, 20], [5, 26], [6, 24], [8, 38], [11, 57], [14, 57], [16, 40], [18, 16], [19, 12], [
  23,
  12,
]];
const SPINE_THICK = [[0, 4], [1, 9], [2, 5], [6, 7], [8, 6.5], [13, 5.5], [17, 9], [19, 17], [22, 19], [23, 14]];

/** @param {number} index @returns {Level} */
function levelOf(index) {
  const name = NAMES[index];
  const arch = [PEDICLE, RISE, DROP, SPINE_LENGTH, SPINE_SLANT, SPINE_THICK].map((knots) => along(knots, index));
  return {
    name,
    region: REGIONS[name[0]],
    x: 0,
    y: 0,
    angle: along(LEAN, index),
    tall: along(TALL, index),
    deep: along(DEEP, index),
    gap: along(GAP, index),
    arch,
  };
}

/**
 * The levels from `first` to `last`, each standing on the one below; `last` stands at the origin.
 * @param {string} first @param {string} last @param {Changes} [changes] @returns {Level[]}
 */
export function column(first = "C1", last = "S1", changes = {}) {
  const [from, to] = [first, last].map((name) => NAMES.indexOf(name));
  const levels = NAMES.slice(from, to + 1).map((_, index) => levelOf(from + index));
  for (let index = levels.length - 2; index >= 0; index--) {
    const level = levels[index], below = levels[index + 1], changed = level.name === changes.at;
    if (changed) level.gap *= 1 - 0.62 * (changes.thin ?? 0);
    const slip = changed ? (changes.slip ?? 0) * below.deep : 0;
    const top = put(below, [-slip, -below.tall / 2]);
    const angle = (level.angle + below.angle) / 2;
    const foot = put({ x: top[0], y: top[1], angle }, [0, -level.gap]);
    const [x, y] = put({ x: foot[0], y: foot[1], angle: level.angle }, [0, -level.tall / 2]);
    Object.assign(level, { x, y });
  }
  return levels;
}

/** How far a body stands before the one below, as a share of the upper face of that one; 0 where the faces are in line. @param {Level} level @param {Level} below */
export function slipOf(level, below) {
  const [x, y] = put(level, [0, level.tall / 2]);
  const turn = below.angle * Math.PI / 180, [tx, ty] = put(below, [0, -below.tall / 2]);
  const own = ((x - tx) * Math.cos(turn) - (y - ty) * Math.sin(turn)) / below.deep;
  return -own;
}
