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
  `-36,-60 -38,-34 -43,-16 -40,4 -36,30 -37,70 -42,110 -52,148 -57,176 -55,198 -51,214 -53,232 -51,248 -42,258 -30,258 -23,248
  -22,230 -21,217,.5 -17,228 -15,244 -9,254 -1,255 5,247 5,232 4,214,.5 8,226 11,239 17,246 24,244 27,234 25,220 23,207,.5
  28,217 32,227 38,232 45,229 46,219 43,207 41,196,.5 46,204 51,212 58,214 64,208 65,197 63,184 62,166 60,146 57,118 54,94
  49,62 42,30 42,6 46,-10 41,-32 37,-60`;

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
  ...shade(
    "shade of the foot",
    "37,-60 41,-32 46,-10 42,6 42,30 49,62 54,94 57,118 60,146 62,166 63,184 65,197",
    15,
    putter("top"),
  ),
  lines(
    "metatarsal bones",
    "-36,94 -36,108 -46,168 -48,182 -40,192 -29,188 -27,172 -22,112 -18,96 -26,90|-14,88 -14,104 -14,166 -18,184 -10,196 -1,188 -3,168 -3,104 -1,92 -7,86|3,88 4,104 12,164 11,180 19,187 26,179 22,162 13,104 14,92 9,86|18,90 20,106 34,154 35,170 43,175 48,166 42,150 29,106 29,94 23,88|33,96 36,110 48,142 49,154 55,159 59,150 55,138 45,108 44,97 38,92",
    "bone",
    putter("top"),
  ),
  lines(
    "toe joints",
    "-46,214 -36,218 -26,214|-13,216 -6,219 1,215|12,213 18,215 24,211|31,203 36,204 40,199|48,188 54,188 59,183",
    "line",
    putter("top"),
  ),
  lines(
    "toe nails",
    "-46,238 -46,250 -37,253 -29,249 -30,238|-11,240 -10,249 -5,251 1,248 0,239|14,233 16,240 22,240 23,233|35,219 38,226 42,225 42,218|55,201 58,207 62,205 61,199",
    "line",
    putter("top"),
  ),
  lines("tendons", "-20,-10 -24,30 -32,86|-8,-6 -8,30 -9,80|4,-6 8,30 14,80|14,-6 20,30 30,84", "line", putter("top")),
  lines(
    "ankle bones",
    "-41,-26 -34,-30 -29,-24 -29,-10 -34,0 -40,-4|43,-22 36,-26 32,-16 32,0 38,8 43,2",
    "bone",
    putter("top"),
  ),
];

/** @type {Part[]} */
const outer = [
  open("foot from outside", put("outer", OUTER)),
  ...shade(
    "shade of the foot",
    "44.5,-146 43,-122 46,-92 52,-64 60,-42 65,-20 63,-6|28,5 -10,2 -50,-2 -90,1 -118,3",
    12,
    putter("outer"),
  ),
  lines("outer ankle", "3,-146,0 -2,-118 2,-98 12,-84 22,-94 26,-116 22,-146,0", "bone", putter("outer")),
  lines("achilles tendon", "33,-146 34,-112 40,-76", "line", putter("outer")),
  lines("heel bone", "18,-58 40,-62 54,-44 56,-22 44,-10 26,-14 6,-20 -2,-36", "bone", putter("outer")),
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
  ...shade("shade of the foot", "130,0 112,2 92,3 74,-2 50,-11 24,-13 0,-6 -22,3", 10, putter("inner")),
  ...shade("shade of the ankle", "20.5,-146 20,-134 19,-114 24,-96 42,-74", 9, putter("inner")),
  lines("inner ankle", "7,-146,0 10,-126 6,-108 -6,-96 -17,-104 -20,-122 -14,-146,0", "bone", putter("inner")),
  lines("achilles tendon", "-33,-146 -34,-112 -40,-76", "line", putter("inner")),
  lines("arch", "-10,-30 24,-36 60,-26 92,-14|30,-84 66,-58 104,-38", "line", putter("inner")),
  lines("big toe", "118,-34 122,-22 120,-8|148,-23 156,-20 157,-13 149,-13", "line", putter("inner")),
];

/** @type {Part[]} */
export const parts = [...top, ...outer, ...inner];
