// What is known of an entity in short lines, and as plain text. Words it as render/card.py and
// card_text.py; tests/differential/test_cards_of_the_page.py holds the two together. What holds for
// all lines is said once. Leaves out how lines look.

import { inOrder } from "./claims.js";
import { EdgeCells } from "./cells.js";
import { citing, edgesWith, saidBy } from "./citing.js";
import { LATEST } from "./dates.js";
import { nothingLeft, sourceLines, titleOf, valueLines } from "./describing.js";
import { clean } from "./dom.js";
import { numberWords } from "./language.js";
import { caseless } from "./names.js";
import { ABOUT, isIn, isOffice, sections, shown, statementsApart, tookPart } from "./sections.js";
import { bareSentence, joined, marks, OUR_READING, readParts, sentence, textOf } from "./sentences.js";
import { counted, periodWords, wordsOf } from "./words.js";

/** @import { Model, ShownClaim } from "./model.js" */
/** @import { Section, Shown } from "./sections.js" */
/** @import { Part } from "./sentences.js" */

/**
 * One line of a card.
 * @typedef {object} Line
 * @property {Part[]} what the relation, seen from the entity
 * @property {Part[]} when when it held, and where
 * @property {Part[]} who who says so, in which document, where in it
 * @property {Part[][]} remarks what others say against it or of it
 * @property {string} verdict
 * @property {number[]} edges that it tells of
 * @property {ShownClaim | null} claim the one claim that it tells of
 */
/** @typedef {{heading: Part[], lines: Line[]}} Group lines made at one occasion, which the heading names */
/** @typedef {{title: string, size: number, groups: (from: number, to: number) => Group[]}} CardPart a section with so many lines, made when they are asked for */
/** @typedef {{claim: ShownClaim, edge: number}} Statement */

export const TITLES = {
  offices: "Offices", ties: "Ties", events: "Meetings and events", other: "Other relations",
  plans: "Planned, hoped or conditional", about: "Others about it", held: "Held by", person: "Others about this person",
  says: "Says", cites: "Claims that rest on it",
};
const MOST_NAMES = 8;

export class CardText {
  /** @param {Model} model @param {{holds: (k: number) => boolean, day: number | null, isFiltered: boolean}} asked what passes the filters @param {number} entity */
  constructor(model, { holds, day, isFiltered }, entity) {
    this.model = model;
    this.entity = entity;
    this.isFiltered = isFiltered;
    this.holds = holds;
    this.answer = shown(model, holds, entity);
    const { beyond, edges, says } = this.answer;
    this.cells = new EdgeCells(model, day, [...edges, ...beyond, ...says].flatMap((k) => model.claims(k)));
    this.sections = sections(model, this.answer);
    this.saidApart = statementsApart(model, this.answer);
    this.bodies = bySide(beyond.filter((k) => isIn(model, k) && this.happened(k)), model.source);
    this.participants = bySide(beyond.filter((k) => tookPart(model, k) && this.happened(k)), model.target);
    this.statements = this.statementsOf(says);
    this.cited = this.citedClaims();
    /** @type {CardPart[] | undefined} */
    this.madeParts = undefined;
  }

  /** Every edge of which the card says something. */
  get shown() {
    const listed = this.sections.flatMap(({ edges }) => edges);
    return [...listed, ...this.saidApart, ...this.answer.beyond.filter((k) => tookPart(this.model, k))];
  }

  /** What holds for all relations, and how to read the lines. @returns {Part[][]} */
  get preface() {
    const { model, shown } = this;
    if (!shown.length) return [];
    if (!this.cells.isSourced) return [["No source is named for any of this."]];
    const alone = onePublisher(model, shown);
    if (alone) return [alone];
    if (shown.some((k) => model.origins[k] > 1)) return [["A line that gives no number of origins has one at most."]];
    return shown.length > 1 ? [["Nothing here has a second origin."]] : [];
  }

  /** The sections in their order; what it says comes before what others say of it. @returns {CardPart[]} */
  get parts() {
    return (this.madeParts ??= this.sectionsInOrder());
  }

  /** @returns {CardPart[]} */
  sectionsInOrder() {
    const parts = this.sections.flatMap((section) => this.titled(section)), said = this.said();
    const about = parts.findIndex(({ title }) => title === ABOUT || title === "person");
    if (said) parts.splice(about < 0 ? parts.length : about, 0, said);
    return parts;
  }

  /** How much is known. */
  get counts() {
    const said = new Set(this.statements.map(({ claim }) => claim.number)).size;
    return [counted(this.answer.edges.length, "relation"), ...(said ? [`${counted(said, "statement")} by ${this.name}`] : [])].join(", ");
  }

