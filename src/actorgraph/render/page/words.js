// Relations, dates and claims in words: the same words as the command line's (render/wording.py).

import { clean } from "./dom.js";

/** @param {string} relation */
export function wordsOf(relation) {
  return clean(relation.replaceAll("_", " ")) || "related to";
}

/** When an edge held, no more exact than its dates. @param {string} start @param {string} end */
export function when(start, end) {
  if (!start && !end) return "no date given";
  if (start === end && start !== "..") return moment(start);
  if (!start && /^\d/.test(end)) return `until ${end}, beginning not given`;
  const began = /^\[\.\.(.+)\]$/.exec(start);
  const ended = /^\[(.+)\.\.\]$/.exec(end);
  return began && ended ? attested(ended[1], began[1]) : `${since(start)}, ${until(end)}`;
}

/** When something is known to have held. @param {string} first @param {string} last */
function attested(first, last) {
  if (first > last) return `by ${last}, until ${first} at least`;
  const day = first === last ? moment(first) : `some day from ${first} to ${last}`;
  return `${day}; beginning and end not given`;
}

/** @param {string} date @returns {string[] | null} */
function span(date) {
  return date.startsWith("[") ? date.slice(1, -1).split("..") : null;
}

/** @param {string} date */
export function moment(date) {
  if (date === "..") return "on a day left open";
  if (date.includes("/")) {
    const [first, last] = date.split("/");
    const plain = !/^[[.]|[\].]$/.test(date);
    return plain ? `throughout ${first} to ${last}` : `${since(first)}, ${until(last)}`;
  }
  const between = span(date);
  if (between) {
    const [first, last] = between;
    if (!first) return `by ${last}`;
    return last ? `some day from ${first} to ${last}` : `some day from ${first} on`;
  }
  return date.split("-").length === 3 ? `on ${date}` : `in ${date}`;
}

/** @param {string} date */
function since(date) {
  const between = span(date);
  if (date === "..") return "from an open beginning";
  if (!between) return date ? `from ${date}` : "beginning not given";
  const [first, last] = between;
  if (!first) return `by ${last}`;
  return last ? `begun between ${first} and ${last}` : `not before ${first}`;
}

/** @param {string} date */
function until(date) {
  const between = span(date);
  if (date === "..") return "end left open";
  if (!between) return date ? `to ${date}` : "end not given";
  const [first, last] = between;
  if (!first) return `ended by ${last}`;
  return last ? `ended between ${first} and ${last}` : `until ${first} at least`;
}

/** @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many ?? one + "s"}`;
}

/** @type {Record<string, string>} */
export const STANDING = {
  corroborated: "Corroborated",
  "single-origin": "Single origin",
  unsourced: "Unsourced",
  "our-reading": "Our reading",
  contested: "Contested",
  denied: "Denied",
};

/** What a speaker does, by the claim's status. @type {Record<string, string>} */
export const STATUS_WORDS = { claimed: "says so", confirmed: "confirms it", denied: "denies it" };
