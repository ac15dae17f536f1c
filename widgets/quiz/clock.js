// How long a reader has been at a question: while the focus is in it and the page is looked at.

const LONGEST = 600; // seconds in one go; a reader who went for a walk is not counted as thinking

/** @param {HTMLElement} place */
export function clockOf(place) {
  let before = 0, since = NaN;
  const stretch = () => Number.isNaN(since) ? 0 : Math.min(LONGEST, (performance.now() - since) / 1000);
  const go = () => {
    if (Number.isNaN(since)) since = performance.now();
  };
  const stop = () => {
    before += stretch();
    since = NaN;
  };
  place.addEventListener("focusin", go);
  place.addEventListener("pointerdown", go);
  place.addEventListener("focusout", (event) => {
    if (!place.contains(/** @type {Node | null} */ (event.relatedTarget))) stop();
  });
  return {
    /** The seconds so far, to a tenth. */
    seconds: () => Math.round((before + stretch()) * 10) / 10,
    /** Begin with what was kept, unless this page has counted further. @param {number} kept */
    start: (kept) => {
      if (kept === 0 || kept > before + stretch()) {
        before = kept;
        if (!Number.isNaN(since)) since = performance.now();
      }
    },
  };
}
