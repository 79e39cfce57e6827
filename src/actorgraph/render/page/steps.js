// What is said of a path beside its steps, as the command line says it (render/path_text.py): what
// two who took part in one event have in common, which steps were not at one time, and the weakest.
// tests/differential/test_claims_of_the_page.py holds the two together.

import { speakers } from "./claims.js";
import { clean } from "./dom.js";
import { nodesOf, weakestStep } from "./paths.js";
import { joined } from "./sentences.js";
import { counted } from "./words.js";

/** @import { Model, ShownClaim } from "./model.js" */
/** @import { Space } from "./paths.js" */
/** @import { Part } from "./sentences.js" */

/** @param {Space} space @param {number[]} path @param {number} from @returns {Part[][]} */
export function remarks(space, path, from) {
  const { model } = space;
  const nodes = nodesOf(model, path, from);
  const pairs = path.slice(1).map((k, step) => ({ step, one: path[step], other: k }));
  const together = pairs.filter(({ one, other }) => takePart(model, one) && takePart(model, other) && model.target[one] === model.target[other]);
  const apart = pairs.filter(({ one, other }) => atNoCommonTime(model, one, other));
  return [
    ...together.map(({ step }) => [
      `Steps ${step + 1} and ${step + 2}: both took part in one event. `,
      ...takingPart(space, nodes[step], nodes[step + 1], nodes[step + 2]),
    ]),
    ...apart.map(({ step }) => [`Steps ${step + 1} and ${step + 2} were not at the same time.`]),
    ...(path.length ? [weakest(model, path)] : []),
  ];
}

/** @param {Model} model @param {number} k */
function takePart(model, k) {
  return model.relations[model.relation[k]] === model.data.participant;
}

/** @param {Model} model @param {number} one @param {number} other */
function atNoCommonTime(model, one, other) {
  if (![one, other].every((k) => model.start(k) || model.end(k))) return false;
  const [a, , , b] = model.days(one), [c, , , d] = model.days(other);
  const [, begun, ended] = model.days(one), [, alsoBegun, alsoEnded] = model.days(other);
  if (Math.max(begun, alsoBegun) <= Math.min(ended, alsoEnded)) return false;
  return Math.max(a, c) > Math.min(b, d);
}

/** What is said of two who took part in one event, without saying that they met. @param {Space} space @param {number} one @param {number} event @param {number} other @returns {Part[]} */
function takingPart({ model, open }, one, event, other) {
  /** @param {number} who */
  const claimsOf = (who) => [...model.adjacent.of(event)].filter((k) => open[k]).flatMap((k) => model.claims(k)).filter((claim) =>
    claim.status !== "denied" && claim.source === who && claim.target === event && model.relations[claim.relation] === model.data.participant);
  const claims = claimsOf(one), others = claimsOf(other);
  const places = new Set(others.filter((claim) => speakers(claim).length || claim.document >= 0).map(placeOf));
  const both = claims.find((claim) => places.has(placeOf(claim)));
  if (!both) {
    return ["No source here names both: ", { entity: one }, " by ", ...byWhom(claims), ", ", { entity: other }, " by ", ...byWhom(others), "."];
  }
  const verb = speakers(both).length > 1 ? "name" : "names";
  return [...speakerOf(both), both.locator ? ` ${clean(both.locator)}` : "", ` ${verb} both as taking part. Whether they met each other alone is not said.`];
}

/** @param {ShownClaim} claim */
function placeOf(claim) {
  return JSON.stringify([speakers(claim), claim.document, claim.locator]);
}

/** Who makes claims and at which place, each once. @param {ShownClaim[]} claims @returns {Part[]} */
function byWhom(claims) {
  const words = new Map(claims.map((claim) => {
    /** @type {Part[]} */
    const parts = [...speakerOf(claim), ...(claim.locator ? [` (${clean(claim.locator)})`] : [])];
    return [JSON.stringify(parts), parts];
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
  return joined([...refs].map((one) => [{ named: one }]), " and ");
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
  /** @param {ShownClaim[]} some */
  const named = (some) => [...new Set(some.flatMap(speakers))];
  const denying = named(claims.filter((claim) => claim.status === "denied"));
  if (verdict === "denied") return ["denied by ", ...allOf(denying)];
  if (model.mode(k)) return [`${model.mode(k)}, not said to have happened`];
  if (verdict === "contested") return ["contested: denied by ", ...allOf(denying)];
  if (verdict === "our-reading") return ["our reading; nobody says it as it stands here"];
  if (verdict === "unsourced") return ["no source is named"];
  if (verdict !== "single-origin") return [counted(model.origins[k], "origin")];
  const saying = named(claims.filter((claim) => claim.status !== "denied"));
  return ["one origin", ...(saying.length ? [", ", ...allOf(saying)] : [])];
}
