// A button that opens a list of others. It closes by Escape, which gives focus back to the button, by
// a click elsewhere, and when one of the list is chosen.

import { h } from "./dom.js";

/**
 * @param {string} text on the button
 * @param {string} label of the button
 * @param {Node[]} items
 * @param {string} kind a class that tells it from other menus
 * @returns {HTMLElement}
 */
export function menu(text, label, items, kind) {
  const button = h("button", { type: "button", class: "ag-button", "aria-expanded": "false", "aria-label": label, title: label }, text);
  const list = h("div", { class: "ag-menulist" }, ...items);
  const box = h("div", { class: `ag-menu ${kind}` }, button, list);
  let stop = new AbortController();
  const close = () => {
    stop.abort();
    box.classList.remove("ag-open");
    button.setAttribute("aria-expanded", "false");
  };
  const open = () => {
    stop = new AbortController();
    const options = { signal: stop.signal, capture: true };
    box.classList.add("ag-open");
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", (event) => { if (!event.composedPath().includes(box)) close(); }, options);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close();
      button.focus();
    }, options);
  };
  button.addEventListener("click", () => (box.classList.contains("ag-open") ? close() : open()));
  list.addEventListener("click", () => {
    if (!box.classList.contains("ag-open")) return;
    close();
    button.focus();
  });
  return box;
}
