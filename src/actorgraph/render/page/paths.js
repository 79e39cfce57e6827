// The path between two entities through what is shown. Mirrors queries/path.py: of the shortest
// paths the one whose weakest steps are the best founded. tests/differential/test_claims_of_the_page.py
// holds the two together.

import { inOrder, support } from "./claims.js";

/** @import { Model } from "./model.js" */

const PATHS_COMPARED = 200;

/**
 * @param {Model} model
 * @param {ArrayLike<number>} open for each edge whether a path may pass it
 * @param {number} from
 * @param {number} to
 * @returns {number[] | null} edge numbers in order; null when nothing links them
 */
export function bestPath(model, open, from, to) {
  let best = null;
  for (const nodes of shortestPaths(model, open, from, to)) {
    const path = nodes.slice(1).map((node, step) => bestBetween(model, open, nodes[step], node));
    const foundation = path.map((k) => supportOf(model, k)).sort(inOrder).flat();
    if (!best || inOrder(foundation, best.foundation) > 0) best = { path, foundation };
  }
  return best && best.path;
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

/** @param {Model} model @param {number} k */
function supportOf(model, k) {
  return support({
    verdict: model.verdictWord(k), certainty: model.certainty(k), origins: model.origins[k],
    mode: model.mode(k), confirmed: Boolean(model.edges.confirmed[k]),
  });
}

/** The shortest paths in order of the ids on them, as far as they are compared. @param {Model} model @param {ArrayLike<number>} open @param {number} from @param {number} to */
function shortestPaths(model, open, from, to) {
  const distance = distances(model, open, from, to);
  const paths = [];
  const begun = distance.has(from) ? [[from]] : [];
  while (begun.length && paths.length < PATHS_COMPARED) {
    const path = /** @type {number[]} */ (begun.pop());
    const last = path[path.length - 1];
    if (last === to) paths.push(path);
    const left = Number(distance.get(last)) - 1;
    const next = [...new Set(neighbors(model, open, last))].filter((node) => distance.get(node) === left);
    next.sort((one, two) => -inOrder(points(model.ids[one]), points(model.ids[two])));
    for (const node of next) begun.push([...path, node]);
  }
  return paths;
}

/** How far nodes are from one end, until the other is reached. @param {Model} model @param {ArrayLike<number>} open @param {number} from @param {number} to */
function distances(model, open, from, to) {
  const distance = new Map([[to, 0]]);
  let frontier = [to];
  for (let steps = 1; frontier.length && !distance.has(from); steps++) {
    const next = [];
    for (const node of frontier) {
      for (const other of neighbors(model, open, node)) {
        if (distance.has(other)) continue;
        distance.set(other, steps);
        next.push(other);
      }
    }
    frontier = next;
  }
  return distance;
}

/** @param {Model} model @param {ArrayLike<number>} open @param {number} node */
function* neighbors(model, open, node) {
  for (const k of model.adjacent.of(node)) {
    if (open[k]) yield model.source[k] === node ? model.target[k] : model.source[k];
  }
}

/** The best founded edge between two; the first of those equally so. @param {Model} model @param {ArrayLike<number>} open @param {number} one @param {number} two */
function bestBetween(model, open, one, two) {
  const between = [...model.adjacent.of(one)].filter((k) => open[k] && (model.source[k] === two || model.target[k] === two));
  return between.reduce((best, k) => (inOrder(supportOf(model, k), supportOf(model, best)) > 0 ? k : best));
}

/** A text as Python orders it: by code points, and the shorter first. @param {string} text */
function points(text) {
  return [...Array.from(text, (letter) => Number(letter.codePointAt(0))), -1];
}
