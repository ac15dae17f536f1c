// The picture with its labels: buttons beside it that never overlap, and ways to zoom and move it without a mouse.
import { element, shape } from "../_shared/dom.js";
import { asNode } from "../_shared/tree.js";
import { body, channels, dot, dotSize, inset } from "./drawing.js";
import { callouts, centreOf, fit, heightFor, inside, leader, moved, nearest, windowOf, ZOOMS } from "./layout.js";
import { viewOf } from "./places.js";

/** @typedef {import("./layout.js").Spot} Spot */
/** @typedef {import("./layout.js").Labelled} Labelled */
/** @typedef {import("./layout.js").Callout} Callout */
/** @typedef {import("./layout.js").Box} Box */
/**
 * What the picture shows. `labels`: what stands on the label of each drawn point (text and full name); `kinds`: how its
 * dot looks; `mark`: the reader's own mark, and `marking` whether keys and clicks move it.
 * @typedef {{view: string, drawn: Labelled[], labels: Record<string, {text: string, name: string}>, kinds: Record<string, string>,
 *   chosen: string, channel: string, allChannels: boolean, mark: Spot | null, marking: boolean}} Scene
 */

const REACH = 24; // px within which a click takes the nearest point
const FINE = 0.01, COARSE = 0.05; // of the window: how far a key moves the mark
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const KEYS_LOOK =
  "Keys on the labels: arrows go from one to the next, Shift and arrows move the picture, + and − zoom, 0 shows all.";
const KEYS_MARK = "Keys on the mark: arrows move it (with Shift further), Enter answers, + and − zoom, 0 shows all.";

/** @param {{prefix: string, choose: (code: string) => void, marked: (spot: Spot) => void, answer: () => void}} setting */
export function mapOf(setting) {
  const state = { zoom: 0, centre: /** @type {Spot | null} */ (null), view: "" };
  const stage = element("div", { class: "stage", role: "group" });
  const tools = toolbar((act) => act in ARROWS ? pan(...ARROWS[act]) : zoom(act));
  const note = element("p", { class: "keys", id: `${setting.prefix}-keys` });
  stage.setAttribute("aria-describedby", note.id);
  /** @type {Scene | undefined} */
  let scene;
  /** @type {ReturnType<typeof paint> | undefined} */
  let now;
  const shown = () => {
    const box = viewOf(state.view).viewBox;
    return windowOf(box, ZOOMS[state.zoom], state.centre ?? centreOf(box));
  };
  const redraw = () => {
    if (!scene || !stage.clientWidth) return;
    now = paint(stage, scene, shown(), setting.choose);
    note.textContent = scene.marking ? KEYS_MARK : KEYS_LOOK;
    tools.show(state.zoom);
  };
  const pan = (/** @type {number} */ dx, /** @type {number} */ dy) => {
    state.centre = centreOf(windowOf(viewOf(state.view).viewBox, ZOOMS[state.zoom], moved(shown(), dx, dy)));
    redraw();
  };
  const zoom = (/** @type {string} */ act) => {
    const [x, y] = [scene?.mark, scene && spotOf(scene)];
    if (act === "whole") state.centre = null;
    else if (!state.zoom) state.centre = x ?? y ?? centreOf(shown());
    state.zoom = act === "whole" ? 0 : Math.max(0, Math.min(ZOOMS.length - 1, state.zoom + (act === "in" ? 1 : -1)));
    redraw();
  };
  stage.addEventListener("keydown", (event) => key(event, { scene, shown, pan, zoom, setting, stage }));
  stage.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("button.label") || !scene || !now) return;
    const box = stage.getBoundingClientRect();
    const px = { x: event.clientX - box.left - stage.clientLeft, y: event.clientY - box.top - stage.clientTop };
    if (scene.marking) setting.marked(now.toUnits(px));
    else setting.choose(nearest(now.inView, px, REACH) || scene.chosen);
  });
  const watch = new ResizeObserver(redraw);
  watch.observe(stage);
  return {
    nodes: [tools.node, stage, note],
    stop: () => watch.disconnect(),
    /** @param {Scene} next */
    show: (next) => {
      if (next.view !== state.view) Object.assign(state, { zoom: 0, centre: null, view: next.view });
      scene = next;
      redraw();
    },
  };
}

/** Where the chosen point is. @param {Scene} scene */
const spotOf = (scene) => scene.drawn.find(({ code }) => code === scene.chosen)?.spots[0];

