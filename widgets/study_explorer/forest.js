// The forest: a line for each trial with its tick, name, people, interval and weight; then the diamond and the axis.
import { element, withLanguage } from "../_shared/dom.js";
import { ENOUGH, grouped, number, span } from "../_shared/words.js";
import { drawer } from "./drawer.js";
import { extent, scaleOf } from "./scale.js";
import { bandOf, phrase, UNIT } from "./sentence.js";
import { axis, behind, diamond, shape, square, whisker } from "./svg.js";

/** @typedef {import("./filter.js").Data} Data */
/** @typedef {import("./filter.js").Selection} Selection */
/** @typedef {import("./filter.js").Trial} Trial */
/** @typedef {import("./state.js").State} State */
/** @typedef {{scale: import("./scale.js").Scale, band: {low: number, high: number} | undefined, heaviest: number}} Frame */
/** @typedef {{node: HTMLElement, tick: HTMLInputElement, plot: SVGElement, share: HTMLElement, drawn: string, mark?: SVGElement, size: number, included?: boolean, said: string}} Line */

export const AT_ONCE = 100; // lines drawn before the reader asks for more: all trials count, whether drawn or not
const Z = 1.959963984540054;

/** @param {Trial} trial @returns {[number, number, number]} */
export const intervalOf = ({ yi, vi }) => [yi - Z * Math.sqrt(vi), yi, yi + Z * Math.sqrt(vi)];

/** The frame that every line of a picture shares. @param {Data} data @param {State} state @param {Selection} found @returns {Frame} */
export function frameOf(data, state, found) {
  const band = bandOf(data, state, found), { result } = found;
  const always = [0];
  if (result) always.push(result.ci_low, result.ci_high);
  if (result && result.k >= ENOUGH && !Number.isNaN(result.pi_low)) always.push(result.pi_low, result.pi_high);
  if (band) always.push(...(found.lower ? [-band.low, -band.high] : [band.low, band.high]));
  const [low, high] = extent(found.trials.map(intervalOf), always);
  const heaviest = found.included.reduce((most, trial) => Math.max(most, trial.weight), 0);
  return { scale: scaleOf(low, high, found.kind), band, heaviest };
}

/** @param {number} low @param {number} middle @param {number} high @param {Selection} found */
export function inText(low, middle, high, found) {
  const measure = { measure: found.kind };
  return `${number(middle, measure, UNIT)} (${span(low, high, measure, UNIT)})`;
}

/** The two directions in words, each on its side. @param {Data} data @param {State} state @param {Selection} found */
export function directions(data, state, found) {
  const [left, right] = found.lower
    ? ["acupuncture", phrase(data, state, "comparator")]
    : [phrase(data, state, "comparator"), "acupuncture"];
  return element(
    "span",
    { class: "directions" },
    element("span", {}, "← favours ", ...withLanguage(left)),
    element("span", {}, "favours ", ...withLanguage(right), " →"),
  );
}

/**
 * A forest that is filled again and again; a line once drawn is kept, so that ticks and open drawers stay.
 * @param {{data: Data, prefix: string, toggle: (id: string, on: boolean) => void}} options
 */
