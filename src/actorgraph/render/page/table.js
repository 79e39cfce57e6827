// The same content without the picture: every claim of what is shown in a row, in the columns of
// `show --full` (render/claim_table.py), and sortable. On a phone each row is a block.
// tests/differential/test_cards_of_the_page.py holds the cells to Python.

import { speakers } from "./claims.js";
import { clean, h } from "./dom.js";
import { inline } from "./inline.js";
import { t } from "./language.js";
import { bareSentence, furtherCells, joined, OUR_READING, readParts, textOf } from "./sentences.js";

/** @import { Model, ShownClaim } from "./model.js" */
/** @import { Part } from "./sentences.js" */
/** @import { Viewer } from "./viewer.js" */

/** One claim of a relation. @typedef {{claim: ShownClaim, edge: number}} Row */

const PAGE = 200;
const NOTHING = "-";

/** Headings, what a row says in each column, and what it is sorted by if that is no text. @type {[string, (model: Model, row: Row) => Part[], ((row: Row) => number)?][]} */
const COLUMNS = [
  ["what", (model, { claim }) => bareSentence(model, claim)],
  ["from", (_, { claim }) => [ofDate(claim, claim.start.text)], ({ claim }) => claim.period[1]],
  ["to", (_, { claim }) => [ofDate(claim, claim.end.text)], ({ claim }) => claim.period[3]],
  ["who says", (_, { claim }) => listed(speakers(claim))],
  ["through", (_, { claim }) => listed(claim.via)],
  ["said", (_, { claim }) => [clean(claim.said) || NOTHING], ({ claim }) => claim.saidOn.latest],
  ["where", (_, { claim }) => where(claim)],
  ["how", (_, { claim }) => [how(claim)]],
  ["founded", (model, { edge }) => [model.verdictWord(edge)]],
  ["further", (_, { claim }) => further(claim)],
];

/** The cells of a row. @param {Model} model @param {Row} row @returns {Part[][]} */
export const cellsOf = (model, row) => COLUMNS.map(([, words]) => words(model, row));

/** @param {ShownClaim} claim @param {string} date */
function ofDate({ inferred }, date) {
  if (!date) return NOTHING;
  return inferred.includes("date") ? `${clean(date)} (${OUR_READING})` : clean(date);
}

/** @param {number[]} refs @returns {Part[]} */
function listed(refs) {
  return refs.length ? joined(refs.map((one) => [{ named: one }]), ", ") : [NOTHING];
}

/** @param {ShownClaim} claim @returns {Part[]} */
function where({ document, locator }) {
  if (document < 0) return [clean(locator) || NOTHING];
  return [{ named: document }, locator ? ` ${clean(locator)}` : ""];
}

/** @param {ShownClaim} claim */
function how(claim) {
  const read = readParts(claim, false);
  return [claim.status, claim.certainty === "stated" ? "" : claim.certainty, read && `${OUR_READING}: ${read}`].filter(Boolean).join(", ");
}

/** @param {ShownClaim} claim @returns {Part[]} */
function further(claim) {
  /** @type {Part[][]} */
  const place = claim.place < 0 ? [] : [["in ", { named: claim.place }]];
  const cells = [...place, ...furtherCells(claim).map(({ parts }) => parts)];
  return cells.length ? joined(cells, " · ") : [NOTHING];
}

/** @param {Viewer} viewer */
export function tableView(viewer) {
  const { model, view } = viewer;
  const edges = [...view.standing.keys()].filter((k) => view.standing[k]);
  if (!edges.length) return h("p", { class: "ag-empty" }, t("table.nothing"));
  return new Table(viewer, edges.flatMap((edge) => model.claims(edge).map((claim) => ({ claim, edge })))).box;
}

class Table {
  /** @param {Viewer} viewer @param {Row[]} rows */
  constructor(viewer, rows) {
    this.viewer = viewer;
    this.rows = rows;
    this.shown = 0;
    this.sorted = { column: -1, down: false };
    this.body = h("tbody", { role: "rowgroup" });
    this.more = h("button", { type: "button", class: "ag-button", onclick: () => this.fill() });
    this.heads = COLUMNS.map(([title], column) => h("th", { scope: "col", role: "columnheader" }, h("button", { type: "button", onclick: () => this.sort(column) }, title)));
    const head = h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...this.heads));
    const table = h("table", { role: "table" }, h("caption", {}, t("table.caption", { n: rows.length })), head, this.body);
    this.box = h("div", { class: "ag-tablewrap", tabIndex: 0, role: "region", "aria-label": t("table.region") }, table, this.more);
    this.fill();
  }

  /** Show the next rows. */
  fill() {
    const next = this.rows.slice(this.shown, this.shown + PAGE);
    this.body.append(...next.map((one) => row(this.viewer, one)));
    this.shown += next.length;
    const left = this.rows.length - this.shown;
    this.more.hidden = left === 0;
    this.more.textContent = t("card.more", { n: left });
  }

  /** @param {number} column */
  sort(column) {
    const { model } = this.viewer, [, words, number] = COLUMNS[column];
    const down = this.sorted.column === column && !this.sorted.down;
    this.sorted = { column, down };
    const keys = new Map(this.rows.map((one, place) => [one, { key: number ? number(one) : textOf(model, words(model, one)).toLowerCase(), place }]));
    this.rows.sort((a, b) => {
      const one = keys.get(a), two = keys.get(b);
      if (!one || !two) return 0;
      return (one.key < two.key ? -1 : one.key > two.key ? 1 : one.place - two.place) * (down ? -1 : 1);
    });
    this.heads.forEach((head, c) => (c === column ? head.setAttribute("aria-sort", down ? "descending" : "ascending") : head.removeAttribute("aria-sort")));
    this.body.replaceChildren();
    this.shown = 0;
    this.fill();
  }
}

/** A row; cells that say nothing are marked, since a phone leaves them out. @param {Viewer} viewer @param {Row} one */
function row(viewer, one) {
  const cells = cellsOf(viewer.model, one).map((parts, c) => h("td", {
    role: "cell", "data-label": COLUMNS[c][0], class: parts.length === 1 && parts[0] === NOTHING ? "ag-nothing" : null,
  }, ...inline(viewer, parts)));
  return h("tr", { role: "row" }, ...cells);
}
