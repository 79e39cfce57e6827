// What is drawn between two: all their relations as one line, with how many they are. The line looks
// like the best founded of them; a mark tells where one of them is contested or denied.

import { POSSIBLE } from "./dates.js";
import { money } from "./money.js";
import { CONTESTED, DENIED, STRENGTH } from "./palette.js";

/** @import { Model } from "./model.js" */

/** Beyond so many edges only density is drawn, where nobody can tell parallel lines apart. */
const MOST_JOINED = 60_000;

/** The lines of one view: which edge stands for the others between the same two. */
export class Links {
  /** @param {Model} model @param {Uint8Array} shown YES or POSSIBLE where an edge is drawn */
  constructor(model, shown) {
    this.model = model;
    this.shown = shown;
    /** @type {Map<number, number[]>} by the edge that stands for them, itself first; only of two and more */
    this.parallel = new Map();
    /** Whether an edge is drawn by itself or stands for others. */
    this.drawn = Uint8Array.from(shown, Number);
    let count = 0;
    for (const on of shown) if (on) count++;
    if (count <= MOST_JOINED) this.join();
  }

  join() {
    const { n, total, source, target } = this.model;
    /** @type {Map<number, number>} */
    const first = new Map();
    /** @type {Map<number, number[]>} */
    const groups = new Map();
    for (let k = 0; k < total; k++) {
      if (!this.shown[k]) continue;
      const a = source[k], b = target[k];
      const pair = a < b ? a * n + b : b * n + a;
      const other = first.get(pair);
      if (other === undefined) { first.set(pair, k); continue; }
      const group = groups.get(other);
      if (group) group.push(k);
      else groups.set(other, [other, k]);
    }
    for (const group of groups.values()) {
      const [lead, ...others] = group.sort((one, two) => this.weakness(one) - this.weakness(two) || one - two);
      for (const k of others) this.drawn[k] = 0;
      this.parallel.set(lead, group);
    }
  }

  /** The smaller, the better founded. @param {number} k */
  weakness(k) {
    return 2 * STRENGTH[this.model.style[k]] + Number(this.shown[k] === POSSIBLE);
  }

  /** All edges that a line stands for. @param {number} lead @returns {number[]} */
  edges(lead) {
    return this.parallel.get(lead) ?? [lead];
  }

  /** Whether some edge of a line is contested or denied, though the line does not look so. @param {number} lead */
  hidesDispute(lead) {
    const { style } = this.model;
    const isDisputed = (/** @type {number} */ k) => style[k] === CONTESTED || style[k] === DENIED;
    return !isDisputed(lead) && this.edges(lead).some(isDisputed);
  }

  /** Whether a relation of a line points at its target, and at its source. @param {number} lead @returns {[boolean, boolean]} */
  heads(lead) {
    const { source, symmetric } = this.model;
    const directed = this.edges(lead).filter((k) => !symmetric[k]);
    /** @param {number} k */
    const isAhead = (k) => (source[k] === source[lead]) !== Boolean(money.shown?.isTurned(this.model, k));
    return [directed.some(isAhead), !directed.every(isAhead)];
  }
}