/**
 * @param {KeyboardEvent} event
 * @param {{scene: Scene | undefined, shown: () => Box, pan: (dx: number, dy: number) => void, zoom: (act: string) => void, setting: Parameters<typeof mapOf>[0], stage: HTMLElement}} at
 */
function key(event, { scene, shown, pan, zoom, setting, stage }) {
  if (event.ctrlKey || event.altKey || event.metaKey || !scene) return;
  const act = { "+": "in", "=": "in", "-": "out", "0": "whole" }[event.key], arrow = ARROWS[event.key];
  if (act) zoom(act);
  else if (scene.marking && arrow) setting.marked(stepOf(scene.mark, shown(), arrow, event.shiftKey ? COARSE : FINE));
  else if (scene.marking && event.key === "Enter") setting.answer();
  else if (arrow && event.shiftKey) pan(...arrow);
  else return walk(event, stage);
  event.preventDefault();
}

/** Where a key moves the mark; from the middle of what shows, where there is none in sight. @param {Spot | null} mark @param {Box} shown @param {[number, number]} arrow @param {number} by */
function stepOf(mark, shown, [dx, dy], by) {
  const from = mark && inside(mark, shown) ? mark : centreOf(shown), [x, y, width, height] = shown;
  const size = Math.max(width, height) * by;
  return {
    x: Math.max(x, Math.min(x + width, from.x + dx * size)),
    y: Math.max(y, Math.min(y + height, from.y + dy * size)),
  };
}

/** From label to label by arrow keys: up and down in a column, left and right to the other one. @param {KeyboardEvent} event @param {HTMLElement} stage */
function walk(event, stage) {
  const labels = /** @type {HTMLElement[]} */ ([...stage.querySelectorAll("button")]);
  const here = /** @type {HTMLElement} */ (event.target), side = here.dataset.side;
  const same = labels.filter((one) => one.dataset.side === side),
    other = labels.filter((one) => one.dataset.side !== side);
  const at = same.indexOf(here), top = (/** @type {HTMLElement} */ one) => one.offsetTop;
  const beside = [...other].sort((one, two) => Math.abs(top(one) - top(here)) - Math.abs(top(two) - top(here)))[0];
  const next = {
    ArrowUp: same[at - 1],
    ArrowDown: same[at + 1],
    Home: same[0],
    End: same[same.length - 1],
    ArrowLeft: side === "right" ? beside : undefined,
    ArrowRight: side === "left" ? beside : undefined,
  }[event.key];
  if (!(event.key in ARROWS) && !["Home", "End"].includes(event.key)) return;
  event.preventDefault();
  if (!next) return;
  labels.forEach((one) => one.tabIndex = one === next ? 0 : -1);
  next.focus();
}

/** How large the stage is, and what of the scene stands where on it, in px. @param {Scene} scene @param {Box} shown @param {number} width */
function laidOut(scene, shown, width) {
  const view = viewOf(scene.view);
  const widest = Math.max(3, ...scene.drawn.map(({ code }) => scene.labels[code]?.text.length ?? 0));
  const column = scene.drawn.length ? Math.min(width * 0.24, 22 + widest * 8.5) : 8;
  const kept = scene.drawn.map((one) => ({ ...one, spots: one.spots.filter((spot) => inside(spot, shown)) }))
    .filter(({ spots }) => spots.length);
  const tall = (width - 2 * column) * view.viewBox[3] / view.viewBox[2];
  const size = { width, height: Math.max(Math.min(tall, 640), heightFor(kept.length), 280), column };
  const way = fit(shown, size), inView = kept.map((one) => ({ code: one.code, spots: one.spots.map(way.toPx) }));
  return { view, size, way, inView, labels: callouts(inView.filter(({ code }) => scene.labels[code]), size) };
}

