// Draws lines one by one, where few enough are in view to be told apart: dashed by how well founded they
// are, loops as circles, with arrowheads where there is room and a direction. It also tells how far a
// line is from the pointer. Denser views are drawn by density.js.

const HEAD = 7;
const ROOM_FOR_HEAD = 34;
const LOOP = 16;
const PER_PATH = 256;

/**
 * The course of one line on the screen, from node to node; of a loop, a circle over its node.
 * @typedef {{ax: number, ay: number, bx: number, by: number}} Course
 */

/**
 * How a group of lines looks.
 * @typedef {{colour: string, width: number, dash: number[], alpha: number, heads: boolean}} Pen
 */

/**
 * What drawing lines needs to know of the picture, in device pixels.
 * @typedef {object} Drawing
 * @property {(k: number) => Course} course
 * @property {(node: number) => number} radius
 * @property {Uint32Array} source
 * @property {Uint32Array} target
 * @property {(k: number) => [boolean, boolean]} heads whether the line has a head at its target, and at its source
 * @property {number} unit device pixels per CSS pixel
 */

/** @import { Surface } from "./svgpen.js" */

/**
 * Draw a group of lines that look alike.
 * @param {Surface} surface
 * @param {ArrayLike<number>} edges
 * @param {Pen} pen
 * @param {Drawing} drawing
 */
export function drawLines(surface, edges, pen, drawing) {
  const { unit, source, target } = drawing;
  surface.save();
  surface.globalAlpha = pen.alpha;
  surface.strokeStyle = surface.fillStyle = pen.colour;
  surface.lineWidth = pen.width * unit;
  surface.setLineDash(pen.dash.map((part) => part * unit));
  /** @type {number[]} */
  const heads = [];
  surface.beginPath();
  for (let j = 0; j < edges.length; j++) {
    const k = edges[j];
    const course = drawing.course(k);
    if (source[k] === target[k]) loop(surface, course, drawing.radius(source[k]), unit);
    else {
      const pointing = pen.heads ? drawing.heads(k) : null;
      const end = pointing?.[0] ? pointed(course, drawing.radius(target[k]), pen.width, unit, heads) : null;
      const start = pointing?.[1] ? pointed(turned(course), drawing.radius(source[k]), pen.width, unit, heads) : null;
      surface.moveTo(start ? start.x : course.ax, start ? start.y : course.ay);
      surface.lineTo(end ? end.x : course.bx, end ? end.y : course.by);
    }
    if (j % PER_PATH === PER_PATH - 1) { surface.stroke(); surface.beginPath(); }
  }
  surface.stroke();
  surface.beginPath();
  for (let j = 0; j < heads.length; j += 6) {
    surface.moveTo(heads[j], heads[j + 1]);
    surface.lineTo(heads[j + 2], heads[j + 3]);
    surface.lineTo(heads[j + 4], heads[j + 5]);
    surface.closePath();
  }
  if (heads.length) surface.fill();
  surface.restore();
}

/** The distance from a point to a line. @param {Course} course @param {number} x @param {number} y @returns {number} */
export function distance({ ax, ay, bx, by }, x, y) {
  const dx = bx - ax, dy = by - ay;
  const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** How high over its node the circle of a loop stands, and its radius. @param {number} radius of the node @param {number} unit */
export function loopAt(radius, unit) {
  const size = LOOP * unit * 0.5 + radius * 0.6;
  return { size, above: radius + size * 0.6 };
}

/** @param {Course} course @returns {Course} */
const turned = ({ ax, ay, bx, by }) => ({ ax: bx, ay: by, bx: ax, by: ay });

/** Where a line ends at its arrowhead, which ends at the border of its node; null where there is no room. @param {Course} course @param {number} radius @param {number} width @param {number} unit @param {number[]} heads is given its corners @returns {{x: number, y: number} | null} */
function pointed({ ax, ay, bx, by }, radius, width, unit, heads) {
  const dx = bx - ax, dy = by - ay, length = Math.hypot(dx, dy);
  if (length < ROOM_FOR_HEAD * unit + radius) return null;
  const ux = dx / length, uy = dy / length;
  const size = (HEAD + width) * unit;
  const tx = bx - ux * (radius + unit), ty = by - uy * (radius + unit);
  const ex = tx - ux * size, ey = ty - uy * size, half = size * 0.42;
  heads.push(tx, ty, ex - uy * half, ey + ux * half, ex + uy * half, ey - ux * half);
  return { x: ex, y: ey };
}

/** @param {Surface} surface @param {Course} course @param {number} radius @param {number} unit */
function loop(surface, course, radius, unit) {
  const { size, above } = loopAt(radius, unit);
  surface.moveTo(course.ax + size, course.ay - above);
  surface.arc(course.ax, course.ay - above, size, 0, 2 * Math.PI);
}
