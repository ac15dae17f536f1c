// A left foot three times: from above, from outside, from inside. Side by side on one sheet.
import { line, lines, moved, points, shade } from "./shape.js";

/** @typedef {import("./shape.js").Part} Part */
/** @typedef {import("./shape.js").Point} Point */

/** From the side: the toes to the left, the sole near y = 0, twice the figure's measure. */
const OUTER = `-20.5,-146 -20,-134 -19,-114 -24,-96 -42,-72 -72,-52 -108,-36 -134,-26 -150,-18 -158,-8 -154,-1 -140,2
  -118,3 -90,1 -50,-2 -10,2 28,5 52,3 63,-6 65,-20 60,-42 52,-64 46,-92 43,-122 44.5,-146`;
const INNER = `20.5,-146 20,-134 19,-114 24,-96 42,-74 70,-58 104,-44 130,-34 150,-26 160,-14 157,-3 146,1 130,0 112,2
  92,3 74,-2 50,-11 24,-13 0,-6 -22,3 -42,5 -58,2 -65,-8 -65,-24 -59,-44 -52,-66 -46,-92 -43,-122 -44.5,-146`;
/** From above: the ankle up, the toes down; the big toe to the left. */
const TOP =
  `-36,-52 -38,-30 -44,-14 -40,4 -38,30 -41,70 -48,112 -58,146 -60,172 -53,196 -52,220 -54,240 -46,256 -32,258 -22,248
  -21,230 -19,214,.4 -16,226 -15,244 -8,257 2,255 6,242 5,226 6,211,.4 9,222 12,237 19,246 27,243 28,230 25,214 26,201,.4 31,212
  35,223 42,229 48,224 47,210 43,196 43,186,.4 49,196 55,206 62,207 66,198 64,182 60,158 56,128 51,94 46,58 41,26 43,4 47,-10 40,-30 36,-52`;

/** Where each foot stands on the sheet. */
export const PLACE = { top: { x: 82, y: 74 }, outer: { x: 338, y: 158 }, inner: { x: 243, y: 332 } };

/** @param {keyof typeof PLACE} foot @param {string} run */
const put = (foot, run) => moved(points(run), PLACE[foot]);
/** @param {keyof typeof PLACE} foot */
const putter = (foot) => (/** @type {Point[]} */ run) => moved(run, PLACE[foot]);

/** An outline left open above, where the leg goes on. @param {string} name @param {Point[]} run @returns {Part} */
const open = (name, run) => ({ ...line(name, run), kind: "skin" });

/** @type {Part[]} */
const top = [
  open("foot from above", put("top", TOP)),
  shade("shade of the foot", "40,-30 47,-10 43,4 41,26 46,58 51,94 56,128 60,158 64,182", 15, putter("top")),
  lines(
    "metatarsal bones",
    `-34,96 -42,150 -36,160 -24,160 -20,150 -18,104 -24,94 -34,96|-13,94 -12,160 -6,168 2,164 3,156 -4,94 -13,94
    |2,92 12,152 18,160 25,154 22,144 10,92 2,92|15,90 29,142 36,148 42,140 36,130 24,92 15,90|30,92 44,130 52,134 56,126 50,116 40,88 30,92`,
    "bone",
    putter("top"),
  ),
  lines(
    "toe joints",
    "-48,178 -34,182 -22,178|-14,206 -6,209 3,205|9,201 17,204 24,199|29,191 36,192 41,187|46,178 54,178 60,173",
    "line",
    putter("top"),
  ),
  lines(
    "toe nails",
    "-46,236 -46,248 -36,251 -29,247 -30,236|-10,244 -9,250 -3,251 1,249 0,243|15,235 17,240 23,239 23,233|37,220 40,224 44,222 43,217|56,198 59,202 62,201 61,196",
    "line",
    putter("top"),
  ),
  lines("tendons", "-18,-10 -20,30 -28,84|-6,-6 -6,30 -8,76|8,-6 12,30 18,76", "line", putter("top")),
  lines("ankle bones", "-40,-28 -30,-24 -28,-10 -36,0|42,-24 32,-18 32,-2 40,6", "bone", putter("top")),
];

/** @type {Part[]} */
const outer = [
  open("foot from outside", put("outer", OUTER)),
  shade(
    "shade of the foot",
    "44.5,-146 43,-122 46,-92 52,-64 60,-42 65,-20 63,-6|28,5 -10,2 -50,-2 -90,1 -118,3",
    12,
    putter("outer"),
  ),
  lines("outer ankle", "2,-146 -2,-118 2,-98 12,-84 22,-94 26,-116 20,-146", "bone", putter("outer")),
  lines("achilles tendon", "33,-146 34,-112 40,-76", "line", putter("outer")),
  lines("heel bone", "18,-58 40,-62 54,-44 56,-22 44,-10 26,-14 6,-20 -2,-36 18,-58", "bone", putter("outer")),
  lines("edge of the foot", "-20,-22 -60,-20 -100,-22|-16,-94 -42,-62 -84,-40", "line", putter("outer")),
  lines(
    "toes",
    "-136,2 -139,-8 -132,-14|-120,3 -123,-8 -115,-14|-104,2 -107,-8 -99,-14|-156,-8 -149,-11|-138,-20 -133,-24",
    "line",
    putter("outer"),
  ),
];

/** @type {Part[]} */
const inner = [
  open("foot from inside", put("inner", INNER)),
  shade("shade of the foot", "130,0 112,2 92,3 74,-2 50,-11 24,-13 0,-6 -22,3", 10, putter("inner")),
  shade("shade of the ankle", "20.5,-146 20,-134 19,-114 24,-96 42,-74", 9, putter("inner")),
  lines("inner ankle", "7,-146 10,-126 6,-108 -6,-96 -17,-104 -20,-122 -12,-146", "bone", putter("inner")),
  lines("achilles tendon", "-33,-146 -34,-112 -40,-76", "line", putter("inner")),
  lines("arch", "-10,-30 24,-36 60,-26 92,-14|30,-84 66,-58 104,-38", "line", putter("inner")),
  lines("big toe", "118,-34 122,-22 120,-8|148,-23 156,-20 157,-13 149,-13", "line", putter("inner")),
];

/** @type {Part[]} */
export const parts = [...top, ...outer, ...inner];
