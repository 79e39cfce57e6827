// What a set of claims adds up to: edges, verdicts, independent origins. Mirrors claims.py function by
// function, because a reader who leaves out a source asks for all of it anew in the page;
// tests/differential/test_claims_of_the_page.py holds the two together on generated claims.
// Leaves out where claims come from and how they look.

import { period } from "./dates.js";

/** @import { Period, PartialDate } from "./dates.js" */

export const CERTAINTIES = ["stated", "likely", "implied", "planned"];
const SUPPORT = ["denied", "contested", "unsourced", "single-origin", "corroborated", "confirmed"];
const ENOUGH_TO_CORROBORATE = 2;
const SEARCHED_COMBINATIONS = 20_000;
const NOBODY = -1;

/**
 * One statement by someone, in a document. Who and what is named is a number in the page's names.
 * @typedef {object} Claim
 * @property {number} number its place in the payload
 * @property {number} source
 * @property {number} target
 * @property {number} relation in the words for relations
 * @property {string} role
 * @property {string} tenure
 * @property {PartialDate} start
 * @property {PartialDate} end
 * @property {Period} period when it held, as far as this claim says
 * @property {string} status
 * @property {string} certainty
 * @property {boolean} derived
 * @property {number[]} attributed who the row says speaks
 * @property {number[]} via
 * @property {number} document -1 for none, as the publisher
 * @property {number} publisher
 * @property {number} wording the same for quotes of the same words; 0 for no quote
 */

/**
 * What claims that state the same thing add up to.
 * @typedef {object} Edge
 * @property {number} source
 * @property {number} target
 * @property {number} relation in the words for relations
 * @property {string} role
 * @property {string} tenure
 * @property {PartialDate} start the most exact that one of the claims states
 * @property {PartialDate} end
 * @property {string} certainty the strongest among the claims that support the edge
 * @property {string} verdict
 * @property {number} origins
 * @property {Claim[]} claims
 * @property {boolean} derived true when no row states the edge itself
 */

/** @typedef {[number, number, number, number]} Voice speaker, outlet, first relay, wording */

/** Who says so: those named, else the document's publisher, else nobody. @param {Claim} claim */
export function speakers(claim) {
  if (claim.attributed.length) return claim.attributed;
  return claim.publisher === NOBODY ? [] : [claim.publisher];
}

/** Whether a claim rests on one of these as speaker, relay, document or publisher. @param {Claim} claim @param {Set<number>} sources */
export function restsOn(claim, sources) {
  return [...claim.attributed, ...claim.via, claim.document, claim.publisher].some((one) => sources.has(one));
}

/** What claims or edges have in common that can be one edge, dates apart. @param {Claim | Edge} one */
export function edgeKey(one) {
  const planned = one.certainty === "planned";
  return JSON.stringify([one.source, one.relation, one.target, one.role, one.tenure, planned]);
}

/** The edges that claims add up to, in the order of their first claims. @param {Claim[]} claims */
export function edgesOf(claims) {
  const groups = grouped(claims, edgeKey);
  return groups.flatMap((group) => (group.length === 1 ? [group] : clusters(group))).map(edgeOf);
}

/** One edge from claims that are known to state the same thing. @param {Claim[]} claims @returns {Edge} */
export function edgeOf(claims) {
  const { source, target, relation, role, tenure } = claims[0];
  const affirming = claims.filter((claim) => claim.status !== "denied");
  const supporting = affirming.length ? affirming : claims;
  const count = origins(supporting);
  return {
    source, target, relation, role, tenure, claims,
    start: mostExact(supporting, "start"),
    end: mostExact(supporting, "end"),
    certainty: CERTAINTIES[Math.min(...supporting.map((claim) => CERTAINTIES.indexOf(claim.certainty)))],
    verdict: verdict(new Set(claims.map((claim) => claim.status)), count),
    origins: count,
    derived: claims.every((claim) => claim.derived),
  };
}

/** What the speakers' statuses and the number of independent origins add up to. @param {Set<string>} statuses @param {number} count */
export function verdict(statuses, count) {
  if (statuses.has("denied")) return statuses.size > 1 ? "contested" : "denied";
  if (statuses.has("confirmed")) return "confirmed";
  if (count >= ENOUGH_TO_CORROBORATE) return "corroborated";
  return count ? "single-origin" : "unsourced";
}

/**
 * How well founded an edge is: what is only planned is weaker than anything that was.
 * @param {{verdict: string, certainty: string, origins: number}} edge
 * @returns {number[]} to compare, not to add
 */
export function support(edge) {
  const planned = edge.certainty === CERTAINTIES[CERTAINTIES.length - 1];
  return [planned ? -1 : SUPPORT.indexOf(edge.verdict), -CERTAINTIES.indexOf(edge.certainty), edge.origins];
}

/**
 * The number of independent origins: the most claims of which no two share a speaker, an outlet
 * (the publisher of the document that we hold), a first relay or a quote.
 * @param {Claim[]} claims
 */
