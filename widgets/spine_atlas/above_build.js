// Sizes of a segment seen from above, and the edge of its disc.

/** @typedef {import("./path.js").Point} Point */
/** @typedef {import("./pieces.js").Change} Change */
/** Sizes in about mm. @typedef {{wide: number, deep: number, canal: number, back: number, joint: Point, long: number, cord: boolean}} Build */

/** @type {Record<string, Build>} */
export const BUILDS = {
  lumbar: { wide: 25, deep: 34, canal: 11, back: 10, joint: [17.5, 9.5], long: 31, cord: false },
  cervical: { wide: 17, deep: 22, canal: 11.5, back: 8.5, joint: [20, 5.5], long: 21, cord: true },
};

/** How far the disc comes out at x, at its back: to one side, and all along. @param {number} x @param {Build} build @param {Change} change */
export function out(x, build, change) {
  const reach = (change.herniation ?? 0) * build.back * 0.86, at = build.wide * 0.3;
  const broad = (change.canal ?? 0) * 2.6 + (change.thin ?? 0) * 1.6;
  return reach * Math.exp(-(((x - at) / (build.wide * 0.2)) ** 2)) +
    broad * Math.exp(-((x / (build.wide * 0.72)) ** 4));
}

/** The edge of the disc, or of a ring in it (`size` below 1). @param {Build} build @param {Change} change @param {number} [size] @returns {Point[]} */
export function discEdge(build, change, size = 1) {
  const rear = -build.back + 1, middle = rear - build.deep / 2;
  return Array.from({ length: 36 }, (_, index) => {
    const turn = index * Math.PI / 18, cos = Math.cos(turn), sin = Math.sin(turn);
    const x = build.wide * Math.sign(cos) * Math.abs(cos) ** 0.82;
    const dent = sin > 0 ? 3.2 * Math.exp(-((x / (build.wide * 0.42)) ** 2)) : 0; // the back is a little hollow
    const y = (build.deep / 2) * Math.sign(sin) * Math.abs(sin) ** 0.86 - dent;
    const bulge = sin > 0 ? out(x, build, change) : 0;
    return [x * size, middle + y * size + bulge * size ** 3];
  });
}
