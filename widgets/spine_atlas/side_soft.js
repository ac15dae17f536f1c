// Discs, roots, cord, ligaments and muscles from the side.
import { mix, put, smooth } from "./path.js";
import { named, path, ring } from "./pieces.js";
import { exit, spinousTip } from "./vertebra.js";

/** @typedef {import("./path.js").Tree} Tree */
/** @typedef {import("./path.js").Point} Point */
/** @typedef {import("./spine.js").Level} Level */
/** @typedef {import("./pieces.js").Change} Change */

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
export function disc(upper, lower, change, open) {
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

/** A root where it leaves between two pedicles, and its way down. @param {Level} level @param {Level} below @param {Change} change @param {boolean} here @param {number} size */
export function root(level, below, change, here, size) {
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
export function cord(levels, change) {
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
export function ligaments(levels, changed) {
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
export function muscles(levels, changed) {
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
