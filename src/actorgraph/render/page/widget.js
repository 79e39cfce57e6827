// The viewer as a Jupyter widget (anywidget): what is chosen travels both ways as traits of the model.

import { unpackPayload } from "./columns.js";
import { mount } from "./shell.js";
import { filtersOf } from "./state.js";
import { followTheme } from "./theme.js";

/** @import { Change } from "./viewer.js" */

/** The module that anywidget wants. */
export function widget() {
  return { render };
}

/**
 * The notebook's side: traits by name.
 * @typedef {object} Traits
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {(event: string, listen: () => void) => void} on
 * @property {(event: string, listen: () => void) => void} off
 * @property {() => void} save_changes
 */

/** @param {{model: Traits, el: HTMLElement}} context */
async function render({ model, el }) {
  const data = await unpackPayload(JSON.parse(model.get("data")));
  const { holder, root } = frameIn(el, model);
  /** @type {(() => void) | null} */
  let leave = null;
  const stopWaiting = whenLaidOut(holder, () => { leave = show(model, root, holder, data); });
  return () => {
    stopWaiting();
    leave?.();
  };
}

/** Mount the viewer as the traits say, and keep both alike until the returned function is called. @param {Traits} model @param {HTMLElement} root @param {HTMLElement} holder @param {any} data */
function show(model, root, holder, data) {
  /** @type {ReturnType<typeof mount> | null} */
  let view = null;
  let quiet = true;
  const onChange = (/** @type {Change} */ change) => {
    if (!quiet && view && tell(model, view, change)) model.save_changes();
  };
  view = mount(root, data, { onChange });
  const stop = Object.entries(answersOf(view, model, holder)).map(([name, answer]) => {
    const listen = () => {
      quiet = true;
      try {
        answer(model.get(name));
      } finally {
        quiet = false;
      }
    };
    model.on(`change:${name}`, listen);
    if (isSet(model.get(name)) || name === "selection") listen();
    return () => model.off(`change:${name}`, listen);
  });
  stop.push(followTheme(holder, view.setTheme));
  quiet = false;
  return () => {
    stop.forEach((one) => one());
    view.destroy();
  };
}

/** Call once an element has a size: a notebook renders before it shows, and the picture would be laid out for a stage of no size. @param {HTMLElement} element @param {() => void} then */
function whenLaidOut(element, then) {
  const watcher = new ResizeObserver(() => {
    if (!element.clientWidth) return;
    watcher.disconnect();
    then();
  });
  watcher.observe(element);
  return () => watcher.disconnect();
}

/** An element of the notebook that its styles do not reach. @param {HTMLElement} el @param {Traits} model */
function frameIn(el, model) {
  const holder = document.createElement("div");
  holder.style.cssText = `position:relative;height:${model.get("height")}px;overflow:hidden`;
  const shadow = holder.attachShadow({ mode: "open" });
  const style = document.createElement("style");
  style.textContent = model.get("sheet");
  const root = document.createElement("div");
  shadow.append(style, root);
  el.append(holder);
  return { holder, root };
}

/** Set the traits that a change concerns; whether any is new. @param {Traits} model @param {ReturnType<typeof mount>} view @param {Change} change */
function tell(model, view, change) {
  const { state, model: { ids } } = view;
  const traits = "hovered" in change ? change
    : { selection: change.selection, as_of: change.asOf, filters: filtersOf(state, view.model), highlight: state.marked.map((i) => ids[i]) };
  const changed = Object.entries(traits).filter(([name, value]) => JSON.stringify(model.get(name)) !== JSON.stringify(value));
  for (const [name, value] of changed) model.set(name, value);
  return changed.length > 0;
}

/** What the view does when a trait is set in Python. @param {ReturnType<typeof mount>} view @param {Traits} traits @param {HTMLElement} holder @returns {Record<string, (value: any) => void>} */
function answersOf(view, traits, holder) {
  const selected = () => (view.state.selected === null ? null : view.model.ids[view.state.selected]);
  return {
    height: (pixels) => { holder.style.height = `${pixels}px`; },
    selection: (id) => {
      if (id === selected()) return;
      view.select(id);
      view.highlight(traits.get("highlight")); // which lasts until a reader chooses somebody else
    },
    as_of: (day) => view.setAsOf(day),
    highlight: (ids) => view.highlight(ids),
    filters: (filters) => view.setFilters(filters),
  };
}

/** @param {any} value a text, a list or an object */
function isSet(value) {
  return Boolean(value) && Object.keys(value).length > 0;
}
