// Writes widgets/point_map/figures.svg, the front and the back with their points for pages without a script; a test keeps
// it in step. First make_point_map_points.py, then: deno run --allow-write=widgets/point_map tests/widgets/make_point_figures.js
import { asText, part } from "../../widgets/_shared/tree.js";
import { body, dot, dotSize, inset } from "../../widgets/point_map/drawing.js";
import { callouts, fit, leader } from "../../widgets/point_map/layout.js";
import { drawnIn, hasPlace, viewOf } from "../../widgets/point_map/places.js";
import known from "./point_map_points.json" with { type: "json" };

/** @typedef {import("../../widgets/_shared/tree.js").Tree} Tree */
/** @typedef {import("../../widgets/point_map/point_map.js").Point} Point */

const STAGE = { width: 440, height: 760, column: 84 };
const TALL = 790;
const all = /** @type {Point[]} */ (known.points).filter(hasPlace);

/** One view with its points named. @param {string} name @param {number} left @returns {Tree} */
function plate(name, left) {
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
  const width = 2 * STAGE.width;
  const label =
    "A body from the front and from behind, with the approximate places of points and their codes. The table below tells each place in words.";
  return asText(part(
    "svg",
    { class: "points", viewBox: `0 0 ${width} ${TALL}`, role: "img", "aria-label": label },
    plate("front", 0),
    plate("back", STAGE.width),
  )) + "\n";
}

if (import.meta.main) Deno.writeTextFileSync("widgets/point_map/figures.svg", figures());
