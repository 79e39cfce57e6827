// What a set of claims adds up to: edges, verdicts, independent origins. Mirrors edges.py and
// origins.py, because a reader who leaves out a source asks for all of it anew in the page;
// tests/differential/test_claims_of_the_page.py holds the two together on generated claims. Rules
// about words stay in Python: claims come with their group, rank and voices as numbers.
// Leaves out where claims come from and how they look.

import { EARLIEST, LATEST } from "./dates.js";

/** @import { Period, PartialDate } from "./dates.js" */

export const CERTAINTIES = ["stated", "likely", "conditional", "planned"];
const SUPPORT = ["our-reading", "unsourced", "contested", "single-origin", "confirmed", "corroborated"];
const ENOUGH_TO_CORROBORATE = 2;
const SEARCHED_COMBINATIONS = 20_000;
const NOBODY = -1;

/**
 * One statement by someone, in a document. Who and what is named is a number in the page's names.
 * @typedef {object} Claim
 * @property {number} number its place in the payload
 * @property {number} group claims of two groups are never on one edge, nor contest one
 * @property {number} rank of any claims of a group, the lead has the least
 * @property {boolean} symmetric whether it says the same from either end
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
 * @property {string} mode "" where it happened, else planned or conditional
 * @property {string[]} inferred
 * @property {boolean} reading whether who, whom or what is our own reading
 * @property {boolean} derived
 * @property {number[]} attributed who the row says speaks
 * @property {number[]} via
 * @property {number} document -1 for none, as the publisher
 * @property {number} publisher
 * @property {Voice[]} voices
 */

/**
 * What claims that state the same thing add up to. What it shows is what its lead says.
 * @typedef {object} Edge
 * @property {Claim} lead
 * @property {Claim} datedBy the claim whose dates are shown
 * @property {string} verdict
 * @property {number} origins
 * @property {Claim[]} claims
 * @property {boolean} confirmed whether a claim confirms it
 * @property {boolean} derived true when no row states the edge itself
 */

/** @typedef {number[]} Voice what two voices must not share to be independent: speaker, outlet, and more */

/** Who says so: those named, else the document's publisher, else nobody. @param {Claim} claim */
export function speakers(claim) {
  if (claim.attributed.length) return claim.attributed;
  return claim.publisher === NOBODY ? [] : [claim.publisher];
}

/** The speakers who confirm or who deny, each once. @param {Claim[]} claims @param {string} status */
export function speakersWho(claims, status) {
  return [...new Set(claims.filter((claim) => claim.status === status).flatMap(speakers))];
}

/** Whether a claim rests on one of these as speaker, relay, document or publisher. @param {Claim} claim @param {Set<number>} sources */
export function restsOn(claim, sources) {
  return [...claim.attributed, ...claim.via, claim.document, claim.publisher].some((one) => sources.has(one));
}

/** @param {Claim} claim */
const denies = (claim) => claim.status === "denied";

/** @param {Claim} claim */
const isDated = (claim) => Boolean(claim.start.text || claim.end.text);

/** What the claims of one edge have in common, apart from periods that agree. @param {Claim} claim */
function edgeKey({ group, symmetric, role, tenure, mode }) {
  return JSON.stringify([group, symmetric ? "" : role, tenure, mode]);
}

/** The edges that claims add up to, in the order of their first claims. @param {Claim[]} claims */
export function edgesOf(claims) {
  const edges = grouped(claims, ({ group }) => group).flatMap((group) => (group.length === 1 ? [group] : members(group)));
  const inOrderOfRows = edges.map((edge) => edgeOf([...edge].sort((one, two) => one.number - two.number)));
  return inOrderOfRows.sort((one, two) => one.claims[0].number - two.claims[0].number);
}

/** One edge from claims that are known to state the same thing, denials included. @param {Claim[]} claims @returns {Edge} */
export function edgeOf(claims) {
  const supporting = claims.filter((claim) => !denies(claim));
  const count = origins(supporting);
  return {
    claims,
    lead: first(claims),
    datedBy: datedByOf(claims),
    verdict: verdict(claims, supporting, count),
    origins: count,
    confirmed: claims.some((claim) => claim.status === "confirmed"),
    derived: claims.every((claim) => claim.derived),
  };
}

/** The claim that an edge shows as a whole. @param {Claim[]} claims */
export function first(claims) {
  return claims.reduce((best, claim) => (claim.rank < best.rank ? claim : best));
}

/** The claim whose dates an edge shows: the lead, or the best of those that give a date. @param {Claim[]} claims */
export function datedByOf(claims) {
  const lead = first(claims), supporting = claims.filter((claim) => !denies(claim));
  const dated = (supporting.length ? supporting : claims).filter(isDated);
  return isDated(lead) || !dated.length ? lead : first(dated);
}

/**
 * The supporting claims that themselves give the dates of a claim; dates that are our reading nobody gives.
 * @template {Claim} C
 * @param {C[]} claims
 * @param {C} datedBy
 */
export function givingDates(claims, { start, end }) {
  return claims.filter((claim) => !denies(claim) && claim.start.text === start.text && claim.end.text === end.text && !claim.inferred.includes("date"));
}

/** @param {Claim[]} claims @param {Claim[]} supporting @param {number} count of their independent origins */
function verdict(claims, supporting, count) {
  if (!supporting.length) return "denied";
  if (supporting.length < claims.length) return "contested";
  if (count) return count >= ENOUGH_TO_CORROBORATE ? "corroborated" : "single-origin";
  return claims.every((claim) => claim.reading) ? "our-reading" : "unsourced";
}

