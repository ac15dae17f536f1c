// Text on its way to a page, as language.py prints it.

/** Ranges with en dashes, a thin space before the percent sign. @param {string} text */
export const print = (text) => text.replace(/(?<=\d)-(?=\d)/g, "–").replace(/(?<=\d) ?%/g, "\u2009%");
