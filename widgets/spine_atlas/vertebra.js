// One vertebra from the side, as outlines in its own frame: front to the left, y down, the middle of the body at 0, 0.

/** @typedef {import("./path.js").Point} Point */
/** @typedef {import("./spine.js").Level} Level */

/** The body; `wedge` (0 to 1) presses its front together. @param {Level} level @param {number} [wedge] @returns {Point[]} */
export function body(level, wedge = 0) {
  const a = level.deep / 2, b = level.tall / 2, round = Math.min(2.4, b / 4), waist = level.deep * 0.06;
  const press = wedge * level.tall * 0.36;
  return [
    [-a + round, -b + press],
    [-a / 3, -b + 1 + press * 0.75],
    [a / 2, -b + 0.9 + press * 0.12],
    [a - round, -b],
    [a, -b + round],
    [a - waist * 0.6, 0],
    [a, b - round],
    [a - round, b],
    [0, b - 1.1],
    [-a + round, b],
    [-a, b - round],
    [-a + waist * (1 - wedge * 2.2), press * 0.6],
    [-a, -b + round + press],
  ];
}

/** Pedicle, joint processes, lamina and spinous process as one piece. @param {Level} level @returns {Point[]} */
export function arch(level) {
  const a = level.deep / 2, b = level.tall / 2, h = level.tall;
  const [p, rise, drop] = level.arch;
  const cut = level.region === "cervical" ? 0.72 : 0.54; // how far down the body the pedicle reaches
  return [
    [a - 1.5, -b + 0.1 * h],
    [a + p * 0.55, -b + 0.13 * h],
    [a + p * 0.78, -b - rise * 0.35],
    [a + p * 0.98, -b - rise],
    [a + p * 1.28, -b - rise * 0.86],
    [a + p * 1.42, -b + 0.1 * h],
    [a + p * 1.72, -b + 0.27 * h],
    ...spinous(level),
    [a + p * 2.02, b - 0.02 * h],
    [a + p * 1.98, b + drop * 0.72],
    [a + p * 1.78, b + drop],
    [a + p * 1.52, b + drop * 0.7],
    [a + p * 1.4, b - 0.1 * h],
    [a + p * 1.12, -b + (cut + 0.16) * h],
    [a + p * 0.6, -b + cut * h],
    [a - 1.5, -b + (cut + 0.03) * h],
  ];
}

/** @param {Level} level @returns {Point[]} */
function spinous(level) {
  const [p, , , length, slant, thick] = level.arch;
  const turn = slant * Math.PI / 180, cos = Math.cos(turn), sin = Math.sin(turn);
  const base = [level.deep / 2 + p * 1.9, level.tall * 0.02];
  const point = (
    /** @type {number} */ out,
    /** @type {number} */ down,
  ) => /** @type {Point} */ ([base[0] + out * cos - down * sin, base[1] + out * sin + down * cos]);
  const half = thick / 2;
  return [
    point(length * 0.4, -half * 0.82),
    point(length * 0.9, -half * 0.9),
    point(length, -half * 0.4),
    point(length * 1.01, half * 0.75),
    point(length * 0.88, half * 1.12),
    point(length * 0.4, half * 0.9),
  ];
}

/** Where the spinous process ends. @param {Level} level @returns {Point} */
export const spinousTip = (level) => spinous(level)[2];

/** The transverse process, seen end-on. @param {Level} level @returns {Point[]} */
export function transverse(level) {
  const [p] = level.arch, size = level.region === "cervical" ? 2.2 : level.region === "thoracic" ? 3.6 : 4;
  const x = level.deep / 2 + p * (level.region === "cervical" ? -0.1 : level.region === "thoracic" ? 1.25 : 0.86);
  const y = -level.tall * (level.region === "lumbar" ? 0.16 : level.region === "thoracic" ? 0.24 : 0.02);
  return [[x - size, y], [x, y - size * 1.15], [x + size, y], [x, y + size * 1.15]];
}

/** Where a root leaves, below the pedicle. @param {Level} level @returns {Point} */
export function exit(level) {
  const cut = level.region === "cervical" ? 0.98 : 0.78;
  return [level.deep / 2 + level.arch[0] * 0.5, -level.tall / 2 + cut * level.tall + level.gap * 0.1];
}
