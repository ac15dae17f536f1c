// SpineAtlas: a spine drawn by functions; what each cause changes in it, what is known of it, and what scans show.
import { element } from "../_shared/dom.js";
import { chooser, narrowed, partSays } from "./chooser.js";
import { regionOf } from "./changes.js";
import { FELT, nearBy, pictureSays, sliderSays, spine } from "./pictures.js";
import { limbOf } from "./limbs.js";
import { scanPart } from "./scan.js";
import { flagsLink, fold, signsFirst, told } from "./told.js";

/** @typedef {{get: (name: string) => any, set: (name: string, value: unknown) => void, save_changes: () => void, on: (name: string, f: () => void) => void, off: (name: string, f: () => void) => void}} Model */
/**
 * @typedef {object} Cause
 * @property {string} id @property {string} name @property {string} title @property {string} kind @property {string} what
 * @property {string} where @property {string[]} regions @property {string} symptoms @property {string} share
 * @property {string} course @property {string} link @property {string} care @property {string} tradition @property {string[]} parts
 * @property {string} drawn @property {string} reached @property {string} slider @property {boolean} pictured @property {string[]} flags
 * @property {boolean} urgent @property {string} in_articles @property {string} checked @property {string[]} sources
 * @property {{id: string, claim: string, verdict: string, why: string}[]} claims
 */

const WHAT =
  "Choose a cause from the list, by a part of the picture, or by a symptom. The atlas shows what it changes; it cannot tell what you have.";
const SCHEMATIC = "Schematic: drawn by rule from typical shapes, not from anyone’s scan. Discs are drawn cut open.";
const LAYERS = ["bones", "discs", "nerves", "ligaments", "muscles"];
const CAUSE_EVENTS = ["cause", "find", "region", "amount"];
const NARROW = "(max-width: 700px)"; // there the changed picture stands first, with names, and less stands open
const WAIT = 250; // milliseconds without a change before a sentence is said
let instances = 0;

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  const prefix = `pbp-atlas-${++instances}`;
  const press = (/** @type {Record<string, unknown>} */ changes) => {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.save_changes();
  };
  const choose = chooser(model, prefix, press), scan = scanPart(model, prefix, press);
  const parts = partsOf(model, prefix, press), places = frame(prefix, choose.node, parts, scan.node);
  const media = matchMedia(NARROW), show = atlasOf(model, places, choose, parts, media);
  media.addEventListener("change", show);
  const stop = [
    () => media.removeEventListener("change", show),
    follow(model, CAUSE_EVENTS, show),
    follow(model, ["age"], scan.show),
    follow(model, ["layers"], () => showLayers(model, places.root, parts)),
  ];
  places.root.addEventListener("click", (event) => pointed(model, /** @type {Element} */ (event.target), press));
  el.replaceChildren(places.root);
  return () => stop.forEach((one) => one());
}

/** Run now, and once after one or more of these traits have changed. @param {Model} model @param {string[]} names @param {() => void} refresh */
function follow(model, names, refresh) {
  let waiting = false, over = false;
  const run = () => {
    waiting = false;
    if (!over) refresh();
  };
  const soon = () => {
    if (!waiting) queueMicrotask(run);
    waiting = true;
  };
  const events = names.map((name) => `change:${name}`);
  events.forEach((event) => model.on(event, soon));
  refresh();
  return () => {
    over = true;
    events.forEach((event) => model.off(event, soon));
  };
}

/** @param {Model} model @returns {Cause | undefined} */
const causeOf = (model) => model.get("causes").find((/** @type {Cause} */ one) => one.name === model.get("cause"));

