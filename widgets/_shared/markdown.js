// Light Markdown of quiz texts, as pieces and as DOM nodes; markdown.py says what is read and gives the same pieces.
import { element, withLanguage } from "./dom.js";

/** @typedef {{kind: string, text?: string, href?: string, children?: Piece[]}} Piece */

const MARKS = [["**", "strong"], ["*", "em"], ["^", "sup"], ["~", "sub"]];
const ESCAPABLE = "\\*^~[]()";
const SPACE = [" ", "\t", "\n"];
const DEEPEST = 4;
const THREE_STARS = /^[^*]\*{3}(?!\*)/;
const TAIL = "[A-Za-z0-9._~:/?#@!$&'*+,;=%-]*";
const ADDRESS = new RegExp(
  `^(?:https://[A-Za-z0-9.-]+(:[0-9]+)?([/?#]${TAIL})?|#${TAIL}|(\\.{1,2}/)*[A-Za-z0-9_-][A-Za-z0-9._~/%-]*([?#]${TAIL})?)$`,
);

/** Whether a link may lead there: https:, relative, or a place on the page. @param {string} address */
export const allowedAddress = (address) => ADDRESS.test(address);

/** `text` as pieces. @param {string} text @param {boolean} [links] @param {number} [depth] @returns {Piece[]} */
export function parse(text, links = true, depth = 0) {
  /** @type {Piece[]} */
  const pieces = [];
  let plain = "", at = 0;
  while (at < text.length) {
    if (text[at] === "\\" && at + 1 < text.length && ESCAPABLE.includes(text[at + 1])) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    const found = depth < DEEPEST ? span(text, at, links, depth) : undefined;
    if (!found) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (plain) pieces.push({ kind: "text", text: plain });
    pieces.push(found.piece);
    at = found.end;
    plain = "";
  }
  return plain ? [...pieces, { kind: "text", text: plain }] : pieces;
}

/** `text` without its marks, for places that take no markup. @param {string} text @returns {string} */
export function plain(text) {
  /** @param {Piece[]} pieces @returns {string} */
  const words = (pieces) => pieces.map((piece) => piece.text ?? words(piece.children ?? [])).join("");
  return words(parse(String(text)));
}

/** `text` as nodes; Chinese is marked as Chinese. @param {string} text @returns {(Node | string)[]} */
export const rich = (text) => parse(String(text)).flatMap(nodes);

/** @param {Piece} piece @returns {(Node | string)[]} */
function nodes(piece) {
  if (piece.kind === "text") return withLanguage(piece.text ?? "");
  const children = (piece.children ?? []).flatMap(nodes);
  if (piece.kind === "link") return [element("a", { href: piece.href, rel: "noopener" }, ...children)];
  return [element(/** @type {"em"} */ (piece.kind), {}, ...children)];
}

/** The marked piece that begins at `at`. @param {string} text @param {number} at @param {boolean} links @param {number} depth */
function span(text, at, links, depth) {
  if (links && text[at] === "[") return link(text, at, depth);
  for (const [mark, kind] of MARKS) {
    if (!text.startsWith(mark, at)) continue;
    const start = at + mark.length, end = close(text, mark, start);
    if (!isSpan(text, kind, start, end)) return undefined;
    return { piece: { kind, children: parse(text.slice(start, end), links, depth + 1) }, end: end + mark.length };
  }
}

/** @param {string} text @param {string} kind @param {number} start @param {number} end */
function isSpan(text, kind, start, end) {
  const inner = end > start ? text.slice(start, end) : "";
  if (!inner || SPACE.includes(inner[0]) || SPACE.includes(inner[inner.length - 1])) return false;
  return kind === "strong" || kind === "em" || !SPACE.some((space) => inner.includes(space));
}

/** @param {string} text @param {number} at @param {number} depth */
function link(text, at, depth) {
  const middle = close(text, "](", at + 1);
  const end = middle > at + 1 ? text.indexOf(")", middle + 2) : -1;
  if (end < 0 || !allowedAddress(text.slice(middle + 2, end))) return undefined;
  const children = parse(text.slice(at + 1, middle), false, depth + 1);
  return { piece: { kind: "link", href: text.slice(middle + 2, end), children }, end: end + 1 };
}

/** Where `mark` stands next, or -1; of three stars the last two end **strong**. @param {string} text @param {string} mark @param {number} start */
function close(text, mark, start) {
  let at = start;
  while (at < text.length) {
    if (text[at] === "\\") at += 2;
    else if (mark === "*" && text.startsWith("**", at)) at += 2;
    else if (text.startsWith(mark, at)) {
      return mark === "**" && THREE_STARS.test(text.slice(at - 1, at + 4)) ? at + 1 : at;
    } else at += 1;
  }
  return -1;
}