/** Draw it all anew; the focus stays where it was. @param {HTMLElement} stage @param {Scene} scene @param {Box} shown @param {(code: string) => void} choose */
function paint(stage, scene, shown, choose) {
  const { view, size, way, inView, labels } = laidOut(scene, shown, stage.clientWidth);
  const focused = stage.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  const svg = shape("svg", { class: "points", viewBox: `0 0 ${size.width} ${size.height}`, "aria-hidden": "true" });
  const mark = scene.mark && inside(scene.mark, shown) ? way.toPx(scene.mark) : null;
  svg.append(
    asNode(inset(shown, way.frame, ...body(view), ...channels(view, scene.channel, scene.allChannels))),
    ...labels.map((one) =>
      shape("path", { class: one.code === scene.chosen ? "leader chosen" : "leader", d: leader(one, size) })
    ),
    ...inView.flatMap(({ code, spots }) =>
      spots.map((spot) => asNode(dot(spot, code, kindOf(scene, code, spot), dotSize(way.scale))))
    ),
    ...(mark ? [cross(mark)] : []),
  );
  stage.style.height = `${size.height}px`;
  const buttons = labels.map((one) => button(one, scene, size, choose));
  const first = buttons.find((one) => one.dataset.point === scene.chosen) ?? buttons[0];
  if (first) first.tabIndex = 0;
  if (scene.marking) buttons.push(handle(mark, way.toPx(centreOf(shown))));
  stage.replaceChildren(svg, ...buttons);
  const count = `${labels.length} labelled ${labels.length === 1 ? "place" : "places"}`;
  stage.setAttribute("aria-label", scene.marking ? view.title : `${view.title}, ${count}`);
  if (focused) (buttons.find((one) => one.dataset.point === focused.dataset.point) ?? first)?.focus();
  return { inView, toUnits: way.toUnits };
}

/** What keys take hold of to move the mark; dashed in the middle where none is in sight. @param {Spot | null} mark @param {Spot} middle */
function handle(mark, middle) {
  const { x, y } = mark ?? middle;
  return element("button", {
    type: "button",
    class: mark ? "handle placed" : "handle",
    "data-point": "",
    "aria-label": mark
      ? "Your mark. Arrow keys move it, Enter answers"
      : "Put a mark. Arrow keys move it, Enter answers",
    style: `left:${x - 16}px;top:${y - 16}px`,
  });
}

/** @param {Scene} scene @param {string} code @param {Spot} spot */
const kindOf = (scene, code, spot) =>
  [scene.kinds[code] ?? "", code === scene.chosen ? "chosen" : "", spot.other ? "other" : ""].filter(Boolean).join(" ");

/** @param {Callout} one @param {Scene} scene @param {import("./layout.js").Stage} size @param {(code: string) => void} choose */
function button(one, scene, size, choose) {
  const { text, name } = scene.labels[one.code], chosen = one.code === scene.chosen;
  const node = element("button", {
    type: "button",
    class: "label",
    "data-point": one.code,
    "data-side": one.side,
    tabindex: -1,
    "aria-label": name,
    "aria-current": chosen ? "true" : undefined,
    style: `top:${one.at - 13}px;width:${size.column - 4}px;${one.side}:0`,
  }, text);
  node.addEventListener("click", () => choose(one.code));
  return node;
}

/** @param {Spot} spot */
const cross = ({ x, y }) =>
  shape("path", {
    class: "mark",
    d: `M${x - 11} ${y}h22M${x} ${y - 11}v22M${x - 6} ${y}a6 6 0 1 0 12 0a6 6 0 1 0-12 0`,
  });

/** @param {(act: string) => void} press */
function toolbar(press) {
  const acts = [
    ["in", "+", "Zoom in"],
    ["out", "−", "Zoom out"],
    ["whole", "Whole", "Whole picture"],
    ["ArrowLeft", "←", "Move left"],
    ["ArrowUp", "↑", "Move up"],
    ["ArrowDown", "↓", "Move down"],
    ["ArrowRight", "→", "Move right"],
  ];
  const buttons = acts.map(([act, text, name]) => {
    const node = element("button", { type: "button", "data-act": act, "aria-label": name }, text);
    node.addEventListener("click", () => press(act));
    return node;
  });
  const level = element("span", { class: "level", "data-field": "zoom" });
  return {
    node: element(
      "div",
      { class: "tools", role: "group", "aria-label": "Zoom and move the picture" },
      ...buttons,
      level,
    ),
    show: (/** @type {number} */ zoom) => {
      level.textContent = `Zoom ${ZOOMS[zoom]}×`;
      level.dataset.value = String(ZOOMS[zoom]);
      buttons.forEach((one) => {
        const stops = { in: zoom === ZOOMS.length - 1, out: !zoom, whole: !zoom }[String(one.dataset.act)] ?? !zoom;
        one.setAttribute("aria-disabled", String(stops));
      });
    },
  };
}
