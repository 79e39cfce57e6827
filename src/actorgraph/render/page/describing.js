// What an entity is, in lines: its values with who gives and who denies them, and where they say so.
// Words it as render/entity_text.py, whose labels the payload carries;
// tests/differential/test_descriptions_of_the_page.py holds the two together.

import { attributesOf } from "./attributes.js";
import { speakers } from "./claims.js";
import { clean } from "./dom.js";
import { claimWords, joined, textOf, who } from "./sentences.js";
import { counted } from "./words.js";

/** @import { Description, Value } from "./attributes.js" */
/** @import { Model, ShownClaim } from "./model.js" */
/** @import { Part, Words } from "./sentences.js" */

/**
 * The words that Python has for it.
 * @typedef {object} Labels
 * @property {[string, string][]} labels what known columns are called, in the order of the card
 * @property {string} nobody what is said of a value that rests on nobody; "" where nobody is named at all
 * @property {number} most_marks beyond it, the number of such values is said once
 */

/** @param {ShownClaim} claim */
const isSourced = (claim) => speakers(claim).length > 0 || claim.document >= 0;

/** @param {Value} value */
const hasSource = ({ statedBy, deniedBy }) => [...statedBy, ...deniedBy].some(isSourced);

/** An entity with its type and its id. @param {Model} model @param {number} i */
export function titleOf(model, i) {
  const type = clean(model.data.types[model.kind[i]]) || "no type";
  return `${clean(model.names[i])}  ${type}, id ${clean(model.ids[i])}${model.isDerived(i) ? ", derived" : ""}`;
}

/** The values of an entity, a line each, with who gives them where the data names anybody. @param {Model} model @param {number} i @returns {Words[]} */
export function valueLines(model, i) {
  return model.described.has(i) ? describedLines(model, i) : factLines(model, i);
}

/** @param {Model} model @param {number} i @returns {Words[]} */
function factLines(model, i) {
  const facts = model.facts(i), also = model.aliases(i).map(clean).join(", ");
  /** @type {Words[]} */
  const described = facts.filter(([label]) => !label).map(([, text]) => ({ cell: "description", parts: [clean(text)] }));
  /** @type {Words[]} */
  const labelled = facts.filter(([label]) => label).map(([label, text]) => ({ cell: label, parts: [`${clean(label)}: `, label === "URL" ? { address: text } : clean(text)] }));
  return [...described, ...(also ? [{ cell: "aliases", parts: [`Also: ${also}`] }] : []), ...labelled];
}

/** @param {Model} model @param {number} i @returns {Words[]} */
function describedLines(model, i) {
  /** @type {Labels} */
  const { labels, nobody, most_marks } = model.data.describing;
  const used = model.descriptions(i), attributes = attributesOf(used);
  const isHeading = (/** @type {Value} */ { cell: [column, text] }) => column === "type" || (column === "name" && text === model.names[i]);
  const unsourced = [...attributes.values()].flat().filter((value) => !isHeading(value) && !hasSource(value)).length;
  const mark = unsourced <= most_marks ? nobody : "";
  /** @param {Value[]} values @param {boolean} several @returns {Part[][]} */
  const words = (values, several) => values.map((value) => withGivers(value, mark, several));
  /** @type {Words[]} */
  const lines = [];
  /** @param {string} cell @param {string} label @param {Part[][]} all */
  const add = (cell, label, all) => lines.push({ cell, parts: [`${clean(label)}: `, ...joined(all, "; ")] });
  const of = (/** @type {string} */ column) => attributes.get(column) ?? [];
  if (of("type").some(hasSource)) add("type", "Type", words(of("type"), of("type").length > 1));
  for (const parts of words(of("description"), of("description").length > 1)) lines.push({ cell: "description", parts });
  const names = of("name").filter((value) => hasSource(value) || value.cell[1] !== model.names[i]);
  const also = aliasParts(model, [...names, ...of("aliases")], mark);
  if (also.length) add("aliases", "Also", also);
  const known = new Map(labels), inLines = new Set(["type", "description", "name", "aliases"]);
  for (const column of new Set([...known.keys(), ...attributes.keys()])) {
    if (!inLines.has(column) && of(column).length) add(column, known.get(column) ?? column, words(of(column), of(column).length > 1));
  }
  lines.push(...used.flatMap(remarks));
  if (nobody && unsourced > most_marks) lines.push({ cell: "", parts: [`For ${counted(unsourced, "value")} of these nobody is named.`] });
  return lines;
}

