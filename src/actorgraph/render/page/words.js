// Relations and dates in words: the same as the command line's (render/wording.py, date_words.py).
// tests/differential/test_claims_of_the_page.py holds the two together.

import { clean } from "./dom.js";

/** @param {string} relation */
export function wordsOf(relation) {
  return clean(relation.replaceAll("_", " ")) || "related to";
}

/** A period, no more exact than its dates; a bound begins nothing. @param {string} start @param {string} end */
export function periodWords(start, end) {
  if (!start && !end) return "no date given";
  if (start === end && start !== "..") return moment(start);
  if (start.startsWith("[..") && end.startsWith("[") && end.endsWith("..]")) return attested(end.slice(1, -3), start.slice(3, -1));
  if (!start && /^\p{Nd}/u.test(end)) return `until ${dayWords(end)}, beginning not given`;
  return `${since(start)}, ${until(end)}`;
}

/** When something is known to have held that began by one date and ended by no other. @param {string} first @param {string} last */
function attested(first, last) {
  if (first > last) return `by ${dayWords(last)}, until ${dayWords(first)} at least`;
  const day = first === last ? moment(first) : `some day from ${dayWords(first)} to ${dayWords(last)}`;
  return `${day}; beginning and end not given`;
}

/** The two days of a date between brackets, in words. @param {string} date @returns {string[] | null} */
function span(date) {
  return date.startsWith("[") ? date.slice(1, -1).split("..").map(dayWords) : null;
}

/** @param {string} date */
export function moment(date) {
  if (date === "..") return "on a day left open";
  if (date.includes("/")) {
    const [first, last] = date.split("/");
    const plain = !/^[[.]|[\].]$/.test(date);
    return plain ? `throughout ${dayWords(first)} to ${dayWords(last)}` : `${since(first)}, ${until(last)}`;
  }
  const between = span(date);
  if (between) {
    const [first, last] = between;
    if (!first) return `by ${last}`;
    return last ? `some day from ${first} to ${last}` : `some day from ${first} on`;
  }
  return `${date.split("-").length === 3 ? "on" : "in"} ${dayWords(date)}`;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** A day or a month with the name of its month; others unchanged. @param {string} date */
export function dayWords(date) {
  const [year, month, day] = date.split("-");
  const name = /^\d+$/.test(year) && month ? MONTHS[Number(month) - 1] : undefined;
  if (!name) return date;
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}

/** @param {string} date */
function since(date) {
  const between = span(date);
  if (date === "..") return "from an open beginning";
  if (!between) return date ? `from ${dayWords(date)}` : "beginning not given";
  const [first, last] = between;
  if (!first) return `by ${last}`;
  return last ? `begun between ${first} and ${last}` : `not before ${first}`;
}

/** @param {string} date */
function until(date) {
  const between = span(date);
  if (date === "..") return "end left open";
  if (!between) return date ? `to ${dayWords(date)}` : "end not given";
  const [first, last] = between;
  if (!first) return `ended by ${last}`;
  return last ? `ended between ${first} and ${last}` : `until ${first} at least`;
}

/** @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many ?? one + "s"}`;
}

/** The verdicts as the filters name them. @type {Record<string, string>} */
export const STANDING = {
  corroborated: "Corroborated",
  "single-origin": "Single origin",
  unsourced: "Unsourced",
  "our-reading": "Our reading",
  contested: "Contested",
  denied: "Denied",
};
