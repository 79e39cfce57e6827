// What a line says: its relations in words, with what keeps each from being a plain fact.

import { clean } from "./dom.js";
import { money } from "./money.js";
import { EDGE_STYLES, PLAIN_STYLES } from "./palette.js";
import { wordsOf } from "./words.js";

/** @import { Model } from "./model.js" */

/** The words along a line: those of its best founded relation, and how many others there are. @param {Model} model @param {number[]} edges of the line, the best founded first */
export function lineWords(model, edges) {
  const paid = money.shown?.lineWords(model, edges);
  if (paid) return paid;
  const words = new Set(edges.map((k) => relationWords(model, k)));
  const [first] = words;
  if (words.size > 1) return `${first} +${words.size - 1}`;
  return edges.length > 1 ? `${first} ×${edges.length}` : first;
}

/** @param {Model} model @param {number} k @param {number} [word] in which it is told */
export function relationWords(model, k, word = model.relation[k]) {
  const words = k < model.m ? wordsOf(model.relations[word]) + (money.shown?.figure(model, k) ?? "") : officeWords(model, k);
  const style = model.style[k];
  const standing = (k < model.m && model.mode(k)) || EDGE_STYLES[style].name;
  return PLAIN_STYLES.has(style) ? words : `${words} (${standing})`;
}

/** The name of an office beside its body: "Director" for "Director of the CIA". @param {Model} model @param {number} k of an office drawn as a line */
function officeWords(model, k) {
  const { office, target } = model.collapsed[k - model.m];
  const name = clean(model.names[office]);
  for (const body of [model.names[target], ...model.aliases(target)]) {
    for (const link of [" of the ", " of ", ", ", " at the ", " at "]) {
      const end = `${link}${clean(body)}`;
      if (name.length > end.length && name.toLowerCase().endsWith(end.toLowerCase())) return name.slice(0, -end.length);
    }
  }
  return name;
}

const MOST_TOLD = 6;

/** What is said of a line under the pointer: each of its relations from end to end. @param {Model} model @param {number[]} edges */
export function toldOf(model, edges) {
  const { names, source, target } = model;
  const told = edges.slice(0, MOST_TOLD).map((k) => `${names[source[k]]} — ${relationWords(model, k)} — ${names[target[k]]}`);
  return edges.length > MOST_TOLD ? [...told, `+${edges.length - MOST_TOLD}`] : told;
}