  /** How many claims cite the entity that it does not make; "" if none does. */
  get resting() {
    const number = this.cited.length, further = this.answer.says.length ? "further " : "";
    return number ? `${counted(number, `${further}claim`)} ${number === 1 ? "rests" : "rest"} on ${this.name}` : "";
  }

  get name() {
    return clean(this.model.names[this.entity]);
  }

  /** A section under its title; who holds an office stands apart. @param {Section} section @returns {CardPart[]} */
  titled({ kind, edges }) {
    const { entity, model } = this;
    if (kind === ABOUT && typeOf(model, entity) === "person") return [this.partOf("person", edges)];
    if (kind !== "offices" || !canBeOffice(model, entity)) return [this.partOf(kind, edges)];
    const isHeld = (/** @type {number} */ k) => model.target[k] === entity && isOffice(model, k);
    const held = edges.filter(isHeld), others = edges.filter((k) => !isHeld(k));
    return [...(held.length ? [this.partOf("held", held)] : []), ...(others.length ? [this.partOf(kind, others)] : [])];
  }

  /** @param {string} title @param {number[]} edges @returns {CardPart} */
  partOf(title, edges) {
    /** @type {Line[] | null} */
    let lines = null;
    const merged = () => (lines ??= this.merged(edges));
    return { title, get size() { return merged().length; }, groups: (from, to) => [{ heading: [], lines: merged().slice(from, to) }] };
  }

  /** A line for each edge; edges that differ in the other end alone share one. @param {number[]} edges @returns {Line[]} */
  merged(edges) {
    const { cells, model } = this;
    /** @type {Map<string, {line: Line, before: Part[], others: Map<string, Part[]>, after: Part[]}>} */
    const lines = new Map();
    for (const k of edges) {
      const [before, other, after] = this.what(k);
      /** @type {Line} */
      const line = { what: before, when: cells.when(k), who: cells.who(k), remarks: this.against(k), verdict: model.verdictWord(k), edges: [], claim: null };
      const text = (/** @type {Part[]} */ parts) => textOf(model, parts);
      const otherText = text(other);
      // Clean text has no line ends in it.
      const key = [text(before), text(after), text(line.when), text(line.who), line.verdict, before.length ? "" : otherText, ...line.remarks.map(text)].join("\n");
      const one = lines.get(key) ?? { line, before, others: new Map(), after };
      one.line.edges.push(k);
      if (!one.others.has(otherText)) one.others.set(otherText, other);
      lines.set(key, one);
    }
    return [...lines.values()].map(({ line, before, others, after }) => ({ ...line, what: [...before, ...joined([...others.values()], ", "), ...after] }));
  }

  /** An edge in words as seen from the entity: before its other end, it, and after. @param {number} k @returns {[Part[], Part[], Part[]]} */
  what(k) {
    const { entity, model } = this;
    const source = model.source[k], target = model.target[k], symmetric = Boolean(model.symmetric[k]);
    const marked = marks(model, k, symmetric && target === entity), role = model.role(k) ? ` (${clean(model.role(k))})` : "";
    const plain = this.happened(k);
    if (plain && isOffice(model, k)) return this.office(k, [roleWords(model, k), ...marked]);
    if (plain && isIn(model, k)) {
      if (source === entity) return [["in "], [{ entity: target }], marked];
      return [[], [{ entity: source }, `: no holder ${this.isFiltered ? "passes the filters" : "is recorded"}`], marked];
    }
    const part = plain && tookPart(model, k);
    if (source !== entity && !symmetric) return part ? [[], [{ entity: source }, " took part"], [role, ...marked]] : [[], sentence(model, k, null), []];
    const verb = part ? "took part in" : wordsOf(model.relations[model.relation[k]]) + (tookPart(model, k) ? " in" : "");
    return [[`${verb} `], [{ entity: source === entity ? target : source }], [role, ...marked]];
  }

  /** An office from the side of its holder, of itself or of its body. @param {number} k @param {Part[]} after @returns {[Part[], Part[], Part[]]} */
  office(k, after) {
    const { entity, model } = this;
    const holder = model.source[k], office = model.target[k];
    if (office === entity) return [canBeOffice(model, entity) ? [] : ["an office that is not named: "], [{ entity: holder }], after];
    const words = officeWords(model, k), said = textOf(model, words);
    if (holder !== entity) return [[...words, ": "], [{ entity: holder }], after];
    const name = (/** @type {number} */ i) => clean(model.names[i]);
    const bodies = new Map((this.bodies.get(office) ?? []).map((one) => [name(model.target[one]), model.target[one]]));
    const apart = [...bodies].filter(([body]) => !caseless(said).includes(caseless(body)));
    return [[], joined([words, ...apart.map(([, body]) => [{ entity: body }])], ", "), after];
  }

