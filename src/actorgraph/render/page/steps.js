// What is said of a path beside its steps, as the command line says it (render/path_text.py): what
// two who took part in one event have in common, which steps were not at one time, and the weakest.
// tests/differential/test_claims_of_the_page.py holds the two together.

import { speakers } from "./claims.js";
import { clean } from "./dom.js";
import { nodesOf, weakestStep } from "./paths.js";
import { doubtOf, enumerated, joined, textOf, who } from "./sentences.js";
import { counted } from "./words.js";

/** @import { Model, ShownClaim } from "./model.js" */
/** @import { Space } from "./paths.js" */
/** @import { Part } from "./sentences.js" */

/** @param {Space} space @param {number[]} path @param {number} from @returns {Part[][]} */
export function remarks(space, path, from) {
  const { model } = space;
  const nodes = nodesOf(model, path, from);
  const pairs = path.slice(1).map((k, step) => ({ step, one: path[step], other: k }));
  const together = pairs.filter(({ one, other }) => takePart(model, one) && takePart(model, other) && eventOf(model, one) === eventOf(model, other));
  const apart = pairs.filter(({ one, other }) => atNoCommonTime(model, one, other));
  return [
    ...together.map(({ step }) => [
      `Steps ${step + 1} and ${step + 2} lead through one event. `,
      ...takingPart(space, nodes[step], nodes[step + 1], nodes[step + 2]),
    ]),
    ...apart.map(({ step }) => [`By what is said here, steps ${step + 1} and ${step + 2} were not at the same time.`]),
    ...(path.length ? [weakest(model, path)] : []),
  ];
}

/** Whether an edge says, by either word, that somebody took part in an event. @param {Model} model @param {number} k */
function takePart(model, k) {
  return model.relations[model.mainRelation(k)] === model.data.participant;
}

/** The event in which somebody took part: an inverse word names it first. @param {Model} model @param {number} k */
function eventOf(model, k) {
  return model.mainRelation(k) === model.relation[k] ? model.target[k] : model.source[k];
}

/** Whether a claim says, by either word, that somebody took part in an event. @param {Model} model @param {ShownClaim} claim @param {number} who @param {number} event */
function isPart(model, { source, target, relation }, who, event) {
  const main = model.data.main_relations[relation];
  const [one, other] = main === relation ? [source, target] : [target, source];
  return one === who && other === event && model.relations[main] === model.data.participant;
}

/** Whether no claims of two edges allow a common day. @param {Model} model @param {number} one @param {number} other */
function atNoCommonTime(model, one, other) {
  if (![one, other].every((k) => model.start(k) || model.end(k))) return false;
  const [ones, others] = [one, other].map((k) => {
    const claims = model.claims(k), supporting = claims.filter((claim) => claim.status !== "denied");
    return supporting.length ? supporting : claims;
  });
  return !ones.some(({ period: [a, , , b] }) => others.some(({ period: [c, , , d] }) => Math.max(a, c) <= Math.min(b, d)));
}

/** What is said of two who took part in one event, without saying that they met. @param {Space} space @param {number} one @param {number} event @param {number} other @returns {Part[]} */
function takingPart({ model, open }, one, event, other) {
  /** @param {number} who */
  const claimsOf = (who) => [...model.adjacent.of(event)].filter((k) => open[k]).flatMap((k) => model.claims(k)).filter((claim) =>
    claim.status !== "denied" && isPart(model, claim, who, event));
  const claims = claimsOf(one), others = claimsOf(other);
  const both = namingBoth(claims, others);
  if (!both) {
    const spoken = new Set(claims.map((claim) => textOf(model, speakerOf(claim))));
    const words = others.some((claim) => spoken.has(textOf(model, speakerOf(claim)))) ? "No one place here names both as taking part" : "No source here names both";
    return [`${words}: `, { entity: one }, " by ", ...byWhom(model, claims), ", ", { entity: other }, " by ", ...byWhom(model, others), "."];
  }
  const verb = speakers(both).length > 1 ? "name" : "names", hedge = isHedged(both) ? `, hedged as ${both.certainty}` : "";
  return [...speakerOf(both), both.locator ? ` ${clean(both.locator)}` : "", ` ${verb} both as taking part${hedge}. Whether they met each other alone is not said.`];
}

/** A claim whose speakers, document and place in it name both, if need be the hedged one; of several the surest. @param {ShownClaim[]} claims @param {ShownClaim[]} others @returns {ShownClaim | undefined} */
function namingBoth(claims, others) {
  /** @param {ShownClaim} claim */
  const names = (claim) => (speakers(claim).length || claim.document >= 0) && !claim.reading && !claim.mode;
  const pairs = claims.filter(names).flatMap((one) => others.filter((other) => names(other) && placeOf(one) === placeOf(other)).map((other) => [one, other]));
  const surest = pairs.find((pair) => !pair.some(isHedged)) ?? pairs[0];
  return surest && (surest.find(isHedged) ?? surest[0]);
}

/** @param {ShownClaim} claim */
function isHedged(claim) {
  return claim.certainty !== "stated";
}

/** @param {ShownClaim} claim */
function placeOf(claim) {
  return JSON.stringify([speakers(claim), claim.document, claim.locator, claim.said]);
}

/** Who makes claims and at which place, each once. @param {Model} model @param {ShownClaim[]} claims @returns {Part[]} */
function byWhom(model, claims) {
  const words = new Map(claims.map((claim) => {
    const doubt = claim.mode || doubtOf(claim);
    /** @type {Part[]} */
    const parts = [...speakerOf(claim), doubt ? ` [${doubt}]` : "", claim.locator ? ` (${clean(claim.locator)})` : ""];
    return [textOf(model, parts), parts];
  }));
  return words.size ? joined([...words.values()], " and ") : ["nobody"];
}

/** @param {ShownClaim} claim @returns {Part[]} */
function speakerOf(claim) {
  const named = speakers(claim);
  if (named.length) return allOf(named);
  return claim.document < 0 ? ["a claim without a speaker"] : [{ named: claim.document }];
}

/** @param {Iterable<number>} refs @returns {Part[]} */
function allOf(refs) {
  return enumerated([...refs].map((one) => [{ named: one }]));
}

/** The weakest step, and why it is not better founded. @param {Model} model @param {number[]} path @returns {Part[]} */
function weakest(model, path) {
  const step = weakestStep(model, path), k = path[step];
  const likely = model.certainty(k) === "likely" ? "; only likely" : "";
  return [`Weakest: step ${step + 1} (`, ...weakness(model, k), `${likely}).`];
}

/** @param {Model} model @param {number} k @returns {Part[]} */
function weakness(model, k) {
  const claims = model.claims(k), verdict = model.verdictWord(k);
  const denying = claims.filter((claim) => claim.status === "denied");
  if (verdict === "denied") return ["denied by ", ...who(claims)];
  if (model.mode(k)) return [`${model.mode(k)}, not said to have happened`];
  if (verdict === "contested") return ["contested: denied by ", ...who(denying)];
  if (verdict === "our-reading") return ["our reading; nobody says it as it stands here"];
  if (verdict === "unsourced") return ["no source is named"];
  if (verdict !== "single-origin") return [counted(model.origins[k], "origin")];
  const saying = new Set(claims.filter((claim) => claim.status !== "denied" && !claim.reading).flatMap(speakers));
  return ["one origin", ...(saying.size ? [", ", ...allOf(saying)] : [])];
}
