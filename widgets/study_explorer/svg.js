// Shapes in percent of the picture's width: a picture stretches with its column and needs no redrawing.
import { place } from "./scale.js";

/** @typedef {import("./scale.js").Scale} Scale */
/** @typedef {{low: number, high: number} | undefined} Band */

/** @param {string} tag @param {Record<string, string | number>} attributes @param {...(Node | string)} children @returns {SVGElement} */
export function shape(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** @param {number} value */
export const percent = (value) => `${Math.round(value * 1000) / 1000}%`;

/** @param {number} value */
const within = (value) => Math.max(0, Math.min(100, value));

/** What stands behind every line: the band that matters, and the line of no effect. @param {Scale} scale @param {Band} band @param {boolean} lower */
export function behind(scale, band, lower) {
  const parts = [];
  if (band) {
    const [from, to] = (lower ? [-band.high, -band.low] : [band.low, band.high]).map((value) =>
      within(place(scale, value))
    );
    if (band.low === band.high) parts.push(upright(lower ? -band.low : band.low, scale, "important"));
    else {parts.push(
        shape("rect", { class: "important", x: percent(from), y: 0, width: percent(to - from), height: "100%" }),
      );}
  }
  parts.push(upright(0, scale, "none"));
  return parts;
}

/** @param {number} value @param {Scale} scale @param {string} name */
export function upright(value, scale, name) {
  const x = percent(within(place(scale, value)));
  return shape("line", { class: name, x1: x, x2: x, y1: 0, y2: "100%" });
}

/**
 * A line from low to high, with arrows where it goes on beyond the scale.
 * @param {Scale} scale @param {number} low @param {number} high @param {string} name
 */
export function whisker(scale, low, high, name) {
  const [from, to] = [place(scale, low), place(scale, high)];
  const parts = [
    shape("line", { class: name, x1: percent(within(from)), x2: percent(within(to)), y1: "50%", y2: "50%" }),
  ];
  if (from < 0) parts.push(arrow(0, 1, name));
  if (to > 100) parts.push(arrow(100, -1, name));
  return parts;
}

/** @param {number} at @param {number} side @param {string} name */
function arrow(at, side, name) {
  const head = shape("path", { class: `${name} head`, d: `M${side * 6} -4L0 0L${side * 6} 4` });
  return shape("svg", { x: percent(at), y: "50%", overflow: "visible", width: 1, height: 1 }, head);
}

/** A square, by its size in pixels. @param {Scale} scale @param {number} value @param {number} size */
export function square(scale, value, size) {
  const half = Math.round(size * 5) / 10;
  const box = shape("rect", { class: "mark", x: -half, y: -half, width: 2 * half, height: 2 * half });
  return shape(
    "svg",
    { x: percent(within(place(scale, value))), y: "50%", overflow: "visible", width: 1, height: 1 },
    box,
  );
}

/** A diamond from low to high. @param {Scale} scale @param {number} low @param {number} middle @param {number} high @param {string} name */
export function diamond(scale, low, middle, high, name) {
  const [from, at, to] = [low, middle, high].map((value) => within(place(scale, value)));
  const width = Math.max(to - from, 0.4);
  const top = 100 * (at - from) / width;
  return shape(
    "svg",
    {
      x: percent(from),
      y: "50%",
      width: percent(width),
      height: 18,
      viewBox: "0 0 100 18",
      preserveAspectRatio: "none",
      class: "shift",
    },
    shape("path", { class: name, d: `M0 9L${top} 1L100 9L${top} 17Z`, "vector-effect": "non-scaling-stroke" }),
  );
}

/** The axis with its marks. @param {Scale} scale */
export function axis(scale) {
  const marks = scale.ticks.flatMap((tick) => {
    const x = percent(place(scale, tick.at));
    const at = place(scale, tick.at);
    const anchor = at < 4 ? "start" : at > 96 ? "end" : "middle";
    return [
      shape("line", { class: "tick", x1: x, x2: x, y1: 0, y2: 5 }),
      shape("text", { class: "tick", x, y: 19, "text-anchor": anchor }, tick.text),
    ];
  });
  return shape(
    "svg",
    { class: "axis", "aria-hidden": "true", height: 24 },
    shape("line", { class: "tick", x1: 0, x2: "100%", y1: 0.5, y2: 0.5 }),
    ...marks,
  );
}
