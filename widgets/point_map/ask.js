// The quiz on the page: a question, a mark or a choice as answer, and how far off it was.
import { element, withLanguage } from "../_shared/dom.js";
import { filtersOf } from "./choice.js";
import { listed } from "./find.js";
import { choices, judgeName, judgePlace, markSays, nextOf, questions, regionAt } from "./judge.js";
import { drawnIn, hasPlace, viewsOf } from "./places.js";
import { fullName } from "./told.js";

/** @typedef {import("./point_map.js").Model} Model */
/** @typedef {import("./point_map.js").Point} Point */
/** @typedef {import("./layout.js").Spot} Spot */
/** @typedef {{mark: Spot | null, letter: string, options: boolean, verdict: import("./judge.js").Verdict | null, tries: number, key: string}} Local */

const LETTERS = "ABCDE";
const HINT = "Five places to choose from";

/** @param {Model} model @param {string} prefix @param {number} seed @param {import("./point_map.js").Press} press */
export function askPart(model, prefix, seed, press) {
  /** @type {Local} */
  const local = { mark: null, letter: "", options: false, verdict: null, tries: 0, key: "" };
  let changed = () => {};
  const read = () => readOf(model, seed);
  const parts = partsOf(prefix);
  const set = (/** @type {Partial<Local>} */ change) => {
    Object.assign(local, change);
    changed();
  };
  const answer = () => {
    const { points, point, code, view, mode } = read();
    if (!point || local.verdict?.right || (mode === "find" ? !local.mark : !local.letter)) return;
    const verdict = mode === "find" && local.mark
      ? judgePlace(
        points,
        code,
        view,
        local.mark,
        local.options ? placeName(points, code, view, seed, local.letter) : "",
      )
      : judgeName(points, code, view, local.letter);
    const said = mode === "name"
      ? local.letter
      : [view, local.mark && regionAt(view, local.mark)].filter(Boolean).join(": ");
    Object.assign(local, { verdict, tries: local.tries + 1 });
    press({
      answers: { ...model.get("answers"), [`${mode}:${code}`]: { right: verdict.right, said, tries: local.tries } },
    });
    changed();
  };
  const pick = (/** @type {string} */ code) => {
    const { points, view, mode } = read();
    const spot = drawnIn(points, view).find((one) => one.code === code)?.spots[0];
    if (local.verdict && (local.verdict.right || local.options === false && mode === "find")) return;
    set(mode === "find" ? { letter: code, mark: spot ?? null, verdict: null } : { letter: code, verdict: null });
  };
  const begin = (/** @type {string} */ mode, /** @type {string} */ from) => {
    local.key = "";
    return questionAfter(model, seed, mode, from);
  };
  parts.check.addEventListener("click", answer);
  parts.next.addEventListener("click", () => press(begin(model.get("mode"), model.get("point"))));
  parts.help.addEventListener("click", () => set({ options: !local.options, letter: "", mark: null, verdict: null }));
  parts.reveal.addEventListener(
    "click",
    () => set({ verdict: { right: false, words: "Here it is. Look, then go on." }, letter: "shown" }),
  );
  parts.forget.addEventListener("click", () => press({ answers: {} }));
  parts.choices.addEventListener("change", (event) => pick(/** @type {HTMLInputElement} */ (event.target).value));
  return {
    node: parts.node,
    onChange: (/** @type {() => void} */ call) => changed = call,
    start: (/** @type {string} */ mode) => begin(mode, model.get("point")),
    choose: pick,
    mark: (/** @type {Spot} */ mark) =>
      local.verdict?.right || local.letter === "shown" || set({ mark, letter: "", verdict: null }),
    answer,
    done: () => model.get("mode") !== "look" && isDone(local),
    ownMark: () => local.mark,
    scene: () => sceneOf(read(), local),
    show: () => show(parts, read(), local, prefix),
  };
}

/** "Place A": how a lettered place is called. @param {Point[]} points @param {string} code @param {string} view @param {number} seed @param {string} letter the code behind it */
const placeName = (points, code, view, seed, letter) =>
  `Place ${LETTERS[choices(points, code, view, seed).indexOf(letter)]}`;

/** What a new question changes: the mode, the point that is asked for, and a picture that shows it. @param {Model} model @param {number} seed @param {string} mode @param {string} from */
function questionAfter(model, seed, mode, from) {
  const { points, order: orderOf } = readOf(model, seed), order = orderOf(mode), answers = model.get("answers");
  const point = mode === "look"
    ? from
    : order.includes(from) && model.get("mode") === "look"
    ? from
    : nextOf(order, from, mode, answers) ?? "";
  const views = viewsOf(points.find((one) => one.code === point) ?? points[0]).map(({ name }) => name);
  return {
    mode,
    point: point || "",
    view: views.includes(model.get("view")) ? model.get("view") : views[0] ?? "back",
  };
}

/** A question is over when it was answered rightly or its answer was shown. @param {Local} local */
const isDone = (local) => Boolean(local.verdict && (local.verdict.right || local.letter === "shown"));

/** @param {Model} model @param {number} seed */
function readOf(model, seed) {
  /** @type {Point[]} */
  const points = model.get("points");
  const [mode, code, view] = ["mode", "point", "view"].map((name) => String(model.get(name)));
  const order = (/** @type {string} */ asked) =>
    questions(points, listed(points, filtersOf(model), model.get("aliases")), seed, asked);
  return {
    points,
    mode,
    code,
    view,
    order,
    seed,
    answers: model.get("answers"),
    point: points.find((one) => one.code === code && hasPlace(one)),
  };
}

