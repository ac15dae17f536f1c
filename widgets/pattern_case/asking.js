// The person's story, what can be asked, and each finding with the patterns it may be marked for.
import { element } from "../_shared/dom.js";
import { flagsAt } from "./work.js";

/** @typedef {import("./work.js").Desk} Desk */
/** @typedef {import("./work.js").Facts} Facts */

const DANGER = "danger";
const NONE = "none";

/** What stands under a question in this case. @param {Desk} desk @param {string} topic */
export function answerTo(desk, topic) {
  const one = desk.current();
  if (topic === DANGER) return { says: one.danger.asked, signs: /** @type {string[]} */ ([]) };
  const found = one.findings.find((finding) => finding.topic === topic);
  return found ?? { says: desk.facts.topics.find(({ id }) => id === topic)?.empty ?? "", signs: [] };
}

/** The questions and findings of the open case. @param {Desk} desk @param {string} prefix */
export function asking(desk, prefix) {
  const one = desk.current();
  const findings = element("ol", { class: "findings", "aria-label": "What you found so far" });
  /** @type {Map<string, {node: HTMLElement, show: (marks: Record<string, string[]>) => void}>} */
  const shown = new Map();
  const buttons = askButtons(desk, (topic) => shown.get(topic)?.node.focus());
  const node = element(
    "div",
    { class: "asking" },
    element("p", { class: "person" }, one.person, element("span", { class: "made-up" }, " · made up for this course")),
    element("blockquote", {}, `“${one.says}”`),
    element("h4", { id: `${prefix}-ask` }, "Ask, look and feel"),
    element(
      "div",
      { class: "asks", role: "group", "aria-labelledby": `${prefix}-ask` },
      ...buttons.map((b) => b.button),
    ),
  );
  const on = element("button", { type: "button", class: "quiet", "data-more": "" }, "Ask something else");
  on.addEventListener("click", () => buttons.find(({ id }) => !desk.work().path.includes(id))?.button.focus());
  const nothing = element("p", { class: "key" }, "What you find comes here.");
  const update = () => {
    const { path, marks, choice } = desk.work();
    for (const { id, ask, button } of buttons) {
      const asked = path.includes(id);
      button.textContent = asked ? `✓ ${ask}` : ask;
      button.setAttribute("aria-pressed", String(asked));
    }
    for (const topic of path) {
      if (shown.has(topic)) continue;
      const made = finding(desk, topic, `${prefix}-${topic}`);
      shown.set(topic, made);
      findings.append(made.node);
      const marking = made.node.querySelector(".marks");
      if (marking instanceof HTMLDetailsElement) marking.open = !choice; // closes the one before: one is open at a time
    }
    for (const [topic, made] of shown) {
      if (path.includes(topic)) made.show(marks);
      else made.node.remove(), shown.delete(topic);
    }
    nothing.hidden = path.length > 0;
    const newest = shown.get(path.at(-1) ?? "");
    if (newest && !choice && path.length < buttons.length) newest.node.append(on);
    else on.remove();
  };
  return { node, findings: element("div", {}, nothing, findings), update };
}

/** A button for each question; it leads to what it found. @param {Desk} desk @param {(topic: string) => void} lead */
function askButtons(desk, lead) {
  return desk.facts.topics.filter(({ id }) => id === DANGER || hasAnswer(desk, id)).map(({ id, ask }) => {
    const button = element("button", { type: "button", class: `ask ${id}`, "data-ask": id });
    button.addEventListener("click", () => {
      if (!desk.work().path.includes(id)) desk.change({ path: [...desk.work().path, id] });
      lead(id);
    });
    return { id, ask, button };
  });
}

/** Whether a question has an answer in this case. @param {Desk} desk @param {string} topic */
const hasAnswer = (desk, topic) => Boolean(answerTo(desk, topic).says);

