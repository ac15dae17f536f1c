// The pictures of the atlas as trees: the whole spine with its levels, and a segment from the side and from above.
import { above } from "./above.js";
import { BUILDS } from "./above_build.js";
import { LEVELS } from "./changes.js";
import { part } from "../_shared/tree.js";
import { put, short } from "./path.js";
import { layers, whole } from "./side.js";
import { column } from "./spine.js";
import { arch, exit, spinousTip } from "./vertebra.js";

/** @typedef {import("./path.js").Tree} Tree */
/** @typedef {import("./path.js").Point} Point */
/** @typedef {import("./pieces.js").Change} Change */
/** @typedef {{box: string, label: string, tree: Tree[]}} Plate */

const ASIDE = 0.34; // room for names at each side, as a share of the picture's width

/** First and last level of a segment, and the part of the sheet that is shown. @type {Record<string, {levels: [string, string], box: number[], above: number[]}>} */
const VIEWS = {
  lumbar: { levels: ["L2", "S1"], box: [-66, -108, 122, 106], above: [-61, -51, 122, 106] },
  cervical: { levels: ["C3", "T1"], box: [-37, -86, 74, 64], above: [-44, -42, 88, 76] },
};

/** @param {number[]} box @param {number} [aside] more room at both sides, for names */
const boxOf = ([x, y, w, h], aside = 0) => [x - aside, y, w + 2 * aside, h].map(short).join(" ");

/** A name at the side of a picture, a word a line, and a thin line to what it names. @param {string} key @param {string} text @param {Point} at @param {number} x where the name stands @param {number} y @param {number} size */
function name(key, text, [px, py], x, y, size) {
  const right = x > px, gap = size * 0.35 * (right ? -1 : 1);
  const lines = text.split(" "), middle = y - (lines.length - 1) * size * 0.5;
  return part(
    "g",
    { class: "name", "data-part": key, "font-size": short(size) },
    part("path", { class: "leader", d: `M${short(x + gap)} ${short(y)}L${short(px)} ${short(py)}` }),
    part("circle", { class: "dot", cx: short(px), cy: short(py), r: short(size * 0.16) }),
    part(
      "text",
      { x: short(x), y: short(middle + size * 0.33), "text-anchor": right ? "start" : "end" },
      ...lines.flatMap((line, index) => [
        ...(index ? [" "] : []),
        part("tspan", { x: short(x), dy: index ? "1em" : 0 }, line),
      ]),
    ),
  );
}

/** Names in a column at each side, from top to bottom. @param {[string, string, Point][][]} sides left and right @param {number[]} box @param {number} size */
function names(sides, [x, y, w, h], size) {
  return sides.flatMap((list, side) =>
    list.map(([key, text, at], index) =>
      name(key, text, at, side ? x + w : x, y + h * (index + 0.8) / (list.length + 0.6), size)
    )
  );
}

/** A segment from the side. @param {string} region @param {Change} [change] @param {boolean} [named] @returns {Plate} */
export function sidePlate(region, change = {}, named = false) {
  const view = VIEWS[region], levels = column(...view.levels, change);
  const tree = layers(levels, change, true), size = view.box[3] * 0.058;
  const where = LEVELS[region].join(" on ");
  if (named) {
    const [upper, lower] = LEVELS[region].map((
      one,
    ) => /** @type {import("./spine.js").Level} */ (levels.find((level) => level.name === one)));
    const over = levels[levels.indexOf(upper) - 1];
    const on = (/** @type {typeof upper} */ level, /** @type {Point} */ point) => put(level, point);
    tree.push(...names(
      [
        [
          ["ligament", "Ligament", on(upper, [-upper.deep / 2 - 1.3, -upper.tall * 0.3])],
          ["vertebra", `Vertebra ${upper.name}`, on(upper, [-upper.deep * 0.3, 0])],
          ["disc", "Disc", on(upper, [-upper.deep * 0.25, upper.tall / 2 + upper.gap / 2])],
          ["root", "Nerve root", on(lower, exit(lower))],
        ],
        [
          ["muscle", "Muscle", on(over, [spinousTip(over)[0] - 7, over.tall * (region === "lumbar" ? 0.62 : 0.8)])],
          ["vertebra", "Spinous process", on(upper, spinousTip(upper))],
          ["facet", "Facet joint", on(lower, arch(lower)[4])],
          ["canal", "Canal", on(lower, [lower.deep / 2 + lower.arch[0] * 0.98, lower.tall * 0.2])],
        ],
      ],
      view.box,
      size,
    ));
  }
  const label = `From the side, front to the left: ${where}, with the levels beside them; discs cut open`;
  return { box: boxOf(view.box, named ? view.box[2] * ASIDE : 0), label, tree };
}

