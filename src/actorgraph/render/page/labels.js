// Places the labels of the picture: the most important first, none over another. Those who matter most
// are always named: where there is no room beside them, the name stands a little apart at the end of a
// thin line. The labels are chosen when the picture rests. While it moves they move along, and one that
// would cover another is left out, so that labels neither overlap nor flicker.

import { distance } from "./lines.js";
import { Nameplates } from "./nameplates.js";

const LONGEST = 24;
const LONGEST_IN_CROWD = 20;
/** So many letters more a line may have, rather than to leave out the rest of a name. */
const SLACK = 4;
/** What no name that is cut should end with. */
const OPEN_END = /[\s([,;:–-]+$/;
const LINE = 1.2;
const HALO = 3;
const MOST_EXAMINED = 6000;
const OBSTACLES = 120;
const LARGE = 5;
/** So many of the largest nodes are covered by no name that can stand elsewhere. */
const LARGEST = 40;
/** And of these so many by none at all, unless the stage is small or it is the name of who is chosen. */
const NEVER_COVERED = 40;
/** So many pixels a name keeps from the largest nodes that are not its own, where it can: next to one it would seem to be theirs. */
const CLEAR = 6;
const LEAST_FONT = 11.5;
const MOST_FONT = 15;
/** From the least to the most in so many steps: to draw a first name in a further size takes longer than a dozen more names. */
const FONT_STEPS = 2;
/** On a stage of fewer pixels, such as a phone's, every name is written small. */
const SMALL_STAGE = 300_000;
const MOST_FONT_OF_SMALL = 12;
/** So many pixels of the picture for each name that is shown in any case, and the least and most of these. */
const AREA_OF_SURE = 14_000;
const LEAST_SURE = 26;
const MOST_SURE = 40;
const DISTANCES = [16, 30, 48, 70, 96, 126, 160, 200, 250, 310, 380];
const DIRECTIONS = 16;

/**
 * A name at its node. A side is 0 below, 1 above, 2 right, 3 left; apart tells how far the middle of a
 * name is from its node where a line leads to it.
 * @typedef {{node: number, lines: string[], font: number, bold: boolean, side: number, apart: {x: number, y: number} | null, width: number, height: number}} Label
 */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */
/** @typedef {{node: number, x: number, y: number, radius: number}} Obstacle */
/** @typedef {{ink: string, paper: string, unit: number}} Look unit: device pixels per CSS pixel */

/** @import { Surface } from "./svgpen.js" */

/**
 * @typedef {object} Scene what the labels need to know of the view; pixels are CSS pixels
 * @property {Uint32Array} order every node, the most important first
 * @property {number} width
 * @property {number} height
 * @property {number} inView how many nodes are in view
 * @property {Box[]} [reserved] where no label may be
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
    /** @type {number[]} The nodes whose names were drawn last. */
    this.drawn = [];
    this.plates = new Nameplates();
    /** Whether these labels were never drawn: only a picture that is drawn again needs them as pictures. */
    this.isNew = true;
    this.pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    /** The font that the pen has: every name is measured in one size, as each new font costs more than a hundred names. */
    this.font = "";
    /** @type {Map<string, number>} */
    this.widths = new Map();
  }

  /** Forget the drawn labels, after a change of theme or of pixel density. */
  forget() {
    this.plates = new Nameplates();
  }

  /** Choose which labels to show. @param {Scene} scene */
  choose(scene) {
    const crowd = Math.min(1, Math.sqrt(scene.inView / 20_000));
    const area = scene.width * scene.height;
    const sure = Math.max(LEAST_SURE, Math.min(MOST_SURE, Math.round(area / AREA_OF_SURE)));
    const most = Math.max(scene.first.length, sure, Math.round(area / (6_000 + 18_000 * crowd)));
    const room = new Room(scene, 3 + 9 * crowd);
    const longest = crowd > 0.2 ? LONGEST_IN_CROWD : LONGEST;
    this.shown = [];
    this.isNew = true;
    const first = new Set(scene.first);
    const examined = [];
    for (const node of first) if (scene.wanted(node) && inside(scene, node)) this.consider(room, this.labelOf(scene, node, true, Infinity), true);
    for (const node of scene.order) {
      if (examined.length > MOST_EXAMINED) break;
      if (!first.has(node) && scene.wanted(node) && inside(scene, node)) examined.push(node);
    }
    examined.forEach((node, rank) => {
      if (this.shown.length < most) this.consider(room, this.labelOf(scene, node, false, longest), rank < sure);
    });
  }

  /** Show a label where there is room: beside its node or, if it must be shown, apart from it. @param {Room} room @param {Label} label @param {boolean} must */
  consider(room, label, must) {
    // Most names of a crowd would have no room even if they were narrow, and to measure one takes long.
    if (!must && !room.beside(label)) return;
    this.measure(label);
    const box = (must ? room.beside(label, CLEAR) : null) ?? room.beside(label) ?? (must ? room.apart(label) : null);
    if (!box) return;
    room.take(box);
    this.shown.push(label);
  }

  /** The boxes of the chosen labels. @param {Scene} scene @returns {Box[]} */
  boxes(scene) {
    return this.shown.map((label) => boxOf(label, scene.at(label.node), scene.radius(label.node)));
  }

  /** Draw the chosen labels where their nodes are now. @param {Surface} surface in device pixels @param {Scene} scene @param {Look} look */
  draw(surface, scene, look) {
    /** @type {Box[]} */
    const taken = [];
    const drawn = this.shown.flatMap((label) => {
      const box = boxOf(label, scene.at(label.node), scene.radius(label.node));
      if (collides(box, taken, 1)) return [];
      taken.push(box);
      return [{ label, box }];
    });
    this.drawn = drawn.map(({ label }) => label.node);
    for (const { label, box } of drawn) if (label.apart) lead(surface, scene.at(label.node), scene.radius(label.node), box, look);
    if (!("drawImage" in surface)) return drawn.forEach(({ label, box }) => written(surface, label, box, look));
    const context = /** @type {CanvasRenderingContext2D} */ (surface), { unit } = look;
    this.plates.renew(unit);
    const slots = drawn.map(({ label }) => (this.isNew ? null : this.slot(label, look)));
    this.isNew = false;
    drawn.forEach(({ label, box: { left, top } }, j) => {
      const slot = slots[j], x = Math.round((left - HALO) * unit), y = Math.round((top - HALO) * unit);
      if (slot) this.plates.copy(context, slot, x, y);
      else written(context, label, { left: x / unit + HALO, top: y / unit + HALO }, look);
    });
  }

  /** Where the picture of a name is kept, written if need be; null where there is no room. @param {Label} label @param {Look} look */
  slot(label, look) {
    const key = `${label.font} ${label.bold} ${look.ink} ${label.lines.join("\n")}`;
    const size = { width: label.width + 2 * HALO, height: label.height + 2 * HALO };
    return this.plates.slot(key, size, look.unit, (pen) => write(pen, label, HALO, HALO, look));
  }

  /** Draw one label over everything else. @param {Surface} surface @param {Scene} scene @param {number} node @param {Look} look */
  drawOne(surface, scene, node, look) {
    const shown = this.shown.find((label) => label.node === node);
    const label = { ...this.labelOf(scene, node, true, Infinity), side: shown?.side ?? 0, apart: shown?.apart ?? null };
    this.measure(label);
    written(surface, label, boxOf(label, scene.at(node), scene.radius(node)), look);
  }

  /** A label that is not measured yet. @param {Scene} scene @param {number} node @param {boolean} bold @param {number} longest in letters a line @returns {Label} */
  labelOf(scene, node, bold, longest) {
    const lines = linesOf(scene.name(node), longest);
    const most = isSmall(scene) ? MOST_FONT_OF_SMALL : MOST_FONT;
    const font = LEAST_FONT + ((most - LEAST_FONT) * Math.round(scene.weight(node) * FONT_STEPS)) / FONT_STEPS;
    return { node, lines, font, bold, side: 0, apart: null, width: 0, height: lines.length * font * LINE + 1 };
  }

  /** @param {Label} label */
  measure(label) {
    label.width = Math.max(...label.lines.map((line) => this.widthOf(line, label.font, label.bold)));
  }

  /** @param {string} line @param {number} font @param {boolean} bold */
  widthOf(line, font, bold) {
    const key = `${bold} ${line}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      if (this.widths.size > 20_000) this.widths.clear();
      const wanted = fontOf(MOST_FONT, bold);
      if (wanted !== this.font) this.pen.font = this.font = wanted;
      width = this.pen.measureText(line).width;
      this.widths.set(key, width);
    }
    return (width * font) / MOST_FONT;
  }
}

/** Where labels can still stand. */
class Room {
  /** @param {Scene} scene @param {number} space between labels */
  constructor(scene, space) {
    this.scene = scene;
    this.space = space;
    /** @type {Box[]} */
    this.taken = [...(scene.reserved ?? [])];
    this.obstacles = largeNodes(scene);
  }

  /** @param {Box} box */
  take(box) {
    this.taken.push(box);
  }

  /** Put a label at a side of its node; null where none has room. @param {Label} label @param {number} [clear] pixels to other nodes */
  beside(label, clear = 0) {
    for (label.side = 0; label.side < 4; label.side++) {
      const box = this.boxOf(label);
      if (this.isFree(box, label.node, this.obstacles, clear)) return box;
    }
    label.side = 0;
    return null;
  }

  /** Put a label apart from its node, as near as there is room: over small nodes, then over all but the largest, only if nowhere else. @param {Label} label */
  apart(label) {
    for (const [most, clear] of [[OBSTACLES, CLEAR], [OBSTACLES, 0], [LARGEST, 0], [label.bold || isSmall(this.scene) ? 0 : NEVER_COVERED, 0]]) {
      const obstacles = this.obstacles.slice(0, most);
      for (const distance of DISTANCES) {
        for (let turn = 0; turn < DIRECTIONS; turn++) {
          const angle = (turn * 2 * Math.PI) / DIRECTIONS;
          label.apart = { x: Math.cos(angle) * (distance + label.width / 2), y: Math.sin(angle) * (distance + label.height / 2) };
          const box = this.boxOf(label);
          if (this.isFree(box, label.node, obstacles, clear) && !(clear && this.crosses(box, label.node))) return box;
        }
      }
    }
    label.apart = null;
    return null;
  }

  /** Whether the line to a name that stands apart would cross another large node. @param {Box} box @param {number} own */
  crosses(box, own) {
    const at = this.scene.at(own);
    const course = { ax: at.x, ay: at.y, bx: Math.max(box.left, Math.min(box.right, at.x)), by: Math.max(box.top, Math.min(box.bottom, at.y)) };
    return this.obstacles.slice(0, LARGEST).some(({ node, x, y, radius }) => node !== own && distance(course, x, y) < radius);
  }

  /** @param {Box} box @param {number} own @param {Obstacle[]} obstacles @param {number} clear */
  isFree(box, own, obstacles, clear) {
    return !leaves(box, this.scene) && !collides(box, this.taken, this.space) && !covers(box, obstacles, own, clear);
  }

  /** @param {Label} label */
  boxOf(label) {
    return boxOf(label, this.scene.at(label.node), this.scene.radius(label.node));
  }
}

/** A name in one line or in two that are about even; of one that is longer, as many whole words as fit. @param {string} name @param {number} longest */
export function linesOf(name, longest) {
  if (name.length <= longest) return [name];
  const middle = name.length / 2;
  const [at] = [name.lastIndexOf(" ", middle), name.indexOf(" ", middle)].sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle));
  const even = [name.slice(0, Math.max(at, 0)), name.slice(at + 1)];
  if (at > 0 && even.every((line) => line.length <= longest + SLACK)) return even;
  const first = wordsWithin(name, longest), rest = name.slice(first.length).trim();
  return rest.length > longest ? [first, `${wordsWithin(rest, longest - 1).replace(OPEN_END, "")}…`] : [first, rest];
}

/** The words at the beginning of a text that fit, or a part of a word that is longer. @param {string} text @param {number} most */
function wordsWithin(text, most) {
  const at = text[most] === " " ? most : text.lastIndexOf(" ", most);
  return text.slice(0, at > most / 3 ? at : most);
}

/** Write a label at its place in a picture, whose pixels are device pixels on a canvas. @param {Surface} surface @param {Label} label @param {{left: number, top: number}} box @param {Look} look */
function written(surface, label, { left, top }, look) {
  if (!("drawImage" in surface)) return write(surface, label, left, top, look);
  const context = /** @type {CanvasRenderingContext2D} */ (surface);
  context.save();
  context.scale(look.unit, look.unit);
  write(context, label, left, top, look);
  context.restore();
}

/** Write a label with its halo; the pen's pixels are CSS pixels. @param {Surface} surface @param {Label} label @param {number} left @param {number} top @param {Look} look */
function write(surface, { lines, font, bold, width }, left, top, { ink, paper }) {
  surface.save();
  surface.font = fontOf(font, bold);
  surface.textAlign = "center";
  surface.textBaseline = "middle";
  surface.lineJoin = "round";
  surface.lineWidth = 2 * HALO;
  surface.strokeStyle = paper;
  surface.fillStyle = ink;
  surface.globalAlpha = 0.88;
  const each = (/** @type {(text: string, x: number, y: number) => void} */ draw) =>
    lines.forEach((line, j) => draw(line, left + width / 2, top + (j + 0.5) * font * LINE));
  each((text, x, y) => surface.strokeText(text, x, y));
  surface.globalAlpha = 1;
  each((text, x, y) => surface.fillText(text, x, y));
  surface.restore();
}

/** A thin line from the border of a node to its name that stands apart. @param {Surface} surface @param {{x: number, y: number}} at @param {number} radius @param {Box} box @param {Look} look */
function lead(surface, at, radius, box, { ink, unit }) {
  const x = Math.max(box.left, Math.min(box.right, at.x)), y = Math.max(box.top, Math.min(box.bottom, at.y));
  const part = Math.min(1, radius / (Math.hypot(x - at.x, y - at.y) || 1));
  surface.save();
  surface.globalAlpha = 0.55;
  surface.strokeStyle = ink;
  surface.lineWidth = unit;
  surface.setLineDash([]);
  surface.beginPath();
  surface.moveTo((at.x + (x - at.x) * part) * unit, (at.y + (y - at.y) * part) * unit);
  surface.lineTo(x * unit, y * unit);
  surface.stroke();
  surface.restore();
}

/** The box of a label below its node, above it, right or left of it, or apart. @param {Label} label @param {{x: number, y: number}} at @param {number} radius @returns {Box} */
function boxOf({ side, apart, width, height }, { x, y }, radius) {
  const gap = radius * 1.1 + 2;
  let left = side === 2 ? x + gap + 2 : side === 3 ? x - gap - 2 - width : x - width / 2;
  let top = side === 0 ? y + gap : side === 1 ? y - gap - height : y - height / 2;
  if (apart) [left, top] = [x + apart.x - width / 2, y + apart.y - height / 2];
  return { left, top, right: left + width, bottom: top + height };
}

/** @param {Box} box @param {Box[]} taken @param {number} space */
export function collides(box, taken, space) {
  for (const other of taken) {
    if (box.left < other.right + 2 * space && box.right > other.left - 2 * space &&
        box.top < other.bottom + space && box.bottom > other.top - space) return true;
  }
  return false;
}

/** @param {Scene} scene */
const isSmall = ({ width, height }) => width * height < SMALL_STAGE;

/** @param {Box} box @param {Scene} scene */
function leaves(box, scene) {
  return box.left < 2 || box.right > scene.width - 2 || box.top < 2 || box.bottom > scene.height - 2;
}

/** Whether a label would lie on a large node that is not its own, or too near to it. @param {Box} box @param {Obstacle[]} obstacles @param {number} own @param {number} clear */
function covers(box, obstacles, own, clear) {
  for (let j = 0; j < obstacles.length; j++) {
    const { node, x, y, radius } = obstacles[j];
    if (node === own) continue;
    const dx = x - Math.max(box.left, Math.min(box.right, x)), dy = y - Math.max(box.top, Math.min(box.bottom, y));
    if (dx * dx + dy * dy < (radius + (j < LARGEST ? clear : 0)) ** 2) return true;
  }
  return false;
}

/** @param {Scene} scene @returns {Obstacle[]} */
export function largeNodes(scene) {
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
export function fontOf(size, bold) {
  return `${bold ? 650 : 500} ${size}px system-ui, "Segoe UI", Roboto, sans-serif`;
}
