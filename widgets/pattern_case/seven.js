// The twist: seven simulated practitioners see the same person.
import { element, withLanguage } from "../_shared/dom.js";
import { practitioners, RATERS, spread, tally } from "./practitioners.js";
import { pointSets } from "./work.js";

/** @typedef {import("./work.js").Desk} Desk */
/** @typedef {import("./work.js").Model} Model */

const NOT_HERE =
  "No seven here: whoever sees this person, the right answer is a doctor. We hold no study of how many " +
  "practitioners would have sent such a person on.";

/** @param {Desk} desk @param {Model} model @param {string} prefix */
export function seven(desk, model, prefix) {
  const { agreement } = desk.facts, answer = desk.current().answer.patterns;
  const node = element("section", { class: "seven", "aria-labelledby": `${prefix}-seven` });
  node.append(element("h5", { id: `${prefix}-seven` }, "Seven practitioners saw this case"));
  if (!answer.length) {
    node.append(element("p", {}, NOT_HERE));
    return { node, update: () => {} };
  }
  const control = controls(desk, model, prefix);
  const shown = element("div", { class: "seen" });
  const says = element("p", { class: "says", role: "status" });
  node.append(
    element("p", { class: "simulated" }, element("strong", {}, "A simulation, not a study. "), SIMULATED),
    control.node,
    shown,
    says,
    element("p", { class: "source" }, `${agreement.beside} ${agreement.source}`),
    modelTold(desk),
  );
  const update = () => {
    const kappa = model.get("kappa"), seed = model.get("seed");
    const world = { points: pointSets(desk.facts, desk.current()), plan: agreement.plan, universe: agreement.universe };
    const seen = practitioners(desk.current().id, answer, world, kappa, seed);
    control.update(kappa);
    shown.replaceChildren(...labels(desk, seen), everyone(desk, seen));
    says.textContent = sentence(spread(seen));
  };
  return { node, update };
}

const SIMULATED = "We draw seven made-up practitioners who agree as well as you set below.";

/** The range, three marks on it, and another draw. @param {Desk} desk @param {Model} model @param {string} prefix */
function controls(desk, model, prefix) {
  const { low, mean, high } = desk.facts.agreement, patterns = desk.facts.patterns.length;
  const set = (/** @type {string} */ name, /** @type {number} */ value) => {
    model.set(name, value);
    model.save_changes();
  };
  const input = element("input", { type: "range", id: `${prefix}-kappa`, min: low, max: high, step: 0.01 });
  input.addEventListener("input", () => set("kappa", Number(input.value)));
  const output = element("output", { for: `${prefix}-kappa`, "data-field": "kappa" });
  const marks = [
    ["lowest mean of a study", low],
    ["mean over studies", mean],
    ["highest mean of a study", high],
  ].map(([word, value]) => {
    const mark = element("button", { type: "button", class: "quiet" }, `${word}: ${Number(value).toFixed(2)}`);
    mark.addEventListener("click", () => set("kappa", Number(value)));
    return mark;
  });
  const again = element("button", { type: "button", class: "quiet again" }, "Draw another seven");
  again.addEventListener("click", () => set("seed", (model.get("seed") + 1) % 2 ** 31));
  const node = element(
    "div",
    { class: "controls" },
    element("label", { for: `${prefix}-kappa` }, "How well they agree beyond luck (Cohen’s kappa)"),
    input,
    output,
    element("div", { class: "buttons" }, ...marks, again),
  );
  const update = (/** @type {number} */ kappa) => {
    const agree = Math.round(100 * (kappa + (1 - kappa) / patterns)), luck = Math.round(100 / patterns);
    input.value = String(kappa);
    input.setAttribute("aria-valuetext", `kappa ${kappa.toFixed(2)}`);
    output.dataset.value = String(kappa);
    output.textContent = `kappa ${kappa.toFixed(2)}: in the long run two of them agree on ${agree} of 100 people (by ` +
      `luck alone on ${luck})`;
  };
  return { node, update };
}

/** Who said what, the largest group first. @param {Desk} desk @param {{pattern: string}[]} seen */
function labels(desk, seen) {
  const right = desk.current().answer.patterns;
  const rows = tally(seen.map(({ pattern }) => pattern)).map(([id, count]) => {
    const name = desk.facts.patterns.find((one) => one.id === id)?.name ?? id;
    return element(
      "li",
      { "data-diagnosis": id, "data-value": count },
      element("span", { class: "heads", "aria-hidden": "true" }, "●".repeat(count)),
      element("span", {}, `${count} of ${RATERS}: ${name}${right.includes(id) ? " (in the reference)" : ""}`),
    );
  });
  return [element("ul", { class: "diagnoses" }, ...rows)];
}

/** One line for each practitioner, with the points. @param {Desk} desk @param {{pattern: string, points: string[]}[]} seen */
function everyone(desk, seen) {
  const lines = seen.map(({ pattern, points }, at) => {
    const name = desk.facts.patterns.find((one) => one.id === pattern)?.name ?? pattern;
    const known = points.filter((code) => !code.startsWith("+")), beyond = points.length - known.length;
    const more = beyond ? `${known.length ? "; " : ""}${beyond} that none of our patterns names here` : "";
    return element(
      "li",
      {},
      element("strong", {}, `Practitioner ${at + 1}: ${name}. `),
      `Points: ${known.join(", ")}${more}.`,
    );
  });
  const shared = tally(seen.flatMap(({ points }) => points)).filter(([code, n]) => n > 1 && !code.startsWith("+"));
  const most = shared.map(([code, n]) =>
    element("li", {}, `${n} of ${RATERS}: `, element("b", {}, code), ...withLanguage(` ${desk.facts.points[code]}`))
  );
  return element(
    "div",
    { class: "plans" },
    element("ul", { class: "codes" }, ...most),
    element("details", {}, element("summary", {}, "One by one"), element("ol", {}, ...lines)),
  );
}

/** @param {ReturnType<typeof spread>} found */
function sentence(found) {
  const many = found.patterns === 1 ? "All seven gave the same pattern" : `Seven people, ${found.patterns} patterns`;
  return `${many}: ${found.pairs} of ${found.of_pairs} pairs agree. Together they chose ${found.points} different ` +
    `points, ${found.shared_points} of them by two or more.`;
}

/** @param {Desk} desk */
function modelTold(desk) {
  const { agreement, patterns } = desk.facts, [fewest, most] = agreement.plan;
  const lines = [
    `Each gives the reference pattern with a chance of √κ, and else any of the ${patterns.length} patterns, each as ` +
    "likely. Over many people, two of them then agree with Cohen’s kappa κ. Where the reference names two patterns, one " +
    "of them is drawn for all seven.",
    `A plan has ${fewest} to ${most} points, as in the study above. With a chance of √κ a point comes from the set of ` +
    `that practitioner’s own pattern, else from all others, ${agreement.universe} in all, as one trial counted.`,
    `For points no such kappa was measured. ${agreement.experts} experts with computer-made cases reached ` +
    `${
      agreement.points_kappa.join(" to ")
    } for points. From the mean setting up, the seven here agree on points better ` +
    `than that. So the real spread of points may be wider. ${agreement.computer}`,
    "What is too simple: real practitioners lean to common labels and to near ones, share teachers, and may give two " +
    "labels. That the shared reading is the reference is our choice; no study says which reading is right.",
    `The range of kappa: means of studies in a review, from any condition. ${agreement.from} Points: ${agreement.trial}`,
  ];
  return element(
    "details",
    { class: "model" },
    element("summary", {}, "How this is simulated"),
    element("ul", {}, ...lines.map((line) => element("li", {}, line))),
  );
}
