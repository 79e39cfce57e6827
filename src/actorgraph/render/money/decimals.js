// Exact decimal numbers, so that the page adds amounts as Python's Decimal does: 0.1 and 0.2 are 0.3.

import { languageCode } from "../page/language.js";

/** A number as so many units of its last decimal place. @typedef {{units: bigint, places: number}} Decimal */

/** @param {string} text a plain number, as quantities.py has it @returns {Decimal} */
export function decimal(text) {
  const [whole, part = ""] = text.trim().split(".");
  return { units: BigInt(whole + part), places: part.length };
}

/** Two numbers in units of the finer one. @param {Decimal} one @param {Decimal} other @returns {[bigint, bigint, number]} */
function alike(one, other) {
  const places = Math.max(one.places, other.places);
  /** @param {Decimal} number */
  const units = (number) => number.units * 10n ** BigInt(places - number.places);
  return [units(one), units(other), places];
}

/** @param {Decimal} one @param {Decimal} other @returns {Decimal} */
export function sum(one, other) {
  const [a, b, places] = alike(one, other);
  return { units: a + b, places };
}

/** Below 0 where the first is less, above 0 where it is more. @param {Decimal} one @param {Decimal} other */
export function compared(one, other) {
  const [a, b] = alike(one, other);
  return a < b ? -1 : Number(a > b);
}

/** A number that lines are drawn with; it is not added. @param {Decimal} number */
export const roughly = ({ units, places }) => Number(units) / 10 ** places;

/** The digits of a number, with a point. @param {Decimal} number */
export function plain({ units, places }) {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0"), at = digits.length - places;
  return (units < 0n ? "-" : "") + digits.slice(0, at) + (places ? `.${digits.slice(at)}` : "");
}

/** A number as readers of the page's language write it; what parts thousands is a blank where a point or a comma could be taken for decimals. @param {Decimal} number */
export function written(number) {
  const isEnglish = languageCode() === "en", [whole, part] = plain(number).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, isEnglish ? "," : "\u202f");
  return part ? `${grouped}${isEnglish ? "." : ","}${part}` : grouped;
}
