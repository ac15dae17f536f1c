// Small helpers to build elements. Text is always set as text: nothing from data becomes markup.

/**
 * An element with attributes (true sets an empty one, false and undefined leave it out) and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, string | number | boolean | undefined>} attributes
 * @param {...(Node | string)} children @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children);
  return node;
}

/** An SVG element. @param {string} tag @param {Record<string, string | number>} attributes @param {...Node} children */
export function shape(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

const HAN = /(\p{Script=Han}[\p{Script=Han}\u3000-\u303f（）]*)/u;

/** `text` as nodes, with Chinese characters marked as such. @param {string} text @returns {(Node | string)[]} */
export function withLanguage(text) {
  return String(text).split(HAN).map((part, index) => index % 2 ? element("span", { lang: "zh" }, part) : part);
}