/**
 * How well founded an edge is: what is only planned is weaker than anything that was.
 * @param {{verdict: string, certainty: string, origins: number, mode: string, confirmed: boolean}} edge
 * @returns {number[]} to compare, not to add
 */
export function support(edge) {
  const word = edge.verdict === "single-origin" && edge.confirmed ? "confirmed" : edge.verdict;
  const order = edge.verdict === "denied" ? 0 : edge.mode ? 1 : 2 + SUPPORT.indexOf(word);
  return [order, -CERTAINTIES.indexOf(edge.certainty), edge.origins];
}

/**
 * The number of independent origins: the most voices of which no two share anything.
 * @param {Claim[]} claims
 */
export function origins(claims) {
  const voices = [...new Map(claims.flatMap((claim) => claim.voices).map((voice) => [voice.join(), voice])).values()];
  /** @type {Map<number, Set<number>>} */
  const outletsOf = new Map();
  for (const [speaker, outlet] of voices) {
    const outlets = outletsOf.get(speaker);
    if (outlets) outlets.add(outlet);
    else outletsOf.set(speaker, new Set([outlet]));
  }
  if (outletsOf.size <= 1) return outletsOf.size;
  const most = matching(outletsOf);
  if (most === 1 || voices.every((voice) => voice.length === 2)) return most;
  const held = new Map();
  for (const mark of voices.flat()) held.set(mark, (held.get(mark) ?? 0) + 1);
  const related = voices.filter((voice) => voice.some((mark) => held.get(mark) > 1)), alone = voices.length - related.length;
  return Math.min(most, alone + mostApart(related, most - alone));
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
  /** @param {number} next @param {Voice[]} chosen */
  const take = (next, chosen) => {
    best = Math.max(best, chosen.length);
    for (let number = next; number < voices.length; number++) {
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
  return one.some((mark) => two.includes(mark));
}

/** The claims of each edge of a group; a denial may be in several. @param {Claim[]} group */
function members(group) {
  const denials = group.filter(denies);
  const edges = clusters(group.filter((claim) => !denies(claim)));
  const contesting = new Set();
  for (const edge of edges) {
    const against = denials.filter((denial) => contests(denial, edge));
    for (const denial of against) contesting.add(denial);
    edge.push(...against);
  }
  return [...edges, ...clusters(denials.filter((denial) => !contesting.has(denial)))];
}

/** Whether the cells of a denial allow it to speak of an edge. @param {Claim} denial @param {Claim[]} edge */
function contests(denial, edge) {
  const [one] = edge;
  if (denial.mode !== one.mode || (denial.tenure && denial.tenure !== one.tenure)) return false;
  if (!denial.symmetric && denial.role && denial.role !== one.role) return false;
  return edge.every((claim) => canBeSame(denial.period, claim.period));
}

/** The claims of each edge, told apart by their keys and their periods. @param {Claim[]} claims */
function clusters(claims) {
  return grouped(claims, edgeKey).flatMap(byPeriod);
}

/**
 * Claims of one key, joined where their periods can be the same, from the most exact period on. One
 * that can be the same as several which exclude each other stands alone; so do two claims of which
 * one gives only a beginning and the other only an end.
 * @param {Claim[]} claims
 */
function byPeriod(claims) {
  const periods = [...new Map(claims.map((claim) => [String(dated(claim)), dated(claim)])).values()].sort(mostExactFirst);
  /** @type {Dated[][]} */
  const together = [];
  /** @type {Map<string, number>} */
  const clusterOf = new Map();
  for (const one of periods) {
    const fitting = [...together.keys()].filter((number) => takes(together[number], one));
    const cluster = fitting.length === 1 ? fitting[0] : together.push([]) - 1;
    together[cluster].push(one);
    clusterOf.set(String(one), cluster);
  }
  return grouped(claims, (claim) => clusterOf.get(String(dated(claim))));
}

/** @typedef {[...Period, number, number]} Dated a period, and whether its beginning and its end are given: 0 or 1 */

/** @param {Claim} claim @returns {Dated} */
function dated({ period, start, end }) {
  return [...period, given(start), given(end)];
}

/** Whether a date is one, not only a bound. @param {PartialDate} date */
function given({ text, earliest, latest }) {
  return Number(text === ".." || (earliest !== EARLIEST && latest !== LATEST));
}

/** @param {Dated} one @param {Dated} two */
function mostExactFirst(one, two) {
  /** @param {Dated} dated */
  const key = ([a, b, c, d, begins, ends]) => [b - a + d - c, a, b, c, d, -begins, -ends];
  return inOrder(key(one), key(two));
}

/** Whether a period joins others, the most exact of them first. @param {Dated[]} cluster @param {Dated} one */
function takes(cluster, one) {
  if (!cluster.every((other) => canBeSame(one, other))) return false;
  const whole = cluster[0][4] && cluster[0][5];
  return Boolean(whole) || !cluster.some((other) => opposite(one, other));
}

/** Whether one gives only a beginning and the other only an end. @param {Dated} one @param {Dated} two */
function opposite(one, two) {
  return one[4] !== one[5] && one[4] === two[5] && one[5] === two[4];
}

/** @param {Period | Dated} one @param {Period | Dated} two */
function canBeSame(one, two) {
  return one[0] <= two[1] && two[0] <= one[1] && one[2] <= two[3] && two[2] <= one[3];
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
