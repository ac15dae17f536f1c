// One segment from above, cut through the disc: front at the top, the middle of the canal at 0, 0. Schematic.
import { mirror, mix, part, rim, smooth } from "./path.js";
import { bumpy, ring } from "./side.js";

/** @typedef {import("./path.js").Tree} Tree */
/** @typedef {import("./path.js").Point} Point */
/** @typedef {import("./side.js").Change} Change */
/** Sizes in about mm. @typedef {{wide: number, deep: number, canal: number, back: number, joint: Point, long: number, cord: boolean}} Build */

/** @type {Record<string, Build>} */
export const BUILDS = {
  lumbar: { wide: 25, deep: 34, canal: 11, back: 10, joint: [17.5, 9.5], long: 31, cord: false },
  cervical: { wide: 17, deep: 22, canal: 11.5, back: 8.5, joint: [20, 5.5], long: 21, cord: true },
};

/** @param {string} name @param {boolean} changed @param {...Tree} children */
const named = (name, changed, ...children) =>
  part("g", { class: changed ? `part ${name} changed` : `part ${name}`, "data-part": name }, ...children);

/** @param {string} kind @param {string} d */
const path = (kind, d) => part("path", { class: kind, d });

/** How far the disc comes out at x, at its back: to one side, and all along. @param {number} x @param {Build} build @param {Change} change */
function out(x, build, change) {
  const reach = (change.herniation ?? 0) * build.back * 0.86, at = build.wide * 0.3;
  const broad = (change.canal ?? 0) * 2.6 + (change.thin ?? 0) * 1.6;
  return reach * Math.exp(-(((x - at) / (build.wide * 0.2)) ** 2)) +
    broad * Math.exp(-((x / (build.wide * 0.72)) ** 4));
}

/** The edge of the disc, or of a ring in it (`size` below 1). @param {Build} build @param {Change} change @param {number} [size] @returns {Point[]} */
export function discEdge(build, change, size = 1) {
  const rear = -build.back + 1, middle = rear - build.deep / 2;
  return Array.from({ length: 36 }, (_, index) => {
    const turn = index * Math.PI / 18, cos = Math.cos(turn), sin = Math.sin(turn);
    const x = build.wide * Math.sign(cos) * Math.abs(cos) ** 0.82;
    const dent = sin > 0 ? 3.2 * Math.exp(-((x / (build.wide * 0.42)) ** 2)) : 0; // the back is a little hollow
    const y = (build.deep / 2) * Math.sign(sin) * Math.abs(sin) ** 0.86 - dent;
    const bulge = sin > 0 ? out(x, build, change) : 0;
    return [x * size, middle + y * size + bulge * size ** 3];
  });
}

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

/** The vertebra below, seen through the cut: its body, pedicles and transverse processes. @param {Build} build @returns {Tree} */
function below(build) {
  const rear = -build.back + 1, w = build.wide, reach = build.cord ? w * 1.62 : w * 1.95;
  const bodyEdge = discEdge(build, {}, 1.05);
  /** @type {Point[]} */
  const wing = build.cord
    ? [[w * 0.7, rear - 9], [w * 1.1, rear - 11], [reach, rear - 6], [reach - 1, rear + 2], [w * 1.3, rear + 6], [
      w * 0.9,
      rear + 7,
    ], [
      w * 0.62,
      rear,
    ]]
    : [
      [w * 0.6, rear - 8],
      [w * 0.86, rear - 2],
      [w * 1.35, rear - 2.5],
      [reach - 1, rear - 3.5],
      [reach + 1, rear],
      [
        reach - 1.5,
        rear + 3.4,
      ],
      [w * 1.3, rear + 5],
      [w * 0.9, rear + 10],
      [w * 0.55, rear + 11],
      [w * 0.5, rear + 2],
    ];
  const wings = [wing, mirror(wing)].map((points) => path("bone far", smooth(points)));
  const holes = build.cord
    ? [1, -1].map((side) => path("hollow far", smooth(ring([side * w * 1.33, rear - 2.4], 2.6, 2.3))))
    : [];
  return named("vertebra", false, ...wings, ...holes, path("bone far", smooth(bodyEdge)));
}

/** Laminae and spinous process of the vertebra above, which end in its lower joint processes. @param {Build} build @param {Change} change @returns {Tree} */
function roof(build, change) {
  const [jx, jy] = build.joint,
    back = build.back,
    long = build.long,
    marked = Boolean(change.mark?.includes("vertebra"));
  const inner = change.canal ?? 0;
  /** @type {Point[]} */
  const right = [
    [2.2, back + 8],
    [jx * 0.56, back + 3.6 - inner],
    [jx * 0.78, jy - 2],
    [jx * 0.98, jy - 3.2],
    [jx * 1.14, jy + 2],
    [
      jx * 1.06,
      jy + 8,
    ],
    [jx * 0.62, back + 10.5],
    [4.4, back + 15],
  ];
  /** @type {Point[]} */
  const tip = build.cord
    ? [[3.2, back + long * 0.6], [5.6, back + long - 2], [3.4, back + long], [0, back + long - 4]]
    : [[3, back + long * 0.6], [4.6, back + long - 3], [3, back + long], [0, back + long + 0.6]];
  const left = mirror([...right, ...tip]).reverse().slice(1);
  const outline = [...right, ...tip, ...left];
  return named("vertebra", marked, ...[
    path("bone", smooth(outline)),
    part("path", {
      class: "fine",
      d: smooth([[0, back + 15], [0.4, back + long * 0.75], [0, back + long - 5]], false),
    }),
  ]);
}

