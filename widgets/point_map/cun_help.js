// What a cun is: a share of the body it is measured on.
import { element, withLanguage } from "../_shared/dom.js";

/** @param {{term: string, zh: string, pinyin: string, text: string, source: string}[]} terms */
export function cunPart(terms) {
  const told = terms.map((one) =>
    element(
      "p",
      {},
      element("b", {}, one.term),
      " (",
      element("i", { lang: "zh-Latn" }, one.pinyin),
      ", ",
      ...withLanguage(one.zh),
      `): ${one.text}. `,
      element("small", {}, one.source),
    )
  );
  return element(
    "details",
    { class: "fold", "data-field": "cun-help" },
    element("summary", {}, "What is a cun?"),
    ...told,
  );
}
