// Offices as lines: a holder drawn straight at the body that the office belongs to. Mirrors
// render/importance.py. Concerns the picture only: cards, table and paths keep the office.

/** @import { Model } from "./model.js" */

/** @typedef {{source: number, target: number, office: number, via: [number, number]}} Collapsed via: who holds it, where it belongs */

/** Every holder and body of an office as one line; not of an office that has other relations. @param {Model} model @returns {Collapsed[]} */
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
    const around = model.adjacent.of(office);
    if (!around.every((k) => (target[k] === office ? holds[relation[k]] : relation[k] === belonging))) continue;
    for (const held of around) {
      if (target[held] !== office) continue;
      lines.push({ source: source[held], target: target[belongs], office, via: /** @type {[number, number]} */ ([held, belongs]) });
    }
  }
  return lines;
}