/** The joints: the upper process of the vertebra below hugs the lower one of the vertebra above. @param {Build} build @param {Change} change @returns {Tree} */
function facets(build, change) {
  const [jx, jy] = build.joint, worn = change.facet ?? 0, grown = Math.max(worn, (change.canal ?? 0) * 0.8);
  const big = 1 + grown * 0.28, marked = Boolean(worn || change.mark?.includes("facet"));
  /** @type {Point[]} */
  const cup = [
    [jx * 0.66, jy - 6 * big],
    [jx * 0.95, jy - 8.6 * big],
    [jx * 1.35 * mix(1, big, 0.5), jy - 4.5],
    [
      jx * 1.48 * mix(1, big, 0.55),
      jy + 2.5,
    ],
    [jx * 1.32 * mix(1, big, 0.4), jy + 6.8],
    [jx * 1.2, jy + 3],
    [jx * 1.12, jy - 1.2],
    [jx * 0.98, jy - 4.2],
    [
      jx * 0.76 - grown * 2.4,
      jy - 3.4,
    ],
  ];
  /** @type {Point[]} */
  const gap = [[jx * 0.82, jy - 3.6], [jx * 1.02, jy - 3.4], [jx * 1.15, jy + 0.2], [jx * 1.2, jy + 4.4]];
  const parts = [1, -1].flatMap((side) => {
    const turn = (/** @type {Point[]} */ points) => side > 0 ? points : mirror(points);
    const knobs = worn ? [path("bone", smooth(bumpy([side * jx * 1.16, jy + 0.5], jx * 0.42, 9.6, worn)))] : [];
    return [
      ...knobs,
      path("bone", smooth(turn(cup))),
      part("path", { class: "shade", "fill-rule": "evenodd", d: rim(turn(cup), 0.7) }),
      path("joint", smooth(turn(gap), false)),
      ...(marked ? [path("halo", smooth(ring([jx * 1.1 * side, jy + 0.5], jx * 0.62, 12)))] : []),
    ];
  });
  return named("facet", marked, ...parts);
}

/** Cord or cauda in its sac. The canal's changes press it. @param {Build} build @param {Change} change @returns {Tree} */
function canal(build, change) {
  const tight = change.canal ?? 0, push = (change.herniation ?? 0) * 2.2;
  const rx = build.canal * mix(0.74, 0.44, tight), ry = build.back * mix(0.7, 0.42, tight);
  const sac = ring([-push * 0.8, 0.8 + push * 0.3 - tight * 0.2], rx - push * 0.35, ry);
  const pressed = Boolean(tight);
  if (!build.cord) {
    const dots = Array.from({ length: 14 }, (_, index) => {
      const side = index % 2 ? 1 : -1, step = Math.floor(index / 2), turn = -0.9 + step * 0.33;
      return path(
        "strand",
        smooth(ring(
          [
            -push * 0.8 + side * (rx - push * 0.35) * 0.66 * Math.cos(turn),
            0.9 + push * 0.3 + ry * 0.7 * Math.sin(turn) + (step % 2 ? 0.5 : -0.3),
          ],
          0.78,
          0.78,
        )),
      );
    });
    return named("canal", pressed, path("sac", smooth(sac)), ...dots);
  }
  const flat = mix(1, 0.68, tight), cx = -push * 0.5, cy = 0.6 + push * 0.25;
  const grey = [1, -1].map((side) =>
    path(
      "grey",
      smooth([
        [cx + side * 0.6, cy - 0.6],
        [cx + side * 2.2, cy - 2.4 * flat],
        [cx + side * 3.4, cy - 1.2 * flat],
        [
          cx + side * 1.8,
          cy + 0.3,
        ],
        [cx + side * 2.4, cy + 2.6 * flat],
        [cx + side * 1.4, cy + 2.2 * flat],
        [cx + side * 0.6, cy + 0.6],
      ]),
    )
  );
  return named(
    "canal",
    pressed,
    path("sac", smooth(sac)),
    path("cordcut", smooth(ring([cx, cy], 6.4, 4.3 * flat))),
    ...grey,
  );
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

/** Muscles round the segment. @param {Build} build @param {Change} change @returns {Tree} */
function muscles(build, change) {
  const w = build.wide, back = build.back, deep = back + build.long;
  /** @type {[Point[], Point][]} */
  const bellies = [
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
  const parts = bellies.flatMap(([outline, [cx, cy]]) =>
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
  const group = (/** @type {string} */ name, /** @type {Tree[]} */ ...parts) =>
    part("g", { class: `layer ${name}` }, ...parts);
  return [
    group("muscles", muscles(build, change)),
    group("bones", below(build)),
    group("discs", disc(build, change)),
    group("nerves", ...roots(build, change)),
    group("bones", roof(build, change)),
    group("ligaments", ligaments(build, change)),
    group("nerves", canal(build, change)),
    group("bones", facets(build, change)),
  ];
}
