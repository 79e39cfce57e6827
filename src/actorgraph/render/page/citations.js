// Who says something and where, in as few words as name both. Words it as render/citations.py;
// tests/differential/test_cards_of_the_page.py holds the two together.

import { speakers } from "./claims.js";
import { clean } from "./dom.js";
import { doubtOf, joined, textOf } from "./sentences.js";
import { moment } from "./words.js";

/** @import { Model, ShownClaim } from "./model.js" */
/** @import { Part } from "./sentences.js" */

/** @type {Record<string, string>} */
const BEFORE = { claimed: "According to ", confirmed: "Confirmed by ", denied: "Denied by " };

const NO_SOURCE = "no source", WITHOUT = ["Without a source"];

/** Cites the claims of one card. A document is called by its publisher where the card cites no other of this publisher. */
export class Citations {
  /** @param {Model} model @param {ShownClaim[]} claims all claims of the card */
  constructor(model, claims) {
    this.model = model;
    /** @type {Map<number, number>} The only document of each publisher; -1 where there are several. */
    this.documents = new Map();
    for (const { document, publisher } of claims) {
      if (document >= 0 && publisher >= 0) this.documents.set(publisher, (this.documents.get(publisher) ?? document) === document ? document : -1);
    }
  }

  /** Who makes claims, through whom, when and where, each once. @param {ShownClaim[]} claims @param {ShownClaim | null} [lead] whose hedge and reading stand beside them already @returns {Part[]} */
  cite(claims, lead = null) {
    return joined(this.byStatus(claims, lead).map(({ status, cited }) => (status === "claimed" ? cited : [`${status} by `, ...cited])), "; ");
  }

  /** The same as the beginning of a sentence. @param {ShownClaim[]} claims @param {ShownClaim | null} [lead] @returns {Part[]} */
  beforeSentence(claims, lead = null) {
    const all = this.byStatus(claims, lead).map(({ status, cited }, j) => {
      const before = cited.length === 1 && cited[0] === NO_SOURCE ? WITHOUT : [BEFORE[status], ...cited];
      return j ? [String(before[0]).toLowerCase(), ...before.slice(1)] : before;
    });
    return [...joined(all, "; "), ": "];
  }

  /** @param {ShownClaim[]} claims @param {ShownClaim | null} lead @returns {{status: string, cited: Part[]}[]} */
  byStatus(claims, lead) {
    /** @type {Map<string, {status: string, speaking: Part[], document: Part[], doubt: string, locators: Set<string>}>} */
    const places = new Map();
    for (const claim of claims) {
      const own = lead && doubtOf(claim) !== doubtOf(lead) ? doubtOf(claim) : "";
      const speaking = this.speaking(claim), document = this.document(claim);
      // Clean text has no line ends in it.
      const key = [claim.status, textOf(this.model, speaking), textOf(this.model, document), own].join("\n");
      const place = places.get(key) ?? { status: claim.status, speaking, document, doubt: own, locators: new Set() };
      places.set(key, place);
      place.locators.add(clean(claim.locator));
    }
    return [...places.values()].map(({ status, speaking, document, doubt, locators }) => {
      const words = cited(speaking, document, [...locators].filter(Boolean).join(", "));
      return { status, cited: doubt ? [...words, ` [${doubt}]`] : words };
    });
  }

  /** Through whom, when and where a speaker said something. @param {ShownClaim} claim @returns {Part[]} */
  occasion(claim) {
    /** @type {Part[][]} */
    const words = claim.via.length ? [["via ", ...joined(claim.via.map((one) => [{ named: one }]), " and ")]] : [];
    if (claim.said) words.push([moment(claim.said)]);
    if (!claim.attributed.length) words.push(["in its own voice"]);
    const document = this.document(claim);
    return [...(words.length ? joined(words, ", ") : ["undated"]), ...(document.length ? [" (", ...document, ")"] : [])];
  }

  /** Who is named as the speaker; nothing where the document speaks for itself. @param {ShownClaim} claim @returns {Part[]} */
  speaking(claim) {
    if (!claim.attributed.length && !claim.via.length) return [];
    const named = speakers(claim);
    /** @type {Part[]} */
    const who = named.length ? joined(named.map((one) => [{ named: one }]), " and ") : ["somebody unnamed"];
    const date = claim.said && claim.attributed.length ? [`, ${moment(claim.said)}`] : [];
    return [...who, ...claim.via.flatMap((one) => [" via ", { named: one }]), ...date];
  }

  /** What a claim's document is called; nothing if it has none. @param {ShownClaim} claim @returns {Part[]} */
  document({ document, publisher }) {
    if (document < 0) return [];
    const alone = publisher >= 0 && Number(this.documents.get(publisher)) >= 0;
    return [{ named: alone ? publisher : document }];
  }
}

/** @param {Part[]} speaking @param {Part[]} document @param {string} locators @returns {Part[]} */
function cited(speaking, document, locators) {
  const where = [...document, ...(document.length && locators ? [" "] : []), ...(locators ? [locators] : [])];
  if (!speaking.length) return where.length ? where : [NO_SOURCE];
  return where.length ? [...speaking, " (", ...where, ")"] : [...speaking, " (no document)"];
}
