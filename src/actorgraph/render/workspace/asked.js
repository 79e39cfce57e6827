// What the parts of the editor share: how they ask the server, and small elements.

import { clean, h } from "../page/dom.js";

/**
 * How the server is asked. A refusal is an Error with the `status` of HTTP and the `answer` of the server.
 * @typedef {object} Api
 * @property {(path: string, params?: Record<string, string>) => Promise<any>} get
 * @property {(path: string, body: object) => Promise<any>} post
 */
/** @typedef {{table: string, line: number, digest: string, cells: Record<string, string>}} Row a row as it stands in a file */
/** @typedef {{table: string, do: string, line?: number, digest?: string, cells?: Record<string, string>, add_columns?: boolean}} Edit */
/** @typedef {Error & {status?: number, answer?: any}} Refusal */

/** @param {string} text @param {() => void} act @param {Record<string, any>} [more] @returns {HTMLButtonElement} */
export function button(text, act, more = {}) {
  return h("button", { type: "button", class: "ag-button ag-small", onclick: act, ...more }, text);
}

/** What went wrong, for people. @param {unknown} error @returns {string} */
export function wrong(error) {
  const { answer, message } = /** @type {Refusal} */ (error);
  return clean([answer?.error ?? message, answer?.hint].filter(Boolean).join(" "));
}

/** A function that acts once nobody has called it for a while. @param {() => void} act @param {number} wait milliseconds */
export function debounced(act, wait) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(act, wait);
  };
}

let numbered = 0;

/** An id that no other element has. @param {string} what */
export const ownId = (what) => `ws-${what}-${++numbered}`;

/** What a column is called in a sentence. @param {string} column */
export const columnWords = (column) => column.replaceAll("_", " ");
