// One line about a relation: when and where, who says so, what is disputed. Words it as EdgeCells of
// render/relation_lines.py; tests/differential/test_cards_of_the_page.py holds the two together.

import { speakers } from "./claims.js";
import { Citations } from "./citations.js";
import { clean } from "./dom.js";
import { bareSentence, joined, OUR_READING, textOf, when, who } from "./sentences.js";
import { counted } from "./words.js";

/** @import { Model, ShownClaim } from "./model.js" */
/** @import { Part } from "./sentences.js" */

/** The cells of the lines of one card. */
export class EdgeCells {
  /** @param {Model} model @param {number | null} day that is asked for @param {ShownClaim[]} claims all claims of the card */
  constructor(model, day, claims) {
    this.model = model;
    this.day = day;
    this.citations = new Citations(model, claims);
    /** Whether any of the claims names who makes it. */
    this.isSourced = claims.some((claim) => speakers(claim).length > 0 || claim.document >= 0);
    /** The place of each claim on the card. */
    this.places = new Map();
    for (const { number } of claims) if (!this.places.has(number)) this.places.set(number, this.places.size);
  }

  /** When a relation held, where, and what else its claims give. @param {number} k @returns {Part[]} */
  when(k) {
    const claims = this.supporting(k);
    if (!claims.some(givesMore)) return when(this.model, k, this.day);
    const columns = new Set(claims.filter(({ status }) => status !== "denied").flatMap(({ extra }) => Object.keys(extra)));
    /** @type {((claim: ShownClaim) => Part[])[]} */
    const cells = [
      ({ place, inferred }) => (place < 0 ? [] : ["in ", { named: place }, inferred.includes("place") ? ` (${OUR_READING})` : ""]),
      ({ amount, currency }) => [clean(`${amount} ${currency}`.trim())],
      ({ share }) => (share ? [`share ${clean(share)}`] : []),
      ...[...columns].map((column) => (/** @type {ShownClaim} */ { extra }) => (extra[column] ? [`${clean(column)} ${clean(extra[column])}`] : [])),
    ];
    return joined([when(this.model, k, this.day), ...cells.flatMap((words) => this.given(k, claims, words))], ", ");
  }

  /** What the claims of a relation give: the lead's alone, else each with who gives it. @param {number} k @param {ShownClaim[]} claims @param {(claim: ShownClaim) => Part[]} words @returns {Part[][]} */
  given(k, claims, words) {
    /** @type {Map<string, {parts: Part[], claims: ShownClaim[]}>} */
    const giving = new Map();
    for (const claim of claims) {
      const parts = words(claim), text = textOf(this.model, parts);
      if (!text) continue;
      const one = giving.get(text) ?? { parts, claims: [] };
      one.claims.push(claim);
      giving.set(text, one);
    }
    const [first, ...others] = giving.values();
    if (first && !others.length && first.claims.includes(this.model.lead(k))) return [first.parts];
    return [...giving.values()].map(({ parts, claims }) => [...parts, " (", ...who(claims), ")"]);
  }

  /** Who says so, and how many origins it has if there is more than one. @param {number} k @returns {Part[]} */
  who(k) {
    if (!this.isSourced) return [];
    const words = this.citations.cite(this.supporting(k), this.model.lead(k)), number = this.model.origins[k];
    return number > 1 ? [...words, ` · ${counted(number, "origin")}`] : words;
  }

  /** Who denies what others say. @param {number} k @returns {Part[][]} */
  disputes(k) {
    return this.model.verdictWord(k) === "contested" ? [["DISPUTED: ", ...this.citations.cite(this.denying(k))]] : [];
  }

  /** What others say of claims, as far as the card knows them. @param {ShownClaim[]} claims @returns {Part[][]} */
  ofThis(claims) {
    const { citations, model, places } = this;
    return claims.flatMap(({ remarks }) => {
      const known = remarks.filter((c) => places.has(c)).sort((one, two) => Number(places.get(one)) - Number(places.get(two)));
      return known.map((c) => ["of this: ", ...bareSentence(model, model.claimAt(c)), " (", ...citations.cite([model.claimAt(c)]), ")"]);
    });
  }

  /** @param {number} k */
  supporting(k) {
    const claims = this.model.claims(k), supporting = claims.filter(({ status }) => status !== "denied");
    return supporting.length ? supporting : claims;
  }

  /** @param {number} k */
  denying(k) {
    return this.model.claims(k).filter(({ status }) => status === "denied");
  }
}

/** Whether a claim gives a place, a sum, a share or a column of the data's own. @param {ShownClaim} claim */
function givesMore({ place, amount, currency, share, extra }) {
  return place >= 0 || amount !== "" || currency !== "" || share !== "" || Object.keys(extra).length > 0;
}
