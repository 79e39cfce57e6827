// What the reader has chosen. permalink.js writes it into a link and reads it back.

/** @import { Colouring } from "./colouring.js" */
/** @import { Framing } from "./camera.js" */
/** @import { Model } from "./model.js" */
/** @import { AskedMoney } from "./money.js" */

/**
 * What the reader has chosen; numbers are the model's.
 * @typedef {object} State
 * @property {number | null} selected
 * @property {number[]} line the relations of a line that was clicked, the best founded first
 * @property {boolean} isWholeLine whether that is to have all that are drawn between the same two
 * @property {{from: number, to: number} | null} path
 * @property {boolean} through whether paths may lead through what links nobody by itself
 * @property {number[]} marked who stands out when nobody is selected
 * @property {Set<number>} hiddenTypes
 * @property {Set<number>} hiddenRelations
 * @property {Set<number>} hiddenVerdicts
 * @property {number} minOrigins
 * @property {Set<number>} without sources that are left out
 * @property {number | null} asOf a day
 * @property {number | null} since the first day of a range; null for no first one
 * @property {number | null} until its last day
 * @property {boolean} collapsed whether offices are drawn as lines
 * @property {Set<number> | null} only who is shown; null for everybody
 * @property {number[]} around those whose surroundings are shown, the centre first
 * @property {boolean} table
 * @property {number | null} step of the story, from 0
 * @property {Framing | null} camera the part of the picture that is seen; null where it fits the window
 * @property {Colouring} colour what the colour of nodes tells
 * @property {AskedMoney | null} asked
 * @property {string} width what the width of lines tells: a currency, or a share; "" for nothing of money
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
    selected: null, line: [], isWholeLine: false, path: null, through: false, marked: [], hiddenTypes: new Set(), hiddenRelations: new Set(),
    hiddenVerdicts: new Set(), minOrigins: 0, without: new Set(), asOf: null, since: null, until: null,
    collapsed: true, only: null, around: [], table: false, colour: "type", step: null, camera: null, asked: null, width: "",
  };
}

/** Whether one day or a range of days is asked for. @param {State} state */
export function isTimed({ asOf, since, until }) {
  return asOf !== null || since !== null || until !== null;
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
