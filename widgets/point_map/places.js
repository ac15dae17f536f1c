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

/** Where a point is drawn in a view, its own side first. @param {Point} point @param {string} view @returns {Spot[]} */
export const spotsOf = (point, view) =>
  point.places.filter((one) => one.view === view).flatMap(({ x, y, mirror }) =>
    mirror ? [{ x, y }, { x: -x, y }] : [{ x, y }]
  );

/** The points that a view shows. @param {Point[]} points @param {string} view @returns {Labelled[]} */
export const drawnIn = (points, view) =>
  points.map((point) => ({ code: point.code, spots: spotsOf(point, view) })).filter(({ spots }) => spots.length);

/** The views that show a point, in the order of the views. @param {Point} point */
export const viewsOf = (point) => VIEWS.filter(({ name }) => point.places.some((one) => one.view === name));

/** Whether left and right of a view mirror each other. @param {Point[]} points @param {string} view */
export const isPaired = (points, view) =>
  points.some((point) => point.places.some((one) => one.view === view && one.mirror));
