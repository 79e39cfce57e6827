// Paints one complete picture of a graph as a camera sees it. It decides which edges are drawn as lines
// and which as density, and which nodes are dots and which have a shape. It paints in steps, so that the
// caller can stop between them. Labels, hovering and motion are the canvas's.

import { boxAround } from "./camera.js";
import { colourOf } from "./colouring.js";
import { Density, channels, speck } from "./density.js";
import { drawLines } from "./lines.js";
import { Links } from "./links.js";
import { money } from "./money.js";
import { EDGE_STYLES, POSSIBLE_DASH } from "./palette.js";
import { drawShape, outline } from "./shapes.js";
import { POSSIBLE } from "./dates.js";

/** @import { Model } from "./model.js" */
/** @import { Course, Pen } from "./lines.js" */
/** @import { EdgeStyle } from "./palette.js" */
/** @import { Surface } from "./svgpen.js" */
/** @import { Marks } from "./viewer.js" */

const MOST_LINES = 5000;
const PER_STEP = 8000;
const FADED = 0.16;
/** The strength of edges that only pass through the view, both ends outside it. */
const PASSING = 0.28;
const SPECK = 2.6;
const LEAST_RADIUS = 0.8;
const GROWN = 1.3;
/** How much larger the nodes of a picture of few are drawn, and how many these are. */
const GROWN_OF_FEW = 2.4;
const FEW = 24;
/** The strength of lines to those whose names have no room at first sight. */
const OF_LESSER = 0.5;
const OF_SPACING = 0.15;
const ROOM = 30;
/** The strength of what a width is at most, where amounts are ranges. */
const AT_MOST = 0.3;

/**
 * @typedef {object} Job
 * @property {{scale: number, left: number, top: number}} camera
 * @property {number} unit device pixels per CSS pixel
 * @property {{dark: boolean, paper: string, ink: string, path: string}} theme
 * @property {{node: Uint8Array, edge: Uint8Array}} view
 * @property {Marks} marks
 */

