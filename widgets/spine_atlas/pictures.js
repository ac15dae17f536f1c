// The atlas's pictures on the page: the whole spine, the healthy segment, and beside it what a cause changes.
import { element, shape } from "../_shared/dom.js";
import { asNode } from "../_shared/tree.js";
import { changeOf, LEVELS, regionOf, slipOf } from "./changes.js";
import { limbOf } from "./limbs.js";
import { abovePlate, sidePlate, wholePlate } from "./plates.js";

/** @typedef {import("./path.js").Tree} Tree */
/** @typedef {import("./plates.js").Plate} Plate */
/** @typedef {import("./spine_atlas.js").Cause} Cause */

/** @type {Record<string, string>} */
const REGIONS = { lumbar: "low back", cervical: "neck" };

/** @param {Plate} plate @param {string} name */
export function picture(plate, name) {
  return shape(
    "svg",
    { class: `atlas ${name}`, viewBox: plate.box, role: "img", "aria-label": plate.label },
    ...plate.tree.map(asNode),
  );
}

/** @param {string} title @param {string} name @param {...Node} inner */
const card = (title, name, ...inner) =>
  element("figure", { class: `plate ${name}` }, element("figcaption", {}, title), ...inner);

/** The whole spine. @param {Cause | undefined} cause @param {string} region @param {number} amount */
export function spine(cause, region, amount) {
  return picture(wholePlate(region, changeOf(cause?.id ?? "", region, amount)), "whole");
}

/** The pictures near by: healthy with names, or healthy beside changed. @param {Cause | undefined} cause @param {string} wanted @param {number} amount @returns {Node[]} */
export function nearBy(cause, wanted, amount) {
  const region = regionOf(cause, wanted);
  if (!cause?.pictured) {
    return [
      card("Healthy, from the side", "named", picture(sidePlate(region, {}, true), "side")),
      card("Healthy, from above", "named", picture(abovePlate(region, {}, true), "above")),
    ];
  }
  const change = changeOf(cause.id, region, amount), limb = limbOf(cause.id);
  const changed = (/** @type {Plate} */ plate) => ({ ...plate, label: `${plate.label}. ${cause.drawn}.` });
  const cards = [
    card("Healthy", "", picture(sidePlate(region), "side"), picture(abovePlate(region), "above")),
    card(
      cause.title,
      "now",
      picture(changed(sidePlate(region, change)), "side"),
      picture(changed(abovePlate(region, change)), "above"),
    ),
  ];
  if (limb) cards.push(card("Where it is felt", "felt", picture(limb, "limb")));
  return cards;
}

/** What the pictures show, in words. @param {Cause | undefined} cause @param {string} wanted @param {number} amount */
export function pictureSays(cause, wanted, amount) {
  const region = regionOf(cause, wanted), where = `${LEVELS[region].join(" and ")}, in the ${REGIONS[region]}`;
  if (!cause) return `A healthy spine, and near by its levels ${where}. Choose a cause to see what it changes.`;
  if (!cause.pictured) return `${cause.title}. ${cause.drawn}.`;
  return `${cause.title}, drawn at ${where}${amountSays(cause, amount)}. ${cause.drawn}.`;
}

/** @param {Cause} cause @param {number} amount */
function amountSays(cause, amount) {
  if (!cause.slider) return "";
  if (amount === 0) return ", at its start: as in the healthy picture";
  return `, ${sliderSays(cause, amount)}`;
}

/** The slider's value: a slip in percent of a vertebra, all else as a share of what the drawing can show. @param {Cause} cause @param {number} amount */
export function sliderSays(cause, amount) {
  return cause.id === "C05" ? `${100 * slipOf(amount / 100)}\u2009% of the vertebra below` : `step ${amount} of 100`;
}

/** Beside a limb: what is drawn there and what our data do not say. */
export const FELT =
  "The line and the strip are drawn after the symptoms in our data. Which strip of skin (dermatome) belongs to which root, our data do not say; so no root is named here.";
