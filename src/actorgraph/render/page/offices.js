// Offices as lines: a holder drawn straight at the agency that the office belongs to. Mirrors
// queries/holders.py in which relations make a holder and a place of an office. Concerns the picture
// only: cards, table and paths keep the office.

/** @import { Model } from "./model.js" */

/** @typedef {{source: number, target: number, office: number, via: [number, number]}} Collapsed via: who holds it, where it belongs */

/** Every holder, office and agency as one line. @param {Model} model @returns {Collapsed[]} */
export function officesCollapsed(model) {
  const { source, target, relation } = model.edges;
  /** @type {Set<string>} */
  const holding = new Set(model.data.office_relations);
  const holds = model.relations.map((word) => holding.has(word));
  const belonging = model.relations.indexOf(model.data.position_in);
  const lines = [];
  for (let belongs = 0; belongs < model.m; belongs++) {
    if (relation[belongs] !== belonging) continue;
    const office = source[belongs];
    for (const held of model.adjacent.of(office)) {
      if (target[held] !== office || !holds[relation[held]]) continue;
      lines.push({ source: source[held], target: target[belongs], office, via: /** @type {[number, number]} */ ([held, belongs]) });
    }
  }
  return lines;
}
