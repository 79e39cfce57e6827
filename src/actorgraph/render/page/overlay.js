// What lies over the lines and nodes of a picture: names, the words along lines, and how many relations
// a line stands for. The canvas and the saved picture draw the same.

import { Captions, drawBadge, placeOfBadge } from "./captions.js";
import { Labels, largeNodes } from "./labels.js";
import { money } from "./money.js";
import { CONTESTED, EDGE_STYLES } from "./palette.js";

/** @import { Look, Scene } from "./labels.js" */
/** @import { Model } from "./model.js" */
/** @import { Painter } from "./painter.js" */
/** @import { Surface } from "./svgpen.js" */
/** @import { Marks } from "./viewer.js" */

/** Beyond so many lines they say nothing by themselves, and nobody counts the parallel ones. */
const MOST_TELLING = 600;
const MOST_CAPTIONS = 60;
/** So few lines all say what they are. */
const FEW = 30;
/** The half side of the square of a node that words along lines keep off, in radii. */
const CORE = 0.75;

export class Overlay {
  /** @param {Model} model @param {Painter} painter @param {(edges: number[]) => string} words of a line */
  constructor(model, painter, words) {
    this.model = model;
    this.painter = painter;
    this.words = words;
    this.labels = new Labels();
    this.captions = new Captions();
    /** @type {Map<number, number>} Lines that say how many relations they stand for, and where on them. */
    this.counted = new Map();
  }

  /** Choose what is written for a camera that rests. @param {Scene} scene @param {{scale: number, left: number, top: number}} camera @param {Marks} marks */
  choose(scene, camera, marks) {
    const { painter, labels, captions } = this;
    const lines = painter.drawnLines.length > MOST_TELLING ? [] : painter.drawnLines.filter((k) => this.stands(k, marks));
    const counted = lines.filter((k) => painter.links.edges(k).length > 1);
    const told = this.isAbout(marks) || lines.length <= FEW ? lines : lines.filter((k) => k >= this.model.m || this.wide(k) > 0);
    const spoken = told.slice(0, MOST_CAPTIONS).map((k) => ({ k, ...this.between(k, camera), text: this.words(this.litOf(k, marks)), wide: this.wide(k) }));
    const kept = [...(scene.reserved ?? []), ...largeNodes(scene).map(({ x, y, radius: r }) => ({ left: x - r * CORE, top: y - r * CORE, right: x + r * CORE, bottom: y + r * CORE }))];
    const worded = spoken.filter(({ text }) => text), isFirst = told === lines && worded.length <= FEW;
    const taken = [...kept];
    // Names find room beside the words of few lines, and words of many lines where names leave it.
    if (!isFirst) { labels.choose(scene); taken.push(...labels.boxes(scene)); }
    const placed = new Set(captions.place(worded, scene, taken));
    if (isFirst) labels.choose({ ...scene, reserved: [...(scene.reserved ?? []), ...taken.slice(kept.length)] });
    // The words along a line count its relations.
    const unworded = counted.filter((k) => !worded.some((one) => one.k === k && placed.has(one))), covered = [...taken, ...labels.boxes(scene)];
    this.counted = new Map(unworded.map((k) => [k, placeOfBadge(this.between(k, camera), covered)]));
  }

  /** The relations of a line that stand out, or all of them. @param {number} k @param {Marks} marks */
  litOf(k, { lit }) {
    const edges = this.painter.links.edges(k);
    const own = lit ? edges.filter((one) => lit.has(one)) : edges;
    return own.length ? own : edges;
  }

  /** Whether somebody or something is chosen. @param {Marks} marks */
  isAbout({ selected, path, lit }) {
    return selected !== null || path.length > 0 || lit !== null;
  }

  /** @param {number} k @param {Marks} marks */
  stands(k, { near, lit }) {
    return !near || this.painter.isLit(k, lit, near);
  }

  /** How wide a line is at most, where its width tells of money. @param {number} k */
  wide(k) {
    return Math.max(0, ...(money.shown?.width(this.model, this.painter.links.edges(k)) ?? []));
  }

  /** The course of a line and the radii at its ends, in CSS pixels. @param {number} k @param {{scale: number, left: number, top: number}} camera */
  between(k, camera) {
    const { source, target } = this.model;
    const radius = (/** @type {number} */ i) => this.painter.radius(i, camera.scale);
    return { course: this.painter.course(k, camera, 1), radii: /** @type {[number, number]} */ ([radius(source[k]), radius(target[k])]) };
  }

  /** @param {Surface} surface in device pixels @param {Scene} scene @param {{scale: number, left: number, top: number}} camera @param {Look & {dark: boolean}} look @param {boolean} rests whether the camera is that for which it was chosen */
  draw(surface, scene, camera, look, rests) {
    if (rests) {
      for (const [k, place] of this.counted) this.count(surface, k, place, camera, look);
      this.captions.draw(surface, look);
    }
    this.labels.draw(surface, scene, look);
  }

  /** @param {Surface} surface @param {number} k @param {number} place on the line @param {{scale: number, left: number, top: number}} camera @param {Look & {dark: boolean}} look */
  count(surface, k, place, camera, look) {
    const { links } = this.painter;
    const { color, dark } = EDGE_STYLES[links.hidesDispute(k) ? CONTESTED : this.model.style[k]];
    drawBadge(surface, { ...this.between(k, camera), place, count: links.edges(k).length, colour: look.dark ? dark : color }, look);
  }
}
