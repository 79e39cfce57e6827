// Places the labels of the canvas: the most important first, none over another. The labels are chosen
// when the picture rests. While it moves they move along, and one that would cover another is left out,
// so that labels neither overlap nor flicker. Their order does not depend on the view: zooming in only
// adds labels to those that stay in view.

const LONGEST = 34;
const LONGEST_IN_CROWD = 24;
const HALO = 3;
const MOST_EXAMINED = 6000;
const MOST_KEPT = 700;
const OBSTACLES = 60;
const LARGE = 7;
const LEAST_FONT = 11.5;
const MOST_FONT = 15;

/** @typedef {{node: number, text: string, font: number, bold: boolean, side: number, width: number}} Label */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

/**
 * @typedef {object} Scene what the labels need to know of the view; pixels are CSS pixels
 * @property {Uint32Array} order every node, the most important first
 * @property {number} width
 * @property {number} height
 * @property {number} inView how many nodes are in view
 * @property {(node: number) => boolean} wanted
 * @property {(node: number) => {x: number, y: number}} at
 * @property {(node: number) => number} radius
 * @property {(node: number) => number} weight importance from 0 to 1
 * @property {(node: number) => string} name
 * @property {number[]} first nodes named before all others
 */

/** The labels of one canvas. */
export class Labels {
  constructor() {
    /** @type {Label[]} */
    this.shown = [];
    /** @type {Map<string, HTMLCanvasElement>} */
    this.kept = new Map();
    this.pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    /** @type {Map<string, number>} */
    this.widths = new Map();
  }

  /** Forget the drawn labels, after a change of theme or of pixel density. */
  forget() {
    this.kept.clear();
  }

  /** Choose which labels to show. @param {Scene} scene */
  choose(scene) {
    const crowd = Math.min(1, Math.sqrt(scene.inView / 20_000));
    const most = Math.max(scene.first.length, Math.round((scene.width * scene.height) / (6_000 + 18_000 * crowd)));
    const space = 3 + 9 * crowd;
    /** @type {Box[]} */
    const taken = [];
    const obstacles = largeNodes(scene);
    this.shown = [];
    const first = new Set(scene.first);
    const consider = (/** @type {number} */ node, /** @type {boolean} */ bold) => {
      const label = this.labelOf(scene, node, bold, crowd > 0.2 ? LONGEST_IN_CROWD : LONGEST);
      for (label.side = 0; label.side < 4; label.side++) {
        const box = boxOf(label, scene.at(node), scene.radius(node));
        if (!bold && leaves(box, scene)) continue;
        if (collides(box, taken, space) || covers(box, obstacles, node)) continue;
        taken.push(box);
        this.shown.push(label);
        return;
      }
    };
    for (const node of first) if (scene.wanted(node) && inside(scene, node)) consider(node, true);
    let examined = 0;
    for (const node of scene.order) {
      if (this.shown.length >= most || examined > MOST_EXAMINED) break;
      if (first.has(node) || !scene.wanted(node) || !inside(scene, node)) continue;
      examined++;
      consider(node, false);
    }
  }

  /**
   * Draw the chosen labels where their nodes are now.
   * @param {CanvasRenderingContext2D} context in device pixels
   * @param {Scene} scene
   * @param {{ink: string, paper: string, unit: number}} look
   */
  draw(context, scene, look) {
    /** @type {Box[]} */
    const taken = [];
    for (const label of this.shown) {
      const box = boxOf(label, scene.at(label.node), scene.radius(label.node));
      if (collides(box, taken, 1)) continue;
      taken.push(box);
      this.stamp(context, label, box, look);
    }
  }

  /** Draw one label over everything else. @param {CanvasRenderingContext2D} context @param {Scene} scene @param {number} node @param {{ink: string, paper: string, unit: number}} look */
  drawOne(context, scene, node, look) {
    const shown = this.shown.find((label) => label.node === node);
    const label = { ...this.labelOf(scene, node, true, Infinity), side: shown ? shown.side : 0 };
    this.stamp(context, label, boxOf(label, scene.at(node), scene.radius(node)), look);
  }

