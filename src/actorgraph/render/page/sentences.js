// A relation and its claims in words, as the command line says them (render/wording.py): what a
// headline shows is what one claim says, and each part from elsewhere names its owner.
// tests/differential/test_claims_of_the_page.py holds the two together. Leaves out how words look.

import { givingDates, speakers } from "./claims.js";
import { DENIED, NO, PLANNED, YES } from "./dates.js";
import { clean } from "./dom.js";
import { counted, moment, periodWords, wordsOf } from "./words.js";

/** @import { Model, ShownClaim } from "./model.js" */

/** Text, somebody whom a claim names, an entity, or an address. @typedef {string | {named: number} | {entity: number} | {address: string}} Part */
/** Words about a claim, and which cell they are, if the card shows it in a way of its own. @typedef {{cell: string, parts: Part[]}} Words */

export const OUR_READING = "our reading";
/** @type {Record<string, [string, string]>} */
const VERBS = { claimed: ["says", "say"], confirmed: ["confirms", "confirm"], denied: ["denies", "deny"] };
/** @type {Record<string, string>} */
const HEDGES = { stated: "", likely: " it, hedged as likely", conditional: " it depends on a condition", planned: " it is planned" };
/** @type {Record<number, string>} */
const HOLDS = { [NO]: "no", [DENIED]: "no", [PLANNED]: "planned", [YES]: "yes" };

/** The relation as the lead states it; a symmetric one from either end. @param {Model} model @param {number} k @param {number | null} seenFrom @returns {Part[]} */
export function sentence(model, k, seenFrom) {
  const turned = Boolean(model.symmetric[k]) && seenFrom === model.target[k];
  const [from, to] = turned ? [model.target[k], model.source[k]] : [model.source[k], model.target[k]];
  /** @type {Part[]} */
  const role = [clean(model.role(k)), ...(turned ? [": ", { entity: model.source[k] }] : [])];
  const words = wordsOf(model.relations[model.relation[k]]);
  return [{ entity: from }, ` — ${words}`, ...(model.role(k) ? [" (", ...role, ")"] : []), " — ", { entity: to }, ...marks(model, k, turned)];
}

/** In brackets, what makes a relation less than a plain fact; nothing if it is one. @param {Model} model @param {number} k @param {boolean} turned whether its ends are named in the other order @returns {Part[]} */
export function marks(model, k, turned) {
  const lead = model.lead(k), verdict = model.verdictWord(k), read = readParts(lead, turned);
  /** @type {Part[][]} */
  const words = [];
  if (lead.certainty !== "stated") words.push([lead.certainty, ...(verdict === "denied" ? [] : asTheySay(lead))]);
  if (read) words.push([`${OUR_READING}: ${read}`]);
  if (model.edgeDerived(k)) words.push(["derived"]);
  if (lead.assessment === "rejected") words.push(["REJECTED"]);
  if (verdict === "denied" || verdict === "contested") words.push([verdict.toUpperCase()]);
  return words.length ? [" [", ...joined(words, ", "), "]"] : [];
}

/** What a claim states, without who says so and how sure it is. @param {Model} model @param {Pick<ShownClaim, "source" | "target" | "relation" | "role">} stated @returns {Part[]} */
export function bareSentence(model, { source, target, relation, role }) {
  const words = wordsOf(model.relations[relation]) + (role ? ` (${clean(role)})` : "");
  return [{ entity: source }, ` — ${words} — `, { entity: target }];
}

/** When a relation held, who alone says so, and what is said of the day asked for. @param {Model} model @param {number} k @param {number | null} day @returns {Part[]} */
export function when(model, k, day) {
  const claims = model.claims(k);
  const remarks = onTheDate(model, k, claims);
  /** @type {Part[]} */
  const words = [periodWords(model.start(k), model.end(k))];
  if (remarks.length) words.push(" (", ...joined(remarks, ", "), ")");
  if (day === null) return words;
  const holds = model.holdsOn(k, day);
  if (holds === DENIED || holds === NO) return [...words, "; on that day: no (denied by ", ...who(claims), ")"];
  /** @param {ShownClaim} claim */
  const own = (claim) => model.claimDays.claimHolds(claim.number, day);
  words.push(`; on that day: ${HOLDS[holds] ?? "possible"}`);
  if (holds === YES || holds === PLANNED) words.push(" (by ", ...who(claims.filter((claim) => claim.status !== "denied" && own(claim) === holds)), ")");
  const excluding = claims.filter((claim) => (own(claim) === NO) !== (claim.status === "denied"));
  if (excluding.length) words.push(", no by ", ...who(excluding, { ofDates: true }));
  return words;
}

