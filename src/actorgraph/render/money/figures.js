// What a relation says of shares and of amounts, and whether it counts: as queries/owning_links.py and
// queries/payments.py decide it of what the reader's choices leave. Which cells can be read, which
// relations own or pay and what a role speaks of comes from Python (render/money_payload.py).
// tests/differential/test_money_of_the_page.py holds the two together.

import { LATEST, NO, POSSIBLE, YES } from "../page/dates.js";
import { compared, decimal } from "./decimals.js";

/** @import { Model, ShownClaim } from "../page/model.js" */
/** @import { State } from "../page/state.js" */
/** @import { Decimal } from "./decimals.js" */

/** @typedef {Pick<State, "asOf" | "since" | "until">} When */
/** `isAbove` where it is more than its least, `isBelow` where it is less than its most. @typedef {{least: Decimal, most: Decimal, isAbove?: boolean, isBelow?: boolean}} Range */
/** @typedef {Range & {currency: string, kind: "stated" | "contested" | "doubtful"}} Amount */

/** Which figures of a claim can be read, in the bits of the payload. */
export const AMOUNT = 2;
const SHARE = 1, INDIRECT = 4;

/** @param {Model} model @param {ShownClaim} claim @param {number} bit */
const says = (model, claim, bit) => Boolean((model.data.claims.figure?.[claim.number] ?? 0) & bit);

/** Whether a relation is of ownership; none is in data without figures. @param {Model} model @param {number} k @returns {boolean} */
export const owns = (model, k) => k < model.m && Boolean(model.data.money?.owning.includes(model.relation[k]));

/** Whether money goes along a relation. @param {Model} model @param {number} k @returns {boolean} */
export const pays = (model, k) => k < model.m && Boolean(model.data.money?.paying.includes(model.relation[k]));

/** Whether a relation of money is told from its other end, as `owned_by`. @param {Model} model @param {number} k */
export const isTurned = (model, k) => (owns(model, k) || pays(model, k)) && model.mainRelation(k) !== model.relation[k];

/** Who owns or pays. @param {Model} model @param {number} k */
export const giver = (model, k) => (isTurned(model, k) ? model.target[k] : model.source[k]);

/** What is owned, or who is paid. @param {Model} model @param {number} k */
export const taker = (model, k) => (isTurned(model, k) ? model.source[k] : model.target[k]);

/** @param {Model} model @param {number} k */
const supporting = (model, k) => model.claims(k).filter(({ status }) => status !== "denied");

/** What a claim says of the day that is asked for; where none is, whether it gives no end. @param {Model} model @param {ShownClaim} claim @param {When} when */
function holds({ claimDays }, claim, { asOf, since, until }) {
  if (asOf !== null) return claimDays.claimHolds(claim.number, asOf);
  const hasEnded = claim.period[3] !== LATEST && since === null && until === null;
  return hasEnded ? NO : claimDays.surest[claim.number];
}

/** @param {Model} model @param {ShownClaim} claim @param {When} when */
const counts = (model, claim, when) => holds(model, claim, when) >= POSSIBLE;

/** Why a relation states nothing that went from one to the other; "" if it does. @param {Model} model @param {number} k */
function whyNothing(model, k) {
  if (model.lead(k).about) return "about a claim";
  if (model.verdictWord(k) === "denied") return "denied";
  return model.mode(k) || (model.symmetric[k] ? "without a direction" : "");
}

/** Why a relation of ownership counts nothing, in the words of the command line; "" if it counts. @param {Model} model @param {number} k @param {When} when */
export function whyNotOwned(model, k, when) {
  const nothing = whyNothing(model, k);
  if (nothing) return nothing;
  if (!supporting(model, k).some((claim) => counts(model, claim, when))) return "ended";
  const { uncounted } = model.data.money, role = model.role(k);
  return Object.hasOwn(uncounted, role) ? /** @type {string} */ (uncounted[role]) : "";
}