  /** @param {Scene} scene @param {number} node @param {boolean} bold @param {number} longest in letters @returns {Label} */
  labelOf(scene, node, bold, longest) {
    const name = scene.name(node);
    const text = name.length > longest && !bold ? `${name.slice(0, longest - 1).trimEnd()}…` : name;
    const font = Math.round((LEAST_FONT + (MOST_FONT - LEAST_FONT) * scene.weight(node)) * 2) / 2;
    const key = `${font} ${bold} ${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      if (this.widths.size > 20_000) this.widths.clear();
      this.pen.font = fontOf(font, bold);
      width = this.pen.measureText(text).width;
      this.widths.set(key, width);
    }
    return { node, text, font, bold, side: 0, width };
  }

  /** @param {CanvasRenderingContext2D} context @param {Label} label @param {Box} box @param {{ink: string, paper: string, unit: number}} look */
  stamp(context, label, box, { ink, paper, unit }) {
    const key = `${label.font} ${label.bold} ${ink} ${unit} ${label.text}`;
    let picture = this.kept.get(key);
    if (!picture) {
      if (this.kept.size > MOST_KEPT) this.kept.clear();
      picture = written(label, ink, paper, unit);
      this.kept.set(key, picture);
    }
    context.drawImage(picture, Math.round((box.left - HALO) * unit), Math.round((box.top - HALO) * unit));
  }
}

/** Draw a label with its halo on a canvas of its own, in device pixels. @param {Label} label @param {string} ink @param {string} paper @param {number} unit */
function written(label, ink, paper, unit) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil((label.width + 2 * HALO) * unit) + 1;
  canvas.height = Math.ceil((label.font * 1.3 + 2 * HALO) * unit);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(unit, unit);
  context.font = fontOf(label.font, label.bold);
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 2 * HALO;
  context.strokeStyle = paper;
  context.globalAlpha = 0.88;
  context.strokeText(label.text, HALO, canvas.height / unit / 2);
  context.globalAlpha = 1;
  context.fillStyle = ink;
  context.fillText(label.text, HALO, canvas.height / unit / 2);
  return canvas;
}

/** The box of a label below its node, above it, or right or left of it. @param {Label} label @param {{x: number, y: number}} at @param {number} radius @returns {Box} */
function boxOf({ side, width, font }, { x, y }, radius) {
  const high = font * 1.3, gap = radius * 1.1 + 2;
  const left = side === 2 ? x + gap + 2 : side === 3 ? x - gap - 2 - width : x - width / 2;
  const top = side === 0 ? y + gap : side === 1 ? y - gap - high : y - high / 2;
  return { left, top, right: left + width, bottom: top + high };
}

/** @param {Box} box @param {Box[]} taken @param {number} space */
function collides(box, taken, space) {
  for (const other of taken) {
    if (box.left < other.right + 2 * space && box.right > other.left - 2 * space &&
        box.top < other.bottom + space && box.bottom > other.top - space) return true;
  }
  return false;
}

/** @param {Box} box @param {Scene} scene */
function leaves(box, scene) {
  return box.left < 2 || box.right > scene.width - 2 || box.top < 2 || box.bottom > scene.height - 2;
}

/** Whether a label would lie on a large node that is not its own. @param {Box} box @param {{node: number, x: number, y: number, radius: number}[]} obstacles @param {number} own */
function covers(box, obstacles, own) {
  for (const { node, x, y, radius } of obstacles) {
    if (node === own) continue;
    const dx = x - Math.max(box.left, Math.min(box.right, x)), dy = y - Math.max(box.top, Math.min(box.bottom, y));
    if (dx * dx + dy * dy < radius * radius) return true;
  }
  return false;
}

/** @param {Scene} scene */
function largeNodes(scene) {
  const obstacles = [];
  for (const node of scene.order) {
    const radius = scene.radius(node);
    if (radius < LARGE || obstacles.length >= OBSTACLES) break;
    if (scene.wanted(node) && inside(scene, node)) obstacles.push({ node, ...scene.at(node), radius });
  }
  return obstacles;
}

/** @param {Scene} scene @param {number} node */
function inside(scene, node) {
  const { x, y } = scene.at(node);
  return x > -20 && y > -20 && x < scene.width + 20 && y < scene.height + 20;
}

/** @param {number} size @param {boolean} bold */
function fontOf(size, bold) {
  return `${bold ? 650 : 500} ${size}px system-ui, "Segoe UI", Roboto, sans-serif`;
}
