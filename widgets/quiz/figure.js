// A small drawing from data: shapes and words only, made node by node; nothing in it becomes markup.
import { element } from "../_shared/dom.js";

/** @typedef {{tag: string, attributes: Record<string, string>, children: (Drawing | string)[]}} Drawing */

const SVG = "http://www.w3.org/2000/svg";
// widgets/data/drawing.py refuses anything else when the data is read.
export const TAGS = "svg g path rect circle ellipse line polyline polygon text tspan".split(" ");
export const ATTRIBUTES =
  ("viewBox width height x y x1 y1 x2 y2 cx cy r rx ry dx dy d points transform fill fill-opacity stroke stroke-width " +
    "stroke-linecap stroke-linejoin stroke-dasharray stroke-opacity opacity font-size font-weight font-style text-anchor")
    .split(" ");

/** The figure of a question, if it has one. @param {{drawing: Drawing, alt: string} | undefined} figure @returns {HTMLElement[]} */
export function figure(figure) {
  const svg = figure && node(figure.drawing);
  return svg ? [element("div", { class: "figure", role: "img", "aria-label": figure.alt }, svg)] : [];
}

/** @param {Drawing} piece @returns {Element | undefined} */
function node(piece) {
  if (!TAGS.includes(piece.tag)) return undefined;
  const made = document.createElementNS(SVG, piece.tag);
  for (const [name, value] of Object.entries(piece.attributes)) {
    if (ATTRIBUTES.includes(name) && !/url|:/i.test(value)) made.setAttribute(name, value);
  }
  for (const child of piece.children) {
    const inner = typeof child === "string" ? child : node(child);
    if (inner) made.append(inner);
  }
  return made;
}
