// Words of a card as elements: those who are named are links to their cards, addresses to the web.

import { clean, h, link } from "./dom.js";

/** @import { Part } from "./sentences.js" */
/** @import { Viewer } from "./viewer.js" */

const NOBODY = -1;

/** @param {Viewer} viewer @param {Part[]} parts @param {number} [about] whose card it is, and who needs no link @returns {Node[]} */
export function inline(viewer, parts, about = NOBODY) {
  const { model } = viewer;
  return parts.map((part) => {
    if (typeof part === "string") return document.createTextNode(part);
    if ("address" in part) return link(part.address, part.address);
    const i = "entity" in part ? part.entity : model.numberOf.get(model.named(part.named)[0]);
    if (i !== undefined) return i === about ? h("strong", {}, clean(model.names[i])) : nameLink(viewer, i);
    const [id, name, url] = model.named("named" in part ? part.named : NOBODY);
    return link(name, url || id);
  });
}

/** A name that leads to its card; a link, so that a long one breaks like the words around it. @param {Viewer} viewer @param {number} i */
export function nameLink(viewer, i) {
  return h("a", { href: `#id=${encodeURIComponent(viewer.model.ids[i])}`, class: "ag-name", onclick: (/** @type {Event} */ event) => {
    event.preventDefault();
    viewer.select(i);
  } }, clean(viewer.model.names[i]));
}

/** @param {string} text */
export function quiet(text) {
  return h("p", { class: "ag-quiet" }, text);
}

/** @param {string} text @param {() => void} act @param {Record<string, any>} [more] */
export function smallButton(text, act, more = {}) {
  return h("button", { type: "button", class: "ag-button ag-small", onclick: act, ...more }, text);
}
