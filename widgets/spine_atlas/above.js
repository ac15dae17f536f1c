// One segment from above, cut through the disc: front at the top, the middle of the canal at 0, 0. Schematic.
import { below, facets, roof } from "./above_bones.js";
import { BUILDS, discEdge, out } from "./above_build.js";
import { mirror, mix, smooth } from "./path.js";
import { layer, named, path, ring } from "./pieces.js";

/** @typedef {import("./path.js").Tree} Tree */
/** @typedef {import("./path.js").Point} Point */
/** @typedef {import("./pieces.js").Change} Change */
/** @typedef {import("./above_build.js").Build} Build */

/** @param {Build} build @param {Change} change @returns {Tree} */
function disc(build, change) {
  const rear = -build.back + 1, middle = rear - build.deep / 2;
  const rings = [0.93, 0.85, 0.77, 0.69].map((size) => path("ring", smooth(discEdge(build, change, size))));
  const dry = change.cracks ?? 0, reach = change.herniation ?? 0, side = build.wide * 0.3;
  const base = discEdge(build, {}, 0.47).map(([x, y]) => /** @type {Point} */ ([x, y + build.deep * 0.04]));
  const core = base.map(([x, y]) => {
    const pull = y > middle ? reach * Math.exp(-(((x - side * 0.75) / (build.wide * 0.13)) ** 2)) : 0;
    return /** @type {Point} */ ([mix(x, side, pull * 0.55), mix(y, rear + out(side, build, change) - 1.6, pull)]);
  });
  const cracks = [[-0.3, -0.1, -0.62, 0.2], [0.1, 0.1, 0.3, 0.34], [0.25, -0.16, 0.66, -0.22]].map(
    ([x1, y1, x2, y2]) => {
      const at = (
        /** @type {number} */ x,
        /** @type {number} */ y,
      ) => /** @type {Point} */ ([x * build.wide, middle + y * build.deep]);
      return path("crack", smooth([at(x1, y1), at(mix(x1, x2, 0.5), mix(y1, y2, 0.5) + 0.05), at(x2, y2)], false));
    },
  );
  return named(
    "disc",
    Boolean(reach || dry || change.thin || change.canal),
    path("disc", smooth(discEdge(build, change))),
    ...rings,
    path(dry ? "core dry" : "core", smooth(core)),
    ...(dry ? cracks : []),
  );
}

/** Cord or cauda in its sac. The canal's changes press it. @param {Build} build @param {Change} change @returns {Tree} */
function canal(build, change) {
  const tight = change.canal ?? 0, push = (change.herniation ?? 0) * 2.2;
  const rx = build.canal * mix(0.74, 0.44, tight), ry = build.back * mix(0.7, 0.42, tight);
  const sac = ring([-push * 0.8, 0.8 + push * 0.3 - tight * 0.2], rx - push * 0.35, ry);
  const inside = build.cord ? cordCut(tight, push) : cauda(rx - push * 0.35, ry, push);
  return named("canal", Boolean(tight), path("sac", smooth(sac)), ...inside);
}

/** The nerves in the sac, as dots in two rows. @param {number} rx @param {number} ry @param {number} push */
function cauda(rx, ry, push) {
  return Array.from({ length: 14 }, (_, index) => {
    const side = index % 2 ? 1 : -1, step = Math.floor(index / 2), turn = -0.9 + step * 0.33;
    const x = side * rx * 0.66 * Math.cos(turn) - push * 0.8;
    const y = 0.9 + push * 0.3 + ry * 0.7 * Math.sin(turn) + (step % 2 ? 0.5 : -0.3);
    return path("strand", smooth(ring([x, y], 0.78, 0.78)));
  });
}

/** The cord cut through, with its grey core. @param {number} tight @param {number} push */
function cordCut(tight, push) {
  const flat = mix(1, 0.68, tight), cx = -push * 0.5, cy = 0.6 + push * 0.25;
  const edge = [[0.6, -0.6], [2.2, -2.4 * flat], [3.4, -1.2 * flat], [1.8, 0.3], [2.4, 2.6 * flat], [1.4, 2.2 * flat], [
    0.6,
    0.6,
  ]];
  const grey = [1, -1].map((side) =>
    path("grey", smooth(edge.map(([x, y]) => /** @type {Point} */ ([cx + side * x, cy + y]))))
  );
  return [path("cordcut", smooth(ring([cx, cy], 6.4, 4.3 * flat))), ...grey];
}

