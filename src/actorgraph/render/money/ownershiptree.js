// Where everybody stands in a picture of ownership: owners above what they own; and of payments: who pays
// left of whom they pay. Those who own each other in a circle stand side by side. Whom the reader's choices leave out keeps a place, so that nobody
// moves when a day or a source is chosen.

/** From rank to rank, and from one to the next in a rank. */
const DOWN = 135, ACROSS = 185;
const SWEEPS = 8;
/** Beyond so many ranks that lines pass, these lie as they come. */
const MOST_PASSED = 400;
/** How far from a line between others somebody stands, in steps from one to the next. */
const ASIDE = 0.4;
/** How far every other one in a circle of three or more stands lower, in ranks. */
const STAGGER = 0.35;

/** From who pays to whom they pay, and from one to the next of these. */
const ALONG = 430, BESIDE = 150;

/** @typedef {Map<number, {x: number, y: number}>} Places */

/**
 * Give a place to everybody who is asked about or linked, by who owns what.
 * @param {number} of
 * @param {[number, number][]} links from owner to company
 * @returns {Places}
 */
export function treePlaces(of, links) {
  const nodes = inOrder([of, ...links.flat()]);
  const between = links.filter(([owner, company]) => owner !== company), circleOf = circles(nodes, between);
  const rankOf = ranks(nodes, between, circleOf);
  /** @type {number[][]} */
  const rows = [];
  for (const i of nodes) (rows[rankOf(i)] ??= []).push(i);
  const lowered = staggered(rows, circleOf), across = clear(rows, between, rankOf, ordered(...withRoom(rows, between, rankOf)));
  return new Map(nodes.map((i) => [i, { x: ACROSS * (across.get(i) ?? 0), y: DOWN * (rankOf(i) + (lowered.get(i) ?? 0)) }]));
}

/**
 * Give a place to everybody who paid somebody, at the left, and whom they paid, at the right; who did both stands at the right.
 * @param {number} of
 * @param {[number, number][]} links from payer to payee
 * @returns {Places}
 */
export function flowPlaces(of, links) {
  const paid = new Set(links.map(([, payee]) => payee)), others = inOrder(links.flat()).filter((i) => i !== of);
  /** @type {Places} */
  const places = new Map([[of, { x: 0, y: 0 }]]);
  for (const [side, row] of /** @type {[number, number[]][]} */ ([[-1, others.filter((i) => !paid.has(i))], [1, others.filter((i) => paid.has(i))]])) {
    row.forEach((i, at) => places.set(i, { x: side * ALONG, y: BESIDE * (at - (row.length - 1) / 2) }));
  }
  return places;
}

/** Each once, in the order of the data. @param {number[]} nodes */
const inOrder = (nodes) => [...new Set(nodes)].sort((one, two) => one - two);

/** Who owns each other in circles: the first of each circle in the order of the data, for each of some (Tarjan 1972). @param {number[]} nodes @param {[number, number][]} links @returns {Map<number, number>} */
function circles(nodes, links) {
  const next = neighbors(links), place = new Map(nodes.map((i, at) => [i, at]));
  /** @type {Map<number, number>} */
  const index = new Map(), low = new Map(), circleOf = new Map();
  /** @type {number[]} */
  const open = [];
  const close = (/** @type {number} */ i) => {
    const circle = open.splice(open.lastIndexOf(i));
    const first = circle.reduce((one, other) => (Number(place.get(other)) < Number(place.get(one)) ? other : one));
    for (const one of circle) circleOf.set(one, first);
  };
  for (const start of nodes) {
    if (index.has(start)) continue;
    /** @type {{i: number, at: number}[]} */
    const walk = [];
    const enter = (/** @type {number} */ i) => {
      index.set(i, index.size);
      low.set(i, index.get(i));
      open.push(i);
      walk.push({ i, at: 0 });
    };
    enter(start);
    while (walk.length) {
      const step = walk[walk.length - 1], further = next.get(step.i) ?? [], to = further[step.at++];
      if (to === undefined) {
        walk.pop();
        const above = walk[walk.length - 1];
        if (above) low.set(above.i, Math.min(low.get(above.i), low.get(step.i)));
        if (low.get(step.i) === index.get(step.i)) close(step.i);
      } else if (!index.has(to)) enter(to);
      else if (!circleOf.has(to)) low.set(step.i, Math.min(low.get(step.i), Number(index.get(to))));
    }
  }
  return circleOf;
}

/** @param {[number, number][]} links @returns {Map<number, number[]>} */
function neighbors(links) {
  /** @type {Map<number, number[]>} */
  const next = new Map();
  for (const [from, to] of links) {
    const known = next.get(from);
    if (known) known.push(to);
    else next.set(from, [to]);
  }
  return next;
}

/** The rank of each, from 0 at the top: below all its owners, and owners as low as they can be. @param {number[]} nodes @param {[number, number][]} links @param {Map<number, number>} circleOf @returns {(i: number) => number} */
function ranks(nodes, links, circleOf) {
  const circle = (/** @type {number} */ i) => circleOf.get(i) ?? i;
  const apart = links.map(([owner, company]) => /** @type {[number, number]} */ ([circle(owner), circle(company)])).filter(([owner, company]) => owner !== company);
  const below = neighbors(apart);
  /** How many ranks are below. @type {Map<number, number>} */
  const depth = new Map();
  for (const start of nodes) {
    const walk = [circle(start)];
    while (walk.length) {
      const i = walk[walk.length - 1], further = below.get(i) ?? [], unknown = further.filter((one) => !depth.has(one));
      if (unknown.length) walk.push(...unknown);
      else {
        depth.set(i, Math.max(-1, ...further.map((one) => Number(depth.get(one)))) + 1);
        walk.pop();
      }
    }
  }
  const deepest = Math.max(0, ...depth.values());
  return (i) => deepest - Number(depth.get(circle(i)));
}

