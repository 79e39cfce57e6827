// What the colour of a node tells: its type, its country, its group, or how well founded its best line is.
// Shapes always tell the type, so that no colour is needed to read the picture.

import { clean } from "./dom.js";
import { t } from "./language.js";
import { EDGE_STYLES, STRENGTH } from "./palette.js";

/** @import { Model } from "./model.js" */

/** @typedef {"type" | "country" | "group" | "standing"} Colouring */
/** @typedef {{words: string, color: string, dark: string}} Tint */
/** @typedef {{named: Tint[], of: Uint8Array}} Tints of: the tint of each node, by number */

/** @type {Colouring[]} */
export const COLOURINGS = ["type", "country", "group", "standing"];

/** Colours that differ in lightness as well as in hue; the last is everything else. @type {[string, string][]} */
const COLOURS = [
  ["#1f5fa8", "#7fb4ee"], ["#c2410c", "#fb923c"], ["#0d7a66", "#7ce8cf"], ["#581c87", "#d8b4fe"],
  ["#a16207", "#facc15"], ["#be185d", "#f9a8d4"], ["#1c2430", "#e7ebf0"], ["#9aa3af", "#6b7280"],
];
/** By the place of a style among all, the best founded first. @type {[string, string][]} */
const STANDINGS = [
  ["#14532d", "#86efac"], ["#a16207", "#f0c674"], ["#b91c1c", "#f87171"], ["#6b7280", "#cbd5e1"],
  ["#9aa3af", "#94a3b8"], ["#b8a98a", "#a8956f"], ["#0e7490", "#5cc3dc"], ["#7f1d1d", "#b45353"],
];

/** The colour of a node. @param {Pick<Model, "tints" | "kinds" | "kind">} model @param {number} i @param {boolean} isDark */
export function colourOf({ tints, kinds, kind }, i, isDark) {
  const { color, dark } = tints ? tints.named[tints.of[i]] : kinds[kind[i]];
  return isDark ? dark : color;
}

/** @type {WeakMap<Model, {country: Tints | null, group: Tints | null}>} */
const fixed = new WeakMap();

/** The tints of all nodes; null where types give the colours, or there is nothing to tell. @param {Model} model @param {{edge: Uint8Array}} view @param {Colouring} by @returns {Tints | null} */
export function colouring(model, view, by) {
  if (by === "standing") return byStanding(model, view);
  return by === "type" ? null : fixedTints(model)[by];
}

/** The tints that no choice of the reader changes, made once. @param {Model} model */
function fixedTints(model) {
  let tints = fixed.get(model);
  if (!tints) {
    const country = byWord(model, (i) => model.facts(i).find(([label]) => label === "country")?.[1] ?? "");
    tints = { country, group: byGroup(model) };
    fixed.set(model, tints);
  }
  return tints;
}

/** @param {Model} model @param {(i: number) => string} wordOf @returns {Tints | null} */
function byWord(model, wordOf) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  const words = Array.from({ length: model.n }, (_, i) => clean(wordOf(i)));
  for (const word of words) if (word) counts.set(word, (counts.get(word) ?? 0) + 1);
  if (counts.size < 2) return null;
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, COLOURS.length - 1).map(([word]) => word);
  return tinted(most, Uint8Array.from(words, (word) => (most.includes(word) ? most.indexOf(word) : most.length)), t("legend.other"));
}

/** Groups that relations form, as Python found them; those of one are none. @param {Model} model @returns {Tints | null} */
function byGroup(model) {
  /** @type {number[] | undefined} */
  const group = model.data.entities.group;
  if (!group) return null;
  const most = Math.min(COLOURS.length - 1, group.reduce((a, b) => Math.max(a, b), 0));
  const names = Array.from({ length: most }, (_, g) => t("legend.group", { n: g + 1 }));
  return most < 2 ? null : tinted(names, Uint8Array.from(group, (g) => (g > 0 && g <= most ? g - 1 : most)), t("legend.other"));
}

/** How well founded the best line of each node is. @param {Model} model @param {{edge: Uint8Array}} view @returns {Tints} */
function byStanding({ n, total, source, target, style }, view) {
  const nothing = EDGE_STYLES.length, of = new Uint8Array(n).fill(nothing);
  for (let k = 0; k < total; k++) {
    if (!view.edge[k]) continue;
    for (const end of [source[k], target[k]]) of[end] = Math.min(of[end], STRENGTH[style[k]]);
  }
  const named = EDGE_STYLES.map(() => ({ words: "", color: "", dark: "" }));
  EDGE_STYLES.forEach(({ name }, s) => {
    const [color, dark] = STANDINGS[STRENGTH[s]];
    named[STRENGTH[s]] = { words: name, color, dark };
  });
  const [color, dark] = COLOURS[COLOURS.length - 1];
  return inUse({ named: [...named, { words: t("legend.nothing"), color, dark }], of });
}

/** @param {string[]} words @param {Uint8Array} of @param {string} rest words for the last tint @returns {Tints} */
function tinted(words, of, rest) {
  const named = words.map((word, j) => ({ words: word, color: COLOURS[j][0], dark: COLOURS[j][1] }));
  const [color, dark] = COLOURS[COLOURS.length - 1];
  return inUse({ named: [...named, { words: rest, color, dark }], of });
}

/** Without the tints that nobody has. @param {Tints} tints @returns {Tints} */
function inUse({ named, of }) {
  const used = new Set(of), kept = [...named.keys()].filter((j) => used.has(j));
  const place = new Map(kept.map((j, at) => [j, at]));
  return { named: kept.map((j) => named[j]), of: of.map((j) => place.get(j) ?? 0) };
}
