// Draws a graph of any size on a 2-D canvas. It does without WebGL, which fails in virtual machines. A new picture is drawn only when nothing moves; while the reader pans or
// zooms, the last picture is moved, so that a view of 100,000 nodes follows the hand.
// The layers, from the bottom: the whole graph, the last picture, the labels, the hovered node.

import { Camera, boxAround } from "./camera.js";
import { clean, h } from "./dom.js";
import { listen } from "./gestures.js";
import { Grid } from "./grid.js";
import { distance, drawLines, loopAt } from "./lines.js";
import { Overlay } from "./overlay.js";
import { Painter } from "./painter.js";
import { canvasOf, svgOf } from "./picture.js";
import { outline } from "./shapes.js";

const REST = 140;
const SLICE = 14;
const FIRST_SLICE = 4000;
const NEAR_NODE = 4.5;
const NEAR_EDGE = 6;
/** By how much a line has to be closer than a node to be meant by a finger. */
const FAR_CLOSER = 10;
const FLIGHT = 320;
const READABLE = 95;
const MOST_LIT = 80;
/** From this ratio of height to width the picture, wider than high, is turned to fill the stage. */
const UPRIGHT = 1.2;

const LIGHT = { dark: false, paper: "#ffffff", ink: "#1c2430", path: "#111827" };
const DARK = { dark: true, paper: "#12161c", ink: "#e7ebf0", path: "#ffd166" };

/** @import { Framing, Place } from "./camera.js" */
/** @import { Model } from "./model.js" */
/** @import { View } from "./view.js" */
/** @import { Marks } from "./viewer.js" */

/** @import { Shot } from "./picture.js" */
/** @import { Surface } from "./svgpen.js" */
/** @typedef {Pick<View, "node" | "edge">} Shown */
/**
 * What the picture tells and asks. A line is the edges that it stands for, the best founded first.
 * @typedef {object} Events
 * @property {(i: number) => void} onNode
 * @property {(line: number[]) => void} onEdge
 * @property {() => void} onBackground
 * @property {(i: number | null) => void} onHover
 * @property {(line: number[]) => string} [words] what is written along a line
 * @property {(line: number[]) => string[]} [told] what is said of a line under the pointer
 * @property {() => void} [onRest] the picture stands still, and is complete
 */

/**
 * Draw a model into an element.
 * @param {HTMLElement} host with a size of its own, positioned
 * @param {Model} model
 * @param {Events} events
 */
export function canvasRenderer(host, model, events) {
  let picture = new Picture(host, model, events);
  return {
    /** Draw another model from now on, on the same canvases: new ones have to be cleared and collected. */
    hold: (/** @type {Model} */ other) => {
      picture.destroy();
      picture = new Picture(host, other, events, picture.layers);
    },
    show: (/** @type {Shown} */ view, /** @type {Marks} */ marks) => picture.show(view, marks),
    focus: (/** @type {number} */ i) => picture.focus(i),
    fit: () => picture.fit(),
    /** Draw what is shown without waiting for the next frame. */
    drawNow: () => picture.tick(),
    cover: (/** @type {number} */ pixels) => { picture.camera.covered = pixels; },
    point: (/** @type {number | null} */ i) => picture.hover(i),
    /** Show a part of the layout; null for as much of it as fits. */
    look: (/** @type {Framing | null} */ framing) => picture.look(framing && picture.model.unturned(framing)),
    /** Show some nodes, and what lies between them. */
    surround: (/** @type {number[]} */ nodes) => picture.surround(nodes),
    isResting: () => picture.complete && !picture.flight,
    framing: () => (picture.fitted ? null : picture.model.unturned(picture.camera.framing)),
    position: (/** @type {number} */ i) => picture.at(i),
    viewport: () => picture.model.unturned(picture.camera.place()),
    setTheme: (/** @type {boolean} */ dark) => picture.setTheme(dark),
    picture: (/** @type {string} */ status) => picture.asImage(status),
    drawn: () => picture.drawn(),
    drawing: (/** @type {string} */ status) => svgOf(picture.shot(status)),
    destroy: () => picture.destroy(),
  };
}