/** Roots on their way out; the right one is the one that is pressed. @param {Build} build @param {Change} change @returns {Tree[]} */
function roots(build, change) {
  const rear = -build.back, w = build.wide;
  return [-1, 1].map((side) => {
    const sore = side > 0 ? change.root ?? 0 : 0, pressed = side > 0 && (change.herniation ?? 0) > 0.35;
    const hurt = Math.max(sore, Number(pressed));
    const push = side > 0 ? (change.herniation ?? 0) * 3.2 : 0, thick = 1 + 0.25 * sore;
    const line = build.cord
      ? [[4.6, 0.4], [w * 0.62, -1 + push], [w * 0.98, rear + 5], [w * 1.5, rear - 0.5], [w * 1.95, rear - 7]]
      : [[5.6, rear + 8 + push * 0.5], [w * 0.4, rear + 7.2 + push], [w * 0.66, rear + 4 + push * 0.4], [
        w * 1.0,
        rear - 1,
      ], [
        w * 1.42,
        rear - 8,
      ]];
    const points = line.map(([x, y]) => /** @type {Point} */ ([x * side, y]));
    const knot = build.cord ? points[2] : points[3];
    const passing = build.cord ? [] : [
      path(
        hurt ? "nerve hurt" : "nerve",
        smooth(ring([side * w * 0.31, rear + 3.4 + push * 1.5], 2.1 * thick, 1.8 * thick)),
      ),
    ];
    return named(
      "root",
      hurt > 0,
      path("nerve-edge wide", smooth(points, false)),
      path("nerve-line wide", smooth(points, false)),
      path(
        sore || (pressed && build.cord) ? "nerve hurt" : "nerve",
        smooth(ring([knot[0], knot[1]], 4.2 * thick, 2.7 * thick)),
      ),
      ...passing,
    );
  });
}

/** Ligaments: before and behind the disc, and the yellow ones that line the roof. @param {Build} build @param {Change} change @returns {Tree} */
function ligaments(build, change) {
  const rear = -build.back + 1, [jx, jy] = build.joint;
  const thick = 1 + (change.canal ?? 0) * 3.4 + (change.ligament ?? 0) * 2;
  const front = rear - build.deep - 1.4;
  const bands = [1, -1].map((side) => {
    /** @type {Point[]} */
    const outer = [[jx * 0.74, jy - 1.6], [jx * 0.5, build.back + 3.2], [0.8, build.back + 8.4]];
    /** @type {Point[]} */
    const inner = [[0.6, build.back + 6.2 - thick], [jx * 0.4, build.back + 1.2 - thick], [
      jx * 0.66 - thick * 0.7,
      jy - 2.6,
    ]];
    const band = [...outer, ...inner];
    return path("flavum", smooth(side > 0 ? band : mirror(band)));
  });
  const w = build.wide;
  return named(
    "ligament",
    Boolean(change.canal || change.ligament || change.mark?.includes("ligament")),
    path("ligament-line", smooth([[-w * 0.5, front + 3.4], [0, front], [w * 0.5, front + 3.4]], false)),
    ...bands,
  );
}

/** Outline and middle of each belly on the right side. @param {Build} build @returns {[Point[], Point][]} */
function bellies(build) {
  const w = build.wide, back = build.back, deep = back + build.long;
  return [
    [[[4.5, back + 17], [w * 0.5, back + 12], [w * 0.98, back + 10], [w * 1.02, back + 20], [w * 0.62, deep], [
      6,
      deep + 2,
    ]], [w * 0.5, back + 20]],
    [[[w * 1.08, back + 9], [w * 1.7, back + 2], [w * 2.2, back + 7], [w * 2.16, back + 22], [w * 1.5, deep + 3], [
      w * 0.75,
      deep + 1,
    ]], [
      w * 1.55,
      back + 16,
    ]],
    ...(build.cord
      ? /** @type {[Point[], Point][]} */ ([[[[w * 0.3, -back - build.deep - 2], [w * 0.85, -back - build.deep + 2], [
        w * 1.1,
        -back - build.deep + 9,
      ], [
        w * 0.85,
        -back - build.deep + 8,
      ], [w * 0.4, -back - build.deep + 1.5]], [w * 0.75, -back - build.deep + 4]]])
      : /** @type {[Point[], Point][]} */ ([[[[w * 1.12, -back - 24], [w * 1.6, -back - 27], [w * 2.05, -back - 20], [
        w * 2.02,
        -back - 8,
      ], [
        w * 1.5,
        -back - 3,
      ], [w * 1.14, -back - 7]], [w * 1.58, -back - 15]]])),
  ];
}

/** Muscles round the segment. @param {Build} build @param {Change} change @returns {Tree} */
function muscles(build, change) {
  const parts = bellies(build).flatMap(([outline, [cx, cy]]) =>
    [1, -1].flatMap((side) => {
      const turn = (/** @type {Point[]} */ points) => side > 0 ? points : mirror(points);
      const seams = [0.74, 0.46].map((size) =>
        path(
          "fibre",
          smooth(turn(outline.map(([x, y]) => /** @type {Point} */ ([mix(cx, x, size), mix(cy, y, size)])))),
        )
      );
      return [path("flesh", smooth(turn(outline))), ...seams];
    })
  );
  return named("muscle", Boolean(change.mark?.includes("muscle")), ...parts);
}

/** All layers of a segment from above, back to front. @param {string} region "lumbar" or "cervical" @param {Change} [change] @returns {Tree[]} */
export function above(region, change = {}) {
  const build = BUILDS[region];
  return [
    layer("muscles", [muscles(build, change)]),
    layer("bones", [below(build, change)]),
    layer("discs", [disc(build, change)]),
    layer("nerves", roots(build, change)),
    layer("bones", [roof(build, change)]),
    layer("ligaments", [ligaments(build, change)]),
    layer("nerves", [canal(build, change)]),
    layer("bones", [facets(build, change)]),
  ];
}
