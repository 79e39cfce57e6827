// The card: who this is, and every relation with what it rests on. The evidence is the centre of it.

import { restsOn } from "./claims.js";
import { beginning } from "./dates.js";
import { nothingLeft, sourceLines, valueLines } from "./describing.js";
import { clean, h, link } from "./dom.js";
import { avoided, nodesOf, spaceBetween } from "./paths.js";
import { claimWords, joined, remarkWords, sentence, standing, textOf, when } from "./sentences.js";
import { remarks } from "./steps.js";
import { symbol } from "./symbols.js";
import { isFiltered } from "./view.js";
import { counted, typeWords, wordsOf } from "./words.js";

/** @import { Model, ShownClaim } from "./model.js" */
/** @import { Part } from "./sentences.js" */
/** @import { Viewer } from "./viewer.js" */

const STARTS = 8;
const NOT_ON_THE_CARD = -1;

/** What stands on the card when nobody is chosen: who has most relations. @param {Viewer} viewer */
export function welcomeCard(viewer) {
  const { model, view } = viewer;
  const degree = (/** @type {number} */ i) => model.adjacent.degree(i);
  const busiest = [...view.node.keys()].filter((i) => view.node[i]).sort((a, b) => degree(b) - degree(a)).slice(0, STARTS);
  return h("article", { class: "ag-card ag-welcome" }, h("p", { class: "ag-kicker" }, "Start here"),
    h("h2", {}, "Who is connected to whom, and who says so"),
    h("p", {}, "Search a name, or click one in the picture. Every relation shows the claims it rests on."),
    h("ul", { class: "ag-plain ag-starts" }, ...busiest.map((i) => h("li", {}, symbol(model.kinds[model.kind[i]]),
      nameButton(viewer, i), h("span", { class: "ag-count" }, counted(degree(i), "relation"))))));
}

/** @param {Viewer} viewer @param {number} i */
export function entityCard(viewer, i) {
  const { model, view } = viewer;
  const edges = [...model.adjacent.of(i)].filter((k) => view.standing[k]);
  const card = h("article", { class: "ag-card" }, heading(model, i), description(viewer, i), actions(viewer, i));
  if (!edges.length) card.append(quiet(nothingLeft(model, i, isFiltered(viewer.state))));
  for (const [title, group] of grouped(model, edges)) {
    card.append(h("h3", {}, title, h("span", { class: "ag-count" }, String(group.length))));
    card.append(h("ul", { class: "ag-relations" }, ...group.map((k) => relation(viewer, k, i))));
  }
  card.append(...describedBy(viewer, i));
  const hidden = model.adjacent.degree(i) - edges.length;
  if (hidden) card.append(quiet(`${counted(hidden, "more relation")} hidden by the filters.`));
  const left = leftOut(viewer, i);
  if (left) card.append(quiet(`${counted(left, "claim")} left out: not trusted now.`));
  return card;
}

/** Who describes an entity and where, where the data names anybody. @param {Viewer} viewer @param {number} i @returns {Node[]} */
function describedBy(viewer, i) {
  const lines = sourceLines(viewer.model, i).map((parts) => h("li", {}, ...nodes(viewer, parts, i)));
  return lines.length ? [h("h3", {}, "Who describes it so"), h("ul", { class: "ag-claims" }, ...lines)] : [];
}

/** How many claims about an entity, and rows that describe it, rest on a source that is left out. @param {Viewer} viewer @param {number} i */
function leftOut({ model, state }, i) {
  if (!state.without.size) return 0;
  const { source, target } = model.stated;
  let count = (model.described.get(i) ?? []).filter(({ claim }) => restsOn(claim, state.without)).length;
  model.edgeOfClaim.forEach((k, c) => {
    const about = source[k] === i || target[k] === i;
    if (about && restsOn(model.claimAt(c), state.without)) count++;
  });
  return count;
}

/** @param {Viewer} viewer @param {number[]} line all relations that it stands for */
export function lineCard(viewer, line) {
  const { model } = viewer;
  const edges = [...new Set(line.flatMap((k) => (k < model.m ? [k] : model.collapsed[k - model.m].via)))];
  const title = edges.length === 1 ? "Relation" : line.every((k) => k >= model.m) ? "Relations through an office" : counted(edges.length, "relation");
  return h("article", { class: "ag-card" }, h("p", { class: "ag-kicker" }, title),
    h("ul", { class: "ag-relations" }, ...edges.map((one) => relation(viewer, one, NOT_ON_THE_CARD))));
}

