// The payload, decoded once: typed columns to compute on, small objects made when they are read.
// The contract is render/payload.py.

import { aliasesOf, typeOf, under } from "./attributes.js";
import { CERTAINTIES, datedByOf, first, givingDates, origins } from "./claims.js";
import { Days } from "./days.js";
import { period } from "./dates.js";
import { edgesWithout, statedEdges } from "./edges.js";
import { officesCollapsed } from "./offices.js";
import { edgeStyle, kindsOf } from "./palette.js";

/** @import { Edges } from "./edges.js" */
/** @import { Description } from "./attributes.js" */
/** @import { Tints } from "./colouring.js" */
/** @import { Claim } from "./claims.js" */
/** @import { PartialDate, Period } from "./dates.js" */
/** @import { Collapsed } from "./offices.js" */
/** @import { NameStore } from "./search.js" */

/**
 * A claim with what is shown of it and never computed on.
 * @typedef {Claim & {locator: string, said: string, saidOn: PartialDate, place: number, quote: string, as_named: string,
 *   assessment: string, note: string, amount: string, currency: string, share: string, checked_by: number,
 *   checked_date: string, about: string, id: string, extra: Record<string, string>, remarks: number[], passage: number}} ShownClaim
 */

/**
 * The graph of a page. Edges from `m` to `total` are drawn only: a holder straight at the agency.
 * What the edges are changes with the sources that are left out, the rest never.
 */
export class Model {
  /** What gives nodes their colours where it is not their types. @type {Tints | null} */
  tints = null;
  /** Whether the picture is turned on its side. */
  turned = false;
  /** Whether what is above in it has to stay there. */
  stands = false;
  /** How much is left free around a picture that fits, for names beside those at its edge. */
  room = 0;
  /** @type {Map<number, Description[]> | undefined} made when it is first asked for */
  readRows = undefined;
  /** The sources without which the edges were computed. @type {Set<number> | null} */
  leftOut = null;
  /** @type {{without: Set<number>, minOrigins: number}} Whom the reader trusts on what an entity is. */
  trusted = { without: new Set(), minOrigins: 0 };

  /** @param {any} data a payload, unpacked */
  constructor(data) {
    const { entities } = data;
    this.data = data;
    /** @type {string} */
    this.title = data.title;
    /** @type {string[]} */
    this.ids = entities.id;
    /** @type {string[]} */
    this.names = entities.name;
    this.n = this.ids.length;
    this.kinds = kindsOf(data.types);
    /** @type {Uint8Array} What each is, as far as those say who are trusted. */
    this.kind = Uint8Array.from(entities.type);
    this.x = Float32Array.from(entities.x);
    this.y = Float32Array.from(entities.y);
    this.size = Float32Array.from(entities.size);
    /** @type {string[]} */
    this.relations = data.relations;
    this.numberOf = new Map(this.ids.map((id, i) => [id, i]));
    /** @type {PartialDate[]} */
    this.dates = Array.from(data.dates.text, (text, d) => ({ text, earliest: data.dates.earliest[d], latest: data.dates.latest[d] }));
    this.stated = statedEdges(data, this.dates);
    /** The first edge of each claim. */
    this.edgeOfClaim = firstEdges(this.stated, data.claims.status.length);
    /** The claims of edges that were asked for. @type {{edges: Edges | null, of: ShownClaim[][]}} */
    this.shownClaims = { edges: null, of: [] };
    this.claimDays = new Days(data, this.stated, this.edgeOfClaim, this.dates);
    /** @type {ShownClaim[]} */
    this.readClaims = [];
    this.edges = this.stated;
    this.m = this.total = this.stated.m;
    this.source = this.stated.source;
    this.target = this.stated.target;
    this.relation = this.stated.relation;
    this.verdict = this.stated.verdict;
    this.origins = this.stated.origins;
    /** @type {Uint8Array} 1 where an edge is the same from either end, and so without an arrow. */
    this.symmetric = this.stated.symmetric;
    /** @type {Uint8Array} How each edge is drawn, in EDGE_STYLES. */
    this.style = new Uint8Array(0);
    /** @type {Collapsed[]} */
    this.collapsed = [];
    this.adjacent = adjacency(0, 0, this.source, this.target);
    /** @type {Period[]} */
    this.periods = [];
    /** @type {NameStore | undefined} made by the first search */
    this.nameStore = undefined;
    this.leaveOut(new Set());
  }

  /** @returns {string} */
  get note() {
    return this.data.note;
  }

