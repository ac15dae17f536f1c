// A left hand from behind, fingers down, thumb to the left; the wrist's crease is y = 0. 4 units are one of the figure's.
import { mirror } from "../../spine_atlas/path.js";
import { line, lines, moved, piece, points, shade } from "./shape.js";

/** @typedef {import("./shape.js").Point} Point */
/** @typedef {import("./shape.js").Part} Part */

/** The edge from the thumb's side of the wrist around the fingers to the other side. */
export const EDGE = points(
  `-46,-4 -51,22 -62,50 -78,80 -95,106 -110,136 -118,162 -125,186 -125,202 -114,209 -102,200 -91,179
  -81,158 -75,147 -69,144 -65,152 -66,178 -68,205 -73,236 -76,262 -78,290 -76,308 -70,320 -61,321 -53,313 -50,296 -47,268
  -43,240 -38,214 -35,204,.3 -33,213 -35,240 -37,268 -38,300 -36,326 -31,341 -22,346 -13,341 -8,326 -6,300 -4,270 -2,240 0,213
  2,204,.3 4,212 7,240 10,268 13,296 16,314 22,326 31,328 39,321 42,306 41,280 40,256 38,230 36,208 38,198,.3 41,205 47,228
  52,250 56,266 60,276 67,285 76,285 83,277 84,263 81,244 77,222 72,200 68,180 65,160 62,135 59,108 55,74 49,38 46,-4`,
);

const NAILS =
  `-117,180 -122,195 -115,202 -107,196 -106,183|-73,298 -74,311 -66,317 -58,311 -58,298|-31,321 -30,335 -22,341 -14,335
  -14,321|20,304 23,317 31,323 37,316 36,302|63,265 68,276 75,280 80,272 77,262`;
const CREASES =
  `-106,143 -98,149 -88,151|-104,148 -96,154 -87,155|-71,238 -62,242 -48,239|-72,243 -62,247 -48,244|-75,281 -65,284
  -53,281|-32,250 -19,254 -6,250|-32,255 -19,259 -6,255|-34,302 -23,305 -11,302|11,246 24,249 36,244|12,251 25,254 37,249|17,288
  29,290 39,284|52,228 63,230 74,223|54,233 64,235 75,228|61,252 71,253 80,247`;
const KNUCKLES = `-63,164 -52,155 -41,162|-29,169 -17,160 -5,168|6,163 17,155 28,162|37,152 47,144 57,151`;
const TENDONS = `-46,146 -37,110 -26,70|-17,150 -13,110 -8,70|16,146 12,110 8,70|46,136 35,104 24,72`;
const PALM = `-62,150 -34,152 -4,168 8,188|64,148 34,142 2,132 -30,128 -62,140|-63,141 -40,118 -26,84 -23,44 -26,18`;
const JOINTS =
  `-72,243 -48,243|-34,254 -5,254|9,250 38,249|50,230 76,225|-76,284 -52,283|-36,304 -9,304|15,288 40,287|58,252 80,247
  |-67,208 -40,210|-32,214 0,215|5,212 36,210|42,204 71,197|-110,142 -86,160`;
/** Metacarpals, thumb first, as their outer sides. */
const BONES =
  `-36,26 -50,40 -76,82 -92,106 -84,116 -70,104 -52,72 -34,40|-32,40 -38,62 -47,120 -58,152 -51,164 -40,158 -36,124
  -26,66 -22,40|-14,38 -18,64 -18,124 -27,158 -17,170 -6,160 -9,122 -6,66 -4,38|4,38 4,66 10,122 6,152 17,163 28,153 19,120
  14,66 14,38|20,36 24,64 34,112 37,142 47,152 57,142 46,110 36,64 30,36`;

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
      ...points("-84,-196 -78,-150 -66,-90 -53.5,-36"),
      ...EDGE,
      ...points("50,-36 60,-90 70,-150 75,-196"),
    ]),
    kind: "skin",
  },
  ...shade(
    "shade of the hand",
    "75,-196 70,-150 60,-90 50,-36 46,-4 49,38 55,74 59,108 62,135 65,160 72,200 77,222 84,263",
    22,
  ),
  lines("ends of the forearm bones", "34,-30 40,-26 40,-16 33,-12|-42,-22 -36,-18 -35,-8"),
  ...inside(),
  lines("finger creases", CREASES),
  ...back({}, "left"),
];
