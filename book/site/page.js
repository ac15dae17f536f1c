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

/** Each button that opens a solution says which. @param {typeof globalThis} view */
export function nameSolutions(view) {
  view.addEventListener("load", () => {
    for (const button of view.document.querySelectorAll("button.toggle-button")) {
      const title = button.closest(".admonition")?.querySelector(".admonition-title")?.textContent;
      if (title) button.setAttribute("aria-label", title.trim());
    }
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

/** The name that a fragment leads to; "" where it can't be read, as in "#%E0%A4". @param {string} hash */
function nameIn(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}

/**
 * Stay on the target of a link while far sections (content-visibility in book.css) take their real height.
 * @param {Document} page @param {typeof globalThis} view
 */
export function landOnTargets(page, view) {
  const land = () => {
    const target = page.getElementById(nameIn(view.location.hash));
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
      fold.open = true;
    }
    let steady = 0, frames = 0;
    const settle = () => {
      const before = target.getBoundingClientRect().top;
      target.scrollIntoView({ behavior: "instant" });
      steady = Math.abs(target.getBoundingClientRect().top - before) < 2 ? steady + 1 : 0;
      if (steady < 5 && ++frames < 60) view.requestAnimationFrame(settle);
    };
    settle();
  };
  view.addEventListener("hashchange", land);
  view.addEventListener("load", land);
}
