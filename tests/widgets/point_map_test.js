// The point map's rules: search as in Python, labels that never overlap, a picture that stays in sight, fair verdicts.
import assert from "node:assert/strict";
import { foundSays } from "../../widgets/point_map/chooser.js";
import { codeOf, found, listed } from "../../widgets/point_map/find.js";
import {
  choices,
  cunWithin,
  direction,
  judgeName,
  judgePlace,
  markSays,
  nextOf,
  questions,
  reachOf,
  regionAt,
} from "../../widgets/point_map/judge.js";
import {
  callouts,
  centreOf,
  fit,
  heightFor,
  inside,
  leader,
  moved,
  nearest,
  ROW,
  windowOf,
  ZOOMS,
} from "../../widgets/point_map/layout.js";
import { drawnIn, hasPlace, isPaired, spotsOf, VIEWS, viewsOf } from "../../widgets/point_map/places.js";
import { fragment } from "../../widgets/point_map/told.js";
import file from "./point_map_cases.json" with { type: "json" };
import known from "./point_map_points.json" with { type: "json" };

const points = /** @type {import("../../widgets/point_map/point_map.js").Point[]} */ (known.points);
/** @type {Record<string, string>} */
const ALIASES = known.aliases;

const byCode = Object.fromEntries(points.map((one) => [one.code, one]));
const stage = { width: 440, height: 620, column: 70 };

Deno.test("a code is read in any spelling, as Python reads it", () => {
  for (const [text, code] of file.codes) assert.equal(codeOf(text, ALIASES), code, text);
});

Deno.test("search finds what Python finds", () => {
  for (const [text, code] of file.first) {
    assert.equal(found(points, String(text), ALIASES)[0] ?? null, code, String(text));
  }
  for (const [text, codes] of file.has) {
    assert.deepEqual([...found(points, String(text), ALIASES)].sort(), [...codes].sort(), String(text));
  }
});

Deno.test("filters narrow the search and an empty search finds all", () => {
  const none = { find: "", channel: "", region: "", used: "" };
  assert.equal(listed(points, none, ALIASES).length, points.length);
  const bladder = listed(points, { ...none, channel: "Bladder" }, ALIASES);
  assert.ok(bladder.length > 5 && bladder.every((code) => byCode[code].channel === "Bladder"));
  assert.deepEqual(listed(points, { ...none, find: "bl23", channel: "Kidney" }, ALIASES), []);
});

Deno.test("every place lies on its view, and every point that is drawn can be seen somewhere", () => {
  for (const point of points) {
    for (const { view, x, y } of point.places) {
      assert.ok(
        inside({ x, y }, VIEWS.find(({ name }) => name === view)?.viewBox ?? [0, 0, 0, 0]),
        `${point.code} on ${view}`,
      );
    }
    assert.equal(viewsOf(point).length > 0, point.places.length > 0);
  }
});

Deno.test("labels never overlap, stay on the stage and keep the order of their points, at every zoom", () => {
  for (const view of VIEWS) {
    for (const zoom of ZOOMS) {
      for (const centre of [centreOf(view.viewBox), { x: 0, y: 0 }, { x: 999, y: 999 }]) {
        const shown = windowOf(view.viewBox, zoom, centre);
        const kept = drawnIn(points, view.name)
          .map((one) => ({ ...one, spots: one.spots.filter((spot) => inside(spot, shown)) })).filter(({ spots }) =>
            spots.length
          );
        const size = { ...stage, height: Math.max(300, heightFor(kept.length)) }, { toPx } = fit(shown, size);
        const labels = callouts(kept.map((one) => ({ ...one, spots: one.spots.map(toPx) })), size);
        assert.equal(labels.length, kept.length);
        for (const side of ["left", "right"]) {
          const own = labels.filter((one) => one.side === side).sort((one, two) => one.at - two.at);
          own.forEach((one, index) => {
            assert.ok(
              one.at >= ROW / 2 - 1e-6 && one.at <= size.height - ROW / 2 + 1e-6,
              `${view.name} ${zoom} ${one.code}`,
            );
            if (index) assert.ok(one.at - own[index - 1].at >= ROW - 1e-6, `${view.name} ${zoom} ${one.code}`);
            if (index) assert.ok(one.spot.y >= own[index - 1].spot.y - 1e-6);
            assert.match(leader(one, size), /^M[\d.-]+ [\d.-]+H[\d.-]+L[\d.-]+ [\d.-]+$/);
          });
        }
      }
    }
  }
});

