// Runs the page's anywidgets from the state that the build embeds: no kernel, no require.js, no html-manager.
import { changeCopy, isRecord, latest, mergeCopies, ONE, sameCopies, textOf, valuesOf } from "./entries.js";
import { FIRST_WINS, keep, onOtherTabs, read, restore, restoreCopies, SENTENCES, storageOf } from "./storage.js";

/** @typedef {Record<string, unknown>} State */
/** @typedef {import("./entries.js").Copy} Copy */
/** @typedef {{initialize?: (c: {model: Model}) => unknown, render?: (c: {model: Model, el: HTMLElement}) => unknown}} Widget */

/** The part of a Jupyter widget model that our widgets use; what the widget says to keep survives a reload. */
export class Model {
  /** @type {Map<string, Set<(...values: unknown[]) => void>>} */
  #listeners = new Map();
  /** @type {Record<string, Copy>} */
  #copies; // of kept fields: this tab's, with the time of each entry's last change
  #start; // what the book says, before a reader did anything
  #state;

  /** @param {State} state @param {Storage | undefined} storage */
  constructor(state, storage) {
    this.storage = storage;
    this.kept = /** @type {{key?: string, fields?: string[]}} */ (state._persist ?? {});
    this.#start = state;
    this.#state = { ...state };
    this.#copies = this.#stored();
    for (const [field, copy] of Object.entries(this.#copies)) this.#state[field] = this.#shown(field, copy);
    const kept = restore(this.kept.key ?? "", storage);
    for (const field of this.#firsts()) {
      if (kept[field] != null && !isRecord(kept[field])) this.#state[field] = kept[field];
    }
  }
  #fields() {
    return this.kept.key ? this.kept.fields ?? [] : [];
  }
  /** Kept values of which the first one stays. */
  #firsts() {
    return this.#fields().filter((field) => FIRST_WINS.has(field));
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
    if (!this.#fields().length) return;
    const firsts = this.#firsts().map((field) => [field, this.#state[field]])
      .filter(([field, value]) => textOf(value) !== textOf(this.#start[String(field)]));
    const mine = this.#mine(this.#stored());
    const { copies, trouble } = keep(this.kept.key ?? "", mine, Object.fromEntries(firsts), this.storage);
    this.#take(copies);
    const note = trouble ? SENTENCES[trouble] : "";
    if (note || this.get("_storage_note")) this.set("_storage_note", note);
  }
  /**
   * Bring in what other tabs have saved; what they wrote over, because they did not know of it yet, is saved again.
   * @param {boolean} [gone] the reader emptied the browser's storage: forget, too
   */
  sync(gone = false) {
    const stored = this.#stored(), mine = this.#mine(stored);
    for (const [field, copy] of Object.entries(mine)) {
      mine[field] = gone ? { ...copy, erased: latest(copy), cells: new Map() } : mergeCopies(stored[field], copy);
    }
    this.#take(mine);
    const lost = Object.keys(mine).some((field) => !sameCopies(mine[field], stored[field]));
    if (lost && !gone && read(this.storage)) this.save_changes();
  }
  /** The kept fields as storage has them now. */
  #stored() {
    const fields = this.#fields().filter((field) => !FIRST_WINS.has(field));
    const single = (/** @type {string} */ field) => !isRecord(this.#start[field]);
    const dictionaries = fields.filter((field) => !single(field));
    return restoreCopies(this.kept.key ?? "", dictionaries, this.storage, fields.filter(single));
  }
  /** What the widget sees of a copy. @param {string} field @param {Copy} copy */
  #shown(field, copy) {
    return copy.single ? valuesOf(copy)[ONE] ?? this.#start[field] : valuesOf(copy);
  }
  /** This tab's copies, with what its widget has set since: later than all that is stored. @param {Record<string, Copy>} stored */
  #mine(stored) {
    const changed = (/** @type {[string, Copy]} */ [field, copy]) => {
      const value = this.#state[field], now = Math.max(Date.now(), 1 + latest(stored[field]));
      if (textOf(value) === textOf(this.#shown(field, copy))) return [field, copy];
      const values = copy.single ? { [ONE]: value } : value;
      return [field, isRecord(values) ? changeCopy(copy, values, now) : copy];
    };
    return Object.fromEntries(Object.entries(this.#copies).map(changed));
  }
  /** @param {Record<string, Copy>} copies */
  #take(copies) {
    this.#copies = copies;
    for (const [field, copy] of Object.entries(copies)) {
      const value = this.#shown(field, copy);
      if (textOf(value) !== textOf(this.#state[field])) this.set(field, value);
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
  /** @type {Model[]} */
  const models = [];
  const source = page.getElementById("pbp-models");
  /** @type {Record<string, State>} */
  const states = JSON.parse(source?.textContent ?? "{}");
  const storage = storageOf(globalThis);
  for (const mount of page.querySelectorAll(".pbp-widget")) {
    mountOne(/** @type {HTMLElement} */ (mount), states, storage, models);
  }
  onOtherTabs(globalThis, (gone) => models.forEach((model) => model.sync(gone)));
}

/**
 * @param {HTMLElement} mount @param {Record<string, State>} states @param {Storage | undefined} storage
 * @param {Model[]} models
 */
async function mountOne(mount, states, storage, models) {
  const fallback = /** @type {HTMLElement | null} */ (mount.querySelector(".pbp-static"));
  const el = mount.ownerDocument.createElement("div");
  try {
    const view = JSON.parse(mount.querySelector("script")?.textContent ?? "{}");
    const state = states[view.model_id];
    const name = String(state._anywidget_id).split(".")[1];
    /** @type {Widget} */
    const widget = /** @type {any} */ (globalThis).pointByPoint[name];
    const model = new Model(state, storage);
    models.push(model);
    await widget.initialize?.({ model });
    fallback?.before(el);
    await widget.render?.({ model, el });
    el.className = "pbp-running";
    if (fallback) fallback.hidden = true; // paper gets it back: there it says more than the widget
  } catch (error) {
    console.warn(error);
    const note = mount.ownerDocument.createElement("p");
    note.className = "pbp-failed";
    note.textContent = "This part could not start here. What it says stands below as plain text.";
    el.replaceChildren(note);
    fallback?.before(el);
  }
}
