// Draws nodes that are large enough to have a shape.

import { corners } from "./symbols.js";

/** @import { Surface } from "./svgpen.js" */

const RIM = 1.2;

/** Draw a shape's outline as the current path. @param {Surface} context @param {string} shape @param {number} x @param {number} y @param {number} radius */
export function outline(context, shape, x, y, radius) {
  const points = corners(shape);
  context.beginPath();
  if (!points) context.arc(x, y, radius, 0, 2 * Math.PI);
  else for (const [px, py] of points) context.lineTo(x + radius * px, y + radius * py);
  context.closePath();
}

/** Draw a node. @param {Surface} surface @param {{shape: string, fill: string, rim: string}} look @param {number} x @param {number} y @param {number} radius */
export function drawShape(surface, look, x, y, radius) {
  outline(surface, look.shape, x, y, radius);
  surface.lineJoin = "round";
  surface.lineWidth = 2 * RIM;
  surface.strokeStyle = look.rim;
  surface.stroke();
  surface.fillStyle = look.fill;
  surface.fill();
}
