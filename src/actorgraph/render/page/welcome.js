// The card when nobody is chosen: what this graph is, on which sources it rests, who has most relations.

import { clean, h } from "./dom.js";
import { inline, nameLink, quiet } from "./inline.js";
import { numberWords, t } from "./language.js";
import { symbol } from "./symbols.js";

/** @import { Model } from "./model.js" */
/** @import { Part } from "./sentences.js" */
/** @import { Viewer } from "./viewer.js" */

const STARTS = 8;
const MOST_TYPES = 4;
const MOST_PUBLISHERS = 3;

/** @param {Viewer} viewer */
export function welcomeCard(viewer) {
  const { model, view } = viewer;
  const degree = (/** @type {number} */ i) => model.adjacent.degree(i);
  const busiest = [...view.node.keys()].filter((i) => view.node[i]).sort((a, b) => degree(b) - degree(a)).slice(0, STARTS);
  return h("article", { class: "ag-card ag-welcome" }, h("p", { class: "ag-kicker" }, t("welcome.kicker")),
    h("h2", {}, t("title")), h("p", {}, whatItIs(model)), h("p", {}, ...inline(viewer, restsOn(model))), quiet(t("welcome.how")),
    h("h3", {}, t("welcome.most")),
    h("ul", { class: "ag-plain ag-starts" }, ...busiest.map((i) => h("li", {}, symbol(model.kinds[model.kind[i]]),
      nameLink(viewer, i), h("span", { class: "ag-count" }, t("relations", { n: degree(i) }))))));
}

/** How many of which types, those with most first. @param {Model} model */
function whatItIs(model) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const kind of model.kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const often = [...counts].sort((one, two) => two[1] - one[1]);
  const types = often.slice(0, MOST_TYPES).map(([kind, n]) => `${clean(model.kinds[kind].name)}: ${numberWords(n)}`);
  const listed = [...types, ...(often.length > MOST_TYPES ? ["…"] : [])].join(", ");
  return t("welcome.what", { entities: t("entities", { n: model.n }), types: listed, relations: t("relations", { n: model.stated.m }) });
}

/** Which publishers the claims come through, those with most first. @param {Model} model @returns {Part[]} */
function restsOn(model) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  /** @type {ArrayLike<number>} */
  const publishers = model.data.claims.publisher;
  Array.from(publishers, (ref) => counts.set(ref, (counts.get(ref) ?? 0) + 1));
  const unnamed = counts.get(-1) ?? 0;
  counts.delete(-1);
  const often = [...counts].sort((one, two) => two[1] - one[1]);
  if (!often.length) return [t("welcome.no-publisher", { n: unnamed })];
  if (often.length === 1 && !unnamed) return withNames((values) => t("welcome.one-publisher", values), publishers.length, [[{ named: often[0][0] }]]);
  const named = often.slice(0, MOST_PUBLISHERS).map(([ref, n]) => [{ named: ref }, ` (${numberWords(n)})`]);
  if (often.length > MOST_PUBLISHERS) named.push([t("welcome.others", { n: often.length - MOST_PUBLISHERS })]);
  return [...withNames((values) => t("welcome.publishers", values), publishers.length, named), ...(unnamed ? [" ", t("welcome.unnamed", { n: unnamed })] : [])];
}

/** Words with names in the place {names}. @param {(values: {n: number, names: string}) => string} words @param {number} n @param {Part[][]} names @returns {Part[]} */
function withNames(words, n, names) {
  const [before, after] = words({ n, names: "\0" }).split("\0");
  return [before, ...names.flatMap((parts, j) => (j ? [", ", ...parts] : parts)), after];
}
