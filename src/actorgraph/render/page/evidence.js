// What a relation rests on: how well founded it is, then each claim with who makes it, in which
// document, where in it, and the quote. Made when somebody unfolds it, or where a card is about it.

import { clean, h } from "./dom.js";
import { inline } from "./inline.js";
import { passage } from "./passage.js";
import { claimWords, joined, remarkWords, sentence, standing, textOf, when } from "./sentences.js";

/** @import { ShownClaim } from "./model.js" */
/** @import { Viewer } from "./viewer.js" */

/** So many claims show the passages that they cite without being asked. */
const FEW = 3;

/** One relation with its evidence. @param {Viewer} viewer @param {number} k @param {number | null} [seenFrom] the end with which a symmetric one begins */
export function relation(viewer, k, seenFrom = null) {
  const { model } = viewer;
  return h("li", { class: "ag-relation", "data-style": model.style[k], "data-edges": k },
    h("p", { class: "ag-sentence" }, ...inline(viewer, sentence(model, k, seenFrom))), ...evidence(viewer, k));
}

/** How well founded a relation is, when it held, and its claims. @param {Viewer} viewer @param {number} k @param {boolean} [alone] whether nothing else is unfolded with it @returns {Node[]} */
export function evidence(viewer, k, alone = false) {
  return [facts(viewer, k), claims(viewer, viewer.model.claims(k), k, alone)];
}

/** Few claims show their passages at once. @param {Viewer} viewer @param {ShownClaim[]} stated @param {number} k @param {boolean} alone */
export function claims(viewer, stated, k, alone) {
  const open = alone && stated.length <= FEW;
  return h("ul", { class: "ag-claims" }, ...stated.map((one) => claimItem(viewer, one, k, open)));
}

/** The first words are the number of origins; who confirms and who denies follows. @param {Viewer} viewer @param {number} k */
function facts(viewer, k) {
  const { model, state } = viewer;
  const [origins, ...more] = standing(model, k);
  const box = h("p", { class: "ag-chips" }, h("span", { class: `ag-chip ag-${model.verdictWord(k)}` }, textOf(model, origins)));
  for (const words of more) box.append(h("span", { class: "ag-when" }, ...inline(viewer, words)));
  box.append(h("span", { class: "ag-when" }, ...inline(viewer, when(model, k, state.asOf))));
  return box;
}

/** A claim: who says so stands first, the quote, the note and the passage last, on lines of their own. @param {Viewer} viewer @param {ShownClaim} claim @param {number} k @param {boolean} open whether its passage is unfolded */
function claimItem(viewer, claim, k, open) {
  const { model } = viewer;
  const words = claimWords(model, claim, k);
  /** @param {(cell: string) => boolean} shows */
  const line = (shows) => inline(viewer, joined(words.filter(({ cell }) => shows(cell)).map(({ parts }) => parts), " · "));
  const item = h("li", {}, h("p", { class: `ag-who ag-said-${claim.status}` }, ...line((cell) => cell === "who")),
    h("p", { class: "ag-where" }, ...line((cell) => cell === "" || cell === "document")));
  if (claim.quote) item.append(h("blockquote", {}, clean(claim.quote)));
  if (claim.note) item.append(h("p", { class: "ag-note" }, clean(claim.note)));
  for (const words of remarkWords(model, claim, (one) => viewer.view.standing[one] > 0)) {
    item.append(h("p", { class: "ag-note" }, ...inline(viewer, words)));
  }
  item.append(...passage(model, claim, open));
  return item;
}
