// Everyday sizes, drawn by vis-network (the file that ships inside pyvis): positions come with the
// data, so its physics stays off.

import { drawLabels } from "./captions.js";
import { POSSIBLE } from "./dates.js";
import { clean } from "./dom.js";
import { EDGE_STYLES } from "./palette.js";

/** @import { Events } from "./canvas.js" */
/** @import { Model } from "./model.js" */
/** @import { View } from "./view.js" */
/** @import { Marks, Renderer } from "./viewer.js" */

const FADED = 0.12;
const MOST_WHILE_DRAGGED = 1200;

/**
 * What draws models with vis-network.
 * @param {any} vis the vis-network namespace
 * @returns {(host: HTMLElement, model: Model, events: Events) => Renderer}
 */
export function visRenderer(vis) {
  return (host, model, events) => new VisPicture(vis, host, model, events);
}

/** @implements {Renderer} */
class VisPicture {
  /** @param {any} vis @param {HTMLElement} host @param {Model} model @param {Events} events */
  constructor(vis, host, model, events) {
    this.host = host;
    this.model = model;
    this.dark = false;
    /** @type {{view: View, marks: Marks} | null} */
    this.last = null;
    this.nodes = new vis.DataSet([]);
    this.edges = new vis.DataSet([]);
    this.network = new vis.Network(host, { nodes: this.nodes, edges: this.edges }, this.options());
    this.byImportance = Array.from(model.ids.keys()).sort((a, b) => model.size[b] - model.size[a] || a - b);
    /** Of which edges `bends` tells how they are bent: they change with the sources left out. */
    this.bent = model.source;
    this.bends = bendsOf(model);
    this.network.on("click", (/** @type {{nodes: number[], edges: number[]}} */ clicked) => {
      if (clicked.nodes.length) events.onNode(clicked.nodes[0]);
      else if (clicked.edges.length) events.onEdge(clicked.edges[0]);
      else events.onBackground();
    });
    this.network.on("hoverNode", (/** @type {{node: number}} */ hovered) => events.onHover(hovered.node));
    this.network.on("blurNode", () => events.onHover(null));
    this.network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ context) => this.drawNames(context));
  }

  /** @param {View} view @param {Marks} marks */
  show(view, marks) {
    this.last = { view, marks };
    this.paint();
  }

  /** @param {number} i */
  focus(i) {
    const { x, y } = this.model;
    this.network.moveTo({ position: { x: x[i], y: y[i] }, scale: Math.max(0.9, this.network.getScale()), animation: false });
  }

  fit() {
    this.network.fit({ animation: false });
  }

  /** @param {number} i */
  position(i) {
    return this.network.canvasToDOM({ x: this.model.x[i], y: this.model.y[i] });
  }

  /** @param {boolean} dark */
  setTheme(dark) {
    this.dark = dark;
    this.network.setOptions(this.options());
    this.paint();
  }

  /** @returns {Promise<Blob | null>} */
  picture() {
    const canvas = /** @type {HTMLCanvasElement} */ (this.host.querySelector("canvas"));
    return new Promise((done) => snapshot(canvas, this.paper()).toBlob(done));
  }

  destroy() {
    this.network.destroy();
  }

  ink() {
    return this.dark ? "#e7ebf0" : "#1c2430";
  }

  paper() {
    return this.dark ? "#12161c" : "#ffffff";
  }

  options() {
    return {
      physics: false, layout: { improvedLayout: false },
      nodes: { borderWidth: 1.5 },
      edges: { smooth: false, arrows: { to: { enabled: true, scaleFactor: 0.5 } }, selectionWidth: 1.5, hoverWidth: 0.5 },
      interaction: {
        hover: true, keyboard: false, tooltipDelay: 1e9, selectConnectedEdges: false,
        hideEdgesOnDrag: this.model.total > MOST_WHILE_DRAGGED,
      },
    };
  }

  paint() {
    if (!this.last) return;
    const { model } = this;
    const { view, marks } = this.last;
    if (this.bent !== model.source) {
      this.bent = model.source;
      this.bends = bendsOf(model);
    }
    const nodes = [], edges = [];
    for (let i = 0; i < model.n; i++) if (view.node[i]) nodes.push(this.node(i, marks));
    for (let k = 0; k < model.total; k++) if (view.edge[k]) edges.push(this.edge(k, view, marks));
    sync(this.nodes, nodes);
    sync(this.edges, edges);
    if (marks.selected !== null && view.node[marks.selected]) this.network.selectNodes([marks.selected], false);
    else this.network.unselectAll();
  }

  /** @param {number} i @param {Marks} marks */
  node(i, marks) {
    const { model } = this;
    const kind = model.kinds[model.kind[i]];
    const background = this.dark ? kind.dark : kind.color;
    const on = i === marks.selected;
    const marked = { background, border: this.ink() };
    return {
      id: i, x: model.x[i], y: model.y[i], size: model.size[i], shape: kind.shape,
      opacity: marks.near && !marks.near.has(i) ? FADED : 1,
      borderWidth: on ? 4 : 1.5, borderWidthSelected: 4,
      color: { background, border: on ? this.ink() : this.paper(), highlight: marked, hover: marked },
    };
  }

  /** @param {number} k @param {View} view @param {Marks} marks */
  edge(k, view, marks) {
    const { model, dark } = this;
    const style = EDGE_STYLES[model.style[k]], on = marks.path.includes(k);
    const from = model.source[k], to = model.target[k];
    const faded = marks.near && !(marks.near.has(from) && marks.near.has(to));
    const color = on ? (dark ? "#ffd166" : "#111827") : dark ? style.dark : style.color;
    const possible = view.edge[k] === POSSIBLE;
    return {
      id: k, from, to, arrows: { to: { enabled: !model.symmetric[k] } }, smooth: this.bends.get(k) ?? false, width: on ? 4 : style.width,
      dashes: possible ? [1, 6] : style.dash.length ? style.dash : false,
      color: { color, highlight: color, hover: color, opacity: faded ? FADED : possible ? 0.55 : 0.85 },
    };
  }

  /** @param {CanvasRenderingContext2D} context */
  drawNames(context) {
    if (!this.last) return;
    const { host, model } = this;
    const { view, marks } = this.last;
    const { near } = marks;
    const onPath = new Set(marks.path.flatMap((k) => [model.source[k], model.target[k]]));
    const order = near ? [...this.byImportance].sort((a, b) => Number(near.has(b)) - Number(near.has(a))) : this.byImportance;
    const ratio = context.canvas.width / host.clientWidth, scale = this.network.getScale();
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawLabels(context, order, {
      name: (i) => clean(model.names[i]),
      at: (i) => (view.node[i] ? { ...this.position(i), r: model.size[i] * scale } : null),
      faded: (i) => Boolean(near && !near.has(i)),
      strong: (i) => i === marks.selected || onPath.has(i),
      width: host.clientWidth, height: host.clientHeight, ink: this.ink(), paper: this.paper(),
    });
    context.restore();
  }
}

