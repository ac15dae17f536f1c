// A pooled result in short plain sentences, word for word as widgets/stats/words.py says it.

/** @typedef {"MD" | "SMD" | "RD" | "RR" | "OR"} Kind */
/** @typedef {{estimate: number, ci_low: number, ci_high: number, pi_low: number, pi_high: number, k: number, level: number, measure: Kind}} Said */
/** @typedef {{outcome: string, comparator: string, people: string, when: string, unit: string, lower_is_better: boolean, smallest_important: number | null, missing_trials: number | null, missing_people: number | null, largest_missing: string | null, review_says: string | null}} Context */

export const ENOUGH = 5; // trials to word a pooled number without a warning, and to name a prediction interval
const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** How a measure is called and printed. @type {Record<Kind, {name: string, unit: string, digits: number, factor: number, ratio: boolean}>} */
export const KINDS = {
  MD: { name: "difference in", unit: "", digits: 0, factor: 1, ratio: false },
  SMD: { name: "standardised difference in", unit: "standard deviations", digits: 2, factor: 1, ratio: false },
  RD: { name: "difference in the share with", unit: "per 100 people", digits: 0, factor: 100, ratio: false },
  RR: { name: "risk ratio for", unit: "", digits: 2, factor: 1, ratio: true },
  OR: { name: "odds ratio for", unit: "", digits: 2, factor: 1, ratio: true },
};

/** @param {Said} pooled @param {Context} context */
export const summary = (pooled, context) => [...paragraphs(pooled, context), review(context)].join(" ");

/** The same without what reviews say: the result, how to read it, what is missing. @param {Said} pooled @param {Context} context */
export function paragraphs(pooled, context) {
  const reading = [direction(pooled, context), importance(pooled, context), prediction(pooled, context)];
  return [
    `${question(pooled, context)} ${size(pooled, context)}`,
    reading.filter(Boolean).join(" "),
    missing(context),
  ];
}

/** @param {Said} pooled @param {Context} context */
function question(pooled, context) {
  const asked = `compared acupuncture with ${context.comparator} in ${context.people}`;
  if (pooled.k === 1) return `One trial ${asked}. One trial on its own is no pooled result.`;
  const few = pooled.k < ENOUGH ? " They are too few to trust a pooled number." : "";
  return `${capital(count(pooled.k, "trial"))} ${asked}.${few}`;
}

/** @param {Said} pooled @param {Context} context */
function size(pooled, context) {
  const measure = KINDS[pooled.measure];
  const average = pooled.k > 1 ? "average " : "";
  const unit = ` ${unitOf(pooled, context)}`.trimEnd();
  const said = number(pooled.estimate, pooled, context);
  return `Measured ${context.when}, the ${average}${measure.name} ${context.outcome} was ${said}${unit}. So ${
    compared(said, pooled, context)
  }. The ${percent(pooled.level)} interval goes from ${span(pooled.ci_low, pooled.ci_high, pooled, context)}${
    beyond(pooled, context)
  }.`;
}

/** Few readers would see that an interval leaves the scale. @param {Said} pooled @param {Context} context */
export function beyond(pooled, context) {
  const end = pooled.measure === "RD" ? 1 : pooled.measure === "MD" && context.unit.includes("0–100") ? 100 : Infinity;
  return Math.max(-pooled.ci_low, pooled.ci_high) > end ? ", further than is possible" : "";
}

/** Which group had less, as far as the printed number shows it. @param {string} said @param {Said} pooled @param {Context} context */
function compared(said, pooled, context) {
  const often = KINDS[pooled.measure].ratio || pooled.measure === "RD";
  const verb = `in ${pooled.k === 1 ? "this trial" : "these trials"} ${context.outcome} ${often ? "happened" : "was"}`;
  if (said === number(0, pooled, context)) return `${verb} about ${often ? "as often" : "the same"} in both groups`;
  const word = pooled.estimate < 0 ? (often ? "less often" : "lower") : (often ? "more often" : "higher");
  return `${verb} ${word} with acupuncture`;
}

/** @param {Said} pooled @param {Context} context */
function direction(pooled, context) {
  const lower = context.lower_is_better, line = KINDS[pooled.measure].ratio ? 1 : 0;
  const [low, high] = benefit(pooled, context), none = number(0, pooled, context);
  const just = [pooled.ci_low, pooled.ci_high].some((end) => number(end, pooled, context) === none)
    ? ", if only just"
    : "";
  const rest = low > 0
    ? `The whole interval favours acupuncture${just}.`
    : high < 0
    ? `The whole interval favours ${context.comparator}${just}.`
    : "The interval includes no difference: it stays open which of the two does better.";
  const side = lower ? "Lower is better here: values below" : "Higher is better here: values above";
  return `${side} ${line} favour acupuncture. ${rest}`;
}