/** Whether a relation is said to lead through others. @param {Model} model @param {number} k */
export function isIndirect(model, k) {
  return model.data.money.indirect.includes(model.role(k)) || supporting(model, k).every((claim) => says(model, claim, INDIRECT));
}

/** Why a payment counts nothing; "" if it counts. @param {Model} model @param {number} k */
export function whyNotPaid(model, k) {
  const nothing = whyNothing(model, k);
  if (nothing) return nothing;
  if (model.source[k] === model.target[k]) return "to itself";
  return amounts(model, k).some(([, amount]) => amount.units < 0n) ? "a negative amount" : "";
}

/** The shares that claims give: those that count or, where none does, all. @param {Model} model @param {number} k @param {When} when @returns {Range | null} */
export function shareOf(model, k, when) {
  const every = supporting(model, k), counting = every.filter((claim) => counts(model, claim, when));
  const given = (counting.length ? counting : every).filter((claim) => says(model, claim, SHARE)).map(({ share }) => shareIn(share));
  if (!given.length) return null;
  const low = least(given.map((one) => one.least)), high = most(given.map((one) => one.most));
  return {
    least: low, isAbove: given.every((one) => compared(one.least, low) || one.isAbove),
    most: high, isBelow: given.every((one) => compared(one.most, high) || one.isBelow),
  };
}

/** What is owned for certain at least: nothing where somebody denies it, all of it is hedged, or somebody says that it has ended. @param {Model} model @param {number} k @param {When} when @returns {Decimal} */
export function certainShare(model, k, when) {
  const every = supporting(model, k), { asOf, since, until } = when, isWindow = asOf === null && (since !== null || until !== null);
  const isAgainst = isWindow || model.verdictWord(k) === "contested" || every.some((claim) => holds(model, claim, when) === NO);
  const sure = isAgainst ? [] : every.filter((claim) => holds(model, claim, when) === YES && says(model, claim, SHARE));
  return sure.length ? least(sure.map(({ share }) => shareIn(share).least)) : decimal("0");
}

const SHARE_IN_OURS = /^(>?)([\d.]+)(?:-(<?)([\d.]+))?$/;

/** A share in the notation of share_notation.py. @param {string} text @returns {Range} */
function shareIn(text) {
  const [, above, first, below, last = above ? "100" : first] = SHARE_IN_OURS.exec(text.trim().replace(/^</, "0-<")) ?? ["", "", text];
  return { least: decimal(first), most: decimal(last), isAbove: !!above, isBelow: !!below };
}

/** What a payment is: in the currency of its best claim that gives one; null where no amount is given. @param {Model} model @param {number} k @returns {Amount | null} */
export function amountOf(model, k) {
  const given = amounts(model, k).sort(([one], [other]) => one.rank - other.rank);
  const currency = given.map(([claim]) => claim.currency.trim()).find(Boolean) ?? "";
  const numbers = given.filter(([claim]) => claim.currency.trim() === currency).map(([, amount]) => amount);
  if (!numbers.length) return null;
  return { least: least(numbers), most: most(numbers), currency, kind: kindOf(model, k) };
}

/** @param {Model} model @param {number} k @returns {Amount["kind"]} */
function kindOf(model, k) {
  if (model.verdictWord(k) === "contested") return "contested";
  return supporting(model, k).some((claim) => model.claimDays.surest[claim.number] === YES) ? "stated" : "doubtful";
}

/** @param {Model} model @param {number} k @returns {[ShownClaim, Decimal][]} */
function amounts(model, k) {
  return supporting(model, k).filter((claim) => says(model, claim, AMOUNT)).map((claim) => [claim, decimal(claim.amount)]);
}

/** @param {Decimal[]} numbers */
const least = (numbers) => numbers.reduce((one, other) => (compared(other, one) < 0 ? other : one));

/** @param {Decimal[]} numbers */
const most = (numbers) => numbers.reduce((one, other) => (compared(other, one) > 0 ? other : one));
