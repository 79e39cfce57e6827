// Where pages whose claims give shares or amounts find what shows them: `render/money/` puts itself
// here. Other pages do without it.

/** @import { Model } from "./model.js" */
/** @import { LegendRow } from "./legend.js" */
/** @import { State } from "./state.js" */
/** @import { View } from "./view.js" */
/** @import { Viewer } from "./viewer.js" */

/** @typedef {"owners" | "owned" | "flows"} MoneyQuestion */
/** A question about money, as the command line asks it, and about whom. @typedef {{what: MoneyQuestion, of: number}} AskedMoney */
/** The part of the picture that answers it. @typedef {{nodes: Set<number>, edges: Set<number>}} MoneyPart */
/**
 * @typedef {object} Money
 * @property {(model: Model, edges: number[]) => string} lineWords what is written along a line; "" where nothing is of money
 * @property {(model: Model, k: number) => string} figure what a relation adds to its words, "" for nothing
 * @property {(model: Model, k: number) => boolean} isTurned whether it leads from its target to its source, as `owned_by` does
 * @property {(model: Model, edges: number[]) => [number, number] | null} width of a line in CSS pixels, for certain and at most; null where width tells nothing of money
 * @property {(model: Model, state: State, standing: Uint8Array) => MoneyPart | null} part what is asked for; null where nothing is
 * @property {(model: Model, asked: AskedMoney) => string} title of what is asked for
 * @property {(viewer: Viewer) => void} show take over what the reader has chosen, before anything is drawn
 * @property {(model: Model) => LegendRow[]} legendRows
 * @property {(viewer: Viewer) => HTMLElement | null} choice what the reader can let the width of lines tell
 * @property {(viewer: Viewer, i: number) => HTMLElement[]} actions what can be asked about somebody
 */

/** @type {{shown: Money | null}} */
export const money = { shown: null };
