// The theme's buttons as listeners (its onclick attributes are forbidden by the page policy), and print.

/** @param {Document} page */
export function listenToButtons(page) {
  const actions = {
    print: () => globalThis.print(),
    fullscreen: () =>
      page.fullscreenElement ? page.exitFullscreen() : page.documentElement.requestFullscreen().catch(() => {}),
  };
  for (const button of page.querySelectorAll("[data-action]")) {
    const action = actions[/** @type {"print"} */ (button.getAttribute("data-action"))];
    if (action) button.addEventListener("click", action);
  }
}

/** On a phone the list of contents covers the page: close it once something is chosen. @param {Document} page */
export function closeContents(page) {
  const drawer = /** @type {HTMLDialogElement | null} */ (page.getElementById("pst-secondary-sidebar-modal"));
  drawer?.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("a[href*='#']")) drawer.close();
  });
}

/** Open every folded block while printing, and fold again what was folded. @param {typeof globalThis} view */
export function openForPrint(view) {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  view.addEventListener("beforeprint", () => {
    opened = [...view.document.querySelectorAll(/** @type {"details"} */ ("details:not([open])"))];
    for (const block of opened) block.open = true;
  });
  view.addEventListener("afterprint", () => {
    for (const block of opened) block.open = false;
  });
}
