// The payload, decoded once: typed columns to compute on, small objects made when they are read.

import { kindsOf, edgeStyle } from "./palette.js";
import { period } from "./dates.js";

/** Decode the columns of a payload (the contract is render/payload.py). @param {any} data */
export function decode(data) {
  const entities = data.entities;
  const n = entities.id.length;
  const m = data.edges.source.length;
  const column = (from, name, empty) => from[name] ?? { length: 0, at: () => empty };
  const cell = (from, name, k, empty) => (from[name] ? from[name][k] : empty);
  const first = new Uint32Array(m + 1);
  for (let k = 0; k < m; k++) first[k + 1] = first[k] + data.edges.claims[k];
  const model = {
    data, n, m, first, column,
    title: data.title,
    note: data.note,
    ids: entities.id,
    names: entities.name,
    kinds: kindsOf(data.types),
    kind: Uint8Array.from(entities.type),
    x: Float32Array.from(entities.x),
    y: Float32Array.from(entities.y),
    size: Float32Array.from(entities.size),
    keys: entities.keys ?? [],
    relations: data.relations,
    numberOf: new Map(entities.id.map((id, i) => [id, i])),
    source: Uint32Array.from(data.edges.source),
    target: Uint32Array.from(data.edges.target),
    relation: Uint16Array.from(data.edges.relation),
    verdict: Uint8Array.from(data.edges.verdict),
    origins: Uint16Array.from(data.edges.origins),
    style: new Uint8Array(m),
    /** Offices that stand for a person's place in an agency, see `collapsed`. */
    collapsed: [],
    aliases: (i) => cell(entities, "aliases", i, []),
    facts: (i) => cell(entities, "facts", i, {}),
    isDerived: (i) => Boolean(cell(entities, "derived", i, 0)),
    days: (k) => (model.periods[k] ??= period(model.start(k), model.end(k))),
    periods: new Array(m),
    role: (k) => cell(data.edges, "role", k, ""),
    start: (k) => cell(data.edges, "start", k, ""),
    end: (k) => cell(data.edges, "end", k, ""),
    certainty: (k) => data.certainties[cell(data.edges, "certainty", k, 0)],
    edgeDerived: (k) => Boolean(cell(data.edges, "derived", k, 0)),
    verdictWord: (k) => data.verdicts[model.verdict[k]],
    claims: (k) => (k < m ? claimsOf(data, first, k) : model.collapsed[k - m].via.flatMap((one) => model.claims(one))),
    named: (ref) => (ref < 0 ? null : data.names[ref]),
  };
  for (let k = 0; k < m; k++) restyle(model, k);
  model.adjacent = adjacency(model);
  model.collapsed = collapsedOffices(model);
  model.total = m + model.collapsed.length;
  model.source = extended(model.source, model.collapsed.map((one) => one.source));
  model.target = extended(model.target, model.collapsed.map((one) => one.target));
  model.style = extended(model.style, model.collapsed.map((one) => Math.max(...one.via.map((k) => model.style[k]))));
  return model;
}

/** @template {Uint8Array|Uint32Array} T @param {T} array @param {number[]} more @returns {T} */
function extended(array, more) {
  const longer = new /** @type {any} */ (array.constructor)(array.length + more.length);
  longer.set(array);
  longer.set(more, array.length);
  return longer;
}

function claimsOf(data, first, k) {
  return Array.from({ length: first[k + 1] - first[k] }, (_, j) => claim(data, first[k] + j));
}

/** @param {any} model @param {number} k */
export function restyle(model, k) {
  model.style[k] = edgeStyle({
    verdict: model.verdictWord(k), certainty: model.certainty(k), derived: model.edgeDerived(k),
  });
}

function claim(data, c) {
  const from = data.claims;
  const get = (name, empty) => (from[name] ? from[name][c] : empty);
  return {
    number: c,
    status: data.statuses[from.status[c]],
    certainty: data.certainties[get("certainty", 0)],
    speakers: get("speakers", []),
    via: get("via", []),
    document: get("document", -1),
    publisher: get("publisher", -1),
    locator: get("locator", ""),
    said: get("said", ""),
    place: get("place", -1),
    quote: get("quote", ""),
    as_named: get("as_named", ""),
    assessment: get("assessment", ""),
    note: get("note", ""),
  };
}

/** For each node the numbers of its edges, as one array cut by `from`. */
function adjacency({ n, m, source, target }) {
  const from = new Uint32Array(n + 1);
  for (let k = 0; k < m; k++) {
    from[source[k] + 1]++;
    if (target[k] !== source[k]) from[target[k] + 1]++;
  }
  for (let i = 0; i < n; i++) from[i + 1] += from[i];
  const edges = new Uint32Array(from[n]);
  const next = from.slice(0, n);
  for (let k = 0; k < m; k++) {
    edges[next[source[k]]++] = k;
    if (target[k] !== source[k]) edges[next[target[k]]++] = k;
  }
  return { of: (i) => edges.subarray(from[i], from[i + 1]), degree: (i) => from[i + 1] - from[i] };
}

/** Holder–office–agency as one holder–agency line: [{source, target, office, via: [edge, edge]}]. */
function collapsedOffices(model) {
  const found = [];
  const word = (k) => model.relations[model.relation[k]];
  for (let i = 0; i < model.n; i++) {
    if (model.kinds[model.kind[i]].name.toLowerCase() !== "position") continue;
    const edges = [...model.adjacent.of(i)];
    const within = edges.filter((k) => model.source[k] === i && word(k) === "position_in");
    const held = edges.filter((k) => model.target[k] === i && /^(holds|held|occup)/.test(word(k)));
    for (const belongs of within) {
      for (const holds of held) {
        found.push({ source: model.source[holds], target: model.target[belongs], office: i, via: [holds, belongs] });
      }
    }
  }
  return found;
}
