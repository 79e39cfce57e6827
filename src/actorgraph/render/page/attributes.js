// The values of an entity with who states and who denies each, and what is left of them without a
// source. Mirrors attributes.py; tests/differential/test_descriptions_of_the_page.py holds the two
// together. Leaves out how values are worded.

import { origins, restsOn } from "./claims.js";

/** @import { ShownClaim } from "./model.js" */

/**
 * One value as a row gives it; of a publisher also the number of its name.
 * @typedef {[column: string, text: string, named?: number]} Cell
 */
/**
 * What somebody says of an entity by itself: a row of entities.csv.
 * @typedef {object} Description
 * @property {Cell[]} cells
 * @property {ShownClaim} claim who says so, in which document, where in it
 * @property {string} row its place, where that alone tells it from others
 */
/** @typedef {{cell: Cell, rows: Description[], statedBy: ShownClaim[], deniedBy: ShownClaim[]}} Value */

/** @param {Description} description */
const states = ({ claim }) => claim.status !== "denied";

/** @param {Cell} cell */
const keyOf = ([column, text]) => JSON.stringify([column, text]);

/**
 * The descriptions that are used, without the values that have too few origins.
 * @param {Description[]} all
 * @param {Set<number>} without sources that are left out
 * @param {number} minOrigins
 */
export function under(all, without, minOrigins) {
  const used = all.filter(({ claim }) => !restsOn(claim, without));
  if (!minOrigins) return used;
  /** @type {Map<string, ShownClaim[]>} */
  const stated = new Map();
  for (const { cells, claim } of used.filter(states)) {
    for (const cell of cells) stated.set(keyOf(cell), [...(stated.get(keyOf(cell)) ?? []), claim]);
  }
  /** @param {Cell} cell */
  const isKept = (cell) => origins(stated.get(keyOf(cell)) ?? []) >= minOrigins;
  return used.map((one) => ({ ...one, cells: one.cells.filter(isKept) })).filter(({ cells }) => cells.length);
}

/** The names that descriptions give beside the one on display. @param {Description[]} used @param {string} id @param {string} name */
export function aliasesOf(used, id, name) {
  const names = used.filter(states).flatMap(({ cells }) => [
    ...textsOf(cells, "name").filter((text) => text !== id), ...textsOf(cells, "aliases"),
  ]);
  return [...new Set(names)].filter((text) => text !== name);
}

/** The first type that descriptions give. @param {Description[]} used */
export function typeOf(used) {
  return used.filter(states).flatMap(({ cells }) => textsOf(cells, "type"))[0] ?? "";
}

/** @param {Cell[]} cells @param {string} wanted */
function textsOf(cells, wanted) {
  return cells.filter(([column]) => column === wanted).map(([, text]) => text);
}

/** Every value, by its column, in the order of the rows. @param {Description[]} used */
export function attributesOf(used) {
  /** @type {Map<string, Map<string, Value>>} */
  const attributes = new Map();
  for (const one of used) {
    for (const cell of one.cells) {
      const values = attributes.get(cell[0]) ?? new Map();
      const value = values.get(cell[1]) ?? { cell, rows: [], statedBy: [], deniedBy: [] };
      if (states(one)) value.rows.push(one);
      (states(one) ? value.statedBy : value.deniedBy).push(one.claim);
      attributes.set(cell[0], values.set(cell[1], value));
    }
  }
  return new Map([...attributes].map(([column, values]) => [column, [...values.values()]]));
}