export function forest({ data, prefix, toggle }) {
  /** @type {Map<string, Line>} */
  const lines = new Map();
  const list = element("ul", { class: "lines", "aria-label": "Trials" });
  const head = element("div", { class: "line head", "aria-hidden": "true" }, ...headOf());
  const foot = element("div", { class: "foot" });
  const more = element("button", { type: "button", class: "quiet" });
  const rest = element("p", { class: "rest" }, more);
  let shown = AT_ONCE, again = () => {};
  more.addEventListener("click", () => {
    shown = Infinity;
    again();
  });
  const node = element("div", { class: "forest" }, head, list, rest, foot);
  /** @param {State} state @param {Selection} found */
  const update = (state, found) => {
    const frame = frameOf(data, state, found);
    const drawn = found.trials.slice(0, shown);
    const nodes = drawn.map((trial, place) => {
      const key = `${state.measure} ${trial.row.id}`;
      let line = lines.get(key);
      if (!line) {
        if (lines.size > 500) lines.clear();
        lines.set(key, line = lineOf(data, found, trial, `${prefix}-${state.measure}-${place}-${lines.size}`, toggle));
      }
      refresh(line, trial, found, frame);
      return line.node;
    });
    keep(list, nodes);
    foot.replaceChildren(...footOf(data, state, found, frame));
    rest.hidden = found.trials.length <= shown;
    more.textContent = `Draw all ${grouped(found.trials.length)} trials (${
      grouped(drawn.length)
    } are drawn; all count)`;
    again = () => update(state, found);
  };
  return { node, update, reset: () => shown = AT_ONCE };
}

/** Put these nodes into the list, moving as few as possible, so that what has the focus keeps it. @param {HTMLElement} list @param {HTMLElement[]} nodes */
function keep(list, nodes) {
  const wanted = new Set(nodes);
  for (const node of [...list.children]) if (!wanted.has(/** @type {HTMLElement} */ (node))) node.remove();
  nodes.forEach((node, place) => {
    if (list.children[place] !== node) list.insertBefore(node, list.children[place] ?? null);
  });
}

/** What the columns hold. @returns {HTMLElement[]} */
function headOf() {
  return [
    element("span", { class: "name" }, "Trial"),
    element("span", { class: "people" }, "people: acupuncture / compared"),
    element("span", { class: "text" }, "Estimate (95 %)"),
    element("span", { class: "share" }, "Weight"),
  ];
}

/** @param {Trial} trial */
function peopleText({ row }) {
  const one = (/** @type {number | null} */ n) => n === null ? "not seen" : grouped(n);
  return row.n_acu === null && row.n_ctl === null ? "not seen" : `${one(row.n_acu)} / ${one(row.n_ctl)}`;
}

/**
 * @param {Data} data @param {Selection} found @param {Trial} trial @param {string} id @param {(id: string, on: boolean) => void} toggle
 * @returns {Line}
 */
function lineOf(data, found, trial, id, toggle) {
  const { row } = trial;
  const tick = element("input", { type: "checkbox", "aria-label": `Count ${row.label}` });
  tick.addEventListener("change", () => toggle(row.id, tick.checked));
  const button = element("button", { type: "button", class: "opener", "aria-expanded": "false", "aria-controls": id });
  button.append(...withLanguage(row.label));
  const inside = element("div", { id, class: "drawer", hidden: true });
  button.addEventListener("click", () => {
    if (!inside.firstChild) inside.append(drawer(data, row.study, row));
    inside.hidden = !inside.hidden;
    button.setAttribute("aria-expanded", String(!inside.hidden));
  });
  const plot = shape("svg", { class: "plot", role: "img" });
  const share = element("span", { class: "share" });
  const [low, middle, high] = intervalOf(trial);
  const text = inText(low, middle, high, found);
  plot.setAttribute("aria-label", `${row.label}: ${text}`);
  const people = element(
    "span",
    { class: "people" },
    element("span", { class: "hidden" }, "People with acupuncture / compared: "),
    peopleText(trial),
  );
  const line = element(
    "div",
    { class: "line" },
    element("label", { class: "tick" }, tick),
    element("span", { class: "name" }, button),
    people,
    plot,
    element("span", { class: "text" }, text),
    share,
  );
  const node = element(
    "li",
    { "data-study": row.study, "data-row": row.id, "data-yi": trial.yi, "data-vi": trial.vi },
    line,
    inside,
  );
  return { node, tick, plot, share, drawn: "", size: 0, said: "" };
}

/**
 * Bring a line in step with what counts now: drawn anew only where the frame changed, else only the square and the weight.
 * @param {Line} line @param {Trial} trial @param {Selection} found @param {Frame} frame
 */
