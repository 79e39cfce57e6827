// Small drawings of what things look like: shapes of nodes, dashes of lines. Shapes are corners of
// radius 1, so that the canvas, SVG and the legend draw the same ones.

/** @import { EdgeStyle, Kind } from "./palette.js" */

const NS = "http://www.w3.org/2000/svg";
const UP = -Math.PI / 2;

/** The corners of a shape of radius 1, or null for the circle. @param {string} shape @returns {[number, number][] | null} */
export function corners(shape) {
  switch (shape) {
    case "square": return [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]];
    case "diamond": return ring([1.15, 1.15, 1.15, 1.15], UP);
    case "triangle": return ring([1.15, 1.15, 1.15], UP);
    case "triangleDown": return ring([1.15, 1.15, 1.15], -UP);
    case "hexagon": return ring([1.15, 1.15, 1.15, 1.15, 1.15, 1.15], 0);
    case "pentagon": return ring([1.12, 1.12, 1.12, 1.12, 1.12], UP);
    case "octagon": return ring([1.05, 1.05, 1.05, 1.05, 1.05, 1.05, 1.05, 1.05], Math.PI / 8);
    case "page": return [[-0.75, -1], [0.3, -1], [0.75, -0.55], [0.75, 1], [-0.75, 1]];
    case "drop": return [[0, 1.25], [-0.6, 0.3], [-0.8, -0.3], [-0.5, -0.85], [0, -1.05], [0.5, -0.85], [0.8, -0.3], [0.6, 0.3]];
    case "chevron": return [[-1, -0.8], [0.35, -0.8], [1.1, 0], [0.35, 0.8], [-1, 0.8], [-0.35, 0]];
    case "bar": return [[-1.15, -0.5], [1.15, -0.5], [1.15, 0.5], [-1.15, 0.5]];
    case "trapezoid": return [[-0.6, -0.75], [0.6, -0.75], [1.15, 0.75], [-1.15, 0.75]];
    case "hourglass": return [[-0.9, -1], [0.9, -1], [0.3, 0], [0.9, 1], [-0.9, 1], [-0.3, 0]];
    case "plus": return crossed(0);
    case "cross": return crossed(Math.PI / 4);
    case "star": return ring([1.15, 0.5, 1.15, 0.5, 1.15, 0.5, 1.15, 0.5, 1.15, 0.5], UP);
    default: return null;
  }
}

/** A cross of two bars. @param {number} turn @returns {[number, number][]} */
function crossed(turn) {
  const wide = 0.36, long = 1.1;
  const points = [[-wide, -long], [wide, -long], [wide, -wide], [long, -wide], [long, wide], [wide, wide],
    [wide, long], [-wide, long], [-wide, wide], [-long, wide], [-long, -wide], [-wide, -wide]];
  return points.map(([x, y]) => [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)]);
}

/** Corners at these distances all around. @param {number[]} radii @param {number} turn @returns {[number, number][]} */
function ring(radii, turn) {
  return radii.map((radius, j) => {
    const angle = turn + (j * 2 * Math.PI) / radii.length;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** A node of a kind, as a picture beside its name. @param {Kind} kind */
export function symbol(kind) {
  const points = corners(kind.shape);
  const mark = points
    ? element("polygon", { points: points.map(([x, y]) => `${8 + 6 * x},${8 + 6 * y}`).join(" ") })
    : element("circle", { cx: 8, cy: 8, r: 6 });
  mark.style.fill = `light-dark(${kind.color}, ${kind.dark})`;
  return picture(16, 16, mark);
}

/** A line of a style, as a picture beside its name. @param {EdgeStyle} style */
export function dash(style) {
  const line = element("line", { x1: 1, x2: 37, y1: 6, y2: 6, "stroke-width": style.width, "stroke-dasharray": style.dash.join(" ") });
  line.style.stroke = `light-dark(${style.color}, ${style.dark})`;
  return picture(38, 12, line);
}

/** @param {number} width @param {number} height @param {SVGElement} child */
function picture(width, height, child) {
  const made = element("svg", { width, height, "aria-hidden": "true" });
  made.append(child);
  return made;
}

/** An element of SVG. @param {string} tag @param {Record<string, string | number>} attributes @returns {SVGElement} */
export function element(tag, attributes) {
  const made = /** @type {SVGElement} */ (document.createElementNS(NS, tag));
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
