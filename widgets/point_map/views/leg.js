// The left lower leg three times, from the three figures: from the front, from outside, from behind.
import { FOOT as BACK_FOOT } from "./back.js";
import { INNER_LEG, LEG } from "./body.js";
import { FOOT as FRONT_FOOT } from "./front.js";
import { mirror } from "../../spine_atlas/path.js";
import { line, lines, moved, points, shade } from "./shape.js";
import { BODY } from "./side.js";

/** @typedef {import("./shape.js").Part} Part */
/** @typedef {import("./shape.js").Point} Point */

/** How far each leg is moved from its place in its own figure. */
export const SHIFT = { front: 12, outer: 172, back: 300 };
const TOP = 496;

/** A run that comes and goes above the cut, from the cut on. @param {Point[]} run @returns {Point[]} */
function cut(run) {
  const first = run.findIndex(([, y]) => y > TOP), last = run.findLastIndex(([, y]) => y > TOP);
  /** @param {Point} above @param {Point} below @returns {Point} */
  const at = ([ax, ay], [bx, by]) => [ax + (bx - ax) * (TOP - ay) / (by - ay), TOP];
  return [at(run[first - 1], run[first]), ...run.slice(first, last + 1), at(run[last + 1], run[last])];
}

/** @param {number} by */
const by = (by) => (/** @type {Point[]} */ run) => moved(run, { x: by });
/** Written for a right leg, as in the figure from behind; drawn as a left one. @param {Point[]} run */
const behind = (run) => moved(mirror(run), { x: SHIFT.back });

/** The outline of a leg, open above. @param {string} name @param {Point[]} run @param {(run: Point[]) => Point[]} put @returns {Part} */
const outline = (name, run, put) => ({ ...line(name, put(run)), kind: "skin" });

/** @param {string} foot @returns {Point[]} */
const straight = (foot) => cut([...LEG, ...points(foot), ...INNER_LEG]);

/** @type {Part[]} */
const front = [
  outline("leg from the front", straight(FRONT_FOOT), by(SHIFT.front)),
  ...shade(
    "shade of the leg",
    "60,519 57,540 57,562 60,596 60,616 55,654 47,690 44,708|47,726 53,740 60,757 55,762",
    8,
    by(SHIFT.front),
  ),
  lines("kneecap", "36,529 44,531 47,540 44,550 37,554 29,550 25,541 28,532", "bone", by(SHIFT.front)),
  lines(
    "knee",
    "33,558 31,568 32,577|41,558 42,568 40,577|24,552 26,558 30,559|48,551 46,557 42,558|22,505 19,518 19,530|50,500 52,514 50,528",
    "line",
    by(SHIFT.front),
  ),
  lines(
    "shin bone",
    "15,563 26,560 37,562 50,561 56,563 53,570 44,577 40,590 38,630 36,680 34,704 30,711 20,714 17,708 23,690 28,640 27,596 23,578 16,571",
    "bone",
    by(SHIFT.front),
  ),
  lines(
    "fibula",
    "50,565 55,563 58,568 56,576 52,576 50,571|52,577 54,610 51,650 44,690 44,712 41,719 38,712 41,690 48,650 50,610 51,577",
    "bone",
    by(SHIFT.front),
  ),
  lines("muscles", "47,584 49,610 46,645 39,684|19,598 21,624 24,652", "line", by(SHIFT.front)),
  lines(
    "foot",
    "33,716 35,730 38,744|28,722 26,738 25,750|51.5,761 50.8,753|43.5,764.5 42.5,756|36,767.5 35,758|29,769 28.5,757|19,764 19.5,769 23,770.5 26,768.5 26.5,764|31,766.5 32.5,768.5 34,766.5|38,764.5 39.5,766.5 41,764.5|45.5,761.5 47,763.5 48.5,761.5|53.5,758.5 55,760.5 56.5,758.5",
    "line",
    by(SHIFT.front),
  ),
];

/** @type {Part[]} */
const outer = [
  outline("leg from outside", sideRun(), by(SHIFT.outer)),
  ...shade(
    "shade of the leg",
    "24,552 31,584 34,604 33,624 29,648 24,672 21,694 22,710 27,730 32,748",
    10,
    by(SHIFT.outer),
  ),
  lines("kneecap", "-26,529 -20,527 -15,533 -15,544 -19,551 -26,549", "line", by(SHIFT.outer)),
  lines(
    "shin bone",
    "-17,561 -8,558 8,558 19,560 16,569 6,577 0,600 0,660 4,704 -8,708 -10,690 -12,660 -15,620 -18,590 -20,572",
    "bone",
    by(SHIFT.outer),
  ),
  lines(
    "fibula",
    "3,563 8,558 13,563 12,570 9,575 11,612 11,655 12,700 13,710 9,719 4,716 4,704 5,655 5,612 5,575 2,569",
    "bone",
    by(SHIFT.outer),
  ),
  lines(
    "muscles",
    "-8,588 -7,620 -5,655|17,588 20,618 16,650 17,690|14,505 12,526|-12,500 -13,518",
    "line",
    by(SHIFT.outer),
  ),
  lines("knee crease", "14,547 20,548 23,548", "landmark", by(SHIFT.outer)),
  lines(
    "foot",
    "-8,714 -22,728 -44,740|20,735 14,744 17,752|-64,758 -66,752 -62,748|-54,758.5 -56,753 -52,750|-45,758.5 -47,754 -43,751|-75,752 -71,750",
    "line",
    by(SHIFT.outer),
  ),
];

/** The leg of the side figure, from the front of the thigh around the foot to its back. @returns {Point[]} */
function sideRun() {
  return cut(points(BODY));
}

/** @type {Part[]} */
const back = [
  outline("leg from behind", straight(BACK_FOOT), behind),
  ...shade("shade of the leg", "12.5,544 13.5,560 13.5,574 10.5,594 9.5,616 11.5,640 15.5,664 18.5,686", 9, behind),
  lines("hollow of the knee", "19,500 20,524 18,545|51,500 52,522 54,543|28,556 36,560 44,556", "line", behind),
  lines("knee crease", "19,547 28,549.5 37,550 46,549 53,546", "landmark", behind),
  lines("calf", "34,566 33,590 34,612|13,618 17,632 24,639 31,636 34,629 38,638 46,644 53,636 57,624", "line", behind),
  lines("achilles tendon", "27,652 29,676 28.5,700 26,720|41,656 38,680 37,702 39,720", "line", behind),
  lines("ankle bones", "17,708 20,706 22,711 20,719 17,716|45,710 42,708 40,714 42,722 45,720", "bone", behind),
  lines("heel", "23,729 31,732 40,730|44,740 47,746 47,754", "line", behind),
];

/** @type {Part[]} */
export const parts = [...front, ...outer, ...back];
