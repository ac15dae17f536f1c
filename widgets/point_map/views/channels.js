// Channels as schematic lines through the points this course has, in the order of their numbers. The data give no course
// of a channel, so a channel with fewer than two points in a view has no line there.
import { mirror, smooth } from "../../spine_atlas/path.js";
import { moved, points } from "./shape.js";

/** @typedef {import("./shape.js").Channel} Channel */

/** @param {string} channel @param {...string} runs @returns {Channel} */
const once = (channel, ...runs) => ({ channel, d: runs.map((run) => smooth(points(run), false)).join("") });

/** On both sides. @param {string} channel @param {...string} runs @returns {Channel} */
const twice = (channel, ...runs) => ({
  channel,
  d: runs.map((run) => smooth(points(run), false) + smooth(mirror(points(run)), false)).join(""),
});

const BLADDER = `12.4,71 12.4,90 13.8,112 14.3,140 14.3,182.8 14.3,225 14.3,263.2 14.3,277.4 14.3,291.6 14.3,305.8
  12,317 10.3,327.3 13,346 22,376 31,412 35.5,462.6 37,505 36.5,549.5 35,590 34,631 37,676 40.3,715`;
const GALLBLADDER = `17.5,65 18,84 24,104 40,121.5 56,150 63,190 60,240 59,290 52,330 45.3,355.3`;
const SMALL_INTESTINE =
  `122.7,419.6 120,404 117.5,388 107,345 97,306 91.5,276 84,240 78,204 72,176 62,156 46,136 28.5,120.4`;

export const front = [
  twice("Stomach", "45,584.5 46.5,606 45.5,632"),
  twice("Spleen", "18.5,576.5 16.5,606 19,648 21,681.5"),
];

export const back = [
  once("Governor Vessel", "0,112 0,160 0,220 0,265.2 0,293.6"),
  twice("Bladder", BLADDER, "28.5,263.2 28.5,300 28.5,345"),
  twice("Gallbladder", GALLBLADDER),
  twice("Small Intestine", SMALL_INTESTINE),
];

const OUTER = {
  gallbladder: "1,575 4,610 6,650 5.2,684.5",
  stomach: "-11,584.5 -6.5,606 -3.5,632",
  bladder: "16.8,713 15,721 9,727",
};

export const side = [
  once(
    "Gallbladder",
    `24,75 22,98 18,124 33,152 38,200 33,260 30,310 24.3,355.3 18,410 12,470 6,530 ${OUTER.gallbladder}`,
  ),
  once("Large Intestine", "-41,407 -37,388 -31,368 -19,332 -5,299 3,277"),
  once("Stomach", OUTER.stomach),
  once("Bladder", OUTER.bladder),
];

/** @param {string} run @param {number} x @param {number} [wide] */
const at = (run, x, wide = 1) =>
  moved(points(run), { x, wide }).map(([px, py]) => `${Math.round(px * 10) / 10},${py}`).join(" ");

export const leg = [
  once("Stomach", at("45,584.5 46.5,606 45.5,632", 12), at(OUTER.stomach, 172)),
  once("Spleen", at("18.5,576.5 16.5,606 19,648 21,681.5", 12)),
  once("Gallbladder", at(OUTER.gallbladder, 172)),
  once("Bladder", at("36.5,549.5 35,590 34,631 37,676 40.3,715", 300, -1), at(OUTER.bladder, 172)),
];

export const foot = [once("Bladder", "367,57 363,75 350,88")];

export const neck = back;
export const lowBack = back.filter(({ channel }) => channel !== "Small Intestine");
