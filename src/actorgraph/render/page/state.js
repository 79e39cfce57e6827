// What the reader has chosen, and a link that brings it back.

import { dayNumber, dayText, isDay } from "./dates.js";

/** What a link calls each filter that is a list. */
const LISTED = [["notype", "hidden_types"], ["norelation", "hidden_relations"], ["noverdict", "hidden_verdicts"], ["without", "without"]];

/** @param {any} model */
export function initialState(model) {
  return {
    selected: null, path: null, hiddenTypes: new Set(), hiddenRelations: new Set(),
    hiddenVerdicts: new Set(), minOrigins: 0, without: new Set(), asOf: null,
    collapsed: false, only: null, table: false, total: model.n,
  };
}

/** The filters by words and ids, as links and Python name them. */
export function filtersOf(state, model) {
  const words = (set, all) => [...set].map((one) => all[one]);
  return {
    hidden_types: words(state.hiddenTypes, model.data.types),
    hidden_relations: words(state.hiddenRelations, model.relations),
    hidden_verdicts: words(state.hiddenVerdicts, model.data.verdicts),
    without: words(state.without, model.data.names.map((one) => one[0])),
    min_origins: state.minOrigins,
  };
}

/** Set the filters by words and ids; what this page does not know is passed over. */
export function setFilters(state, model, filters) {
  const numbers = (words, all) => new Set((words ?? []).map((one) => all.indexOf(one)).filter((one) => one >= 0));
  state.hiddenTypes = numbers(filters.hidden_types, model.data.types);
  state.hiddenRelations = numbers(filters.hidden_relations, model.relations);
  state.hiddenVerdicts = numbers(filters.hidden_verdicts, model.data.verdicts);
  state.without = numbers(filters.without, model.data.names.map((one) => one[0]));
  state.minOrigins = filters.min_origins ?? 0;
}

/** The state as the fragment of a link; ids and words, so that it outlives a new export. */
export function toFragment(state, model) {
  const parts = new URLSearchParams();
  if (state.selected !== null) parts.set("id", model.ids[state.selected]);
  if (state.path) { parts.set("from", model.ids[state.path.from]); parts.set("to", model.ids[state.path.to]); }
  const filters = filtersOf(state, model);
  for (const [key, name] of LISTED) for (const word of filters[name]) parts.append(key, word);
  if (state.minOrigins) parts.set("origins", String(state.minOrigins));
  if (state.asOf !== null) parts.set("asof", dayText(state.asOf));
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
  const listed = Object.fromEntries(LISTED.map(([key, name]) => [name, parts.getAll(key)]));
  setFilters(state, model, { ...listed, min_origins: Number(parts.get("origins")) || 0 });
  state.asOf = dayOf(parts.get("asof") ?? "");
  state.collapsed = parts.get("offices") === "collapsed";
  state.table = parts.get("view") === "table";
  return parts.size > 0;
}

/** A day as links have it: YYYY-MM-DD, or its number as older ones do. @param {string} text */
function dayOf(text) {
  return dayNumber(text) ?? (isDay(Number(text)) ? Number(text) : null);
}
