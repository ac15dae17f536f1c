// The drawings of the point map, as data: figures, closer views, landmarks, regions, channels. Colours come from outside.
import { parts as back } from "./views/back.js";
import { lowBack, neck } from "./views/closer.js";
import { sets } from "./views/sets.js";
import { parts as foot } from "./views/foot.js";
import { parts as front } from "./views/front.js";
import { closeUp as hand } from "./views/hand.js";
import { parts as leg } from "./views/leg.js";
import { parts as side } from "./views/side.js";

/** @typedef {import("./views/shape.js").View} View */

/** @param {string} name @param {string} title @param {View["viewBox"]} viewBox @param {View["parts"]} parts @returns {View} */
const view = (name, title, viewBox, parts) => ({ name, title, viewBox, parts, ...sets[name] });

/** Whole figures first. Left and right are the person's own; the side figure is seen from its left. @type {View[]} */
export const views = [
  view("front", "From the front", [-180, -20, 360, 810], front),
  view("back", "From behind", [-180, -20, 360, 810], back),
  view("side", "From the left side", [-100, -20, 190, 810], side),
  view("hand", "Back of the left hand", [-200, -190, 360, 545], hand()),
  view("foot", "Left foot from above, outside and inside", [0, 0, 416, 348], foot),
  view("leg", "Left lower leg from the front, outside and behind", [8, 488, 300, 292], leg),
  view("neck", "Neck and shoulders from behind", [-105, 15, 210, 160], neck),
  view("low-back", "Low back and buttocks from behind", [-95, 215, 190, 200], lowBack),
];
