// What the reader has chosen, and a link that brings it back.

import { dayNumber, dayText } from "./dates.js";

/** @import { Model } from "./model.js" */

/** What a link calls each filter that is a list. @type {["notype" | "norelation" | "noverdict" | "without", "hidden_types" | "hidden_relations" | "hidden_verdicts" | "without"][]} */
const LISTED = [["notype", "hidden_types"], ["norelation", "hidden_relations"], ["noverdict", "hidden_verdicts"], ["without", "without"]];

/**
 * What the reader has chosen; numbers are the model's.
 * @typedef {object} State
 * @property {number | null} selected
 * @property {{from: number, to: number} | null} path
 * @property {boolean} through whether paths may lead through what links nobody by itself
 * @property {Set<number>} hiddenTypes
 * @property {Set<number>} hiddenRelations
 * @property {Set<number>} hiddenVerdicts
 * @property {number} minOrigins
 * @property {Set<number>} without sources that are left out
 * @property {number | null} asOf
 * @property {boolean} collapsed whether offices are drawn as lines
 * @property {Set<number> | null} only who is shown; null for everybody
 * @property {boolean} table
 */

/**
 * The filters by words and ids, as links and Python name them.
 * @typedef {object} Filters
 * @property {string[]} hidden_types
 * @property {string[]} hidden_relations
 * @property {string[]} hidden_verdicts
 * @property {string[]} without
 * @property {number} min_origins
 */

/** @returns {State} */
export function initialState() {
  return {
    selected: null, path: null, through: false, hiddenTypes: new Set(), hiddenRelations: new Set(),
    hiddenVerdicts: new Set(), minOrigins: 0, without: new Set(), asOf: null,
    collapsed: true, only: null, table: false,
  };
}

/** @param {State} state @param {Model} model @returns {Filters} */
export function filtersOf(state, model) {
  /** @param {Set<number>} set @param {string[]} all */
  const words = (set, all) => [...set].map((one) => all[one]);
  return {
    hidden_types: words(state.hiddenTypes, model.data.types),
    hidden_relations: words(state.hiddenRelations, model.relations),
    hidden_verdicts: words(state.hiddenVerdicts, model.data.verdicts),
    without: words(state.without, idsNamed(model)),
    min_origins: state.minOrigins,
  };
}

/** Set the filters by words and ids; what this page does not know is passed over. @param {State} state @param {Model} model @param {Partial<Filters>} filters */
export function setFilters(state, model, filters) {
  /** @param {string[] | undefined} words @param {string[]} all */
  const numbers = (words, all) => new Set((words ?? []).map((one) => all.indexOf(one)).filter((one) => one >= 0));
  state.hiddenTypes = numbers(filters.hidden_types, model.data.types);
  state.hiddenRelations = new Set([...numbers(filters.hidden_relations, model.relations)].map((r) => model.data.main_relations[r]));
  state.hiddenVerdicts = numbers(filters.hidden_verdicts, model.data.verdicts);
  state.without = numbers(filters.without, idsNamed(model));
  state.minOrigins = filters.min_origins ?? 0;
}

/** @param {Model} model @returns {string[]} */
function idsNamed(model) {
  return model.data.names.map((/** @type {string[]} */ one) => one[0]);
}

/** The state as the fragment of a link; ids and words, so that it outlives a new export. @param {State} state @param {Model} model */
export function toFragment(state, model) {
  const parts = new URLSearchParams();
  if (state.selected !== null) parts.set("id", model.ids[state.selected]);
  if (state.path) { parts.set("from", model.ids[state.path.from]); parts.set("to", model.ids[state.path.to]); }
  if (state.through) parts.set("through", "all");
  const filters = filtersOf(state, model);
  for (const [key, name] of LISTED) for (const word of filters[name]) parts.append(key, word);
  if (state.minOrigins) parts.set("origins", String(state.minOrigins));
  if (state.asOf !== null) parts.set("asof", dayText(state.asOf));
  if (!state.collapsed) parts.set("offices", "unfolded");
  if (state.table) parts.set("view", "table");
  return parts.toString();
}

/** Set a state from a fragment; what this page does not know is passed over. @param {State} state @param {Model} model @param {string} fragment */
export function fromFragment(state, model, fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  /** @param {string} name */
  const node = (name) => model.numberOf.get(parts.get(name) ?? "") ?? null;
  const from = node("from"), to = node("to");
  state.selected = node("id");
  state.path = from === null || to === null ? null : { from, to };
  state.through = parts.get("through") === "all";
  const listed = Object.fromEntries(LISTED.map(([key, name]) => [name, parts.getAll(key)]));
  setFilters(state, model, { ...listed, min_origins: Number(parts.get("origins")) || 0 });
  state.asOf = dayNumber(parts.get("asof") ?? "");
  state.collapsed = parts.get("offices") !== "unfolded";
  state.table = parts.get("view") === "table";
  return parts.size > 0;
}