  /** Whose work this is; "" where nobody says. @returns {string} */
  get credit() {
    return this.data.credit ?? "";
  }

  /** Turn the picture on its side, for a stage that is higher than wide. */
  turn() {
    this.turned = !this.turned;
    [this.x, this.y] = [this.y, this.x];
  }

  /** A place as the layout has it, or a place of the layout as it is drawn. @template {{x: number, y: number}} P @param {P} place @returns {P} */
  unturned(place) {
    return this.turned ? { ...place, x: place.y, y: place.x } : place;
  }

  /** Compute every edge from the claims that rest on none of these sources. @param {Set<number>} without */
  leaveOut(without) {
    const { stated, data } = this;
    if (this.leftOut && isSame(without, this.leftOut)) return;
    this.leftOut = new Set(without);
    const edges = without.size ? edgesWithout(stated, (c) => this.claimAt(c), without, data.verdicts) : stated;
    this.edges = edges;
    this.m = edges.m;
    this.periods = [];
    this.relation = edges.relation;
    this.verdict = edges.verdict;
    this.origins = edges.origins;
    this.adjacent = adjacency(this.n, edges.m, edges.source, edges.target);
    this.collapsed = officesCollapsed(this);
    this.total = edges.m + this.collapsed.length;
    const style = Uint8Array.from({ length: edges.m }, (_, k) => edgeStyle({
      verdict: this.verdictWord(k), mode: this.mode(k), reading: Boolean(edges.reading[k]), derived: this.edgeDerived(k),
    }));
    this.source = joined(edges.source, this.collapsed.map((one) => one.source));
    this.target = joined(edges.target, this.collapsed.map((one) => one.target));
    this.symmetric = joined(edges.symmetric, this.collapsed.map(() => 0));
    this.style = joined(style, this.collapsed.map(({ via }) => Math.max(...via.map((k) => style[k]))));
  }

  /**
   * Describe every entity by those rows alone that a reader trusts.
   * @param {{without: Set<number>, minOrigins: number}} trusted sources that are left out, and how many origins a value needs
   */
  trust({ without, minOrigins }) {
    if (!this.data.descriptions || (minOrigins === this.trusted.minOrigins && isSame(without, this.trusted.without))) return;
    this.trusted = { without: new Set(without), minOrigins };
    this.kind = Uint8Array.from(this.data.entities.type);
    this.nameStore = undefined;
    for (const i of this.described.keys()) {
      if (!this.isWhole(i)) this.kind[i] = this.data.types.indexOf(this.heading(i) || typeOf(this.descriptions(i)));
    }
  }

  /** For each entity that rows describe, with who says so, all these rows. */
  get described() {
    return (this.readRows ??= this.readDescriptions());
  }

  /** The type that an entity keeps whoever is left out, or "". @param {number} i @returns {string} */
  heading(i) {
    const { type, heading } = this.data.entities;
    return this.data.types[heading?.[i] ? heading[i] - 1 : type[i]];
  }

  /** The rows that describe an entity, as far as they are trusted. @param {number} i @returns {Description[]} */
  descriptions(i) {
    return under(this.described.get(i) ?? [], this.trusted.without, this.trusted.minOrigins);
  }

  /** Whether all that the rows say of an entity is trusted. @param {number} i */
  isWhole(i) {
    const all = this.described.get(i) ?? [], used = this.descriptions(i);
    return used.length === all.length && used.every(({ cells }, row) => cells.length === all[row].cells.length);
  }

  /** @param {number} i @returns {string[]} */
  aliases(i) {
    if (this.isWhole(i)) return this.data.entities.aliases?.[i] ?? [];
    return aliasesOf(this.descriptions(i), this.ids[i], this.names[i]);
  }

  /** What the card says about an entity where nobody is named for it: label and text. @param {number} i @returns {[string, string][]} */
  facts(i) {
    return this.data.entities.facts?.[i] ?? [];
  }

  /** @param {number} i */
  isDerived(i) {
    return Boolean(this.data.entities.derived?.[i]);
  }

  /** The word that stands for a relation: an inverse one is the relation from the other end. @param {number} k @returns {number} */
  mainRelation(k) {
    return this.data.main_relations[this.relation[k]];
  }

  /** @param {number} k */
  role(k) {
    return this.edges.role[k];
  }

  /** @param {number} k */
  start(k) {
    return this.edges.start[k].text;
  }

  /** @param {number} k */
  end(k) {
    return this.edges.end[k].text;
  }

