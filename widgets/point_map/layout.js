// Where things stand on the picture: the part of it that shows, and labels beside it that never overlap.

/** @typedef {[number, number, number, number]} Box x, y, width, height */
/** @typedef {{x: number, y: number, other?: boolean}} Spot `other`: the same point on the other side of the body */
/** @typedef {{width: number, height: number, column: number}} Stage in px: all of it, and one column of labels */
/** @typedef {{code: string, spots: Spot[]}} Labelled a point and where it is drawn, in px */
/** @typedef {{code: string, side: "left" | "right", at: number, spot: Spot}} Callout `at`: the middle of its label */

export const ZOOMS = [1, 1.5, 2, 3, 4.5, 6];
export const ROW = 28; // px from one label to the next
/** @type {("right" | "left")[]} */
const SIDES = ["right", "left"];
const STEP = 0.2; // of the window, when the picture is moved

/** The part of the view that shows: at `zoom`, round `centre`, never beyond the view. @param {Box} view @param {number} zoom @param {Spot} centre @returns {Box} */
export function windowOf([x, y, width, height], zoom, centre) {
  const w = width / zoom, h = height / zoom;
  const keep = (/** @type {number} */ value, /** @type {number} */ from, /** @type {number} */ to) =>
    Math.min(Math.max(value, from), to);
  return [keep(centre.x - w / 2, x, x + width - w), keep(centre.y - h / 2, y, y + height - h), w, h];
}

/** The centre after a step to a side. @param {Box} shown @param {number} dx @param {number} dy @returns {Spot} */
export const moved = ([x, y, width, height], dx, dy) => ({
  x: x + width / 2 + dx * width * STEP,
  y: y + height / 2 + dy * height * STEP,
});

/** @param {Box} box @returns {Spot} */
export const centreOf = ([x, y, width, height]) => ({ x: x + width / 2, y: y + height / 2 });

/** How the window lies on the stage: px = offset + scale × unit. @param {Box} shown @param {Stage} stage */
export function fit([x, y, width, height], stage) {
  const room = Math.max(1, stage.width - 2 * stage.column);
  const scale = Math.min(room / width, stage.height / height);
  const left = stage.column + (room - scale * width) / 2, top = (stage.height - scale * height) / 2;
  return {
    scale,
    frame: /** @type {Box} */ ([left, top, scale * width, scale * height]),
    toPx: (/** @type {Spot} */ spot) => ({ ...spot, x: left + (spot.x - x) * scale, y: top + (spot.y - y) * scale }),
    toUnits: (/** @type {Spot} */ px) => ({ x: x + (px.x - left) / scale, y: y + (px.y - top) / scale }),
  };
}

/** @param {Spot} spot @param {Box} box */
export const inside = (spot, [x, y, width, height]) =>
  spot.x >= x && spot.x <= x + width && spot.y >= y && spot.y <= y + height;

/**
 * A label for each point, to the left or the right of the picture, as near to its own height as the others let it.
 * A point that lies on both sides goes where there is more room; where a column is full, the line crosses the picture.
 * @param {Labelled[]} points @param {Stage} stage @returns {Callout[]}
 */
export function callouts(points, stage) {
  const middle = stage.width / 2, most = Math.floor(stage.height / ROW);
  const free = { left: -Infinity, right: -Infinity }, count = { left: 0, right: 0 };
  /** @type {Callout[]} */
  const found = [];
  for (const { code, spots } of [...points].sort((one, two) => one.spots[0].y - two.spots[0].y)) {
    const cost = (/** @type {Callout} */ { side, spot }) =>
      Math.max(0, free[side] + ROW - spot.y) + Math.abs(spot.x - middle) * 0.001 +
      (isFar(spot, side, middle) ? 1e3 : 0) + (count[side] >= most ? 1e6 : 0);
    const choices = spots.flatMap((spot) =>
      SIDES.map((side) => /** @type {Callout} */ ({ code, side, spot, at: spot.y }))
    );
    const best = choices.reduce((one, two) => cost(two) < cost(one) ? two : one);
    free[best.side] = Math.max(best.spot.y, free[best.side] + ROW);
    count[best.side]++;
    found.push(best);
  }
  found.sort((one, two) => one.spot.y - two.spot.y);
  for (const side of SIDES) spread(found.filter((one) => one.side === side), stage.height);
  return found;
}

/** Whether a line to this side would cross the picture. @param {Spot} spot @param {"left" | "right"} side @param {number} middle */
const isFar = (spot, side, middle) => side === "left" ? spot.x > middle + 3 : spot.x < middle - 3;

/** Move labels (in order of height) apart as little as can be: neighbours that push each other share the push. @param {Callout[]} labels @param {number} height */
function spread(labels, height) {
  /** @type {{sum: number, count: number}[]} */
  const blocks = [];
  labels.forEach((label, index) => {
    blocks.push({ sum: label.spot.y - index * ROW, count: 1 });
    while (blocks.length > 1 && mean(blocks[blocks.length - 2]) > mean(blocks[blocks.length - 1])) {
      const last = /** @type {{sum: number, count: number}} */ (blocks.pop());
      const before = blocks[blocks.length - 1];
      before.sum += last.sum;
      before.count += last.count;
    }
  });
  const bases = blocks.flatMap((block) => Array(block.count).fill(mean(block)));
  const highest = ROW / 2, lowest = height - ROW / 2 - (labels.length - 1) * ROW;
  labels.forEach((label, index) => {
    label.at = Math.max(highest, Math.min(bases[index], lowest)) + index * ROW;
  });
}

/** @param {{sum: number, count: number}} block */
const mean = (block) => block.sum / block.count;

/** How high the stage has to be for so many labels in two columns. @param {number} count */
export const heightFor = (count) => Math.ceil(count / 2 + 1) * ROW;

/** The line from a label to its spot. @param {Callout} label @param {Stage} stage */
export function leader(label, stage) {
  const from = label.side === "left" ? stage.column : stage.width - stage.column;
  const knee = from + (label.side === "left" ? 8 : -8);
  const n = (/** @type {number} */ value) => String(Math.round(value * 10) / 10);
  return `M${n(from)} ${n(label.at)}H${n(knee)}L${n(label.spot.x)} ${n(label.spot.y)}`;
}

/** The code of the point drawn nearest to a place in px, within reach. @param {Labelled[]} points @param {Spot} px @param {number} reach */
export function nearest(points, px, reach) {
  const all = points.flatMap(({ code, spots }) =>
    spots.map((spot) => ({ code, far: Math.hypot(spot.x - px.x, spot.y - px.y) }))
  ).sort((one, two) => one.far - two.far);
  return all.length && all[0].far <= reach ? all[0].code : "";
}
