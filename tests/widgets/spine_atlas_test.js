// The atlas's geometry: a spine that curves and grows as spines do, and changes that do what they say.
import assert from "node:assert/strict";
import { BUILDS, discEdge } from "../../widgets/spine_atlas/above_build.js";
import { changeOf, regionOf, slipOf } from "../../widgets/spine_atlas/changes.js";
import { foundSays } from "../../widgets/spine_atlas/chooser.js";
import { limbOf } from "../../widgets/spine_atlas/limbs.js";
import { abovePlate, sidePlate, wholePlate } from "../../widgets/spine_atlas/plates.js";
import { pictureSays, sliderSays } from "../../widgets/spine_atlas/pictures.js";
import { asText } from "../../widgets/_shared/tree.js";
import { smooth } from "../../widgets/spine_atlas/path.js";
import { kindSays, limitSays, placeOf, scanSays } from "../../widgets/spine_atlas/scan.js";
import { column } from "../../widgets/spine_atlas/spine.js";
import { print } from "../../widgets/_shared/print.js";
import file from "./spine_atlas_cases.json" with { type: "json" };

/** @typedef {import("../../widgets/spine_atlas/path.js").Tree} Tree */

const drawn = /** @type {[string, string[]][]} */ (Object.entries(file.drawn));
const whole = column();
const byName = Object.fromEntries(whole.map((level) => [level.name, level]));

/** Where a level's face lies, worked out apart from the code under test. @param {any} level @param {number} x @param {number} y */
function spot(level, x, y) {
  const turn = level.angle / 180 * Math.PI;
  return [level.x + x * Math.cos(turn) + y * Math.sin(turn), level.y - x * Math.sin(turn) + y * Math.cos(turn)];
}

/** The points that path data of smooth() goes through. @param {string} d */
function pointsOf(d) {
  const numbers = (d.match(/-?(\d+\.\d+|\.\d+|\d+)/g) ?? []).map(Number);
  let at = numbers.slice(0, 2);
  const points = [at];
  for (let index = 2, size = 6; index < numbers.length; index += size, size = 4) {
    if (index > 2) size = 4;
    at = [at[0] + numbers[index + size - 2], at[1] + numbers[index + size - 1]];
    points.push(at);
  }
  return points;
}

/** Every node of a tree. @param {Tree[]} trees @returns {Tree[]} */
const all = (trees) =>
  trees.flatMap((
    tree,
  ) => [tree, ...all(/** @type {Tree[]} */ (tree.children.filter((one) => typeof one !== "string")))]);

/** @param {Tree[]} trees @param {string} kind */
const first = (
  trees,
  kind,
) => /** @type {Tree} */ (all(trees).find((one) => String(one.attributes.class).split(" ").includes(kind)));

Deno.test("the levels run from C1 to S1, each above the next", () => {
  assert.equal(whole.length, 25);
  assert.deepEqual([whole[0].name, whole[7].name, whole[19].name, whole[24].name], ["C1", "T1", "L1", "S1"]);
  for (let index = 1; index < 25; index++) assert.ok(whole[index].y > whole[index - 1].y, whole[index].name);
});

Deno.test("neck and low back curve to the front, the upper back to the back", () => {
  const off = (/** @type {string} */ one, /** @type {string} */ from, /** @type {string} */ to) => {
    const [a, b, c] = [from, one, to].map((name) => byName[name]);
    return b.x - (a.x + (c.x - a.x) * (b.y - a.y) / (c.y - a.y)); // the front is at the left
  };
  assert.ok(off("C4", "C2", "T1") < -2, "neck");
  assert.ok(off("T7", "T1", "L1") > 15, "upper back");
  assert.ok(off("L3", "T12", "S1") < -8, "low back");
  assert.ok(Math.abs(byName.C2.x - byName.S1.x) < 60, "head above pelvis");
});

Deno.test("vertebrae grow downwards", () => {
  const sizes = ["C4", "T2", "T8", "T12", "L3"].map((name) => byName[name].tall * byName[name].deep);
  assert.deepEqual(sizes, [...sizes].sort((a, b) => a - b));
});

