// Proportional cun: what the data say of it, and bars between landmarks of our drawings that show it. The words and
// numbers stand in data/points.csv and data/glossary.csv; `read` says in which row and column.
import { FINGER_CUN, parts as fingers } from "./views/fingers.js";
import { LEVEL } from "./views/spine.js";

/** @typedef {{table: "points" | "glossary", id: string, column: string}} Read */
/** @typedef {"read" | "worked out" | "our drawing"} Kind read: the data give the number; worked out: it follows from them; our drawing: only the drawing says how long that is */
/** @typedef {{x: number, y: number, anchor: "start" | "middle" | "end"}} Place */
/** @typedef {{name: string, view: string, title: string, from: [number, number], to: [number, number], parts: number, d: string, label: Place, kind: Kind, how: string, read: Read[]}} Bar */

/** @param {string} id @param {string} column @returns {Read} */
const inPoints = (id, column = "cun_reference") => ({ table: "points", id, column });
/** @param {string} id @returns {Read} */
const inGlossary = (id) => ({ table: "glossary", id, column: "definition_in_own_words" });

const tenth = (/** @type {number} */ value) => Math.round(value * 10) / 10;

/** A ruler between two places: one line, a tick at each cun, longer ones at the ends. @param {[number, number]} from @param {[number, number]} to @param {number} parts @param {number} tick half of a tick's length */
export function ruler(from, to, parts, tick) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]], length = Math.hypot(dx, dy);
  const across = [-dy / length, dx / length];
  const shares = [...Array.from({ length: Math.ceil(parts) }, (_, index) => index / parts), 1];
  const ticks = shares.map((share) => {
    const half = share === 0 || share === 1 ? tick : tick * 0.55;
    const [x, y] = [from[0] + dx * share, from[1] + dy * share];
    return `M${tenth(x - across[0] * half)} ${tenth(y - across[1] * half)}L${tenth(x + across[0] * half)} ${
      tenth(y + across[1] * half)
    }`;
  });
  return `M${from.join(" ")}L${to.join(" ")}${ticks.join("")}`;
}

/** @param {Omit<Bar, "d">} bar @param {number} tick @returns {Bar} */
const bar = (bar, tick) => ({ ...bar, d: ruler(bar.from, bar.to, bar.parts, tick) });

/** @param {"back" | "neck"} view */
const blade = (view) =>
  bar({
    name: `blade-${view}`,
    view,
    title: "Middle of the back to the inner end of the shoulder-blade spine",
    from: [0, 146],
    to: [28.5, 146],
    parts: 3,
    label: { x: 14.2, y: 141, anchor: "middle" },
    kind: "read",
    how: "A point 3 cun out stands on the vertical line of that inner end, so it is 3 cun from the middle.",
    read: [inPoints("SI14"), inPoints("SI14", "location_in_own_words")],
  }, 4);

/** @param {"back" | "low-back"} view */
const loin = (view) =>
  bar({
    name: `loin-${view}`,
    view,
    title: "The same 3 cun, carried down to the second lumbar vertebra",
    from: [0, LEVEL.L2],
    to: [28.5, LEVEL.L2],
    parts: 3,
    label: { x: 31, y: LEVEL.L2 - 5, anchor: "start" },
    kind: "read",
    how: "Half of it, 1.5 cun, leads to the first line beside the spine; the whole to the second, twice as far out.",
    read: [inPoints("BL23"), inPoints("BL52"), inPoints("BL52", "location_in_own_words")],
  }, 3);

