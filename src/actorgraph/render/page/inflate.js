// Unpack what the page carries packed, at once and not later: DEFLATE as RFC 1951 defines it.

const LONGEST_CODE = 15;
const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** @typedef {{counts: number[], symbols: number[]}} Code how many codes have each length, and their symbols in order */

/** The text that is packed as raw DEFLATE in base64. @param {string} packed */
export function inflated(packed) {
  const bytes = Uint8Array.from(atob(packed), (one) => one.charCodeAt(0)), out = /** @type {number[]} */ ([]);
  const reader = new Reader(bytes);
  let isLast = 0;
  while (!isLast) {
    isLast = reader.bits(1);
    const kind = reader.bits(2);
    if (kind === 0) reader.stored(out);
    else unpack(reader, out, ...(kind === 1 ? fixed() : dynamic(reader)));
  }
  return new TextDecoder().decode(Uint8Array.from(out));
}

/** Bits from bytes, the lowest first. */
class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = this.held = this.count = 0;
  }

  /** @param {number} count at most 16 */
  bits(count) {
    while (this.count < count) {
      this.held |= this.bytes[this.at++] << this.count;
      this.count += 8;
    }
    const value = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.count -= count;
    return value;
  }

  /** @param {Code} code */
  symbol({ counts, symbols }) {
    let value = 0, first = 0, index = 0;
    for (let length = 1; length <= LONGEST_CODE; length++) {
      value |= this.bits(1);
      if (value - counts[length] < first) return symbols[index + value - first];
      index += counts[length];
      first = (first + counts[length]) << 1;
      value <<= 1;
    }
    throw new Error("what the page knows about names is damaged");
  }

  /** A block that is not packed. @param {number[]} out */
  stored(out) {
    this.held = this.count = 0;
    const size = this.bytes[this.at] | (this.bytes[this.at + 1] << 8);
    for (const byte of this.bytes.subarray(this.at + 4, this.at + 4 + size)) out.push(byte);
    this.at += 4 + size;
  }
}

/** A code by the lengths of its symbols. @param {number[]} lengths @returns {Code} */
function codeOf(lengths) {
  const counts = new Array(LONGEST_CODE + 1).fill(0), next = [0, 0], symbols = /** @type {number[]} */ ([]);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  for (let length = 1; length < LONGEST_CODE; length++) next[length + 1] = next[length] + counts[length];
  lengths.forEach((length, symbol) => { if (length) symbols[next[length]++] = symbol; });
  return { counts, symbols };
}

/** The codes of a block that names none. @returns {[Code, Code]} */
function fixed() {
  return [codeOf(Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8))), codeOf(new Array(30).fill(5))];
}

/** The codes that a block begins with. @param {Reader} reader @returns {[Code, Code]} */
function dynamic(reader) {
  const count = reader.bits(5) + 257, distances = reader.bits(5) + 1, kinds = reader.bits(4) + 4;
  const short = new Array(ORDER.length).fill(0);
  for (let at = 0; at < kinds; at++) short[ORDER[at]] = reader.bits(3);
  const code = codeOf(short), lengths = /** @type {number[]} */ ([]);
  while (lengths.length < count + distances) {
    const symbol = reader.symbol(code);
    if (symbol < 16) lengths.push(symbol);
    else {
      const before = symbol === 16 ? lengths[lengths.length - 1] : 0;
      const times = symbol === 16 ? 3 + reader.bits(2) : symbol === 17 ? 3 + reader.bits(3) : 11 + reader.bits(7);
      for (let n = 0; n < times; n++) lengths.push(before);
    }
  }
  return [codeOf(lengths.slice(0, count)), codeOf(lengths.slice(count))];
}

/** @param {Reader} reader @param {number[]} out @param {Code} literals @param {Code} places */
function unpack(reader, out, literals, places) {
  for (let symbol = reader.symbol(literals); symbol !== 256; symbol = reader.symbol(literals)) {
    if (symbol < 256) {
      out.push(symbol);
      continue;
    }
    const length = LENGTHS[symbol - 257] + reader.bits(LENGTH_BITS[symbol - 257]), place = reader.symbol(places);
    const from = out.length - DISTANCES[place] - reader.bits(place < 2 ? 0 : (place >> 1) - 1);
    for (let n = 0; n < length; n++) out.push(out[from + n]);
  }
}
