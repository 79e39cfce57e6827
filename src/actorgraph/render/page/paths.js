// The path between two entities through what is shown. Mirrors queries/path.py: of the shortest
// paths the one whose weakest steps are the best founded; none leads through what links nobody by
// itself, unless the reader asks. tests/differential/test_claims_of_the_page.py holds the two together.

import { inOrder, support } from "./claims.js";

/** @import { Model } from "./model.js" */

const PATHS_COMPARED = 200;
/** What no path leads through unless it is asked to, in the words of schema.THROUGH. @type {Record<string, string>} */
const THROUGH = {
  document: "documents", place: "places", state: "states", reporting: "reporting",
  denied: "denied relations", planned: "planned relations", conditional: "conditional relations",
};

/**
 * Where paths may lead.
 * @typedef {object} Space
 * @property {Model} model
 * @property {Uint8Array} open 1 for each edge that a path may pass
 * @property {(node: number) => boolean} closed whether no path passes a node
 */

/**
 * The space in which paths between two are sought.
 * @param {Model} model
 * @param {ArrayLike<number>} standing for each edge whether it is shown
 * @param {{from: number, to: number}} ends
 * @param {boolean} through whether paths may lead through everything
 * @returns {Space}
 */
export function spaceBetween(model, standing, { from, to }, through) {
  const open = Uint8Array.from({ length: model.m }, (_, k) => Number(standing[k] && isOpen(barriers(model, k), through)));
  return { model, open, closed: (node) => !through && node !== from && node !== to && isClosed(model, node) };
}

/** Whether an edge links: what is said of another claim never does. @param {string[]} reasons @param {boolean} through */
function isOpen(reasons, through) {
  return through ? !reasons.includes("about") : !reasons.length;
}

/** Why an edge links nobody. @param {Model} model @param {number} k */
function barriers(model, k) {
  const { reporting_relations: reporting } = model.data;
  return [
    ...(model.lead(k).about ? ["about"] : []),
    ...(model.verdictWord(k) === "denied" ? ["denied"] : []),
    ...(model.mode(k) ? [model.mode(k)] : []),
    ...(reporting.includes(model.relations[model.relation[k]]) ? ["reporting"] : []),
  ];
}

/** @param {Model} model @param {number} node */
function isClosed(model, node) {
  return model.data.through_types.includes(typeOf(model, node));
}

/** @param {Model} model @param {number} node @returns {string} */
function typeOf(model, node) {
  return model.data.types[model.kind[node]].toLowerCase();
}

/**
 * @param {Space} space
 * @param {number} from
 * @param {number} to
 * @returns {number[] | null} edge numbers in order; null when nothing links them
 */
export function bestPath(space, from, to) {
  let best = null;
  for (const nodes of shortestPaths(space, from, to)) {
    const path = nodes.slice(1).map((node, step) => bestBetween(space, nodes[step], node));
    const foundation = path.map((k) => supportOf(space.model, k)).sort(inOrder).flat();
    if (!best || inOrder(foundation, best.foundation) > 0) best = { path, foundation };
  }
  return best && best.path;
}

/** What the shortest path leads through that is not shown, in words; empty where none is shorter. @param {Model} model @param {ArrayLike<number>} standing @param {{from: number, to: number}} ends @param {number[] | null} path */
export function avoided(model, standing, ends, path) {
  const other = bestPath(spaceBetween(model, standing, ends, true), ends.from, ends.to);
  if (!other || (path && path.length <= other.length)) return [];
  const passed = nodesOf(model, other, ends.from).slice(1, -1).filter((node) => isClosed(model, node));
  const words = new Set([...passed.map((node) => typeOf(model, node)), ...other.flatMap((k) => barriers(model, k))]);
  return Object.keys(THROUGH).filter((word) => words.has(word)).map((word) => THROUGH[word]);
}

/** The number of the step that is the least well founded. @param {Model} model @param {number[]} path */
export function weakestStep(model, path) {
  const weakest = path.map((k) => supportOf(model, k)).sort(inOrder)[0];
  return path.findIndex((k) => inOrder(supportOf(model, k), weakest) === 0);
}

/** The nodes that a path passes, both ends included. @param {Model} model @param {number[]} path @param {number} from */
export function nodesOf({ source, target }, path, from) {
  const nodes = [from];
  for (const k of path) nodes.push(source[k] === nodes[nodes.length - 1] ? target[k] : source[k]);
  return nodes;
}

/** How well founded an edge is, to compare. @param {Model} model @param {number} k */
export function supportOf(model, k) {
  return support({
    verdict: model.verdictWord(k), certainty: model.certainty(k), origins: model.origins[k],
    mode: model.mode(k), confirmed: Boolean(model.edges.confirmed[k]),
  });
}

/** The shortest paths in order of the ids on them, as far as they are compared. @param {Space} space @param {number} from @param {number} to */
function shortestPaths(space, from, to) {
  const { ids } = space.model;
  const distance = distances(space, from, to);
  const paths = [];
  const begun = distance.has(from) ? [[from]] : [];
  while (begun.length && paths.length < PATHS_COMPARED) {
    const path = /** @type {number[]} */ (begun.pop());
    const last = path[path.length - 1];
    if (last === to) paths.push(path);
    const left = Number(distance.get(last)) - 1;
    const next = [...new Set(neighbors(space, last))].filter((node) => distance.get(node) === left);
    next.sort((one, two) => -inOrder(points(ids[one]), points(ids[two])));
    for (const node of next) begun.push([...path, node]);
  }
  return paths;
}

/** How far nodes are from one end, until the other is reached. @param {Space} space @param {number} from @param {number} to */
function distances(space, from, to) {
  const distance = new Map([[to, 0]]);
  let frontier = [to];
  for (let steps = 1; frontier.length && !distance.has(from); steps++) {
    const next = [];
    for (const node of frontier) {
      for (const other of neighbors(space, node)) {
        if (distance.has(other)) continue;
        distance.set(other, steps);
        next.push(other);
      }
    }
    frontier = next;
  }
  return distance;
}

/** @param {Space} space @param {number} node */
function* neighbors({ model, open, closed }, node) {
  for (const k of model.adjacent.of(node)) {
    const other = model.source[k] === node ? model.target[k] : model.source[k];
    if (open[k] && !closed(other)) yield other;
  }
}

/** The best founded edge between two; the first of those equally so. @param {Space} space @param {number} one @param {number} two */
function bestBetween({ model, open }, one, two) {
  const between = [...model.adjacent.of(one)].filter((k) => open[k] && (model.source[k] === two || model.target[k] === two));
  return model.inDataOrder(between).reduce((best, k) => (inOrder(supportOf(model, k), supportOf(model, best)) > 0 ? k : best));
}

/** A text as Python orders it: by code points, and the shorter first. @param {string} text */
function points(text) {
  return [...Array.from(text, (letter) => Number(letter.codePointAt(0))), -1];
}
