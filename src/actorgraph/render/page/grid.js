// A grid of square cells with the nodes in each, to find the nodes in a box without a look at all of them.

const PER_CELL = 4;

/** The nodes by cell. They do not move, so the grid is built once. */
export class Grid {
  /**
   * @param {ArrayLike<number>} x @param {ArrayLike<number>} y @param {number} count
   * @param {{left: number, top: number, right: number, bottom: number}} box around all of them
   */
  constructor(x, y, count, box) {
    const wide = Math.max(box.right - box.left, 1e-6);
    const high = Math.max(box.bottom - box.top, 1e-6);
    this.box = box;
    this.cell = Math.max(Math.sqrt((wide * high * PER_CELL) / Math.max(count, 1)), Math.max(wide, high) / 2000);
    this.columns = Math.floor(wide / this.cell) + 1;
    this.rows = Math.floor(high / this.cell) + 1;
    this.from = new Uint32Array(this.columns * this.rows + 1);
    this.nodes = new Uint32Array(count);
    const cellOf = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      cellOf[i] = this.column(x[i]) + this.row(y[i]) * this.columns;
      this.from[cellOf[i] + 1]++;
    }
    for (let c = 0; c < this.columns * this.rows; c++) this.from[c + 1] += this.from[c];
    const next = this.from.slice();
    for (let i = 0; i < count; i++) this.nodes[next[cellOf[i]]++] = i;
  }

  /** @param {number} x */
  column(x) {
    return Math.max(0, Math.min(this.columns - 1, Math.floor((x - this.box.left) / this.cell)));
  }

  /** @param {number} y */
  row(y) {
    return Math.max(0, Math.min(this.rows - 1, Math.floor((y - this.box.top) / this.cell)));
  }

  /**
   * Visit every node in the cells that a box touches.
   * @param {{left: number, top: number, right: number, bottom: number}} box
   * @param {(node: number) => void} visit
   */
  within(box, visit) {
    const last = this.column(box.right);
    for (let row = this.row(box.top); row <= this.row(box.bottom); row++) {
      for (let column = this.column(box.left); column <= last; column++) {
        const cell = column + row * this.columns;
        for (let j = this.from[cell]; j < this.from[cell + 1]; j++) visit(this.nodes[j]);
      }
    }
  }
}
