// What follows from a reader's choices.
import { viewsOf } from "./places.js";

/** @typedef {import("./point_map.js").Model} Model */
/** @typedef {import("./point_map.js").Point} Point */

/** What a choice changes: the point, and the picture where it is not on this one. @param {Model} model @param {string} code */
export function chosen(model, code) {
  const point = model.get("points").find((/** @type {Point} */ one) => one.code === code);
  const views = point ? viewsOf(point).map(({ name }) => name) : [];
  return views.length && !views.includes(model.get("view")) ? { point: code, view: views[0] } : { point: code };
}

/** What narrows the list. @param {Model} model */
export const filtersOf = (model) => ({
  find: model.get("find"),
  channel: model.get("channel"),
  region: model.get("region"),
  used: model.get("used"),
});
