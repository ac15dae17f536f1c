// Who was compared with whom on one condition: lines as thick as there are trials, and the gaps drawn too.
import { element } from "../_shared/dom.js";
import { grouped } from "../_shared/words.js";
import { shape } from "./svg.js";

const SIZE = { width: 560, height: 380, x: 185, y: 135 };
const NAMES = /** @type {Record<string, string>} */ ({ drug: "medicine", active: "other active care", sham: "a sham" });
const KNOWN = ["acupuncture", "sham", "usual care", "no treatment", "drug", "active"];

/** @param {import("./filter.js").Data} data @param {import("./state.js").State} state */
export function network(data, state) {
  const pairs = data.network[state.condition] ?? [];
  const found = new Map(pairs.map(([a, b, trials, people]) => [`${a}|${b}`, { trials, people }]));
  const others = [...new Set(pairs.flatMap(([a, b]) => [a, b]))].filter((name) => !KNOWN.includes(name));
  const nodes = [...(data.source === "course" ? KNOWN : ["acupuncture"]), ...others];
  const at = nodes.map((_, place) => {
    const angle = 2 * Math.PI * place / nodes.length - Math.PI / 2;
    return [SIZE.width / 2 + SIZE.x * Math.cos(angle), SIZE.height / 2 + SIZE.y * Math.sin(angle)];
  });
  const gaps = [], edges = [], said = [], missing = [];
  for (let i = 0; i < nodes.length; i++) {
    for (let j = i + 1; j < nodes.length; j++) {
      const one = found.get(`${nodes[i]}|${nodes[j]}`) ?? found.get(`${nodes[j]}|${nodes[i]}`);
      const names = `${name(nodes[i])} and ${name(nodes[j])}`;
      if (one) {
        edges.push(...edge(at[i], at[j], one.trials));
        said.push(
          `${names}: ${grouped(one.trials)} ${one.trials === 1 ? "trial" : "trials"}, ${grouped(one.people)} people`,
        );
      } else {
        gaps.push(line(at[i], at[j], "gap", 1));
        missing.push(names);
      }
    }
  }
  const label = `Who was compared with whom, ${state.condition}: ${said.join("; ") || "nobody"}. Never: ${
    missing.join("; ") || "none"
  }.`;
  const svg = shape(
    "svg",
    { class: "network", viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: "img", "aria-label": label },
    ...gaps,
    ...edges,
    ...nodes.flatMap((one, place) => node(one, at[place])),
  );
  return element(
    "div",
    {},
    element(
      "p",
      { class: "key" },
      `Trials on ${state.condition} that we know, whatever they measured. A dashed line is a gap: no trial we know compared the two. People are those randomised, where known; a trial with three kinds of arms counts on three lines.`,
    ),
    svg,
    element("ul", { class: "pairs" }, ...said.map((text) => element("li", {}, text))),
    element("p", { class: "key" }, missing.length ? `Gaps: ${missing.join("; ")}.` : "No gaps."),
  );
}

/** @param {string} id */
const name = (id) => NAMES[id] ?? id;

/** @param {number[]} a @param {number[]} b @param {string} kind @param {number} width */
function line(a, b, kind, width) {
  return shape("line", { class: kind, x1: a[0], y1: a[1], x2: b[0], y2: b[1], "stroke-width": width });
}

/** @param {number[]} a @param {number[]} b @param {number} trials */
function edge(a, b, trials) {
  const x = a[0] * 0.6 + b[0] * 0.4, y = a[1] * 0.6 + b[1] * 0.4;
  return [
    line(a, b, "edge", 1.5 + 2 * Math.sqrt(trials)),
    shape("circle", { class: "count", cx: x, cy: y, r: 13 }),
    shape("text", { class: "count", x, y: y + 5, "text-anchor": "middle" }, grouped(trials)),
  ];
}

/** @param {string} id @param {number[]} at */
function node(id, [x, y]) {
  const text = name(id).length > 24 ? `${name(id).slice(0, 23)}…` : name(id), width = 22 + 8 * text.length;
  return [
    shape("rect", { class: "node", x: x - width / 2, y: y - 17, width, height: 34, rx: 17 }),
    shape("text", { class: "node", x, y: y + 5, "text-anchor": "middle" }, text),
  ];
}
