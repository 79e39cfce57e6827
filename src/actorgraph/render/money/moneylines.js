// What a line says of money: the share along it, or what was paid in all, each currency by itself; and
// how wide it is, where the reader lets width tell a share or the amounts in one currency.

import { t } from "../page/language.js";
import { relationWords } from "../page/relation_words.js";
import { wordsOf } from "../page/words.js";
import { compared, decimal, roughly, sum, written } from "./decimals.js";
import { AMOUNT, amountOf, certainShare, giver, owns, pays, shareOf, whyNotOwned, whyNotPaid } from "./figures.js";

/** @import { Model } from "../page/model.js" */
/** @import { LegendRow } from "../page/legend.js" */
/** @import { Decimal } from "./decimals.js" */
/** @import { Range, When } from "./figures.js" */

/** What widths can tell beside amounts in a currency. */
export const SHARE = "share";
/** How a link names amounts without a currency. */
export const NO_CURRENCY = "-";
const WHOLE = decimal("100"), NOTHING = decimal("0");
/** CSS pixels of the largest amount, or of the whole of a company; and where there is none. */
const WIDEST = 12;
export const THIN = 0.8;
const PLAIN = { name: "", color: "#5b6675", dark: "#a3adba", dash: [] };
const AT_MOST = { name: "", color: "#c4cad3", dark: "#4a525e", dash: [] };

/** What widths tell on a page: by the two that a line links, for certain and at most. @typedef {{what: string, most: Decimal, of: Map<string, Range>, hasRanges: boolean}} Scale */

/** @param {Model} model @param {number} k */
function pairOf({ source, target }, k) {
  return source[k] < target[k] ? `${source[k]} ${target[k]}` : `${target[k]} ${source[k]}`;
}

/** A share in words: "60%", "25–50%", ">25–50%", "≥25%" where the upper end is the whole, "<5%". @param {Range} share */
export function shareWords({ least, most, isAbove, isBelow }) {
  if (!compared(least, most)) return `${written(least)}%`;
  const above = isAbove ? ">" : "", below = isBelow ? "<" : "";
  if (isBelow && !isAbove && !compared(least, NOTHING)) return `<${written(most)}%`;
  if (!isBelow && !compared(most, WHOLE) && (isAbove || compared(least, NOTHING))) return `${above || "≥"}${written(least)}%`;
  return `${above}${written(least)}–${below}${written(most)}%`;
}

/** An amount in words: "1,200,000–1,250,000 NOK". @param {Range & {currency: string}} amount */
export function amountWords({ least, most, currency }) {
  const figures = compared(least, most) ? `${written(least)}–${written(most)}` : written(least);
  return `${figures} ${currency || t("money.no-currency")}`;
}

/** What a relation adds to its words: its share or its amount, and why that does not count. @param {Model} model @param {number} k @param {When} when */
export function figure(model, k, when) {
  const share = shareOf(model, k, when), amount = amountOf(model, k);
  const reason = owns(model, k) ? whyNotOwned(model, k, when) : "";
  const words = [share && shareWords(share), amount && amountWords(amount)].filter(Boolean).join(", ");
  // A line says already what is denied, planned or conditional.
  const missing = words || (owns(model, k) ? t("money.share-missing") : pays(model, k) ? t("money.amount-missing") : "");
  return (missing && ` ${missing}`) + (REASONS.includes(reason) ? ` (${t(`money.reason.${reason}`)})` : "");
}

const REASONS = ["ended", "voting rights", "rights to profit"];

/**
 * What is written along a line, "" where it tells nothing of money.
 * @param {Model} model @param {number[]} edges @param {When} when
 * @param {boolean} isOfOwners whether all lines are of ownership, so that none has to say so
 */
export function lineWords(model, edges, when, isOfOwners) {
  const owning = edges.filter((k) => owns(model, k)), paying = edges.filter((k) => pays(model, k));
  const others = new Set(edges.filter((k) => !owns(model, k) && !pays(model, k)).map((k) => relationWords(model, k)));
  if (!owning.length && !paying.length) return "";
  const owned = owning.slice().sort((one, two) => Number(Boolean(whyNotOwned(model, one, when))) - Number(Boolean(whyNotOwned(model, two, when))));
  return [
    ...ownedWords(model, owned, when, isOfOwners),
    ...paidWords(model, paying),
    ...[...others].slice(0, 1).map((words) => words + (others.size > 1 ? ` +${others.size - 1}` : "")),
  ].join(" · ");
}

