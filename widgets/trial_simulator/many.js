// The same trial again and again, each time with other people. many.py is the same in Python.
import { COMPARISONS, isSignificant, summarise, welch, works } from "./compare.js";
import { ARMS, draw, ready, room } from "./trial.js";

/**
 * @typedef {import("./trial.js").Settings} Settings
 * @typedef {{difference: Float64Array, p: Float64Array, done: number}} Many one comparison; one entry a trial
 * @typedef {{mean: number, sd: number, works: number, significant: number, mean_works: number}} Long
 */

const SLICE = 12; // milliseconds of work before the page may do something else
const PAUSE = 120; // milliseconds of work before what is found so far is told

/** Room for the three comparisons. @param {number} trials @returns {Many[]} */
export function places(trials) {
  return COMPARISONS.map(() => ({ difference: new Float64Array(trials), p: new Float64Array(trials), done: 0 }));
}

/** A function that runs the next trial into `into`. @param {Settings} settings @param {Many[]} into */
export function runner(settings, into) {
  const known = ready(settings), arm = room(settings.people);
  return () => {
    const at = into[0].done;
    const arms = ARMS.map((_, which) => summarise(draw(settings, known, which, at + 1, arm)));
    COMPARISONS.forEach(([first, second], which) => {
      const { difference, p } = welch(arms[first], arms[second]);
      into[which].difference[at] = difference;
      into[which].p[at] = p;
      into[which].done = at + 1;
    });
  };
}

/** All at once, for who may wait. @param {Settings} settings @param {number} trials */
export function runMany(settings, trials) {
  const into = places(trials), next = runner(settings, into);
  for (let trial = 0; trial < trials; trial++) next();
  return into;
}

/**
 * In slices, so that the page stays awake. The next slice is asked for by a message: a timer would wait 4 ms or more
 * each time. What is there is told now and then only, because a page takes longer to draw it than to work on.
 * @param {Settings} settings @param {number} trials
 * @param {(found: Many[], done: boolean) => void} tell called now and then, and at the end @returns {() => void} stops it
 */
export function runInSlices(settings, trials, tell) {
  const into = places(trials), next = runner(settings, into);
  const { port1: inbox, port2: outbox } = new MessageChannel();
  let told = performance.now(), stopped = false;
  const stop = () => {
    stopped = true;
    inbox.close();
  };
  inbox.onmessage = () => {
    if (stopped) return;
    const until = performance.now() + SLICE;
    while (into[0].done < trials && performance.now() < until) next();
    const done = into[0].done >= trials;
    if (done) stop();
    else outbox.postMessage(null);
    if (!done && performance.now() - told < PAUSE) return;
    tell(into, done);
    told = performance.now();
  };
  outbox.postMessage(null);
  return stop;
}

/** What many trials of one comparison say together. @param {Many} found @returns {Long} */
export function sumUp(found) {
  let told = 0, sum = 0, says = 0, saySum = 0, significant = 0, squares = 0;
  for (let trial = 0; trial < found.done; trial++) {
    const difference = found.difference[trial], p = found.p[trial];
    if (Number.isNaN(p)) continue;
    told += 1;
    sum += difference;
    significant += Number(isSignificant(p));
    if (!works(difference, p)) continue;
    says += 1;
    saySum += difference;
  }
  const mean = sum / told;
  for (let trial = 0; trial < found.done; trial++) {
    if (!Number.isNaN(found.p[trial])) squares += (found.difference[trial] - mean) ** 2;
  }
  return {
    mean,
    sd: told > 1 ? Math.sqrt(squares / (told - 1)) : NaN,
    works: says / found.done,
    significant: significant / found.done,
    mean_works: saySum / says,
  };
}

/** How often the two comparisons of the needle say "works" together. @param {Many[]} found @returns {Record<string, number>} */
export function verdicts([sham, usual]) {
  const counts = { "both": 0, "usual only": 0, "sham only": 0, "neither": 0 };
  for (let trial = 0; trial < sham.done; trial++) {
    const inUsual = works(usual.difference[trial], usual.p[trial]);
    const inSham = works(sham.difference[trial], sham.p[trial]);
    counts[inUsual ? (inSham ? "both" : "usual only") : inSham ? "sham only" : "neither"] += 1;
  }
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count / sham.done]));
}
