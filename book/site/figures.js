// Draws the book's plotly figures: plotly.js is loaded once, when a figure comes near, and colours follow the theme.
import { withColours } from "./colours.js";

/** @type {Promise<any> | undefined} */
let library;
const source = new URL("vendor/plotly.min.js", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
/** @type {Set<Element>} */
const drawn = new Set();

function plotly() {
  return library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => resolve(/** @type {any} */ (globalThis).Plotly);
    script.onerror = () => reject(new Error("plotly.js did not load"));
    document.head.append(script);
  });
}

/**
 * Plotly's own slider answers to the mouse alone: on the page a control of the browser stands in for it.
 * @param {HTMLElement} plot @param {{ active: number, currentvalue: { prefix: string }, steps: any[] }} slider
 */
function slide(plot, { active, currentvalue, steps }) {
  const label = document.createElement("label"), input = document.createElement("input");
  Object.assign(input, { type: "range", min: "0", max: `${steps.length - 1}`, value: `${active}` });
  label.className = "pbp-slide";
  label.append(document.createElement("span"), input);
  input.addEventListener("input", () => step(plot, steps[input.valueAsNumber], label, currentvalue.prefix));
  plot.after(label);
  return () => step(plot, steps[input.valueAsNumber], label, currentvalue.prefix);
}

/** @param {HTMLElement} plot @param {any} one @param {HTMLElement} label @param {string} prefix */
async function step(plot, one, label, prefix) {
  const said = Object.values(one.args[0]).filter((part) => typeof part === "string").join(" ");
  const shown = prefix + one.label;
  /** @type {HTMLElement} */ (label.firstElementChild).textContent = shown;
  label.lastElementChild?.setAttribute(
    "aria-valuetext",
    `${shown}. ${said.replace(/<br>/g, ", ").replace(/<[^>]*>/g, "")}`,
  );
  await (await plotly()).relayout(plot.querySelector(".pbp-drawn"), one.args[0]);
}

/** @type {Map<Element, () => Promise<void>>} */
const sliders = new Map();

/** @param {Element} figure */
async function draw(figure) {
  const plot = /** @type {HTMLElement} */ (figure.querySelector(".pbp-plot"));
  const style = getComputedStyle(document.documentElement);
  const spec = JSON.parse(plot.querySelector("script")?.textContent ?? "{}");
  const { data, layout } = withColours(spec, (name) => style.getPropertyValue(name).trim());
  const Plotly = await plotly();
  let target = plot.querySelector(".pbp-drawn");
  if (!target) {
    target = document.createElement("div");
    target.className = "pbp-drawn";
    plot.append(target);
  }
  const [slider] = layout.sliders ?? [];
  delete layout.sliders;
  await Plotly.react(target, data, layout, { responsive: true, displayModeBar: false });
  if (slider && !sliders.has(figure)) sliders.set(figure, slide(plot, slider));
  await sliders.get(figure)?.();
  for (const svg of target.querySelectorAll("svg")) svg.setAttribute("aria-hidden", "true");
  plot.dataset.drawn = document.documentElement.dataset.theme ?? "";
  drawn.add(figure);
}

/** The table behind the figure says the same, so a failure costs the picture only. @param {Element} figure */
const tryDraw = (figure) => draw(figure).catch((error) => console.warn(error));

const near = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((e) => e.isIntersecting)) {
    near.unobserve(entry.target);
    tryDraw(entry.target);
  }
}, { rootMargin: "400px" });
document.querySelectorAll(".pbp-figure").forEach((figure) => near.observe(figure));
new MutationObserver(() => drawn.forEach(tryDraw))
  .observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
