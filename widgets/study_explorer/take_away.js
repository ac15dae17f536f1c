// What a reader takes along: text with its source, CSV, pictures, a link to this very view, and Python that repeats it.
import { element } from "../_shared/dom.js";
import { toCsv } from "./csv.js";
import { intervalOf, inText } from "./forest.js";
import { picture } from "./picture.js";
import { pythonCode } from "./python_code.js";
import { difference, noReview, reviewsOf, sentence } from "./sentence.js";
import { toFragment } from "./state.js";

/** @typedef {import("./filter.js").Data} Data */
/** @typedef {import("./filter.js").Selection} Selection */
/** @typedef {import("./state.js").State} State */

/** @param {{data: Data, name: string, title: string, note: string, prefix: string, root: () => HTMLElement}} options */
export function takeAway({ data, name, title, note, prefix, root }) {
  /** @type {{state: State, found: Selection}} */
  let now;
  const told = element("span", { class: "told", role: "status" });
  const tell = (/** @type {string} */ text) => told.textContent = text;
  const link = element("a", { class: "permalink", href: "#" }, "Link to this view");
  const code = element("div", {
    class: "code",
    role: "region",
    tabindex: 0,
    "aria-label": `The same in Python: ${title}`,
  });
  const svg = () => {
    const { state, found } = now, words = note ? [note] : said(data, state, found);
    const made = picture(data, state, found, { title, words, colours: coloursOf(root()) });
    return new XMLSerializer().serializeToString(made);
  };
  const press = (/** @type {string} */ text, /** @type {() => unknown} */ act) => {
    const node = element("button", { type: "button", class: "quiet" }, text);
    node.addEventListener("click", act);
    return node;
  };
  const buttons = element(
    "div",
    { class: "buttons" },
    press(
      "Copy as text",
      () => copy(asText(data, now.state, now.found, { title, note, address: address(link) }), tell, box),
    ),
    press("Copy the link", () => copy(address(link), tell, box)),
    press("Copy the Python", () => copy(code.textContent ?? "", tell, box)),
    press("CSV", () => save(`${name}.csv`, new Blob([toCsv(data, now.state, now.found)], { type: "text/csv" }))),
    press("SVG", () => save(`${name}.svg`, new Blob([svg()], { type: "image/svg+xml" }))),
    press("PNG", () => savePng(`${name}.png`, svg(), tell)),
    link,
  );
  const box = element("textarea", { readonly: true, hidden: true, rows: 6, "aria-label": "Text to copy" });
  const node = element(
    "details",
    { class: "take" },
    element("summary", {}, "Take it away: text, data, picture, link, Python"),
    buttons,
    told,
    box,
    element("p", { class: "key", id: `${prefix}-code` }, "The same in Python:"),
    code,
  );
  const update = (/** @type {State} */ state, /** @type {Selection} */ found) => {
    now = { state, found };
    link.setAttribute("href", toFragment(name, state));
    if (node.open) code.textContent = pythonCode(data, state, found);
    if (told.textContent) tell("");
  };
  node.addEventListener("toggle", () => code.textContent = pythonCode(data, now.state, now.found));
  return { node, update };
}

/** The whole address of the view. @param {HTMLAnchorElement} link */
const address = (link) => link.href;

/** @param {Data} data @param {State} state @param {Selection} found @param {{title: string, note: string, address: string}} words */
export function asText(data, state, found, { title, note, address }) {
  const trials = found.trials.map((trial) => {
    const [low, middle, high] = intervalOf(trial);
    return `- ${trial.row.label}: ${inText(low, middle, high, found)}${trial.included ? "" : " (left out)"}`;
  });
  const source = `Point by Point: an open course on acupuncture for back and neck pain. Study explorer. ${address}`;
  return [title, note, trials.join("\n"), ...said(data, state, found), source].filter(Boolean).join("\n\n") + "\n";
}

/** The words of the page: how ours differs from the reviews, the result, what the reviews conclude. @param {Data} data @param {State} state @param {Selection} found */
function said(data, state, found) {
  const reviews = reviewsOf(data, state).map((one) =>
    `A review of ${one.year}: ${one.says.replace(/\.?$/, ".")} ${one.source}`
  );
  return [
    difference(data, state, found),
    sentence(data, state, found),
    reviews.length ? reviews.join("\n") : noReview(data),
  ];
}

/** Copy, or where the browser forbids it show the text, selected. @param {string} text @param {(text: string) => void} tell @param {HTMLTextAreaElement} box */
async function copy(text, tell, box) {
  try {
    await navigator.clipboard.writeText(text);
    box.hidden = true;
    tell("Copied.");
  } catch {
    box.hidden = false;
    box.value = text;
    box.focus();
    box.select();
    tell("Press Ctrl+C (or ⌘C) to copy the text below.");
  }
}

/** @param {string} name @param {Blob} blob */
function save(name, blob) {
  const url = URL.createObjectURL(blob);
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** @param {string} name @param {string} svg @param {(text: string) => void} tell */
async function savePng(name, svg, tell) {
  try {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = element("canvas", { width: 2 * image.naturalWidth, height: 2 * image.naturalHeight });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    if (!blob) throw new Error("no picture");
    save(name, blob);
  } catch {
    tell("This browser could not draw the PNG; the SVG holds the same picture.");
  }
}

/** @param {HTMLElement} root */
function coloursOf(root) {
  const style = getComputedStyle(root);
  const read = (/** @type {string} */ name, /** @type {string} */ instead) =>
    style.getPropertyValue(`--pbp-${name}`).trim() || instead;
  return {
    ink: read("ink", "#222"),
    soft: read("ink-soft", "#555"),
    paper: read("paper", "#fff"),
    jade: read("jade", "#165"),
    amber: read("amber", "#860"),
    wash: read("amber-wash", "#fe9"),
  };
}