/** @type {Bar[]} */
const bars = [
  blade("back"),
  blade("neck"),
  loin("back"),
  loin("low-back"),
  bar({
    name: "thigh",
    view: "back",
    title: "Fold under the buttock to the crease behind the knee",
    from: [88, 398.5],
    to: [88, 548],
    parts: 14,
    label: { x: 95, y: 475, anchor: "start" },
    kind: "worked out",
    how: "6 cun below the fold is 1 cun above the middle of the stretch, so half is 7 and the whole 14.",
    read: [inPoints("BL37")],
  }, 5),
  bar({
    name: "outer-leg",
    view: "side",
    title: "Crease behind the knee to the outer ankle bone",
    from: [48, 548],
    to: [48, 716],
    parts: 16,
    label: { x: 55, y: 634, anchor: "start" },
    kind: "worked out",
    how:
      "8 cun above the outer ankle bone is told to be half way down the leg, so the whole is 16. That the leg begins at the crease is our reading.",
    read: [inPoints("ST40"), inPoints("ST40", "location_in_own_words")],
  }, 5),
  bar({
    name: "outer-leg-leg",
    view: "leg",
    title: "Crease behind the knee to the outer ankle bone",
    from: [218, 548],
    to: [218, 716],
    parts: 16,
    label: { x: 222, y: 634, anchor: "start" },
    kind: "worked out",
    how:
      "8 cun above the outer ankle bone is told to be half way down the leg, so the whole is 16. That the leg begins at the crease is our reading.",
    read: [inPoints("ST40"), inPoints("ST40", "location_in_own_words")],
  }, 4),
  bar({
    name: "inner-leg",
    view: "front",
    title: "Hollow under the inner head of the shin bone to the inner ankle bone",
    from: [0, 576.5],
    to: [0, 713],
    parts: 13,
    label: { x: 0, y: 728, anchor: "middle" },
    kind: "read",
    how: "The data give this stretch as 13 cun.",
    read: [inPoints("SP9"), inPoints("SP9", "location_in_own_words")],
  }, 4),
  bar({
    name: "wrist",
    view: "hand",
    title: "Crease of the wrist to two thumb-widths above it",
    from: [-100, 0],
    to: [-100, -70],
    parts: 2,
    label: { x: -112, y: -31, anchor: "end" },
    kind: "our drawing",
    how: "2 cun, told as two thumb-widths: here twice the width of the drawn thumb.",
    read: [inPoints("TE5"), inPoints("TE5", "location_in_own_words")],
  }, 9),
  bar({
    name: "thumb",
    view: "hand",
    title: "The width of the thumb at its joint",
    from: [-110, 138],
    to: [-79, 154],
    parts: 1,
    label: { x: -140, y: 128, anchor: "end" },
    kind: "read",
    how: "1 cun, measured with the person's own hand.",
    read: [inGlossary("finger-cun-f-cun")],
  }, 9),
];

/** The quick measure, drawn apart: four fingers and a thumb, with their bars. */
const hand = {
  name: "fingers",
  title: "The quick measure with one's own hand",
  viewBox: [-28, -26, 240, 186],
  parts: fingers,
  bars: [
    bar({
      name: "four-fingers",
      view: "fingers",
      title: "Four fingers side by side",
      from: [-3, 48],
      to: [-3 + 3 * FINGER_CUN, 48],
      parts: 3,
      label: { x: 52, y: -12, anchor: "middle" },
      kind: "read",
      how: "3 cun, measured with the person's own hand.",
      read: [inGlossary("finger-cun-f-cun")],
    }, 5),
    bar({
      name: "thumb-joint",
      view: "fingers",
      title: "The width of the thumb at its joint",
      from: [150, 66],
      to: [150 + FINGER_CUN, 66],
      parts: 1,
      label: { x: 168, y: -12, anchor: "middle" },
      kind: "read",
      how: "1 cun, measured with the person's own hand.",
      read: [inGlossary("finger-cun-f-cun")],
    }, 5),
  ],
};

/** The helper's facts: each is a row of the data, to be shown in the data's own words. */
export const cun = {
  terms: ["cun-b-cun", "finger-cun-f-cun"],
  bars,
  hand,
  /** What the data give no proportion for; on the drawing such places follow bones, or are our estimate. */
  notGiven: ["forearm", "hand", "foot", "neck (except 1.3 cun beside the hairline's middle)", "head"],
};
