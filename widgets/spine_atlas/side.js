// The spine from the side, front to the left: whole, or a few levels near by with their discs cut open. Schematic.
import { mix, part, put, putAll, rim, smooth } from "./path.js";
import { column } from "./spine.js";
import { arch, body, exit, spinousTip, transverse } from "./vertebra.js";

/** @typedef {import("./path.js").Tree} Tree */
/** @typedef {import("./path.js").Point} Point */
/** @typedef {import("./spine.js").Level} Level */
/**
 * What differs from the healthy picture at one level: shares from 0 to 1.
 * @typedef {import("./spine.js").Changes & {herniation?: number, canal?: number, facet?: number, cracks?: number,
 *   edges?: number, ligament?: number, pars?: number, root?: number, mark?: string[]}} Change
 */

/** A named piece: what can be pointed at, and what is marked as changed. @param {string} name @param {boolean} changed @param {...(Tree | string)} children */
const named = (name, changed, ...children) =>
  part("g", { class: changed ? `part ${name} changed` : `part ${name}`, "data-part": name }, ...children);

/** @param {string} kind @param {string} d */
const path = (kind, d) => part("path", { class: kind, d });

/** @param {Point[]} points @param {string} [kind] @param {number} [size] */
function solid(points, kind = "bone", size = 0.8) {
  return [path(kind, smooth(points)), part("path", { class: "shade", "fill-rule": "evenodd", d: rim(points, size) })];
}

/** The two faces between which a disc lies. @param {Level} upper @param {Level} lower @param {number} inset */
function faces(upper, lower, inset) {
  const [a, b] = [upper.deep / 2 - inset, lower.deep / 2 - inset];
  return {
    front: [put(upper, [-a, upper.tall / 2]), put(lower, [-b, -lower.tall / 2])],
    back: [put(upper, [a, upper.tall / 2]), put(lower, [b, -lower.tall / 2])],
    top: put(upper, [0, upper.tall / 2 - 0.9]),
    bottom: put(lower, [0, -lower.tall / 2 + 0.9]),
  };
}

/** @param {Point} from @param {Point} to @param {number} share @param {number} [out] @returns {Point} */
function between([x1, y1], [x2, y2], share, out = 0) {
  return [mix(x1, x2, share) + out, mix(y1, y2, share)];
}

/** The disc's outline: a little over the edges, and out at the back by `out` mm. @param {Level} upper @param {Level} lower @param {number} out @returns {Point[]} */
function discOutline(upper, lower, out) {
  const { front, back, top, bottom } = faces(upper, lower, 0.6);
  const edge = upper.deep * 0.035;
  return [
    front[0],
    top,
    back[0],
    between(back[0], back[1], 0.24, edge + out * 0.55),
    between(back[0], back[1], 0.55, edge * 1.25 + out),
    between(back[0], back[1], 0.84, edge + out * 0.6),
    back[1],
    bottom,
    front[1],
    between(front[0], front[1], 0.5, -edge * 1.5),
  ];
}

/** @param {Level} upper @param {Level} lower @param {Change} change @param {boolean} open @returns {Tree} */
function disc(upper, lower, change, open) {
  const reach = (change.herniation ?? 0) * upper.deep * 0.32;
  const bulge = (change.thin ?? 0) * upper.deep * 0.05;
  const outline = discOutline(upper, lower, reach + bulge);
  const parts = [path("disc", smooth(outline))];
  if (open) parts.push(...inside(upper, lower, change, reach));
  const changed = Boolean(change.herniation || change.thin || change.cracks);
  return named("disc", changed, ...parts);
}