/** A segment from above. @param {string} region @param {Change} [change] @param {boolean} [named] @returns {Plate} */
export function abovePlate(region, change = {}, named = false) {
  const view = VIEWS[region], build = BUILDS[region], tree = above(region, change), size = view.above[3] * 0.058;
  if (named) {
    const [jx, jy] = build.joint, w = build.wide, back = build.back;
    tree.push(...names(
      [
        [
          ["disc", "Disc", [-w * 0.8, -back - build.deep * 0.4]],
          ["root", "Nerve root", build.cord ? [-w * 1.3, -back + 2] : [-w, -back - 1]],
          ["facet", "Facet joint", [-jx * 1.13, jy]],
          ["muscle", "Muscle", [-w * 1.4, back + build.long * 0.6]],
        ],
        [
          ["disc", "Core", [w * 0.25, -back - build.deep * 0.4]],
          ["canal", "Canal", [build.canal * 0.4, 0]],
          ["ligament", "Ligament", [jx * 0.42, back + 2]],
          ["vertebra", "Spinous process", [1.5, back + build.long * 0.7]],
        ],
      ],
      view.above,
      size,
    ));
  }
  const label = `From above, front at the top: cut through the disc between ${LEVELS[region].join(" and ")}`;
  return { box: boxOf(view.above, named ? view.above[2] * ASIDE : 0), label, tree };
}

/** The whole spine with the names of its levels; `region` and `here` mark where the other pictures look. @param {string} region @param {Change} [change] @returns {Plate} */
export function wholePlate(region, change = {}) {
  const levels = column("C1", "S1", change);
  const texts = levels.map((level) => {
    const [x, y] = put(level, [-level.deep / 2 - 6, level.name === "S1" ? -4 : 0]);
    const here = LEVELS[region].includes(level.name);
    return part("text", {
      x: short(x),
      y: short(y + 3.6),
      "font-size": 10.5,
      "text-anchor": "end",
      class: here ? "level here" : "level",
      "data-region": level.region,
    }, level.name);
  });
  const spots = levels.map((level) => {
    const corners = [[-0.6, -0.5], [1.7, -0.5], [1.7, 0.5], [-0.6, 0.5]].map(([x, y]) =>
      put(level, [x * level.deep, y * (level.tall + level.gap)]).slice(0, 2).map(short).join(" ")
    );
    return part("path", { class: "spot", d: `M${corners.join("L")}Z`, "data-region": level.region });
  });
  const label =
    "The whole spine from the side, front to the left: neck C1 to C7, upper back T1 to T12, low back L1 to L5, sacrum and tail bone";
  const near = { ...change, mark: [] }; // muscles and ligaments are marked where the other pictures look, not all along
  return { box: "-104 -648 188 778", label, tree: [...whole(near), ...texts, bracket(levels, region), ...spots] };
}

/** A bracket round the two levels that the other pictures show near by. @param {import("./spine.js").Level[]} levels @param {string} region @returns {Tree} */
function bracket(levels, region) {
  const [upper, lower] = LEVELS[region].map((
    one,
  ) => /** @type {import("./spine.js").Level} */ (levels.find((level) => level.name === one)));
  const right = Math.max(...[upper, lower].map((level) => put(level, spinousTip(level))[0])) + 9;
  const top = put(upper, [0, -upper.tall / 2])[1], bottom = put(lower, spinousTip(lower))[1] + 12;
  return part("path", {
    class: "bracket",
    d: `M${short(right - 5)} ${short(top)}H${short(right)}V${short(bottom)}H${short(right - 5)}`,
  });
}