/** Everything that follows from the cause, the search, the region and the slider. @param {Model} model @param {ReturnType<typeof frame>} places @param {ReturnType<typeof chooser>} choose @param {ReturnType<typeof partsOf>} parts @param {MediaQueryList} media */
function atlasOf(model, places, choose, parts, media) {
  let timer = 0, shown = "\u0000", was = !media.matches;
  return () => {
    const cause = causeOf(model), wanted = model.get("region"), amount = model.get("amount"), find = model.get("find");
    const narrow = media.matches;
    const finder = model.get("finders").find((/** @type {{id: string}} */ one) => one.id === find);
    const ids = [...new Set([...(cause?.flags ?? []), ...(finder?.flags ?? [])])];
    choose.show(ids.length);
    const now = JSON.stringify([cause?.name, find, narrow]);
    if (narrow !== was) places.folds.forEach((one) => one.open = !narrow);
    was = narrow;
    if (now !== shown) {
      places.signs.replaceChildren(...signsFirst(model.get("flags"), ids, Boolean(cause?.urgent), narrow));
      places.about.replaceChildren(...aboutOf(cause));
      places.told.replaceChildren(...(cause ? told(cause) : []));
      places.told.hidden = !cause;
    }
    const region = regionOf(cause, wanted);
    places.spine.replaceChildren(spine(cause, region, amount));
    places.near.replaceChildren(...nearBy(cause, wanted, amount, narrow));
    places.near.dataset.cards = cause?.pictured && !narrow ? (limbOf(cause.id) ? "three" : "two") : "named";
    places.root.dataset.find = find;
    places.root.dataset.narrow = String(narrow);
    parts.show(cause, region, amount, find);
    places.felt.textContent = cause && limbOf(cause.id) ? FELT : "";
    const says = pictureSays(cause, wanted, amount);
    clearTimeout(timer);
    timer = setTimeout(() => places.says.textContent = says, shown === "\u0000" ? 0 : WAIT);
    shown = now;
  };
}

/** The name of the cause, and what it is in a sentence. @param {Cause | undefined} cause */
function aboutOf(cause) {
  if (!cause) return [];
  const what = cause.what ? [element("p", { "data-field": "what" }, `${cause.what}.`)] : [];
  return [element("h4", { "data-field": "cause", "data-value": cause.name }, cause.title), ...what];
}

/** Buttons of the parts, the slider, region and layers. @param {Model} model @param {string} prefix @param {(changes: Record<string, unknown>) => void} press */
function partsOf(model, prefix, press) {
  const finders = /** @type {import("./chooser.js").Finder[]} */ (model.get("finders")).filter((one) =>
    one.group === "Part"
  );
  const buttons = finders.map((one) => {
    const button = element("button", {
      type: "button",
      class: "part-button",
      "data-find": one.id,
      "aria-pressed": "false",
    }, one.label);
    button.addEventListener("click", () => press(narrowed(model, model.get("find") === one.id ? "" : one.id)));
    return button;
  });
  const answer = element("p", { class: "note", "data-field": "part" });
  const toList = element("a", { href: `#${prefix}-cause` }, "To the list");
  const said = (/** @type {string} */ find) => {
    const finder = finders.find((one) => one.id === find);
    answer.replaceChildren(...(finder ? [partSays(finder, model.get("causes")), toList] : []));
  };
  const slider = element("input", { type: "range", id: `${prefix}-amount`, min: 0, max: 100, step: 5 });
  slider.addEventListener("input", () => press({ amount: Number(slider.value) }));
  const label = element("label", { for: `${prefix}-amount` }),
    shown = element("output", { for: `${prefix}-amount`, "data-field": "amount" });
  const amountRow = element("div", { class: "amount" }, label, slider, shown);
  const regions = [["lumbar", "Low back"], ["cervical", "Neck"]].map(([value, text]) => {
    const input = element("input", { type: "radio", name: `${prefix}-region`, value });
    input.addEventListener("change", () => press({ region: value }));
    return element("label", { class: "choice" }, input, text);
  });
  const layers = LAYERS.map((name) => {
    const input = element("input", { type: "checkbox", value: name });
    input.addEventListener(
      "change",
      () => press({ layers: LAYERS.filter((one) => one === name ? input.checked : model.get("layers").includes(one)) }),
    );
    return element("label", { class: "choice" }, input, name[0].toUpperCase() + name.slice(1));
  });
  return { buttons, answer, amountRow, regions, layers, show: showParts(buttons, amountRow, regions, said) };
}

