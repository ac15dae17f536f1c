// Writes widgets/spine_atlas/healthy.svg, the healthy picture for pages without a script; a test keeps it in step.
// deno run --allow-write=widgets/spine_atlas tests/widgets/make_healthy_spine.js
import { asText, part } from "../../widgets/_shared/tree.js";
import { abovePlate, sidePlate, wholePlate } from "../../widgets/spine_atlas/plates.js";

/** @param {import("../../widgets/spine_atlas/plates.js").Plate} plate @param {number[]} place x, y, width, height @param {string} [name] */
function inner(plate, [x, y, width, height], name = "") {
  return part(
    "svg",
    { class: `atlas ${name}`.trim(), x, y, width, height, viewBox: plate.box, preserveAspectRatio: "xMidYMid meet" },
    ...plate.tree.filter(isSeen),
  );
}

/** @param {import("../../widgets/spine_atlas/path.js").Tree} tree */
const isSeen = (tree) => tree.attributes.class !== "spot";

export function healthy() {
  const [all, side, above] = [wholePlate("lumbar"), sidePlate("lumbar", {}, true), abovePlate("lumbar", {}, true)];
  const label = [all, side, above].map((plate) => plate.label).join(". ");
  return asText(part(
    "svg",
    { class: "atlas", viewBox: "0 0 600 640", role: "img", "aria-label": `A healthy spine. ${label}. Schematic.` },
    inner(all, [0, 0, 170, 640], "whole"),
    inner(side, [180, 30, 420, 250]),
    inner(above, [180, 320, 420, 250]),
  )) + "\n";
}

if (import.meta.main) Deno.writeTextFileSync("widgets/spine_atlas/healthy.svg", healthy());
