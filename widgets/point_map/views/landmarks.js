// Where bones and creases are felt or seen: the place, its name, and on which side the name is written.
import { SHIFT } from "./leg.js";
import { LEVEL } from "./spine.js";

/** @typedef {import("./shape.js").Landmark} Landmark */

/** @param {string} words "anchor x y label", one a line @returns {Landmark[]} */
const read = (words) => {
  /** @type {Landmark[]} */
  const found = [];
  for (const line of words.trim().split("\n")) {
    const [anchor, x, y, ...label] = line.trim().split(" ");
    const plain = label.join("-").toLowerCase(), again = found.filter((one) => one.name.startsWith(plain)).length;
    const name = again ? `${plain}-${again + 1}` : plain;
    found.push({ name, label: label.join(" "), x: Number(x), y: Number(y), anchor: /** @type {"start"} */ (anchor) });
  }
  return found;
};

export const front = read(`start 114 278 elbow crease
  end 121 386 wrist crease
  start 45 553 outer knee eye
  end 26 553 inner knee eye
  end 16 712 inner ankle bone
  start 45 715 outer ankle bone`);

const SPINE = `start 0 ${LEVEL.C7} C7
  start 81 140 tip of the shoulder
  end 28.5 146 inner end of the shoulder-blade spine
  start 36 182 lower tip of the shoulder blade
  start 0 ${LEVEL.T7} T7`;
const LOW = `start 0 ${LEVEL.L2} L2
  start 0 ${LEVEL.L4} L4
  start 46 289.5 top of the hip bone
  end -19 322 back hip spine
  start 10.3 327.3 second sacral hole
  start 0 354 sacral hiatus
  start 68 357 hip knob
  start 50 397 gluteal fold`;

export const back = read(`start 17 60 skull base\n${SPINE}\n${LOW}
  start 104 274 point of the elbow
  end 121 388 wrist crease
  start 54 546 knee crease
  start 46 715 outer ankle bone
  end 17 713 inner ankle bone`);

export const side = read(`start 33 110 C7
  start 9 133 tip of the shoulder
  end 10 277 outer elbow knob
  end -38 380 wrist crease
  end 8 357 hip knob
  end -26 539 kneecap
  start 23 548 knee crease
  start 8 566 head of the fibula
  end 8 716 outer ankle bone`);

export const hand = read(`start 45 2 wrist crease
  start -40 100 second metacarpal
  start 48 146 knuckle
  end -113 144 thumb joint`);

export const foot = read(`start 48 176 first metatarsal
  start 73 206 second metatarsal
  end 350 64 outer ankle bone
  start 380 52 Achilles tendon
  end 392 118 heel bone
  start 228 222 inner ankle bone
  end 206 232 Achilles tendon`);

/** Landmarks of a whole figure, where its leg stands in the close-up. @param {Landmark[]} from @param {string[]} names @param {number} x @param {number} [flip] */
const of = (from, names, x, flip = 1) =>
  from.filter(({ name }) => names.includes(name)).map((one) => ({ ...one, x: one.x * flip + x }));
const OUTER = ["kneecap", "knee-crease", "head-of-the-fibula", "outer-ankle-bone"];

export const leg = [
  ...of(front, ["outer-knee-eye", "inner-knee-eye", "inner-ankle-bone", "outer-ankle-bone"], SHIFT.front),
  ...of(side, OUTER, SHIFT.outer).map((one) => ({ ...one, name: `${one.name}-from-outside` })),
  ...of(back, ["knee-crease", "inner-ankle-bone", "outer-ankle-bone"], SHIFT.back, -1).map((one) => ({
    ...one,
    name: `${one.name}-from-behind`,
    anchor: /** @type {"start" | "end"} */ (one.anchor === "start" ? "end" : "start"),
  })),
];

export const neck = read(`start 17 60 skull base\n  end 0 66 C2\n${SPINE}`).filter(({ y }) => y < 170);
export const lowBack = read(`${LOW}\n  start 6.4 345 fourth sacral hole`);