/** @param {Said} pooled @param {Context} context */
function importance(pooled, context) {
  const yardstick = context.smallest_important;
  if (yardstick === null) {
    return "No agreed value says how large a difference must be to matter.";
  }
  const measure = KINDS[pooled.measure];
  const least = measure.ratio ? Math.abs(Math.log(yardstick)) : yardstick;
  const [low, high] = benefit(pooled, context);
  const found = low >= least
    ? "Every value in the interval is a benefit of that size or more."
    : high < least
    ? "No value in the interval is a benefit of that size."
    : "The interval has benefits of that size in it, and smaller values too.";
  const printed = general(measure.ratio ? yardstick : yardstick * measure.factor);
  return `${`The smallest important difference is ${printed} ${unitOf(pooled, context)}`.trimEnd()}. ${found}`;
}

/** @param {Said} pooled @param {Context} context */
function prediction(pooled, context) {
  if (pooled.k < ENOUGH || Number.isNaN(pooled.pi_low)) return "";
  const found = span(pooled.pi_low, pooled.pi_high, pooled, context);
  return `In one more trial of this kind, the true value may lie anywhere from ${found} (${
    percent(pooled.level)
  } prediction interval).`;
}

/** @param {Context} context */
function missing(context) {
  const { missing_trials: trials, missing_people: people } = context;
  if (trials === 0) return "No known trial on this comparison is missing here.";
  if (trials === 1 && context.largest_missing) {
    return `One known trial on this comparison is missing here: ${context.largest_missing}.`;
  }
  const largest = context.largest_missing ? ` The largest is ${context.largest_missing}.` : "";
  if (trials === null) {
    const some = people ? ` Known trials with ${grouped(people)} people are missing.` : "";
    return `How many known trials are missing here was not counted.${some}${largest}`;
  }
  const size = people === null ? "" : ` with ${grouped(people)} people`, verb = trials === 1 ? "is" : "are";
  return `${capital(count(trials, "known trial"))} on this comparison${size} ${verb} missing here.${largest}`;
}

/** @param {Context} context */
function review(context) {
  if (!context.review_says) return "What the latest systematic review says is not given here.";
  return `The latest systematic review says: ${context.review_says.trim().replace(/\.+$/, "")}.`;
}

/** The interval turned so that above 0 favours acupuncture. @param {Said} pooled @param {Context} context @returns {[number, number]} */
export function benefit(pooled, context) {
  return context.lower_is_better ? [-pooled.ci_high, -pooled.ci_low] : [pooled.ci_low, pooled.ci_high];
}

/** @param {Said} pooled @param {Context} context */
function unitOf(pooled, context) {
  return pooled.measure === "MD" ? context.unit : KINDS[pooled.measure].unit;
}

/** A value as it is printed. @param {number} value @param {{measure: Kind}} pooled @param {{unit: string}} context */
export function number(value, pooled, context) {
  const measure = KINDS[pooled.measure];
  const digits = pooled.measure === "MD" && !context.unit.includes("0–100") ? 1 : measure.digits;
  const shown = measure.ratio ? Math.exp(Math.min(value, 700)) : value * measure.factor;
  const text = fixed(Number(shown.toPrecision(12)), digits); // a printed limit of 7.5 may come back a hair beside it
  return /[1-9]/.test(text) ? text.replace("-", "−") : text.replace("-", "");
}

/** @param {number} low @param {number} high @param {{measure: Kind}} pooled @param {{unit: string}} context */
export function span(low, high, pooled, context) {
  return `${number(low, pooled, context)} to ${number(high, pooled, context)}`;
}

/** With so many digits and commas between thousands; halves go to the even digit, as in Python. @param {number} value @param {number} digits */
export function fixed(value, digits) {
  const size = Math.abs(value), scaled = size * 10 ** digits;
  const tie = Number.isInteger(size * 2 ** (digits + 1)) && scaled % 1 === 0.5;
  const text = tie && Math.floor(scaled) % 2 === 0
    ? (Math.floor(scaled) / 10 ** digits).toFixed(digits)
    : size.toFixed(digits);
  const [whole, rest] = text.split(".");
  const commas = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (value < 0 || Object.is(value, -0) ? "-" : "") + commas + (rest ? `.${rest}` : "");
}

/** @param {number} value */
const general = (value) => String(Number(value.toPrecision(6)));

/** @param {number} level */
const percent = (level) => `${general(100 * level)} %`;

/** A whole number with commas. @param {number} value */
export const grouped = (value) => fixed(value, 0);

/** "three trials", "12 trials". @param {number} value @param {string} noun */
export function count(value, noun) {
  return `${value < WORDS.length ? WORDS[value] : grouped(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** @param {string} text */
export const capital = (text) => text[0].toUpperCase() + text.slice(1).toLowerCase();
