// The picture that is saved and printed: what the screen shows, drawn by the same code, with the title
// over it, and under it the legend, who made it and what it rests on.

import { clean } from "./dom.js";
import { legendRows } from "./legend.js";
import { outline } from "./shapes.js";
import { SvgPen } from "./svgpen.js";

/** @import { Overlay } from "./overlay.js" */
/** @import { Job, Painter } from "./painter.js" */
/** @import { LegendRow } from "./legend.js" */
/** @import { Model } from "./model.js" */
/** @import { Scene } from "./labels.js" */
/** @import { Surface } from "./svgpen.js" */

const MARGIN = 20;
const TITLE = 20;
const NOTE = 12;
const ROW = 20;
const COLUMN = 190;
const LINE = 26;
const FAMILY = 'system-ui, "Segoe UI", Roboto, sans-serif';
/** Device pixels per CSS pixel of a saved picture, at least. */
const FINE = 2;

/**
 * What a picture is made of; sizes in CSS pixels.
 * @typedef {object} Shot
 * @property {Model} model
 * @property {Painter} painter
 * @property {Overlay} overlay
 * @property {Scene} scene
 * @property {Omit<Job, "unit">} job
 * @property {string} status what is shown of what
 */

/** The picture as SVG, one drawing of paths and text. @param {Shot} shot */
export function svgOf(shot) {
  const plan = planOf(shot), pen = new SvgPen(plan.width, plan.height);
  pen.title(clean(shot.model.title));
  draw(pen, shot, plan, 1);
  return pen;
}

/** The picture as a canvas. @param {Shot} shot @returns {HTMLCanvasElement} */
export function canvasOf(shot) {
  const plan = planOf(shot), { width, height } = plan, unit = Math.max(FINE, globalThis.devicePixelRatio || 1);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * unit);
  canvas.height = Math.round(height * unit);
  draw(/** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")), shot, plan, unit);
  return canvas;
}

/** How large a picture is, and the rows of its legend, in so many columns. @typedef {{width: number, height: number, head: number, rows: LegendRow[], columns: number}} Plan */

/** @param {Shot} shot @returns {Plan} */
function planOf({ model, scene, job }) {
  const { width } = scene, rows = legendRows(model, job.view), columns = Math.max(1, Math.floor((width - 2 * MARGIN) / COLUMN));
  const head = MARGIN + TITLE + (model.note ? NOTE + 6 : 0);
  const foot = Math.ceil(rows.length / columns) * ROW + 2 * (NOTE + 6) + MARGIN;
  return { width, height: head + scene.height + foot, head, rows, columns };
}

/** @param {Surface} surface @param {Shot} shot @param {Plan} plan @param {number} unit */
function draw(surface, shot, { width, height, head, rows, columns }, unit) {
  const { model, painter, overlay, scene, job } = shot;
  const { ink, paper, dark } = job.theme;
  surface.fillStyle = paper;
  surface.beginPath();
  surface.rect(0, 0, width * unit, height * unit);
  surface.fill();
  surface.save();
  surface.translate(0, head * unit);
  surface.beginPath();
  surface.rect(0, 0, scene.width * unit, scene.height * unit);
  surface.clip();
  painter.paintWhole(surface, { width: scene.width * unit, height: scene.height * unit }, { ...job, unit });
  overlay.draw(surface, scene, job.camera, { ink, paper, dark, unit }, true);
  surface.restore();
  const text = (/** @type {string} */ words, /** @type {number} */ y, /** @type {number} */ size, /** @type {number} */ weight) => {
    surface.font = `${weight} ${size * unit}px ${FAMILY}`;
    surface.textAlign = "left";
    surface.textBaseline = "alphabetic";
    surface.fillStyle = ink;
    surface.fillText(words, MARGIN * unit, y * unit);
  };
  text(clean(model.title), MARGIN + TITLE - 4, TITLE, 650);
  if (model.note) text(clean(model.note), MARGIN + TITLE + NOTE + 2, NOTE, 400);
  const down = head + scene.height;
  rows.forEach((row, j) => drawRow(surface, row, { x: MARGIN + (j % columns) * COLUMN, y: down + (Math.floor(j / columns) + 0.5) * ROW }, { ink, paper, dark, unit }));
  const below = down + Math.ceil(rows.length / columns) * ROW;
  text(shot.status, below + NOTE + 4, NOTE, 400);
  text(clean(model.credit), below + 2 * (NOTE + 6) - 2, NOTE, 400);
}

/** @param {Surface} surface @param {LegendRow} row @param {{x: number, y: number}} at @param {{ink: string, paper: string, dark: boolean, unit: number}} look */
function drawRow(surface, { words, kind, style }, { x, y }, { ink, paper, dark, unit }) {
  surface.save();
  if (kind) {
    outline(surface, kind.shape, (x + LINE / 2) * unit, y * unit, 6 * unit);
    surface.fillStyle = dark ? kind.dark : kind.color;
    surface.fill();
  }
  if (style) {
    surface.beginPath();
    surface.moveTo(x * unit, y * unit);
    surface.lineTo((x + LINE) * unit, y * unit);
    surface.strokeStyle = dark ? style.dark : style.color;
    surface.lineWidth = style.width * unit;
    surface.setLineDash(style.dash.map((part) => part * unit));
    surface.stroke();
  }
  surface.font = `400 ${NOTE * unit}px ${FAMILY}`;
  surface.textAlign = "left";
  surface.textBaseline = "middle";
  surface.fillStyle = ink;
  surface.strokeStyle = paper;
  surface.fillText(clean(words), (x + LINE + 8) * unit, y * unit);
  surface.restore();
}
