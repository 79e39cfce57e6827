// The filters, with the legend in them: what a colour, shape or dash means is where it is switched.

import { clean, h } from "./dom.js";
import { numberWords, t } from "./language.js";
import { EDGE_STYLES } from "./palette.js";
import { dash, symbol } from "./symbols.js";
import { typeWords, wordsOf } from "./words.js";

/** @import { Model } from "./model.js" */
/** @import { Viewer } from "./viewer.js" */

const MOST_PUBLISHERS = 40;

/** @param {Viewer} viewer */
export function filterPanel(viewer) {
  return h("div", { class: "ag-filterlist" },
    typeGroup(viewer), verdicts(viewer), origins(viewer), sources(viewer), relations(viewer), offices(viewer), lines(viewer.model));
}

/** The types that somebody has, as far as those say who are trusted. @param {Viewer} viewer */
export function typeGroup(viewer) {
  const { model, state } = viewer;
  const counts = countsOf(model.kind, model.kinds.length);
  const there = [...model.kinds.keys()].filter((kind) => counts[kind]);
  const types = group(t("filters.who"), there.map((kind) => tick(typeWords(model.data.types[kind]), counts[kind], !state.hiddenTypes.has(kind),
    (on) => hide(viewer, state.hiddenTypes, kind, !on), symbol(model.kinds[kind]))));
  types.classList.add("ag-types");
  return types;
}

/** @param {Viewer} viewer */
function verdicts(viewer) {
  const { model, state } = viewer;
  /** @type {string[]} */
  const words = model.data.verdicts;
  const counts = countsOf(model.verdict, words.length);
  const there = [...words.keys()].filter((v) => counts[v]);
  return group(t("filters.founded"), there.map((v) => tick(t(`verdict.${words[v]}`), counts[v], !state.hiddenVerdicts.has(v),
    (on) => hide(viewer, state.hiddenVerdicts, v, !on))));
}

/** @param {Viewer} viewer */
function origins(viewer) {
  const { model, state } = viewer;
  const most = model.origins.reduce((a, b) => Math.max(a, b), 1);
  const out = h("output", {}, String(state.minOrigins));
  const slider = h("input", { type: "range", min: 0, max: Math.max(most, 2), step: 1, value: state.minOrigins,
    "aria-label": t("filters.origins-tip"), oninput: () => {
      state.minOrigins = Number(slider.value);
      out.textContent = slider.value;
      viewer.change();
    } });
  return group(t("filters.origins"), [h("div", { class: "ag-range" }, h("span", {}, t("filters.at-least")), slider, out)]);
}

/** @param {Viewer} viewer */
function sources(viewer) {
  const { model, state } = viewer;
  return group(t("filters.without"), mostNamed(model).map(([ref, count]) => tick(model.named(ref)[1], count, !state.without.has(ref),
    (on) => hide(viewer, state.without, ref, !on, { sources: true }))), t("filters.without-tip"));
}

/** @param {Viewer} viewer */
function relations(viewer) {
  const { model, state } = viewer;
  const counts = countsOf(Array.from({ length: model.m }, (_, k) => model.mainRelation(k)), model.relations.length);
  const often = [...model.relations.keys()].filter((r) => model.data.main_relations[r] === r).sort((a, b) => counts[b] - counts[a]);
  return group(t("filters.relations"), often.map((r) => tick(wordsOf(model.relations[r]), counts[r], !state.hiddenRelations.has(r),
    (on) => hide(viewer, state.hiddenRelations, r, !on))));
}

/** @param {Viewer} viewer */
function offices(viewer) {
  const { model, state } = viewer;
  if (!model.collapsed.length) return null;
  return group(t("filters.offices"), [tick(t("filters.offices-as-lines"), model.collapsed.length, state.collapsed, (on) => {
    state.collapsed = on;
    viewer.change();
  })]);
}

/** @param {Model} model */
function lines(model) {
  return group(t("filters.lines"), EDGE_STYLES.filter((_, s) => model.style.includes(s)).map((style) => h("div", { class: "ag-key" }, dash(style), style.name)),
    t("filters.lines-tip"));
}

/** How often each number stands in a column. @param {ArrayLike<number>} column @param {number} size */
function countsOf(column, size) {
  const counts = new Uint32Array(size);
  for (let j = 0; j < column.length; j++) counts[column[j]]++;
  return counts;
}

/** @param {Viewer} viewer @param {Set<number>} hidden @param {number} value @param {boolean} on whether to hide it */
function hide(viewer, hidden, value, on, { sources = false } = {}) {
  if (on) hidden.add(value);
  else hidden.delete(value);
  viewer.change({ sources });
}

/** Speakers and publishers, those that most claims and descriptions rest on first. @param {Model} model @returns {[number, number][]} */
function mostNamed(model) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  /** @param {{publisher: ArrayLike<number>, speakers?: number[][]}} claims */
  const count = ({ publisher, speakers = [] }) => Array.from(publisher, (ref, c) => {
    for (const one of new Set([ref, ...(speakers[c] ?? [])])) if (one >= 0) counts.set(one, (counts.get(one) ?? 0) + 1);
  });
  count(model.data.claims);
  if (model.data.descriptions) count(model.data.descriptions);
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_PUBLISHERS);
}

/** @param {string} title @param {Node[]} rows @param {string} [hint] */
function group(title, rows, hint) {
  return h("details", { class: "ag-group", open: true }, h("summary", {}, title), hint ? h("p", { class: "ag-quiet" }, hint) : null, ...rows);
}

/** @param {string} text @param {number} count @param {boolean} on @param {(on: boolean) => void} act @param {Node | null} [mark] */
function tick(text, count, on, act, mark = null) {
  const box = h("input", { type: "checkbox", checked: on, onchange: () => act(box.checked) });
  return h("label", { class: "ag-tick" }, box, mark, h("span", {}, clean(text)), h("span", { class: "ag-count" }, numberWords(count)));
}