Deno.test("between two faces lies the disc's own height", () => {
  for (let index = 1; index < 24; index++) {
    const [upper, lower] = [whole[index], whole[index + 1]];
    const [x1, y1] = spot(upper, 0, upper.tall / 2), [x2, y2] = spot(lower, 0, -lower.tall / 2);
    assert.ok(Math.abs(Math.hypot(x2 - x1, y2 - y1) - upper.gap) < 1e-9, upper.name);
  }
});

for (const percent of [10, 50, 100]) {
  Deno.test(`a slip of ${slipOf(percent)} % moves the vertebra by that much of the one below, and nothing below it`, () => {
    const moved = Object.fromEntries(
      column("C1", "S1", changeOf("C05", "lumbar", percent)).map((one) => [one.name, one]),
    );
    const way = [moved.L4.x - byName.L4.x, moved.L4.y - byName.L4.y], turn = byName.L5.angle / 180 * Math.PI;
    const forward = -(way[0] * Math.cos(turn) - way[1] * Math.sin(turn));
    assert.ok(Math.abs(forward / byName.L5.deep - percent / 200) < 1e-9);
    assert.deepEqual([moved.L5, moved.S1].map(({ x, y }) => [x, y]), [byName.L5, byName.S1].map(({ x, y }) => [x, y]));
  });
}

Deno.test("a thinned disc lets all above it sink", () => {
  const thin = column("C1", "S1", changeOf("C08", "lumbar", 100));
  thin.slice(0, 23).forEach((level, index) => assert.ok(level.y > whole[index].y, level.name));
  assert.ok(thin[22].gap < whole[22].gap / 2 && thin[23].gap === whole[23].gap);
});

Deno.test("a herniation comes out further with every step, on one side", () => {
  let before = -Infinity;
  for (const amount of [0, 25, 50, 75, 100]) {
    const edge = discEdge(BUILDS.lumbar, changeOf("C03", "lumbar", amount));
    const right = Math.max(...edge.filter(([x]) => x > 0).map(([, y]) => y));
    const left = Math.max(...edge.filter(([x]) => x < -5).map(([, y]) => y));
    assert.ok(right > before);
    if (amount) assert.ok(right > left);
    before = right;
  }
});

for (const region of ["lumbar", "cervical"]) {
  Deno.test(`the canal narrows with every step: ${region}`, () => {
    const areas = [0, 30, 60, 100].map((amount) => {
      const points = pointsOf(
        String(first(abovePlate(region, changeOf("C04", region, amount)).tree, "sac").attributes.d),
      );
      const sum = points.reduce((area, [x, y], index) => {
        const [nx, ny] = points[(index + 1) % points.length];
        return area + x * ny - nx * y;
      }, 0);
      return Math.abs(sum) / 2;
    });
    assert.deepEqual(areas, [...areas].sort((a, b) => b - a));
    assert.ok(areas[3] < areas[0] / 2);
  });
}

Deno.test("a path goes through its points, and leaves each as it came", () => {
  const points = /** @type {[number, number][]} */ ([[0, 0], [10.04, -3], [12, 8.26], [-4, 9]]);
  const rounded = points.map((point) => point.map((value) => Math.round(value * 10) / 10));
  pointsOf(smooth(points, false)).forEach((point, index) =>
    point.forEach((value, axis) => assert.ok(Math.abs(value - rounded[index][axis]) < 1e-9))
  );
  assert.match(smooth(points), /^M[^c]+c[^s]+s[^a-y]+z$/);
});

for (const [id, regions] of drawn) {
  Deno.test(`${id} is drawn at every step, in ${regions.join(" and ")}`, () => {
    for (const region of regions) {
      for (const amount of [0, 5, 50, 100]) {
        const change = changeOf(id, region, amount);
        const plates = [sidePlate(region, change), abovePlate(region, change), wholePlate(region, change)];
        for (const plate of plates) {
          assert.doesNotMatch(asText({ tag: "svg", attributes: {}, children: plate.tree }), /NaN|Infinity|undefined/);
        }
        const marked = plates.slice(0, 2).some((plate) => first(plate.tree, "changed"));
        const starts = amount === 0 && !file.without_slider.includes(id) && !file.marked_at_the_start.includes(id);
        assert.equal(marked, !starts, `${id} ${region} ${amount}`);
        if (starts) {
          assert.deepEqual(plates[0].tree, sidePlate(region).tree);
          assert.deepEqual(plates[1].tree, abovePlate(region).tree);
        }
      }
    }
  });
}

