// Under a card's line: the rows of relations.csv on which it rests, each to be changed or removed.

import { clean, h } from "../page/dom.js";
import { button, wrong } from "./asked.js";

/** @import { Viewer } from "../page/viewer.js" */
/** @import { Api, Row } from "./asked.js" */
/** @typedef {{change: (row: Row) => void, remove: (row: Row) => void}} Hooks */

/** Offer to change or remove what each line of a card rests on, also of cards that come later. @param {Viewer} viewer @param {Api} api @param {Hooks & {about: (id: string) => void}} hooks */
export function offerRows(viewer, api, hooks) {
  const { root } = viewer;
  root.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!(details instanceof HTMLDetailsElement) || !details.open || details.querySelector(".ws-rows")) return;
    const line = details.closest(".ag-line[data-edges]");
    if (line) details.append(rowsButton(line));
  }, true);
  /** @param {Element} line */
  const rowsButton = (line) => {
    const box = h("div", { class: "ws-rows" }, button("Change or remove", async () => box.replaceChildren(...await listed(viewer, api, hooks, edgesOf(line)))));
    return box;
  };
  const offer = () => {
    for (const one of root.querySelectorAll(".ag-relation[data-edges]:not(.ws-offered)")) {
      one.classList.add("ws-offered");
      one.append(rowsButton(one));
    }
    const actions = root.querySelector(".ag-actions:not(.ws-offered)"), { selected } = viewer.state;
    if (actions && selected !== null) {
      actions.classList.add("ws-offered");
      const id = viewer.model.ids[selected];
      actions.append(button("Change", async () => {
        const rows = await describing(api, id);
        if (rows.length === 1) hooks.change(rows[0]);
        else actions.after(h("div", { class: "ws-rows" }, ...items(hooks, rows, "No row of entities.csv describes it: only relations name it.")));
      }), button("Add a claim", () => hooks.about(id)));
    }
  };
  new MutationObserver(offer).observe(root, { childList: true, subtree: true });
  offer();
}

/** @param {Element} line @returns {number[]} */
const edgesOf = (line) => (line.getAttribute("data-edges") ?? "").split(",").filter(Boolean).map(Number);

/** So many rows are listed under a line. */
const LISTED = 50;

/** The rows that state some edges. @param {Viewer} viewer @param {Api} api @param {Hooks} hooks @param {number[]} edges */
async function listed(viewer, api, hooks, edges) {
  const { model } = viewer, all = model.data.claims.line ?? [];
  const whole = edges.flatMap((k) => (k < model.m ? [k] : model.collapsed[k - model.m].via));
  const lines = new Set(whole.flatMap((k) => model.claims(k).map(({ number }) => all[number])).filter(Boolean));
  try {
    const rows = await Promise.all([...lines].slice(0, LISTED).map((line) => rowAt(api, "relations", line)));
    return items(hooks, rows, "No row states this by itself.");
  } catch (error) {
    return [h("p", { class: "ws-problem ws-error", role: "alert" }, wrong(error))];
  }
}

/** The rows that describe an entity. @param {Api} api @param {string} id @returns {Promise<Row[]>} */
async function describing(api, id) {
  const { lines } = await api.get("rows", { entity: id });
  return Promise.all(lines.map((/** @type {number} */ line) => rowAt(api, "entities", line)));
}

/** @param {Api} api @param {string} table @param {number} line @returns {Promise<Row>} */
const rowAt = (api, table, line) => api.get("row", { table, line: String(line) });

/** A row in words. @param {Row} row */
export function rowWords({ table, cells }) {
  return clean(table === "relations" ? [cells.source, cells.relation, cells.target].filter(Boolean).join(" — ") : [cells.name, cells.type].filter(Boolean).join(", "));
}

/** @param {Hooks} hooks @param {Row[]} rows @param {string} nothing @returns {Node[]} */
function items(hooks, rows, nothing) {
  if (!rows.length) return [h("p", { class: "ag-quiet" }, nothing)];
  return [h("ul", { class: "ag-claims" }, ...rows.map((row) => {
    const { attributed_to: speaker, document, locator, quote } = row.cells;
    const where = clean([speaker, document, locator].filter(Boolean).join(", "));
    return h("li", {}, h("p", { class: "ag-who" }, rowWords(row)), where ? h("p", { class: "ag-where" }, where) : null,
      quote ? h("blockquote", {}, clean(quote)) : null, h("p", { class: "ag-where" }, `${row.table}.csv, line ${row.line}`),
      h("div", { class: "ws-actions" }, button("Change", () => hooks.change(row)), button("Remove", () => hooks.remove(row))));
  }))];
}