function refresh(line, trial, found, frame) {
  const { scale, band, heaviest } = frame, { included, weight } = trial;
  const key = [scale.low, scale.high, band?.low, band?.high, found.lower].join(" ");
  if (line.drawn !== key) {
    line.drawn = key;
    const [low, middle, high] = intervalOf(trial);
    const box = square(scale, middle, 6);
    line.mark = /** @type {SVGElement} */ (box.firstChild);
    line.size = 6;
    line.plot.replaceChildren(...behind(scale, band, found.lower), ...whisker(scale, low, high, "whisker"), box);
  }
  if (line.included !== included) {
    line.included = included;
    line.node.setAttribute("data-included", String(included));
  }
  line.tick.checked = included;
  const size = included ? Math.round(12 + 24 * Math.sqrt(weight / (heaviest || 1))) / 2 : 6;
  if (line.mark && line.size !== size) {
    line.size = size;
    for (const side of ["x", "y"]) line.mark.setAttribute(side, String(-size / 2));
    for (const side of ["width", "height"]) line.mark.setAttribute(side, String(size));
  }
  const share = included ? `${weight < 10 ? weight.toFixed(1) : Math.round(weight)}\u2009%` : "left out";
  if (line.said !== share) line.share.textContent = line.said = share;
}

/** The pooled result and the axis. @param {Data} data @param {State} state @param {Selection} found @param {Frame} frame */
function footOf(data, state, found, frame) {
  const { result } = found, { scale, band } = frame;
  const parts = [];
  if (result && result.k > 1) {
    const few = result.k < ENOUGH;
    const inside = [
      ...behind(scale, band, found.lower),
      ...(few || Number.isNaN(result.pi_low) ? [] : whisker(scale, result.pi_low, result.pi_high, "prediction")),
      diamond(scale, result.ci_low, result.estimate, result.ci_high, few ? "pooled few" : "pooled"),
    ];
    const text = inText(result.ci_low, result.estimate, result.ci_high, found);
    const label = `${few ? "Too few to trust: " : ""}all ${result.k} together: ${text}`;
    parts.push(element(
      "div",
      { class: "line together" },
      element("span", { class: "name" }, few ? "Together (too few to trust)" : "Together"),
      element("span", { class: "people" }, `${result.k} trials`),
      shape("svg", { class: "plot", role: "img", "aria-label": label }, ...inside),
      element("span", { class: "text" }, text),
      element("span", { class: "share" }, ""),
    ));
  }
  if (found.trials.length) {
    parts.push(
      element("div", { class: "line scale" }, axis(scale)),
      element("div", { class: "line scale below" }, directions(data, state, found)),
    );
    parts.push(element("p", { class: "key" }, ...withLanguage(keyOf(band, result))));
  }
  return parts;
}

/** What the signs mean. @param {{low: number, high: number, sources?: string[]} | undefined} band @param {import("./filter.js").Pooled | null} result */
export function keyOf(band, result) {
  const entries = [
    "Line: 95 % interval of a trial. Square: its estimate, larger with more weight. Upright line: no effect.",
  ];
  if (result && result.k > 1) {
    entries.push(
      result.k < ENOUGH
        ? "Hollow diamond: all together, too few to trust."
        : "Diamond: all together. Thin line through it: where the true value of one more trial may lie.",
    );
  }
  if (band) {
    const one = band.low === band.high;
    const size = `${one ? "Dotted line: " : `Shaded: ${Math.round(band.low)} to `}${Math.round(band.high)} points`;
    const who = `${one ? "" : ". The authors do not agree"} (${(band.sources ?? []).join("; ")}).`;
    entries.push(`${size}, the smallest difference between groups that is called important${who}`);
  } else entries.push("No agreed value found for the smallest difference that matters on these scales.");
  return entries.join(" ");
}
