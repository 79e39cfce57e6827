// The viewer as a Jupyter widget (anywidget): what is chosen travels both ways as traits of the model.

import { unpackPayload } from "./columns.js";
import { mount } from "./shell.js";
import { filtersOf } from "./state.js";

/**
 * The module that anywidget wants.
 * @param {any} vis the vis-network namespace, or null where the canvas draws
 */
export function widget(vis) {
  return { render: (/** @type {any} */ context) => render(context, vis) };
}

async function render({ model, el }, vis) {
  const holder = document.createElement("div");
  holder.style.cssText = `position:relative;height:${model.get("height")}px;overflow:hidden`;
  const shadow = holder.attachShadow({ mode: "open" });
  const style = document.createElement("style");
  style.textContent = model.get("sheet");
  const root = document.createElement("div");
  shadow.append(style, root);
  el.append(holder);
  const data = await unpackPayload(JSON.parse(model.get("data")));
  let view = null, quiet = true;
  const say = (name, value) => {
    if (JSON.stringify(model.get(name)) === JSON.stringify(value)) return false;
    model.set(name, value);
    return true;
  };
  const heard = (change) => {
    if ("hovered" in change) return say("hovered", change.hovered);
    const said = [say("selection", change.selection), say("as_of", change.asOf), say("filters", filtersOf(view.state, view.model))];
    return said.includes(true);
  };
  view = mount(root, data, { vis, onChange: (change) => { if (!quiet && view && heard(change)) model.save_changes(); } });
  const selected = () => (view.state.selected === null ? null : view.model.ids[view.state.selected]);
  const acts = {
    selection: (id) => { if (id !== selected()) view.select(id); },
    as_of: (day) => view.setAsOf(day),
    highlight: (ids) => view.highlight(ids),
    filters: (filters) => view.setFilters(filters),
  };
  const stop = Object.entries(acts).map(([name, act]) => {
    const listen = () => {
      quiet = true;
      try { act(model.get(name)); } finally { quiet = false; }
    };
    model.on(`change:${name}`, listen);
    if (model.get(name)?.length || (name === "filters" && Object.keys(model.get(name)).length)) listen();
    return () => model.off(`change:${name}`, listen);
  });
  quiet = false;
  return () => { stop.forEach((one) => one()); view.destroy(); };
}