  /** Who denies an edge, who else took part in its event, and what is said of it. @param {number} k @returns {Part[][]} */
  against(k) {
    const { cells, entity, model } = this;
    const part = tookPart(model, k) && model.source[k] === entity && this.happened(k) ? this.takingPart(k) : [];
    return [...cells.disputes(k), ...part, ...cells.ofThis(model.claims(k))];
  }

  /** @param {number} k @returns {Part[][]} */
  takingPart(k) {
    const { cells, model } = this;
    const others = this.participants.get(model.target[k]) ?? [], more = others.length - MOST_NAMES;
    if (!others.length) return [];
    const own = textOf(model, cells.who(k));
    const named = others.slice(0, MOST_NAMES).map((one) => {
      const who = cells.who(one);
      return [{ entity: model.source[one] }, ...(textOf(model, who) === own || !cells.isSourced ? [] : [" [", ...who, "]"])];
    });
    return [["also said to have taken part: ", ...joined(named, ", "), ...(more > 0 ? [` and ${numberWords(more, "en")} more`] : [])]];
  }

  /** Each claim that the entity makes on some edges, with the last of these that it is on. @param {number[]} edges @returns {Statement[]} */
  statementsOf(edges) {
    const { answer, model } = this, own = new Set(saidBy(model, answer.ref));
    /** @type {Map<number, Statement>} */
    const said = new Map();
    for (const edge of edges) for (const claim of model.claims(edge)) if (own.has(claim.number)) said.set(claim.number, { claim, edge });
    return [...said.values()];
  }

  /** What the entity says, by occasion, as far as no other section shows it. @returns {CardPart | null} */
  said() {
    const statements = this.statementsOf(this.saidApart);
    if (!statements.length) return null;
    const keys = new Map(statements.map(({ claim }) => [claim, this.occasion(claim)]));
    const ordered = statements.sort((one, two) => byOccasion(keys.get(one.claim) ?? [], keys.get(two.claim) ?? []));
    const groups = (/** @type {number} */ from, /** @type {number} */ to) => {
      /** @type {{key: string, heading: Part[], lines: Line[]}[]} */
      const made = [];
      ordered.slice(from, to).forEach((one) => {
        const key = JSON.stringify(keys.get(one.claim)), last = made[made.length - 1];
        if (last && last.key === key) last.lines.push(this.statement(one));
        else made.push({ key, heading: this.cells.citations.occasion(one.claim), lines: [this.statement(one)] });
      });
      return made;
    };
    return { title: "says", size: ordered.length, groups };
  }

  /** When, through whom, by whom and in which document something is said, to sort by. @param {ShownClaim} claim @returns {unknown[]} */
  occasion({ attributed, document, saidOn, via }) {
    const { model } = this;
    const id = (/** @type {number} */ ref) => (ref < 0 ? "" : model.named(ref)[0]);
    const span = saidOn.text ? [saidOn.earliest, saidOn.latest] : [LATEST, LATEST];
    return [...span, via.map(id), attributed.map(id), id(document)];
  }

  /** @param {Statement} statement @returns {Line} */
  statement({ claim, edge }) {
    const { cells, model } = this;
    const claims = model.claims(edge), denies = claim.status === "denied";
    const against = claims.filter(({ status }) => (status === "denied") !== denies);
    const dated = claim.start.text || claim.end.text ? periodWords(claim.start.text, claim.end.text) : "";
    const disputed = against.length ? [["DISPUTED: ", ...cells.citations.cite(against)]] : [];
    return {
      what: this.stated(claim), when: [[dated, claim.quote && `"${clean(claim.quote)}"`].filter(Boolean).join(", ")], who: [clean(claim.locator)],
      remarks: [...disputed, ...cells.ofThis([claim])], verdict: model.verdictWord(edge), edges: [edge], claim,
    };
  }

  /** What a claim states, and what makes it less than a plain statement. @param {ShownClaim} claim @returns {Part[]} */
  stated(claim) {
    const verb = { denied: "denies: ", confirmed: "confirms: " }[claim.status] ?? "", read = readParts(claim, false);
    const doubts = [...(claim.certainty === "stated" ? [] : [claim.certainty]), ...(read ? [`${OUR_READING}: ${read}`] : [])];
    return [verb, ...bareSentence(this.model, claim), doubts.length ? ` [${doubts.join(", ")}]` : ""];
  }

  /** Claims that cite the entity and that it does not make itself, with an edge that each is on. @returns {Statement[]} */
  citedClaims() {
    const { answer, holds, model } = this, made = new Set(saidBy(model, answer.ref));
    const others = citing(model, answer.ref).filter((c) => !made.has(c));
    return others.flatMap((c) => [...edgesWith(model, c)].filter(holds).slice(0, 1).map((edge) => ({ claim: model.claimAt(c), edge })));
  }

