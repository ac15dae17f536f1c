// Where a pain goes in a leg or an arm: an outline from behind, and a line along it. Schematic.
import { part } from "../_shared/tree.js";
import { mirror, smooth } from "./path.js";
import { path } from "./pieces.js";

/** @typedef {import("./path.js").Tree} Tree */
/** @typedef {import("./path.js").Point} Point */

/** From the waist down; x from the middle. @type {Point[]} */
const LEG = [
  [27, -6],
  [26, 8],
  [33, 34],
  [35, 52],
  [32, 84],
  [27, 112],
  [26, 122],
  [29, 138],
  [25, 164],
  [20, 184],
  [21, 193],
  [25, 199],
  [
    13,
    200,
  ],
  [12, 192],
  [13, 182],
  [11, 160],
  [10, 140],
  [11, 122],
  [9, 108],
  [4, 72],
  [0, 62],
];
/** @type {Point[]} */
const ARM = [
  [9, -22],
  [9, -6],
  [18, 3],
  [36, 9],
  [47, 20],
  [51, 46],
  [54, 72],
  [60, 100],
  [65, 124],
  [67, 140],
  [61, 152],
  [56, 138],
  [
    54,
    122,
  ],
  [46, 98],
  [41, 72],
  [35, 44],
  [33, 62],
  [30, 96],
  [31, 130],
  [34, 158],
];

/** @param {Point[]} half */
const outline = (half) => [path("skin", smooth([...half, ...mirror(half).reverse()], false))];

/** The column in the middle, as small bodies. @param {number} from @param {number} to @param {number} step */
function bodies(from, to, step) {
  const count = Math.floor((to - from) / step);
  return Array.from({ length: count }, (_, index) => {
    const y = from + index * step, w = 3.4 + index * 0.12, h = step * 0.36;
    return path("bone", smooth([[-w, y - h], [0, y - h + 0.5], [w, y - h], [w, y + h], [0, y + h - 0.5], [-w, y + h]]));
  });
}

/** @param {Point[]} way @param {Point[]} strip @returns {Tree} */
function felt(way, strip) {
  const hatch = strip.slice(0, strip.length / 2).map((point, index) =>
    path("hatch", smooth([point, strip[strip.length - 1 - index]], false))
  );
  return part(
    "g",
    { class: "part root changed" },
    path("strip", smooth(strip)),
    ...hatch,
    path("way", smooth(way, false)),
  );
}

/** @type {Point[]} */
const LEG_WAY = [[2, 22], [10, 34], [19, 50], [20, 84], [19, 118], [23, 146], [18, 178], [17, 196]];
/** @type {Point[]} */
const LEG_STRIP = [
  [23, 122],
  [25, 134],
  [25, 146],
  [23, 158],
  [20, 170],
  [18, 182],
  [16, 192],
  [13.5, 192],
  [13.5, 182],
  [14, 170],
  [15, 158],
  [
    15,
    146,
  ],
  [14.5, 134],
  [15, 122],
];
/** @type {Point[]} */
const ARM_WAY = [[2, -6], [16, 8], [38, 18], [44, 44], [48, 76], [56, 106], [61, 138]];
/** @type {Point[]} */
const ARM_STRIP = [
  [47, 30],
  [49, 46],
  [52, 72],
  [57, 98],
  [62, 122],
  [64, 138],
  [60, 138],
  [57, 122],
  [50, 98],
  [44, 72],
  [40, 46],
  [39, 30],
];

/** By the id of the cause. @type {Record<string, {label: string, box: string, tree: () => Tree[]}>} */
const LIMBS = {
  C02: {
    label:
      "From behind: a line from the low back through the buttock down the right leg, with a hatched strip below the knee",
    box: "-48 -8 96 212",
    tree: () => [...outline(LEG), ...bodies(-4, 30, 6.4), felt(LEG_WAY, LEG_STRIP)],
  },
  C20: {
    label:
      "From behind: a line from the neck over the shoulder down the right arm to the hand, with a hatched strip along it",
    box: "-72 -26 144 190",
    tree: () => [...outline(ARM), ...bodies(-20, 70, 6), felt(ARM_WAY, ARM_STRIP)],
  },
};

/** The drawing for a cause whose pain goes down a limb. @param {string} id @returns {{label: string, box: string, tree: Tree[]} | undefined} */
export function limbOf(id) {
  return Object.hasOwn(LIMBS, id) ? { ...LIMBS[id], tree: LIMBS[id].tree() } : undefined;
}
