// A row that somebody else changed meanwhile: what you saw, what stands there now, what you want.

import { clean, h } from "../page/dom.js";
import { button, columnWords } from "./asked.js";

/** @typedef {{takeTheirs: () => void, keepMine: () => void}} Choices */

/**
 * @param {Record<string, string>} seen
 * @param {Record<string, string> | null} now null where the row is gone
 * @param {Record<string, string>} wanted the cells that you changed
 * @param {Choices} choices
 * @returns {HTMLElement}
 */
export function conflictView(seen, now, wanted, { takeTheirs, keepMine }) {
  const columns = Object.keys({ ...seen, ...(now ?? {}), ...wanted }).filter(
    (name) => name in wanted || (now && (now[name] ?? "") !== (seen[name] ?? "")));
  const cell = (/** @type {string | undefined} */ text) => h("td", {}, text ? clean(text) : h("span", { class: "ag-quiet" }, "empty"));
  const rows = columns.map((name) => h("tr", {}, h("th", { scope: "row" }, clean(columnWords(name))), cell(seen[name]),
    now ? cell(now[name]) : h("td", { class: "ag-quiet" }, "the row is gone"), cell(wanted[name] ?? now?.[name])));
  const heads = ["Column", "What you saw", "What stands there now", "What you want"].map((text) => h("th", { scope: "col" }, text));
  return h("section", { class: "ws-conflict", role: "alert" },
    h("h3", {}, now ? "Somebody changed this row while you did" : "Somebody removed this row while you changed it"),
    h("p", {}, "Nothing was overwritten. Decide what is to stand there."),
    h("div", { class: "ws-scroll" }, h("table", {}, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows))),
    h("div", { class: "ws-actions" }, button(now ? "Use what stands there now" : "Leave it removed", takeTheirs),
      button(now ? "Put my cells into it" : "Add mine as a new row", keepMine)));
}