class Picture {
  /** @param {HTMLElement} host @param {Model} model @param {Events} events @param {HTMLCanvasElement[]} [layers] */
  constructor(host, model, events, layers = [layer(), layer(), layer(), layer()]) {
    if (!model.stands && !model.turned && host.clientHeight > UPRIGHT * host.clientWidth) model.turn();
    this.layers = layers;
    this.host = host;
    this.model = model;
    this.events = events;
    this.theme = LIGHT;
    /** @type {Shown} */
    this.view = { node: new Uint8Array(model.n).fill(1), edge: new Uint8Array(model.total).fill(2) };
    /** @type {Marks} */
    this.marks = { selected: null, path: [], near: null, lit: null };
    const box = boxAround(model.x, model.y, model.n, null);
    this.grid = new Grid(model.x, model.y, model.n, box);
    this.painter = new Painter(model);
    this.overlay = new Overlay(model, this.painter, events.words ?? (() => ""));
    this.camera = new Camera(box, this.painter.spacing);
    this.canvas = layers[0];
    this.canvas.setAttribute("aria-hidden", "true");
    this.canvas.style.cssText = "position:absolute;inset:0;width:100%;height:100%";
    this.screen = penOf(this.canvas);
    /** Device pixels per CSS pixel; 0 before the first measure. */
    this.unit = 0;
    /** The last picture, and the one under way. */
    this.ground = { canvas: layers[1], scale: 1, left: 0, top: 0, ready: false };
    this.draft = { ...this.ground, canvas: layers[2] };
    this.afar = { ...this.ground, canvas: layers[3] };
    /** @type {number | null} */
    this.hovered = null;
    /** @type {number | null} The line under the pointer. */
    this.pointed = null;
    this.tip = h("div", { class: "ag-tip", hidden: true });
    /** @type {Iterator<void> | null} */
    this.drawing = null;
    /** Whether the last picture shows the whole graph as it is now. */
    this.isAfar = false;
    this.stale = true;
    this.movedAt = -Infinity;
    this.frame = 0;
    this.timer = 0;
    this.flight = 0;
    this.complete = false;
    /** Whether all that is shown was made to fit, and not moved since. */
    this.fitted = true;
    host.append(this.canvas, this.tip);
    this.stopListening = listen(host, this.answers());
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(host);
    this.resize();
    this.fit();
  }

