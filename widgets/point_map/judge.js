// The quiz: what is asked, what stands for choice, and how far off an answer is, in words.
import { shuffled } from "../_shared/shuffle.js";
import { cun } from "./cun.js";
import { inside } from "./layout.js";
import { drawnIn, hasPlace, isPaired, spotsOf, viewOf } from "./places.js";

/** @typedef {import("./point_map.js").Point} Point */
/** @typedef {import("./layout.js").Spot} Spot */
/** @typedef {{right: boolean, words: string}} Verdict */

const RIGHT = 0.045, CLOSE = 0.1; // of the longer side of the view
const RIGHT_ON_BODY = 0.02; // the same on the whole figures
const BODY = ["front", "back", "side"];
const LITTLE = 0.012; // less than this is no direction
const CHOICES = 5;

/** The points that can be asked for: those of the list that are drawn. @param {Point[]} points @param {string[]} codes @param {number} seed @param {string} mode */
export const questions = (points, codes, seed, mode) =>
  shuffled(points.filter((one) => hasPlace(one) && codes.includes(one.code)).map(({ code }) => code), seed, mode);

/** The next point in order that was not answered rightly; after that the next one in order. @param {string[]} order @param {string} now @param {string} mode @param {Record<string, {right: boolean}>} answers */
export function nextOf(order, now, mode, answers) {
  const at = order.indexOf(now), turned = [...order.slice(at + 1), ...order.slice(0, at + 1)];
  const open = (/** @type {string} */ code) =>
    !(Object.hasOwn(answers, `${mode}:${code}`) && answers[`${mode}:${code}`].right);
  return turned.find((code) => code !== now && open(code)) ?? turned.find((code) => code !== now) ?? now;
}

/** Points to choose from: the asked one, its two neighbours in this view, and two others. @param {Point[]} points @param {string} code @param {string} view @param {number} seed */
export function choices(points, code, view, seed) {
  const drawn = drawnIn(points, view), asked = drawn.find((one) => one.code === code);
  if (!asked) return [code];
  const others = drawn.filter((one) => one.code !== code)
    .sort((one, two) => between(one.spots, asked.spots) - between(two.spots, asked.spots)).map((one) => one.code);
  const near = others.slice(0, 2),
    rest = shuffled(others.slice(2), seed, `${code}:rest`).slice(0, CHOICES - 1 - near.length);
  return shuffled([code, ...near, ...rest], seed, `${code}:choices`);
}

/** The shortest way between places. @param {Spot[]} some @param {Spot[]} others */
const between = (some, others) =>
  Math.min(...some.flatMap((one) => others.map((two) => Math.hypot(one.x - two.x, one.y - two.y))));

/** How near a mark has to be, in units of the view. @param {string} view */
export const reachOf = (view) =>
  Math.max(...viewOf(view).viewBox.slice(2)) * (BODY.includes(view) ? RIGHT_ON_BODY : RIGHT);

/** "within 2 cun": how far units of a view are, by the shortest cun of our bars there; "" where it has none. @param {string} view @param {number} units */
export function cunWithin(view, units) {
  const lengths = cun.bars.filter((bar) => bar.view === view)
    .map(({ from, to, parts }) => Math.hypot(to[0] - from[0], to[1] - from[1]) / parts);
  if (!lengths.length) return "";
  const count = Math.max(1, Math.ceil(units / Math.min(...lengths) - 1e-9));
  return `within ${["", "one", "two", "three"][count] ?? count} cun`;
}

/** How a marked place fits the asked point; `name` is that of a place that was chosen among others. @param {Point[]} points @param {string} code @param {string} view @param {Spot} mark @param {string} [name] @returns {Verdict} */
export function judgePlace(points, code, view, mark, name = "") {
  const drawn = drawnIn(points, view), asked = drawn.find((one) => one.code === code);
  if (!asked) return { right: false, words: `${code} is not drawn on this picture.` };
  const size = Math.max(...viewOf(view).viewBox.slice(2)), far = between([mark], asked.spots) / size;
  const nearer = drawn.filter((one) => one.code !== code && between([mark], one.spots) / size < far - 1e-9)
    .sort((one, two) => between([mark], one.spots) - between([mark], two.spots))[0];
  const right = reachOf(view) / size, yours = name || "your mark";
  if (far <= right && !nearer) return { right: true, words: name ? `Right: ${name}.` : rightWords(view, far * size) };
  const way = direction(points, code, view, mark);
  const where = regions(view, mark, asked.spots[0], [name || "Your mark", "the point"]);
  const head = name
    ? `No, not ${name}${nearer && between([mark], nearer.spots) < 1e-6 ? `: that is ${nearer.code}` : ""}.`
    : far <= right && nearer
    ? `Very near, but ${nearer.code} lies nearer to your mark.`
    : far <= CLOSE
    ? "Close."
    : "Not there.";
  const beside = !name && nearer && far > right && between([mark], nearer.spots) / size <= CLOSE
    ? ` The nearest point to your mark is ${nearer.code}.`
    : "";
  return {
    right: false,
    words: [head, where, way ? `${code} lies ${way} ${yours}.` : ""].filter(Boolean).join(" ") + beside,
  };
}

