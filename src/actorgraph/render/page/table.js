// The same content without the picture: every relation and claim shown, in a table that sorts.

import { speakers } from "./claims.js";
import { POSSIBLE } from "./dates.js";
import { clean, h, link } from "./dom.js";
import { counted, moment, STANDING, STATUS_WORDS, when, wordsOf } from "./words.js";

/** @import { Model, ShownClaim } from "./model.js" */
/** @import { Viewer } from "./viewer.js" */

const PAGE = 200;

/** Headings, and what a column is sorted by. @type {[string, (model: Model, k: number) => string | number][]} */
const COLUMNS = [
  ["From", (model, k) => model.names[model.source[k]].toLowerCase()],
  ["Relation", relationWords],
  ["To", (model, k) => model.names[model.target[k]].toLowerCase()],
  ["When", (model, k) => model.days(k)[1]],
  ["Verdict", (model, k) => model.verdictWord(k)],
  ["Origins", (model, k) => model.origins[k]],
  ["Who says so, and where", (model, k) => whoText(model, model.claims(k)[0])],
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

/** @param {Model} model @param {number} k */
function relationWords(model, k) {
  return wordsOf(model.relations[model.relation[k]]) + (model.role(k) ? ` (${clean(model.role(k))})` : "");
}

/** @param {Viewer} viewer @param {number} k */
function row(viewer, k) {
  const { model, view, state } = viewer;
  /** @param {number} i */
  const name = (i) => h("td", {}, h("button", { type: "button", class: "ag-name", onclick: () => viewer.select(i) }, clean(model.names[i])));
  const certainty = model.certainty(k);
  const marks = [STANDING[model.verdictWord(k)], certainty === "stated" ? "" : certainty, model.edgeDerived(k) ? "derived" : ""];
  const asked = state.asOf === null ? "" : view.standing[k] === POSSIBLE ? " (possible on that day)" : " (held on that day)";
  const claims = model.claims(k).map((claim) => h("li", {}, ...claimLine(model, claim)));
  return h("tr", {}, name(model.source[k]), h("td", {}, relationWords(model, k)), name(model.target[k]),
    h("td", {}, when(model.start(k), model.end(k)) + asked), h("td", {}, marks.filter(Boolean).join(", ")),
    h("td", { class: "ag-number" }, String(model.origins[k])), h("td", {}, h("ul", { class: "ag-plain" }, ...claims)));
}

/** @param {Model} model @param {ShownClaim} claim */
function whoText(model, claim) {
  return speakers(claim).map((ref) => clean(model.named(ref)[1])).join(" and ") || "no speaker is named";
}

/** @param {Model} model @param {ShownClaim} claim @returns {(string | Node)[]} */
function claimLine(model, claim) {
  const via = claim.via.map((ref) => ` via ${clean(model.named(ref)[1])}`).join("");
  const who = speakers(claim).length ? `${whoText(model, claim)} ${STATUS_WORDS[claim.status]}` : `no speaker is named (${claim.status})`;
  const parts = [`${who}${via}`];
  if (claim.certainty !== "stated") parts.push(claim.certainty);
  if (claim.said) parts.push(`said ${moment(claim.said)}`);
  /** @type {(string | Node)[]} */
  const line = [parts.join(" · "), " · "];
  if (claim.document >= 0) {
    const [id, name, url] = model.named(claim.document);
    line.push(link(name, url || id), claim.locator ? `, ${clean(claim.locator)}` : "");
  } else line.push("no document");
  const place = claim.place >= 0 ? model.named(claim.place)[1] : "";
  const more = [["in", place], ["quote:", claim.quote], ["as", claim.as_named], ["assessed:", claim.assessment], ["note:", claim.note]];
  for (const [label, text] of more) if (text) line.push(` · ${label} ${clean(text)}`);
  return line;
}
