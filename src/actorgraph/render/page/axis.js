// The marks of an axis of days, and the days that a text means.

import { dateOf, dayNumber, dayText, yearText } from "./dates.js";
import { languageCode } from "./language.js";
import { yearWords } from "./words.js";

/** @import { Span } from "./moments.js" */

/** The steps from mark to mark: in days, in months, in years. */
const DAYS = [1, 2, 5, 10];
const MONTHS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000];
const DAYS_OF_A_MONTH = 30.44;
const MONTHS_OF_A_YEAR = 12;

/** The days to mark, with words that fit: as few as there is room for. @param {number} first @param {number} last @param {number} most @returns {{day: number, words: string}[]} */
export function marks(first, last, most) {
  const least = (last - first) / Math.max(1, most);
  const days = DAYS.find((step) => step >= least);
  const starts = days ? everyDays(first, last, days) : everyMonths(first, last, MONTHS.find((step) => step * DAYS_OF_A_MONTH >= least) ?? MONTHS[MONTHS.length - 1]);
  return starts.filter(({ day }) => day >= first && day <= last);
}

/** @param {number} first @param {number} last @param {number} step */
function everyDays(first, last, step) {
  const marks = [];
  for (let day = first; day <= last; day++) {
    const ofMonth = Number(dayText(day).slice(-2));
    // From month to month the days keep their places, and no two marks stand close.
    if ((ofMonth - 1) % step === 0 && (step === 1 || ofMonth <= DAYS_OF_A_MONTH)) marks.push({ day, words: inWords(day, { day: "numeric", month: "short", year: "numeric" }) });
  }
  return marks;
}

/** @param {number} first @param {number} last @param {number} step */
function everyMonths(first, last, step) {
  const marks = [];
  const year = dateOf(first).getUTCFullYear(), years = step / MONTHS_OF_A_YEAR;
  let month = years < 1 ? year * MONTHS_OF_A_YEAR : Math.floor(year / years) * step;
  for (;; month += step) {
    const ofYear = Math.floor(month / MONTHS_OF_A_YEAR);
    const day = dayNumber(`${yearText(ofYear)}-${String(month - ofYear * MONTHS_OF_A_YEAR + 1).padStart(2, "0")}-01`);
    if (day !== null) marks.push({ day, words: years < 1 ? inWords(day, { month: "short", year: "numeric" }) : yearWords(yearText(ofYear)) });
    if (day === null ? month > 0 : day > last) return marks;
  }
}

/** The days from and until which a text names: a day, month or year, or two with a slash; null where it is none. @param {string} text @returns {Span | null} */
export function spanOf(text) {
  const ends = text.split("/").map((one) => oneSpan(one.trim()));
  const [from, until] = [ends[0], ends[ends.length - 1]];
  if (ends.length > 2 || !from || !until || from[0] > until[1]) return null;
  return [from[0], until[1]];
}

/** @param {string} text @returns {Span | null} */
function oneSpan(text) {
  const [year, month] = text.split("-");
  const from = dayNumber(/^\d{4}$/.test(text) ? `${text}-01-01` : /^\d{4}-\d\d$/.test(text) ? `${text}-01` : text);
  if (from === null) return null;
  if (/^\d{4}$/.test(text)) return [from, Number(dayNumber(`${year}-12-31`))];
  if (!/^\d{4}-\d\d$/.test(text)) return [from, from];
  const next = month === "12" ? `${year}-12-31` : `${year}-${String(Number(month) + 1).padStart(2, "0")}-01`;
  return [from, Number(dayNumber(next)) - (month === "12" ? 0 : 1)];
}

/** Days from and until, in words of the page's language. @param {number} from @param {number} until */
export function rangeWords(from, until) {
  const [one, other] = [from, until].map((day) => inWords(day, { day: "numeric", month: "long", year: "numeric" }));
  return from === until ? one : `${one} – ${other}`;
}

/** @param {number} day @param {Intl.DateTimeFormatOptions} parts */
function inWords(day, parts) {
  const code = languageCode();
  // English without a country would put the month first.
  return dateOf(day).toLocaleDateString(code === "en" ? "en-GB" : code, { ...parts, timeZone: "UTC" });
}
