// Writes widgets/point_map/figures.svg, the front and the back with their points for pages without a script; a test
// keeps it in step with data/point_places.csv. deno run --allow-read=data --allow-write=widgets/point_map tests/widgets/make_point_figures.js
import { asText, part } from "../../widgets/_shared/tree.js";
import { body, dot, dotSize, inset } from "../../widgets/point_map/drawing.js";
import { callouts, fit, leader } from "../../widgets/point_map/layout.js";
import { drawnIn, viewOf } from "../../widgets/point_map/places.js";

/** @typedef {import("../../widgets/_shared/tree.js").Tree} Tree */
/** @typedef {import("../../widgets/point_map/point_map.js").Point} Point */

const STAGE = { width: 440, height: 760, column: 84 };
const TALL = 790;

/** The cells that come before any text with commas in it. @param {string} table @param {string[]} columns @returns {Record<string, string>[]} */
function rows(table, columns) {
  const [head, ...lines] = Deno.readTextFileSync(`data/${table}.csv`).trimEnd().split("\n").map((line) =>
    line.split(",")
  );
  return lines.map((cells) => Object.fromEntries(columns.map((name) => [name, cells[head.indexOf(name)]])));
}

/** @returns {Point[]} */
function points() {
  const places = rows("point_places", ["point_code", "view", "side", "x", "y", "how"]);
  return [...new Set(places.map((one) => one.point_code))].map((code) => /** @type {any} */ ({
    code,
    places: places.filter((one) => one.point_code === code && one.how !== "example")
      .map(({ view, side, x, y }) => ({ view, side, x: Number(x), y: Number(y) })),
  }));
}

/** One view with its points named. @param {Point[]} all @param {string} name @param {number} left @returns {Tree} */
function plate(all, name, left) {
  const view = viewOf(name), { frame, scale, toPx } = fit(view.viewBox, STAGE);
  const drawn = drawnIn(all, name).map((one) => ({ ...one, spots: one.spots.map(toPx) }));
  const labels = callouts(drawn, STAGE);
  return part(
    "g",
    { "data-view": name, transform: `translate(${left} 26)` },
    part("text", { class: "place", x: STAGE.width / 2, y: -8, "text-anchor": "middle" }, view.title),
    inset(view.viewBox, frame, ...body(view)),
    ...labels.map((one) => part("path", { class: "leader", d: leader(one, STAGE) })),
    ...drawn.flatMap(({ code, spots }) =>
      spots.map((spot) => dot(spot, code, spot.other ? "other" : "", dotSize(scale)))
    ),
    ...labels.map((one) =>
      part("text", {
        x: one.side === "left" ? STAGE.column - 5 : STAGE.width - STAGE.column + 5,
        y: Math.round(one.at + 5),
        "text-anchor": one.side === "left" ? "end" : "start",
      }, one.code)
    ),
  );
}

export function figures() {
  const all = points(), width = 2 * STAGE.width;
  const label =
    "A body from the front and from behind, with the approximate places of points and their codes. The table below tells each place in words.";
  return asText(part(
    "svg",
    { class: "points", viewBox: `0 0 ${width} ${TALL}`, role: "img", "aria-label": label },
    plate(all, "front", 0),
    plate(all, "back", STAGE.width),
  )) + "\n";
}

if (import.meta.main) Deno.writeTextFileSync("widgets/point_map/figures.svg", figures());