Deno.test("a label alone stands beside its point", () => {
  const [one] = callouts([{ code: "A", spots: [{ x: 300, y: 200 }] }], stage);
  assert.deepEqual([one.at, one.side], [200, "right"]);
});

Deno.test("the window never leaves the picture, and px and units are one another's way back", () => {
  for (const { viewBox } of VIEWS) {
    for (const zoom of ZOOMS) {
      let shown = windowOf(viewBox, zoom, centreOf(viewBox));
      for (let step = 0; step < 20; step++) shown = windowOf(viewBox, zoom, moved(shown, 1, -1));
      assert.ok(shown[0] >= viewBox[0] - 1e-9 && shown[0] + shown[2] <= viewBox[0] + viewBox[2] + 1e-9);
      assert.ok(Math.abs(shown[1] - viewBox[1]) < 1e-9);
      const { toPx, toUnits } = fit(shown, stage),
        spot = { x: shown[0] + 3, y: shown[1] + 4 },
        back = toUnits(toPx(spot));
      assert.ok(Math.hypot(back.x - spot.x, back.y - spot.y) < 1e-9);
    }
  }
});

Deno.test("a click takes the nearest point within reach, and none beyond", () => {
  const drawn = [{ code: "A", spots: [{ x: 0, y: 0 }] }, { code: "B", spots: [{ x: 10, y: 0 }, { x: 90, y: 0 }] }];
  assert.equal(nearest(drawn, { x: 6, y: 0 }, 24), "B");
  assert.equal(nearest(drawn, { x: 70, y: 0 }, 24), "B");
  assert.equal(nearest(drawn, { x: 45, y: 0 }, 24), "");
  assert.equal(nearest([], { x: 0, y: 0 }, 24), "");
});

Deno.test("the place of a point is right, on either side, and its neighbour's place is not", () => {
  for (const point of points.filter(hasPlace)) {
    for (const { name } of viewsOf(point)) {
      for (const spot of spotsOf(point, name)) {
        const verdict = judgePlace(points, point.code, name, spot);
        assert.ok(verdict.right, `${point.code} on ${name}: ${verdict.words}`);
      }
      const others = points.filter((one) => one.code !== point.code && hasPlace(one) && spotsOf(one, name).length);
      for (const other of others) {
        const apart = spotsOf(other, name).every((one) =>
          spotsOf(point, name).every((two) => Math.hypot(one.x - two.x, one.y - two.y) > 0.5)
        );
        const verdict = judgePlace(points, point.code, name, spotsOf(other, name)[0]);
        assert.ok(!verdict.right || !apart, `${other.code} for ${point.code} on ${name}`);
      }
    }
  }
});

Deno.test("feedback names region, distance and way", () => {
  const bl23 = spotsOf(byCode.BL23, "back")[0];
  const far = judgePlace(points, "BL23", "back", { x: 40, y: 720 }).words;
  assert.match(far, /^Not there\. Your mark lies in another region \(\w+\); the point lies here: low back\./);
  assert.match(far, /BL23 lies higher and a little nearer to the midline than your mark\./);
  const close = judgePlace(points, "BL23", "back", { x: bl23.x + 50, y: bl23.y }).words;
  assert.match(close, /^Close\. The region is right: low back\. BL23 lies nearer to the midline than your mark\./);
  const near = judgePlace(points, "BL23", "back", spotsOf(byCode.BL52, "back")[0]).words;
  assert.match(near, /^Very near, but BL52 lies nearer to your mark\./);
  assert.match(judgePlace(points, "BL23", "hand", { x: 0, y: 0 }).words, /not drawn on this picture/);
});

Deno.test("right is two cun at most, and says how near; a lettered place is called by its letter", () => {
  for (const { name, viewBox } of VIEWS) {
    if (["front", "back", "side"].includes(name)) assert.ok(reachOf(name) <= 0.02 * viewBox[3] + 1e-9);
    assert.match(cunWithin(name, reachOf(name)), name === "foot" ? /^$/ : /^within (one|two) cun$/);
  }
  const bl40 = spotsOf(byCode.BL40, "back")[0];
  const right = (/** @type {number} */ by) => judgePlace(points, "BL40", "back", { x: bl40.x, y: bl40.y - by });
  assert.equal(right(2).words, "Right: no other point of this picture lies nearer, and you are within one cun.");
  assert.equal(right(15).words, "Right: no other point of this picture lies nearer, and you are within two cun.");
  assert.match(right(20).words, /^Close\./);
  const [bl23, bl52] = [byCode.BL23, byCode.BL52].map((one) => spotsOf(one, "back")[0]);
  assert.equal(judgePlace(points, "BL23", "back", bl23, "Place A").words, "Right: Place A.");
  const wrong = judgePlace(points, "BL23", "back", bl52, "Place A").words;
  assert.match(wrong, /^No, not Place A: that is BL52\. .* than Place A\.$/);
  assert.doesNotMatch(wrong, /your mark/i);
});

