// Draws edges one by one, where few enough are in view to be told apart: dashed by their verdict,
// parallel edges fanned out, loops as circles, with arrowheads where there is room and a direction.
// It also tells how far an edge is from the pointer. Denser views are drawn by density.js.

const CURVE_STEPS = 8;
const GAP = 13;
const HEAD = 7;
const ROOM_FOR_HEAD = 34;
const LOOP = 16;
const PER_PATH = 256;

/**
 * The course of one edge on the screen: a quadratic curve, or a circle for a loop.
 * @typedef {{ax: number, ay: number, bx: number, by: number, cx: number, cy: number, bent: boolean}} Course
 */

/**
 * How a group of edges looks.
 * @typedef {{colour: string, width: number, dash: number[], alpha: number, heads: boolean}} Pen
 */

/**
 * How far each edge is bent, so that parallel edges do not cover each other; 0 for a single one.
 * @param {{n: number, total: number, source: Uint32Array, target: Uint32Array}} model
 * @returns {Float32Array}
 */
export function bends(model) {
  /** @type {Map<number, number[]>} */
  const parallel = new Map();
  const first = new Map();
  for (let k = 0; k < model.total; k++) {
    const a = model.source[k], b = model.target[k];
    const pair = a < b ? a * model.n + b : b * model.n + a;
    const other = first.get(pair);
    if (other === undefined) { first.set(pair, k); continue; }
    const group = parallel.get(pair);
    if (group) group.push(k);
    else parallel.set(pair, [other, k]);
  }
  const bend = new Float32Array(model.total);
  for (const group of parallel.values()) {
    group.forEach((k, rank) => {
      const loop = model.source[k] === model.target[k];
      const side = model.source[k] < model.target[k] ? 1 : -1;
      bend[k] = loop ? rank : side * (rank - (group.length - 1) / 2);
    });
  }
  return bend;
}

/** @param {number} ax @param {number} ay @param {number} bx @param {number} by @param {number} bend @param {number} unit device pixels per CSS pixel @returns {Course} */
export function courseOf(ax, ay, bx, by, bend, unit) {
  const mx = (ax + bx) / 2, my = (ay + by) / 2;
  const dx = bx - ax, dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy);
  if (bend === 0 || length < 1) return { ax, ay, bx, by, cx: mx, cy: my, bent: false };
  const off = (2 * bend * Math.min(GAP * unit, length * 0.16)) / length;
  return { ax, ay, bx, by, cx: mx - dy * off, cy: my + dx * off, bent: true };
}

/**
 * Draw a group of edges that look alike.
 * @param {CanvasRenderingContext2D} context
 * @param {ArrayLike<number>} edges
 * @param {Pen} pen
 * @param {{course: (k: number) => Course, radius: (node: number) => number, source: Uint32Array, target: Uint32Array, symmetric: Uint8Array, bend: Float32Array, unit: number}} drawing
 */
export function drawLines(context, edges, pen, drawing) {
  const { unit } = drawing;
  context.save();
  context.globalAlpha = pen.alpha;
  context.strokeStyle = context.fillStyle = pen.colour;
  context.lineWidth = pen.width * unit;
  context.setLineDash(pen.dash.map((part) => part * unit));
  /** @type {number[]} */
  const heads = [];
  context.beginPath();
  for (let j = 0; j < edges.length; j++) {
    const k = edges[j];
    const course = drawing.course(k);
    if (drawing.source[k] === drawing.target[k]) loop(context, course, drawing.radius(drawing.source[k]), drawing.bend[k], unit);
    else {
      const head = pen.heads && !drawing.symmetric[k] && pointed(course, drawing.radius(drawing.target[k]), pen.width, unit);
      if (head) heads.push(...head.corners);
      context.moveTo(course.ax, course.ay);
      const [ex, ey] = head ? head.end : [course.bx, course.by];
      if (course.bent) context.quadraticCurveTo(course.cx, course.cy, ex, ey);
      else context.lineTo(ex, ey);
    }
    if (j % PER_PATH === PER_PATH - 1) { context.stroke(); context.beginPath(); }
  }
  context.stroke();
  context.beginPath();
  for (let j = 0; j < heads.length; j += 6) {
    context.moveTo(heads[j], heads[j + 1]);
    context.lineTo(heads[j + 2], heads[j + 3]);
    context.lineTo(heads[j + 4], heads[j + 5]);
    context.closePath();
  }
  context.fill();
  context.restore();
}

/**
 * The distance from a point to an edge.
 * @param {Course} course @param {number} x @param {number} y @returns {number}
 */
export function distance(course, x, y) {
  const { ax, ay, bx, by, cx, cy } = course;
  if (!course.bent) return toSegment(x, y, ax, ay, bx, by);
  let least = Infinity, px = ax, py = ay;
  for (let step = 1; step <= CURVE_STEPS; step++) {
    const t = step / CURVE_STEPS, s = 1 - t;
    const qx = s * s * ax + 2 * s * t * cx + t * t * bx;
    const qy = s * s * ay + 2 * s * t * cy + t * t * by;
    least = Math.min(least, toSegment(x, y, px, py, qx, qy));
    px = qx;
    py = qy;
  }
  return least;
}

/** An arrowhead that ends at the border of its node; null where there is no room. @param {Course} course @param {number} radius @param {number} width @param {number} unit */
function pointed(course, radius, width, unit) {
  const { ax, ay, bx, by, cx, cy } = course;
  if (Math.hypot(bx - ax, by - ay) < ROOM_FOR_HEAD * unit + radius) return null;
  const dx = bx - cx, dy = by - cy, length = Math.hypot(dx, dy);
  const ux = dx / length, uy = dy / length;
  const size = (HEAD + width) * unit;
  const tx = bx - ux * (radius + unit), ty = by - uy * (radius + unit);
  const ex = tx - ux * size, ey = ty - uy * size, half = size * 0.42;
  return { end: [ex, ey], corners: [tx, ty, ex - uy * half, ey + ux * half, ex + uy * half, ey - ux * half] };
}

/** @param {CanvasRenderingContext2D} context @param {Course} course @param {number} radius @param {number} rank @param {number} unit */
function loop(context, course, radius, rank, unit) {
  const size = (LOOP + rank * GAP * 0.7) * unit * 0.5 + radius * 0.6;
  context.moveTo(course.ax + size, course.ay - radius - size * 0.6);
  context.arc(course.ax, course.ay - radius - size * 0.6, size, 0, 2 * Math.PI);
}

/** @param {number} x @param {number} y @param {number} ax @param {number} ay @param {number} bx @param {number} by */
function toSegment(x, y, ax, ay, bx, by) {
  const dx = bx - ax, dy = by - ay;
  const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
