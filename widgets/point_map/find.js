// Finding a point by what people type; find.py is the same in Python, and says what the ranks mean.

/** @typedef {import("./point_map.js").Point} Point */
/** @typedef {Record<string, string>} Aliases other letters for the same channels */

const SHORTEST = 3; // letters of a word in the long texts

/** Lower case, without tone marks, spaces and signs. @param {string} text */
export const plain = (text) =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[^a-z0-9\u3400-\u9fff]/g, "");

/** The plain code that a text may mean: "UB 23", "bl-23" and "BL023" are "bl23". @param {string} text @param {Aliases} aliases */
export function codeOf(text, aliases) {
  const bare = plain(text), found = /^([a-z]+)0*(\d+)$/.exec(bare);
  return found ? `${Object.hasOwn(aliases, found[1]) ? aliases[found[1]] : found[1]}${found[2]}` : bare;
}

/** How well a point fits, 0 to 4. @param {Point} point @param {string} text @param {Aliases} aliases */
export function rank(point, text, aliases) {
  const asked = plain(text), code = codeOf(text, aliases), letters = asked.replace(/\d/g, "") || asked;
  if (!asked) return 4;
  const own = plain(point.code), names = [point.pinyin, point.zh, point.name].map(plain), [pinyin, zh, english] = names;
  if (code === own || letters === pinyin || [zh, english, plain(point.name.split("(")[0])].includes(asked)) return 0;
  if (own.startsWith(code) || names.some((name) => name && name.startsWith(asked))) return 1;
  if (names.some((name) => name.includes(asked))) return 2;
  const cautions = point.cautions.flatMap(({ kind, text: why }) => [kind, why]);
  const texts = [point.channel, point.area, point.where, ...cautions];
  return asked.length >= SHORTEST && texts.some((one) => plain(one).includes(asked)) ? 3 : 4;
}

/** The codes of the points that fit, the best first; all of them for an empty text. @param {Point[]} points @param {string} text @param {Aliases} aliases */
export function found(points, text, aliases) {
  if (!plain(text)) return text.trim() ? [] : points.map(({ code }) => code);
  const ranked = points.map((point) => ({ code: point.code, fits: rank(point, text, aliases) }));
  return [0, 1, 2, 3].flatMap((best) => ranked.filter(({ fits }) => fits === best).map(({ code }) => code));
}

/** The codes that the search and the filters leave. @param {Point[]} points @param {{find: string, channel: string, region: string, used: string}} chosen @param {Aliases} aliases */
export function listed(points, { find, channel, region, used }, aliases) {
  const kept = points.filter((one) =>
    (!channel || one.channel === channel) && (!region || one.region === region) && (!used || one.used.includes(used))
  );
  return found(kept, find, aliases);
}
