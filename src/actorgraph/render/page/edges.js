// The edges that the page shows: as Python made them, or anew from the claims that rest on no source
// that the reader leaves out. Columns, because there can be hundreds of thousands.

import { CERTAINTIES, edgesOf, restsOn, edgeKey } from "./claims.js";

/** @import { Claim, Edge } from "./claims.js" */
/** @import { PartialDate } from "./dates.js" */

/**
 * Edges by number; those of one relation and ends can be several.
 * @typedef {object} Edges
 * @property {number} m how many
 * @property {Uint32Array} source
 * @property {Uint32Array} target
 * @property {Uint16Array} relation
 * @property {string[]} role
 * @property {string[]} tenure
 * @property {PartialDate[]} start
 * @property {PartialDate[]} end
 * @property {Uint8Array} certainty
 * @property {Uint8Array} verdict
 * @property {Uint16Array} origins
 * @property {Uint8Array} derived
 * @property {Uint32Array} first where an edge's claims begin in `claims`; the last is their number
 * @property {Uint32Array} claims numbers of claims
 */

/** The edges of a payload. @param {any} data @param {PartialDate[]} dates @returns {Edges} */
export function statedEdges(data, dates) {
  const { edges, claims } = data;
  const m = edges.source.length;
  const first = new Uint32Array(m + 1);
  for (let k = 0; k < m; k++) first[k + 1] = first[k] + edges.claims[k];
  const derived = new Uint8Array(m);
  if (claims.derived) for (let k = 0; k < m; k++) derived[k] = Number(everyOne(claims.derived, first[k], first[k + 1]));
  return {
    m, first, derived,
    claims: Uint32Array.from({ length: first[m] }, (_, c) => c),
    source: Uint32Array.from(edges.source),
    target: Uint32Array.from(edges.target),
    relation: Uint16Array.from(edges.relation),
    role: edges.role ?? new Array(m).fill(""),
    tenure: edges.tenure ?? new Array(m).fill(""),
    start: Array.from({ length: m }, (_, k) => dates[edges.start?.[k] ?? 0]),
    end: Array.from({ length: m }, (_, k) => dates[edges.end?.[k] ?? 0]),
    certainty: Uint8Array.from(edges.certainty ?? new Uint8Array(m)),
    verdict: Uint8Array.from(edges.verdict),
    origins: Uint16Array.from(edges.origins),
  };
}

/** @param {ArrayLike<number>} column @param {number} from @param {number} to */
function everyOne(column, from, to) {
  for (let c = from; c < to; c++) if (!column[c]) return false;
  return true;
}

/**
 * The edges that are left without some sources. Only what such a source says something on is grouped
 * and weighed anew: an edge can go, part in two, or two become one.
 * @param {Edges} stated
 * @param {(c: number) => Claim} claimAt
 * @param {Set<number>} without
 * @param {string[]} verdicts
 * @returns {Edges}
 */
export function edgesWithout(stated, claimAt, without, verdicts) {
  const rests = Uint8Array.from(stated.claims, (c) => Number(restsOn(claimAt(c), without)));
  const groups = groupsWith(rests, stated, claimAt);
  /** @type {number[]} */
  const kept = [];
  const left = [];
  for (let k = 0; k < stated.m; k++) {
    if (!groups.has(k)) kept.push(k);
    else for (let c = stated.first[k]; c < stated.first[k + 1]; c++) if (!rests[c]) left.push(claimAt(stated.claims[c]));
  }
  return groups.size ? columnsOf(inOrderOfClaims(kept, edgesOf(left), stated), stated, verdicts) : stated;
}

/**
 * The edges of every group with a claim that is marked. That two edges have the same ends is seen
 * sooner than that they can be one, and in a large graph most have not.
 * @param {Uint8Array} marked
 * @param {Edges} stated
 * @param {(c: number) => Claim} claimAt
 */
function groupsWith(marked, stated, claimAt) {
  const { m, first, source, target } = stated;
  /** @param {number} k */
  const ends = (k) => source[k] * 2 ** 26 + target[k];
  /** @param {number} k */
  const key = (k) => edgeKey(claimAt(stated.claims[first[k]]));
  const touched = [...source.keys()].filter((k) => marked.subarray(first[k], first[k + 1]).includes(1));
  const pairs = new Set(touched.map(ends)), keys = new Set(touched.map(key));
  const groups = new Set();
  for (let k = 0; k < m; k++) if (pairs.has(ends(k)) && keys.has(key(k))) groups.add(k);
  return groups;
}

/** Edges that stay and edges made anew, in the order of their first claims. @param {number[]} kept @param {Edge[]} made @param {Edges} stated */
function inOrderOfClaims(kept, made, stated) {
  /** @type {(number | Edge)[]} */
  const edges = [];
  let next = 0;
  made.sort((one, two) => one.claims[0].number - two.claims[0].number);
  for (const edge of made) {
    while (next < kept.length && stated.first[kept[next]] < edge.claims[0].number) edges.push(kept[next++]);
    edges.push(edge);
  }
  while (next < kept.length) edges.push(kept[next++]);
  return edges;
}

/** @param {(number | Edge)[]} edges numbers are those of edges that stay @param {Edges} stated @param {string[]} verdicts @returns {Edges} */
function columnsOf(edges, stated, verdicts) {
  /** @template T @param {(k: number) => T} kept @param {(edge: Edge) => T} made @returns {T[]} */
  const column = (kept, made) => edges.map((one) => (typeof one === "number" ? kept(one) : made(one)));
  const claims = column((k) => [...stated.claims.subarray(stated.first[k], stated.first[k + 1])], (edge) => edge.claims.map((claim) => claim.number));
  const first = new Uint32Array(edges.length + 1);
  claims.forEach((one, k) => { first[k + 1] = first[k] + one.length; });
  return {
    m: edges.length,
    first,
    claims: Uint32Array.from(claims.flat()),
    source: Uint32Array.from(column((k) => stated.source[k], (edge) => edge.source)),
    target: Uint32Array.from(column((k) => stated.target[k], (edge) => edge.target)),
    relation: Uint16Array.from(column((k) => stated.relation[k], (edge) => edge.relation)),
    role: column((k) => stated.role[k], (edge) => edge.role),
    tenure: column((k) => stated.tenure[k], (edge) => edge.tenure),
    start: column((k) => stated.start[k], (edge) => edge.start),
    end: column((k) => stated.end[k], (edge) => edge.end),
    certainty: Uint8Array.from(column((k) => stated.certainty[k], (edge) => CERTAINTIES.indexOf(edge.certainty))),
    verdict: Uint8Array.from(column((k) => stated.verdict[k], (edge) => verdicts.indexOf(edge.verdict))),
    origins: Uint16Array.from(column((k) => stated.origins[k], (edge) => edge.origins)),
    derived: Uint8Array.from(column((k) => stated.derived[k], (edge) => Number(edge.derived))),
  };
}
