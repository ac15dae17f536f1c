// A number as people type it; typed_number.py says what is read and is the same in Python.

export const LONGEST = 40;
const BLANKS = " \\t\\r\\n\\u00a0\\u2009\\u202f";
const MINUS = /[\u2212\u2012\u2013\ufe63\uff0d]/g;
const NUMBER = new RegExp(`^([+-]?)[${BLANKS}]*([0-9.,'\\u2019${BLANKS}]*[0-9.,])(.*)$`, "s");
/** @type {[RegExp, RegExp][]} */
const GROUPS = [
  [
    new RegExp(`^[0-9]{1,3}(?:[${BLANKS}'\\u2019][0-9]{3})+(?:[.,][0-9]+)?$`),
    new RegExp(`[${BLANKS}'\\u2019]`, "g"),
  ],
  [/^(?:[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,})$/, /,/g],
  [/^(?:[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,})$/, /\./g],
];
const TWO_READINGS = /^[1-9][0-9]{0,2},[0-9]{3}$/;
const SIMPLE = /^(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)$/;
const OF_HUNDRED = ["%", "percent", "per cent", "of 100"];
const EDGES = new RegExp(`^[${BLANKS}]+|[${BLANKS}]+$`, "g");

/** `text` without blanks at its ends. @param {string} text */
export const strip = (text) => text.replace(EDGES, "");

/** The number that `typed` says, if it says a clear one. @param {string} typed @param {string} [unit] @returns {number | undefined} */
export function readNumber(typed, unit = "") {
  const text = strip(typed).replace(MINUS, "-");
  const found = [...text].length <= LONGEST ? NUMBER.exec(text) : null;
  if (!found || !isUnit(found[3], unit)) return undefined;
  const digits = plainDigits(found[2]);
  return digits === undefined ? undefined : Number(`${found[1] === "-" ? "-" : ""}${digits}`);
}

/** @param {string} text @returns {string | undefined} */
function plainDigits(text) {
  if (TWO_READINGS.test(text)) return undefined;
  for (const [pattern, parting] of GROUPS) {
    if (pattern.test(text)) return text.replace(parting, "").replace(",", ".");
  }
  return SIMPLE.test(text) ? text.replace(",", ".") : undefined;
}

/** @param {string} rest @param {string} unit */
function isUnit(rest, unit) {
  const said = strip(rest).toLowerCase(), wanted = strip(unit).toLowerCase();
  return said === "" || said === wanted || (OF_HUNDRED.includes(wanted) && OF_HUNDRED.includes(said));
}
