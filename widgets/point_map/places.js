// The points of a view with all their places: a point that lies on both sides is drawn on both.
import { views } from "./views.js";

/** @typedef {import("./point_map.js").Point} Point */
/** @typedef {import("./layout.js").Spot} Spot */
/** @typedef {import("./layout.js").Labelled} Labelled */
/** @typedef {import("./layout.js").Box} Box */
/** @typedef {{name: string, d: string, kind: string}} Part */
/** @typedef {{name: string, label: string, x: number, y: number, anchor?: string}} Landmark */
/** @typedef {{name: string, title: string, box: Box}} Region */
/** @typedef {{name: string, title: string, viewBox: Box, parts: Part[], landmarks: Landmark[], regions: Region[], channels: {channel: string, d: string}[]}} View */

export const VIEWS = /** @type {View[]} */ (/** @type {unknown} */ (views));

/** @param {string} name */
export const viewOf = (name) => VIEWS.find((one) => one.name === name) ?? VIEWS[0];

/** Where a point is drawn in a view; of two sides the left one is the other one. @param {Point} point @param {string} view @returns {Spot[]} */
export function spotsOf(point, view) {
  const here = point.places.filter((one) => one.view === view), both = here.some(({ side }) => side === "right");
  return here.map(({ x, y, side }) => ({ x, y, other: both && side === "left" }));
}

/** Whether a point is drawn where it lies: one without a fixed place has examples only. @param {Point} point */
export const hasPlace = (point) => point.places.some(({ example }) => !example);

/** The points that a view shows. @param {Point[]} points @param {string} view @returns {Labelled[]} */
export const drawnIn = (points, view) =>
  points.map((point) => ({ code: point.code, spots: spotsOf(point, view) })).filter(({ spots }) => spots.length);

/** One or two words for a button: "Low back". @param {View} view */
export const shortTitle = ({ name }) => (name[0].toUpperCase() + name.slice(1)).replace("-", " ");

/** The views that show a point, in the order of the views. @param {Point} point */
export const viewsOf = (point) => VIEWS.filter(({ name }) => point.places.some((one) => one.view === name));

/** Whether a view shows both sides of the person, with the midline at 0. @param {Point[]} points @param {string} view */
export const isPaired = (points, view) =>
  points.some((point) => point.places.some((one) => one.view === view && one.side === "right"));
