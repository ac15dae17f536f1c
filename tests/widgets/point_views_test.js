// The drawings of the point map as data: whole, calm (no colour of their own), and every place lies on the body.
import assert from "node:assert/strict";
import { cun, ruler } from "../../widgets/point_map/cun.js";
import { views } from "../../widgets/point_map/views.js";
import { moved, points, ribbon, whole } from "../../widgets/point_map/views/shape.js";

const KINDS = ["skin", "line", "shade", "bone", "landmark"];
const NAMES = ["front", "back", "side", "hand", "foot", "leg", "neck", "low-back"];
const byName = Object.fromEntries(views.map((view) => [view.name, view]));

/** A table whose quoted cells hold commas at most. @param {string} name @returns {Record<string, string>[]} */
function table(name) {
  const lines = Deno.readTextFileSync(new URL(`../../data/${name}.csv`, import.meta.url)).trim().split("\n");
  const [head, ...rest] = lines.map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain)
  );
  return rest.map((cells) => Object.fromEntries(head.map((column, index) => [column, cells[index]])));
}

const places = table("point_places"),
  channelOf = Object.fromEntries(table("points").map((p) => [p.point_code, p.channel]));

/** The pieces of a path of smooth(), each as many points along it. @param {string} d @returns {number[][][]} */
function along(d) {
  /** @type {number[][][]} */
  const pieces = [];
  let at = [0, 0], handle = [0, 0];
  for (const [, letter, words] of d.matchAll(/([Mcsz])([^Mcsz]*)/g)) {
    const numbers = (words.match(/-?(\d+\.\d+|\.\d+|\d+)/g) ?? []).map(Number);
    if (letter === "M") pieces.push([at = numbers]);
    const count = letter === "c" ? 6 : letter === "s" ? 4 : Infinity;
    for (let i = 0; i + count <= numbers.length; i += count) {
      const step = letter === "c" ? numbers.slice(i, i + 6) : [...handle, ...numbers.slice(i, i + 4)];
      const [x, y] = at, last = /** @type {number[][]} */ (pieces.at(-1));
      for (let t = 0.1; t < 1.05; t += 0.1) {
        const [b, c, e] = [3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
        last.push([x + b * step[0] + c * step[2] + e * step[4], y + b * step[1] + c * step[3] + e * step[5]]);
      }
      at = [x + step[4], y + step[5]];
      handle = [step[4] - step[2], step[5] - step[3]];
    }
  }
  return pieces;
}

/** @param {number[][]} ring @param {number} x @param {number} y */
const within = (ring, x, y) =>
  ring.reduce((inside, [ax, ay], index) => {
    const [bx, by] = ring[(index + 1) % ring.length];
    return (ay > y) !== (by > y) && x < ax + (bx - ax) * (y - ay) / (by - ay) ? !inside : inside;
  }, false);

/** @param {string} d @param {number} x @param {number} y */
const distance = (d, x, y) => Math.min(...along(d).flat().map(([px, py]) => Math.hypot(px - x, py - y)));

Deno.test("each view is what the widget asks for", () => {
  assert.deepEqual(views.map((view) => view.name), NAMES);
  for (const { name, title, viewBox, parts, landmarks, regions } of views) {
    const [x, y, w, h] = viewBox;
    assert.ok(title && parts.some((part) => part.kind === "skin"), name);
    for (const part of parts) {
      assert.ok(KINDS.includes(part.kind) && part.name, `${name}: ${part.name}`);
      assert.match(part.d, /^M[-\d. Mcsz]+$/, `${name}: ${part.name}`);
    }
    for (const one of landmarks) {
      assert.ok(one.label && ["start", "middle", "end"].includes(one.anchor), one.name);
      assert.ok(one.x >= x && one.x <= x + w && one.y >= y && one.y <= y + h, `${name}: ${one.name} is outside`);
    }
    for (const list of [landmarks, regions]) assert.equal(new Set(list.map((one) => one.name)).size, list.length, name);
    for (const { name: region, box } of regions) {
      assert.ok(box[2] > 0 && box[3] > 0 && box[0] < x + w && box[0] + box[2] > x, `${name}: ${region}`);
    }
  }
});

Deno.test("the two sides of the whole figures are alike, and the figure is seven and a half heads high", () => {
  for (const name of ["front", "back"]) {
    const skin = along(/** @type {any} */ (byName[name].parts.find((part) => part.name === "skin")).d)[0];
    for (const [x, y] of skin.filter((_, index) => index % 7 === 0)) {
      assert.ok(Math.min(...skin.map(([ox, oy]) => Math.hypot(ox + x, oy - y))) < 4, `${name}: ${x}, ${y}`);
    }
    const heights = skin.map(([, y]) => y);
    const heads = (Math.max(...heights) - Math.min(...heights)) / 100; // the chin is drawn at 100
    assert.ok(heads > 7.4 && heads < 7.8, `${name}: ${heads} heads`);
  }
});

Deno.test("every place lies on the body", () => {
  for (const { place_id, view, x, y } of places) {
    const skins = byName[view].parts.filter((part) => part.kind === "skin").flatMap((part) => along(part.d));
    const near = Math.min(...skins.flat().map(([px, py]) => Math.hypot(px - Number(x), py - Number(y))));
    assert.ok(skins.some((ring) => within(ring, Number(x), Number(y))) || near < 1.5, `${place_id} is off the body`);
  }
});

Deno.test("a channel's line goes through its points, and there is one wherever a view has two of them", () => {
  for (const { name, channels, viewBox: [left, top, width, height] } of views) {
    const here = places.filter((place) => place.view === name);
    for (const channel of new Set(Object.values(channelOf))) {
      const own = here.filter((place) => channelOf[place.point_code] === channel);
      const line = channels.find((one) => one.channel === channel);
      const codes = new Set(own.map((place) => place.point_code));
      if (["none", "Extra", "not stated"].includes(channel) || codes.size < 2) {
        const crosses = line &&
          along(line.d).flat().some(([x, y]) => x > left && x < left + width && y > top && y < top + height);
        assert.ok(
          !crosses || ["neck", "low-back"].includes(name),
          `${name}: ${channel} has a line but ${codes.size} points`,
        );
        continue;
      }
      assert.ok(line, `${name}: no line for ${channel}`);
      // A second drawing of the same leg, or a single point of a side, may stand alone.
      const off = own.filter(({ x, y }) => distance(line.d, Number(x), Number(y)) > 2);
      const lone = off.filter(({ spot }) => !spot.startsWith("from"));
      assert.deepEqual(lone.map((place) => place.place_id), [], `${name}: ${channel}`);
    }
  }
});

Deno.test("bars of cun have a tick at each cun and stand in their view", () => {
  const sheets = { ...byName, [cun.hand.name]: cun.hand };
  for (const bar of [...cun.bars, ...cun.hand.bars]) {
    const [x, y, w, h] = sheets[bar.view].viewBox;
    for (const [px, py] of [bar.from, bar.to, [bar.label.x, bar.label.y]]) {
      assert.ok(px >= x && px <= x + w && py >= y && py <= y + h, `${bar.name}: ${px}, ${py}`);
    }
    assert.equal(bar.d.match(/M/g)?.length, Math.ceil(bar.parts) + 2, bar.name);
    assert.ok(bar.how && bar.read.length, bar.name);
  }
  assert.equal(new Set(cun.bars.map((bar) => bar.name)).size, cun.bars.length);
  assert.equal(ruler([0, 0], [10, 0], 2, 2), "M0 0L10 0M0 -2L0 2M5 -1.1L5 1.1M10 -2L10 2");
});

Deno.test("points are read, moved and mirrored as written", () => {
  assert.deepEqual(points("1,2 -3,4.5,.3"), [[1, 2], [-3, 4.5, 0.3]]);
  assert.deepEqual(moved([[1, 0]], { x: 5, y: 6, scale: 2, turn: 90 }).map(([x, y]) => [Math.round(x), y]), [[5, 8]]);
  assert.equal(whole([[0, 0], [1, 1], [0, 2]]).length, 4);
  assert.match(ribbon("0,0 0,5 0,10", 2), /^M0 0c/);
});