/** Rows in which lines that pass a rank have a place in it too, so that nobody stands on them. @param {number[][]} rows @param {[number, number][]} links @param {(i: number) => number} rankOf @returns {[number[][], [number, number][]]} */
function withRoom(rows, links, rankOf) {
  const unique = [...new Map(links.map((link) => [link.join(), link])).values()].sort(([a, b], [c, d]) => a - c || b - d);
  const passed = unique.reduce((count, [owner, company]) => count + Math.max(0, Math.abs(rankOf(company) - rankOf(owner)) - 1), 0);
  if (passed > MOST_PASSED) return [rows, unique];
  const roomy = Array.from(rows, (row) => (row ?? []).slice());
  let place = 0;
  const steps = unique.flatMap(([owner, company]) => {
    const chain = [owner];
    for (let rank = rankOf(owner) + 1; rank < rankOf(company); rank++) {
      roomy[rank].push(--place);
      chain.push(place);
    }
    return [...chain, company].slice(1).map((one, at) => /** @type {[number, number]} */ ([chain[at], one]));
  });
  return [roomy, steps];
}

/** Where each stands across, in steps: near those whom links lead to, in rows that leave room for each. @param {number[][]} rows @param {[number, number][]} links @returns {Map<number, number>} */
function ordered(rows, links) {
  const near = neighbors([...links, ...links.map(([owner, company]) => /** @type {[number, number]} */ ([company, owner]))]);
  /** @type {Map<number, number>} */
  const across = new Map();
  const lined = rows.filter((row) => row?.length);
  for (const row of lined) row.forEach((i, at) => across.set(i, at - (row.length - 1) / 2));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const row of sweep % 2 ? lined : lined.slice().reverse()) {
      const own = new Set(row);
      const wish = new Map(row.map((i) => {
        const others = (near.get(i) ?? []).filter((one) => !own.has(one));
        return [i, others.length ? others.reduce((total, one) => total + Number(across.get(one)), 0) / others.length : Number(across.get(i))];
      }));
      row.sort((one, two) => Number(wish.get(one)) - Number(wish.get(two)) || Number(across.get(one)) - Number(across.get(two)));
      stand(row, wish, across);
    }
  }
  return across;
}

/** Stand the nodes of a row as near to where they wish as one step from each to the next allows. @param {number[]} row @param {Map<number, number>} wish @param {Map<number, number>} across */
function stand(row, wish, across) {
  /** Neighbors that push each other stand as one. @type {{nodes: number[], at: number}[]} */
  const blocks = [];
  for (const i of row) {
    blocks.push({ nodes: [i], at: Number(wish.get(i)) });
    for (let last = blocks.length - 1; last > 0 && blocks[last - 1].at + blocks[last - 1].nodes.length > blocks[last].at; last--) {
      const one = blocks[last - 1], other = blocks[last], count = one.nodes.length;
      blocks.pop();
      for (const pushed of other.nodes) one.nodes.push(pushed);
      one.at = (one.at * count + (other.at - count) * other.nodes.length) / one.nodes.length;
    }
  }
  for (const { nodes, at } of blocks) nodes.forEach((i, step) => across.set(i, at + step));
}

/** The same with those moved aside who would stand on a line between others: a line is straight and does not turn at the place left for it. @param {number[][]} rows @param {[number, number][]} links @param {(i: number) => number} rankOf @param {Map<number, number>} across @returns {Map<number, number>} */
function clear(rows, links, rankOf, across) {
  const long = links.filter(([owner, company]) => rankOf(company) - rankOf(owner) > 1);
  let best = across, fewest = Infinity;
  for (let sweep = 0; sweep <= SWEEPS && fewest && long.length <= MOST_PASSED; sweep++) {
    const moved = new Map(across);
    let met = 0;
    rows.forEach((row, rank) => {
      const lines = long.filter(([owner, company]) => rankOf(owner) < rank && rank < rankOf(company)).map(([owner, company]) => {
        const from = Number(across.get(owner)), part = (rank - rankOf(owner)) / (rankOf(company) - rankOf(owner));
        return from + part * (Number(across.get(company)) - from);
      });
      const isFree = (/** @type {number} */ at) => lines.every((line) => Math.abs(at - line) >= ASIDE - 1e-9);
      const wish = new Map(row.map((i) => {
        const at = Number(across.get(i));
        if (isFree(at)) return [i, at];
        met++;
        const beside = lines.flatMap((line) => [line + ASIDE, line - ASIDE]).filter(isFree).sort((one, two) => two - one);
        return [i, beside.reduce((one, other) => (Math.abs(other - at) < Math.abs(one - at) ? other : one))];
      }));
      stand(row.slice().sort((one, two) => Number(wish.get(one)) - Number(wish.get(two)) || Number(across.get(one)) - Number(across.get(two)) || one - two), wish, moved);
    });
    if (met < fewest) [best, fewest] = [across, met];
    across = moved;
  }
  return best;
}

/** How much lower each stands than its row, in ranks: lines among three in one row would lie on each other. @param {number[][]} rows @param {Map<number, number>} circleOf @returns {Map<number, number>} */
function staggered(rows, circleOf) {
  /** @type {Map<number, number>} */
  const lowered = new Map();
  for (const row of rows.filter(Boolean)) {
    const members = neighbors(row.map((i) => [Number(circleOf.get(i)), i]));
    for (const circle of members.values()) {
      if (circle.length > 2) circle.forEach((i, at) => lowered.set(i, (at % 2) * STAGGER));
    }
  }
  return lowered;
}
