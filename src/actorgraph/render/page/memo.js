// A relation as one sentence that begins with who says it, to be copied into a text. Words it as
// render/memo.py; tests/differential/test_cards_of_the_page.py holds the two together.

import { canBeOffice, officeWords, roleWords } from "./cardtext.js";
import { speakers } from "./claims.js";
import { clean } from "./dom.js";
import { numberWords } from "./language.js";
import { isOffice } from "./sections.js";
import { bareSentence, joined, OUR_READING, readParts, textOf } from "./sentences.js";

/** @import { EdgeCells } from "./cells.js" */
/** @import { Part } from "./sentences.js" */

/** @param {EdgeCells} cells @param {number} k */
export function citation(cells, k) {
  const { citations, model } = cells;
  const lead = model.lead(k), origins = model.origins[k], claims = cells.supporting(k);
  const before = cells.isSourced ? textOf(model, citations.beforeSentence(claims, lead)) : "";
  const stated = textOf(model, [...mode(cells, k), ...told(cells, k), "; ", ...cells.when(k), "."]);
  const words = [before + (before ? stated : stated.slice(0, 1).toUpperCase() + stated.slice(1))];
  if (model.verdictWord(k) === "contested") words.push(`DISPUTED: ${textOf(model, citations.cite(cells.denying(k)))}.`);
  if (origins > 1) words.push(`${numberWords(origins, "en")} independent origins.`);
  return words.join(" ");
}

/** What keeps an edge from being a plain fact, and whose hedge it is. @param {EdgeCells} cells @param {number} k @returns {Part[]} */
function mode({ model }, k) {
  const lead = model.lead(k), named = speakers(lead), read = readParts(lead, false);
  /** @type {Part[][]} */
  const words = [];
  if (lead.certainty !== "stated") words.push([lead.certainty, ...(named.length ? [", as ", ...joined(named.map((one) => [{ named: one }]), " and "), " puts it"] : [])]);
  if (read) words.push([`${OUR_READING} (${read})`]);
  return words.length ? [...joined(words, "; "), ": "] : [];
}

/** An edge as a clause; a plan or a denial keeps the bare word, which tells no past. @param {EdgeCells} cells @param {number} k @returns {Part[]} */
function told({ model }, k) {
  const source = model.source[k], target = model.target[k], relation = model.relation[k], role = model.role(k);
  if (model.mode(k) || model.verdictWord(k) === "denied") return bareSentence(model, { source, target, relation, role });
  if (isOffice(model, k)) return [{ entity: source }, canBeOffice(model, target) ? " was " : " held ", ...officeWords(model, k), roleWords(model, k)];
  return [{ entity: source }, ` ${clean(model.data.told[relation])} `, { entity: target }, role ? ` (${clean(role)})` : ""];
}