/** How each of several edges between the same two is bent, so that none covers another. @param {Model} model */
function bendsOf(model) {
  /** @type {Map<number, number[]>} */
  const between = new Map();
  for (let k = 0; k < model.total; k++) {
    const a = Math.min(model.source[k], model.target[k]), b = Math.max(model.source[k], model.target[k]);
    const pair = a * model.n + b;
    const there = between.get(pair);
    if (there) there.push(k);
    else between.set(pair, [k]);
  }
  /** @type {Map<number, {enabled: boolean, type: string, roundness: number}>} */
  const bends = new Map();
  for (const edges of between.values()) {
    if (edges.length < 2) continue;
    edges.forEach((k, j) => {
      const forward = model.source[k] <= model.target[k];
      const side = j - (edges.length - 1) / 2;
      if (side === 0) return;
      bends.set(k, { enabled: true, type: side > 0 === forward ? "curvedCW" : "curvedCCW", roundness: 0.14 * Math.abs(side) + 0.04 });
    });
  }
  return bends;
}

/** Bring a DataSet to what is wanted: add, change, remove. @param {any} set @param {{id: number}[]} wanted */
function sync(set, wanted) {
  const ids = new Set(wanted.map((one) => one.id));
  set.remove(set.getIds().filter((/** @type {number} */ id) => !ids.has(id)));
  set.update(wanted);
}

/** The canvas on a ground of its own, because the page's is not part of it. @param {HTMLCanvasElement} canvas @param {string} ground */
function snapshot(canvas, ground) {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = /** @type {CanvasRenderingContext2D} */ (copy.getContext("2d"));
  context.fillStyle = ground;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return copy;
}
