// The shortest way between two entities through what is shown.

/**
 * @param {any} model
 * @param {{edge: Uint8Array}} view
 * @param {number} from
 * @param {number} to
 * @returns {number[]|null} edge numbers in order; null when nothing links them
 */
export function shortest(model, view, from, to) {
  const came = new Map([[from, -1]]);
  let rim = [from];
  const extra = new Map();
  for (let k = model.m; k < model.total; k++) {
    for (const end of [model.source[k], model.target[k]]) {
      if (!extra.has(end)) extra.set(end, []);
      extra.get(end).push(k);
    }
  }
  while (rim.length && !came.has(to)) {
    const next = [];
    for (const i of rim) {
      for (const k of [...model.adjacent.of(i), ...(extra.get(i) ?? [])]) {
        if (!view.edge[k]) continue;
        const other = model.source[k] === i ? model.target[k] : model.source[k];
        if (came.has(other)) continue;
        came.set(other, bestBetween(model, view, i, other, k));
        next.push(other);
      }
    }
    rim = next;
  }
  if (!came.has(to)) return null;
  const path = [];
  for (let i = to; i !== from;) {
    const k = came.get(i);
    path.unshift(k);
    i = model.source[k] === i ? model.target[k] : model.source[k];
  }
  return path;
}

const ORDER = ["denied", "contested", "unsourced", "single-origin", "corroborated", "confirmed"];

/** How well founded an edge is, from the weakest up. */
export function strength(model, k) {
  if (k >= model.m) return Math.min(...model.collapsed[k - model.m].via.map((one) => strength(model, one)));
  const planned = model.certainty(k) === "planned" ? -10 : 0;
  return planned + ORDER.indexOf(model.verdictWord(k)) + Math.min(model.origins[k], 9) / 10;
}

function bestBetween(model, view, i, other, found) {
  let best = found;
  for (const k of model.adjacent.of(i)) {
    const ends = model.source[k] === other || model.target[k] === other;
    if (view.edge[k] && ends && other !== i && strength(model, k) > strength(model, best)) best = k;
  }
  return best;
}
