// The card: who this is, and every relation with what it rests on. The evidence is the centre of it.

import { restsOn, speakers } from "./claims.js";
import { POSSIBLE } from "./dates.js";
import { clean, h, link } from "./dom.js";
import { weakestStep } from "./paths.js";
import { symbol } from "./symbols.js";
import { counted, moment, STANDING, STATUS_WORDS, when, wordsOf } from "./words.js";

/** @import { Model, ShownClaim } from "./model.js" */
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
  const card = h("article", { class: "ag-card" }, heading(model, i), facts(model, i), actions(viewer, i));
  if (!edges.length) card.append(quiet("No relation is shown."));
  for (const [title, group] of grouped(model, edges)) {
    card.append(h("h3", {}, title, h("span", { class: "ag-count" }, String(group.length))));
    card.append(h("ul", { class: "ag-relations" }, ...group.map((k) => relation(viewer, k, i))));
  }
  const hidden = model.adjacent.degree(i) - edges.length;
  if (hidden) card.append(quiet(`${counted(hidden, "more relation")} hidden by the filters.`));
  const left = leftOut(viewer, i);
  if (left) card.append(quiet(`${counted(left, "claim")} left out: not trusted now.`));
  return card;
}

/** How many claims about an entity rest on a source that is left out. @param {Viewer} viewer @param {number} i */
function leftOut({ model, state }, i) {
  if (!state.without.size) return 0;
  const { source, target } = model.stated;
  let count = 0;
  model.edgeOfClaim.forEach((k, c) => {
    const about = source[k] === i || target[k] === i;
    if (about && restsOn(model.claimAt(c), state.without)) count++;
  });
  return count;
}

/** @param {Viewer} viewer @param {number} k */
export function edgeCard(viewer, k) {
  const { model } = viewer;
  const edges = k < model.m ? [k] : model.collapsed[k - model.m].via;
  return h("article", { class: "ag-card" }, h("p", { class: "ag-kicker" }, edges.length > 1 ? "Relations through an office" : "Relation"),
    h("ul", { class: "ag-relations" }, ...edges.map((one) => relation(viewer, one, NOT_ON_THE_CARD))));
}

/** @param {Viewer} viewer @param {{from: number, to: number}} ends @param {number[] | null} path */
export function pathCard(viewer, { from, to }, path) {
  const { model } = viewer;
  const title = h("h2", {}, `${clean(model.names[from])} to ${clean(model.names[to])}`);
  const card = h("article", { class: "ag-card" }, h("p", { class: "ag-kicker" }, "Path"), title);
  if (from === to) card.append(h("p", {}, "These are the same."));
  else if (!path) {
    card.append(h("p", {}, "Nothing shown links these two."), quiet("Take away filters, or the date, to look further."));
  } else {
    const weakest = weakestStep(model, path);
    card.append(h("p", {}, `${counted(path.length, "step")}. Weakest: step ${weakest + 1}, ${standing(model, path[weakest])}.`),
      h("ol", { class: "ag-relations ag-steps" }, ...path.map((k) => relation(viewer, k, NOT_ON_THE_CARD))));
  }
  return card;
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
  const kind = model.kinds[model.kind[i]];
  const tag = h("p", { class: "ag-kicker" }, kind.name, model.isDerived(i) ? " · derived" : "");
  return h("header", {}, tag, h("h2", {}, clean(model.names[i])));
}

/** @param {Model} model @param {number} i */
function facts(model, i) {
  const { description, url, ...rest } = model.facts(i);
  const box = h("div", { class: "ag-facts" });
  if (description) box.append(h("p", {}, clean(description)));
  if (model.aliases(i).length) box.append(h("p", { class: "ag-quiet" }, "Also ", model.aliases(i).map(clean).join(", ")));
  const labelled = Object.entries(rest).map(([label, text]) => `${clean(label)}: ${clean(text)}`);
  if (labelled.length) box.append(quiet(labelled.join(" · ")));
  if (url) box.append(h("p", {}, link(url, url)));
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

/** Relations under the words of their headings, offices first. @param {Model} model @param {number[]} edges */
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
  return [...groups].filter(([, group]) => group.length);
}

