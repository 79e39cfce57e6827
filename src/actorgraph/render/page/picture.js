// Writes what is shown as SVG, for print and for drawing programs.

import { clean } from "./dom.js";
import { EDGE_STYLES } from "./palette.js";
import { corners, element } from "./symbols.js";
import { POSSIBLE } from "./dates.js";

/** @import { Model } from "./model.js" */
/** @import { View } from "./view.js" */

const TEXT = { "font-size": 13, "text-anchor": "middle", "font-family": "system-ui, sans-serif", "stroke-width": 3, "paint-order": "stroke" };

/** @param {Model} model @param {View} view @param {boolean} dark @returns {string} */
export function svgText(model, view, dark) {
  const root = element("svg", {});
  /** @param {string} tag @param {Record<string, string | number>} attributes @param {string} [text] */
  const add = (tag, attributes, text) => {
    const made = element(tag, attributes);
    if (text !== undefined) made.textContent = text;
    root.append(made);
  };
  const nodes = [...view.node.keys()].filter((i) => view.node[i]);
  const xs = nodes.map((i) => model.x[i]), ys = nodes.map((i) => model.y[i]);
  const low = [least(xs) - 120, least(ys) - 60], high = [most(xs) + 120, most(ys) + 80];
  root.setAttribute("viewBox", `${low[0]} ${low[1]} ${high[0] - low[0]} ${high[1] - low[1]}`);
  const ink = dark ? "#e7ebf0" : "#1c2430", paper = dark ? "#12161c" : "#ffffff";
  add("title", {}, clean(model.title));
  add("rect", { x: low[0], y: low[1], width: high[0] - low[0], height: high[1] - low[1], fill: paper });
  const edges = Array.from({ length: model.total }, (_, k) => k).filter((k) => view.edge[k]);
  root.append(arrowheads(new Set(edges.filter((k) => isDirected(model, k)).map((k) => model.style[k])), dark));
  for (const k of edges) {
    const s = EDGE_STYLES[model.style[k]];
    const look = { stroke: dark ? s.dark : s.color, "stroke-width": s.width, "stroke-dasharray": s.dash.join(" ") };
    /** @type {Record<string, string>} */
    const head = isDirected(model, k) ? { "marker-end": `url(#${arrowOf(model.style[k])})` } : {};
    add("line", { ...course(model, k), ...look, ...head, "stroke-opacity": view.edge[k] === POSSIBLE ? 0.45 : 0.9 });
  }
  for (const i of nodes) {
    const kind = model.kinds[model.kind[i]], r = model.size[i], fill = dark ? kind.dark : kind.color;
    const points = corners(kind.shape);
    if (points) add("polygon", { points: points.map(([x, y]) => `${model.x[i] + r * x},${model.y[i] + r * y}`).join(" "), fill, stroke: paper });
    else add("circle", { cx: model.x[i], cy: model.y[i], r, fill, stroke: paper });
  }
  for (const i of nodes) {
    add("text", { x: model.x[i], y: model.y[i] + model.size[i] + 15, ...TEXT, fill: ink, stroke: paper }, clean(model.names[i]));
  }
  return new XMLSerializer().serializeToString(root);
}

/** Whether an edge points from one end to the other. @param {Model} model @param {number} k */
const isDirected = (model, k) => !model.symmetric[k] && model.source[k] !== model.target[k];

/** @param {number} style */
const arrowOf = (style) => `arrow-${style}`;

/** From end to end; a directed edge ends at the border of its node, where its arrowhead is seen. @param {Model} model @param {number} k */
function course(model, k) {
  const a = model.source[k], b = model.target[k];
  const x1 = model.x[a], y1 = model.y[a], dx = model.x[b] - x1, dy = model.y[b] - y1;
  const length = Math.hypot(dx, dy), part = isDirected(model, k) && length > model.size[b] ? 1 - model.size[b] / length : 1;
  return { x1, y1, x2: x1 + dx * part, y2: y1 + dy * part };
}

/** An arrowhead for each style, in its colour: drawing programs seldom know `context-stroke`. @param {Set<number>} styles @param {boolean} dark */
function arrowheads(styles, dark) {
  const defs = element("defs", {});
  for (const style of styles) {
    const { color, dark: light } = EDGE_STYLES[style];
    const size = { viewBox: "0 0 8 8", markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse" };
    const head = element("marker", { id: arrowOf(style), refX: 8, refY: 4, orient: "auto", ...size });
    head.append(element("path", { d: "M0 0L8 4L0 8z", fill: dark ? light : color }));
    defs.append(head);
  }
  return defs;
}

/** @param {number[]} values */
const least = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
/** @param {number[]} values */
const most = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);
