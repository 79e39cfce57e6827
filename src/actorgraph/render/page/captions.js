// The words along lines, and on a line that stands for several relations how many they are.

import { collides, fontOf } from "./labels.js";

/** @import { Box, Look } from "./labels.js" */
/** @import { Course } from "./lines.js" */
/** @import { Surface } from "./svgpen.js" */

const FONT = 11;
const LARGE_FONT = 12.5;
const GAP = 6;
const HALO = 2.5;
const PLACES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78];
const BADGE = 7.5;
const ROOM_FOR_BADGE = 46;

/**
 * A line that has something to say; pixels are CSS pixels.
 * @typedef {object} Spoken
 * @property {Course} course
 * @property {[number, number]} radii of the nodes at its ends
 * @property {string} text
 * @property {boolean} [large] whether it is written larger, as on the line under a pointer
 * @property {number} [wide] how wide the line is; words stand beside a wide one
 */
/** @typedef {{x: number, y: number, angle: number, text: string, font: number}} Caption */

/** The captions of one picture. */
export class Captions {
  constructor() {
    /** @type {Caption[]} */
    this.shown = [];
    this.pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  }

  /**
   * Put words along lines where they fit and cover nothing.
   * @template {Spoken} Line
   * @param {Line[]} lines the most important first
   * @param {{width: number, height: number}} stage
   * @param {Box[]} taken is given the boxes of what is placed
   * @returns {Line[]} those that have their words
   */
  place(lines, stage, taken) {
    this.shown = [];
    return lines.filter((line) => {
      const caption = this.along(line, stage, taken);
      if (caption) this.shown.push(caption);
      return caption;
    });
  }

  /** @param {Spoken} line @param {{width: number, height: number}} stage @param {Box[]} taken @returns {Caption | null} */
  along({ course, radii, text, large = false, wide = 0 }, stage, taken) {
    const font = large ? LARGE_FONT : FONT;
    this.pen.font = fontOf(font, large);
    const width = this.pen.measureText(text).width;
    const seen = between(course, radii, stage);
    if (!seen) return null;
    const { ax, ay, bx, by } = seen;
    const length = Math.hypot(bx - ax, by - ay);
    if (length < width + 2 * GAP) return null;
    const angle = upright(Math.atan2(by - ay, bx - ax));
    for (const part of PLACES) {
      if (Math.min(part, 1 - part) * length < width / 2 + GAP) continue;
      const beside = wide > HALO ? wide / 2 + font * 0.7 : 0;
      const x = ax + (bx - ax) * part + Math.sin(angle) * beside, y = ay + (by - ay) * part - Math.cos(angle) * beside;
      const boxes = boxesAlong(x, y, angle, width, font);
      if (boxes.some((box) => collides(box, taken, 1))) continue;
      taken.push(...boxes);
      return { x, y, angle, text, font };
    }
    return null;
  }

  /** @param {Surface} surface in device pixels @param {Look} look */
  draw(surface, look) {
    for (const caption of this.shown) write(surface, caption, look);
  }
}

/** Where on a line its number covers nothing: the middle, or as near to it as can be. @param {Pick<Spoken, "course" | "radii">} line @param {Box[]} taken @returns {number} a part of the line between its nodes */
export function placeOfBadge(line, taken) {
  return PLACES.find((place) => {
    const { x, y } = badgeAt(line, place);
    return !collides({ left: x - BADGE, top: y - BADGE, right: x + BADGE, bottom: y + BADGE }, taken, 1);
  }) ?? PLACES[0];
}

/** @param {Pick<Spoken, "course" | "radii">} line @param {number} place */
function badgeAt({ course: { ax, ay, bx, by }, radii }, place) {
  const length = Math.hypot(bx - ax, by - ay), free = length - radii[0] - radii[1];
  const part = (radii[0] + free * place) / length;
  return { x: ax + (bx - ax) * part, y: ay + (by - ay) * part, hasRoom: free >= ROOM_FOR_BADGE };
}

/**
 * Write on a line how many relations it stands for.
 * @param {Surface} surface in device pixels
 * @param {{course: Course, radii: [number, number], count: number, colour: string, place: number}} line
 * @param {Look} look
 */
export function drawBadge(surface, { place, count, colour, ...line }, { ink, paper, unit }) {
  const at = badgeAt(line, place), x = at.x * unit, y = at.y * unit;
  if (!at.hasRoom) return;
  surface.save();
  surface.setLineDash([]);
  surface.beginPath();
  surface.arc(x, y, BADGE * unit, 0, 2 * Math.PI);
  surface.fillStyle = paper;
  surface.fill();
  surface.strokeStyle = colour;
  surface.lineWidth = 1.4 * unit;
  surface.stroke();
  surface.font = fontOf(10 * unit, true);
  surface.textAlign = "center";
  surface.textBaseline = "middle";
  surface.fillStyle = ink;
  surface.fillText(String(count), x, y + 0.5 * unit);
  surface.restore();
}

/** @param {Surface} surface @param {Caption} caption @param {Look} look */
function write(surface, { x, y, angle, text, font }, { ink, paper, unit }) {
  surface.save();
  surface.translate(x * unit, y * unit);
  surface.rotate(angle);
  surface.font = fontOf(font * unit, font === LARGE_FONT);
  surface.textAlign = "center";
  surface.textBaseline = "middle";
  surface.lineJoin = "round";
  surface.lineWidth = 2 * HALO * unit;
  surface.strokeStyle = paper;
  surface.strokeText(text, 0, 0);
  surface.fillStyle = ink;
  surface.fillText(text, 0, 0);
  surface.restore();
}

/** The part of a line between its nodes and inside the stage; null for none. @param {Course} course @param {[number, number]} radii @param {{width: number, height: number}} stage @returns {Course | null} */
function between({ ax, ay, bx, by }, radii, { width, height }) {
  const dx = bx - ax, dy = by - ay, length = Math.hypot(dx, dy) || 1;
  let from = radii[0] / length, to = 1 - radii[1] / length;
  for (const [start, step, end] of [[ax, dx, width], [ay, dy, height]]) {
    if (step === 0) { if (start < 0 || start > end) return null; continue; }
    const one = -start / step, two = (end - start) / step;
    from = Math.max(from, Math.min(one, two));
    to = Math.min(to, Math.max(one, two));
  }
  if (from >= to) return null;
  return { ax: ax + dx * from, ay: ay + dy * from, bx: ax + dx * to, by: ay + dy * to };
}

/** An angle at which text is not upside down. @param {number} angle */
function upright(angle) {
  return angle > Math.PI / 2 ? angle - Math.PI : angle <= -Math.PI / 2 ? angle + Math.PI : angle;
}

/** Boxes that cover words at an angle. @param {number} x @param {number} y @param {number} angle @param {number} width @param {number} font @returns {Box[]} */
function boxesAlong(x, y, angle, width, font) {
  const count = Math.max(1, Math.ceil(width / font));
  return Array.from({ length: count }, (_, j) => {
    const off = ((j + 0.5) / count - 0.5) * width, half = font * 0.6;
    const mx = x + Math.cos(angle) * off, my = y + Math.sin(angle) * off;
    return { left: mx - half, top: my - half, right: mx + half, bottom: my + half };
  });
}