Deno.test("what is no structure changes nothing", () => {
  for (const id of ["", "C01", "C10", "C14", "C18", "C19", "toString", "constructor"]) {
    assert.deepEqual(changeOf(id, "lumbar", 100), {});
    assert.equal(limbOf(id), undefined);
  }
});

Deno.test("the pictures look where the cause is found", () => {
  assert.equal(regionOf(undefined, "cervical"), "cervical");
  assert.equal(regionOf({ regions: ["lumbar", "cervical"] }, "cervical"), "cervical");
  assert.equal(regionOf({ regions: ["cervical"] }, "lumbar"), "cervical");
  assert.equal(regionOf({ regions: ["thoracic"] }, "lumbar"), "lumbar");
});

Deno.test("every state has words", () => {
  const cause = /** @type {any} */ ({
    id: "C05",
    title: "Slip",
    drawn: "It slips",
    slider: "How far",
    pictured: true,
    regions: ["lumbar"],
  });
  assert.match(pictureSays(undefined, "cervical", 60), /^A healthy spine.*C5 and C6, in the neck/);
  assert.equal(
    pictureSays(cause, "cervical", 60),
    "Slip, drawn at L4 and L5, in the low back, 30\u2009% of the vertebra below. It slips.",
  );
  assert.match(pictureSays(cause, "lumbar", 0), /at its start: as in the healthy picture/);
  assert.equal(sliderSays({ ...cause, id: "C03" }, 35), "step 35 of 100");
  assert.equal(pictureSays({ ...cause, pictured: false }, "lumbar", 60), "Slip. It slips.");
});

Deno.test("what is found is counted, and is no diagnosis", () => {
  const causes = /** @type {any[]} */ (Array(22).fill({}));
  const finder = { id: "symptom:x", group: "Symptom", label: "An ache", flags: [], causes: ["a"] };
  assert.match(
    foundSays(finder, causes),
    /^An ache: 1 of 22 causes in our data names it\. That tells nobody what they have/,
  );
  assert.match(foundSays({ ...finder, group: "Part", causes: ["a", "b"] }, causes), /2 of 22 causes touch this part/);
});

Deno.test("the scans in a sentence; estimates are counted", () => {
  const scan = { finding: "Disc bulge", age: 20, percent: 30, kind: "quoted", note: "", people: 1, says: "" };
  const said = scanSays([scan, { ...scan, finding: "Slip", percent: 3, kind: "estimate" }], 20);
  assert.match(said, /from 3 \(slip\) to 30 \(disc bulge\).*1 of the 2 numbers are estimates/);
  assert.match(scanSays([{ ...scan, kind: "second-hand" }], 70), /All numbers of this age were read second-hand/);
  assert.equal(kindSays({ ...scan, people: 1234 }), "1,234 people scanned");
  assert.equal(
    kindSays({ ...scan, people: null, kind: "second-hand", note: "Read second-hand. And" }),
    "Read second-hand",
  );
  assert.match(kindSays({ ...scan, people: 0, kind: "estimate" }), /nobody of this age was scanned/);
  assert.match(limitSays(60), /up to 50\. For people aged 60, our data hold no such comparison/);
  assert.doesNotMatch(limitSays(50), /no such comparison/);
});

Deno.test("on the axis doubling is always the same way", () => {
  assert.ok(Math.abs(placeOf(4) - placeOf(2) - (placeOf(2) - placeOf(1))) < 1e-9);
  assert.deepEqual([0, 0.5, 64, 900].map(placeOf), [0, 0, 100, 100]);
});

Deno.test("numbers are printed as Python prints them", () => {
  for (const [given, wanted] of file.print) assert.equal(print(given), wanted);
});
