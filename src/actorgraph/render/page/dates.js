// Days, and when something held. Mirrors the package dates except for reading dates: each date of the payload
// comes with its earliest and its latest day. tests/differential/test_claims_of_the_page.py holds the
// two together.

/** The day before -9999-01-01, and the one after 9999-12-31. */
export const EARLIEST = -3652425;
export const LATEST = 3652060;

/** Whether an edge held on a day, from the weakest answer to the surest; what is NO is not drawn. */
export const NO = 0;
export const DENIED = 1;
export const PLANNED = 2;
export const POSSIBLE = 3;
export const YES = 4;

/**
 * A date as its source has it, and the days it can be.
 * @typedef {{text: string, earliest: number, latest: number}} PartialDate
 */
/** @typedef {[number, number, number, number]} Period earliest and latest start, earliest and latest end */

/** Proleptic Gregorian day numbers, as Python's date.toordinal. */
const EPOCH = 719163;
const DAY = 86400000;

/** @param {number} day */
export function dateOf(day) {
  return new Date((day - EPOCH) * DAY);
}

/** A day as YYYY-MM-DD, before the year 0 with a minus. @param {number} day */
export function dayText(day) {
  const text = dateOf(day).toISOString();
  return text.slice(0, text.indexOf("T")).replace(/^-00/, "-");
}

/** A year as four digits, with a minus before the year 0. @param {number} year */
export function yearText(year) {
  return `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}`;
}

/** The number of a day; null where it is none. @param {string} text YYYY-MM-DD @returns {number | null} */
export function dayNumber(text) {
  if (!/^-?\d{4}-\d\d-\d\d$/.test(text)) return null;
  const time = Date.parse(`${text.replace(/^-/, "-00")}T00:00:00Z`);
  const day = time / DAY + EPOCH;
  return day > EARLIEST && day < LATEST && dayText(day) === text ? day : null;
}

/** The period between two dates; `..` leaves a side open. @param {PartialDate} start @param {PartialDate} end @returns {Period} */
export function period(start, end) {
  const [a, b] = start.text === ".." ? [EARLIEST, EARLIEST] : [start.earliest, start.latest];
  const [c, d] = end.text === ".." ? [LATEST, LATEST] : [end.earliest, end.latest];
  return d < a ? [a, b, c, d] : [a, Math.min(b, d), Math.max(c, a), d];
}

/** The latest and the earliest day on which something can have begun, to sort by. @param {Period} when @returns {[number, number]} */
export function beginning([earliest, latest]) {
  if (latest !== LATEST) return [latest, earliest];
  return [earliest !== EARLIEST ? earliest : LATEST, earliest];
}

/** Whether something held on a day: NO, YES, or POSSIBLE where the dates do not decide. @param {Period} when @param {number} day */
export function holdsOn([earliestStart, latestStart, earliestEnd, latestEnd], day) {
  if (day < earliestStart || day > latestEnd) return NO;
  return latestStart <= day && day <= earliestEnd ? YES : POSSIBLE;
}
