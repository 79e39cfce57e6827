// Which claims cite a source, and on which edges each of them is: one index for the claims of a page,
// one for the edges that are left. Both are made when a card first asks.

import { speakers } from "./claims.js";

/** @import { Edges } from "./edges.js" */
/** @import { Model } from "./model.js" */

/** @type {WeakMap<Model, {refs: Map<string, number>, citing: Map<number, number[]>}>} */
const sources = new WeakMap();
/** @type {WeakMap<Edges, {first: Uint32Array, edges: Uint32Array}>} */
const places = new WeakMap();

/** @type {number[]} */
const NOBODY = [];

/** @param {Model} model */
function sourcesOf(model) {
  const known = sources.get(model);
  if (known) return known;
  /** @type {Map<number, number[]>} */
  const citing = new Map();
  const { document, publisher, speakers: named, via } = model.data.claims;
  /** @param {number} ref @param {number} c */
  const add = (ref, c) => {
    const claims = citing.get(ref);
    if (!claims) citing.set(ref, [c]);
    else if (claims[claims.length - 1] !== c) claims.push(c);
  };
  for (let c = 0; c < document.length; c++) {
    add(document[c], c);
    add(publisher[c], c);
    for (const ref of named?.[c] ?? NOBODY) add(ref, c);
    for (const ref of via?.[c] ?? NOBODY) add(ref, c);
  }
  /** @type {[string, string, string][]} */
  const names = model.data.names;
  const made = { refs: new Map(names.map(([id], ref) => [id, ref])), citing };
  sources.set(model, made);
  return made;
}

/** What claims call an entity; -1 where none names it. @param {Model} model @param {number} i */
export function refOf(model, i) {
  return sourcesOf(model).refs.get(model.ids[i]) ?? -1;
}

/** The claims that cite this as speaker, relay, document or publisher. @param {Model} model @param {number} ref */
export function citing(model, ref) {
  return ref < 0 ? [] : sourcesOf(model).citing.get(ref) ?? [];
}

/** The claims that this makes, and not only passes on. @param {Model} model @param {number} ref */
export function saidBy(model, ref) {
  return citing(model, ref).filter((c) => speakers(model.claimAt(c)).includes(ref));
}

/** The edges that a claim is on; none where it is left out. @param {Model} model @param {number} c */
export function edgesWith({ edges, data }, c) {
  let index = places.get(edges);
  if (!index) {
    const { m, first, claims } = edges;
    index = { first: new Uint32Array(data.claims.status.length + 1), edges: new Uint32Array(claims.length) };
    for (const one of claims) index.first[one + 1]++;
    for (let one = 1; one < index.first.length; one++) index.first[one] += index.first[one - 1];
    const next = index.first.slice();
    for (let k = 0; k < m; k++) for (let at = first[k]; at < first[k + 1]; at++) index.edges[next[claims[at]]++] = k;
    places.set(edges, index);
  }
  return index.edges.subarray(index.first[c], index.first[c + 1]);
}
