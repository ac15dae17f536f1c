// The figure seen from the front or from behind: its outline is the same. 750 high, the head 100; x = 0 is the middle.
import { edge } from "./hand.js";
import { points } from "./shape.js";

/** @typedef {import("./shape.js").Point} Point */

/** Where the hand sits on the arm. */
export const HAND = { x: 131, y: 385, scale: 0.245, turn: -11, right: true };

const HEAD = points(`0,0 12,1.2 22,6 29.5,16 33.5,30 34.3,44 33,57 30.5,69 27,79`);
const SHOULDER = points(
  `24.5,86 24,97 25,107 31,115 45,122 62,127 78,131 91,139 100,153 104.5,170 106.5,188 107,206 109,226
  112,246 115.5,264 119.5,279 125,294 129.5,312 132.5,332 135.5,352 139,368 142,381`,
);
const INNER_ARM = points(
  `120,389 114,374 107,352 100,328 95,306 92,291 89,277 84.5,262 80.5,244 77,224 74,205 71,190 69,180,.4`,
);
const TRUNK = points(`67,194 65,212 62,230 58.5,246 57,259 58,272 62,288 66.5,304 70.5,322 73.5,342`);
export const LEG = points(
  `76,364 77,388 76,415 73.5,442 69.5,470 65,496 60.5,519 57.5,535 57,549 57,562 57.5,576 59.5,594 60.5,612 58.5,634
  54,658 48.5,682 44.5,700 44,711 46,719`,
);
export const INNER_LEG = points(
  `17,718 15,711 17.5,700 18.5,686 15.5,664 11.5,640 9.5,616 10.5,594 13.5,574 13.5,560 12.5,544 12,526
  10.5,505 8,475 5.5,445 3,418 1,400 0,390`,
);

/** Half of the outline around a foot. @param {string} foot from the outer to the inner ankle @returns {Point[]} */
export const half = (foot) => [
  ...HEAD,
  ...SHOULDER,
  ...edge(HAND).slice(1, -1),
  ...INNER_ARM,
  ...TRUNK,
  ...LEG,
  ...points(foot),
  ...INNER_LEG,
];
