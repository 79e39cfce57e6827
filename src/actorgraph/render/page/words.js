// Relations and dates in words: the same as the command line's (render/wording.py, date_words.py).
// tests/differential/test_claims_of_the_page.py holds the two together.

import { clean } from "./dom.js";
import { hasWords, languageCode, numberWords, t } from "./language.js";

/** A relation in words: those of the language for what the schema knows, else as the data has it. @param {string} relation */
export function wordsOf(relation) {
  return hasWords(`relation.${relation}`) ? t(`relation.${relation}`) : clean(relation.replaceAll("_", " ")) || t("related");
}

/** A type in words: those of the language for what the schema knows, else as the data has it. @param {string} type */
export function typeWords(type) {
  return hasWords(`type.${type}`) ? t(`type.${type}`) : clean(type) || t("type.none");
}

/** @type {Map<string, string>} */
const periods = new Map();

/** A period, no more exact than its dates; a bound begins nothing. @param {string} start @param {string} end */
export function periodWords(start, end) {
  const key = `${start} ${end}`, known = periods.get(key) ?? wordedPeriod(start, end);
  periods.set(key, known);
  return known;
}

/** @param {string} start @param {string} end */
function wordedPeriod(start, end) {
  if (!start && !end) return t("date.none");
  if (start === end && start !== "..") return moment(start);
  if (start.startsWith("[..") && end.startsWith("[") && end.endsWith("..]")) return attested(end.slice(1, -3), start.slice(3, -1));
  if (!start && POINT.test(end)) return t("date.until-only", { end: dayWords(end) });
  return t("date.period", { since: since(start), until: until(end) });
}

/** When something is known to have held that began by one date and ended by no other. @param {string} first @param {string} last */
function attested(first, last) {
  const days = { first: dayWords(first), last: dayWords(last) };
  if (first > last) return t("date.by-until-least", days);
  return t("date.neither", { day: first === last ? moment(first) : t("date.some", days) });
}

/** The two days of some moment between them, in words; a decade such as 198X is one. @param {string} date @returns {string[] | null} */
function span(date) {
  const [, digits, unknown, mark] = /^(\d{2,3})(X{1,2})([?~%]?)$/.exec(date) ?? [];
  if (digits) return ["0", "9"].map((digit) => dayWords(digits + digit.repeat(unknown.length) + mark));
  return date.startsWith("[") ? date.slice(1, -1).split("..").map(dayWords) : null;
}

/** A day, a month or a year, perhaps with a time of day and a mark; as in edtf.py. */
const POINT = /^(-?\d{4})(?:-(\d\d)(?:-(\d\d)(?:T([\d:]+)([.,]\d+)?(Z|[+-][\d:]+)?)?)?)?([?~%]?)$/;

/** @param {string} date */
export function moment(date) {
  if (date === "..") return t("date.open");
  if (date.includes("/")) {
    const [first, last] = date.split("/");
    const plain = !/^[[.]|[\].]$/.test(date);
    if (plain && !span(first) && !span(last)) return t("date.throughout", { first: dayWords(first), last: dayWords(last) });
    return t("date.period", { since: since(first), until: until(last) });
  }
  const between = span(date);
  if (between) {
    const [first, last] = between;
    if (!first) return t("date.by", { last });
    return last ? t("date.some", { first, last }) : t("date.some-on", { first });
  }
  const day = dayWords(date), [, , , ofMonth, , , , mark] = POINT.exec(date) ?? [];
  if (mark === "~" || mark === "%") return day;
  return ofMonth ? t("date.on", { day }) : t("date.in", { day });
}

/** A day or a month with the name of its month; others unchanged. @param {string} date */
export function dayWords(date) {
  const [whole, written, month, day, time, , zone, mark] = POINT.exec(date) ?? [];
  if (whole === undefined) return date;
  const year = yearWords(written), name = month ? monthName(Number(month)) : "";
  let words = !name ? year : day ? t("date.day", { day: String(Number(day)), month: name, year }) : t("date.month", { month: name, year });
  if (time && !/^00:00(:00)?$/.test(time)) words = t("date.time", { day: words, time: [time, zone === "Z" ? "UTC" : zone].filter(Boolean).join(" ") });
  if (mark === "~" || mark === "%") words = t("date.about", { date: words });
  return mark === "?" || mark === "%" ? t("date.uncertain", { date: words }) : words;
}

/** A year as it is written; one before 1 as a year BC. @param {string} year */
export function yearWords(year) {
  return year.startsWith("-") ? t("date.bc", { year: String(1 - Number(year)) }) : year;
}

/** @type {Map<string, string[]>} */
const monthNames = new Map();

/** The name of a month as it stands beside a day, which Russian inflects; nothing for what is no month. @param {number} month */
function monthName(month) {
  const code = languageCode();
  let names = monthNames.get(code);
  if (!names) {
    const words = new Intl.DateTimeFormat(code, { month: "long", day: "numeric", timeZone: "UTC" });
    names = Array.from({ length: 12 }, (_, m) => words.formatToParts(Date.UTC(2000, m, 15)).find(({ type }) => type === "month")?.value ?? "");
    monthNames.set(code, names);
  }
  return names[month - 1];
}

/** @param {string} date */
function since(date) {
  const between = span(date);
  if (date === "..") return t("date.start-open");
  if (!between) return date ? t("date.from", { day: dayWords(date) }) : t("date.no-start");
  const [first, last] = between;
  if (!first) return t("date.by", { last });
  return last ? t("date.begun", { first, last }) : t("date.not-before", { first });
}

/** @param {string} date */
function until(date) {
  const between = span(date);
  if (date === "..") return t("date.end-open");
  if (!between) return date ? t("date.to", { day: dayWords(date) }) : t("date.no-end");
  const [first, last] = between;
  if (!first) return t("date.ended-by", { last });
  return last ? t("date.ended", { first, last }) : t("date.at-least", { first });
}

/** @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many) {
  return `${numberWords(count, "en")} ${count === 1 ? one : many ?? one + "s"}`;
}