/** Rings and core of a disc cut open, the core's way out, and cracks. @param {Level} upper @param {Level} lower @param {Change} change @param {number} reach @returns {Tree[]} */
function inside(upper, lower, change, reach) {
  const { front, back } = faces(upper, lower, 0.6);
  const at = (/** @type {number} */ along, /** @type {number} */ down) =>
    between(between(front[0], back[0], along), between(front[1], back[1], along), down);
  const ring = (/** @type {number} */ along, /** @type {number} */ bow) =>
    path("ring", smooth([at(along, 0.16), [at(along, 0.5)[0] + bow, at(along, 0.5)[1]], at(along, 0.84)], false));
  const bow = upper.deep * 0.035;
  const rings = [0.06, 0.13, 0.2].flatMap((along) => [ring(along, -bow), ring(1 - along, bow)]);
  const tongue = between(back[0], back[1], 0.52, reach * 0.86);
  const dry = change.cracks ?? 0;
  /** @type {Point[]} */
  const core = [at(0.34, 0.52), at(0.4, 0.26), at(0.56, 0.2), at(0.7, 0.28)];
  core.push(...(reach > 0.5 ? [at(0.9, 0.4), tongue, at(0.9, 0.64)] : [at(0.76, 0.52)]), at(0.7, 0.74));
  core.push(at(0.56, 0.82), at(0.4, 0.76));
  const cracks = [[0.3, 0.4, 0.52], [0.5, 0.62, 0.7], [0.66, 0.36, 0.9]].map(([from, down, to]) =>
    path("crack", smooth([at(from, down), at(mix(from, to, 0.4), down + 0.14), at(to, down - 0.06)], false))
  );
  return [...rings, path(dry ? "core dry" : "core", smooth(core)), ...(dry ? cracks : [])];
}

