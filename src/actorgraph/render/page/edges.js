// The edges that the page shows: as Python made them, or anew from the claims that rest on no source
// that the reader leaves out. Columns, because there can be hundreds of thousands.

import { CERTAINTIES, edgesOf, restsOn } from "./claims.js";

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
 * @property {Uint8Array} symmetric 1 where it is the same from either end
 * @property {Uint8Array} confirmed 1 where a claim confirms it
 * @property {Uint8Array} reading 1 where the claim that it shows is our own reading
 * @property {Uint8Array} derived
 * @property {Uint32Array} group claims of two groups are never on one edge
 * @property {Uint32Array} first where an edge's claims begin in `claims`; the last is their number
 * @property {Uint32Array} claims numbers of claims; a denial can be on several edges
 */

/** The edges of a payload. @param {any} data @param {PartialDate[]} dates @returns {Edges} */
export function statedEdges(data, dates) {
  const { edges, claims } = data;
  const m = edges.source.length;
  const first = new Uint32Array(m + 1);
  for (let k = 0; k < m; k++) first[k + 1] = first[k] + edges.claims[k];
  const numbers = edges.claim ? Uint32Array.from(edges.claim) : Uint32Array.from({ length: first[m] }, (_, c) => c);
  const { derived, reading, status, rank } = claims;
  /** @param {(ofEdge: Uint32Array) => boolean} holds */
  const flags = (holds) => Uint8Array.from({ length: m }, (_, k) => Number(holds(numbers.subarray(first[k], first[k + 1]))));
  const confirms = data.statuses.indexOf("confirmed"), isConfirmed = new Uint8Array(m);
  for (let k = 0; k < m; k++) for (let at = first[k]; at < first[k + 1]; at++) if (status[numbers[at]] === confirms) isConfirmed[k] = 1;
  return {
    m, first, claims: numbers,
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
    symmetric: Uint8Array.from(edges.symmetric ?? new Uint8Array(m)),
    group: edges.group ? Uint32Array.from(edges.group) : Uint32Array.from({ length: m }, (_, k) => k),
    confirmed: isConfirmed,
    reading: reading ? flags((ofEdge) => Boolean(reading[ofEdge.reduce((a, b) => (rank && rank[b] < rank[a] ? b : a))])) : new Uint8Array(m),
    derived: derived ? flags((ofEdge) => ofEdge.every((c) => derived[c])) : new Uint8Array(m),
  };
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
  const { m, first, claims, group } = stated;
  const rests = Uint8Array.from(claims, (c) => Number(restsOn(claimAt(c), without)));
  const touched = new Set(group.filter((_, k) => rests.subarray(first[k], first[k + 1]).includes(1)));
  if (!touched.size) return stated;
  /** @type {number[]} */
  const kept = [];
  /** @type {Set<number>} */
  const left = new Set();
  for (let k = 0; k < m; k++) {
    if (!touched.has(group[k])) kept.push(k);
    else for (let at = first[k]; at < first[k + 1]; at++) if (!rests[at]) left.add(claims[at]);
  }
  return columnsOf(inOrderOfClaims(kept, edgesOf([...left].map(claimAt)), stated), stated, verdicts);
}

/** Edges that stay and edges made anew, in the order of their first claims. @param {number[]} kept @param {Edge[]} made @param {Edges} stated */
function inOrderOfClaims(kept, made, stated) {
  /** @type {(number | Edge)[]} */
  const edges = [];
  let next = 0;
  for (const edge of made) {
    while (next < kept.length && stated.claims[stated.first[kept[next]]] < edge.claims[0].number) edges.push(kept[next++]);
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
    source: Uint32Array.from(column((k) => stated.source[k], ({ lead }) => lead.source)),
    target: Uint32Array.from(column((k) => stated.target[k], ({ lead }) => lead.target)),
    relation: Uint16Array.from(column((k) => stated.relation[k], ({ lead }) => lead.relation)),
    role: column((k) => stated.role[k], ({ lead }) => lead.role),
    tenure: column((k) => stated.tenure[k], ({ lead }) => lead.tenure),
    start: column((k) => stated.start[k], ({ datedBy }) => datedBy.start),
    end: column((k) => stated.end[k], ({ datedBy }) => datedBy.end),
    certainty: Uint8Array.from(column((k) => stated.certainty[k], ({ lead }) => CERTAINTIES.indexOf(lead.certainty))),
    verdict: Uint8Array.from(column((k) => stated.verdict[k], (edge) => verdicts.indexOf(edge.verdict))),
    origins: Uint16Array.from(column((k) => stated.origins[k], (edge) => edge.origins)),
    symmetric: Uint8Array.from(column((k) => stated.symmetric[k], ({ lead }) => Number(lead.symmetric))),
    group: Uint32Array.from(column((k) => stated.group[k], ({ lead }) => lead.group)),
    confirmed: Uint8Array.from(column((k) => stated.confirmed[k], (edge) => Number(edge.confirmed))),
    reading: Uint8Array.from(column((k) => stated.reading[k], ({ lead }) => Number(lead.reading))),
    derived: Uint8Array.from(column((k) => stated.derived[k], (edge) => Number(edge.derived))),
  };
}