/** @param {string} view @param {number} units how far off */
function rightWords(view, units) {
  const within = cunWithin(view, units);
  return `Right: no other point of this picture lies nearer${within ? `, and you are ${within}` : ""}.`;
}

/** How a chosen name fits. @param {Point[]} points @param {string} code @param {string} view @param {string} chosen @returns {Verdict} */
export function judgeName(points, code, view, chosen) {
  if (chosen === code) return { right: true, words: `Right: this is ${titled(points, code)}.` };
  const other = points.find((one) => one.code === chosen), spot = other ? spotsOf(other, view)[0] : undefined;
  const asked = points.find((one) => one.code === code);
  if (!spot || !asked) return { right: false, words: `No, not ${chosen}.` };
  const where = regions(view, spot, spotsOf(asked, view)[0], [chosen, "this place"]);
  const way = direction(points, code, view, spot);
  return {
    right: false,
    words: [`No, not ${chosen}.`, where, way ? `The marked place lies ${way} ${chosen}.` : ""].filter(Boolean).join(
      " ",
    ),
  };
}

/** @param {Point[]} points @param {string} code */
function titled(points, code) {
  const point = points.find((one) => one.code === code);
  return point ? [point.code, point.pinyin, point.zh].filter(Boolean).join(" ") : code;
}

/** Where the asked point lies, seen from a mark: "higher and further out than". @param {Point[]} points @param {string} code @param {string} view @param {Spot} mark */
export function direction(points, code, view, mark) {
  const box = viewOf(view).viewBox, size = Math.max(box[2], box[3]);
  const asked = points.find((one) => one.code === code);
  const spots = asked ? spotsOf(asked, view) : [];
  if (!spots.length) return "";
  const spot = spots.reduce((one, two) => between([two], [mark]) < between([one], [mark]) ? two : one);
  const down = spot.y - mark.y, paired = isPaired(points, view);
  const across = paired ? Math.abs(spot.x) - Math.abs(mark.x) : spot.x - mark.x;
  const [more, less] = paired ? ["further out", "nearer to the midline"] : ["further right", "further left"];
  const part = (/** @type {number} */ by, /** @type {string} */ plus, /** @type {string} */ minus) =>
    Math.abs(by) < LITTLE * size ? "" : `${Math.abs(by) < CLOSE * size / 2 ? "a little " : ""}${by > 0 ? plus : minus}`;
  const words = [part(down, "lower", "higher"), part(across, more, less)].filter(Boolean);
  return words.length ? `${words.join(" and ")} than` : "";
}

/** The smallest region of a view that a place lies in. @param {string} view @param {Spot} spot @returns {string} its title, "" for none */
export function regionAt(view, spot) {
  const fits = viewOf(view).regions.filter(({ box }) => inside(spot, box));
  return fits.sort((one, two) => one.box[2] * one.box[3] - two.box[2] * two.box[3])[0]?.title ?? "";
}

/** A region without its side: a point that lies on both sides lies in both. @param {string} title */
const sideless = (title) => title.toLowerCase().replace(/^(left|right) /, "");

/** @param {string} view @param {Spot} mark @param {Spot} asked @param {[string, string]} names */
function regions(view, mark, asked, names = ["Your mark", "the point"]) {
  const [own, wanted] = [regionAt(view, mark), regionAt(view, asked)].map(sideless);
  if (!wanted) return "";
  if (!own) return `${names[0]} lies beside the body; ${names[1]} lies here: ${wanted}.`;
  if (own === wanted) return `The region is right: ${own}.`;
  return `${names[0]} lies in another region (${own}); ${names[1]} lies here: ${wanted}.`;
}

/** Where a mark is, for those who can't see it: region and nearest landmark. @param {string} view @param {Spot} mark */
export function markSays(view, mark) {
  const { landmarks, viewBox: [x, y, width, height] } = viewOf(view), title = regionAt(view, mark);
  const away = (/** @type {Spot} */ one) => between([mark], [one]);
  const near = [...landmarks].sort((one, two) => away(one) - away(two))[0];
  const share = (/** @type {number} */ value) => `${Math.round(value * 100)}\u2009%`;
  return [
    `Marker ${share((mark.y - y) / height)} down and ${share((mark.x - x) / width)} across the picture`,
    title ? `region: ${title.toLowerCase()}` : "",
    near ? `nearest landmark: ${near.label}` : "",
  ].filter(Boolean).join(", ") + ".";
}