/** Whose date an edge shows, unless all say it, and whether it is our reading. @param {Model} model @param {number} k @param {ShownClaim[]} claims @returns {Part[][]} */
function onTheDate(model, k, claims) {
  const dated = model.datedBy(k), isLead = dated === model.lead(k), all = model.origins[k];
  if (!dated.start.text && !dated.end.text) return [];
  if (dated.inferred.includes("date")) return [...(isLead && all < 2 ? [] : [who([dated])]), [OUR_READING]];
  const isOfAll = claims.every((claim) => claim.status === "denied" || (claim.start === dated.start && claim.end === dated.end && !claim.inferred.includes("date")));
  const number = isOfAll ? all : model.originsOfDate(k);
  if (number < all) return [number < 2 ? [...who(givingDates(claims, dated)), " alone"] : [`${number} of ${counted(all, "origin")}`]];
  return isLead ? [] : [who([dated])];
}

/** How well founded an edge is: its origins, then who confirms and who denies it. @param {Model} model @param {number} k @returns {Part[][]} */
export function standing(model, k) {
  const claims = model.claims(k);
  /** @param {string} status */
  const having = (status) => claims.filter((claim) => claim.status === status);
  const confirming = having("confirmed"), denying = having("denied"), claiming = having("claimed");
  /** @type {Part[][]} */
  const words = [[originWords(model, k, claims)]];
  if (confirming.length) words.push(["confirmed by ", ...who(confirming)]);
  if (denying.length === claims.length) words.push(["DENIED by ", ...who(denying)]);
  else if (denying.length) {
    words.push(["contested: ", ...(claiming.length ? ["said by ", ...who(claiming), ", "] : []), "denied by ", ...who(denying)]);
  }
  return words;
}

/** @param {Model} model @param {number} k @param {ShownClaim[]} claims */
function originWords(model, k, claims) {
  const number = model.origins[k];
  if (number) return number === 1 ? "single origin" : counted(number, "origin");
  const supporting = claims.filter((claim) => claim.status !== "denied");
  if (!supporting.length) return "no origin";
  return supporting.every((claim) => claim.reading) ? `${OUR_READING} alone` : "unsourced";
}

/** Who makes claims, each once, marked where that is hedged or our reading of them; their dates can be too. @param {ShownClaim[]} claims @returns {Part[]} */
export function who(claims, { ofDates = false } = {}) {
  /** @type {Map<number, string>} */
  const remarks = new Map();
  for (const claim of claims) {
    const own = ofDates && claim.inferred.includes("date") ? OUR_READING : doubtOf(claim);
    const named = speakers(claim);
    for (const one of named.length ? named : [claim.document]) {
      const other = remarks.get(one);
      remarks.set(one, other === undefined || own < other ? own : other);
    }
  }
  const unnamed = remarks.size > 1 ? "a claim without a speaker" : "nobody named";
  const said = [...remarks].map(([one, doubt]) => /** @type {Part[]} */ ([one < 0 ? unnamed : { named: one }, ...(doubt ? [` [${doubt}]`] : [])]));
  return enumerated(said);
}

/** All in one list, as in `a, b and c`. @param {Part[][]} all @returns {Part[]} */
export function enumerated(all) {
  return joined([...(all.length > 1 ? [joined(all.slice(0, -1), ", ")] : []), ...all.slice(-1)], " and ");
}

/** Why what a claim says is not to be taken for a plain statement. @param {ShownClaim} claim */
export function doubtOf(claim) {
  return claim.reading ? OUR_READING : claim.certainty === "likely" ? "likely" : "";
}

/** @param {ShownClaim} claim @returns {Part[]} */
function whoSpeaks(claim) {
  const named = speakers(claim);
  return named.length ? joined(named.map((one) => [{ named: one }]), " and ") : ["nobody named"];
}

/** Who hedges or plans, after a comma; nothing where nobody is named. @param {ShownClaim} claim @returns {Part[]} */
function asTheySay(claim) {
  const count = speakers(claim).length;
  return count ? [", as ", ...whoSpeaks(claim), ` ${VERBS[claim.status][count === 1 ? 0 : 1]}`] : [];
}

/** Which ends and whether the relation are our reading of a claim. @param {ShownClaim} claim @param {boolean} turned */
export function readParts({ inferred }, turned) {
  const [source, target] = turned ? ["whom", "who"] : ["who", "whom"];
  return [["source", source], ["target", target], ["relation", "what"]].filter(([part]) => inferred.includes(part)).map(([, word]) => word).join(", ");
}

