// A surface that writes SVG: it knows the drawing methods of a 2-D canvas that the picture uses, so that
// the same code draws the screen, the saved picture and the print.

import { element } from "./symbols.js";

/**
 * What the picture is drawn on: a canvas's context or an SvgPen. Only a canvas can copy pictures.
 * @typedef {Pick<CanvasRenderingContext2D, "save" | "restore" | "beginPath" | "closePath" | "moveTo" | "lineTo" | "arc" |
 *   "rect" | "clip" | "stroke" | "fill" | "fillText" | "strokeText" | "setLineDash" | "translate" | "rotate" | "globalAlpha" |
 *   "strokeStyle" | "fillStyle" | "lineWidth" | "lineJoin" | "font" | "textAlign" | "textBaseline">} Surface
 */

const BASELINES = { top: 0.8, middle: 0.35, alphabetic: 0 };
const ANCHORS = { left: "start", center: "middle", right: "end" };

/** @implements {Surface} */
export class SvgPen {
  /** @param {number} width @param {number} height */
  constructor(width, height) {
    this.root = element("svg", { viewBox: `0 0 ${width} ${height}`, width, height });
    /** @type {string[]} */
    this.path = [];
    /** @type {State[]} */
    this.saved = [];
    this.globalAlpha = 1;
    /** @type {string | CanvasGradient | CanvasPattern} */
    this.strokeStyle = "#000";
    /** @type {string | CanvasGradient | CanvasPattern} */
    this.fillStyle = "#000";
    this.lineWidth = 1;
    /** @type {CanvasLineJoin} */
    this.lineJoin = "miter";
    this.font = "12px sans-serif";
    /** @type {CanvasTextAlign} */
    this.textAlign = "left";
    /** @type {CanvasTextBaseline} */
    this.textBaseline = "alphabetic";
    /** @type {number[]} */
    this.dash = [];
    this.moves = "";
    this.clips = 0;
    /** Where drawing goes. @type {SVGElement} */
    this.group = this.root;
  }

  /** @typedef {Pick<SvgPen, "globalAlpha" | "strokeStyle" | "fillStyle" | "lineWidth" | "lineJoin" | "font" | "textAlign" | "textBaseline" | "dash" | "moves" | "group">} State */

  save() {
    const { globalAlpha, strokeStyle, fillStyle, lineWidth, lineJoin, font, textAlign, textBaseline, dash, moves, group } = this;
    this.saved.push({ globalAlpha, strokeStyle, fillStyle, lineWidth, lineJoin, font, textAlign, textBaseline, dash, moves, group });
  }

  restore() {
    Object.assign(this, this.saved.pop());
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    this.moves += `translate(${short(x)} ${short(y)})`;
  }

  /** @param {number} angle in radians */
  rotate(angle) {
    this.moves += `rotate(${short((angle * 180) / Math.PI)})`;
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = dash;
  }

  beginPath() {
    this.path = [];
  }

  closePath() {
    this.path.push("Z");
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.path.push(`M${short(x)} ${short(y)}`);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.path.push(`${this.path.length && this.path.at(-1) !== "Z" ? "L" : "M"}${short(x)} ${short(y)}`);
  }

  /** A whole circle, the only arc that the picture draws. @param {number} x @param {number} y @param {number} radius */
  arc(x, y, radius) {
    const r = short(radius), across = short(2 * radius);
    this.path.push(`M${short(x + radius)} ${short(y)}a${r} ${r} 0 1 0 -${across} 0a${r} ${r} 0 1 0 ${across} 0`);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.path.push(`M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`);
  }

  /** What is drawn until the next restore is seen only inside the path. */
  clip() {
    const id = `clip-${this.clips++}`, shape = element("clipPath", { id });
    shape.append(element("path", { d: this.path.join("") }));
    const group = element("g", { "clip-path": `url(#${id})`, ...(this.moves ? { transform: this.moves } : {}) });
    this.group.append(shape, group);
    this.group = group;
    this.moves = "";
  }

  /** Name the whole, for those who hear it. @param {string} words */
  title(words) {
    const made = element("title", {});
    made.textContent = words;
    this.root.prepend(made);
  }

  stroke() {
    this.add("path", { d: this.path.join(""), fill: "none", ...this.line() });
  }

  fill() {
    this.add("path", { d: this.path.join(""), fill: String(this.fillStyle) });
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    this.write(text, x, y, { fill: String(this.fillStyle) });
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.write(text, x, y, { fill: "none", ...this.line() });
  }

  /** @param {string} text @param {number} x @param {number} y @param {Record<string, string | number>} look */
  write(text, x, y, look) {
    const [, weight, size, family] = /^(?:(\w+) )?([\d.]+)px (.*)$/.exec(this.font) ?? ["", "", "12", "sans-serif"];
    const lower = BASELINES[/** @type {keyof BASELINES} */ (this.textBaseline)] ?? 0;
    const anchor = ANCHORS[/** @type {keyof ANCHORS} */ (this.textAlign)] ?? "start";
    const place = { x: short(x), y: short(y + lower * Number(size)), "text-anchor": anchor };
    const made = this.add("text", { ...place, "font-size": size, "font-weight": weight || 400, "font-family": family, ...look });
    if (made) made.textContent = text;
  }

  /** @returns {Record<string, string | number>} */
  line() {
    const line = { stroke: String(this.strokeStyle), "stroke-width": short(this.lineWidth), "stroke-linejoin": this.lineJoin };
    return this.dash.length ? { ...line, "stroke-dasharray": this.dash.map(short).join(" ") } : line;
  }

  /** @param {string} tag @param {Record<string, string | number>} attributes */
  add(tag, attributes) {
    if (attributes.d === "") return null;
    const made = element(tag, attributes);
    if (this.globalAlpha < 1) made.setAttribute("opacity", String(short(this.globalAlpha)));
    if (this.moves) made.setAttribute("transform", this.moves);
    this.group.append(made);
    return made;
  }

  /** The whole as text. */
  text() {
    return new XMLSerializer().serializeToString(this.root);
  }
}

/** A number with as many decimals as an eye sees. @param {number} value */
const short = (value) => Math.round(value * 100) / 100;