/** One finding. @param {Desk} desk @param {string} topic @param {string} id */
function finding(desk, topic, id) {
  const { says, signs } = answerTo(desk, topic), flags = flagsAt(desk.current(), topic);
  const ask = desk.facts.topics.find((one) => one.id === topic)?.ask ?? "";
  const marking = signs.length ? marksOf(desk, topic, id) : null;
  const node = element(
    "li",
    { tabindex: -1, "data-finding": topic },
    element("p", { class: "asked" }, ask),
    element("p", { class: "said" }, says),
    ...(flags.length ? flagged(desk) : warningsOf(desk.facts, signs)),
    ...(marking ? [marking.node] : []),
  );
  return { node, show: marking?.show ?? (() => {}) };
}

/** A finding that is a red flag says so beside itself, too: what stands on top may be out of sight. @param {Desk} desk */
function flagged({ facts, current }) {
  const { when, do: todo } = current().danger;
  return [element("p", { class: "flag" }, element("strong", {}, `A warning sign. ${facts.urgency[when]}. ${todo}`))];
}

/** What in this finding may be a red flag. @param {Facts} facts @param {string[]} signs */
function warningsOf(facts, signs) {
  const ids = signs.flatMap((sign) => facts.signs[sign].warnings);
  const flags = [...new Map(ids.map((id) => [facts.warnings[id].flag, facts.warnings[id].when])).entries()]
    .filter(([flag]) => facts.flags[flag]);
  if (!flags.length) return [];
  const lines = flags.map(([flag, when]) =>
    element(
      "li",
      {},
      element("strong", {}, `${facts.urgency[when]}`),
      ` if it is this: ${facts.flags[flag].sign}. ${facts.flags[flag].do}`,
    )
  );
  return [element(
    "details",
    { class: "warning" },
    element("summary", {}, "Could this be a warning sign? Ask before you go on"),
    element("ul", {}, ...lines),
  )];
}

/** The patterns to mark a finding for. @param {Desk} desk @param {string} topic @param {string} id */
function marksOf(desk, topic, id) {
  const summary = element("summary", { "data-mark": topic });
  const entries = [...desk.facts.patterns.map(({ id: pattern, name }) => [pattern, name]), [
    NONE,
    "None, or can't tell",
  ]];
  const boxes = entries.map(([pattern, name]) => {
    const input = element("input", { type: "checkbox", value: pattern, id: `${id}-${pattern}` });
    return { input, label: element("label", { for: `${id}-${pattern}` }, input, element("span", {}, name)) };
  });
  const field = element(
    "div",
    { class: "patterns", role: "group", "aria-label": "This speaks for" },
    ...boxes.map((b) => b.label),
  );
  field.addEventListener("change", (event) => {
    const changed = /** @type {HTMLInputElement} */ (event.target);
    const ticked = boxes.map(({ input }) => input).filter(({ checked }) => checked).map(({ value }) => value);
    const patterns = changed.value === NONE && changed.checked ? [] : ticked.filter((value) => value !== NONE);
    const { [topic]: _, ...others } = desk.work().marks;
    const open = !patterns.length && !(changed.value === NONE && changed.checked);
    desk.change({ marks: open ? others : { ...others, [topic]: patterns } });
  });
  const node = element(
    "details",
    { class: "marks", open: true, name: `${id.slice(0, -topic.length)}marks` },
    summary,
    field,
  );
  const show = (/** @type {Record<string, string[]>} */ marks) => {
    const marked = Object.hasOwn(marks, topic) ? marks[topic] : undefined;
    const names = desk.facts.patterns.filter((one) => marked?.includes(one.id)).map(({ name }) => name);
    summary.textContent = marked ? `You say it speaks for: ${names.join(", ") || "none"}` : "Mark what this speaks for";
    for (const { input } of boxes) {
      input.checked = input.value === NONE ? marked?.length === 0 : Boolean(marked?.includes(input.value));
      input.disabled = Boolean(desk.work().choice);
    }
  };
  return { node, show };
}