  answers() {
    return {
      pan: (/** @type {number} */ dx, /** @type {number} */ dy) => { this.land(); this.camera.pan(dx, dy); this.moved(); },
      zoom: (/** @type {number} */ factor, /** @type {number} */ x, /** @type {number} */ y) => { this.land(); this.camera.zoom(factor, x, y); this.moved(); },
      click: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number | undefined} */ reach) => this.clicked(x, y, reach),
      hover: (/** @type {number} */ x, /** @type {number} */ y) => this.point(x, y),
      leave: () => { this.pointAt(null); this.hover(null); },
      fit: () => this.fit(),
    };
  }

  /** @param {Shown} view @param {Marks} marks */
  show(view, marks) {
    this.view = view;
    this.painter.join(view);
    this.marks = marks;
    if (this.hovered !== null && !view.node[this.hovered]) this.hovered = null;
    this.pointAt(null);
    this.repaint();
  }

  /** @param {boolean} dark */
  setTheme(dark) {
    this.theme = dark ? DARK : LIGHT;
    this.overlay.labels.forget();
    this.repaint();
  }

  fit() {
    this.land();
    const { room, x, y, n } = this.model, { left, top, right, bottom } = boxAround(x, y, n, this.view.node);
    this.camera.fit({ left: left - room, top: top - room, right: right + room, bottom: bottom + room });
    this.fitted = true;
    this.repaint({ keepAfar: true });
  }

  /** The scale at which the names of neighbors can be read. */
  get readable() {
    return Math.min(1, READABLE / this.painter.spacing);
  }

  /** Fly to a node, close enough to read the names of its neighbors. @param {number} node */
  focus(node) {
    const { x, y } = this.model;
    this.fly({ x: x[node], y: y[node], scale: Math.max(this.readable, this.camera.scale) });
  }

  /** Fly to where some nodes fill the view. @param {number[]} nodes */
  surround(nodes) {
    const wanted = new Uint8Array(this.model.n);
    for (const i of nodes) wanted[i] = 1;
    const box = boxAround(this.model.x, this.model.y, this.model.n, wanted);
    this.fly({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, scale: this.camera.scaleFor(box) });
  }

  /** @param {Framing | null} framing */
  look(framing) {
    this.resize();
    if (framing) this.fly(this.camera.placeOf(framing));
    else this.fit();
  }

  /** @param {Place} to */
  fly(to) {
    const from = this.camera.place();
    this.land();
    this.fitted = false;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || !this.complete) {
      this.camera.go(to);
      return this.repaint({ keepAfar: true });
    }
    const began = performance.now();
    const step = (/** @type {number} */ now) => {
      const t = Math.max(0, Math.min(1, (now - began) / FLIGHT));
      const eased = t * t * (3 - 2 * t);
      const scale = from.scale * (to.scale / from.scale) ** eased;
      this.camera.go({ x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased, scale });
      this.moved();
      this.flight = t < 1 ? requestAnimationFrame(step) : 0;
    };
    this.flight = requestAnimationFrame(step);
  }

  /** End a flight, where the reader moves the view or it has arrived. */
  land() {
    cancelAnimationFrame(this.flight);
    this.flight = 0;
  }

  /** The position of a node, in CSS pixels from the host's corner. @param {number} node */
  at(node) {
    const { scale, left, top } = this.camera;
    return { x: this.model.x[node] * scale + left, y: this.model.y[node] * scale + top };
  }

  /** @param {string} status @returns {Promise<Blob | null>} what is seen now, complete, as PNG */
  asImage(status) {
    const canvas = canvasOf(this.shot(status));
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  /** Who is named in the picture, and which relations each of its lines stands for. */
  drawn() {
    const { overlay, painter } = this;
    return {
      named: overlay.labels.drawn,
      lines: painter.drawnLines.map((k) => painter.links.edges(k)),
      words: overlay.captions.shown.map(({ text }) => text),
    };
  }

  /** What a picture of the present view is made of. @param {string} status @returns {Shot} */
  shot(status) {
    this.finish();
    const { model, painter, overlay, theme, view, marks, camera: { scale, left, top } } = this;
    return { model, painter, overlay, scene: this.scene(), status, job: { camera: { scale, left, top }, theme, view, marks } };
  }

  destroy() {
    this.land();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.watcher.disconnect();
    this.stopListening();
    this.canvas.remove();
    this.tip.remove();
    this.drawing = null;
  }

  resize() {
    const unit = globalThis.devicePixelRatio || 1;
    const { clientWidth, clientHeight } = this.host;
    const width = Math.max(1, Math.round(clientWidth * unit)), height = Math.max(1, Math.round(clientHeight * unit));
    if (this.unit === unit && this.canvas.width === width && this.canvas.height === height) return;
    const wasWhole = !this.unit || this.fitted;
    this.unit = unit;
    this.overlay.labels.forget();
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.camera.resize(clientWidth, clientHeight);
    if (wasWhole) this.fit();
    else this.repaint({ keepAfar: true });
    // A canvas loses its picture when its size changes; show the last one rather than a flash.
    if (this.ground.ready) this.compose();
  }

  repaint({ keepAfar = false } = {}) {
    this.stale = true;
    if (!keepAfar) this.afar.ready = this.isAfar = false;
    this.wake();
  }

  moved() {
    this.pointAt(null);
    this.fitted = false;
    this.hover(null);
    this.movedAt = performance.now();
    this.drawing = null;
    this.stale = true;
    this.wake();
  }

  wake() {
    this.complete = false;
    if (!this.frame) this.frame = requestAnimationFrame(() => this.tick());
  }

  /** One frame: move the last picture, and begin a new one once the view rests. */
  tick() {
    // What stands around the picture may have changed since it was asked for, and with it the size.
    this.resize();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    clearTimeout(this.timer);
    const rest = REST - (performance.now() - this.movedAt);
    if (this.ground.ready) this.compose();
    if (rest > 0) {
      this.host.dataset.drawn = "moving";
      this.timer = setTimeout(() => this.wake(), rest);
    } else if (this.stale) {
      this.host.dataset.drawn = "drawing";
      this.begin();
      this.work(this.ground.ready ? SLICE : FIRST_SLICE);
    }
  }

  begin() {
    this.stale = false;
    if (this.isAfar) this.keepAfar();
    this.isAfar = false;
    const { canvas } = this.draft;
    if (canvas.width !== this.canvas.width || canvas.height !== this.canvas.height) {
      canvas.width = this.canvas.width;
      canvas.height = this.canvas.height;
    }
    const { scale, left, top } = this.camera;
    Object.assign(this.draft, { scale, left, top });
    this.drawing = this.painter.paint(canvas, {
      camera: { scale, left, top }, unit: this.unit, theme: this.theme, view: this.view, marks: this.marks,
    });
  }

  /** Draw for one time slice, then let the page handle events. @param {number} slice in milliseconds */
  work(slice) {
    const { drawing } = this;
    if (!drawing) return;
    const until = performance.now() + slice;
    while (!drawing.next().done) {
      if (performance.now() > until) {
        setTimeout(() => this.drawing === drawing && this.work(SLICE));
        return;
      }
    }
    this.done();
  }

  /** Finish the picture at once. */
  finish() {
    if (this.stale || !this.drawing) this.begin();
    while (this.drawing && !this.drawing.next().done);
    this.done();
  }

  done() {
    this.drawing = null;
    [this.ground, this.draft] = [this.draft, this.ground];
    this.ground.ready = true;
    this.overlay.choose(this.scene(), this.camera, this.marks);
    this.isAfar = this.camera.scale <= this.camera.whole * 1.02;
    this.compose();
    this.complete = !this.stale;
    if (!this.complete) return this.wake();
    this.host.dataset.drawn = "complete";
    this.events.onRest?.();
  }

  /** Keep a picture of the whole graph, to fill what a moved picture does not cover. */
  keepAfar() {
    const { canvas } = this.afar;
    canvas.width = this.ground.canvas.width;
    canvas.height = this.ground.canvas.height;
    penOf(canvas).drawImage(this.ground.canvas, 0, 0);
    const { scale, left, top } = this.ground;
    Object.assign(this.afar, { scale, left, top, ready: true });
  }

  /** Compose the layers for the present camera. */
  compose() {
    const { screen, camera, ground, afar, theme, unit } = this;
    const rests = ground.scale === camera.scale && ground.left === camera.left && ground.top === camera.top &&
      ground.canvas.width === this.canvas.width && ground.canvas.height === this.canvas.height;
    screen.setTransform(1, 0, 0, 1, 0, 0);
    if (!rests) {
      screen.fillStyle = theme.paper;
      screen.fillRect(0, 0, this.canvas.width, this.canvas.height);
      // Enlarged very much, the whole graph is only a blur, and costs the most.
      if (afar.ready && camera.scale < afar.scale * 12) this.lay(afar);
    }
    this.lay(ground);
    screen.setTransform(1, 0, 0, 1, 0, 0);
    const scene = this.scene();
    const look = { ink: theme.ink, paper: theme.paper, dark: theme.dark, unit };
    this.light(screen);
    this.overlay.draw(screen, scene, camera, look, rests);
    if (this.hovered !== null) {
      const { x, y } = this.at(this.hovered);
      const kind = this.model.kinds[this.model.kind[this.hovered]];
      outline(screen, kind.shape, x * unit, y * unit, (this.painter.radius(this.hovered, camera.scale) + 2.5) * unit);
      screen.strokeStyle = theme.ink;
      screen.lineWidth = 2 * unit;
      screen.stroke();
      this.overlay.labels.drawOne(screen, scene, this.hovered, look);
    }
  }

  /** Lay a light on the line under the pointer, or on the lines of the node there. @param {Surface} surface */
  light(surface) {
    const { painter, hovered, pointed, camera, unit, theme, model, marks } = this;
    const own = hovered === null || marks.near ? [] : painter.drawnLines.filter((k) => model.source[k] === hovered || model.target[k] === hovered);
    const lines = pointed === null ? own.slice(0, MOST_LIT) : [pointed];
    if (!lines.length) return;
    const drawing = painter.drawing({ camera, unit });
    drawLines(surface, lines, { colour: theme.ink, width: pointed === null ? 3 : 6, dash: [], alpha: 0.25, heads: false }, drawing);
  }

  /** @param {{canvas: HTMLCanvasElement, scale: number, left: number, top: number}} picture */
  lay({ canvas, scale, left, top }) {
    const { camera, screen, unit } = this;
    const zoom = camera.scale / scale;
    screen.imageSmoothingEnabled = zoom !== 1;
    screen.imageSmoothingQuality = "low";
    screen.setTransform(zoom, 0, 0, zoom, Math.round((camera.left - left * zoom) * unit), Math.round((camera.top - top * zoom) * unit));
    screen.drawImage(canvas, 0, 0);
  }

  /** What the labels need to know of the view. */
  scene() {
    const { model, camera, view, marks, painter } = this;
    const pathNodes = marks.path.flatMap((k) => [model.source[k], model.target[k]]);
    return {
      order: painter.order,
      width: camera.width,
      height: camera.height,
      inView: painter.inView,
      wanted: (/** @type {number} */ i) => view.node[i] > 0 && (!marks.near || marks.near.has(i)),
      at: (/** @type {number} */ i) => this.at(i),
      radius: (/** @type {number} */ i) => painter.radius(i, camera.scale),
      weight: (/** @type {number} */ i) => painter.weight(i),
      name: (/** @type {number} */ i) => clean(model.names[i]),
      first: [...new Set(marks.selected === null ? pathNodes : [marks.selected, ...pathNodes])],
    };
  }

  /** A line goes before a node only where it is far closer to a finger. @param {number} x @param {number} y @param {number} [reach] */
  clicked(x, y, reach) {
    const node = this.nodeAt(x, y, reach), edge = this.edgeAt(x, y, reach);
    const isLine = edge !== null && (node === null || this.nodeAt(x, y, this.beyond(edge, x, y) + FAR_CLOSER) === null);
    if (isLine) this.events.onEdge(this.painter.links.edges(edge));
    else if (node !== null) this.events.onNode(node);
    else this.events.onBackground();
  }

  /** The pointer is over a point. @param {number} x @param {number} y */
  point(x, y) {
    const node = this.nodeAt(x, y);
    this.pointAt(node === null && this.ground.ready ? this.edgeAt(x, y) : null, x, y);
    this.hover(node);
  }

  /** Say what the line under the pointer says. @param {number | null} line @param {number} [x] @param {number} [y] */
  pointAt(line, x = 0, y = 0) {
    if (line !== null) {
      const right = x > this.camera.width / 2, low = y > this.camera.height / 2;
      this.tip.style.cssText = `${right ? "right" : "left"}:${right ? this.camera.width - x + 12 : x + 12}px;${low ? "bottom" : "top"}:${low ? this.camera.height - y + 12 : y + 12}px`;
    }
    if (line === this.pointed) return;
    this.pointed = line;
    const told = line === null ? [] : this.events.told?.(this.painter.links.edges(line)) ?? [];
    this.tip.hidden = !told.length;
    this.tip.replaceChildren(...told.map((words) => h("p", {}, clean(words))));
    this.host.style.cursor = line === null ? "" : "pointer";
    if (this.ground.ready) this.compose();
  }

  /** @param {number | null} node */
  hover(node) {
    if (node === this.hovered) return;
    this.hovered = node;
    this.host.style.cursor = node === null ? "" : "pointer";
    this.events.onHover(node);
    if (this.ground.ready) this.compose();
  }

  /** @param {number} px @param {number} py @param {number} [reach] @returns {number | null} the node under a point, or the one closest by */
  nodeAt(px, py, reach = NEAR_NODE) {
    const { camera, view, painter } = this;
    const x = (px - camera.left) / camera.scale, y = (py - camera.top) / camera.scale;
    const far = (painter.largest(camera.scale) + reach) / camera.scale;
    /** @type {number | null} */
    let nearest = null;
    let least = reach;
    this.grid.within({ left: x - far, top: y - far, right: x + far, bottom: y + far }, (i) => {
      if (!view.node[i]) return;
      const at = this.at(i);
      const beyond = Math.hypot(at.x - px, at.y - py) - painter.radius(i, camera.scale);
      if (beyond < least) [least, nearest] = [beyond, i];
    });
    return nearest;
  }

  /** How far a point is from a line, in pixels. @param {number} k @param {number} px @param {number} py */
  beyond(k, px, py) {
    const { source, target } = this.model;
    const course = this.painter.course(k, this.camera, 1);
    return source[k] === target[k] ? this.beyondLoop(course, source[k], px, py) : distance(course, px, py);
  }

  /** @param {number} px @param {number} py @param {number} [reach] @returns {number | null} the edge under a point, among those drawn one by one */
  edgeAt(px, py, reach = NEAR_EDGE) {
    /** @type {number | null} */
    let nearest = null;
    let least = reach;
    for (const k of this.painter.drawnLines) {
      const beyond = this.beyond(k, px, py);
      if (beyond < least) [least, nearest] = [beyond, k];
    }
    return nearest;
  }

  /** How far a point is from the circle of a loop. @param {{ax: number, ay: number}} course @param {number} node @param {number} px @param {number} py */
  beyondLoop({ ax, ay }, node, px, py) {
    const { size, above } = loopAt(this.painter.radius(node, this.camera.scale), 1);
    return Math.abs(Math.hypot(px - ax, py - (ay - above)) - size);
  }
}

/** @param {HTMLCanvasElement} canvas */
function penOf(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
}

/** @returns {HTMLCanvasElement} */
function layer() {
  return document.createElement("canvas");
}
