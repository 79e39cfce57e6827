// What claims add up to, by the rules of claims.py: needed when a reader distrusts a source.

const SEARCHED = 20000;

/**
 * Verdict and origins of an edge from those of its claims that are still trusted.
 * @param {any[]} claims
 * @returns {{verdict: string, origins: number}|null} null when no claim is left
 */
export function weigh(claims) {
  if (!claims.length) return null;
  const supporting = claims.filter((one) => one.status !== "denied");
  const count = origins(supporting.length ? supporting : claims);
  const statuses = new Set(claims.map((one) => one.status));
  return { verdict: verdictOf(statuses, count), origins: count };
}

function verdictOf(statuses, count) {
  if (statuses.has("denied")) return statuses.size > 1 ? "contested" : "denied";
  if (statuses.has("confirmed")) return "confirmed";
  if (count >= 2) return "corroborated";
  return count ? "single-origin" : "unsourced";
}

/** The largest number of claims no two of which share a speaker, outlet, first relay or quote. */
export function origins(claims) {
  const voices = new Map();
  for (const one of claims) {
    const outlet = one.publisher >= 0 ? one.publisher : one.document;
    const relay = one.via.length ? one.via[0] : -1;
    const quote = one.quote.toLowerCase().split(/\s+/).filter(Boolean).join(" ");
    const named = one.speakers.length ? one.speakers : one.publisher >= 0 ? [one.publisher] : outlet >= 0 ? [outlet] : [];
    for (const speaker of named) {
      const voice = [speaker, outlet, relay, quote];
      voices.set(JSON.stringify(voice), voice);
    }
  }
  const outletsOf = new Map();
  for (const [speaker, outlet] of voices.values()) {
    if (!outletsOf.has(speaker)) outletsOf.set(speaker, new Set());
    outletsOf.get(speaker).add(outlet);
  }
  if (outletsOf.size <= 1) return outletsOf.size;
  const most = matching(outletsOf);
  const plain = [...voices.values()].every(([, , relay, quote]) => relay < 0 && !quote);
  return most === 1 || plain ? most : mostApart([...voices.values()], most);
}

function matching(outletsOf) {
  const taken = new Map();
  const place = (speaker, tried) => {
    for (const outlet of outletsOf.get(speaker)) {
      if (tried.has(outlet)) continue;
      tried.add(outlet);
      if (!taken.has(outlet) || place(taken.get(outlet), tried)) {
        taken.set(outlet, speaker);
        return true;
      }
    }
    return false;
  };
  let size = 0;
  for (const speaker of outletsOf.keys()) if (place(speaker, new Set())) size++;
  return size;
}

function mostApart(voices, most) {
  let best = 0;
  let tries = SEARCHED;
  const shares = (a, b) => a[0] === b[0] || a[1] === b[1] || (a[2] >= 0 && a[2] === b[2]) || (a[3] && a[3] === b[3]);
  const take = (start, chosen) => {
    best = Math.max(best, chosen.length);
    for (let v = start; v < voices.length; v++) {
      if (best === most || --tries < 0 || chosen.length + voices.length - v <= best) return;
      if (!chosen.some((other) => shares(other, voices[v]))) take(v + 1, [...chosen, voices[v]]);
    }
  };
  take(0, []);
  return best;
}
