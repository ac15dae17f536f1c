// Points to curves.

/** @typedef {[number, number] | [number, number, number]} Point x to the back, y down, in mm; a third value 0 makes a corner */
/** @typedef {import("../_shared/tree.js").Tree} Tree */
/** @typedef {{x: number, y: number, angle: number}} Frame where a piece stands, and how far it leans, in degrees */

/** One decimal and no idle zeros. @param {number} value */
export const short = (value) => String(Math.round(value * 10) / 10 + 0);

/** @param {number} from @param {number} to @param {number} share */
export const mix = (from, to, share) => from + (to - from) * share;

/** A value between knots [place, value], along straight lines. @param {number[][]} knots @param {number} at */
export function along(knots, at) {
  const next = Math.max(1, knots.findIndex(([place]) => place >= at));
  const [from, to] = [knots[next - 1], knots[next]];
  return mix(from[1], to[1], Math.max(0, Math.min(1, (at - from[0]) / (to[0] - from[0]))));
}

/** A point of a piece's own frame on the sheet: y runs along the leaning axis. @param {Frame} frame @param {Point} point @returns {Point} */
export function put(frame, [x, y, sharp = 1]) {
  const turn = frame.angle * Math.PI / 180, cos = Math.cos(turn), sin = Math.sin(turn);
  return [frame.x + x * cos + y * sin, frame.y - x * sin + y * cos, sharp];
}

/** @param {Frame} frame @param {Point[]} points */
export const putAll = (frame, points) => points.map((point) => put(frame, point));

/** The same points on the other side. @param {Point[]} points @returns {Point[]} */
export const mirror = (points) => points.map(([x, y, sharp = 1]) => [-x, y, sharp]);

/**
 * A smooth line through the points (Catmull and Rom), as path data that counts from point to point.
 * @param {Point[]} points @param {boolean} [closed]
 */
export function smooth(points, closed = true) {
  const count = points.length;
  const at = (/** @type {number} */ index) =>
    closed ? points[(index + count) % count] : points[Math.max(0, Math.min(count - 1, index))];
  const tenth = (/** @type {number} */ value) => Math.round(value * 10) / 10;
  let here = [tenth(points[0][0]), tenth(points[0][1])], path = `M${list(here)}`;
  for (let index = 0; index < (closed ? count : count - 1); index++) {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const out = (from[2] ?? 1) / 6, into = (to[2] ?? 1) / 6;
    const [x, y] = here, end = [tenth(to[0]), tenth(to[1])];
    const leave = [from[0] + (to[0] - before[0]) * out - x, from[1] + (to[1] - before[1]) * out - y];
    const arrive = [to[0] - (after[0] - from[0]) * into - x, to[1] - (after[1] - from[1]) * into - y];
    // The line leaves each point as it came, so that all but the first handle need not be written down.
    const steps = list([...(index ? [] : leave), ...arrive, end[0] - x, end[1] - y]);
    path += index === 0 ? `c${steps}` : index === 1 ? `s${steps}` : steps.startsWith("-") ? steps : ` ${steps}`;
    here = end;
  }
  return closed ? `${path}z` : path;
}

/** Numbers as path data has them: nothing idle between them. @param {number[]} values */
function list(values) {
  const words = values.map((value) => short(value).replace(/^(-?)0\./, "$1."));
  return words.reduce((text, word) => text + (text && !word.startsWith("-") ? " " : "") + word, "");
}

/** The middle of the points. @param {Point[]} points */
const middle = (points) => [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);

/** The shaded rim of a rounded piece lit from the upper left: between its outline and a smaller one moved to the light. @param {Point[]} points @param {number} [size] */
export function rim(points, size = 0.8) {
  const [x, y] = middle(points);
  const width = Math.max(...points.map((one) => one[0])) - Math.min(...points.map((one) => one[0]));
  const shift = (1 - size) * width * 0.32;
  const inner = points.map(([px, py, sharp = 1]) => [mix(x, px, size) - shift, mix(y, py, size) - shift, sharp]);
  return smooth(points) + smooth(/** @type {Point[]} */ (inner));
}
