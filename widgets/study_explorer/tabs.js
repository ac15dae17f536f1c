// The pictures behind tabs: one in front, drawn when it comes to the front.
import { element } from "../_shared/dom.js";

/**
 * @param {{tabs: Record<string, string>, prefix: string, choose: (name: string) => void}} options
 */
export function tabs({ tabs: names, prefix, choose }) {
  const panel = element("div", { role: "tabpanel", id: `${prefix}-panel`, class: "panel" });
  const all = Object.entries(names).map(([name, label]) => {
    const tab = element("button", {
      type: "button",
      role: "tab",
      id: `${prefix}-tab-${name}`,
      "data-tab": name,
      "aria-controls": panel.id,
    }, label);
    tab.addEventListener("click", () => choose(name));
    return tab;
  });
  const list = element("div", { role: "tablist", class: "tabs", "aria-label": "Pictures" }, ...all);
  list.addEventListener("keydown", (event) => {
    const at = all.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    next.focus();
    choose(String(next.dataset.tab));
  });
  const update = (/** @type {string} */ name) => {
    for (const tab of all) {
      const here = tab.dataset.tab === name;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
      if (here) panel.setAttribute("aria-labelledby", tab.id);
    }
  };
  return { list, panel, update };
}