/** @param {Viewer} viewer @param {{from: number, to: number}} ends @param {number[] | null} path */
export function pathCard(viewer, ends, path) {
  const { model, state, view } = viewer;
  const { from, to } = ends;
  const title = h("h2", {}, `${clean(model.names[from])} to ${clean(model.names[to])}`);
  const card = h("article", { class: "ag-card" }, h("p", { class: "ag-kicker" }, "Path"), title);
  if (from === to) card.append(h("p", {}, "These are the same."));
  else if (!path) {
    card.append(h("p", {}, "Nothing shown links these two."), quiet("Take away filters, or the date, to look further."));
  } else {
    const said = remarks(spaceBetween(model, view.standing, ends, state.through), path, from);
    const passed = nodesOf(model, path, from);
    card.append(h("p", {}, `${counted(path.length, "step")}.`), ...said.map((words) => h("p", { class: "ag-remark" }, ...nodes(viewer, words))),
      h("ol", { class: "ag-relations ag-steps" }, ...path.map((k, step) => relation(viewer, k, NOT_ON_THE_CARD, passed[step]))));
  }
  if (from !== to) card.append(...throughWhat(viewer, ends, path));
  return card;
}

/** What a shorter path leads through that is not shown, and the way to it or back. @param {Viewer} viewer @param {{from: number, to: number}} ends @param {number[] | null} path @returns {Node[]} */
function throughWhat(viewer, ends, path) {
  const { model, state, view } = viewer;
  /** @param {string} text @param {boolean} through */
  const button = (text, through) => h("button", { type: "button", class: "ag-button ag-small", onclick: () => viewer.leadThrough(through) }, text);
  if (state.through) return [quiet("Paths may lead through documents, places, states, reporting, and what is denied, planned or conditional."), button("Avoid these", false)];
  const words = avoided(model, view.standing, ends, path);
  if (!words.length) return [];
  return [quiet(`A ${path ? "shorter " : ""}path through ${words.join(" or ")} is not shown.`), button("Show it", true)];
}

/** @param {string} text */
function quiet(text) {
  return h("p", { class: "ag-quiet" }, text);
}

/** @param {Viewer} viewer @param {number} i */
function nameButton(viewer, i) {
  return h("button", { type: "button", class: "ag-name", onclick: () => viewer.select(i) }, clean(viewer.model.names[i]));
}

/** @param {Model} model @param {number} i */
function heading(model, i) {
  const tag = h("p", { class: "ag-kicker" }, typeWords(model.data.types[model.kind[i]]), model.isDerived(i) ? " · derived" : "");
  return h("header", {}, tag, h("h2", {}, clean(model.names[i])));
}

/** What is said of an entity by itself, with who says it where the data names anybody. @param {Viewer} viewer @param {number} i */
function description(viewer, i) {
  const { model } = viewer;
  if (model.described.has(i)) {
    const lines = valueLines(model, i).map(({ cell, parts }) => h("p", { class: cell === "description" ? null : "ag-quiet" }, ...nodes(viewer, parts, i)));
    return h("div", { class: "ag-facts" }, ...lines);
  }
  const facts = model.facts(i), [text] = facts.filter(([label]) => !label).map(([, text]) => text);
  const box = h("div", { class: "ag-facts" });
  if (text) box.append(h("p", {}, clean(text)));
  if (model.aliases(i).length) box.append(quiet(`Also: ${model.aliases(i).map(clean).join(", ")}`));
  for (const [label, text] of facts) if (label) box.append(h("p", { class: "ag-quiet" }, `${clean(label)}: `, label === "URL" ? link(text, text) : clean(text)));
  return box;
}

