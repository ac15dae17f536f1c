// Vertebrae, joints, sacrum and tail bone from the side.
import { mix, put, putAll, smooth } from "./path.js";
import { bumpy, named, path, ring, solid } from "./pieces.js";
import { arch, body, spinousTip, transverse } from "./vertebra.js";

/** @typedef {import("./path.js").Tree} Tree */
/** @typedef {import("./path.js").Point} Point */
/** @typedef {import("./spine.js").Level} Level */
/** @typedef {import("./pieces.js").Change} Change */

/** @param {Level} level @param {Change} change @param {boolean} here @param {boolean} below @returns {Tree[]} */
export function bones(level, change, here, below) {
  const wedge = here ? change.wedge ?? 0 : 0;
  const marks = change.mark ?? [];
  const outline = putAll(level, body(level, wedge));
  const parts = [...solid(outline)];
  if (wedge) parts.push(path("crack", smooth(putAll(level, breakLine(level)), false)));
  if (change.edges && (here || below)) parts.push(...spurs(level, here ? 1 : -1, change.edges));
  const moved = here && Boolean(change.slip || wedge || marks.includes("vertebra"));
  return [named("vertebra", moved, ...parts)];
}

/** @param {Level} level @returns {Point[]} */
function breakLine(level) {
  const a = level.deep / 2, b = level.tall / 2;
  return [[-a + 1, -b * 0.05, 0], [-a * 0.5, b * 0.2, 0], [-a * 0.2, -b * 0.05, 0], [a * 0.15, b * 0.22, 0], [
    a * 0.45,
    b * 0.02,
    0,
  ]].map((point) => /** @type {Point} */ (point));
}

/** Rough edges beside a worn disc. @param {Level} level @param {number} side 1: below, -1: above @param {number} size */
function spurs(level, side, size) {
  const a = level.deep / 2, b = side * level.tall / 2, out = level.deep * 0.12 * size, tall = level.tall * 0.2;
  return [-1, 1].map((way) => {
    const x = way * (a - 1.2);
    const points = [[x, b - side * tall], [x + way * out, b - side * tall * 0.12], [
      x + way * out * 0.4,
      b + side * tall * 0.16,
    ], [
      x - way * tall * 0.6,
      b - side * 0.4,
    ]];
    return path("bone spur", smooth(putAll(level, /** @type {Point[]} */ (points))));
  });
}

/** The arch, and beside it the joint with the arch above. @param {Level} level @param {Level | undefined} above @param {Change} change @param {boolean} joint whether the joint above is the changed one @param {boolean} here */
export function arches(level, above, change, joint, here) {
  const parts = [
    named(
      "vertebra",
      here && Boolean(change.slip),
      path("bone", smooth(putAll(level, transverse(level)))),
      path("bone", smooth(putAll(level, arch(level)))),
      path("fine", smooth(putAll(level, ridge(level)), false)),
    ),
  ];
  if (here && change.pars) {
    parts.push(named("vertebra", true, path("crack", smooth(putAll(level, pars(level)), false))));
  }
  if (above) parts.push(facet(level, change, joint));
  return parts;
}

/** A fine line along the spinous process, for its roundness. @param {Level} level @returns {Point[]} */
function ridge(level) {
  const [x, y] = spinousTip(level), start = level.deep / 2 + level.arch[0] * 1.7;
  const from = [start + 2, level.tall * 0.02];
  return [[from[0], from[1]], [mix(from[0], x, 0.5), mix(from[1], y, 0.5) + 1], [
    mix(from[0], x, 0.85),
    mix(from[1], y, 0.85) + 1.5,
  ]];
}

/** @param {Level} level @returns {Point[]} */
function pars(level) {
  const a = level.deep / 2, [p] = level.arch, h = level.tall;
  return [[a + p * 1.1, h * 0.24, 0], [a + p * 1.35, h * 0.1, 0], [a + p * 1.5, h * 0.12, 0], [
    a + p * 1.78,
    -h * 0.2,
    0,
  ]];
}

