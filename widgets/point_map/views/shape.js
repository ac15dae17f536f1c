// How the figures are written down: points as words, lines through them, ribbons of shade along an edge.
import { mirror, smooth } from "../../spine_atlas/path.js";

/** @typedef {import("../../spine_atlas/path.js").Point} Point */
/** @typedef {"skin" | "line" | "shade" | "bone" | "landmark"} Kind */
/** @typedef {{name: string, d: string, kind: Kind}} Part */
/** @typedef {{name: string, label: string, x: number, y: number, anchor: "start" | "middle" | "end"}} Landmark */
/** @typedef {{name: string, title: string, box: [number, number, number, number]}} Region */
/** @typedef {{channel: string, d: string}} Channel */
/** @typedef {{name: string, title: string, viewBox: [number, number, number, number], parts: Part[], landmarks: Landmark[], regions: Region[], channels: Channel[]}} View */

/** Points from words "x,y x,y"; a third number below 1 makes a point sharper. @param {string} words @returns {Point[]} */
export const points = (words) =>
  words.trim().split(/\s+/).map((word) => /** @type {Point} */ (word.split(",").map(Number)));

/** The same points elsewhere: made larger, turned (degrees, with the clock), then moved. @param {Point[]} run @param {{x?: number, y?: number, scale?: number, wide?: number, turn?: number}} to @returns {Point[]} */
export function moved(run, { x = 0, y = 0, scale = 1, wide = 1, turn = 0 }) {
  const angle = turn * Math.PI / 180, cos = Math.cos(angle) * scale, sin = Math.sin(angle) * scale;
  return run.map(([px, py, sharp = 1]) => [x + px * wide * cos - py * sin, y + px * wide * sin + py * cos, sharp]);
}

/** A named open line. @param {string} name @param {Point[] | string} run @param {Kind} [kind] @returns {Part} */
export const line = (name, run, kind = "line") => ({ name, kind, d: smooth(read(run), false) });

/** A named closed piece. @param {string} name @param {Point[] | string} run @param {Kind} [kind] @returns {Part} */
export const piece = (name, run, kind = "skin") => ({ name, kind, d: smooth(read(run)) });

/** Several lines under one name, written with | between them; bones are closed. @param {string} name @param {string} runs @param {Kind} [kind] @param {(run: Point[]) => Point[]} [put] @returns {Part} */
export const lines = (name, runs, kind = "line", put = (run) => run) => ({
  name,
  kind,
  d: runs.split("|").map((run) => smooth(put(points(run)), kind === "bone")).join(""),
});

/** The same on both sides of the middle. @param {string} name @param {string} runs @param {Kind} [kind] @returns {Part} */
export const both = (name, runs, kind = "line") => ({
  name,
  kind,
  d: [lines(name, runs, kind), lines(name, runs, kind, mirror)].map((part) => part.d).join(""),
});

/**
 * Shade along an edge: thick in the middle, running out at both ends. A positive width lies to the left of an edge
 * that runs down the sheet.
 * @param {Point[] | string} edge @param {number} width
 */
export function ribbon(edge, width) {
  const run = read(edge), last = run.length - 1;
  const inner = run.map(([x, y], index) => {
    const [[ax, ay], [bx, by]] = [run[Math.max(0, index - 1)], run[Math.min(last, index + 1)]];
    const length = Math.hypot(bx - ax, by - ay) || 1, deep = width * Math.sin(Math.PI * index / last) ** 0.8;
    return /** @type {Point} */ ([x - deep * (by - ay) / length, y + deep * (bx - ax) / length]);
  });
  const ends = (/** @type {Point} */ [x, y]) => /** @type {Point} */ ([x, y, 0]);
  return smooth([ends(run[0]), ...run.slice(1, -1), ends(run[last]), ...inner.slice(1, -1).reverse()]);
}

/** Shade of several edges, written with | between them: a broad soft one and a narrow one over it. @param {string} name @param {string} edges @param {number} width @param {(run: Point[]) => Point[]} [put] @returns {Part[]} */
export const shade = (name, edges, width, put = (run) => run) =>
  [width, width * 0.48].map((broad, index) => ({
    name: index ? `${name}, deep` : name,
    kind: "shade",
    d: edges.split("|").map((edge) => ribbon(put(points(edge)), broad)).join(""),
  }));

/** A figure's half, closed over the middle. @param {Point[]} half from the middle of the top to the middle below */
export const whole = (half) => [...half, ...mirror(half.filter(([x]) => x !== 0)).reverse()];

/** @param {Point[] | string} run */
const read = (run) => typeof run === "string" ? points(run) : run;
