// The sections of a card as elements: ten lines of each, more when they are asked for. Under a line
// lies what it rests on, made when somebody unfolds it.

import { TITLES } from "./cardtext.js";
import { copyButton } from "./copying.js";
import { h } from "./dom.js";
import { claims, evidence, relation } from "./evidence.js";
import { inline, smallButton } from "./inline.js";
import { markEnglish, numberWords, t } from "./language.js";
import { citation } from "./memo.js";
import { textOf } from "./sentences.js";

/** @import { CardPart, CardText, Line } from "./cardtext.js" */
/** @import { Viewer } from "./viewer.js" */

/** Lines of a section on a new card, as on the command line. */
export const LINES = 10;
const MORE = 100;

/** A section; `told` remembers how many lines of it are shown. @param {Viewer} viewer @param {CardText} card @param {CardPart} part @param {Map<string, number>} told */
export function section(viewer, card, part, told) {
  const list = h("div", { class: "ag-part" }), more = smallButton("", () => show(MORE), { class: "ag-button ag-small ag-more" });
  let heading = "", from = 0;
  const show = (/** @type {number} */ count) => {
    for (const group of part.groups(from, from + count)) {
      const words = textOf(viewer.model, group.heading);
      if (words && words !== heading) list.append(h("h4", {}, ...inline(viewer, group.heading, card.entity)));
      heading = words;
      list.append(h("ul", { class: "ag-lines" }, ...group.lines.map((line) => item(viewer, card, line))));
    }
    markEnglish(list);
    from = Math.min(from + count, part.size);
    told.set(part.title, from);
    more.hidden = from === part.size;
    more.textContent = t("card.more", { n: part.size - from });
  };
  show(Math.max(LINES, told.get(part.title) ?? 0));
  const count = h("span", { class: "ag-count" }, numberWords(part.size));
  return h("section", {}, h("h3", {}, t(`card.${part.title}`), count), list, more);
}

/** The text of what is shown of a section, to see whether it has changed. @param {CardText} card @param {CardPart} part @param {Map<string, number>} told */
export function shownText({ model }, part, told) {
  const lines = part.groups(0, Math.max(LINES, told.get(part.title) ?? 0)).flatMap(({ heading, lines }) => [
    textOf(model, heading), ...lines.flatMap(({ what, when, who, remarks }) => [what, when, who, ...remarks].map((words) => textOf(model, words))),
  ]);
  return [TITLES[/** @type {keyof TITLES} */ (part.title)], part.size, ...lines];
}

/** @param {Viewer} viewer @param {CardText} card @param {Line} line */
function item(viewer, card, line) {
  const { model } = viewer;
  const cited = [line.when, line.who].map((words) => textOf(model, words)).filter(Boolean).join(" · ");
  const summary = h("summary", {}, cited || t("card.evidence"));
  const box = h("details", { class: "ag-evidence", ontoggle: () => {
    if (box.open && box.childElementCount === 1) box.append(...restingOn(viewer, line));
  } }, summary);
  const copy = copyButton(viewer, t("card.cite"), () => [...new Set(line.edges.map((k) => citation(card.cells, k)))].join("\n"),
    { class: "ag-cite", title: t("card.cite-tip") });
  return h("li", { class: "ag-line", "data-verdict": line.verdict, "data-edges": line.edges }, h("p", { class: "ag-what" }, ...inline(viewer, line.what, card.entity)),
    copy, box, ...line.remarks.map((words) => h("p", { class: "ag-said-of" }, ...inline(viewer, words, card.entity))));
}

/** What a line rests on: one claim, or all of its relations. @param {Viewer} viewer @param {Line} line @returns {Node[]} */
function restingOn(viewer, { claim, edges }) {
  if (claim) return [claims(viewer, [claim], edges[0], true)];
  if (edges.length === 1) return evidence(viewer, edges[0], true);
  return [h("ul", { class: "ag-relations" }, ...edges.map((k) => relation(viewer, k)))];
}
