// A drawing as plain data: a tree of tags, attributes and children that becomes nodes of a page or the text of a file.
import { shape } from "./dom.js";

/** @typedef {{tag: string, attributes: Record<string, string | number>, children: (Tree | string)[]}} Tree */

/** @param {string} tag @param {Record<string, string | number>} [attributes] @param {...(Tree | string)} children @returns {Tree} */
export function part(tag, attributes = {}, ...children) {
  return { tag, attributes, children };
}

/** The tree as text, for a file. @param {Tree | string} tree @returns {string} */
export function asText(tree) {
  const safe = (/** @type {string | number} */ text) =>
    String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  if (typeof tree === "string") return safe(tree);
  const attributes = Object.entries(tree.attributes).map(([name, value]) => ` ${name}="${safe(value)}"`).join("");
  return `<${tree.tag}${attributes}>${tree.children.map(asText).join("")}</${tree.tag}>`;
}

/** The tree as nodes. @param {Tree | string} tree @returns {Node} */
export function asNode(tree) {
  if (typeof tree === "string") return document.createTextNode(tree);
  return shape(tree.tag, tree.attributes, ...tree.children.map(asNode));
}
