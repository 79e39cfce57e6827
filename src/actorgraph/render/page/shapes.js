// Draws nodes as stamps: each shape, colour and size is drawn once and copied many times.
// The canvas stamps every node that is large enough to have a shape.

import { corners } from "./symbols.js";

/** @import { Surface } from "./svgpen.js" */

const QUARTER = 4;
const RIM = 1.2;
const MOST_KEPT = 1500;

/** Draw a shape's outline as the current path. @param {Surface} context @param {string} shape @param {number} x @param {number} y @param {number} radius */
export function outline(context, shape, x, y, radius) {
  const points = corners(shape);
  context.beginPath();
  if (!points) context.arc(x, y, radius, 0, 2 * Math.PI);
  else for (const [px, py] of points) context.lineTo(x + radius * px, y + radius * py);
  context.closePath();
}

/** Stamps for nodes, in device pixels. */
export class Stamps {
  constructor() {
    /** @type {Map<string, HTMLCanvasElement>} */
    this.kept = new Map();
  }

  forget() {
    this.kept.clear();
  }

  /**
   * @param {Surface} context
   * @param {{shape: string, fill: string, rim: string}} look
   * @param {number} x @param {number} y @param {number} radius
   */
  draw(context, look, x, y, radius) {
    if (!("drawImage" in context)) return shape(context, look, x, y, radius);
    const size = Math.round(radius * QUARTER) / QUARTER;
    const key = `${look.shape} ${look.fill} ${look.rim} ${size}`;
    let stamp = this.kept.get(key);
    if (!stamp) {
      if (this.kept.size > MOST_KEPT) this.kept.clear();
      stamp = stamped(look, size);
      this.kept.set(key, stamp);
    }
    /** @type {CanvasRenderingContext2D} */ (context).drawImage(stamp, Math.round(x - stamp.width / 2), Math.round(y - stamp.height / 2));
  }
}

/** @param {{shape: string, fill: string, rim: string}} look @param {number} radius */
function stamped(look, radius) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2 * Math.ceil(1.2 * radius + RIM) + 2;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  shape(context, look, canvas.width / 2, canvas.height / 2, radius);
  return canvas;
}

/** @param {Surface} surface @param {{shape: string, fill: string, rim: string}} look @param {number} x @param {number} y @param {number} radius */
function shape(surface, look, x, y, radius) {
  outline(surface, look.shape, x, y, radius);
  surface.lineJoin = "round";
  surface.lineWidth = 2 * RIM;
  surface.strokeStyle = look.rim;
  surface.stroke();
  surface.fillStyle = look.fill;
  surface.fill();
}