/** What the picture shows while a question is open. @param {ReturnType<typeof readOf>} now @param {Local} local @returns {import("./map.js").Scene} */
function sceneOf({ points, mode, code, view, seed }, local) {
  const drawn = drawnIn(points, view), bare = { view, kinds: {}, channel: "", allChannels: false };
  if (mode === "name") {
    const labels = { [code]: { text: "?", name: "The place asked for" } };
    return {
      ...bare,
      drawn: drawn.filter((one) => one.code === code),
      labels,
      chosen: code,
      mark: null,
      marking: false,
    };
  }
  const codes = local.options ? choices(points, code, view, seed) : [];
  const labels = Object.fromEntries(
    codes.map((one, index) => [one, { text: LETTERS[index], name: `Place ${LETTERS[index]}` }]),
  );
  const own = drawn.filter((one) => codes.includes(one.code)).map((one) => ({ ...one, spots: one.spots.slice(0, 1) }));
  return {
    ...bare,
    drawn: own,
    labels,
    chosen: local.letter,
    mark: local.options ? null : local.mark,
    marking: !local.options,
  };
}

/** @param {string} prefix */
function partsOf(prefix) {
  const button = (/** @type {string} */ text, name = "") => element("button", { type: "button", class: name }, text);
  const [question, where, marked, score] = ["question", "hint", "marked", "score"].map((name) =>
    element("p", { class: name, "data-field": name })
  );
  const verdict = element("p", { class: "verdict", role: "status", "data-field": "verdict" });
  marked.setAttribute("aria-live", "polite");
  const legend = element("legend", {}), options = element("div", { class: "options" });
  const choices = element("fieldset", { class: "choices" }, legend, options);
  const [check, next, help, reveal, forget] = [
    button("Check", "primary"),
    button("Next question"),
    button(HINT),
    button("Show me"),
    button("Forget my answers"),
  ];
  const fold = element("details", { class: "fold" }, element("summary", {}, "Its place in words"), where);
  const node = element(
    "div",
    { class: "ask", "data-field": "task" },
    question,
    fold,
    marked,
    choices,
    element("div", { class: "acts" }, check, help, reveal, next),
    verdict,
    score,
    forget,
  );
  node.id = `${prefix}-ask`;
  return {
    node,
    question,
    where,
    marked,
    verdict,
    score,
    choices,
    legend,
    options,
    check,
    next,
    help,
    reveal,
    forget,
    fold,
  };
}

/** @param {ReturnType<typeof partsOf>} parts @param {ReturnType<typeof readOf>} now @param {Local} local @param {string} prefix */
function show(parts, now, local, prefix) {
  const { mode, point, view, answers } = now, key = `${mode}:${point?.code ?? ""}`;
  parts.node.hidden = mode === "look";
  parts.node.dataset.value = mode;
  if (mode === "look") return;
  if (local.key.split("@")[0] !== key) {
    Object.assign(local, { mark: null, letter: "", options: mode === "name", verdict: null, tries: 0 });
  }
  const shape = `${key}@${view}@${local.options}`, fresh = shape !== local.key;
  local.key = shape;
  if (fresh) {
    parts.question.replaceChildren(
      ...(point ? questionOf(point, mode) : [
        "This point can’t be asked for: it has no fixed place here. Go on to the next question, or change the filters.",
      ]),
    );
    parts.where.replaceChildren(...withLanguage(point?.where ?? ""));
    parts.fold.hidden = mode === "name";
    parts.fold.open = false;
    parts.legend.textContent = mode === "name" ? "Which point lies there?" : "Which place is it?";
    parts.options.replaceChildren(...(point && local.options ? optionsOf(now, prefix) : []));
  }
  parts.options.querySelectorAll("input").forEach((one) => {
    one.checked = one.value === local.letter;
    one.disabled = isDone(local);
  });
  const done = isDone(local);
  parts.choices.hidden = !local.options;
  parts.help.hidden = mode === "name" || done;
  parts.help.setAttribute("aria-pressed", String(local.options));
  parts.check.hidden = parts.reveal.hidden = done || !point;
  parts.marked.textContent = mode === "find" && !local.options && !done
    ? (local.mark ? markSays(view, local.mark) : "Put the mark where it lies: click, or move it with the arrow keys.")
    : "";
  parts.verdict.textContent = local.verdict?.words ?? "";
  parts.verdict.dataset.value = local.verdict ? (local.verdict.right ? "right" : "again") : "";
  scoreOf(parts, answers);
}

/** @param {ReturnType<typeof partsOf>} parts @param {Record<string, {right: boolean}>} answers */
function scoreOf(parts, answers) {
  const all = Object.values(answers ?? {}), right = all.filter((one) => one.right).length;
  parts.score.textContent = all.length
    ? `${right} of ${all.length} answered questions right so far. Kept in this browser; the page “Your progress” can save or erase it.`
    : "";
  parts.score.dataset.value = all.length ? String(right / all.length) : "";
  parts.forget.hidden = !all.length;
}

/** @param {Point} point @param {string} mode @returns {(Node | string)[]} */
const questionOf = (point, mode) =>
  mode === "name" ? ["Which point lies where the question mark leads?"] : [
    "Where does ",
    element("b", {}, ...withLanguage(fullName(point))),
    point.channel ? ` (${point.channel}) lie?` : " lie?",
  ];

/** @param {ReturnType<typeof readOf>} now @param {string} prefix */
function optionsOf({ points, code, view, seed, mode }, prefix) {
  return choices(points, code, view, seed).map((one, index) => {
    const point = points.find((each) => each.code === one);
    const input = element("input", { type: "radio", name: `${prefix}-choice`, value: one });
    const words = mode === "name" && point ? withLanguage(fullName(point)) : [`Place ${LETTERS[index]}`];
    return element("label", { class: "choice" }, input, element("span", {}, ...words));
  });
}
