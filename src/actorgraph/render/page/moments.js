// When the relations of a graph name a time: the moments that the bar of time shows and play stops
// at, and what has none. A moment is as long as its date is vague.

import { EARLIEST, LATEST } from "./dates.js";

/** @import { Period } from "./dates.js" */
/** @import { Model } from "./model.js" */

/** @typedef {[number, number]} Span its first and its last day */

const MOST_STOPS = 60;
const MOST_BARS = 96;
const MARGIN = 0.02;

/** @param {number} day */
const isKnown = (day) => day > EARLIEST && day < LATEST;

/** The moments that a relation names: when it began and ended, or when it is known to have held. @param {Period} period @returns {Span[]} */
export function momentsIn([a, b, c, d]) {
  /** @type {Span[]} */
  const given = [];
  if (isKnown(a) && isKnown(b)) given.push([a, b]);
  if (isKnown(c) && isKnown(d) && !(c === a && d === b)) given.push([c, d]);
  if (given.length) return given;
  if (isKnown(b) && isKnown(c) && c < b) return [[c, b]];
  return [...new Set([b, c])].filter(isKnown).map((day) => [day, day]);
}

/**
 * The moments of all relations.
 * @typedef {object} Moments
 * @property {Span[]} spans
 * @property {number} undated how many relations name none
 * @property {number} first day to show
 * @property {number} last
 * @property {number} width of a bar, in whole days; the bars fill the days from the first to the last
 */

/** @param {Model} model @returns {Moments} */
export function momentsOf(model) {
  /** @type {Span[]} */
  const spans = [];
  let undated = 0, first = LATEST, last = EARLIEST;
  for (let k = 0; k < model.m; k++) {
    const own = momentsIn(model.days(k));
    if (!own.length) undated++;
    for (const span of own) {
      spans.push(span);
      first = Math.min(first, span[0]);
      last = Math.max(last, span[1]);
    }
  }
  const room = Math.max(1, Math.round((last - first) * MARGIN));
  const width = Math.ceil((last - first + 1 + 2 * room) / MOST_BARS);
  const days = width * Math.ceil((last - first + 1 + 2 * room) / width);
  const from = Math.max(EARLIEST + 1, Math.min(first - room, LATEST - days));
  return { spans, undated, first: from, last: from + days - 1, width };
}

/** The days on which something that is shown begins or ceases to hold, or to be sure; of many as many as one can watch. @param {Model} model @param {ArrayLike<number>} shown 0 leaves an edge out */
export function stopsOf(model, shown) {
  const { edges, claimDays } = model;
  /** @type {Set<number>} */
  const stops = new Set();
  for (let k = 0; k < model.m; k++) {
    if (!shown[k]) continue;
    const days = [...edges.claims.subarray(edges.first[k], edges.first[k + 1])].flatMap((c) => claimDays.changes(c)).filter(isKnown);
    let before = days.length ? model.holdsOn(k, Math.min(...days) - 1) : 0;
    for (const day of days.sort((a, b) => a - b)) {
      const holds = model.holdsOn(k, day);
      if (holds !== before) stops.add(day);
      before = holds;
    }
  }
  return fewer([...stops].sort((a, b) => a - b));
}

/** As many days as one can watch, evenly chosen; the last one among them. @param {number[]} days */
function fewer(days) {
  const count = Math.min(MOST_STOPS, days.length);
  return Array.from({ length: count }, (_, j) => days[Math.ceil(((j + 1) * days.length) / count) - 1]);
}

/** How many moments lie in each part of a range; one that is vague is spread over all where it can lie. @param {Span[]} spans @param {number} first @param {number} last @param {number} parts */
export function counts(spans, first, last, parts) {
  const bars = new Float64Array(parts), width = (last + 1 - first) / parts;
  for (const [from, until] of spans) {
    const start = Math.max(0, (from - first) / width), end = Math.min(parts, (until + 1 - first) / width);
    for (let j = Math.floor(start); j < end; j++) bars[j] += (Math.min(j + 1, end) - Math.max(j, start)) / (end - start);
  }
  return bars;
}
