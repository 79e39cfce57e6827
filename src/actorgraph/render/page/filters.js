// The filters, with the legend in them: what a colour, shape or dash means is where it is switched.

import { h, clean } from "./dom.js";
import { EDGE_STYLES } from "./palette.js";
import { STANDING, wordsOf } from "./words.js";

const MOST_PUBLISHERS = 40;

/** @param {any} ui {model, state, change} */
export function filterPanel(ui) {
  const { model, state } = ui;
  const types = model.kinds.map((kind, t) => ({ t, kind, count: count(model.kind, t) }));
  const relations = model.relations.map((word, r) => ({ r, word, count: count(model.relation, r) }));
  relations.sort((a, b) => b.count - a.count);
  return h("div", { class: "ag-filterlist" },
    group("Who", types.map(({ t, kind, count: n }) => tick(kind.name, n, !state.hiddenTypes.has(t), (on) => toggle(state.hiddenTypes, t, !on, ui), symbol(kind)))),
    group("How well founded", model.data.verdicts.map((word, v) => [v, word, count(model.verdict, v)]).filter(([, , n]) => n)
      .map(([v, word, n]) => tick(STANDING[word], n, !state.hiddenVerdicts.has(v), (on) => toggle(state.hiddenVerdicts, v, !on, ui)))),
    origins(ui),
    group("Without a source", publishers(model).map(([ref, n]) => tick(model.named(ref)[1], n, !state.without.has(ref), (on) => toggle(state.without, ref, !on, ui, true))),
      "Untick one to see what is left without it."),
    group("Relations", relations.map(({ r, word, count: n }) => tick(wordsOf(word), n, !state.hiddenRelations.has(r), (on) => toggle(state.hiddenRelations, r, !on, ui)))),
    model.collapsed.length ? group("Offices", [tick("Show a holder straight at the agency", model.collapsed.length, state.collapsed, (on) => { state.collapsed = on; ui.change(); })]) : null,
    group("Lines", EDGE_STYLES.filter((_, s) => model.style.includes(s)).map((style) => h("div", { class: "ag-key" }, dash(style), style.name)),
      "An arrow points from the one who does to the one it is done to. Lighter lines with open gaps are possible on the day, not sure."));
}

function count(column, value) {
  let n = 0;
  for (const one of column) if (one === value) n++;
  return n;
}

function toggle(set, value, on, ui, sources = false) {
  if (on) set.add(value); else set.delete(value);
  ui.change({ sources });
}

function publishers(model) {
  const counts = new Map();
  const { publisher, speakers = [] } = model.data.claims;
  publisher.forEach((ref, c) => {
    for (const one of new Set([ref, ...(speakers[c] ?? [])])) if (one >= 0) counts.set(one, (counts.get(one) ?? 0) + 1);
  });
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_PUBLISHERS);
}

function group(title, rows, hint) {
  const box = h("details", { class: "ag-group", open: true }, h("summary", {}, title));
  box.append(...(hint ? [h("p", { class: "ag-quiet" }, hint)] : []), ...rows);
  return box;
}

function tick(text, n, on, act, mark) {
  const box = h("input", { type: "checkbox", checked: on, onchange: () => act(box.checked) });
  return h("label", { class: "ag-tick" }, box, mark ?? null, h("span", {}, clean(text)), h("span", { class: "ag-count" }, n.toLocaleString("en")));
}

function origins(ui) {
  const { model, state } = ui;
  const most = model.origins.reduce((a, b) => Math.max(a, b), 1);
  const out = h("output", {}, String(state.minOrigins));
  const slider = h("input", { type: "range", min: 0, max: Math.max(most, 2), step: 1, value: state.minOrigins, "aria-label": "At least so many independent origins", oninput: () => {
    state.minOrigins = Number(slider.value);
    out.textContent = slider.value;
    ui.change();
  } });
  return h("details", { class: "ag-group", open: true }, h("summary", {}, "Independent origins"), h("div", { class: "ag-range" }, h("span", {}, "at least"), slider, out));
}

const NS = "http://www.w3.org/2000/svg";

function svg(width, height, ...children) {
  const made = document.createElementNS(NS, "svg");
  made.setAttribute("width", width);
  made.setAttribute("height", height);
  made.setAttribute("aria-hidden", "true");
  made.append(...children);
  return made;
}

/** The corners of a shape of radius 1, or null for the circle. */
export function corners(shape) {
  const ring = (n, turn, inner) => Array.from({ length: inner ? 2 * n : n }, (_, j) => {
    const angle = turn + (j * 2 * Math.PI) / (inner ? 2 * n : n);
    const radius = inner && j % 2 ? inner : 1.15;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  const up = -Math.PI / 2;
  switch (shape) {
    case "square": return [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]];
    case "diamond": return ring(4, up);
    case "triangle": return ring(3, up);
    case "triangleDown": return ring(3, -up);
    case "hexagon": return ring(6, 0);
    case "star": return ring(5, up, 0.5);
    default: return null;
  }
}

export function symbol(kind) {
  const points = corners(kind.shape);
  const mark = document.createElementNS(NS, points ? "polygon" : "circle");
  if (points) mark.setAttribute("points", points.map(([x, y]) => `${8 + 6 * x},${8 + 6 * y}`).join(" "));
  else for (const [name, value] of [["cx", 8], ["cy", 8], ["r", 6]]) mark.setAttribute(name, String(value));
  mark.style.fill = `light-dark(${kind.color}, ${kind.dark})`;
  return svg(16, 16, mark);
}

function dash(style) {
  const line = document.createElementNS(NS, "line");
  for (const [name, value] of [["x1", 1], ["x2", 37], ["y1", 6], ["y2", 6], ["stroke-width", style.width], ["stroke-dasharray", style.dash.join(" ")]]) line.setAttribute(name, String(value));
  line.style.stroke = `light-dark(${style.color}, ${style.dark})`;
  return svg(38, 12, line);
}