  /** When an edge held, as the claim that dates it says. @param {number} k @returns {Period} */
  days(k) {
    return (this.periods[k] ??= period(this.edges.start[k], this.edges.end[k]));
  }

  /** @param {number} k */
  certainty(k) {
    return CERTAINTIES[this.edges.certainty[k]];
  }

  /** "" where it happened; else whether it is planned or depends on a condition. @param {number} k */
  mode(k) {
    const certainty = this.certainty(k);
    return this.data.modes.includes(certainty) ? certainty : "";
  }

  /** Sort edges by their first claims in the data. @param {number[]} edges */
  inDataOrder(edges) {
    const { first, claims } = this.edges, { order } = this.data.claims;
    /** @param {number} k */
    const place = (k) => (order ? order[claims[first[k]]] : claims[first[k]]);
    return edges.sort((one, two) => place(one) - place(two) || one - two);
  }

  /** The claim that an edge shows as a whole. @param {number} k */
  lead(k) {
    return /** @type {ShownClaim} */ (first(this.claims(k)));
  }

  /** The claim whose dates an edge shows. @param {number} k */
  datedBy(k) {
    return /** @type {ShownClaim} */ (datedByOf(this.claims(k)));
  }

  /** How many independent origins give the dates that an edge shows. @param {number} k */
  originsOfDate(k) {
    return origins(givingDates(this.claims(k), this.datedBy(k)));
  }

  /** Whether an edge held on a day: what the surest of its claims says. @param {number} k @param {number} day */
  holdsOn(k, day) {
    const { claims, first } = this.edges;
    return this.claimDays.holdsOn(claims.subarray(first[k], first[k + 1]), day);
  }

  /** Whether one of the claims of an edge allows that it held on some day of a range. @param {number} k @param {number} since @param {number} until */
  mayHoldBetween(k, since, until) {
    const { claims, first } = this.edges;
    return this.claimDays.canOverlap(claims.subarray(first[k], first[k + 1]), since, until);
  }

  /** @param {number} k */
  edgeDerived(k) {
    return Boolean(this.edges.derived[k]);
  }

  /** @param {number} k @returns {string} */
  verdictWord(k) {
    return this.data.verdicts[this.verdict[k]];
  }

  /** The claims that an edge rests on. @param {number} k @returns {ShownClaim[]} */
  claims(k) {
    if (k >= this.m) return this.collapsed[k - this.m].via.flatMap((one) => this.claims(one));
    if (this.shownClaims.edges !== this.edges) this.shownClaims = { edges: this.edges, of: [] };
    const { claims, first } = this.edges;
    return (this.shownClaims.of[k] ??= Array.from(claims.subarray(first[k], first[k + 1]), (c) => this.claimAt(c)));
  }

  /** The first edge that rests on a claim; null where it is left out. @param {number} c */
  edgeWith(c) {
    const { claims, first, m } = this.edges;
    for (let k = 0; k < m; k++) if (claims.subarray(first[k], first[k + 1]).includes(c)) return k;
    return null;
  }

  /** Somebody or something that a claim names: id, name and address. @param {number} ref @returns {[string, string, string]} */
  named(ref) {
    return this.data.names[ref];
  }

  /** @param {number} c @returns {ShownClaim} */
  claimAt(c) {
    return (this.readClaims[c] ??= this.readClaim(c));
  }

  /** @param {number} c @returns {ShownClaim} */
  readClaim(c) {
    const { stated, data } = this;
    const columns = data.claims;
    const k = this.edgeOfClaim[c];
    /** @param {string} name @returns {number} */
    const number = (name) => columns[name]?.[c] ?? 0;
    /** What a claim has of its own or, where it is the same, of its edge. @template T @param {string} name @param {T[]} own @param {T} ofEdge */
    const either = (name, own, ofEdge) => (number(name) ? own[number(name) - 1] : ofEdge);
    const start = either("start", this.dates, stated.start[k]), end = either("end", this.dates, stated.end[k]);
    const [source, target] = number("reversed") ? [stated.target[k], stated.source[k]] : [stated.source[k], stated.target[k]];
    // The longer part comes first, because a browser copies only that in one go.
    return {
      ...whoSays(data, columns, c, data.voices),
      number: c, source, target, start, end,
      group: stated.group[k],
      rank: number("rank"),
      symmetric: Boolean(stated.symmetric[k]),
      relation: number("relation") ? number("relation") - 1 : stated.relation[k],
      role: either("role", data.texts, stated.role[k]),
      tenure: either("tenure", data.texts, stated.tenure[k]),
      period: period(start, end),
    };
  }

