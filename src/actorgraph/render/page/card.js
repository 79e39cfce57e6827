// The card: who this is, and every relation with what it rests on. The evidence is the centre of it.

import { h, clean, link } from "./dom.js";
import { counted, moment, STANDING, when, wordsOf } from "./words.js";
import { restsOn, speakers } from "./claims.js";
import { POSSIBLE } from "./dates.js";
import { weakestStep } from "./paths.js";

/** @param {any} ui {model, state, view, select, actions} @param {number} i */
export function entityCard(ui, i) {
  const { model } = ui;
  const edges = [...model.adjacent.of(i)].filter((k) => ui.view.standing[k]);
  const hidden = model.adjacent.degree(i) - edges.length;
  const card = h("article", { class: "ag-card" }, heading(model, i), facts(model, i), actions(ui, i));
  if (!edges.length) card.append(h("p", { class: "ag-quiet" }, "No relation is shown."));
  for (const [title, group] of grouped(model, edges)) {
    card.append(h("h3", {}, title, h("span", { class: "ag-count" }, String(group.length))));
    card.append(h("ul", { class: "ag-relations" }, ...group.map((k) => relation(ui, k, i))));
  }
  if (hidden) card.append(h("p", { class: "ag-quiet" }, `${counted(hidden, "more relation")} hidden by the filters.`));
  const left = leftOut(ui, i);
  if (left) card.append(h("p", { class: "ag-quiet" }, `${counted(left, "claim")} left out: not trusted now.`));
  return card;
}

/** How many claims about an entity rest on a source that is left out. */
function leftOut({ model, state }, i) {
  if (!state.without.size) return 0;
  let count = 0;
  for (let c = 0; c < model.edgeOfClaim.length; c++) {
    const k = model.edgeOfClaim[c];
    const about = model.stated.source[k] === i || model.stated.target[k] === i;
    if (about && restsOn(model.claimAt(c), state.without)) count++;
  }
  return count;
}

/** @param {any} ui @param {number} k */
export function edgeCard(ui, k) {
  return h("article", { class: "ag-card" }, h("p", { class: "ag-kicker" }, "Relation"),
    h("ul", { class: "ag-relations" }, relation(ui, k, -1, true)));
}

/** @param {any} ui @param {number[]|null} path */
export function pathCard(ui, { from, to }, path) {
  const { model } = ui;
  const title = h("h2", {}, `${clean(model.names[from])} to ${clean(model.names[to])}`);
  const kicker = h("p", { class: "ag-kicker" }, "Path");
  if (from === to) return h("article", { class: "ag-card" }, kicker, title, h("p", {}, "These are the same."));
  if (!path) {
    return h("article", { class: "ag-card" }, kicker, title, h("p", {}, "Nothing shown links these two."),
      h("p", { class: "ag-quiet" }, "Take away filters, or the date, to look further."));
  }
  const weakest = weakestStep(model, path);
  return h("article", { class: "ag-card" }, kicker, title,
    h("p", {}, `${counted(path.length, "step")}. Weakest: step ${weakest + 1}, ${standing(model, path[weakest])}.`),
    h("ol", { class: "ag-relations ag-steps" }, ...path.map((k) => relation(ui, k, -1, true))));
}

function heading(model, i) {
  const kind = model.kinds[model.kind[i]];
  const tag = h("p", { class: "ag-kicker" }, kind.name, model.isDerived(i) ? " · derived" : "");
  return h("header", {}, tag, h("h2", {}, clean(model.names[i])));
}

function facts(model, i) {
  const { description, url, ...rest } = model.facts(i);
  const box = h("div", { class: "ag-facts" });
  if (description) box.append(h("p", {}, clean(description)));
  if (model.aliases(i).length) box.append(h("p", { class: "ag-quiet" }, "Also ", model.aliases(i).map(clean).join(", ")));
  const said = Object.entries(rest).map(([label, text]) => `${clean(label)}: ${clean(text)}`);
  if (said.length) box.append(h("p", { class: "ag-quiet" }, said.join(" · ")));
  if (url) box.append(h("p", {}, link(url, url)));
  return box;
}

function actions(ui, i) {
  const button = (text, act) => h("button", { type: "button", class: "ag-button ag-small", onclick: act }, text);
  return h("div", { class: "ag-actions" },
    button("Only surroundings", () => ui.actions.surroundings(i)),
    ui.state.only ? button("Expand", () => ui.actions.expand(i)) : null,
    ui.state.only ? button("Collapse", () => ui.actions.fold(i)) : null,
    ui.state.only ? button("Show everything", () => ui.actions.everything()) : null,
    button("Path from here", () => ui.actions.pathFrom(i)));
}

