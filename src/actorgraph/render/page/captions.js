// Labels of one size at every zoom, the most important first, none on top of another.

const SIZE = 12.5;
const LINE = 14;
const LONGEST_LINE = 20;
const MOST = 400;

/** A name in one or two lines. @param {string} name */
export function linesOf(name) {
  if (name.length <= LONGEST_LINE) return [name];
  const at = name.lastIndexOf(" ", LONGEST_LINE);
  const first = at > 4 ? name.slice(0, at) : name.slice(0, LONGEST_LINE);
  const rest = name.slice(first.length).trim();
  return [first, rest.length > LONGEST_LINE ? `${rest.slice(0, LONGEST_LINE - 1).trimEnd()}…` : rest];
}

/** @typedef {{x: number, y: number, r: number}} Place of a node */
/** @typedef {[number, number, number, number]} Box left, top, right, bottom */

/**
 * Draw labels on a canvas whose coordinates are CSS pixels.
 * @param {CanvasRenderingContext2D} context
 * @param {Iterable<number>} order nodes, the most important first
 * @param {{name: (i: number) => string, at: (i: number) => Place | null,
 *   faded: (i: number) => boolean, strong: (i: number) => boolean, width: number, height: number,
 *   ink: string, paper: string}} how
 */
export function drawLabels(context, order, how) {
  const taken = new TakenCells(48);
  let drawn = 0;
  const shown = [...order];
  for (const i of shown) {
    const place = how.at(i);
    if (place && place.r > 2) taken.add([place.x - place.r, place.y - place.r, place.x + place.r, place.y + place.r]);
  }
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  for (const i of shown) {
    if (drawn >= MOST) break;
    const place = how.at(i);
    if (!place || place.x < -80 || place.y < -40 || place.x > how.width + 80 || place.y > how.height + 20) continue;
    const strong = how.strong(i);
    context.font = `${strong ? 650 : 450} ${SIZE}px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif`;
    const lines = linesOf(how.name(i));
    const width = Math.max(...lines.map((line) => context.measureText(line).width));
    const spot = spots(place, width, lines.length * LINE).find((one) => !taken.hits(one.box)) ?? (strong ? spots(place, width, lines.length * LINE)[0] : null);
    if (!spot) continue;
    taken.add(spot.box);
    drawn++;
    context.globalAlpha = how.faded(i) ? 0.16 : 1;
    context.strokeStyle = how.paper;
    context.lineWidth = 3.5;
    context.fillStyle = how.ink;
    lines.forEach((line, j) => {
      const y = spot.top + (j + 1) * LINE - 3;
      context.strokeText(line, spot.x, y);
      context.fillText(line, spot.x, y);
    });
  }
  context.globalAlpha = 1;
}

/** Where a label can stand: under its node, over it, right of it, left of it. @param {Place} place @param {number} width @param {number} height @returns {{x: number, top: number, box: Box}[]} */
function spots({ x, y, r }, width, height) {
  /** @param {number} middle @param {number} top @returns {{x: number, top: number, box: Box}} */
  const at = (middle, top) => ({ x: middle, top, box: [middle - width / 2 - 2, top, middle + width / 2 + 2, top + height] });
  const aside = r + 5 + width / 2;
  return [at(x, y + r + 2), at(x, y - r - height - 2), at(x + aside, y - height / 2), at(x - aside, y - height / 2)];
}

/** Which cells of a grid are taken by boxes. */
class TakenCells {
  /** @param {number} size */
  constructor(size) {
    this.size = size;
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
  }

  /** @param {Box} box */
  *keys([left, top, right, bottom]) {
    for (let x = Math.floor(left / this.size); x <= Math.floor(right / this.size); x++) {
      for (let y = Math.floor(top / this.size); y <= Math.floor(bottom / this.size); y++) yield x * 65536 + y;
    }
  }

  /** @param {Box} box */
  hits(box) {
    for (const key of this.keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return true;
      }
    }
    return false;
  }

  /** @param {Box} box */
  add(box) {
    for (const key of this.keys(box)) {
      const there = this.cells.get(key);
      if (there) there.push(box);
      else this.cells.set(key, [box]);
    }
  }
}