/** What a row adds for which nobody is named. @param {Description} description @returns {Words[]} */
function remarks({ claim }) {
  if (isSourced(claim)) return [];
  const cells = [["said", claim.said], ["place in the document", claim.locator], ["quote", claim.quote], ["assessed", claim.assessment], ["note", claim.note]];
  return cells.filter(([, text]) => text).map(([label, text]) => ({ cell: "", parts: [`${label}: ${clean(text)}`] }));
}

/** All further names, those together that the same sources give. @param {Model} model @param {Value[]} values @param {string} mark */
function aliasParts(model, values, mark) {
  /** @type {Map<string, {names: string[], given: Part[]}>} */
  const byGivers = new Map();
  for (const value of values) {
    const given = givers(value, mark, false), words = textOf(model, given);
    const group = byGivers.get(words) ?? { names: [], given };
    group.names.push(clean(value.cell[1]));
    byGivers.set(words, group);
  }
  return [...byGivers.values()].map(({ names, given }) => inBrackets(names.join(", "), given));
}

/** A value with who states it and who denies it. @param {Value} value @param {string} mark what is said where nobody is named @param {boolean} several whether its row tells it from others @returns {Part[]} */
function withGivers(value, mark, several) {
  const [column, text, named] = value.cell;
  return inBrackets(named === undefined ? (column === "url" ? { address: text } : clean(text)) : { named }, givers(value, mark, several));
}

/** @param {Part} shown @param {Part[]} given @returns {Part[]} */
function inBrackets(shown, given) {
  return given.length ? [shown, " (", ...given, ")"] : [shown];
}

/** Who states a value and who denies it; nothing for nobody. @param {Value} value @param {string} mark @param {boolean} several @returns {Part[]} */
function givers(value, mark, several) {
  if (!hasSource(value)) {
    const words = mark || (several ? value.rows.map(({ row }) => clean(row)).join(", ") : "");
    return words ? [words] : [];
  }
  const stating = value.statedBy.filter(isSourced);
  /** @type {Part[][]} */
  const remarks = stating.length ? [who(stating)] : [];
  if (value.deniedBy.length) remarks.push(["denied by ", ...who(value.deniedBy)]);
  return joined(remarks, "; ");
}

/** What is said where no relation of an entity is left: more is left only if somebody is named for it. @param {Model} model @param {number} i @param {boolean} isFiltered */
export function nothingLeft(model, i, isFiltered) {
  const used = model.descriptions(i), namesSources = Boolean(used.length && model.data.describing.nobody);
  if (!isFiltered) return "No relation is recorded here.";
  if (used.some(({ claim }) => isSourced(claim)) || (valueLines(model, i).length && !namesSources)) return "No relation is recorded that passes the filters.";
  return "Nothing is left: no relation passes the filters, nor does any description that names its source.";
}

/** Who describes an entity and where, each once. @param {Model} model @param {number} i @returns {Part[][]} */
export function sourceLines(model, i) {
  /** @type {Map<string, {parts: Part[], rows: number}>} */
  const lines = new Map();
  for (const { claim } of model.descriptions(i)) {
    if (!isSourced(claim)) continue;
    const parts = joined(claimWords(model, claim, null).map(({ parts }) => parts), " · ");
    const line = lines.get(textOf(model, parts)) ?? { parts, rows: 0 };
    line.rows++;
    lines.set(textOf(model, parts), line);
  }
  return [...lines.values()].map(({ parts, rows }) => [...parts, ...(rows > 1 ? [` (${rows} rows)`] : [])]);
}