  /** The rows of each entity that rows describe, in their order. @returns {Map<number, Description[]>} */
  readDescriptions() {
    const { descriptions: columns, describing } = this.data;
    /** @type {Map<number, Description[]>} */
    const described = new Map();
    const [never] = this.dates;
    columns?.entity.forEach((/** @type {number} */ i, /** @type {number} */ number) => {
      const claim = {
        number, source: i, target: i, start: never, end: never, group: 0, rank: 0, symmetric: false, relation: 0, role: "", tenure: "",
        period: period(never, never), ...whoSays(this.data, columns, number, describing.voices),
      };
      described.set(i, [...(described.get(i) ?? []), { cells: columns.values[number], claim, row: columns.row?.[number] ?? "" }]);
    });
    return described;
  }
}

/**
 * Who makes a claim, how and where, and what else is shown of it.
 * @param {any} data
 * @param {any} columns of claims
 * @param {number} c
 * @param {number[][][]} voices
 * @returns {Omit<ShownClaim, "number" | "source" | "target" | "start" | "end" | "group" | "rank" | "symmetric" | "relation" | "role" | "tenure" | "period">}
 */
function whoSays(data, columns, c, voices) {
  /** @param {string} name @param {any} empty */
  const cell = (name, empty) => (columns[name] ? columns[name][c] : empty);
  const certainty = data.certainties[cell("certainty", 0)], when = saidOn(data, cell("said", 0));
  return {
    status: data.statuses[columns.status[c]],
    certainty,
    mode: data.modes.includes(certainty) ? certainty : "",
    inferred: cell("inferred", []),
    reading: Boolean(cell("reading", 0)),
    derived: Boolean(cell("derived", 0)),
    attributed: cell("speakers", []),
    via: cell("via", []),
    document: columns.document[c],
    publisher: columns.publisher[c],
    voices: voices[cell("voices", 0)],
    said: when.text,
    saidOn: when,
    place: cell("place", -1),
    checked_by: cell("checked_by", -1),
    extra: cell("extra", {}),
    remarks: cell("remarks", []),
    passage: cell("passage", 0),
    locator: cell("locator", ""), quote: cell("quote", ""), as_named: cell("as_named", ""), assessment: cell("assessment", ""),
    note: cell("note", ""), amount: cell("amount", ""), currency: cell("currency", ""), share: cell("share", ""),
    checked_date: cell("checked_date", ""), about: cell("about", ""), id: cell("id", ""),
  };
}

/** A date of the payload. @param {any} data @param {number} d @returns {PartialDate} */
function saidOn({ dates: { text, earliest, latest } }, d) {
  return { text: text[d], earliest: earliest[d], latest: latest[d] };
}

/** @param {Set<number>} one @param {Set<number>} two */
function isSame(one, two) {
  return one.size === two.size && [...one].every((number) => two.has(number));
}

/** For each claim the first edge that it is on. @param {{m: number, first: Uint32Array, claims: Uint32Array}} edges @param {number} count of claims */
function firstEdges({ m, first, claims }, count) {
  const edges = new Uint32Array(count);
  for (let k = m - 1; k >= 0; k--) for (let at = first[k]; at < first[k + 1]; at++) edges[claims[at]] = k;
  return edges;
}

/** The graph of a payload. @param {any} data */
export function decode(data) {
  return new Model(data);
}

/** @template {Uint8Array | Uint32Array} T @param {T} array @param {number[]} more @returns {T} */
function joined(array, more) {
  const longer = new /** @type {any} */ (array.constructor)(array.length + more.length);
  longer.set(array);
  longer.set(more, array.length);
  return longer;
}

/** For each node the numbers of its edges, as one array cut by `from`. @param {number} n @param {number} m @param {Uint32Array} source @param {Uint32Array} target */
function adjacency(n, m, source, target) {
  const from = new Uint32Array(n + 1);
  for (let k = 0; k < m; k++) {
    from[source[k] + 1]++;
    if (target[k] !== source[k]) from[target[k] + 1]++;
  }
  for (let i = 0; i < n; i++) from[i + 1] += from[i];
  const edges = new Uint32Array(from[n]);
  const next = from.slice(0, n);
  for (let k = 0; k < m; k++) {
    edges[next[source[k]]++] = k;
    if (target[k] !== source[k]) edges[next[target[k]]++] = k;
  }
  /** @param {number} i */
  const of = (i) => edges.subarray(from[i], from[i + 1]);
  /** @param {number} i */
  const degree = (i) => from[i + 1] - from[i];
  return { of, degree };
}
