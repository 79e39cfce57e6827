// Where new nodes go: on rings around somebody who is there, on the side that is free. Whoever has a
// place keeps it, also while they are not shown, so that the picture stays calm.

/** @typedef {{x: number, y: number}} Point */

/** From node to node, across and down: a name has room beside its node. */
const ACROSS = 118, DOWN = 56;
/** How close two may come, in these steps. */
const CLOSEST = 0.92;
const FIRST_RING = 1.25;
/** From all that is drawn to somebody whom nothing links with it. */
const APART = 3;

/**
 * Give a place to each node that has none.
 * @param {string[]} ids
 * @param {number[][]} lines pairs of numbers of ids
 * @param {Map<string, Point>} places are added to
 * @param {string[]} [centers] ids around which others are placed first
 */
export function place(ids, lines, places, centers = []) {
  const near = linked(ids.length, lines);
  const taken = new Taken(places.values());
  const numbers = new Map(ids.map((id, i) => [id, i]));
  const order = [...centers.map((id) => numbers.get(id)).filter((i) => i !== undefined), ...ids.keys()];
  let center = order.find((i) => places.has(ids[i]));
  for (const i of order) {
    if (!places.has(ids[i]) && !near[i].some((other) => places.has(ids[other]))) {
      if (center !== undefined && near[i].length && !centers.includes(ids[i])) continue;
      put(ids[i], taken.apart(), places, taken);
      center ??= i;
    }
    spread(ids, near, i, places, taken);
  }
  for (const i of ids.keys()) if (!places.has(ids[i])) put(ids[i], taken.apart(), places, taken);
}

/** Place somebody, and all who are linked with them and have no place, and so on. @param {string[]} ids @param {number[][]} near @param {number} from @param {Map<string, Point>} places @param {Taken} taken */
function spread(ids, near, from, places, taken) {
  const waiting = [from];
  for (let at = 0; at < waiting.length; at++) {
    const i = waiting[at], there = places.get(ids[i]);
    if (!there) continue;
    const out = outward(there, near[i].map((other) => places.get(ids[other])).filter((one) => one !== undefined), taken);
    for (const other of near[i]) {
      if (places.has(ids[other])) continue;
      put(ids[other], taken.beside(there, out), places, taken);
      waiting.push(other);
    }
  }
}

/** @param {string} id @param {Point} point @param {Map<string, Point>} places @param {Taken} taken */
function put(id, point, places, taken) {
  places.set(id, point);
  taken.add(point);
}

/** The angle that leads away from those who are there. @param {Point} from @param {Point[]} others @param {Taken} taken */
function outward(from, others, taken) {
  if (!others.length && taken.count < 2) return 0;
  const middle = others.length ? mean(others) : taken.middle;
  const dx = (from.x - middle.x) / ACROSS, dy = (from.y - middle.y) / DOWN;
  return Math.abs(dx) + Math.abs(dy) < 1e-6 ? 0 : Math.atan2(dy, dx);
}

/** @param {Point[]} points @returns {Point} */
function mean(points) {
  const sum = points.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

/** Who is linked with whom. @param {number} n @param {number[][]} lines @returns {number[][]} */
function linked(n, lines) {
  const near = Array.from({ length: n }, () => /** @type {Set<number>} */ (new Set()));
  for (const [a, b] of lines) {
    near[a].add(b);
    near[b].add(a);
  }
  return near.map((set) => [...set]);
}

/** The places that are taken, in cells of the size of a step. */
class Taken {
  /** @param {Iterable<Point>} points */
  constructor(points) {
    /** @type {Map<string, Point[]>} */
    this.cells = new Map();
    this.count = 0;
    this.sum = { x: 0, y: 0 };
    this.right = -Infinity;
    for (const point of points) this.add(point);
  }

  /** @param {Point} point */
  add(point) {
    const key = cell(point.x / ACROSS, point.y / DOWN);
    const there = this.cells.get(key);
    if (there) there.push(point);
    else this.cells.set(key, [point]);
    this.count++;
    this.sum = { x: this.sum.x + point.x, y: this.sum.y + point.y };
    this.right = Math.max(this.right, point.x);
  }

  /** The middle of all. @returns {Point} */
  get middle() {
    return { x: this.sum.x / this.count, y: this.sum.y / this.count };
  }

  /** @param {Point} point */
  isFree({ x, y }) {
    const column = Math.round(x / ACROSS), row = Math.round(y / DOWN);
    for (let c = column - 1; c <= column + 1; c++) for (let r = row - 1; r <= row + 1; r++) {
      for (const other of this.cells.get(`${c} ${r}`) ?? []) {
        if (Math.hypot((other.x - x) / ACROSS, (other.y - y) / DOWN) < CLOSEST) return false;
      }
    }
    return true;
  }

  /** A free place on the first ring around somebody that has one, as near as can be to a direction. @param {Point} from @param {number} angle @returns {Point} */
  beside(from, angle) {
    for (let ring = FIRST_RING; ; ring += 1) {
      const many = Math.floor((2 * Math.PI * ring) / 1.02);
      for (let turn = 0; turn < many; turn++) {
        const side = turn % 2 ? -Math.ceil(turn / 2) : turn / 2;
        const at = angle + (side * 2 * Math.PI) / many;
        const point = { x: from.x + Math.cos(at) * ring * ACROSS, y: from.y + Math.sin(at) * ring * DOWN };
        if (this.isFree(point)) return point;
      }
    }
  }

  /** A place beside all that is drawn. @returns {Point} */
  apart() {
    return this.count ? { x: this.right + APART * ACROSS, y: this.middle.y } : { x: 0, y: 0 };
  }
}

/** @param {number} x @param {number} y in steps */
function cell(x, y) {
  return `${Math.round(x)} ${Math.round(y)}`;
}
