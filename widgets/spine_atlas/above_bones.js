// The bones of a segment from above: what lies below the cut, the roof of the canal, and the joints.
import { part } from "../_shared/tree.js";
import { mirror, mix, rim, short, smooth } from "./path.js";
import { discEdge } from "./above_build.js";
import { bumpy, named, path, ring } from "./pieces.js";

/** @typedef {import("./path.js").Tree} Tree */
/** @typedef {import("./path.js").Point} Point */
/** @typedef {import("./pieces.js").Change} Change */
/** @typedef {import("./above_build.js").Build} Build */

/** The vertebra below, seen through the cut: its body, pedicles and transverse processes. After a slip it stays behind. @param {Build} build @param {Change} change @returns {Tree} */
export function below(build, change) {
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
  const tree = named("vertebra", Boolean(change.slip), ...wings, ...holes, path("bone far", smooth(bodyEdge)));
  if (change.slip) tree.attributes.transform = `translate(0 ${short(change.slip * build.deep)})`;
  return tree;
}

/** Laminae and spinous process of the vertebra above, which end in its lower joint processes. @param {Build} build @param {Change} change @returns {Tree} */
export function roof(build, change) {
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
export function facets(build, change) {
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
