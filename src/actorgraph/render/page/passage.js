// The passage of a document that a claim cites, with a paragraph around it and the claim's words marked.

import { clean, h } from "./dom.js";
import { t } from "./language.js";

/** @import { Model, ShownClaim } from "./model.js" */

/** The passage of a claim, folded or not; nothing where the page has none. @param {Model} model @param {ShownClaim} claim @param {boolean} open @returns {Node[]} */
export function passage({ data }, claim, open) {
  if (!claim.passage) return [];
  const { document, number, text, digests } = data.passages, marks = marksOf(data.passages, claim);
  const lines = paragraphs(data.passages, marks).map((at) => {
    const own = pieces(text[at], marksIn(marks, at));
    const isAround = marks.length > 2 && !own.some(({ marked }) => marked);
    return h("p", { class: isAround ? "ag-around" : "" }, h("span", { class: "ag-paragraph" }, `p${number[at]}`),
      ...own.map(({ words, marked }) => (marked ? h("mark", {}, words) : words)));
  });
  const digest = digests[document[marks[0]]];
  return [h("details", { class: "ag-passage", open }, h("summary", {}, t("card.passage")), ...lines,
    digest ? h("p", { class: "ag-digest" }, t("card.digest", { digest })) : null)];
}

/** What a claim marks: a place of a paragraph, a start and an end for each, or the first and the last paragraph alone. @param {{text: string[], cited: number[][]}} table @param {{passage: number, quote: string, as_named: string}} claim @returns {number[]} */
export function marksOf({ text, cited }, { passage, quote, as_named }) {
  const at = passage - 1;
  if (at >= text.length) return cited[at - text.length];
  const words = quote && text[at].includes(quote) ? quote : as_named, start = text[at].indexOf(words);
  return [at, start, start + words.length];
}

/** The places of the paragraphs to show: what is marked and one around it, or from a first to a last. @param {{document: number[], number: number[]}} table @param {number[]} marks @returns {number[]} */
export function paragraphs({ document, number }, marks) {
  let [first] = marks, last = marks.length > 2 ? marks[marks.length - 3] : marks[1];
  if (marks.length > 2) {
    if (isNext(document, number, first - 1)) first--;
    if (isNext(document, number, last)) last++;
  }
  return Array.from({ length: last - first + 1 }, (_, j) => first + j);
}

/** Whether the paragraph after this one in the table follows it in its document. @param {number[]} document @param {number[]} number @param {number} at */
function isNext(document, number, at) {
  return document[at] === document[at + 1] && number[at] + 1 === number[at + 1];
}

/** The marks in one paragraph, as pairs of places. @param {number[]} marks @param {number} at */
export function marksIn(marks, at) {
  /** @type {number[][]} */
  const own = [];
  if (marks.length < 3) return own;
  for (let j = 0; j < marks.length; j += 3) if (marks[j] === at) own.push([marks[j + 1], marks[j + 2]]);
  return own;
}

/** A paragraph in pieces, marked and not. @param {string} text @param {number[][]} marks in order @returns {{words: string, marked: boolean}[]} */
export function pieces(text, marks) {
  const made = [];
  let from = 0;
  for (const [start, end] of marks) {
    made.push({ words: shown(text.slice(from, start)), marked: false }, { words: shown(text.slice(start, end)), marked: true });
    from = end;
  }
  return [...made, { words: shown(text.slice(from)), marked: false }].filter(({ words }) => words);
}

/** Line ends of a document are blanks here. @param {string} text */
function shown(text) {
  return clean(text.replace(/\s+/g, " "));
}
