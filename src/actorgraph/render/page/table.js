// The same content without the picture: every relation and claim shown, in a table that sorts.

import { clean, h, link } from "./dom.js";
import { claimWords, joined, sentence, standing, textOf, when, who } from "./sentences.js";
import { counted } from "./words.js";

/** @import { Model, ShownClaim } from "./model.js" */
/** @import { Part } from "./sentences.js" */
/** @import { Viewer } from "./viewer.js" */

const PAGE = 200;

/** Headings, and what a column is sorted by. @type {[string, (model: Model, k: number) => string | number][]} */
const COLUMNS = [
  ["From", (model, k) => model.names[model.source[k]].toLowerCase()],
  ["Relation", (model, k) => relationWords(model, k).toLowerCase()],
  ["To", (model, k) => model.names[model.target[k]].toLowerCase()],
  ["When", (model, k) => model.days(k)[1]],
  ["How well founded", (model, k) => model.verdictWord(k)],
  ["Origins", (model, k) => model.origins[k]],
  ["Who says so, and where", (model, k) => textOf(model, who([model.lead(k)]))],
];

/** @param {Viewer} viewer */
export function tableView(viewer) {
  const rows = [...viewer.view.standing.keys()].filter((k) => viewer.view.standing[k]);
  return rows.length ? new Table(viewer, rows).box : h("p", { class: "ag-empty" }, "No relation is left by the filters.");
}

class Table {
  /** @param {Viewer} viewer @param {number[]} rows */
  constructor(viewer, rows) {
    this.viewer = viewer;
    this.rows = rows;
    this.shown = 0;
    this.sorted = { column: -1, down: false };
    this.body = h("tbody");
    this.more = h("button", { type: "button", class: "ag-button", onclick: () => this.fill() });
    this.heads = COLUMNS.map(([title], column) => h("th", { scope: "col" }, h("button", { type: "button", onclick: () => this.sort(column) }, title)));
    const caption = h("caption", {}, `${counted(rows.length, "relation")}, each with its claims`);
    const table = h("table", {}, caption, h("thead", {}, h("tr", {}, ...this.heads)), this.body);
    this.box = h("div", { class: "ag-tablewrap", tabIndex: 0, role: "region", "aria-label": "Relations as a table" }, table, this.more);
    this.fill();
  }

  /** Show the next rows. */
  fill() {
    const next = this.rows.slice(this.shown, this.shown + PAGE);
    this.body.append(...next.map((k) => row(this.viewer, k)));
    this.shown += next.length;
    const left = this.rows.length - this.shown;
    this.more.hidden = left === 0;
    this.more.textContent = `Show more (${left.toLocaleString("en")} left)`;
  }

  /** @param {number} column */
  sort(column) {
    const { model } = this.viewer;
    const down = this.sorted.column === column && !this.sorted.down;
    this.sorted = { column, down };
    const key = COLUMNS[column][1];
    const keys = new Map(this.rows.map((k) => [k, key(model, k)]));
    /** @param {number} a @param {number} b */
    const order = (a, b) => {
      const [one, two] = [keys.get(a) ?? "", keys.get(b) ?? ""];
      return (one < two ? -1 : one > two ? 1 : a - b) * (down ? -1 : 1);
    };
    this.rows.sort(order);
    this.heads.forEach((head, c) => (c === column ? head.setAttribute("aria-sort", down ? "descending" : "ascending") : head.removeAttribute("aria-sort")));
    this.body.replaceChildren();
    this.shown = 0;
    this.fill();
  }
}

/** The sentence without its ends. @param {Model} model @param {number} k */
function relationWords(model, k) {
  return textOf(model, sentence(model, k, null).filter((part) => typeof part === "string" || !("entity" in part))).replaceAll(" — ", " ").trim();
}

/** @param {Viewer} viewer @param {number} k */
function row(viewer, k) {
  const { model, state } = viewer;
  /** @param {number} i */
  const name = (i) => h("td", {}, h("button", { type: "button", class: "ag-name", onclick: () => viewer.select(i) }, clean(model.names[i])));
  const claims = model.claims(k).map((claim) => h("li", {}, ...claimLine(model, claim, k)));
  return h("tr", {}, name(model.source[k]), h("td", {}, relationWords(model, k)), name(model.target[k]),
    h("td", {}, textOf(model, when(model, k, state.asOf))), h("td", {}, textOf(model, joined(standing(model, k), " · "))),
    h("td", { class: "ag-number" }, String(model.origins[k])), h("td", {}, h("ul", { class: "ag-plain" }, ...claims)));
}

/** A claim in one line, its document as a link. @param {Model} model @param {ShownClaim} claim @param {number} k @returns {(string | Node)[]} */
function claimLine(model, claim, k) {
  return claimWords(model, claim, k).flatMap(({ cell, parts }, j) => {
    const words = cell === "document" ? parts.map((part) => documentLink(model, part)) : [textOf(model, parts)];
    return j ? [" · ", ...words] : words;
  });
}

/** @param {Model} model @param {Part} part @returns {string | Node} */
function documentLink(model, part) {
  if (typeof part === "string" || !("named" in part)) return textOf(model, [part]);
  const [id, name, url] = model.named(part.named);
  return link(name, url || id);
}
