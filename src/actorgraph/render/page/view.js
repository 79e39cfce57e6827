// What of the graph the reader's choices leave: one answer for the picture, the table and the card.

import { EARLIEST, LATEST, NO, POSSIBLE, YES } from "./dates.js";
import { money } from "./money.js";
import { bestPath, spaceBetween } from "./paths.js";
import { isTimed } from "./state.js";

/** @import { Model } from "./model.js" */
/** @import { State } from "./state.js" */

/**
 * @typedef {object} View
 * @property {Uint8Array} node 1 where it is drawn
 * @property {Uint8Array} edge whether it held on the day, as in dates.js; YES where no day is asked for
 * @property {Uint8Array} standing the same for each relation, also where its office is drawn as a line
 * @property {number[] | null} path numbers of edges
 * @property {number} entities
 * @property {number} relations
 * @property {number} certain how many surely held on the day
 * @property {number} possible how many possibly did
 * @property {number} folded how many offices are drawn as lines; entities counts them, relations what makes them lines
 */

/** @param {Model} model @param {State} state @returns {View} */
export function visible(model, state) {
  const { asked } = state, allowed = new Uint8Array(model.n);
  for (let i = 0; i < model.n; i++) allowed[i] = Number(!state.hiddenTypes.has(model.kind[i]) && (asked !== null || !state.only || state.only.has(i)));
  const standing = new Uint8Array(model.m);
  for (let k = 0; k < model.m; k++) standing[k] = stands(model, state, allowed, k);
  const part = asked && money.shown?.part(model, state, standing);
  if (part) {
    for (let i = 0; i < model.n; i++) allowed[i] &= Number(part.nodes.has(i));
    for (let k = 0; k < model.m; k++) standing[k] *= Number(part.edges.has(k));
  }
  const path = state.path && bestPath(spaceBetween(model, standing, state.path, state.through), state.path.from, state.path.to);
  const folded = foldedOffices(model, state, standing, path ?? []);
  const edge = drawn(model, standing, folded);
  const node = new Uint8Array(model.n);
  for (let k = 0; k < model.total; k++) if (edge[k]) node[model.source[k]] = node[model.target[k]] = 1;
  let relations = 0, certain = 0, possible = 0;
  for (const holds of standing) {
    if (holds) relations++;
    if (holds === YES) certain++;
    if (holds === POSSIBLE) possible++;
  }
  const narrowed = isNarrowed(state);
  let entities = 0;
  for (let i = 0; i < model.n; i++) {
    if (allowed[i] && !folded.has(i) && (!narrowed || i === state.selected)) node[i] = 1;
    if (node[i] || folded.has(i)) entities++;
  }
  return { node, edge, standing, path, entities, relations, certain, possible, folded: folded.size };
}

/** Whether relations are left out for what they are or who says them. @param {State} state */
function isNarrowed(state) {
  return Boolean(isTimed(state) || state.without.size || state.minOrigins > 0 || state.hiddenRelations.size || state.hiddenVerdicts.size);
}

/** Whether anything is left out. @param {State} state */
export function isFiltered(state) {
  return isNarrowed(state) || state.hiddenTypes.size > 0;
}

/** Which relations pass the filters, also those that are not drawn; whoever is asked about may have any type. @param {Model} model @param {State} state @param {number} i @returns {(k: number) => number} */
export function passing(model, state, i) {
  const allowed = new Uint8Array(model.n);
  for (let one = 0; one < model.n; one++) allowed[one] = Number(one === i || !state.hiddenTypes.has(model.kind[one]));
  return (k) => stands(model, state, allowed, k);
}

/** Whether a relation passes the filters. @param {Model} model @param {State} state @param {Uint8Array} allowed @param {number} k */
function stands(model, state, allowed, k) {
  if (!allowed[model.source[k]] || !allowed[model.target[k]]) return NO;
  if (state.hiddenRelations.has(model.mainRelation(k)) || state.hiddenVerdicts.has(model.verdict[k])) return NO;
  if (model.origins[k] < state.minOrigins) return NO;
  if (state.asOf !== null) return model.holdsOn(k, state.asOf);
  return !isTimed(state) || model.mayHoldBetween(k, state.since ?? EARLIEST, state.until ?? LATEST) ? YES : NO;
}

/** What is drawn of the relations that stand: offices that are folded become lines. @param {Model} model @param {Uint8Array} standing @param {Set<number>} folded */
function drawn(model, standing, folded) {
  const edge = new Uint8Array(model.total);
  for (let k = 0; k < model.m; k++) {
    if (!folded.has(model.source[k]) && !folded.has(model.target[k])) edge[k] = standing[k];
  }
  model.collapsed.forEach(({ office, via: [held, belongs] }, c) => {
    if (folded.has(office) && standing[belongs]) edge[model.m + c] = standing[held];
  });
  return edge;
}

/** Who is next to somebody; where offices are drawn as lines, also who is at the other end of those. @param {Model} model @param {State} state @param {number} i */
export function neighbors({ adjacent, source, target, m, total }, state, i) {
  const ends = Array.from(adjacent.of(i), (k) => (source[k] === i ? target[k] : source[k]));
  for (let k = m; state.collapsed && k < total; k++) {
    if (source[k] === i || target[k] === i) ends.push(source[k] === i ? target[k] : source[k]);
  }
  return ends;
}

/** The offices that are drawn as lines: a holder and a body stand, and nobody asks about them. @param {Model} model @param {State} state @param {Uint8Array} standing @param {number[]} path */
function foldedOffices(model, state, standing, path) {
  /** @type {Set<number>} */
  const folded = new Set();
  if (!state.collapsed) return folded;
  for (const { office, via: [held, belongs] } of model.collapsed) if (standing[held] && standing[belongs]) folded.add(office);
  for (const k of path) for (const end of [model.source[k], model.target[k]]) folded.delete(end);
  if (state.selected !== null) folded.delete(state.selected);
  return folded;
}
