// PatternCase: choose a person, ask, mark, commit, compare; then see seven practitioners at once.
import { element } from "../_shared/dom.js";
import { asking } from "./asking.js";
import { barsView } from "./bars.js";
import { commitForm } from "./commit.js";
import { feedback, flagList, order } from "./feedback.js";
import { seven } from "./seven.js";
import { deskOf, flagsMet } from "./work.js";

/** @typedef {import("./work.js").Model} Model */
/** @typedef {import("./work.js").Desk} Desk */

const WHAT = "Choose a person. Ask about warning signs first. Then ask, look and feel, mark which finding speaks for " +
  "which pattern, and commit.";
const YOURS =
  "There is no field for signs of your own. If you have some, use the page of red flags and the safety check.";
const EVENTS = ["work", "case", "rules", "kappa", "seed", "_storage_note"].map((name) => `change:${name}`);
let instances = 0;

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  const prefix = `pbp-case-${++instances}`, desk = deskOf(model);
  const parts = frame(desk, prefix);
  /** @type {{update: () => void}[]} */
  let views = [];
  let shown = "";
  const build = () => {
    const one = desk.current(), choice = desk.work().choice;
    const ask = asking(desk, prefix), bars = barsView(desk, prefix);
    const twist = choice ? seven(desk, model, prefix) : null;
    const head = element("h4", {}, "How it compares");
    const after = choice
      ? [head, ...feedback(desk), ...(twist ? [twist.node] : []), onwards()]
      : [commitForm(desk, prefix)];
    const end = element(
      "div",
      { class: "after", ...(choice ? { role: "group", "aria-label": "Feedback", tabindex: -1 } : {}) },
      ...after,
    );
    parts.place.replaceChildren(ask.node, element("div", { class: "desk" }, ask.findings, bars.node), end);
    views = [ask, bars, ...(twist ? [twist] : [])];
    parts.choose.value = one.id;
    return end;
  };
  const onwards = () => buttonsAfter(desk, (id) => open(model, parts, id));
  const refresh = () => {
    const key = keyOf(desk, model), before = shown;
    shown = key;
    const end = before === key ? null : build();
    views.forEach((view) => view.update());
    parts.show();
    parts.kept.textContent = model.get("_storage_note") || (/** @type {any} */ (model).kept?.key ? KEPT : "");
    if (end && before.split(" ")[0] === desk.current().id && desk.work().choice) {
      end.focus({ preventScroll: true }); // else a browser may show its end
      end.scrollIntoView({ block: "start", behavior: "instant" });
    }
  };
  parts.choose.addEventListener("change", () => open(model, parts, parts.choose.value));
  for (const event of EVENTS) model.on(event, refresh);
  refresh();
  el.replaceChildren(parts.root);
  return () => EVENTS.forEach((event) => model.off(event, refresh));
}

const KEPT = "Your work stays in this browser. The page “Your progress” saves it as a file and erases it.";
/** @type {WeakMap<object, number>} */
const numbers = new WeakMap();
let rulesSeen = 0;

/** What the page is built for: a case, open or committed, under these rules. @param {Desk} desk @param {Model} model */
function keyOf(desk, model) {
  const rules = model.get("rules"), { choice } = desk.work();
  if (!numbers.has(rules)) numbers.set(rules, ++rulesSeen);
  return [desk.current().id, JSON.stringify(choice), numbers.get(rules)].join(" ");
}

/** @param {Model} model @param {ReturnType<typeof frame>} parts @param {string} id */
function open(model, parts, id) {
  model.set("case", id);
  model.save_changes();
  parts.choose.focus();
}

/** Try again, or go on to the next. @param {Desk} desk @param {(id: string) => void} go */
function buttonsAfter(desk, go) {
  const { cases } = desk.facts, at = cases.indexOf(desk.current());
  const next = element("button", { type: "button", class: "next" }, "Next case");
  const again = element("button", { type: "button", class: "quiet" }, "Try this case again");
  next.addEventListener("click", () => go(cases[(at + 1) % cases.length].id));
  again.addEventListener("click", () => {
    const { id } = desk.current();
    desk.again();
    go(id);
  });
  return element("div", { class: "buttons" }, next, again);
}

/** Everything around the case. @param {Desk} desk @param {string} prefix */
function frame(desk, prefix) {
  const { facts } = desk;
  const choose = element("select", { id: `${prefix}-case`, "data-field": "case" });
  choose.append(...facts.cases.map(({ id, title }, at) => element("option", { value: id }, `${at + 1}. ${title}`)));
  const done = element("p", { class: "done", "data-field": "committed" });
  const alarm = element("div", { class: "alarm", role: "alert", "data-field": "alarm" });
  const place = element("div", { class: "place" });
  const kept = element("p", { class: "says" });
  const root = element(
    "section",
    { class: "pbp-case", "data-widget": "pattern_case", "aria-labelledby": `${prefix}-title` },
    element("h3", { id: `${prefix}-title` }, "Think in patterns"),
    element("p", { class: "what" }, WHAT),
    element("p", { class: "says" }, `${facts.note} ${YOURS}`),
    element("p", { class: "choose" }, element("label", { for: `${prefix}-case` }, "Person"), choose),
    done,
    alarm,
    place,
    element("p", { class: "source" }, SOURCE),
    kept,
  );
  let alarmed = "";
  const show = () => {
    const one = desk.current(), finished = desk.finished(), met = desk.work().choice ? [] : flagsMet(one, desk.work());
    done.textContent = `${finished} of ${facts.cases.length} committed`;
    done.dataset.value = String(finished);
    choose.value = one.id;
    if (alarmed !== `${one.id} ${met}`) alarm.replaceChildren(...(met.length ? warned(desk, met) : []));
    alarm.dataset.value = met.join(" ");
    alarmed = `${one.id} ${met}`;
  };
  return { root, choose, place, kept, show };
}

const SOURCE = "Patterns, signs and points: data/patterns.csv and what was taken apart from it, from exam outlines, " +
  "textbook excerpts and lay health pages, not from studies of patients. Warning signs: data/red_flags.csv.";

/** What stands on top from the moment a warning sign is found. @param {Desk} desk @param {string[]} flags */
function warned(desk, flags) {
  return [
    element("h4", {}, `A warning sign. ${desk.facts.urgency[desk.current().danger.when]}`),
    order(desk.current()),
    element("p", {}, "This comes before any pattern."),
    ...flagList(desk.facts, flags),
  ];
}

export default { render };
