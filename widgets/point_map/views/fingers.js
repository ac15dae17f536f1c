// The quick measure with one's own hand: four fingers side by side, and a thumb, both pointing down.
import { line, lines, shade } from "./shape.js";

/** One cun of this drawing, in its own units: the width of the thumb at its joint. */
export const FINGER_CUN = 36;

const FOUR = `-8,-6 -6,30 -4,62 -2,92 1,112 8,122 17,122 24,113 26,104,.4 28,122 32,138 40,145 49,144 55,134 56.5,118,.4
  58,128 63,138 71,141 79,137 84,126 85,112,.4 88,120 94,126 102,124 107,114 108,96 107,66 108,36 110,-6`;
const THUMB = `152,-6 154,24 151,48 150,66 152,88 158,103 168,110 178,107 184,94 186,78 186,58 183,38 182,16 185,-6`;

/** @type {import("./shape.js").Part[]} */
export const parts = [
  { ...line("four fingers", FOUR), kind: "skin" },
  ...shade("shade of the fingers", "110,-6 108,36 107,66 108,96 107,114", 12),
  lines("between the fingers", "26,104 26,60 25,20|56.5,118 55,64 53,12|85,112 82,64 79,20"),
  lines(
    "finger joints",
    `-3,58 10,61 24,58|28,60 41,63 53,60|58,60 69,63 81,59|85,55 96,58 106,54|0,94 11,97 23,94|30,105 42,108 54,105
    |59,105 70,108 82,104|87,93 97,96 106,92`,
  ),
  lines(
    "finger nails",
    `4,106 5,114 12,117 19,114 20,106|35,128 37,137 44,139 50,136 51,127|64,123 66,131 72,134 78,130 78,122
    |92,108 94,117 99,118 103,114 103,107`,
  ),
  { ...line("thumb", THUMB), kind: "skin" },
  ...shade("shade of the thumb", "185,-6 182,16 183,38 186,58 186,78 184,94", 8),
  lines("thumb joint", "151,62 168,67 185,60|153,68 168,72 184,66"),
  lines("thumb nail", "158,86 160,98 168,102 176,97 178,86"),
];
