// Reads the columns that render/columns.py packs: the page's long lists of numbers and words.
// The shell calls it once, before anything is drawn. Leaves out which columns there are.

/**
 * @typedef {object} Packed
 * @property {number} count how many values
 * @property {number} planes bytes per number; 0 for words
 * @property {boolean} delta whether each number is the difference to the one before
 * @property {number} [low] a decimal is low + step * number
 * @property {number} [step]
 * @property {string} data deflate without a header, base64
 */

/**
 * Unpack whole numbers.
 * @param {Packed} column
 * @returns {Promise<Uint32Array>}
 */
export async function unpackIntegers(column) {
  const { count, planes, delta } = column;
  const bytes = await inflated(column.data);
  const numbers = new Uint32Array(count);
  for (let plane = 0; plane < planes && count > 0; plane++) {
    const start = plane * count;
    const factor = 2 ** (8 * plane);
    for (let i = 0; i < count; i++) numbers[i] += bytes[start + i] * factor;
  }
  if (delta) undoDifferences(numbers);
  return numbers;
}

/**
 * Unpack decimals.
 * @param {Packed} column
 * @returns {Promise<Float32Array>}
 */
export async function unpackDecimals(column) {
  const numbers = await unpackIntegers(column);
  const { low = 0, step = 1 } = column;
  const decimals = new Float32Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) decimals[i] = low + step * numbers[i];
  return decimals;
}

/**
 * Unpack words.
 * @param {Packed} column
 * @returns {Promise<string[]>}
 */
export async function unpackWords(column) {
  return JSON.parse(new TextDecoder().decode(await inflated(column.data)));
}

/**
 * A payload with every packed column unpacked; one without any comes back as it is.
 * @param {any} data
 */
export async function unpackPayload(data) {
  const { packed } = data;
  if (!packed) return data;
  const jobs = Object.entries(packed).flatMap(([part, columns]) =>
    Object.entries(columns).map(async ([name, column]) => {
      (part ? data[part] : data)[name] = await unpackColumn(column);
    }));
  await Promise.all(jobs);
  return data;
}

/** @param {any} column */
async function unpackColumn(column) {
  if (column.kind === "words") return unpackWords(column);
  if (column.kind === "decimals") return unpackDecimals(column);
  const numbers = await unpackIntegers(column);
  return column.less ? Int32Array.from(numbers, (n) => n - column.less) : numbers;
}

/** @param {Uint32Array} numbers zigzag differences in, running sums out */
function undoDifferences(numbers) {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) {
    const folded = numbers[i];
    sum += folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2;
    numbers[i] = sum;
  }
}

/**
 * @param {string} text base64 of raw deflate
 * @returns {Promise<Uint8Array>}
 */
async function inflated(text) {
  if (text === "") return new Uint8Array(0);
  const letters = atob(text);
  const packed = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) packed[i] = letters.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