/** Who makes a claim, through whom, and every cell that it has. @param {Model} model @param {ShownClaim} claim @param {number | null} k the edge above it; null where it says what an entity is @returns {Words[]} */
export function claimWords(model, claim, k) {
  const dated = claim.start.text || claim.end.text;
  const read = readParts(claim, false);
  /** @param {string} part */
  const ours = (part) => (claim.inferred.includes(part) ? ` (${OUR_READING})` : "");
  /** @type {Words[]} */
  const words = [{ cell: "who", parts: whoSays(claim) }, ...(k === null ? [] : ownRelation(model, claim, k))];
  /** @param {...Part} parts */
  const add = (...parts) => words.push({ cell: "", parts });
  if (dated) add(periodWords(claim.start.text, claim.end.text) + ours("date"));
  else if (k !== null && (model.start(k) || model.end(k))) add("no date given");
  if (read) add(`${OUR_READING}: ${read}`);
  if (claim.said) add(`said ${moment(claim.said)}`);
  const locator = claim.locator ? `, ${clean(claim.locator)}` : "";
  words.push({ cell: "document", parts: claim.document < 0 ? [`no document${locator}`] : [{ named: claim.document }, locator] });
  if (claim.place >= 0) add("in ", { named: claim.place }, ours("place"));
  return [...words, ...furtherCells(claim)];
}

/** What others say of a claim, as far as they are shown: what each states, then who says so. @param {Model} model @param {ShownClaim} claim @param {(k: number) => boolean} isShown whether an edge is @returns {Part[][]} */
export function remarkWords(model, claim, isShown) {
  const shown = claim.remarks.filter((c) => {
    const k = model.edgeWith(c);
    return k !== null && isShown(k);
  });
  return shown.map((c) => {
    const remark = model.claimAt(c);
    return ["of this: ", ...bareSentence(model, remark), " (", ...joined(claimWords(model, remark, null).map(({ parts }) => parts), " · "), ")"];
  });
}

/** The speakers, through whom, what they do and how they hedge it. @param {ShownClaim} claim @returns {Part[]} */
function whoSays(claim) {
  const named = speakers(claim), { status, certainty } = claim;
  /** @type {Part[]} */
  const relays = claim.via.flatMap((one) => [" via ", { named: one }]);
  if (!named.length) return ["no speaker is named", ...relays, ` (${certainty === "stated" ? status : [status, certainty].join(", ")})`];
  return [...whoSpeaks(claim), ...relays, ` ${VERBS[status][named.length === 1 ? 0 : 1]}${HEDGES[certainty]}`];
}

/** What a claim states in other words than the sentence above it. @param {Model} model @param {ShownClaim} claim @param {number} k @returns {Words[]} */
function ownRelation(model, claim, k) {
  /** @type {Part[][]} */
  const words = [];
  if (claim.relation !== model.relation[k]) {
    words.push(["as: ", { entity: claim.source }, ` — ${wordsOf(model.relations[claim.relation])} — `, { entity: claim.target }]);
  }
  if (claim.role && (claim.role !== model.role(k) || claim.source !== model.source[k])) {
    words.push([...(claim.symmetric ? ["role of ", { entity: claim.source }] : ["role"]), `: ${clean(claim.role)}`]);
  }
  return words.map((parts) => ({ cell: "", parts }));
}

/** Every other cell of a claim that is not empty, unknown columns last. @param {ShownClaim} claim @returns {Words[]} */
export function furtherCells(claim) {
  /** @type {Part[]} */
  const checked = [];
  if (claim.checked_by >= 0) checked.push("by ", { named: claim.checked_by });
  if (claim.checked_date) checked.push(`${checked.length ? " " : ""}${moment(claim.checked_date)}`);
  /** @param {string} label @param {string} text @param {string} [cell] @returns {Words[]} */
  const cell = (label, text, cell = "") => (text ? [{ cell, parts: [`${clean(label)} ${clean(text)}`] }] : []);
  return [
    ...cell("tenure:", claim.tenure),
    ...cell("as", claim.as_named && `"${claim.as_named}"`),
    ...cell("quote:", claim.quote && `"${claim.quote}"`, "quote"),
    ...(checked.length ? [{ cell: "", parts: ["checked ", ...checked] }] : []),
    ...cell("assessed:", claim.assessment), ...cell("note:", claim.note, "note"),
    ...cell("id", claim.id), ...cell("about claim", claim.about),
    ...cell("amount", claim.amount), ...cell("currency", claim.currency), ...cell("share", claim.share),
    ...Object.entries(claim.extra).flatMap(([label, text]) => cell(label, text)),
  ];
}

/** @param {Part[][]} all @param {string} between @returns {Part[]} */
export function joined(all, between) {
  if (all.length === 1) return all[0];
  return all.flatMap((parts, j) => (j ? [between, ...parts] : parts));
}

/** The names of entities and of whom claims name, cleaned once. @type {WeakMap<Model, {entities: string[], named: string[]}>} */
const cleaned = new WeakMap();

/** Parts as plain text. @param {Model} model @param {Part[]} parts */
export function textOf(model, parts) {
  let names = cleaned.get(model), text = "";
  if (!names) cleaned.set(model, names = { entities: [], named: [] });
  for (const part of parts) {
    if (typeof part === "string") text += part;
    else if ("entity" in part) text += names.entities[part.entity] ??= clean(model.names[part.entity]);
    else text += "address" in part ? clean(part.address) : names.named[part.named] ??= clean(model.named(part.named)[1]);
  }
  return text;
}
