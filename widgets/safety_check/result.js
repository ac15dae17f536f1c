// The end of the safety check: what to do and say, or what to settle first; on the page, on paper and as a file.
import { element } from "../_shared/dom.js";
import { asText, sections } from "./sections.js";
import { GATE, levelOf } from "./rules.js";

/** @typedef {import("./safety_check.js").Model} Model */

/**
 * @param {{model: Model, prefix: string, back: () => void, again: () => void}} context
 * @returns {HTMLElement}
 */
export function result({ model, prefix, back, again }) {
  const today = new Date();
  const content = () => contentOf(model, today);
  const body = element("div", { class: "sections" });
  const draw = () => body.replaceChildren(...content().map((one) => section(one)));
  draw();
  const level = levelOf(model.get("questions"), model.get("answers"));
  const node = element(
    "div",
    {
      class: "result",
      role: "group",
      "aria-label": "Result",
      tabindex: -1,
      "data-field": "level",
      "data-value": level,
    },
    body,
    ...ownWords(model, `${prefix}-words`, draw),
    element(
      "div",
      { class: "buttons" },
      button("Print this result", () => print(node), "next"),
      button("Save it as a file", () => save(asText(content()), today)),
      button("Change an answer", back),
      button("Start again", again),
    ),
  );
  return node;
}

/** @param {Model} model @param {Date} today */
const contentOf = (model, today) =>
  sections({
    questions: model.get("questions"),
    answers: model.get("answers"),
    names: model.get("names"),
    helpLine: model.get("help_line"),
    ownWords: model.get("own_words"),
    date: today.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }),
    needling: model.get("answers")[GATE],
  });

/** The box for the reader's own words. @param {Model} model @param {string} id @param {() => void} changed */
function ownWords(model, id, changed) {
  const words = element("textarea", { id, rows: 3, maxlength: 2000 });
  words.value = model.get("own_words");
  words.addEventListener("input", () => {
    model.set("own_words", words.value);
    model.save_changes();
    changed();
  });
  const label = element("label", { for: id }, "In your own words, if you like: what changed, and when");
  return [element("div", { class: "words" }, label, words)];
}

/** @param {string} text @param {() => void} act */
function button(text, act, kind = "quiet") {
  const node = element("button", { type: "button", class: kind }, text);
  node.addEventListener("click", act);
  return node;
}

/** @param {import("./sections.js").Section} one */
function section(one) {
  const list = one.entries.map((entry) =>
    element(
      "li",
      entry.id ? { "data-question": entry.id } : {},
      ...(entry.title ? [element("strong", {}, entry.title)] : []),
      ...entry.lines.map((line) => element("p", {}, line)),
      ...(entry.small ? [element("p", { class: "source" }, entry.small)] : []),
    )
  );
  const inner = [
    ...one.says.map((text) => element("p", {}, text)),
    ...(list.length ? [element("ul", {}, ...list)] : []),
    ...(one.after ?? []).map((text) => element("p", {}, text)),
  ];
  const heading = element("h4", {}, one.title);
  if (!one.folded) return element("div", { class: `part ${one.id}`, "data-part": one.id }, heading, ...inner);
  return element(
    "details",
    { class: `part ${one.id}`, "data-part": one.id },
    element("summary", {}, one.title),
    ...inner,
  );
}

/** Print this result alone: the style hides the rest of the page while the marks stand. @param {HTMLElement} node */
function print(node) {
  const page = document.documentElement, root = /** @type {HTMLElement} */ (node.closest(".pbp-safety"));
  page.dataset.printing = "safety";
  root.dataset.print = "yes";
  node.querySelectorAll("details").forEach((fold) => fold.open = true);
  const clear = () => {
    delete page.dataset.printing;
    delete root.dataset.print;
  };
  globalThis.addEventListener("afterprint", clear, { once: true });
  globalThis.print();
}

/** @param {string} text @param {Date} date */
function save(text, date) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0"));
  element("a", { href: address, download: `safety-check-${day.join("-")}.txt` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
