// Runs the page's anywidgets from the state that the build embeds: no kernel, no require.js, no html-manager.
import { keep, restore } from "./storage.js";

/** @typedef {Record<string, unknown>} State */
/** @typedef {{initialize?: (c: {model: Model}) => unknown, render?: (c: {model: Model, el: HTMLElement}) => unknown}} Widget */

/** The part of a Jupyter widget model that our widgets use; what the widget says to keep survives a reload. */
export class Model {
  /** @type {Map<string, Set<(...values: unknown[]) => void>>} */
  #listeners = new Map();
  #state;

  /** @param {State} state @param {Storage | undefined} storage */
  constructor(state, storage) {
    this.storage = storage;
    this.kept = /** @type {{key?: string, fields?: string[]}} */ (state._persist ?? {});
    const saved = this.kept.key ? restore(this.kept.key, storage) : {};
    const fields = this.kept.fields ?? [];
    this.#state = { ...state, ...Object.fromEntries(fields.filter((f) => f in saved).map((f) => [f, saved[f]])) };
  }
  /** @param {string} name */
  get(name) {
    return this.#state[name];
  }
  /** @param {string} name @param {unknown} value */
  set(name, value) {
    if (this.#state[name] === value) return;
    this.#state[name] = value;
    this.#emit(`change:${name}`, this, value);
    this.#emit("change", this);
  }
  save_changes() {
    for (const field of this.kept.fields ?? []) {
      const ok = keep(/** @type {string} */ (this.kept.key), field, this.#state[field], this.storage);
      if (!ok) {
        this.set("_storage_note", "Your answers can't be kept in this browser: it is full or does not allow it.");
      }
    }
  }
  send() {} // no kernel to talk to
  /** @param {string} name @param {(...values: unknown[]) => void} callback */
  on(name, callback) {
    if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
    this.#listeners.get(name)?.add(callback);
  }
  /** @param {string} [name] @param {(...values: unknown[]) => void} [callback] */
  off(name, callback) {
    for (const key of name ? [name] : this.#listeners.keys()) {
      callback ? this.#listeners.get(key)?.delete(callback) : this.#listeners.delete(key);
    }
  }
  /** @param {string} name @param {unknown[]} values */
  #emit(name, ...values) {
    for (const callback of [...(this.#listeners.get(name) ?? [])]) callback(...values);
  }
}

/** Mount every widget; one that fails says so in its place, and the rest go on. @param {Document} page */
export function mountAll(page) {
  const source = page.getElementById("pbp-models");
  /** @type {Record<string, State>} */
  const states = JSON.parse(source?.textContent ?? "{}");
  const storage = storageOf(globalThis);
  for (const mount of page.querySelectorAll(".pbp-widget")) {
    mountOne(/** @type {HTMLElement} */ (mount), states, storage);
  }
}

/** @param {HTMLElement} mount @param {Record<string, State>} states @param {Storage | undefined} storage */
async function mountOne(mount, states, storage) {
  const fallback = /** @type {HTMLElement | null} */ (mount.querySelector(".pbp-static"));
  const el = mount.ownerDocument.createElement("div");
  try {
    const view = JSON.parse(mount.querySelector("script")?.textContent ?? "{}");
    const state = states[view.model_id];
    const name = String(state._anywidget_id).split(".")[1];
    /** @type {Widget} */
    const widget = /** @type {any} */ (globalThis).pointByPoint[name];
    const model = new Model(state, storage);
    await widget.initialize?.({ model });
    fallback?.before(el);
    await widget.render?.({ model, el });
    el.className = "pbp-running";
    if (fallback) fallback.hidden = true; // paper gets it back: there it says more than the widget
  } catch (error) {
    console.warn(error);
    const note = mount.ownerDocument.createElement("p");
    note.className = "pbp-failed";
    note.textContent = "This exercise could not start here. Its questions and answers stand below.";
    el.replaceChildren(note);
    fallback?.before(el);
  }
}

/** localStorage where the browser grants it. @param {typeof globalThis} view */
function storageOf(view) {
  try {
    return view.localStorage;
  } catch {
    return undefined;
  }
}
