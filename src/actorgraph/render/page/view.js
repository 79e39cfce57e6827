// What of the graph the reader's choices leave: one answer for the picture, the table and the card.

import { restyle } from "./model.js";
import { weigh } from "./verdict.js";

export const NO = 0;
export const POSSIBLE = 1;
export const YES = 2;

/** Whether an edge held on a day (the rule of dates.py). */
export function holdsOn([earliestStart, latestStart, earliestEnd, latestEnd], day) {
  if (day < earliestStart || day > latestEnd) return NO;
  return latestStart <= day && day <= earliestEnd ? YES : POSSIBLE;
}

/** Whether a claim rests on one of the sources that the reader leaves out. */
export function restsOn(claim, without) {
  return claim.speakers.some((one) => without.has(one)) || claim.via.some((one) => without.has(one)) ||
    without.has(claim.document) || without.has(claim.publisher);
}

/** Verdicts and origins without the sources left out; NaN-free: gone[k] is 1 where no claim is left. */
export function reweigh(model, without) {
  const base = (model.base ??= { verdict: model.verdict.slice(), origins: model.origins.slice() });
  model.gone = new Uint8Array(model.total);
  for (let k = 0; k < model.m; k++) {
    model.verdict[k] = base.verdict[k];
    model.origins[k] = base.origins[k];
    if (!without.size) continue;
    const claims = model.claims(k);
    const left = claims.filter((one) => !restsOn(one, without));
    if (left.length === claims.length) continue;
    const weighed = weigh(left);
    if (!weighed) model.gone[k] = 1;
    else {
      model.verdict[k] = model.data.verdicts.indexOf(weighed.verdict);
      model.origins[k] = weighed.origins;
    }
  }
  for (let k = 0; k < model.m; k++) restyle(model, k);
  model.collapsed.forEach(({ via }, c) => { model.gone[model.m + c] = via.some((k) => model.gone[k]) ? 1 : 0; });
}

/**
 * @param {any} model
 * @param {any} state
 * @returns {{node: Uint8Array, edge: Uint8Array, entities: number, relations: number, possible: number}}
 *   edge: NO, POSSIBLE or YES (YES also where no day is asked for)
 */
export function visible(model, state) {
  const edge = new Uint8Array(model.total);
  const node = new Uint8Array(model.n);
  const touched = new Uint8Array(model.n);
  const allowed = new Uint8Array(model.n);
  for (let i = 0; i < model.n; i++) {
    allowed[i] = !state.hiddenTypes.has(model.kind[i]) && (!state.only || state.only.has(i)) ? 1 : 0;
  }
  const offices = new Set(state.collapsed ? model.collapsed.map((one) => one.office) : []);
  for (const office of offices) allowed[office] = 0;
  let relations = 0, possible = 0;
  for (let k = 0; k < model.total; k++) {
    edge[k] = standing(model, state, k, allowed);
    if (!edge[k]) continue;
    relations++;
    if (edge[k] === POSSIBLE) possible++;
    touched[model.source[k]] = touched[model.target[k]] = 1;
  }
  const narrowed = state.asOf !== null || state.without.size || state.minOrigins > 0 ||
    state.hiddenRelations.size || state.hiddenVerdicts.size;
  let entities = 0;
  for (let i = 0; i < model.n; i++) {
    node[i] = allowed[i] && (touched[i] || !narrowed || i === state.selected) ? 1 : 0;
    entities += node[i];
  }
  return { node, edge, entities, relations, possible };
}

function standing(model, state, k, allowed) {
  if (!allowed[model.source[k]] || !allowed[model.target[k]]) return NO;
  if (model.gone?.[k]) return NO;
  if (k >= model.m) {
    if (!state.collapsed) return NO;
    const [holds] = model.collapsed[k - model.m].via;
    return passes(model, state, holds);
  }
  return passes(model, state, k);
}

function passes(model, state, k) {
  if (state.hiddenRelations.has(model.relation[k]) || state.hiddenVerdicts.has(model.verdict[k])) return NO;
  if (model.origins[k] < state.minOrigins) return NO;
  return state.asOf === null ? YES : holdsOn(model.days(k), state.asOf);
}
