// The same content without the picture: every relation and claim shown, in a table that sorts.

import { speakers } from "./claims.js";
import { h, clean, link } from "./dom.js";
import { moment, STANDING, when, wordsOf } from "./words.js";
import { POSSIBLE } from "./dates.js";

const PAGE = 200;
const COLUMNS = ["From", "Relation", "To", "When", "Verdict", "Origins", "Who says so, and where"];

/** @param {any} ui {model, view, state, select} */
export function tableView(ui) {
  const { model } = ui;
  const rows = [];
  for (let k = 0; k < model.m; k++) if (ui.view.standing[k]) rows.push(k);
  if (!rows.length) return h("p", { class: "ag-empty" }, "No relation is left by the filters.");
  const order = { column: -1, down: false };
  const body = h("tbody");
  const more = h("button", { type: "button", class: "ag-button", onclick: () => fill(shown + PAGE) });
  let shown = 0;
  const fill = (upTo) => {
    for (; shown < Math.min(upTo, rows.length); shown++) body.append(row(ui, rows[shown]));
    more.hidden = shown >= rows.length;
    more.textContent = `Show more (${(rows.length - shown).toLocaleString("en")} left)`;
  };
  const sort = (column, head) => {
    order.down = order.column === column ? !order.down : false;
    order.column = column;
    const key = keys(model)[column];
    rows.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a - b) * (order.down ? -1 : 1));
    for (const one of head.parentElement.parentElement.children) one.removeAttribute("aria-sort");
    head.parentElement.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    body.replaceChildren();
    shown = 0;
    fill(PAGE);
  };
  const head = h("tr", {}, ...COLUMNS.map((title, c) => h("th", { scope: "col" }, h("button", { type: "button", onclick: (event) => sort(c, event.currentTarget) }, title))));
  fill(PAGE);
  const caption = h("caption", {}, `${rows.length.toLocaleString("en")} relations, each with its claims`);
  return h("div", { class: "ag-tablewrap", tabIndex: 0, role: "region", "aria-label": "Relations as a table" }, h("table", {}, caption, h("thead", {}, head), body), more);
}

function keys(model) {
  const name = (i) => model.names[i].toLowerCase();
  return [
    (k) => name(model.source[k]), (k) => relationWords(model, k), (k) => name(model.target[k]),
    (k) => model.days(k)[1], (k) => model.verdictWord(k), (k) => model.origins[k],
    (k) => (model.claims(k)[0] ? whoText(model, model.claims(k)[0]) : ""),
  ];
}

function relationWords(model, k) {
  return wordsOf(model.relations[model.relation[k]]) + (model.role(k) ? ` (${clean(model.role(k))})` : "");
}

function row(ui, k) {
  const { model, view, state } = ui;
  const name = (i) => h("td", {}, h("button", { type: "button", class: "ag-name", onclick: () => ui.select(i) }, clean(model.names[i])));
  const marks = [STANDING[model.verdictWord(k)], model.certainty(k) === "stated" ? "" : model.certainty(k), model.edgeDerived(k) ? "derived" : ""];
  const dates = when(model.start(k), model.end(k));
  const asked = state.asOf === null ? "" : view.standing[k] === POSSIBLE ? " (possible on that day)" : " (held on that day)";
  return h("tr", {}, name(model.source[k]), h("td", {}, relationWords(model, k)), name(model.target[k]),
    h("td", {}, dates + asked), h("td", {}, marks.filter(Boolean).join(", ")), h("td", { class: "ag-number" }, String(model.origins[k])),
    h("td", {}, h("ul", { class: "ag-plain" }, ...model.claims(k).map((one) => h("li", {}, ...claimLine(model, one))))));
}

function whoText(model, one) {
  return speakers(one).map((ref) => clean(model.named(ref)[1])).join(" and ") || "nobody named";
}

function claimLine(model, one) {
  const said = { claimed: "says so", confirmed: "confirms it", denied: "denies it" }[one.status];
  const via = one.via.map((ref) => ` via ${clean(model.named(ref)[1])}`).join("");
  const parts = [`${whoText(model, one)} ${said}${via}`];
  if (one.certainty !== "stated") parts.push(one.certainty);
  if (one.said) parts.push(`said ${moment(one.said)}`);
  const line = [parts.join(" · "), " · "];
  if (one.document >= 0) {
    const [id, name, url] = model.named(one.document);
    line.push(link(name, url || id), one.locator ? `, ${clean(one.locator)}` : "");
  } else line.push("no document");
  for (const [label, text] of [["in", one.place >= 0 ? model.named(one.place)[1] : ""], ["quote:", one.quote], ["as", one.as_named], ["assessed:", one.assessment], ["note:", one.note]]) {
    if (text) line.push(` · ${label} ${clean(text)}`);
  }
  return line;
}
