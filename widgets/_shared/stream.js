// Random numbers that can be drawn again: the same from the same seed as in stream.py, which says how.

const LOW = 0xffff;

/** The upper 32 bits of a product of two words. @param {number} a @param {number} b */
function high(a, b) {
  const aLow = a & LOW, aHigh = a >>> 16, bLow = b & LOW, bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle & LOW);
  return (aHigh * bHigh + (middle >>> 16) + (other >>> 16)) >>> 0;
}

/**
 * Philox4x32-10: four words of 32 bits for a counter of four words and a key of two, put into `into`.
 * @param {number} c0 @param {number} c1 @param {number} c2 @param {number} c3 @param {number} k0 @param {number} k1
 * @param {Uint32Array} into
 */
export function philox(c0, c1, c2, c3, k0, k1, into) {
  for (let round = 0; round < 10; round++) {
    const first = high(0xd2511f53, c0), firstLow = Math.imul(0xd2511f53, c0);
    const second = high(0xcd9e8d57, c2), secondLow = Math.imul(0xcd9e8d57, c2);
    c0 = (second ^ c1 ^ k0) >>> 0;
    c1 = secondLow >>> 0;
    c2 = (first ^ c3 ^ k1) >>> 0;
    c3 = firstLow >>> 0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  into[0] = c0;
  into[1] = c1;
  into[2] = c2;
  into[3] = c3;
}

/** A word of 32 bits as a share above 0 and below 1. @param {number} word */
export function share(word) {
  return (word + 0.5) / 4294967296;
}

/** @param {number} x @param {number[]} powers from the highest */
function polynomial(x, powers) {
  let sum = 0;
  for (let place = 0; place < powers.length; place++) sum = sum * x + powers[place];
  return sum;
}

// Wichura 1988, algorithm AS 241 (PPND16): about 16 digits.
const MIDDLE = [
  [2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125]
    .concat([1971.5909503065514427, 133.14166789178437745, 3.387132872796366608]),
  [5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077]
    .concat([687.1870074920579083, 42.313330701600911252, 1]),
];
const NEAR = [
  [7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258]
    .concat([3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734]),
  [1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459]
    .concat([0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1]),
];
const FAR = [
  [2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093]
    .concat([0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772]),
  [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4]
    .concat([0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1]),
];

/** The value that a standard normal variable stays below with probability `p`. @param {number} p above 0 and below 1 */
export function standardNormal(p) {
  const centred = p - 0.5;
  if (Math.abs(centred) <= 0.425) {
    const r = 0.180625 - centred * centred;
    return centred * polynomial(r, MIDDLE[0]) / polynomial(r, MIDDLE[1]);
  }
  const r = Math.sqrt(-Math.log(centred < 0 ? p : 1 - p));
  const [above, below, x] = r <= 5 ? [NEAR[0], NEAR[1], r - 1.6] : [FAR[0], FAR[1], r - 5];
  const value = polynomial(x, above) / polynomial(x, below);
  return centred < 0 ? -value : value;
}