/** @param {Level} level @param {Change} change @param {boolean} here @param {boolean} below @returns {Tree[]} */
function bones(level, change, here, below) {
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
function arches(level, above, change, joint, here) {
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

/** @param {Point} centre @param {number} rx @param {number} ry @returns {Point[]} */
export function ring([x, y], rx, ry) {
  return Array.from({ length: 12 }, (_, index) => {
    const turn = index * Math.PI / 6;
    return /** @type {Point} */ ([x + rx * Math.cos(turn), y + ry * Math.sin(turn)]);
  });
}

/** An edge with knobs, as wear leaves it. @param {Point} centre @param {number} rx @param {number} ry @param {number} worn @returns {Point[]} */
export function bumpy([x, y], rx, ry, worn) {
  return Array.from({ length: 14 }, (_, index) => {
    const turn = index * Math.PI / 7, size = 0.92 + worn * (index % 2 ? 0.13 : -0.07) * (1 + 0.5 * Math.sin(2 * turn));
    return /** @type {Point} */ ([x + rx * size * Math.cos(turn), y + ry * size * Math.sin(turn)]);
  });
}

/** A root where it leaves between two pedicles, and its way down. @param {Level} level @param {Level} below @param {Change} change @param {boolean} here @param {number} size */
function root(level, below, change, here, size) {
  const [x, y] = put(level, exit(level)), [lx, ly] = put(below, [-below.deep * 0.02, below.tall * 0.12]);
  const hurt = here ? Math.max(change.root ?? 0, Math.min(1, ((change.herniation ?? 0) - 0.35) * 2.2)) : 0;
  const r = level.arch[0] * 0.36 * (1 + 0.18 * Math.max(0, hurt));
  const shift = here ? (change.herniation ?? 0) * level.arch[0] * 0.28 : 0;
  const sx = x + shift;
  const strand = smooth(
    [[sx, y], [mix(sx, lx, 0.3), mix(y, ly, 0.55)], [mix(sx, lx, size), mix(y, ly, size * 1.15)]],
    false,
  );
  return named(
    "root",
    hurt > 0,
    path("nerve-edge", strand),
    path("nerve-line", strand),
    path(hurt > 0 ? "nerve hurt" : "nerve", smooth(ring([sx, y], r * 0.85, r * 1.15))),
  );
}

/** Cord and cauda behind the bodies. @param {Level[]} levels @param {Change} change @returns {Tree} */
function cord(levels, change) {
  const cordEnd = levels.findIndex((level) => level.name === "L1");
  const line = levels.map((level) => put(level, [level.deep / 2 + level.arch[0] * 0.82, 0]));
  const last = levels[levels.length - 1], first = levels[0];
  line.push(put(last, [last.deep / 2 + 7, last.tall * 0.9]));
  line.unshift(put(first, [first.deep / 2 + 6, -first.tall * 1.2]));
  const wide = cordEnd < 0 ? (levels[0].region === "cervical" ? line : []) : line.slice(0, cordEnd + 2);
  const tail = cordEnd < 0 ? (wide.length ? [] : line) : line.slice(cordEnd + 1);
  const parts = [path("canal", smooth(line, false))];
  if (tail.length) {
    parts.push(
      ...[-2.6, -0.9, 0.9, 2.6].map((x) => path("cauda", smooth(tail.map(([px, py]) => [px + x, py]), false))),
    );
  }
  if (wide.length) parts.push(path("cord-edge", smooth(wide, false)), path("cord", smooth(wide, false)));
  return named("canal", Boolean(change.canal), ...parts);
}

/** The long ligaments before and behind the bodies, and between the spinous processes. @param {Level[]} levels @param {boolean} changed @returns {Tree} */
function ligaments(levels, changed) {
  const bodies = levels.filter((level) => level.name !== "C1");
  const line = (/** @type {number} */ side, /** @type {number} */ off) =>
    smooth(
      bodies.flatMap((level) =>
        (level.name === "S1" ? [-1] : [-1, 1]).map((end) =>
          put(level, [side * (level.deep / 2 + off), end * level.tall * 0.42])
        )
      ),
      false,
    );
  const tips = levels.filter((level) => !["C1", "S1"].includes(level.name)).map((level) => {
    const [x, y] = spinousTip(level);
    return put(level, [x + 1, y + level.arch[5] * 0.4]);
  });
  return named(
    "ligament",
    changed,
    path("ligament-line", line(-1, 1.4)),
    path("ligament-line", line(1, 1)),
    path("ligament-line", smooth(tips, false)),
  );
}

/** Muscle beside and between the spinous processes, as fibres. @param {Level[]} levels @param {boolean} changed @returns {Tree} */
function muscles(levels, changed) {
  const backs = levels.map((level) => ({ level, tip: spinousTip(level) }));
  const edge = (/** @type {number} */ share) =>
    backs.map(({ level, tip }) => {
      const from = level.deep / 2 + level.arch[0] * 1.7;
      return put(level, [mix(from, Math.max(tip[0], from + 6), share), mix(0, tip[1], share)]);
    });
  const outline = [...edge(0), ...edge(0.93).reverse()];
  const fibres = [0.14, 0.3, 0.46, 0.62, 0.78].map((share) => path("fibre", smooth(edge(share), false)));
  return named("muscle", changed, path("flesh", smooth(outline)), ...fibres);
}

/** The sacrum below the last disc, in the frame of S1. @param {Level} level @returns {Tree} */
function sacrum(level) {
  const a = level.deep / 2, b = level.tall / 2;
  /** @type {Point[]} */
  const outline = [
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
  const seams = [[15, -9, 14], [34, 1, 17], [52, 2, 14], [69, -4, 9]].map(([y, x, w]) =>
    path("fine", smooth(putAll(level, [[x, y], [x + w * 0.5, y + 1.2], [x + w, y + 0.4]]), false))
  );
  const holes = [[24, a - 1], [43, a - 2], [59, a - 7]].map(([y, x]) =>
    path("hollow", smooth(ring(put(level, [x, y]), 2.2, 3)))
  );
  return named("vertebra", false, ...solid(putAll(level, outline), "bone", 0.84), ...seams, ...holes);
}

/** The tail bone. @param {Level} level @returns {Tree} */
function coccyx(level) {
  const bits = [[-28, 99, 5.6, 4.6], [-38, 102.5, 4.8, 3.8], [-46.5, 103.5, 3.8, 3]].map(([x, y, rx, ry]) =>
    path("bone", smooth(ring(put(level, [x, y]), rx, ry)))
  );
  return named("vertebra", false, ...bits);
}

/** C1 is a ring round the peg of C2. @param {Level} level @param {Level} below @returns {Tree[]} */
function atlas(level, below) {
  const a = level.deep / 2;
  const peg = putAll(below, [[-3.5, -below.tall * 0.42], [-4, -below.tall * 0.8], [-2.6, -below.tall * 1.28], [
    1.2,
    -below.tall * 1.34,
  ], [
    3,
    -below.tall * 0.9,
  ], [3.4, -below.tall * 0.42]]);
  return [
    named("vertebra", false, path("bone", smooth(peg))),
    named(
      "vertebra",
      false,
      path(
        "bone",
        smooth(putAll(level, [[-a - 1.5, -3.5], [-a + 2, -4.5], [-a + 3, 0], [-a + 2, 4.5], [-a - 1.5, 3]])),
      ),
      path(
        "bone",
        smooth(putAll(level, [
          [-2, -5],
          [4, -6],
          [9, -4],
          [a + 9, -4.5],
          [a + 14, -3.5],
          [a + 15, 0.5],
          [a + 10, 3],
          [
            8,
            3,
          ],
          [4, 6],
          [-2, 5],
          [-4, 0],
        ])),
      ),
    ),
  ];
}

/**
 * All layers of these levels, back to front.
 * @param {Level[]} levels @param {Change} [change] @param {boolean} [open] discs cut open @returns {Tree[]}
 */
export function layers(levels, change = {}, open = false) {
  const marks = change.mark ?? [];
  const at = (/** @type {Level} */ level) => level.name === change.at;
  const pairs = levels.slice(0, -1).map((level, index) => /** @type {const} */ ([level, levels[index + 1]]));
  const ground = levels.filter((level) => level.name !== "C1" && level.name !== "S1");
  const last = levels[levels.length - 1];
  const group = (/** @type {string} */ name, /** @type {Tree[]} */ parts) =>
    part("g", { class: `layer ${name}` }, ...parts);
  const healthy = /** @type {Change} */ ({});
  return [
    group("muscles", [muscles(ground, marks.includes("muscle"))]),
    group("nerves", [cord(levels.filter((level) => level.name !== "C1"), change)]),
    group(
      "discs",
      pairs.filter(([level]) => level.name !== "C1").map(([level, below]) =>
        disc(level, below, at(level) ? change : healthy, open)
      ),
    ),
    group("bones", [
      ...ground.flatMap((level) => bones(level, change, at(level), isBelow(levels, level, change.at))),
      ...(last.name === "S1" ? [coccyx(last), sacrum(last)] : []),
    ]),
    group("ligaments", [ligaments(levels, marks.includes("ligament"))]),
    group(
      "bones",
      ground.flatMap((level) =>
        arches(level, levels[levels.indexOf(level) - 1], change, isBelow(levels, level, change.at), at(level))
      ),
    ),
    group("bones", levels[0].name === "C1" ? atlas(levels[0], levels[1]) : []),
    group(
      "nerves",
      pairs.filter(([level]) => level.name !== "C1").map(([level, below]) =>
        root(level, below, change, at(level), open ? 1 : 0.42)
      ),
    ),
  ];
}

/** @param {Level[]} levels @param {Level} level @param {string} [name] */
function isBelow(levels, level, name) {
  const index = levels.indexOf(level);
  return index > 0 && levels[index - 1].name === name;
}

/** The whole spine, C1 to coccyx. @param {Change} [change] */
export const whole = (change = {}) => layers(column("C1", "S1"), change);