/** The joint between this level's upper process and the one above: a line of cartilage, rough when worn. @param {Level} level @param {Change} change @param {boolean} joint @returns {Tree} */
function facet(level, change, joint) {
  const a = level.deep / 2, b = level.tall / 2, [p, rise] = level.arch;
  const worn = joint ? change.facet ?? 0 : 0;
  /** @type {Point[]} */
  const line = [[a + p * 1.22, -b - rise * 0.98], [a + p * 1.4, -b - rise * 0.45], [
    a + p * 1.5,
    -b + level.tall * 0.06,
  ]];
  const marked = joint && Boolean(worn || change.mark?.includes("facet"));
  const parts = [path("joint", smooth(putAll(level, line), false))];
  if (worn) {
    const knobs = bumpy(put(level, [a + p * 1.36, -b - rise * 0.4]), p * 0.5, rise * 0.86, worn);
    parts.unshift(path("bone", smooth(knobs)));
  }
  if (marked) {
    parts.push(path("halo", smooth(ring(put(level, [a + p * 1.36, -b - rise * 0.4]), p * 0.92, rise * 1.45))));
  }
  return named("facet", marked, ...parts);
}

/** @param {number} a half of the depth of S1 @param {number} b half of its height @returns {Point[]} */
function sacrumEdge(a, b) {
  return [
    [-a + 1, -b],
    [0, -b + 1],
    [a - 2, -b],
    [a + 5, -b - 6],
    [a + 9, -b - 8],
    [a + 13, -b],
    [a + 21, 4],
    [
      a + 18,
      17,
    ],
    [a + 21.5, 27],
    [a + 16, 40],
    [a + 15, 52],
    [a + 4, 69],
    [-6, 86],
    [-20, 96],
    [-24, 93],
    [-19, 84],
    [-7, 70],
    [0, 54],
    [
      1,
      38,
    ],
    [-6, 20],
    [-a, 2],
    [-a - 1, -b + 3],
  ];
}

/** The sacrum below the last disc, in the frame of S1. @param {Level} level @returns {Tree} */
export function sacrum(level) {
  const a = level.deep / 2, outline = sacrumEdge(a, level.tall / 2), back = outline.slice(4, 13);
  const shade = [...back, ...back.map(([x, y]) => /** @type {Point} */ ([x - 5.5, y + 1.5])).reverse()];
  const seams = [[15, -9, 14], [34, 1, 17], [52, 2, 14], [69, -4, 9]].map(([y, x, w]) =>
    path("fine", smooth(putAll(level, [[x, y], [x + w * 0.5, y + 1.2], [x + w, y + 0.4]]), false))
  );
  const holes = [[24, a - 1], [43, a - 2], [59, a - 7]].map(([y, x]) =>
    path("hollow", smooth(ring(put(level, [x, y]), 2.2, 3)))
  );
  const [edge, dark] = [outline, shade].map((points) => smooth(putAll(level, points)));
  return named("vertebra", false, path("bone", edge), path("shade", dark), ...seams, ...holes, path("edge", edge));
}

/** The tail bone. @param {Level} level @returns {Tree} */
export function coccyx(level) {
  const bits = [[-28, 99, 5.6, 4.6], [-38, 102.5, 4.8, 3.8], [-46.5, 103.5, 3.8, 3]].map(([x, y, rx, ry]) =>
    path("bone", smooth(ring(put(level, [x, y]), rx, ry)))
  );
  return named("vertebra", false, ...bits);
}

/** C1 is a ring round the peg of C2. @param {Level} level @param {Level} below @returns {Tree[]} */
export function atlas(level, below) {
  const a = level.deep / 2, h = -below.tall;
  /** @type {Point[]} */
  const peg = [[-3.5, h * 0.42], [-4, h * 0.8], [-2.6, h * 1.28], [1.2, h * 1.34], [3, h * 0.9], [3.4, h * 0.42]];
  /** @type {Point[]} */
  const front = [[-a - 1.5, -3.5], [-a + 2, -4.5], [-a + 3, 0], [-a + 2, 4.5], [-a - 1.5, 3]];
  /** @type {Point[]} */
  const back = [[-2, -5], [4, -6], [9, -4], [a + 9, -4.5], [a + 14, -3.5], [a + 15, 0.5], [a + 10, 3], [8, 3], [4, 6]];
  back.push([-2, 5], [-4, 0]);
  const ringOf = [front, back].map((points) => path("bone", smooth(putAll(level, points))));
  return [named("vertebra", false, path("bone", smooth(putAll(below, peg)))), named("vertebra", false, ...ringOf)];
}