  /** What rests on the entity and is not said by it. @returns {CardPart | null} */
  get cites() {
    const { cells, cited } = this;
    /** @param {Statement} statement @returns {Line} */
    const line = (statement) => {
      const { claim } = statement;
      return { ...this.statement(statement), what: this.stated({ ...claim, status: "claimed" }), who: cells.citations.cite([claim]) };
    };
    return cited.length ? { title: "cites", size: cited.length, groups: (from, to) => [{ heading: [], lines: cited.slice(from, to).map(line) }] } : null;
  }

  /** Whether somebody says that it is so, and not only that it is planned or conditional. @param {number} k */
  happened(k) {
    return !this.model.mode(k) && this.model.verdictWord(k) !== "denied";
  }

  /** The lines of `show`, unpadded. */
  plain() {
    const { entity, model, parts } = this;
    const text = (/** @type {Part[]} */ words) => textOf(model, words);
    const described = valueLines(model, entity).map(({ parts: words }) => text(words));
    const nothing = parts.length ? "" : `: ${nothingLeft(model, entity, this.isFiltered)}`;
    const lines = [titleOf(model, entity) + nothing, ...described];
    for (const words of this.preface) lines.push("", text(words));
    for (const { title, size, groups } of parts) lines.push("", TITLES[/** @type {keyof TITLES} */ (title)], ...groups(0, size).flatMap((group) => plainLines(text, group)));
    const sources = sourceLines(model, entity).map((words) => `  - ${text(words)}`);
    if (sources.length) lines.push("", "Who describes it so", ...sources);
    const closing = [...(this.shown.length ? [`${this.counts}.`] : []), ...(this.resting ? [`${this.resting}.`] : [])];
    return closing.length ? [...lines, "", ...closing] : lines;
  }
}

/** @param {Model} model @param {number} i @returns {string} */
function typeOf(model, i) {
  return model.data.types[model.kind[i]].toLowerCase();
}

/** Whether an entity can be an office itself, by its type; one without a type can. @param {Model} model @param {number} i */
export function canBeOffice(model, i) {
  return ["", "position"].includes(typeOf(model, i));
}

/** The office that an edge says somebody holds; of a body, one that is not named. @param {Model} model @param {number} k @returns {Part[]} */
export function officeWords(model, k) {
  return [...(canBeOffice(model, model.target[k]) ? [] : ["an office in "]), { entity: model.target[k] }];
}

/** As what somebody holds an office, unless its name begins so. @param {Model} model @param {number} k */
export function roleWords(model, k) {
  const role = clean(model.role(k)), office = caseless(`${clean(model.names[model.target[k]])},`);
  const isSaid = [`${role},`, `${role} of `].some((words) => office.startsWith(caseless(words)));
  return role && !isSaid ? ` (${role})` : "";
}

/** @param {(parts: Part[]) => string} text @param {Group} group */
function plainLines(text, { heading, lines }) {
  const indent = heading.length ? "    " : "  ";
  const all = lines.flatMap(({ what, when, who, remarks }) => [
    indent + [what, when, who].map(text).filter(Boolean).join("  "), ...remarks.map((remark) => `${indent}  ${text(remark)}`),
  ]);
  return heading.length ? [`  ${text(heading)}`, ...all] : all;
}

/** In words, that edges come through one publisher; nothing if they do not. @param {Model} model @param {number[]} edges @returns {Part[] | null} */
export function onePublisher(model, edges) {
  if (edges.length < 2) return null;
  const publishers = new Set(edges.flatMap((k) => model.claims(k).map(({ publisher }) => publisher)));
  const [only] = publishers;
  if (publishers.size !== 1 || only < 0) return null;
  const isAlone = edges.every((k) => model.origins[k] < 2);
  return ["All of this comes through one publisher: ", { named: only }, `.${isAlone ? " Nothing here has a second origin." : ""}`];
}

/** @param {number[]} edges @param {Uint32Array} side */
function bySide(edges, side) {
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  for (const k of edges) {
    const group = groups.get(side[k]);
    if (group) group.push(k);
    else groups.set(side[k], [k]);
  }
  return groups;
}

/** Compare as Python does: lists part by part, texts by code points. @param {unknown} one @param {unknown} two @returns {number} */
function byOccasion(one, two) {
  if (Array.isArray(one) && Array.isArray(two)) {
    for (let at = 0; at < Math.min(one.length, two.length); at++) {
      const order = byOccasion(one[at], two[at]);
      if (order) return order;
    }
    return one.length - two.length;
  }
  if (typeof one === "number") return one - Number(two);
  return one === two ? 0 : inOrder(points(String(one)), points(String(two)));
}

/** @param {string} text */
function points(text) {
  return [...Array.from(text, (letter) => Number(letter.codePointAt(0))), -1];
}