/** What two own of each other, or one of the other: what counts goes first. @param {Model} model @param {number[]} owned @param {When} when @param {boolean} isOfOwners @returns {string[]} */
function ownedWords(model, owned, when, isOfOwners) {
  const [first, ...others] = owned, back = others.find((k) => giver(model, k) !== giver(model, first));
  const more = owned.length - (back === undefined ? 1 : 2), words = more > 0 ? ` +${more}` : "";
  if (back === undefined) return owned.slice(0, 1).map((k) => (isOfOwners ? bare(model, k) : mainWords(model, k)) + words);
  const [right, left] = readsFrom(model, first) ? [first, back] : [back, first];
  return [`${figure(model, right, when).trim()} → · ← ${figure(model, left, when).trim()}${words}`];
}

/** The words of a relation without its name. @param {Model} model @param {number} k */
const bare = (model, k) => mainWords(model, k).slice(wordsOf(model.relations[model.mainRelation(k)]).length).trim();

/** A relation in the words of who owns or pays. @param {Model} model @param {number} k */
const mainWords = (model, k) => relationWords(model, k, model.mainRelation(k));

/** What was paid between two, each way and each currency by itself. @param {Model} model @param {number[]} paying @returns {string[]} */
function paidWords(model, paying) {
  const counting = paying.filter((k) => !whyNotPaid(model, k));
  if (paying.length < 2 || !counting.length) return paying.slice(0, 1).map((k) => mainWords(model, k) + (paying.length > 1 ? ` +${paying.length - 1}` : ""));
  const ahead = counting.filter((k) => giver(model, k) === giver(model, counting[0]));
  const back = counting.filter((k) => !ahead.includes(k)), left = paying.length - counting.length;
  const more = left ? ` +${left}` : "";
  if (!back.length) return [`${wordsOf(model.relations[model.mainRelation(counting[0])])} ${totalWords(model, ahead)}${more}`];
  const [right, leftward] = readsFrom(model, counting[0]) ? [ahead, back] : [back, ahead];
  return [`${totalWords(model, right)} → · ← ${totalWords(model, leftward)}${more}`];
}

/** Whether words along a line begin at who pays. @param {Model} model @param {number} k */
function readsFrom(model, k) {
  const { x, y, source, target } = model, from = giver(model, k), to = from === source[k] ? target[k] : source[k];
  return x[to] > x[from] || (x[to] === x[from] && y[to] > y[from]);
}

/** The sums of payments, each currency and what somebody denies or hedges by itself. @param {Model} model @param {number[]} edges */
function totalWords(model, edges) {
  const words = totals(model, edges).map((total) => amountWords(total) + (total.kind === "stated" ? "" : ` (${t(`money.kind.${total.kind}`)})`));
  const without = edges.filter((k) => !amountOf(model, k)).length;
  return [...words, ...(without ? [t("money.without", { n: without })] : [])].join(" + ") + (edges.length > 1 ? ` (×${edges.length})` : "");
}

/** The sums of payments by currency and kind, in the order in which they come. @param {Model} model @param {number[]} edges */
export function totals(model, edges) {
  /** @type {Map<string, import("./figures.js").Amount>} */
  const sums = new Map();
  for (const k of edges) {
    const amount = amountOf(model, k);
    if (!amount) continue;
    const key = `${amount.kind} ${amount.currency}`, known = sums.get(key);
    sums.set(key, known ? { ...known, least: sum(known.least, amount.least), most: sum(known.most, amount.most) } : amount);
  }
  return [...sums.values()];
}

/** The currencies of some payments, by how often they come. @param {Model} model @param {number[]} edges @returns {string[]} */
export function currencies(model, edges) {
  return byHowOften(edges.flatMap((k) => (pays(model, k) ? amountOf(model, k)?.currency ?? [] : [])));
}

/** @type {WeakMap<Model, string[]>} */
const everywhere = new WeakMap();