/** @param {Model} model @param {number} k */
function standing(model, k) {
  return `${STANDING[model.verdictWord(k)].toLowerCase()}, ${counted(model.origins[k], "origin")}`;
}

/** One relation with its evidence. @param {Viewer} viewer @param {number} k @param {number} about whose card it stands on */
function relation(viewer, k, about) {
  const { model } = viewer;
  /** @param {number} i */
  const name = (i) => (i === about ? h("strong", {}, clean(model.names[i])) : nameButton(viewer, i));
  const role = model.role(k) ? ` (${clean(model.role(k))})` : "";
  const words = h("span", { class: "ag-verb" }, wordsOf(model.relations[model.relation[k]]) + role);
  const line = h("p", { class: "ag-sentence" }, name(model.source[k]), " ", words, " ", name(model.target[k]));
  return h("li", { class: "ag-relation", "data-style": model.style[k] }, line, chips(viewer, k),
    h("ul", { class: "ag-claims" }, ...model.claims(k).map((one) => claimItem(viewer, one))));
}

/** @param {Viewer} viewer @param {number} k */
function chips({ model, state, view }, k) {
  /** @param {string} text @param {string} kind */
  const chip = (text, kind) => h("span", { class: `ag-chip ag-${kind}` }, text);
  const verdict = model.verdictWord(k), certainty = model.certainty(k);
  const box = h("p", { class: "ag-chips" }, chip(STANDING[verdict], verdict), chip(counted(model.origins[k], "origin"), "origins"));
  if (certainty !== "stated") box.append(chip(certainty, certainty));
  if (model.edgeDerived(k)) box.append(chip("derived", "derived"));
  if (state.asOf !== null) {
    box.append(view.standing[k] === POSSIBLE ? chip("possible on that day", "possible") : chip("held on that day", "yes"));
  }
  box.append(h("span", { class: "ag-when" }, when(model.start(k), model.end(k))));
  return box;
}

/** @param {Viewer} viewer @param {ShownClaim} claim */
function claimItem(viewer, claim) {
  const { model } = viewer;
  /** @param {number} ref */
  const named = (ref) => {
    const [id, name] = model.named(ref);
    const i = model.numberOf.get(id);
    return i === undefined ? link(name, id) : nameButton(viewer, i);
  };
  const line = h("p", { class: "ag-who" });
  const who = speakers(claim);
  who.forEach((ref, j) => line.append(j ? " and " : "", named(ref)));
  const status = who.length ? ` ${STATUS_WORDS[claim.status]}` : `No speaker is named (${claim.status})`;
  line.append(h("span", { class: `ag-said ag-said-${claim.status}` }, status));
  for (const ref of claim.via) line.append(" via ", named(ref));
  const item = h("li", {}, line, whereItSays(model, claim, named));
  if (claim.quote) item.append(h("blockquote", {}, clean(claim.quote)));
  if (claim.as_named) item.append(h("p", { class: "ag-note" }, `Named there as “${clean(claim.as_named)}”`));
  if (claim.note) item.append(h("p", { class: "ag-note" }, clean(claim.note)));
  return item;
}

/** @param {Model} model @param {ShownClaim} claim @param {(ref: number) => Node} named */
function whereItSays(model, claim, named) {
  const where = h("p", { class: "ag-where" });
  if (claim.document >= 0) where.append(named(claim.document), claim.locator ? `, ${clean(claim.locator)}` : "");
  else where.append("No document");
  const more = [];
  if (claim.said) more.push(`said ${moment(claim.said)}`);
  if (claim.certainty !== "stated") more.push(claim.certainty);
  if (claim.place >= 0) more.push(`in ${clean(model.named(claim.place)[1])}`);
  if (claim.assessment) more.push(`assessed: ${claim.assessment}`);
  if (more.length) where.append(` · ${more.join(" · ")}`);
  return where;
}
