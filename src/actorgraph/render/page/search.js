// Find people however their name is written, by the rules of the command line; and, while a name is
// being typed, whoever's name begins so. An index of the words is made when somebody first searches.

import { parse, fold, isPerson, skeleton, code } from "./names.js";
import { compare, distance } from "./likeness.js";

const COMPARED = 400, NEAR_WORDS = 400, LEAST_BY_ONE_SOUND = 0.55;

/**
 * @param {any} model
 * @param {string} query
 * @param {number} [limit]
 * @returns {{node: number, why: string, score: number}[]} best first
 */
export function find(model, query, limit = 8) {
  const raw = query.trim().toLowerCase();
  if (!raw) return [];
  const index = (model.nameIndex ??= indexOf(model));
  const asked = { true: parse(query.trim(), undefined, true), false: parse(query.trim(), undefined, false) };
  const found = new Map();
  for (const [node, least] of candidates(index, asked.true)) {
    const hit = best(index.of(node), asked);
    if (hit && hit.score >= least) found.set(node, hit);
  }
  model.ids.forEach((id, node) => { if (id.toLowerCase() === raw) found.set(node, { score: 1.1, why: "id", sure: true }); });
  if (![...found.values()].some((hit) => hit.sure)) for (const [node, hit] of begun(model, index, raw)) if ((found.get(node)?.score ?? 0) < hit.score) found.set(node, hit);
  const size = (node) => model.size[node];
  return [...found].map(([node, hit]) => ({ node, ...hit }))
    .sort((a, b) => b.score - a.score || size(b.node) - size(a.node) || a.node - b.node).slice(0, limit);
}

function best(names, asked) {
  let top = null;
  names.forEach((name, number) => {
    const hit = compare(asked[name.person], name);
    if (hit && (!top || hit.score > top.score)) top = number && hit.sure ? { ...hit, why: hit.why.replace("same name", "also known so") } : hit;
  });
  return top;
}

/** The words of all names, by how they are spelled anywhere and how they sound. */
function indexOf(model) {
  const bySkeleton = new Map(), byCode = new Map(), byWhole = new Map(), parsed = new Map();
  const folds = [];
  const file = (map, key, node) => {
    const there = map.get(key);
    if (!there) map.set(key, [node]);
    else if (there[there.length - 1] !== node) there.push(node);
  };
  for (let node = 0; node < model.n; node++) {
    const sent = model.keys[node];
    const own = sent ? sent.split("\n") : [model.names[node], ...model.aliases(node)].map(fold);
    folds.push(own);
    for (const one of own) {
      const words = one.split(" ");
      file(byWhole, words.join(""), node);
      for (const word of words) {
        file(bySkeleton, skeleton(word), node);
        if (word.length > 1) file(byCode, code(word), node);
      }
    }
  }
  const of = (node) => {
    let names = parsed.get(node);
    if (!names) {
      const person = isPerson(model.data.types[model.kind[node]]);
      names = [model.names[node], ...model.aliases(node)].map((name, i) => parse(name, folds[node][i], person));
      parsed.set(node, names);
    }
    return names;
  };
  return { bySkeleton, byCode, byWhole, folds, of, codes: [...byCode.keys()], skeletons: [...bySkeleton.keys()] };
}

/**
 * Those who share a word with the query, spelled so or one letter off, or words that sound nearly so, the
 * most alike first; each with the score from which it is worth showing.
 */
function candidates(index, asked) {
  const shared = new Map();
  const count = (nodes, much, heard) => {
    for (const node of nodes ?? []) {
      let one = shared.get(node);
      if (!one) shared.set(node, (one = { much: 0, spelled: false, heard: new Set() }));
      one.much += much;
      if (heard === undefined) one.spelled = true;
      else one.heard.add(heard);
    }
  };
  count(index.byWhole.get(asked.words.join("")), 8);
  asked.words.forEach((written, at) => {
    for (const word of new Set([written, asked.heard[at]])) {
      const own = skeleton(word), sound = code(word);
      count(index.bySkeleton.get(own), 3);
      if (word.length < 2) continue;
      for (const other of index.skeletons) {
        if (other !== own && Math.abs(other.length - own.length) < 2 && distance(other, own) === 1) count(index.bySkeleton.get(other), 2);
      }
      if (!sound || asked.words.length === 1) continue;
      count(index.byCode.get(sound), 2, at);
      const near = index.codes.filter((other) => other !== sound && Math.abs(other.length - sound.length) < 2 && distance(other, sound) === 1);
      near.slice(0, NEAR_WORDS).forEach((other) => count(index.byCode.get(other), 1, at));
    }
  });
  return [...shared].sort((a, b) => b[1].much - a[1].much || a[0] - b[0]).slice(0, COMPARED)
    .map(([node, one]) => [node, one.spelled || one.heard.size > 1 ? 0 : LEAST_BY_ONE_SOUND]);
}

/** Whoever's name begins as what is typed, or holds it: for a name that is not yet whole. */
function* begun(model, index, raw) {
  const asked = fold(raw), words = asked.split(" ").filter(Boolean);
  for (let node = 0; node < model.n; node++) {
    const names = index.folds[node];
    if (!asked) {
      if (model.names[node].toLowerCase().includes(raw)) yield [node, { score: 0.7, why: "name contains it" }];
    } else if (names.some((name) => name.startsWith(asked))) yield [node, { score: 0.87, why: "begins so" }];
    else if (names.some((name) => { const there = name.split(" "); return words.every((word) => there.some((other) => other.startsWith(word))); })) yield [node, { score: 0.865, why: "words begin so" }];
    else if (asked.length > 2 && names.some((name) => name.includes(asked))) yield [node, { score: 0.5, why: "name contains it" }];
  }
}
