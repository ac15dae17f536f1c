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
  const answers = () => model.get("answers");
  const level = levelOf(model.get("questions"), answers());
  const today = new Date();
  const content = () =>
    sections({
      questions: model.get("questions"),
      answers: answers(),
      names: model.get("names"),
      notes: model.get("notes"),
      ownWords: model.get("own_words"),
      date: today.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" }),
      needling: answers()[GATE],
    });
  const body = element("div", { class: "sections" });
  const draw = () => body.replaceChildren(...content().map((one) => section(one)));
  const words = element("textarea", { id: `${prefix}-words`, rows: 3, maxlength: 2000 });
  words.value = model.get("own_words");
  words.addEventListener("input", () => {
    model.set("own_words", words.value);
    model.save_changes();
    draw();
  });
  draw();
  const button = (/** @type {string} */ text, /** @type {() => void} */ act, kind = "quiet") => {
    const node = element("button", { type: "button", class: kind }, text);
    node.addEventListener("click", act);
    return node;
  };
  return element(
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
    element(
      "div",
      { class: "words" },
      element("label", { for: `${prefix}-words` }, "In your own words, if you like: what changed, and when"),
      words,
    ),
    element(
      "div",
      { class: "buttons" },
      button("Print this result", () => print(), "next"),
      button("Save it as a file", () => save(asText(content()), today)),
      button("Change an answer", back),
      button("Start again", again),
    ),
  );
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

/** Print the result alone: the style hides the rest of the page while this mark stands. */
function print() {
  const page = document.documentElement;
  page.dataset.printing = "safety";
  const folds = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(".pbp-safety details"));
  folds.forEach((fold) => fold.open = true);
  globalThis.addEventListener("afterprint", () => delete page.dataset.printing, { once: true });
  globalThis.print();
}

/** @param {string} text @param {Date} date */
function save(text, date) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  element("a", { href: address, download: `safety-check-${date.toISOString().slice(0, 10)}.txt` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