Deno.test("ways are told from the reader's mark, out and in by the midline", () => {
  assert.equal(direction(points, "GV4", "back", { x: 0, y: 265 }), "");
  assert.match(direction(points, "GV4", "back", { x: 100, y: 265 }), /^nearer to the midline than$/);
  assert.match(direction(points, "GV4", "back", { x: -100, y: 265 }), /^nearer to the midline than$/);
  assert.match(direction(points, "BL54", "back", { x: 0, y: 100 }), /^lower and a little further out than$/);
  assert.match(direction(points, "LI4", "hand", { x: 100, y: 102 }), /^further left than$/);
  assert.ok(isPaired(points, "back") && !isPaired(points, "hand"));
});

Deno.test("a wrong name is told apart from the right one", () => {
  assert.match(judgeName(points, "BL23", "back", "BL23").words, /^Right: this is BL23 Shènshù 肾俞\.$/);
  const wrong = judgeName(points, "BL23", "back", "BL40");
  assert.ok(!wrong.right);
  assert.match(
    wrong.words,
    /^No, not BL40\. BL40 lies in another region \(knee\); this place lies here: low back\. The marked place lies higher/,
  );
});

Deno.test("choices hold the asked point once, its neighbours, and are the same for the same seed", () => {
  for (const seed of [1, 2, 3]) {
    const five = choices(points, "BL23", "back", seed);
    assert.equal(new Set(five).size, 5);
    assert.ok(five.includes("BL23") && five.every((code) => spotsOf(byCode[code], "back").length));
    assert.deepEqual(five, choices(points, "BL23", "back", seed));
  }
  assert.deepEqual(choices(points, "BL23", "hand", 1), ["BL23"]);
});

Deno.test("only points with a fixed place are asked for, each once, open ones first", () => {
  const codes = points.map(({ code }) => code), order = questions(points, codes, 7, "find");
  assert.deepEqual([...order].sort(), points.filter(hasPlace).map(({ code }) => code).sort());
  assert.ok(!order.includes("ASHI") && !order.includes("SP10"));
  assert.equal(nextOf(["A", "B", "C"], "A", "find", {}), "B");
  assert.equal(nextOf(["A", "B", "C"], "A", "find", { "find:B": { right: true } }), "C");
  assert.equal(nextOf(["A", "B", "C"], "C", "find", { "find:A": { right: false } }), "A");
  assert.equal(nextOf(["A", "B"], "A", "find", { "find:A": { right: true }, "find:B": { right: true } }), "B");
  assert.equal(nextOf(["A"], "A", "find", {}), "A");
  assert.equal(nextOf([], "", "find", {}), "");
});

Deno.test("a mark is told in words for those who do not see it", () => {
  assert.match(
    markSays("back", { x: 0, y: 263 }),
    /^Marker \d+\u2009% down and 50\u2009% across the picture, region: low back, nearest landmark: L2\.$/,
  );
  assert.equal(regionAt("back", { x: 170, y: 0 }), "");
});

Deno.test("the number found is said, and that use is no effect", () => {
  assert.equal(foundSays(46, 46, { find: "", used: "" }, false), "");
  assert.match(
    foundSays(20, 46, { find: "", used: "low back" }, false),
    /^20 of 46 points\. .*not the same as working/,
  );
  assert.equal(
    foundSays(1, 46, { find: "gb21", used: "" }, false, byCode.GB21),
    "1 of 46 points: GB21 Jiānjǐng 肩井. Care: lung, pregnancy.",
  );
  assert.match(foundSays(0, 46, { find: "zzz", used: "" }, false), /^No point fits “zzz”/);
});

Deno.test("a link to the explorer asks what the explorer knows", () => {
  assert.equal(fragment("neck pain", "1-5-weeks").split("&")[0], "explorer?condition=neck+pain");
});