/** @param {HTMLButtonElement[]} buttons @param {HTMLElement} row @param {HTMLLabelElement[]} regions @param {(find: string) => void} said */
function showParts(buttons, row, regions, said) {
  return (
    /** @type {Cause | undefined} */ cause,
    /** @type {string} */ region,
    /** @type {number} */ amount,
    /** @type {string} */ find,
  ) => {
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.find === find)));
    said(find);
    row.hidden = !cause?.slider;
    const [label, slider, shown] =
      /** @type {[HTMLElement, HTMLInputElement, HTMLOutputElement]} */ ([...row.children]);
    slider.value = String(amount);
    label.textContent = cause?.slider ?? "";
    shown.textContent = cause?.slider ? sliderSays(cause, amount) : "";
    shown.dataset.value = String(amount);
    slider.setAttribute("aria-valuetext", shown.textContent);
    regions.forEach((one) => {
      const input = /** @type {HTMLInputElement} */ (one.querySelector("input"));
      input.checked = input.value === region;
      input.disabled = Boolean(cause?.pictured && !cause.regions.includes(input.value));
    });
  };
}

/** @param {Model} model @param {HTMLElement} root @param {ReturnType<typeof partsOf>} parts */
function showLayers(model, root, parts) {
  const wanted = model.get("layers");
  for (const name of LAYERS) root.classList.toggle(`no-${name}`, !wanted.includes(name));
  parts.layers.forEach((one) => {
    const input = /** @type {HTMLInputElement} */ (one.querySelector("input"));
    input.checked = wanted.includes(input.value);
  });
}

/** A click into a picture: the part or the region that was hit. @param {Model} model @param {Element} target @param {(changes: Record<string, unknown>) => void} press */
function pointed(model, target, press) {
  const hit = target.closest("svg.atlas [data-region], svg.atlas [data-part]");
  if (!(hit instanceof SVGElement)) return;
  const { region, part } = hit.dataset;
  const find = region ? (region === "sacral" ? "region:lumbar" : `region:${region}`) : `part:${part}`;
  const look = region === "cervical" || region === "lumbar" ? { region } : {};
  press({ ...narrowed(model, model.get("find") === find ? "" : find), ...look });
}

/** Everything around what changes. @param {string} prefix @param {HTMLElement} choose @param {ReturnType<typeof partsOf>} parts @param {HTMLElement} scan */
function frame(prefix, choose, parts, scan) {
  const box = (/** @type {string} */ name) => element("div", { class: name });
  const [spinePlace, near, signs, about, toldPlace] = ["spine", "near", "signs", "about", "told"].map(box);
  const group = (/** @type {string} */ name, /** @type {HTMLElement[]} */ inner) =>
    element("fieldset", { class: "pick" }, element("legend", {}, name), ...inner);
  const where = fold("Where in the spine?", true, [spinePlace], "where");
  const layers = fold("Layers of the drawing", true, [group("Show", parts.layers)], "layers-fold");
  const says = element("p", { class: "says", role: "status", "data-field": "says" });
  const felt = element("p", { class: "limits", "data-field": "felt" });
  const root = element(
    "section",
    { class: "pbp-atlas", "data-widget": "spine_atlas", "aria-labelledby": `${prefix}-title` },
    element("h3", { id: `${prefix}-title` }, "Spine atlas"),
    element("p", { class: "what" }, WHAT),
    element("p", { class: "before" }, "Red flags come first. ", flagsLink()),
    choose,
    signs,
    element(
      "div",
      { class: "sheet" },
      where,
      element(
        "div",
        { class: "main", id: `${prefix}-picture` },
        about,
        element("div", { class: "settings" }, group("Look at", parts.regions)),
        parts.amountRow,
        says,
        near,
        felt,
        layers,
        group("Which causes touch this part?", parts.buttons),
        parts.answer,
        element("p", { class: "limits" }, SCHEMATIC),
      ),
    ),
    toldPlace,
    scan,
  );
  return { root, spine: spinePlace, near, signs, about, told: toldPlace, says, felt, folds: [where, layers] };
}

export default { render };
