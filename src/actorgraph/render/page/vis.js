// Everyday sizes, drawn by vis-network (the file that ships inside pyvis): positions come with the
// data, so its physics stays off.

import { clean } from "./dom.js";
import { drawLabels } from "./captions.js";
import { EDGE_STYLES } from "./palette.js";
import { POSSIBLE } from "./dates.js";

const FADED = 0.12;

/**
 * @param {any} vis the vis-network namespace
 * @returns a renderer maker: (host, model, events) => {show, focus, fit, position, setTheme, picture, destroy}
 */
export function visRenderer(vis) {
  return (host, model, events) => {
    let dark = false, last = null;
    const nodes = new vis.DataSet([]), edges = new vis.DataSet([]);
    const network = new vis.Network(host, { nodes, edges }, options());
    network.on("click", (p) => {
      if (p.nodes.length) events.onNode(p.nodes[0]);
      else if (p.edges.length) events.onEdge(p.edges[0]);
      else events.onBackground();
    });
    network.on("hoverNode", (p) => events.onHover(p.node));
    network.on("blurNode", () => events.onHover(null));
    const byImportance = Array.from({ length: model.n }, (_, i) => i).sort((a, b) => model.size[b] - model.size[a] || a - b);
    network.on("afterDrawing", (context) => {
      if (!last) return;
      const { view, marks } = last, scale = network.getScale();
      const near = marks.near;
      const onPath = new Set(marks.path.flatMap((k) => [model.source[k], model.target[k]]));
      const order = near ? [...byImportance].sort((a, b) => Number(near.has(b)) - Number(near.has(a))) : byImportance;
      const ratio = context.canvas.width / host.clientWidth;
      context.save();
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawLabels(context, order, {
        name: (i) => clean(model.names[i]),
        at: (i) => { if (!view.node[i]) return null; const at = network.canvasToDOM({ x: model.x[i], y: model.y[i] }); return { x: at.x, y: at.y, r: model.size[i] * scale }; },
        faded: (i) => Boolean(near && !near.has(i)), strong: (i) => i === marks.selected || onPath.has(i),
        width: host.clientWidth, height: host.clientHeight, ink: ink(), paper: paper(),
      });
      context.restore();
    });
    const paint = () => {
      if (!last) return;
      const { view, marks } = last;
      if (bent !== model.source) { bends = bendsOf(model); bent = model.source; }
      const wanted = [], lines = [];
      for (let i = 0; i < model.n; i++) if (view.node[i]) wanted.push(node(i, marks));
      for (let k = 0; k < model.total; k++) if (view.edge[k]) lines.push(edge(k, view, marks));
      sync(nodes, wanted);
      sync(edges, lines);
      if (marks.selected !== null && view.node[marks.selected]) network.selectNodes([marks.selected], false);
      else network.unselectAll();
    };
    const kindColor = (i) => { const kind = model.kinds[model.kind[i]]; return dark ? kind.dark : kind.color; };
    const ink = () => (dark ? "#e7ebf0" : "#1c2430");
    const paper = () => (dark ? "#12161c" : "#ffffff");
    const node = (i, marks) => {
      const faded = marks.near && !marks.near.has(i);
      const on = i === marks.selected;
      return {
        id: i, x: model.x[i], y: model.y[i], size: model.size[i], shape: model.kinds[model.kind[i]].shape,
        opacity: faded ? FADED : 1,
        borderWidth: on ? 4 : 1.5, borderWidthSelected: 4,
        color: { background: kindColor(i), border: on ? ink() : paper(), highlight: { background: kindColor(i), border: ink() }, hover: { background: kindColor(i), border: ink() } },
      };
    };
    let bends = bendsOf(model), bent = model.source;
    const edge = (k, view, marks) => {
      const style = EDGE_STYLES[model.style[k]], on = marks.path.includes(k);
      const faded = marks.near && !(marks.near.has(model.source[k]) && marks.near.has(model.target[k]));
      const color = on ? (dark ? "#ffd166" : "#111827") : dark ? style.dark : style.color;
      const possible = view.edge[k] === POSSIBLE;
      return {
        id: k, from: model.source[k], to: model.target[k], smooth: bends.get(k) ?? false, width: on ? 4 : style.width,
        dashes: possible ? [1, 6] : style.dash.length ? style.dash : false,
        color: { color, highlight: color, hover: color, opacity: faded ? FADED : possible ? 0.55 : 0.85 },
      };
    };
    return {
      show(view, marks) { last = { view, marks }; paint(); },
      focus(i) { network.moveTo({ position: { x: model.x[i], y: model.y[i] }, scale: Math.max(0.9, network.getScale()), animation: false }); },
      fit() { network.fit({ animation: false }); },
      position: (i) => network.canvasToDOM({ x: model.x[i], y: model.y[i] }),
      setTheme(isDark) { dark = isDark; network.setOptions(options()); paint(); },
      picture: () => new Promise((done) => snapshot(host.querySelector("canvas"), paper()).toBlob(done)),
      destroy: () => network.destroy(),
    };
    function options() {
      return {
        physics: false, layout: { improvedLayout: false },
        nodes: { borderWidth: 1.5 },
        edges: { smooth: false, arrows: { to: { enabled: true, scaleFactor: 0.5 } }, selectionWidth: 1.5, hoverWidth: 0.5 },
        interaction: { hover: true, keyboard: false, tooltipDelay: 1e9, hideEdgesOnDrag: model.total > 1200, selectConnectedEdges: false },
      };
    }
  };
}

/** How each of several edges between the same two is bent, so that none covers another. */
function bendsOf(model) {
  const between = new Map();
  for (let k = 0; k < model.total; k++) {
    const a = Math.min(model.source[k], model.target[k]), b = Math.max(model.source[k], model.target[k]);
    const pair = a * model.n + b;
    if (!between.has(pair)) between.set(pair, []);
    between.get(pair).push(k);
  }
  const bends = new Map();
  for (const edges of between.values()) {
    if (edges.length < 2) continue;
    edges.forEach((k, j) => {
      const forward = model.source[k] <= model.target[k];
      const side = j - (edges.length - 1) / 2;
      if (side === 0) return;
      bends.set(k, { enabled: true, type: side > 0 === forward ? "curvedCW" : "curvedCCW", roundness: 0.14 * Math.abs(side) + 0.04 });
    });
  }
  return bends;
}

/** Bring a DataSet to what is wanted: add, change, remove. */
function sync(set, wanted) {
  const ids = new Set(wanted.map((one) => one.id));
  set.remove(set.getIds().filter((id) => !ids.has(id)));
  set.update(wanted);
}

/** The canvas on a ground of its own, because the page's is not part of it. */
function snapshot(canvas, ground) {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext("2d");
  context.fillStyle = ground;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return copy;
}
