// Dates and their bounds, by the rules of dates.py: what cannot be read there never gets here.

export const EARLIEST = 0;
export const LATEST = 3652060;

/** Proleptic Gregorian day numbers, as Python's date.toordinal. */
const EPOCH = 719163;
const ordinal = (year, month, day) => {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / 86400000) + EPOCH;
};

/** @param {number} day */
export function dayText(day) {
  const date = new Date((day - EPOCH) * 86400000);
  const two = (number) => String(number).padStart(2, "0");
  return `${String(date.getUTCFullYear()).padStart(4, "0")}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** @param {string} text YYYY-MM-DD @returns {number|null} */
export function dayNumber(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!found) return null;
  const day = ordinal(Number(found[1]), Number(found[2]), Number(found[3]));
  return dayText(day) === text ? day : null;
}

/** The earliest and the latest day a date can be. @param {string} text @returns {[number, number]} */
export function bounds(text) {
  if (!text) return [EARLIEST, LATEST];
  if (text.startsWith("[")) {
    const [first, last] = text.slice(1, -1).split("..");
    return [first ? bounds(first)[0] : EARLIEST, last ? bounds(last)[1] : LATEST];
  }
  const [year, month, day] = text.split("-").map(Number);
  if (day) return [ordinal(year, month, day), ordinal(year, month, day)];
  if (month) return [ordinal(year, month, 1), ordinal(year, month + 1, 1) - 1];
  return [ordinal(year, 1, 1), ordinal(year, 12, 31)];
}

/** Earliest and latest start, earliest and latest end. @param {string} start @param {string} end */
export function period(start, end) {
  const [a, b] = start === ".." ? [EARLIEST, EARLIEST] : bounds(start);
  const [c, d] = end === ".." ? [LATEST, LATEST] : bounds(end);
  return d < a ? [a, b, c, d] : [a, Math.min(b, d), Math.max(c, a), d];
}
