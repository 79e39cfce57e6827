// On paper stands the drawing that is saved as SVG: a canvas would be stretched to the width of the paper.

import { h } from "./dom.js";

/** @import { Viewer } from "./viewer.js" */

/** Put the drawing in the canvas's place while the page is printed, in light colours. @param {Viewer} viewer @returns {() => void} what ends it */
export function drawForPrint(viewer) {
  const stop = new AbortController();
  const sheet = h("div", { class: "ag-print" });
  let dark = false;
  const on = (/** @type {string} */ name, /** @type {() => void} */ act) => window.addEventListener(name, act, { signal: stop.signal });
  on("beforeprint", () => {
    dark = viewer.dark;
    if (dark) viewer.setTheme(false);
    sheet.replaceChildren(viewer.renderer.drawing(viewer.statusWords()).root);
    viewer.frame.stage.after(sheet);
  });
  on("afterprint", () => {
    sheet.remove();
    if (dark) viewer.setTheme(true);
  });
  return () => stop.abort();
}
