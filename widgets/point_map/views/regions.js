// Regions for search and feedback, as boxes; left and right are the person's own.
/** @typedef {import("./shape.js").Region} Region */

/** @param {string} words "name title: x y width height", one a line @returns {Region[]} */
const read = (words) =>
  words.trim().split("\n").map((line) => {
    const [title, box] = line.trim().split(": ");
    return {
      name: title.replaceAll(" ", "-"),
      title,
      box: /** @type {[number, number, number, number]} */ (box.split(" ").map(Number)),
    };
  });

/** Both sides; the sign says on which side of the sheet the person's right is. @param {string} words @param {number} right */
const sides = (words, right) =>
  read(words).flatMap(({ title, box: [x, y, w, h] }) =>
    ["left", "right"].map((side) => {
      const there = (side === "right") === (right > 0);
      return /** @type {Region} */ ({
        name: `${side}-${title.replaceAll(" ", "-")}`,
        title: `${side} ${title}`,
        box: [there ? x : -x - w, y, w, h],
      });
    })
  );

const ARMS = `upper arm: 66 190 58 72
  elbow: 86 262 44 30
  forearm: 90 292 56 86
  hand: 110 378 62 90`;

export const front = [
  ...read(`head: -44 -6 88 106
    neck: -34 100 68 32
    chest: -66 132 132 84
    belly: -66 216 132 112
    groin: -78 328 156 62`),
  ...sides(
    `shoulder: 66 115 44 75\n${ARMS}
  thigh: 0 390 79 132
  knee: 8 522 54 58
  lower leg: 5 580 58 120
  ankle: 12 700 38 28
  foot: 12 728 52 46`,
    -1,
  ),
];

export const back = [
  ...read(`head: -44 -6 88 66
    neck: -34 60 68 57
    upper back: -34 117 68 58
    mid back: -68 175 136 63
    low back: -66 238 132 73
    sacrum: -19 311 38 48`),
  ...sides(
    `shoulder: 34 112 76 63\n${ARMS}
  buttock: 19 311 60 93
  thigh: 0 404 79 126
  knee: 8 530 54 42
  lower leg: 5 572 58 128
  ankle: 12 700 38 28
  foot: 12 728 48 36`,
    1,
  ),
];

export const side = read(`head: -50 -6 98 70
  neck: -16 64 62 54
  shoulder: -22 118 52 72
  upper arm: -24 190 56 72
  elbow: -18 262 46 30
  forearm: -42 292 60 84
  hand: -72 376 64 92
  upper back: 30 118 24 122
  low back: 28 240 28 62
  buttock: -8 302 74 102
  thigh: -40 404 88 118
  knee: -34 522 64 56
  lower leg: -26 578 62 120
  ankle: -14 698 42 36
  foot: -80 734 116 30`);

export const hand = read(`forearm: -90 -200 170 180
  thumb: -145 -20 81 240
  back of the hand: -64 -20 134 230
  fingers: -90 210 185 135`);

export const foot = read(`ankle from above: 30 15 110 80
  foot from above: 12 95 142 245
  ankle from outside: 300 8 92 110
  foot from outside: 172 118 240 52
  ankle from inside: 190 182 92 108
  foot from inside: 170 290 240 52`);

export const leg = read(`knee from the front: 16 490 62 90
  lower leg from the front: 14 580 62 120
  ankle from the front: 20 700 42 28
  foot from the front: 22 728 54 48
  knee from outside: 136 490 76 88
  lower leg from outside: 144 578 68 120
  ankle from outside: 156 698 46 36
  foot from outside: 94 734 116 32
  knee from behind: 236 490 62 82
  lower leg from behind: 236 572 62 128
  ankle from behind: 248 700 42 28
  foot from behind: 238 728 52 38`);

export const neck = read(`head: -44 15 88 45
  neck: -34 60 68 57
  upper back: -34 117 68 58
  left shoulder: -105 104 71 71
  right shoulder: 34 104 71 71`);

export const lowBack = read(`mid back: -66 215 132 23
  low back: -66 238 132 73
  sacrum: -19 311 38 48
  left buttock: -79 311 60 93
  right buttock: 19 311 60 93`);
