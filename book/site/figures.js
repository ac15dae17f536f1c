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
  await Plotly.react(target, data, layout, { responsive: true, displayModeBar: false });
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
