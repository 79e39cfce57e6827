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
  const groups = Array.from({ length: stated.m }, (_, k) => edgeKey(edgeAt(stated, k, claimAt, verdicts)));
  const touched = new Set(groups.filter((_, k) => rests.subarray(stated.first[k], stated.first[k + 1]).includes(1)));
  if (!touched.size) return stated;
  const left = [], kept = [];
  for (let k = 0; k < stated.m; k++) {
    if (!touched.has(groups[k])) kept.push(edgeAt(stated, k, claimAt, verdicts));
    else for (let c = stated.first[k]; c < stated.first[k + 1]; c++) if (!rests[c]) left.push(claimAt(stated.claims[c]));
  }
  const edges = [...kept, ...edgesOf(left)].sort((one, two) => one.claims[0].number - two.claims[0].number);
  return columnsOf(edges, verdicts);
}

/** @param {Edges} edges @param {number} k @param {(c: number) => Claim} claimAt @param {string[]} verdicts @returns {Edge} */
function edgeAt(edges, k, claimAt, verdicts) {
  return {
    source: edges.source[k],
    target: edges.target[k],
    relation: edges.relation[k],
    role: edges.role[k],
    tenure: edges.tenure[k],
    start: edges.start[k],
    end: edges.end[k],
    certainty: CERTAINTIES[edges.certainty[k]],
    verdict: verdicts[edges.verdict[k]],
    origins: edges.origins[k],
    derived: Boolean(edges.derived[k]),
    claims: Array.from(edges.claims.subarray(edges.first[k], edges.first[k + 1]), claimAt),
  };
}

/** @param {Edge[]} edges @param {string[]} verdicts @returns {Edges} */
function columnsOf(edges, verdicts) {
  const first = new Uint32Array(edges.length + 1);
  edges.forEach((edge, k) => { first[k + 1] = first[k] + edge.claims.length; });
  return {
    m: edges.length,
    first,
    claims: Uint32Array.from(edges.flatMap((edge) => edge.claims.map((claim) => claim.number))),
    source: Uint32Array.from(edges, (edge) => edge.source),
    target: Uint32Array.from(edges, (edge) => edge.target),
    relation: Uint16Array.from(edges, (edge) => edge.relation),
    role: edges.map((edge) => edge.role),
    tenure: edges.map((edge) => edge.tenure),
    start: edges.map((edge) => edge.start),
    end: edges.map((edge) => edge.end),
    certainty: Uint8Array.from(edges, (edge) => CERTAINTIES.indexOf(edge.certainty)),
    verdict: Uint8Array.from(edges, (edge) => verdicts.indexOf(edge.verdict)),
    origins: Uint16Array.from(edges, (edge) => edge.origins),
    derived: Uint8Array.from(edges, (edge) => Number(edge.derived)),
  };
}
