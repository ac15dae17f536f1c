// What all pictures are made of: named parts, lines, solid shapes, rings and knobs.
import { part } from "../_shared/tree.js";
import { rim, smooth } from "./path.js";

/** @typedef {import("./path.js").Tree} Tree */
/** @typedef {import("./path.js").Point} Point */
/**
 * What differs from the healthy picture at one level: shares from 0 to 1.
 * @typedef {import("./spine.js").Changes & {herniation?: number, canal?: number, facet?: number, cracks?: number,
 *   edges?: number, ligament?: number, pars?: number, root?: number, mark?: string[]}} Change
 */

/** A named piece: what can be pointed at, and what is marked as changed. @param {string} name @param {boolean} changed @param {...(Tree | string)} children */
export const named = (name, changed, ...children) =>
  part("g", { class: changed ? `part ${name} changed` : `part ${name}`, "data-part": name }, ...children);

/** @param {string} kind @param {string} d */
export const path = (kind, d) => part("path", { class: kind, d });

/** The layer of the drawing that these parts belong to. @param {string} name @param {Tree[]} parts */
export const layer = (name, parts) => part("g", { class: `layer ${name}` }, ...parts);

/** @param {Point[]} points @param {string} [kind] @param {number} [size] */
export function solid(points, kind = "bone", size = 0.8) {
  return [path(kind, smooth(points)), part("path", { class: "shade", "fill-rule": "evenodd", d: rim(points, size) })];
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
