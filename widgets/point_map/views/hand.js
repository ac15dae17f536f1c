// A left hand from behind, fingers down, thumb to the left; the wrist's crease is y = 0. 4 units are one of the figure's.
import { mirror } from "../../spine_atlas/path.js";
import { line, lines, moved, piece, points } from "./shape.js";

/** @typedef {import("./shape.js").Point} Point */
/** @typedef {import("./shape.js").Part} Part */

/** The edge from the thumb's side of the wrist around the fingers to the other side. */
export const EDGE = points(`-46,-4 -51,22 -64,52 -82,82 -100,108 -113,136 -127,166 -136,190 -134,205 -122,209 -109,197
  -97,174 -84,154 -73,143 -66,143 -62,152 -64,172 -70,200 -75,235 -79,270 -80,298 -75,313 -65,317 -57,309 -53,290 -50,260
  -44,230 -38,209 -34,202,.3 -31,208 -33,235 -35,270 -36,300 -34,322 -26,335 -15,336 -7,326 -4,305 -2,272 -1,238 1,210
  4,203,.3 7,209 12,236 16,268 20,295 25,311 34,319 43,313 46,300 43,275 39,248 37,222 36,202 39,195,.3 43,200 52,222
  60,245 66,261 74,271 83,270 87,260 83,243 76,222 69,198 65,178 63,160 62,140 60,110 55,72 49,36 46,-4`);

const NAILS = `-128,180 -132,194 -126,202 -117,197 -117,184|-73,292 -75,306 -67,312 -60,304 -61,292
  |-29,312 -29,326 -21,331 -13,325 -13,311|26,297 28,309 36,314 41,307 39,295|70,253 75,265 81,265 83,257 79,249`;
const CREASES =
  `-110,146 -102,152 -93,154|-108,151 -101,156 -94,158|-74,236 -66,239 -56,236|-77,238 -66,242 -54,239|-79,279 -70,281 -58,279|-31,247 -19,250 -5,247
  |-31,251 -19,254 -5,251|-33,294 -20,297 -7,294|14,243 25,246 35,242|15,247 26,250 36,246|20,283 31,286 41,282
  |56,225 64,226 71,221|63,247 71,248 78,243`;
const KNUCKLES = `-62,164 -52,156 -42,163|-28,171 -17,163 -6,170|7,164 17,156 28,163|39,153 48,146 57,153`;
const TENDONS = `-46,146 -37,110 -26,70|-17,150 -13,110 -8,70|16,146 12,110 8,70|46,136 35,104 24,72`;
const PALM = `-58,150 -30,152 -2,168 10,186|60,148 30,142 0,132 -30,128 -60,140|-60,142 -38,118 -24,84 -22,44 -26,18`;
const JOINTS =
  `-72,240 -55,240|-33,250 -4,250|14,246 37,245|55,226 73,220|-76,280 -56,281|-34,295 -6,296|20,285 43,285|63,248 80,244
  |-68,206 -40,209|-32,214 0,215|8,212 36,210|42,203 68,196|-114,146 -92,160`;
/** Metacarpals, thumb first, as their outer sides. */
const BONES =
  `-36,26 -50,40 -76,82 -92,106 -84,116 -70,104 -52,72 -34,40|-32,40 -38,62 -47,120 -58,152 -51,164 -40,158 -36,124
  -26,66 -22,40|-14,38 -18,64 -18,124 -27,158 -17,170 -6,160 -9,122 -6,66 -4,38|4,38 4,66 10,122 6,152 17,163 28,153 19,120
  14,66 14,38|20,36 24,64 34,112 37,142 47,152 57,142 46,110 36,64 30,36`;

/** Where the points of the hand are found. */
export const AT = {
  secondMiddle: [-61, 102],
  between23: [-30, 102],
  between45: [27, 94],
  belowLittleKnuckle: [61, 128],
};

/** @param {{x?: number, y?: number, scale?: number, wide?: number, turn?: number, right?: boolean}} to */
function placer({ right = false, ...to }) {
  return (/** @type {Point[]} */ run) => moved(right ? mirror(run) : run, to);
}

/** The hand's outline at a place. @param {Parameters<typeof placer>[0]} to */
export const edge = (to) => placer(to)(EDGE);

/** What is drawn on the back of the hand. @param {Parameters<typeof placer>[0]} to @param {string} name @returns {Part[]} */
export function back(to, name) {
  const put = placer(to);
  return [
    lines(`${name} nails`, NAILS, "line", put),
    lines(`${name} finger creases`, CREASES, "line", put),
    lines(`${name} knuckles`, KNUCKLES, "line", put),
  ];
}

/** What is drawn on the palm. @param {Parameters<typeof placer>[0]} to @param {string} name @returns {Part[]} */
export function palm(to, name) {
  const put = placer(to);
  return [lines(`${name} palm`, PALM, "line", put), lines(`${name} finger joints`, JOINTS, "line", put)];
}

/** The bones and tendons of the close-up. @returns {Part[]} */
export const inside = () => [
  ...BONES.split("|").map((bone, index) => piece(`metacarpal ${index + 1}`, bone, "bone")),
  lines("tendons", TENDONS),
  line("wrist crease", "-46,2 -24,6 0,7 24,6 45,2", "landmark"),
];

/** The hand with its forearm, wrist and bones. @returns {Part[]} */
export const closeUp = () => [
  {
    ...line("skin", [
      ...points("-84,-196 -78,-150 -66,-90 -53,-36"),
      ...EDGE,
      ...points("50,-36 60,-90 70,-150 75,-196"),
    ]),
    kind: "skin",
  },
  ...inside(),
  ...back({}, "left"),
];