/** Paints one model, again and again. */
export class Painter {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    const { size } = model;
    /** Every node, the most important first; equals stay in the order of the data. */
    this.order = Uint32Array.from({ length: model.n }, (_, i) => i).sort((a, b) => size[b] - size[a] || a - b);
    this.greatest = model.n ? size[this.order[0]] : 1;
    this.least = model.n ? size[this.order[model.n - 1]] : 1;
    /** The size from which a node's lines are drawn at full strength. */
    const named = model.data.named_first;
    this.graded = named && model.n > named ? size[this.order[named - 1]] : 0;
    const box = boxAround(model.x, model.y, model.n, null);
    this.spacing = Math.sqrt(((box.right - box.left) * (box.bottom - box.top)) / Math.max(model.n, 1));
    /** @type {number[]} Those that a pointer can find. */
    this.drawnLines = [];
    this.inView = model.n;
    /** None before a view is shown. */
    this.links = new Links(model, new Uint8Array(model.total));
  }

  /** A node's radius in CSS pixels: its size in the layout, but never too small to see. @param {number} i @param {number} scale */
  radius(i, scale) {
    const size = this.model.size[i];
    const least = Math.max(LEAST_RADIUS, OF_SPACING * this.spacing * scale) * Math.sqrt(size / this.least);
    return Math.min(size * (this.model.n <= FEW ? GROWN_OF_FEW : GROWN), Math.max(least, size * scale));
  }

  /** @param {number} scale */
  largest(scale) {
    return this.model.n ? this.radius(this.order[0], scale) : 0;
  }

  /** Importance from 0 to 1. @param {number} i */
  weight(i) {
    return (this.model.size[i] - this.least) / Math.max(this.greatest - this.least, 1e-6);
  }

  /** Find which edges of a view are one line. @param {{edge: Uint8Array}} view */
  join({ edge }) {
    this.links = new Links(this.model, edge);
  }

  /** The course of a line on the screen. @param {number} k @param {{scale: number, left: number, top: number}} camera @param {number} unit @returns {Course} */
  course(k, camera, unit) {
    const { x, y, source, target } = this.model;
    const a = source[k], b = target[k];
    const across = (/** @type {number} */ i) => (x[i] * camera.scale + camera.left) * unit;
    const down = (/** @type {number} */ i) => (y[i] * camera.scale + camera.top) * unit;
    return { ax: across(a), ay: down(a), bx: across(b), by: down(b) };
  }

  /**
   * Paint the picture in steps; the canvas is whole only after the last.
   * @param {HTMLCanvasElement} canvas @param {Job} job
   * @returns {Generator<void, void, void>}
   */
  *paint(canvas, job) {
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false, willReadFrequently: true }));
    const { paper } = job.theme;
    const { faded, passing, lit } = this.edgesInView(canvas, job);
    const few = faded.length + passing.length + lit.length <= MOST_LINES;
    const litAsLines = lit.length <= MOST_LINES;
    yield;
    let image = null;
    if (!few) {
      const density = new Density(canvas.width, canvas.height);
      yield* this.ink(density, faded, job, FADED);
      yield* this.ink(density, passing, job, PASSING);
      if (!litAsLines) yield* this.ink(density, lit, job, 1);
      image = density.developed(paper, litAsLines ? PASSING : 1);
      yield;
    } else {
      context.fillStyle = paper;
      context.fillRect(0, 0, canvas.width, canvas.height);
    }
    const nodes = this.nodesInView(canvas, job);
    if (image) {
      this.specks(image, nodes.specks, job);
      context.putImageData(image, 0, 0);
      yield;
    }
    const apart = { faded: few ? faded : [], passing: few ? passing : [], lit: litAsLines ? lit : [] };
    this.lines(context, apart, job);
    yield;
    if (few) this.drawShapes(context, nodes.specks, job);
    else if (litAsLines) this.drawShapes(context, nodes.specks.filter((i) => job.marks.near?.has(i)), job);
    this.drawShapes(context, nodes.shapes, job);
    this.ring(context, job);
  }

  /** The lines that cross the canvas: faded ones, ones with both ends elsewhere, and the rest. @param {{width: number, height: number}} canvas in device pixels @param {Job} job */
  edgesInView(canvas, { camera, unit, marks }) {
    const { x, y, source, target, total } = this.model;
    const { near, lit: own } = marks;
    const { drawn } = this.links;
    const left = -camera.left / camera.scale, top = -camera.top / camera.scale;
    const right = left + canvas.width / unit / camera.scale, bottom = top + canvas.height / unit / camera.scale;
    const margin = ROOM / camera.scale;
    const seen = (/** @type {number} */ px, /** @type {number} */ py) => px >= left && px <= right && py >= top && py <= bottom;
    const faded = [], passing = [], lit = [];
    for (let k = 0; k < total; k++) {
      if (!drawn[k]) continue;
      const a = source[k], b = target[k];
      const ax = x[a], ay = y[a], bx = x[b], by = y[b];
      if ((ax < left - margin && bx < left - margin) || (ax > right + margin && bx > right + margin)) continue;
      if ((ay < top - margin && by < top - margin) || (ay > bottom + margin && by > bottom + margin)) continue;
      if (near && !this.isLit(k, own, near)) faded.push(k);
      else if (near || seen(ax, ay) || seen(bx, by)) lit.push(k);
      else passing.push(k);
    }
    return { faded, passing, lit };
  }

  /** Whether a line stands out: one of its relations does or, where none is named, both its ends. @param {number} k @param {Set<number> | null} own @param {Set<number>} near */
  isLit(k, own, near) {
    if (own) return this.links.edges(k).some((one) => own.has(one));
    return near.has(this.model.source[k]) && near.has(this.model.target[k]);
  }

  /** @param {Density} density @param {number[]} edges @param {Job} job @param {number} strength */
  *ink(density, edges, { camera, unit, theme, view }, strength) {
    const { x, y, source, target, style } = this.model;
    const scale = camera.scale * unit, left = camera.left * unit, top = camera.top * unit;
    /** @type {Float32Array[]} */
    const layers = [];
    for (let j = 0; j < edges.length; j++) {
      const k = edges[j], a = source[k], b = target[k];
      const weight = EDGE_STYLES[style[k]].width * strength * (view.edge[k] === POSSIBLE ? 0.5 : 1);
      const layer = (layers[style[k]] ??= density.layer(theme.dark ? EDGE_STYLES[style[k]].dark : EDGE_STYLES[style[k]].color));
      density.line(layer, x[a] * scale + left, y[a] * scale + top, x[b] * scale + left, y[b] * scale + top, weight);
      if (j % PER_STEP === PER_STEP - 1) yield;
    }
  }

  /** The nodes in view, the least important first, parted by whether they are large enough for a shape. @param {{width: number, height: number}} canvas @param {Job} job */
  nodesInView(canvas, { camera, unit, view }) {
    const { x, y } = this.model;
    const width = canvas.width / unit, height = canvas.height / unit;
    const specks = [], shapes = [];
    for (let j = this.order.length - 1; j >= 0; j--) {
      const i = this.order[j];
      if (!view.node[i]) continue;
      const px = x[i] * camera.scale + camera.left, py = y[i] * camera.scale + camera.top;
      if (px < -ROOM || py < -ROOM || px > width + ROOM || py > height + ROOM) continue;
      if (this.radius(i, camera.scale) < SPECK) specks.push(i);
      else shapes.push(i);
    }
    this.inView = specks.length + shapes.length;
    return { specks, shapes };
  }

  /** @param {ImageData} image @param {number[]} nodes @param {Job} job */
  specks(image, nodes, { camera, unit, theme, marks }) {
    const { x, y } = this.model;
    /** @type {Map<string, ReturnType<typeof channels>>} */
    const colours = new Map();
    // Nodes closer together than they are wide would hide every edge.
    const usual = Math.min(0.9, 0.25 + 0.07 * this.spacing * camera.scale);
    for (const i of nodes) {
      const px = (x[i] * camera.scale + camera.left) * unit, py = (y[i] * camera.scale + camera.top) * unit;
      const strength = marks.near && !marks.near.has(i) ? FADED : usual;
      const colour = colourOf(this.model, i, theme.dark);
      const known = colours.get(colour) ?? channels(colour);
      colours.set(colour, known);
      speck(image, px, py, this.radius(i, camera.scale) * unit, known, strength);
    }
  }

  /**
   * Paint a picture on any surface, at once and without density: every line is drawn.
   * @param {Surface} surface @param {{width: number, height: number}} size in device pixels @param {Job} job
   */
  paintWhole(surface, size, job) {
    surface.fillStyle = job.theme.paper;
    surface.beginPath();
    surface.rect(0, 0, size.width, size.height);
    surface.fill();
    this.lines(surface, this.edgesInView(size, job), job);
    const { specks, shapes } = this.nodesInView(size, job);
    this.drawShapes(surface, specks, job);
    this.drawShapes(surface, shapes, job);
    this.ring(surface, job);
  }

  /** @param {Surface} context @param {{faded: number[], passing: number[], lit: number[]}} edges @param {Job} job */
  lines(context, { faded, passing, lit }, job) {
    this.drawnLines = [...faded, ...passing, ...lit];
    const drawing = this.drawing(job);
    const lesser = job.marks.near ? [] : lit.filter((k) => this.isLesser(k));
    const full = lesser.length ? lit.filter((k) => !this.isLesser(k)) : lit;
    for (const [edges, strength] of /** @type {[number[], number][]} */ ([[faded, FADED], [passing, PASSING], [lesser, OF_LESSER], [full, 1]])) {
      const crowd = edges.length / MOST_LINES;
      for (const [look, group] of this.alike(edges, job)) {
        const width = look.width * (1 - 0.4 * Math.min(1, 4 * crowd));
        drawLines(context, group, { ...look, width, alpha: (look.alpha * strength) / (1 + 2 * crowd), heads: look.heads && crowd < 0.4 }, drawing);
      }
    }
    const path = job.marks.path.filter((k) => job.view.edge[k]);
    drawLines(context, path, { colour: job.theme.path, width: 4, dash: [], alpha: 1, heads: true }, drawing);
  }

  /** Whether a line leads to somebody who has no room for a name at first sight. @param {number} k */
  isLesser(k) {
    const { size, source, target } = this.model;
    return Math.min(size[source[k]], size[target[k]]) < this.graded;
  }

  /** @param {Pick<Job, "camera" | "unit">} job */
  drawing({ camera, unit }) {
    const { source, target } = this.model;
    return {
      course: (/** @type {number} */ k) => this.course(k, camera, unit),
      radius: (/** @type {number} */ i) => this.radius(i, camera.scale) * unit,
      heads: (/** @type {number} */ k) => this.links.heads(k),
      source, target, unit,
    };
  }

  /** Edges in groups that look the same, the plainest first. @param {number[]} edges @param {Job} job @returns {[Pen, number[]][]} */
  alike(edges, { view, theme }) {
    /** @type {Map<string, {style: EdgeStyle, possible: boolean, width: number, most: number, group: number[]}>} */
    const groups = new Map();
    for (const k of edges) {
      const style = EDGE_STYLES[this.model.style[k]], possible = view.edge[k] === POSSIBLE;
      const [width, most] = money.shown?.width(this.model, this.links.edges(k)) ?? [style.width, 0];
      const key = [this.model.style[k], possible, width, most].join();
      const known = groups.get(key);
      if (known) known.group.push(k);
      else groups.set(key, { style, possible, width, most, group: [k] });
    }
    const plainest = [...groups.values()].sort((one, two) => one.style.width - two.style.width);
    return plainest.flatMap(({ style, possible, width, most, group }) => {
      const colour = theme.dark ? style.dark : style.color;
      const look = { colour, width, dash: possible ? POSSIBLE_DASH : style.dash, alpha: possible ? 0.55 : 0.85, heads: true };
      const bands = most > width ? [{ ...look, width: most, dash: [], alpha: AT_MOST, heads: false }] : [];
      return [...bands, look].map((one) => /** @type {[typeof look, number[]]} */ ([one, group]));
    });
  }

  /** @param {Surface} context @param {number[]} nodes @param {Job} job */
  drawShapes(context, nodes, { camera, unit, theme, marks }) {
    const { x, y, kind, kinds } = this.model;
    for (const i of nodes) {
      const one = kinds[kind[i]];
      context.globalAlpha = marks.near && !marks.near.has(i) ? FADED : 1;
      const look = { shape: one.shape, fill: colourOf(this.model, i, theme.dark), rim: theme.paper };
      drawShape(context, look, (x[i] * camera.scale + camera.left) * unit, (y[i] * camera.scale + camera.top) * unit, this.radius(i, camera.scale) * unit);
    }
    context.globalAlpha = 1;
  }

  /** Ring the selected node. @param {Surface} context @param {Job} job */
  ring(context, { camera, unit, theme, view, marks }) {
    const { selected } = marks;
    if (selected === null || !view.node[selected]) return;
    const { x, y, kind, kinds } = this.model;
    const one = kinds[kind[selected]];
    const px = (x[selected] * camera.scale + camera.left) * unit, py = (y[selected] * camera.scale + camera.top) * unit;
    const radius = Math.max(this.radius(selected, camera.scale), 4) * unit;
    drawShape(context, { shape: one.shape, fill: colourOf(this.model, selected, theme.dark), rim: theme.paper }, px, py, radius);
    outline(context, one.shape, px, py, radius + 3 * unit);
    context.strokeStyle = theme.ink;
    context.lineWidth = 2.5 * unit;
    context.stroke();
  }
}
