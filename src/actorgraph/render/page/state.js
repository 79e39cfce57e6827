// What the reader has chosen, and a link that brings it back.

/** @param {any} model */
export function initialState(model) {
  return {
    selected: null, path: null, hiddenTypes: new Set(), hiddenRelations: new Set(),
    hiddenVerdicts: new Set(), minOrigins: 0, without: new Set(), asOf: null,
    collapsed: false, only: null, table: false, total: model.n,
  };
}

/** The state as the fragment of a link; ids and words, so that it outlives a new export. */
export function toFragment(state, model) {
  const parts = new URLSearchParams();
  if (state.selected !== null) parts.set("id", model.ids[state.selected]);
  if (state.path) { parts.set("from", model.ids[state.path.from]); parts.set("to", model.ids[state.path.to]); }
  for (const t of state.hiddenTypes) parts.append("notype", model.data.types[t]);
  for (const r of state.hiddenRelations) parts.append("norelation", model.relations[r]);
  for (const v of state.hiddenVerdicts) parts.append("noverdict", model.data.verdicts[v]);
  for (const ref of state.without) parts.append("without", model.data.names[ref][0]);
  if (state.minOrigins) parts.set("origins", String(state.minOrigins));
  if (state.asOf !== null) parts.set("asof", String(state.asOf));
  if (state.collapsed) parts.set("offices", "collapsed");
  if (state.table) parts.set("view", "table");
  return parts.toString();
}

/** Set a state from a fragment; what this page does not know is passed over. */
export function fromFragment(state, model, fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const node = (name) => model.numberOf.get(parts.get(name) ?? "") ?? null;
  state.selected = node("id");
  state.path = node("from") !== null && node("to") !== null ? { from: node("from"), to: node("to") } : null;
  const all = (name, words) => new Set(parts.getAll(name).map((one) => words.indexOf(one)).filter((one) => one >= 0));
  state.hiddenTypes = all("notype", model.data.types);
  state.hiddenRelations = all("norelation", model.relations);
  state.hiddenVerdicts = all("noverdict", model.data.verdicts);
  state.without = all("without", model.data.names.map((one) => one[0]));
  state.minOrigins = Number(parts.get("origins")) || 0;
  state.asOf = parts.has("asof") ? Number(parts.get("asof")) || null : null;
  state.collapsed = parts.get("offices") === "collapsed";
  state.table = parts.get("view") === "table";
  return parts.size > 0;
}