/** The currencies of all claims about payments, by how often they come; read once, and from the columns: to make each claim takes long. @param {Model} model @returns {string[]} */
export function allCurrencies(model) {
  const known = everywhere.get(model) ?? byHowOften(readCurrencies(model));
  everywhere.set(model, known);
  return known;
}

/** @param {Model} model @returns {string[]} */
function readCurrencies({ data, edgeOfClaim, stated }) {
  /** @type {{figure?: number[], currency?: string[]}} */
  const { figure: figures = [], currency } = data.claims, paying = new Set(data.money?.paying);
  return figures.flatMap((bits, c) => (bits & AMOUNT && paying.has(stated.relation[edgeOfClaim[c]]) ? [(currency?.[c] ?? "").trim()] : []));
}

/** @param {string[]} given */
function byHowOften(given) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const one of given) counts.set(one || NO_CURRENCY, (counts.get(one || NO_CURRENCY) ?? 0) + 1);
  return [...counts].sort((one, two) => two[1] - one[1] || (one[0] < two[0] ? -1 : 1)).map(([currency]) => currency);
}

/** Measure every line that is shown. @param {Model} model @param {{edge: Uint8Array}} view @param {string} what @param {When} when @returns {Scale} */
export function scaleOf(model, { edge }, what, when) {
  /** @type {Map<string, Range>} */
  const of = new Map();
  for (let k = 0; k < model.m; k++) {
    const range = edge[k] ? rangeOf(model, k, what, when) : null, pair = pairOf(model, k), known = of.get(pair);
    if (range) of.set(pair, known ? together(known, range, what) : range);
  }
  let most = what === SHARE ? WHOLE : NOTHING, hasRanges = false;
  for (const range of of.values()) {
    if (compared(range.most, most) > 0) most = range.most;
    hasRanges ||= compared(range.least, range.most) !== 0;
  }
  return { what, most, of, hasRanges };
}

/** Several share classes can be the same shares or further ones, payments are further ones. @param {Range} one @param {Range} other @param {string} what @returns {Range} */
function together(one, other, what) {
  const most = sum(one.most, other.most);
  if (what !== SHARE) return { least: sum(one.least, other.least), most };
  return { least: compared(one.least, other.least) < 0 ? other.least : one.least, most: compared(most, WHOLE) > 0 ? WHOLE : most };
}

/** What a relation gives for certain and at most; null where it gives nothing that width tells. @param {Model} model @param {number} k @param {string} what @param {When} when @returns {Range | null} */
function rangeOf(model, k, what, when) {
  if (what === SHARE) {
    const share = owns(model, k) && !whyNotOwned(model, k, when) ? shareOf(model, k, when) : null;
    return share && { least: certainShare(model, k, when), most: share.most };
  }
  const amount = pays(model, k) && !whyNotPaid(model, k) ? amountOf(model, k) : null;
  if (!amount || (amount.currency || NO_CURRENCY) !== what) return null;
  return amount.kind === "stated" ? amount : { ...amount, least: NOTHING };
}

/** How wide a line is, for certain and at most. @param {Scale} scale @param {Model} model @param {number[]} edges @returns {[number, number]} */
export function widthOf({ most, of }, model, edges) {
  const range = of.get(pairOf(model, edges[0])), whole = roughly(most) || 1;
  if (!range) return [THIN, 0];
  return [Math.max(THIN, (WIDEST * roughly(range.least)) / whole), (WIDEST * roughly(range.most)) / whole];
}

/** What widths mean, in words. @param {Scale} scale @returns {LegendRow[]} */
export function legendRows({ what, most, of, hasRanges }) {
  const currency = what === NO_CURRENCY ? "" : what, isShare = what === SHARE;
  const values = { currency: currency || t("money.no-currency") };
  const widest = isShare ? shareWords({ least: most, most }) : amountWords({ least: most, most, currency });
  return [
    ...(of.size ? [{ words: widest, style: { ...PLAIN, width: WIDEST } }] : []),
    ...(hasRanges ? [{ words: t("money.at-most"), style: { ...AT_MOST, width: WIDEST } }] : []),
    { words: isShare ? t("money.no-share") : t("money.no-amount", values), style: { ...PLAIN, width: THIN } },
  ];
}