function grouped(model, edges) {
  const groups = new Map([["Offices", []]]);
  for (const k of edges) {
    const word = model.relations[model.relation[k]];
    const office = model.data.office_relations.includes(word);
    const words = wordsOf(word);
    const title = office ? "Offices" : words[0].toUpperCase() + words.slice(1);
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push(k);
  }
  return [...groups].filter(([, group]) => group.length);
}

function standing(model, k) {
  const verdict = STANDING[model.verdictWord(k)].toLowerCase();
  return `${verdict}, ${counted(model.origins[k], "origin")}`;
}

/** One relation with its evidence. `about` is the entity whose card it stands on, or -1. */
function relation(ui, k, about, open = true) {
  const { model } = ui;
  const name = (i) => i === about ? h("strong", {}, clean(model.names[i])) :
    h("button", { type: "button", class: "ag-name", onclick: () => ui.select(i) }, clean(model.names[i]));
  const role = k < model.m && model.role(k) ? ` (${clean(model.role(k))})` : "";
  const words = k < model.m ? wordsOf(model.relations[model.relation[k]]) : `as ${clean(model.names[model.collapsed[k - model.m].office])}`;
  const line = h("p", { class: "ag-sentence" }, name(model.source[k]), " ", h("span", { class: "ag-verb" }, words + role), " ", name(model.target[k]));
  const item = h("li", { class: "ag-relation", "data-style": model.style[k] }, line, chips(ui, k));
  if (open) item.append(h("ul", { class: "ag-claims" }, ...model.claims(k).map((one) => claim(ui, one))));
  return item;
}

function chips(ui, k) {
  const { model, state, view } = ui;
  const chip = (text, kind) => h("span", { class: `ag-chip ag-${kind}` }, text);
  if (k >= model.m) return h("p", { class: "ag-chips" }, chip("Derived", "derived"));
  const verdict = model.verdictWord(k);
  const box = h("p", { class: "ag-chips" }, chip(STANDING[verdict], verdict), chip(counted(model.origins[k], "origin"), "origins"));
  if (model.certainty(k) !== "stated") box.append(chip(model.certainty(k), model.certainty(k)));
  if (model.edgeDerived(k)) box.append(chip("derived", "derived"));
  if (state.asOf !== null) box.append(view.standing[k] === POSSIBLE ? chip("possible on that day", "possible") : chip("held on that day", "yes"));
  box.append(h("span", { class: "ag-when" }, when(model.start(k), model.end(k))));
  return box;
}

function claim(ui, one) {
  const { model } = ui;
  const named = (ref) => {
    const [id, name] = model.named(ref);
    const i = model.numberOf.get(id);
    if (i === undefined) return link(name, id);
    return h("button", { type: "button", class: "ag-name", onclick: () => ui.select(i) }, clean(name));
  };
  const said = { claimed: "says so", confirmed: "confirms it", denied: "denies it" }[one.status];
  const who = speakers(one);
  const line = h("p", { class: "ag-who" });
  if (!who.length) line.append("No speaker is named");
  who.forEach((ref, j) => line.append(j ? " and " : "", named(ref)));
  line.append(" ", h("span", { class: `ag-said ag-said-${one.status}` }, said));
  for (const ref of one.via) line.append(" via ", named(ref));
  const where = h("p", { class: "ag-where" });
  if (one.document >= 0) where.append(named(one.document), one.locator ? `, ${clean(one.locator)}` : "");
  else where.append("No document");
  const more = [];
  if (one.said) more.push(`said ${moment(one.said)}`);
  if (one.certainty !== "stated") more.push(one.certainty);
  if (one.place >= 0) more.push(`in ${clean(model.named(one.place)[1])}`);
  if (one.assessment) more.push(`assessed: ${one.assessment}`);
  if (more.length) where.append(` · ${more.join(" · ")}`);
  const item = h("li", {}, line, where);
  if (one.quote) item.append(h("blockquote", {}, clean(one.quote)));
  if (one.as_named) item.append(h("p", { class: "ag-note" }, `Named there as “${clean(one.as_named)}”`));
  if (one.note) item.append(h("p", { class: "ag-note" }, clean(one.note)));
  return item;
}
