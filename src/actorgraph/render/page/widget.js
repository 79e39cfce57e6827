// The viewer as a Jupyter widget (anywidget): what is chosen travels both ways as traits of the model.

import { unpackPayload } from "./columns.js";
import { mount } from "./shell.js";
import { filtersOf } from "./state.js";

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
  /** @type {ReturnType<typeof mount> | null} */
  let view = null;
  let quiet = true;
  const onChange = (/** @type {Change} */ change) => {
    if (!quiet && view && tell(model, view, change)) model.save_changes();
  };
  view = mount(rootIn(el, model), data, { onChange });
  const stop = Object.entries(answersOf(view)).map(([name, answer]) => {
    const listen = () => {
      quiet = true;
      try {
        answer(model.get(name));
      } finally {
        quiet = false;
      }
    };
    model.on(`change:${name}`, listen);
    if (isSet(model.get(name))) listen();
    return () => model.off(`change:${name}`, listen);
  });
  quiet = false;
  return () => {
    stop.forEach((one) => one());
    view.destroy();
  };
}

/** An element of the notebook that its styles do not reach. @param {HTMLElement} el @param {Traits} model */
function rootIn(el, model) {
  const holder = document.createElement("div");
  holder.style.cssText = `position:relative;height:${model.get("height")}px;overflow:hidden`;
  const shadow = holder.attachShadow({ mode: "open" });
  const style = document.createElement("style");
  style.textContent = model.get("sheet");
  const root = document.createElement("div");
  shadow.append(style, root);
  el.append(holder);
  return root;
}

/** Set the traits that a change concerns; whether any is new. @param {Traits} model @param {ReturnType<typeof mount>} view @param {Change} change */
function tell(model, view, change) {
  const traits = "hovered" in change ? change : { selection: change.selection, as_of: change.asOf, filters: filtersOf(view.state, view.model) };
  const changed = Object.entries(traits).filter(([name, value]) => JSON.stringify(model.get(name)) !== JSON.stringify(value));
  for (const [name, value] of changed) model.set(name, value);
  return changed.length > 0;
}

/** What the view does when a trait is set in Python. @param {ReturnType<typeof mount>} view @returns {Record<string, (value: any) => void>} */
function answersOf(view) {
  const selected = () => (view.state.selected === null ? null : view.model.ids[view.state.selected]);
  return {
    selection: (id) => { if (id !== selected()) view.select(id); },
    as_of: (day) => view.setAsOf(day),
    highlight: (ids) => view.highlight(ids),
    filters: (filters) => view.setFilters(filters),
  };
}

/** @param {any} value a text, a list or an object */
function isSet(value) {
  return Boolean(value) && Object.keys(value).length > 0;
}
