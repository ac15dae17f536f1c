// Heights on the back that places are told by: lower edges of the spinous processes, and what lies level with them.
import { piece, points } from "./shape.js";

/** Lower edge of each spinous process, in the figure's own measure. @type {Record<string, number>} */
export const LEVEL = { C7: 110 };
for (let i = 1; i <= 12; i++) LEVEL[`T${i}`] = Math.round((110 + 10.4 * i) * 10) / 10;
for (let i = 1; i <= 5; i++) LEVEL[`L${i}`] = Math.round((LEVEL.T12 + 14.2 * i) * 10) / 10;

/** How far one cun is on the back: the inner end of the shoulder-blade spine stands 3 cun from the middle. */
export const BACK_CUN = 9.5;

/** The small bumps of the spine. @returns {import("./shape.js").Part[]} */
export const bumps = () =>
  Object.entries(LEVEL).map(([name, y]) => {
    const long = name.startsWith("L") ? 8 : name === "C7" ? 7 : 5.6, wide = name === "C7" ? 2.6 : 1.9;
    const drop = points(
      `0,${y - long} ${wide},${y - long * 0.55} ${wide},${y - 1.4} 0,${y} ${-wide},${y - 1.4} ${-wide},${
        y - long * 0.55
      }`,
    );
    return piece(`${name} spinous process`, drop, "bone");
  });
