// What is known of an entity in sections: what it holds, does and says, and what is said of it.
// Mirrors queries/show.py and queries/sections.py; the payload says of which section each word is.
// tests/differential/test_cards_of_the_page.py holds the two together.

import { inOrder } from "./claims.js";
import { edgesWith, refOf, saidBy } from "./citing.js";
import { beginning } from "./dates.js";

/** @import { Model } from "./model.js" */

/**
 * An entity with its edges, all in the order of the data.
 * @typedef {object} Shown
 * @property {number} entity
 * @property {number} ref what claims call it
 * @property {number[]} edges of which it is an end; offices in order of time
 * @property {number[]} beyond edges of its offices and events: who else holds, belongs and takes part
 * @property {number[]} says with a claim that it makes
 */
/** @typedef {{kind: string, edges: number[]}} Section */

export const ABOUT = "about";
const KINDS = ["offices", "ties", "events", "other", "plans", ABOUT];

/** @param {Model} model @param {(k: number) => boolean} holds whether an edge passes the filters @param {number} entity @returns {Shown} */
export function shown(model, holds, entity) {
  const edges = model.inDataOrder([...model.adjacent.of(entity)].filter(holds));
  const ref = refOf(model, entity);
  const says = new Set(saidBy(model, ref).flatMap((c) => [...edgesWith(model, c)]).filter(holds));
  return { entity, ref, edges: officesInOrder(model, edges), beyond: beyond(model, holds, entity, edges), says: model.inDataOrder([...says]) };
}

/** @param {Model} model @param {number[]} edges */
function officesInOrder(model, edges) {
  const offices = edges.filter((k) => isOffice(model, k)).sort((one, two) => inOrder(beginning(model.days(one)), beginning(model.days(two))));
  let next = 0;
  return edges.map((k) => (isOffice(model, k) ? offices[next++] : k));
}

/** The edges of an entity's offices and events that lead to others than itself. @param {Model} model @param {(k: number) => boolean} holds @param {number} entity @param {number[]} edges */
function beyond(model, holds, entity, edges) {
  const offices = new Set(), events = new Set();
  for (const k of edges) {
    const source = model.source[k], target = model.target[k];
    if ((isOffice(model, k) && source === entity) || (isIn(model, k) && target === entity)) offices.add(source === entity ? target : source);
    else if (tookPart(model, k) && source === entity) events.add(target);
  }
  const near = new Set([...offices, ...events].flatMap((one) => [...model.adjacent.of(one)]));
  return model.inDataOrder([...near].filter((k) => {
    const source = model.source[k], target = model.target[k];
    if (source === entity || target === entity || !holds(k)) return false;
    if (tookPart(model, k)) return events.has(target);
    return (isOffice(model, k) || isIn(model, k)) && (offices.has(source) || offices.has(target));
  }));
}

/** The sections that have edges; what an entity alone says in words of its own is among its statements. @param {Model} model @param {Shown} answer @returns {Section[]} */
export function sections(model, answer) {
  /** @type {Map<string, number[]>} */
  const byKind = new Map(KINDS.map((kind) => [kind, []]));
  for (const k of answer.edges) if (!isOwnStatement(model, answer, k)) byKind.get(kindOf(model, answer, k))?.push(k);
  const held = byKind.get("offices") ?? [], inside = new Set(held.filter((k) => isInIt(model, answer, k)).map((k) => model.source[k]));
  byKind.get("plans")?.push(...answer.beyond.filter((k) => isOffice(model, k) && model.mode(k) && inside.has(model.target[k])));
  byKind.set("offices", offices(model, answer, held));
  return [...byKind].filter(([, edges]) => edges.length).map(([kind, edges]) => ({ kind, edges: readingsLast(model, edges) }));
}

/** The edges of what an entity says that stand in none of its sections. @param {Model} model @param {Shown} answer */
export function statementsApart(model, answer) {
  const elsewhere = new Set(answer.edges.filter((k) => !isOwnStatement(model, answer, k)));
  return answer.says.filter((k) => !elsewhere.has(k));
}

/** @param {Model} model @param {Shown} answer @param {number} k */
function isOwnStatement(model, { ref }, k) {
  return wordSection(model, k) === "other" && model.claims(k).every(({ attributed }) => attributed.length === 1 && attributed[0] === ref);
}

/** @param {Model} model @param {Shown} answer @param {number} k */
function kindOf(model, { entity }, k) {
  const reports = model.data.reporting_relations.includes(model.relations[model.relation[k]]);
  if (model.lead(k).about || (reports && model.target[k] === entity)) return ABOUT;
  return model.mode(k) ? "plans" : wordSection(model, k);
}

/** Who holds what, seen from an entity: as the holder, the office or the body. @param {Model} model @param {Shown} answer @param {number[]} edges */
function offices(model, answer, edges) {
  const held = answer.beyond.filter((k) => isOffice(model, k) && !model.mode(k));
  const ofTheBody = new Set(edges.filter((k) => isInIt(model, answer, k)).map((k) => model.source[k]));
  const holders = held.filter((k) => ofTheBody.has(model.target[k]));
  const filled = new Set(holders.filter((k) => model.verdictWord(k) !== "denied").map((k) => model.target[k]));
  return [...edges.filter((k) => !(isInIt(model, answer, k) && filled.has(model.source[k]))), ...holders];
}

/** Whether an edge leads from an office to the entity as its body. @param {Model} model @param {Shown} answer @param {number} k */
function isInIt(model, { entity }, k) {
  return isIn(model, k) && model.target[k] === entity;
}

/** What is denied after what is not, readings of ours after what is said, then in order of time. @param {Model} model @param {number[]} edges */
function readingsLast(model, edges) {
  const keys = new Map(edges.map((k) => {
    const read = model.lead(k).inferred.some((part) => part !== "date") || model.datedBy(k).inferred.includes("date");
    return [k, [Number(model.verdictWord(k) === "denied"), Number(read), ...beginning(model.days(k))]];
  }));
  return [...edges].sort((one, two) => inOrder(keys.get(one) ?? [], keys.get(two) ?? []));
}

/** @param {Model} model @param {number} k @returns {string} */
function wordSection(model, k) {
  return model.data.sections[model.relation[k]];
}

/** Whether an edge leads from a holder to an office. @param {Model} model @param {number} k */
export function isOffice(model, k) {
  return wordSection(model, k) === "offices" && !isIn(model, k);
}

/** Whether an edge leads from an office to its body. @param {Model} model @param {number} k */
export function isIn(model, k) {
  return model.relations[model.relation[k]] === model.data.position_in;
}

/** Whether an edge leads from somebody to an event. @param {Model} model @param {number} k */
export function tookPart(model, k) {
  return model.relations[model.relation[k]] === model.data.participant;
}
