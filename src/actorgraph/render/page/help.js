// The list of all keys, which `?` opens.

import { h } from "./dom.js";
import { t } from "./language.js";

/** Keys, and what they do. @type {[string[], string][]} */
const KEYS = [
  [["/"], "search"], [["←", "→"], "walk"], [["←", "→"], "story"], [["Enter"], "go"], [["+", "−"], "zoom"], [["0"], "fit"],
  [["Shift ← ↑ → ↓"], "pan"], [["F"], "filters"], [["T"], "table"], [["Esc"], "close"], [["?"], "help"],
];

/** @param {boolean} hasStory @returns {HTMLDialogElement} closed */
export function helpPanel(hasStory) {
  const rows = KEYS.filter(([, act]) => hasStory || act !== "story").map(([keys, act]) => h("div", {}, h("dt", {}, ...keys.map((key) => h("kbd", {}, key))), h("dd", {}, t(`keys.${act}`))));
  const close = h("button", { type: "button", class: "ag-button", onclick: () => panel.close() }, t("keys.done"));
  const heading = h("h2", { id: "ag-keys" }, t("keys"));
  /** @type {HTMLDialogElement} */
  const panel = h("dialog", { class: "ag-help", "aria-labelledby": "ag-keys" }, heading, h("dl", {}, ...rows), close);
  return panel;
}
