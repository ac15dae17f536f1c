// The question before the picture: the reader types a number, or looks without a guess, and is told what was guessed.
import { element } from "../_shared/dom.js";

/**
 * @param {string} ask @param {number} denominator @param {string} per @param {string} prefix
 * @param {(guess: number | null) => void} done called with the guess per `denominator`, or with null for "just show me"
 */
export function guessForm(ask, denominator, per, prefix, done) {
  const all = `${denominator.toLocaleString("en")} ${per}`;
  const field = element("input", { type: "text", inputmode: "decimal", id: `${prefix}-guess`, autocomplete: "off" });
  const note = element("p", { class: "note", role: "status", "data-field": "guess" });
  const skip = element("button", { type: "button", class: "quiet" }, "Just show me");
  const row = element(
    "div",
    { class: "entry" },
    field,
    element("span", {}, `in ${all}`),
    element("button", { type: "submit" }, "Show the picture"),
    skip,
  );
  const node = element("form", { class: "guess" }, element("label", { for: field.id }, ask), row, note);
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    const guess = read(field.value);
    if (guess >= 0 && guess <= denominator) done(guess);
    else note.textContent = `Type a number from 0 to ${denominator.toLocaleString("en")}, such as 5.`;
  });
  skip.addEventListener("click", () => done(null));
  /** @param {boolean} open @param {number | null} guess */
  const show = (open, guess) => {
    row.hidden = open;
    if (!open) return;
    note.dataset.value = String(guess ?? "");
    note.textContent = guess === null
      ? "You looked without a guess."
      : `Your guess: ${guess.toLocaleString("en")} in ${all}.`;
  };
  return { node, show };
}

/** A typed number: "1,000" and "1 000" are a thousand, "0,5" is a half; NaN for what is none. @param {string} text */
function read(text) {
  const plain = text.trim();
  const whole = /^[1-9]\d{0,2}([,\s\u202f])\d{3}$/.test(plain) ? plain.replace(/\D/g, "") : plain.replace(",", ".");
  return /^\d+(\.\d*)?$|^\.\d+$/.test(whole) ? Number(whole) : NaN;
}
