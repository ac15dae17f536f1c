// A view as plain data: the body in its parts, the channels, the landmarks; for the page and for the file of figures.
import { part } from "../_shared/tree.js";

/** @typedef {import("../_shared/tree.js").Tree} Tree */
/** @typedef {import("./places.js").View} View */
/** @typedef {import("./layout.js").Box} Box */

const ORDER = ["skin", "shade", "bone", "line", "landmark"];

/** The body of a view. @param {View} view @returns {Tree[]} */
export const body = (view) =>
  ORDER.flatMap((kind) =>
    view.parts.filter((one) => one.kind === kind).map((one) =>
      part("path", { class: kind, "data-part": one.name, d: one.d })
    )
  );

/** The channels of a view; `chosen` is drawn stronger, the others only with `all`. @param {View} view @param {string} chosen @param {boolean} all @returns {Tree[]} */
export const channels = (view, chosen, all) =>
  view.channels.filter((one) => all || one.channel === chosen).map((one) =>
    part("path", {
      class: one.channel === chosen ? "channel chosen" : "channel",
      "data-channel": one.channel,
      d: one.d,
    })
  );

/** The picture as an SVG of its own that lies in `frame` and shows `shown` of the view. @param {Box} shown @param {Box} frame @param {...Tree} inner */
export const inset = (shown, [x, y, width, height], ...inner) =>
  part("svg", {
    class: "figure",
    x: r(x),
    y: r(y),
    width: r(width),
    height: r(height),
    viewBox: shown.map(r).join(" "),
  }, ...inner);

/** How large a dot is where a unit of the drawing is so many px. @param {number} scale */
export const dotSize = (scale) => Math.max(2.4, Math.min(4, scale * 5));

/** A place, with the kinds that say how it looks. @param {{x: number, y: number}} spot @param {string} code @param {string} kind @param {number} size */
export const dot = (spot, code, kind, size) =>
  part("circle", {
    class: `dot ${kind}`.trim(),
    "data-point": code,
    cx: r(spot.x),
    cy: r(spot.y),
    r: r(kind.includes("chosen") ? size + 2 : size),
  });

/** @param {number} value */
const r = (value) => String(Math.round(value * 10) / 10);