export function origins(claims) {
  const voices = voicesOf(claims);
  /** @type {Map<number, Set<number>>} */
  const outletsOf = new Map();
  for (const [speaker, outlet] of voices) {
    const outlets = outletsOf.get(speaker);
    if (outlets) outlets.add(outlet);
    else outletsOf.set(speaker, new Set([outlet]));
  }
  if (outletsOf.size <= 1) return outletsOf.size;
  const most = matching(outletsOf);
  if (most === 1 || voices.every(([, , relay, wording]) => relay === NOBODY && !wording)) return most;
  return mostApart(voices, most);
}

/** @param {Claim[]} claims */
function voicesOf(claims) {
  /** @type {Map<string, Voice>} */
  const voices = new Map();
  for (const claim of claims) {
    const outlet = claim.publisher === NOBODY ? claim.document : claim.publisher;
    const relay = claim.via.length ? claim.via[0] : NOBODY;
    const named = speakers(claim);
    for (const speaker of named.length || outlet === NOBODY ? named : [outlet]) {
      voices.set([speaker, outlet, relay, claim.wording].join(), [speaker, outlet, relay, claim.wording]);
    }
  }
  return [...voices.values()];
}

/** The size of a maximum bipartite matching, by augmenting paths. @param {Map<number, Set<number>>} outletsOf */
function matching(outletsOf) {
  /** @type {Map<number, number>} */
  const taken = new Map();
  /** @param {number} speaker @param {Set<number>} tried @returns {boolean} */
  const place = (speaker, tried) => {
    for (const outlet of outletsOf.get(speaker) ?? []) {
      if (tried.has(outlet)) continue;
      tried.add(outlet);
      const other = taken.get(outlet);
      if (other === undefined || place(other, tried)) {
        taken.set(outlet, speaker);
        return true;
      }
    }
    return false;
  };
  return [...outletsOf.keys()].filter((speaker) => place(speaker, new Set())).length;
}

/** The largest number of voices that share nothing, at most `most`; sought for a while. @param {Voice[]} voices @param {number} most */
function mostApart(voices, most) {
  let best = 0;
  let tries = SEARCHED_COMBINATIONS;
  /** @param {number} first @param {Voice[]} chosen */
  const take = (first, chosen) => {
    best = Math.max(best, chosen.length);
    for (let number = first; number < voices.length; number++) {
      tries--;
      if (best === most || tries < 0 || chosen.length + voices.length - number <= best) return;
      if (!chosen.some((other) => share(other, voices[number]))) take(number + 1, [...chosen, voices[number]]);
    }
  };
  take(0, []);
  return best;
}

/** @param {Voice} one @param {Voice} two */
function share(one, two) {
  return one[0] === two[0] || one[1] === two[1] || (one[2] !== NOBODY && one[2] === two[2]) || (one[3] !== 0 && one[3] === two[3]);
}

/** Claims of one relation, told apart where their dates contradict each other. @param {Claim[]} group */
function clusters(group) {
  const periods = [...new Map(group.map((claim) => [String(claim.period), claim.period])).values()];
  periods.sort((one, two) => width(one) - width(two) || inOrder(one, two));
  /** @type {Period[]} */
  const spans = [];
  /** @type {Map<string, number>} */
  const clusterOf = new Map();
  for (const when of periods) {
    const fitting = [...spans.keys()].filter((number) => agree(when, spans[number]));
    const cluster = fitting.length === 1 ? fitting[0] : spans.length;
    clusterOf.set(String(when), cluster);
    spans[cluster] = fitting.length === 1 ? common(when, spans[cluster]) : when;
  }
  return grouped(group, (claim) => clusterOf.get(String(claim.period)));
}

/** @param {Period} when */
function width([earliestStart, latestStart, earliestEnd, latestEnd]) {
  return latestStart - earliestStart + latestEnd - earliestEnd;
}

/** @param {Period} one @param {Period} two */
function agree(one, two) {
  return one[0] <= two[1] && two[0] <= one[1] && one[2] <= two[3] && two[2] <= one[3];
}

/** @param {Period} one @param {Period} two @returns {Period} */
function common(one, two) {
  return [Math.max(one[0], two[0]), Math.min(one[1], two[1]), Math.max(one[2], two[2]), Math.min(one[3], two[3])];
}

/** The narrowest start or end that a claim states; the first in time among equals. @param {Claim[]} claims @param {"start" | "end"} side */
function mostExact(claims, side) {
  const stated = claims.filter((claim) => claim[side].text);
  if (!stated.length) return claims[0][side];
  const at = side === "start" ? 0 : 2;
  /** @param {Claim} claim */
  const key = ({ period: when, [side]: date }) => [when[at + 1] - when[at], when[at], when[at + 1], date.text];
  return stated.reduce((one, two) => (inOrder(key(two), key(one)) < 0 ? two : one))[side];
}

/** Compare part by part; negative where the first comes first. @param {(number | string)[]} one @param {(number | string)[]} two */
export function inOrder(one, two) {
  const part = one.findIndex((value, number) => value !== two[number]);
  return part < 0 ? 0 : one[part] < two[part] ? -1 : 1;
}

/**
 * @template T
 * @param {T[]} all
 * @param {(one: T) => unknown} keyOf
 * @returns {T[][]} in the order in which the groups are met
 */
function grouped(all, keyOf) {
  /** @type {Map<unknown, T[]>} */
  const groups = new Map();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return [...groups.values()];
}
