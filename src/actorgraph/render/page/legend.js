// The legend: what shapes, colours and lines mean, always in sight under the picture. A click on a type or
// on a kind of line hides it. The saved picture has the same rows.

import { colouring, COLOURINGS } from "./colouring.js";
import { POSSIBLE } from "./dates.js";
import { clean, h } from "./dom.js";
import { numberWords, t } from "./language.js";
import { money } from "./money.js";
import { EDGE_STYLES, POSSIBLE_DASH, VERDICTS_OF_STYLES } from "./palette.js";
import { dash, symbol } from "./symbols.js";
import { typeWords } from "./words.js";

/** @import { EdgeStyle, Kind } from "./palette.js" */
/** @import { Model } from "./model.js" */
/** @import { Viewer } from "./viewer.js" */

/** @typedef {{words: string, kind?: Kind, style?: EdgeStyle, hides?: {set: "hiddenTypes" | "hiddenVerdicts", value: number}, count?: number}} LegendRow */

/** @type {EdgeStyle} A line of what held on the day only possibly. */
const MAYBE = { name: "possible", color: "#8b95a5", dark: "#7d8a9c", dash: POSSIBLE_DASH, width: 1.4 };

/** What is shown, in rows: types, colours where they are not of types, lines. @param {Model} model @param {{node: Uint8Array, edge: Uint8Array}} view @returns {LegendRow[]} */
export function legendRows(model, view) {
  return [...kindRows(model, view), ...colourRows(model), ...lineRows(model, view), ...(money.shown?.legendRows(model) ?? [])];
}

/** @param {Model} model @param {{node: Uint8Array}} view @returns {LegendRow[]} */
function kindRows(model, view) {
  const counts = new Uint32Array(model.kinds.length);
  for (let i = 0; i < model.n; i++) if (view.node[i]) counts[model.kind[i]]++;
  const plain = model.tints ? { color: "#5b6675", dark: "#a3adba" } : {};
  return [...model.kinds.keys()].filter((k) => counts[k]).sort((a, b) => counts[b] - counts[a])
    .map((k) => ({ ...kindRow(model, k), kind: { ...model.kinds[k], ...plain }, count: counts[k] }));
}

/** @param {Model} model @param {number} k @returns {LegendRow} */
function kindRow(model, k) {
  return { words: typeWords(model.data.types[k]), kind: model.kinds[k], hides: { set: "hiddenTypes", value: k } };
}

/** @param {Model} model @returns {LegendRow[]} */
function colourRows({ tints }) {
  return tints ? tints.named.map(({ words, color, dark }) => ({ words, kind: { name: words, color, dark, shape: "dot" } })) : [];
}

/** @param {Model} model @param {{edge: Uint8Array}} view @returns {LegendRow[]} */
function lineRows(model, view) {
  const there = new Set();
  let possible = false;
  for (let k = 0; k < model.total; k++) {
    if (!view.edge[k]) continue;
    there.add(model.style[k]);
    possible ||= view.edge[k] === POSSIBLE;
  }
  /** @type {LegendRow[]} */
  const rows = EDGE_STYLES.flatMap((style, s) => {
    if (!there.has(s)) return [];
    const value = model.data.verdicts.indexOf(VERDICTS_OF_STYLES[s]);
    return [{ words: style.name, style, ...(value < 0 ? {} : { hides: { set: "hiddenVerdicts", value } }) }];
  });
  return possible ? [...rows, { words: t("line.possible"), style: MAYBE }] : rows;
}

/** The legend under the picture. @param {Viewer} viewer */
export function legend(viewer) {
  const { model, state, view } = viewer;
  const hidden = [...state.hiddenTypes].filter((k) => model.kinds[k]).map((k) => kindRow(model, k));
  const verdicts = [...state.hiddenVerdicts].map((v) => {
    const style = EDGE_STYLES[VERDICTS_OF_STYLES.indexOf(model.data.verdicts[v])];
    return { words: style?.name ?? model.data.verdicts[v], style, hides: { set: "hiddenVerdicts", value: v } };
  });
  const off = /** @type {LegendRow[]} */ ([...hidden, ...verdicts]);
  return [
    ...legendRows(model, view).map((row) => item(viewer, row, true)),
    ...off.map((row) => item(viewer, row, false)),
    choice(viewer),
    money.shown?.choice(viewer) ?? null,
  ];
}

/** @param {Viewer} viewer @param {LegendRow} row @param {boolean} on */
function item(viewer, { words, kind, style, hides, count }, on) {
  const mark = kind ? symbol(kind) : style ? dash(style) : null;
  const content = [mark, h("span", {}, clean(words)), count ? h("span", { class: "ag-count" }, numberWords(count)) : null];
  if (!hides) return h("span", { class: "ag-legenditem" }, ...content);
  return h("button", {
    type: "button", class: "ag-legenditem", "aria-pressed": String(on), title: on ? t("legend.hide") : t("legend.show"),
    onclick: () => {
      const set = viewer.state[hides.set];
      if (on) set.add(hides.value);
      else set.delete(hides.value);
      viewer.showFilters();
      viewer.change();
    },
  }, ...content);
}

/** What colour tells. @param {Viewer} viewer */
function choice(viewer) {
  const { model, state } = viewer;
  const offered = COLOURINGS.filter((by) => by === "type" || by === "standing" || colouring(model, viewer.view, by));
  if (offered.length < 2) return null;
  const field = /** @type {HTMLSelectElement} */ (h("select", { class: "ag-colouring", "aria-label": t("legend.colour"), onchange: () => {
    state.colour = /** @type {typeof state.colour} */ (field.value);
    viewer.change();
  } }, ...offered.map((by) => h("option", { value: by, selected: by === state.colour }, t(`legend.colour.${by}`)))));
  return h("label", { class: "ag-legenditem" }, h("span", {}, t("legend.colour")), field);
}
