// The spine from the side, front to the left: whole, or a few levels near by with their discs cut open. Schematic.
import { layer } from "./pieces.js";
import { arches, atlas, bones, coccyx, sacrum } from "./side_bones.js";
import { cord, disc, ligaments, muscles, root } from "./side_soft.js";
import { column } from "./spine.js";

/** @typedef {import("./path.js").Tree} Tree */
/** @typedef {import("./spine.js").Level} Level */
/** @typedef {import("./pieces.js").Change} Change */

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
  const healthy = /** @type {Change} */ ({});
  return [
    layer("muscles", [muscles(ground, marks.includes("muscle"))]),
    layer("nerves", [cord(levels.filter((level) => level.name !== "C1"), change)]),
    layer(
      "discs",
      pairs.filter(([level]) => level.name !== "C1").map(([level, below]) =>
        disc(level, below, at(level) ? change : healthy, open)
      ),
    ),
    layer("bones", [
      ...ground.flatMap((level) => bones(level, change, at(level), isBelow(levels, level, change.at))),
      ...(last.name === "S1" ? [coccyx(last), sacrum(last)] : []),
    ]),
    layer("ligaments", [ligaments(levels, marks.includes("ligament"))]),
    layer(
      "bones",
      ground.flatMap((level) =>
        arches(level, levels[levels.indexOf(level) - 1], change, isBelow(levels, level, change.at), at(level))
      ),
    ),
    layer("bones", levels[0].name === "C1" ? atlas(levels[0], levels[1]) : []),
    layer(
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
