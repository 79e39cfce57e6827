// Keeps written names as pictures on one canvas, so that a picture that moves copies them. All new names
// of a frame are written before the first is copied: a canvas that is written to and read in turn is
// copied whole each time.

/** @typedef {{x: number, y: number, width: number, height: number}} Slot in device pixels */

const WIDTH = 1024;
const HEIGHT = 768;

/** Names as pictures, in device pixels. */
export class Nameplates {
  constructor() {
    /** @type {CanvasRenderingContext2D | null} */
    this.pen = null;
    /** @type {Map<string, Slot>} */
    this.slots = new Map();
    /** The free place in the last row, and how high that row is. */
    this.free = { x: 0, y: 0, height: 0 };
  }

  forget() {
    const { pen } = this;
    this.slots.clear();
    this.free = { x: 0, y: 0, height: 0 };
    pen?.clearRect(0, 0, pen.canvas.width, pen.canvas.height);
  }

  /** Make room for the names of another picture, if hardly any is left. @param {number} unit device pixels per CSS pixel */
  renew(unit) {
    if (this.free.y > (HEIGHT * unit) / 2) this.forget();
  }

  /**
   * Where a name is; null where there is no room for it.
   * @param {string} key @param {{width: number, height: number}} size in CSS pixels @param {number} unit
   * @param {(pen: CanvasRenderingContext2D) => void} write writes it, at the origin and in CSS pixels
   * @returns {Slot | null}
   */
  slot(key, size, unit, write) {
    const known = this.slots.get(key);
    if (known) return known;
    const pen = (this.pen ??= penOf(unit));
    const slot = this.take(Math.ceil(size.width * unit) + 1, Math.ceil(size.height * unit), pen.canvas);
    if (!slot) return null;
    this.slots.set(key, slot);
    pen.setTransform(unit, 0, 0, unit, slot.x, slot.y);
    write(pen);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    return slot;
  }

  /** @param {number} width @param {number} height @param {HTMLCanvasElement} canvas @returns {Slot | null} */
  take(width, height, canvas) {
    let { x, y, height: row } = this.free;
    if (x + width > canvas.width) [x, y, row] = [0, y + row, 0];
    if (width > canvas.width || y + height > canvas.height) return null;
    this.free = { x: x + width, y, height: Math.max(row, height) };
    return { x, y, width, height };
  }

  /** @param {CanvasRenderingContext2D} context @param {Slot} slot @param {number} left @param {number} top */
  copy(context, { x, y, width, height }, left, top) {
    if (this.pen) context.drawImage(this.pen.canvas, x, y, width, height, left, top, width, height);
  }
}

/** @param {number} unit */
function penOf(unit) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(WIDTH * unit);
  canvas.height = Math.round(HEIGHT * unit);
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}
