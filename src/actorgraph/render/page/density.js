// Draws very many edges and nodes as an image of their density. Past a few thousand edges, lines drawn
// one over another become a black knot. Here every edge adds a little ink to the pixels that it crosses,
// and the ink is turned into colour at the end: dense places stay distinguishable from very dense ones.
// The painter uses it where too many edges are in view.

/** @typedef {[number, number, number]} Colour */

const LINE_REACH = 140;
const TONES = 1024;
const FULL = 5;

/** The ink of one picture, in device pixels. */
export class Density {
  /** @param {number} width @param {number} height */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    /** One column and one row more than the picture, so that the soft side of a line needs no test. */
    this.stride = width + 2;
    /** @type {Map<string, {colour: Colour, ink: Float32Array}>} */
    this.layers = new Map();
  }

  /** The ink of one colour. @param {string} colour @returns {Float32Array} */
  layer(colour) {
    let layer = this.layers.get(colour);
    if (!layer) {
      layer = { colour: channels(colour), ink: new Float32Array(this.stride * (this.height + 2)) };
      this.layers.set(colour, layer);
    }
    return layer.ink;
  }

  /**
   * Draw a soft line one pixel wide. Long lines are weaker, because they cover more.
   * @param {Float32Array} ink @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1
   * @param {number} weight
   */
  line(ink, x0, y0, x1, y1, weight) {
    const dx = x1 - x0, dy = y1 - y0;
    const length = Math.sqrt(dx * dx + dy * dy);
    const strength = length > LINE_REACH ? (weight * LINE_REACH) / length : weight;
    const { width, height, stride } = this;
    if (Math.abs(dx) >= Math.abs(dy)) sweep(ink, x0, y0, x1, y1, width, height, 1, stride, strength);
    else sweep(ink, y0, x0, y1, x1, height, width, stride, 1, strength);
  }

  /**
   * The picture: the ink of all colours on paper.
   * @param {string} paper @param {number} strength of all ink, from 0 to 1
   * @returns {ImageData}
   */
  developed(paper, strength) {
    const image = new ImageData(this.width, this.height);
    const ground = channels(paper);
    const layers = [...this.layers.values()];
    const single = layers.length === 1;
    const tone = toneCurve(layers, strength);
    const { data } = image;
    for (let y = 0, p = 0; y < this.height; y++) {
      for (let x = 0, q = y * this.stride; x < this.width; x++, q++, p += 4) {
        let total = 0, red = 0, green = 0, blue = 0;
        for (const { colour, ink } of layers) {
          const here = ink[q];
          if (here === 0) continue;
          total += here;
          red += here * colour[0];
          green += here * colour[1];
          blue += here * colour[2];
        }
        let cover = 0;
        if (total > 0) {
          cover = tone.curve[Math.min(TONES - 1, (total * tone.steps) | 0)];
          if (single) [red, green, blue] = layers[0].colour;
          else { red /= total; green /= total; blue /= total; }
        }
        data[p] = ground[0] + (red - ground[0]) * cover;
        data[p + 1] = ground[1] + (green - ground[1]) * cover;
        data[p + 2] = ground[2] + (blue - ground[2]) * cover;
        data[p + 3] = 255;
      }
    }
    return image;
  }
}

/**
 * Draw a small disc with a soft border on a finished picture.
 * @param {ImageData} image @param {number} x @param {number} y @param {number} radius
 * @param {Colour} colour @param {number} strength from 0 to 1
 */
export function speck(image, x, y, radius, colour, strength) {
  const { data, width, height } = image;
  const top = Math.max(0, Math.floor(y - radius)), bottom = Math.min(height - 1, Math.ceil(y + radius));
  const left = Math.max(0, Math.floor(x - radius)), right = Math.min(width - 1, Math.ceil(x + radius));
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const dx = column + 0.5 - x, dy = row + 0.5 - y;
      const inside = radius + 0.5 - Math.sqrt(dx * dx + dy * dy);
      if (inside <= 0) continue;
      const cover = (inside < 1 ? inside : 1) * strength;
      const p = (row * width + column) * 4;
      data[p] += (colour[0] - data[p]) * cover;
      data[p + 1] += (colour[1] - data[p + 1]) * cover;
      data[p + 2] += (colour[2] - data[p + 2]) * cover;
    }
  }
}

/** The red, green and blue of a colour written as #rrggbb. @param {string} colour @returns {Colour} */
export function channels(colour) {
  const bits = parseInt(colour.slice(1), 16);
  return [bits >> 16, (bits >> 8) & 255, bits & 255];
}

/**
 * Go along the longer axis `a` pixel by pixel, and divide the ink between the two pixels across it.
 * @param {Float32Array} ink @param {number} a0 @param {number} b0 @param {number} a1 @param {number} b1
 * @param {number} alongMost @param {number} acrossMost size of the picture along and across
 * @param {number} along @param {number} across distance in memory of neighbours along and across
 * @param {number} weight
 */
function sweep(ink, a0, b0, a1, b1, alongMost, acrossMost, along, across, weight) {
  if (a0 > a1) [a0, b0, a1, b1] = [a1, b1, a0, b0];
  const slope = a1 > a0 ? (b1 - b0) / (a1 - a0) : 0;
  let first = Math.max(0, Math.ceil(a0)), last = Math.min(alongMost - 1, Math.floor(a1));
  if (slope !== 0) {
    const enter = a0 - b0 / slope, leave = a0 + (acrossMost - 1 - b0) / slope;
    first = Math.max(first, Math.ceil(Math.min(enter, leave)));
    last = Math.min(last, Math.floor(Math.max(enter, leave)));
  } else if (b0 < 0 || b0 > acrossMost - 1) return;
  let b = b0 + (first - a0) * slope;
  for (let a = first; a <= last; a++, b += slope) {
    // Rounding can carry the last step just over the border; the spare row takes it.
    const floor = b < 0 ? 0 : b | 0;
    const share = (b - floor) * weight;
    const p = a * along + floor * across;
    ink[p] += weight - share;
    ink[p + across] += share;
  }
}

/**
 * Turn ink into opacity, so that a single line stays visible and dense places stay distinguishable.
 * @param {{ink: Float32Array}[]} layers @param {number} strength
 */
function toneCurve(layers, strength) {
  let sum = 0, inked = 0;
  for (const { ink } of layers) {
    for (let p = 0; p < ink.length; p += 7) if (ink[p] > 0) { sum += ink[p]; inked++; }
  }
  const mean = inked ? sum / inked : 1;
  const contrast = Math.min(0.5, Math.max(0.02, 0.42 / mean));
  const curve = new Float32Array(TONES);
  const steps = TONES / (FULL / contrast);
  for (let t = 0; t < TONES; t++) curve[t] = strength * 0.8 * (1 - Math.exp((-(t + 0.5) / steps) * contrast));
  return { curve, steps };
}
