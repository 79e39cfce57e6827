// The part of the layout that is in view: converts positions in the layout to positions on the screen
// and back. The canvas has one camera, and all that draws or looks for a node uses it.

/** @typedef {{x: number, y: number, scale: number}} Place centre of the view in the layout, and its scale */
/** @typedef {{x: number, y: number, span: number}} Framing what is seen of the layout on a screen of any size: centre, and extent along the shorter side */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

const MARGIN = 0.06;
const CLOSEST = 4;
const EMPTIEST = 500;
const FARTHEST = 0.5;
/** So much of the largest scale is used to show the whole: three nodes fill the stage and stay nodes. */
const MOST_AT_FIRST = 0.6;
/** So many pixels the whole takes where the stage has them, however close together a layout of few is. */
const AT_LEAST = 520;

/** The view onto the layout, in CSS pixels. */
export class Camera {
  /** @param {Box} bounds of the whole layout @param {number} spacing from node to node in it */
  constructor(bounds, spacing) {
    this.bounds = bounds;
    /** The largest scale; beyond it hardly a node is in view. */
    const extent = Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top, 1);
    this.closest = Math.max(Math.min(CLOSEST, Math.max(1, EMPTIEST / spacing)), AT_LEAST / extent / MOST_AT_FIRST);
    this.width = 1;
    this.height = 1;
    /** How much of the view something hides, from below: a node that is looked at lies above it. */
    this.covered = 0;
    this.scale = 1;
    this.left = 0;
    this.top = 0;
  }

  /** @param {number} width @param {number} height */
  resize(width, height) {
    const place = this.place();
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    this.go(place);
  }

  /** The height that nothing hides. */
  get free() {
    return Math.max(1, this.height - this.covered);
  }

  /** The scale at which the whole layout fits. */
  get whole() {
    return this.scaleFor(this.bounds);
  }

  /** @param {Box} box @returns {number} */
  scaleFor(box) {
    const room = 1 - 2 * MARGIN;
    const wide = (this.width * room) / Math.max(box.right - box.left, 1);
    return Math.min(wide, (this.free * room) / Math.max(box.bottom - box.top, 1), this.closest * MOST_AT_FIRST);
  }

  /** @param {Box} box */
  fit(box) {
    this.go({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, scale: this.scaleFor(box) });
  }

  /** @returns {Place} */
  place() {
    return { x: (this.width / 2 - this.left) / this.scale, y: (this.free / 2 - this.top) / this.scale, scale: this.scale };
  }

  /** @param {Place} place */
  go({ x, y, scale }) {
    this.scale = Math.min(this.closest, Math.max(this.whole * FARTHEST, scale));
    this.left = this.width / 2 - x * this.scale;
    this.top = this.free / 2 - y * this.scale;
  }

  /** @returns {Framing} */
  get framing() {
    const { x, y, scale } = this.place();
    return { x, y, span: Math.min(this.width, this.height) / scale };
  }

  /** @param {Framing} framing @returns {Place} */
  placeOf({ x, y, span }) {
    return { x, y, scale: Math.min(this.width, this.height) / span };
  }

  /** @param {number} dx @param {number} dy in pixels */
  pan(dx, dy) {
    this.left += dx;
    this.top += dy;
  }

  /** Zoom about a point of the screen, which stays where it is. @param {number} factor @param {number} px @param {number} py */
  zoom(factor, px, py) {
    const scale = Math.min(this.closest, Math.max(this.whole * FARTHEST, this.scale * factor));
    const real = scale / this.scale;
    this.left = px + (this.left - px) * real;
    this.top = py + (this.top - py) * real;
    this.scale = scale;
  }
}

/**
 * The box around some nodes; all of them when none is wanted.
 * @param {ArrayLike<number>} x @param {ArrayLike<number>} y @param {number} count
 * @param {ArrayLike<number> | null} wanted 0 leaves a node out
 * @returns {Box}
 */
export function boxAround(x, y, count, wanted) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let i = 0; i < count; i++) {
    if (wanted && !wanted[i]) continue;
    if (x[i] < box.left) box.left = x[i];
    if (x[i] > box.right) box.right = x[i];
    if (y[i] < box.top) box.top = y[i];
    if (y[i] > box.bottom) box.bottom = y[i];
  }
  if (box.left <= box.right) return box;
  return wanted ? boxAround(x, y, count, null) : { left: 0, top: 0, right: 1, bottom: 1 };
}