/** @param {Viewer} viewer @param {number} i */
function actions(viewer, i) {
  /** @param {string} text @param {() => void} act */
  const button = (text, act) => h("button", { type: "button", class: "ag-button ag-small", onclick: act }, text);
  const part = viewer.state.only !== null;
  return h("div", { class: "ag-actions" },
    button("Only surroundings", () => viewer.showSurroundings(i)),
    part ? button("Expand", () => viewer.expand(i)) : null,
    part ? button("Collapse", () => viewer.fold(i)) : null,
    part ? button("Show everything", () => viewer.showEverything()) : null,
    button("Path from here", () => viewer.startPath(i)));
}

/** Relations under the words of their headings, offices first and in order of time. @param {Model} model @param {number[]} edges */
function grouped(model, edges) {
  /** @type {Map<string, number[]>} */
  const groups = new Map([["Offices", []]]);
  for (const k of edges) {
    const word = model.relations[model.relation[k]];
    const words = wordsOf(word);
    const title = model.data.office_relations.includes(word) ? "Offices" : words[0].toUpperCase() + words.slice(1);
    const group = groups.get(title);
    if (group) group.push(k);
    else groups.set(title, [k]);
  }
  groups.get("Offices")?.sort((a, b) => {
    const [one, other] = [a, b].map((k) => beginning(model.days(k)));
    return one[0] - other[0] || one[1] - other[1];
  });
  return [...groups].filter(([, group]) => group.length);
}

/** One relation with its evidence. @param {Viewer} viewer @param {number} k @param {number} about whose card it stands on @param {number} [seenFrom] the end with which a symmetric one begins */
function relation(viewer, k, about, seenFrom = about) {
  const { model } = viewer;
  const line = h("p", { class: "ag-sentence" }, ...nodes(viewer, sentence(model, k, seenFrom), about));
  return h("li", { class: "ag-relation", "data-style": model.style[k] }, line, facts(viewer, k),
    h("ul", { class: "ag-claims" }, ...model.claims(k).map((one) => claimItem(viewer, one, k))));
}

/** How well founded a relation is and when it held; the first words are its verdict. @param {Viewer} viewer @param {number} k */
function facts(viewer, k) {
  const { model, state } = viewer;
  const [origins, ...more] = standing(model, k);
  const box = h("p", { class: "ag-chips" }, h("span", { class: `ag-chip ag-${model.verdictWord(k)}` }, textOf(model, origins)));
  for (const words of more) box.append(h("span", { class: "ag-when" }, ...nodes(viewer, words)));
  box.append(h("span", { class: "ag-when" }, ...nodes(viewer, when(model, k, state.asOf))));
  return box;
}

/** Parts of a sentence: those who are named can be clicked, others are links. @param {Viewer} viewer @param {Part[]} parts @param {number} [about] who needs no button @returns {Node[]} */
function nodes(viewer, parts, about = NOT_ON_THE_CARD) {
  const { model } = viewer;
  return parts.map((part) => {
    if (typeof part === "string") return document.createTextNode(part);
    if ("entity" in part) return part.entity === about ? h("strong", {}, clean(model.names[about])) : nameButton(viewer, part.entity);
    if ("address" in part) return link(part.address, part.address);
    const [id, name, url] = model.named(part.named);
    const i = model.numberOf.get(id);
    return i === undefined ? link(name, url || id) : nameButton(viewer, i);
  });
}

/** A claim: who says so stands first, the quote and the note last, on lines of their own. @param {Viewer} viewer @param {ShownClaim} claim @param {number} k */
function claimItem(viewer, claim, k) {
  const { model } = viewer;
  const words = claimWords(model, claim, k);
  /** @param {(cell: string) => boolean} shows */
  const line = (shows) => nodes(viewer, joined(words.filter(({ cell }) => shows(cell)).map(({ parts }) => parts), " · "));
  const item = h("li", {}, h("p", { class: `ag-who ag-said-${claim.status}` }, ...line((cell) => cell === "who")),
    h("p", { class: "ag-where" }, ...line((cell) => cell === "" || cell === "document")));
  if (claim.quote) item.append(h("blockquote", {}, clean(claim.quote)));
  if (claim.note) item.append(h("p", { class: "ag-note" }, clean(claim.note)));
  for (const words of remarkWords(model, claim, (one) => viewer.view.standing[one] > 0)) {
    item.append(h("p", { class: "ag-note" }, ...nodes(viewer, words)));
  }
  return item;
}
