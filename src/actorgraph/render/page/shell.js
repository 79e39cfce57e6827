// The viewer itself: one frame of search, filters, picture, card and table for the page and the widget.

import { h, clean, save } from "./dom.js";
import { decode } from "./model.js";
import { decide, find } from "./search.js";
import { initialState, setFilters, toFragment, fromFragment } from "./state.js";
import { visible } from "./view.js";
import { entityCard, edgeCard, pathCard } from "./card.js";
import { filterPanel, symbol } from "./filters.js";
import { tableView } from "./table.js";
import { svgText } from "./picture.js";
import { counted } from "./words.js";
import { dayNumber, dayText, EARLIEST, LATEST } from "./dates.js";
import { unpackPayload } from "./columns.js";
import { canvasRenderer } from "./canvas.js";
import { visRenderer } from "./vis.js";

const OPENS_ON_GROUPS = 5000;

/** Read the data island and mount the page. */
export async function start(root, island, vis) {
  const data = await unpackPayload(JSON.parse(island.textContent));
  globalThis.actorgraph = mount(root, data, { vis, page: true });
}

/**
 * Mount the viewer.
 * @param {HTMLElement} root
 * @param {any} data a payload
 * @param {{vis?: any, page?: boolean, onChange?: (change: object) => void}} host
 */
export function mount(root, data, host = {}) {
  const model = decode(data);
  const ui = { model, state: initialState(model), view: null, select, change, actions: {} };
  const { state } = ui;
  const parts = frame(ui, host);
  root.classList.add("ag");
  root.replaceChildren(...parts.children);
  let marked = [], path = null, pathFrom = null, chosenEdge = null, playing = 0, scheduled = false;

  const make = host.vis ? visRenderer(host.vis) : canvasRenderer;
  const renderer = make(parts.stage, model, {
    onNode: (i) => (pathFrom !== null ? finishPath(i) : select(i, { fly: false })),
    onEdge: (k) => { chosenEdge = k; state.selected = null; state.path = null; path = null; refresh(); openCard(); },
    onBackground: () => clear(),
    onHover: (i) => host.onChange?.({ hovered: i === null ? null : model.ids[i] }),
  });

  function change({ sources = false } = {}) {
    if (sources) leaveOut();
    refresh();
  }

  /** Edges have other numbers afterwards; the chosen one is known by its first claim. */
  function leaveOut() {
    const claim = chosenEdge === null || chosenEdge >= model.m ? null : model.claims(chosenEdge)[0].number;
    model.leaveOut(state.without);
    chosenEdge = claim === null ? null : model.edgeWith(claim);
  }

  function refresh() {
    ui.view = visible(model, state);
    path = ui.view.path;
    renderer.show(ui.view, { selected: state.selected, path: path ?? [], near: near() });
    parts.status.textContent = statusWords();
    parts.empty.hidden = ui.view.entities > 0;
    drawCard();
    parts.table.hidden = !state.table;
    parts.stage.hidden = state.table;
    parts.tableButton.setAttribute("aria-pressed", String(state.table));
    if (state.table) parts.table.replaceChildren(tableView(ui));
    if (host.page && !scheduled) { scheduled = true; setTimeout(remember, 250); }
    host.onChange?.({ selection: state.selected === null ? null : model.ids[state.selected], asOf: state.asOf === null ? null : dayText(state.asOf) });
  }

  function remember() {
    scheduled = false;
    const fragment = toFragment(state, model);
    try { history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search); } catch { /* a page without an address of its own */ }
  }

  function statusWords() {
    const { entities, relations, possible } = ui.view;
    let words = `${counted(entities, "entity", "entities")}, ${counted(relations, "relation")} shown`;
    if (entities < model.n || relations < model.stated.m) words += ` of ${model.n.toLocaleString("en")} and ${model.stated.m.toLocaleString("en")}`;
    if (state.asOf !== null) words += `; on ${dayText(state.asOf)}, ${possible} of them only possibly`;
    return words;
  }

  function near() {
    const kept = new Set(marked);
    if (path) for (const k of path) kept.add(model.source[k]).add(model.target[k]);
    else if (chosenEdge !== null) kept.add(model.source[chosenEdge]).add(model.target[chosenEdge]);
    else if (state.selected !== null) {
      kept.add(state.selected);
      for (let k = 0; k < model.total; k++) {
        if (!ui.view.edge[k]) continue;
        if (model.source[k] === state.selected) kept.add(model.target[k]);
        if (model.target[k] === state.selected) kept.add(model.source[k]);
      }
    } else return kept.size ? kept : null;
    return kept;
  }

  function drawCard() {
    const content = state.path ? pathCard(ui, state.path, path)
      : chosenEdge !== null ? edgeCard(ui, chosenEdge)
      : state.selected !== null ? entityCard(ui, state.selected) : welcome(ui);
    parts.card.replaceChildren(content);
    parts.cardBox.classList.toggle("ag-open", Boolean(state.path || chosenEdge !== null || state.selected !== null));
  }

  function openCard() { parts.cardBox.scrollTop = 0; parts.card.scrollTop = 0; }

  /** @param {number} i */
  function select(i, { fly = true } = {}) {
    state.selected = i;
    state.path = null;
    path = null;
    chosenEdge = null;
    if (state.only && !state.only.has(i)) state.only.add(i);
    refresh();
    openCard();
    if (fly && !state.table) renderer.focus(i);
    parts.live.textContent = `${model.names[i]}, ${model.kinds[model.kind[i]].name}, ${counted(model.adjacent.degree(i), "relation")}`;
  }

  function clear() {
    state.selected = null;
    state.path = null;
    path = null;
    chosenEdge = null;
    pathFrom = null;
    parts.hint.hidden = true;
    refresh();
  }

  function finishPath(to) {
    state.path = { from: pathFrom, to };
    state.selected = null;
    chosenEdge = null;
    pathFrom = null;
    parts.hint.hidden = true;
    refresh();
    openCard();
    parts.live.textContent = path ? `A path of ${counted(path.length, "step")}` : "Nothing shown links these two";
  }

  const neighbours = (i) => {
    const ends = [];
    for (const k of model.adjacent.of(i)) ends.push(model.source[k] === i ? model.target[k] : model.source[k]);
    if (state.collapsed) for (const { source, target } of model.collapsed) if (source === i || target === i) ends.push(source === i ? target : source);
    return ends;
  };
  Object.assign(ui.actions, {
    surroundings(i) { state.only = new Set([i, ...neighbours(i)]); state.selected = i; refresh(); renderer.fit(); },
    expand(i) { for (const one of neighbours(i)) state.only.add(one); refresh(); },
    fold(i) {
      for (const one of neighbours(i)) {
        if (one !== i && !neighbours(one).some((other) => other !== i && other !== one && state.only.has(other))) state.only.delete(one);
      }
      refresh();
    },
    everything() { state.only = null; refresh(); renderer.fit(); },
    pathFrom(i) {
      pathFrom = i;
      parts.hint.replaceChildren(`Path from ${clean(model.names[i])}: click or search the other end. `, h("button", { type: "button", class: "ag-button ag-small", onclick: clear }, "Stop"));
      parts.hint.hidden = false;
      parts.search.focus();
    },
    table() { state.table = !state.table; refresh(); if (!state.table) renderer.fit(); },
    fit() { renderer.fit(); },
    say(words) { parts.live.textContent = words; },
    theme() { setTheme(!root.classList.contains("ag-dark")); },
    async png() { save(await renderer.picture(), fileName("png")); },
    svg() { save(new Blob([svgText(model, ui.view, root.classList.contains("ag-dark"))], { type: "image/svg+xml" }), fileName("svg")); },
    async copyLink() {
      remember();
      try { await navigator.clipboard.writeText(location.href); parts.live.textContent = parts.status.textContent = "Link copied"; }
      catch { parts.status.textContent = "The link is in the address bar."; }
    },
    chosen(i) { if (pathFrom !== null) finishPath(i); else select(i); },
    asOf(day) { state.asOf = day; parts.time.show(day); refresh(); },
    play() {
      if (playing) { clearInterval(playing); playing = 0; parts.time.playing(false); return; }
      const [first, last] = parts.time.span;
      let day = state.asOf === null || state.asOf >= last ? first : state.asOf;
      parts.time.playing(true);
      playing = setInterval(() => {
        day = Math.min(last, day + Math.max(1, Math.round((last - first) / 120)));
        ui.actions.asOf(day);
        if (day >= last) ui.actions.play();
      }, 120);
    },
    clear,
    walk(step) {
      if (state.selected === null) return select(0);
      const shown = [...new Set(neighbours(state.selected))].filter((one) => ui.view.node[one]);
      if (shown.length) { ui.walked = ((ui.walked ?? -1) + step + shown.length) % shown.length; parts.live.textContent = `${model.names[shown[ui.walked]]}: press Enter to go there`; ui.candidate = shown[ui.walked]; }
    },
    go() { if (ui.candidate !== undefined) { select(ui.candidate); ui.candidate = undefined; ui.walked = -1; } },
  });

  function fileName(suffix) {
    return `${model.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "graph"}.${suffix}`;
  }

  function setTheme(dark) {
    root.classList.toggle("ag-dark", dark);
    renderer.setTheme(dark);
  }

  parts.filters.append(filterPanel(ui));
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches);
  const linked = host.page && fromFragment(state, model, location.hash);
  if (state.without.size) leaveOut();
  if (linked) parts.filters.replaceChildren(filterPanel(ui));
  if (!linked && model.n > OPENS_ON_GROUPS) {
    let busiest = 0;
    for (let i = 1; i < model.n; i++) if (model.adjacent.degree(i) > model.adjacent.degree(busiest)) busiest = i;
    state.only = new Set([busiest, ...neighbours(busiest)]);
    state.selected = busiest;
  }
  if (state.asOf !== null) parts.time.show(state.asOf);
  refresh();
  renderer.fit();
  if (linked && state.selected !== null) renderer.focus(state.selected);
  const stopKeys = keys(host.page ? document : root, ui, parts);
  return {
    model, state, renderer,
    select: (id) => { const i = model.numberOf.get(id); if (i !== undefined) select(i); else if (id === null) clear(); },
    setAsOf: (text) => ui.actions.asOf(text ? dayNumber(text) : null),
    path: (from, to) => { pathFrom = model.numberOf.get(from); finishPath(model.numberOf.get(to)); },
    highlight: (ids) => { marked = ids.map((id) => model.numberOf.get(id)).filter((i) => i !== undefined); refresh(); },
    setFilters: (filters) => {
      setFilters(state, model, filters);
      parts.filters.replaceChildren(filterPanel(ui));
      change({ sources: true });
    },
    change, refresh, view: () => ui.view,
    destroy: () => { clearInterval(playing); stopKeys(); renderer.destroy(); root.replaceChildren(); },
  };
}

function welcome(ui) {
  const { model } = ui;
  const busiest = [...Array(model.n).keys()].filter((i) => ui.view.node[i])
    .sort((a, b) => model.adjacent.degree(b) - model.adjacent.degree(a)).slice(0, 8);
  return h("article", { class: "ag-card ag-welcome" }, h("p", { class: "ag-kicker" }, "Start here"),
    h("h2", {}, "Who is connected to whom, and who says so"),
    h("p", {}, "Search a name, or click one in the picture. Every relation shows the claims it rests on."),
    h("ul", { class: "ag-plain ag-starts" }, ...busiest.map((i) => h("li", {}, symbol(model.kinds[model.kind[i]]),
      h("button", { type: "button", class: "ag-name", onclick: () => ui.select(i) }, clean(model.names[i])),
      h("span", { class: "ag-count" }, counted(model.adjacent.degree(i), "relation"))))));
}

function frame(ui, host) {
  const { model } = ui;
  const button = (text, label, act, more = {}) => h("button", { type: "button", class: "ag-button", "aria-label": label, title: label, onclick: act, ...more }, text);
  const search = searchBox(ui);
  const tableButton = button("Table", "Show as a table (T)", () => ui.actions.table(), { "aria-pressed": "false" });
  const filters = h("aside", { class: "ag-filters", id: "ag-filters", "aria-label": "Filters and legend" });
  const filterButton = button("Filters", "Show or hide filters (F)", () => {
    const open = filters.classList.toggle("ag-open");
    filterButton.setAttribute("aria-expanded", String(open));
  }, { "aria-controls": "ag-filters", "aria-expanded": "false", class: "ag-button ag-filterbutton" });
  const menu = h("details", { class: "ag-menu" }, h("summary", { class: "ag-button" }, "Save"),
    h("div", { class: "ag-menulist" },
      button("Picture (PNG)", "Save the picture as PNG", () => ui.actions.png()),
      button("Drawing (SVG)", "Save the picture as SVG", () => ui.actions.svg()),
      button("Copy link", "Copy a link to what is shown", () => ui.actions.copyLink()),
      button("Print", "Print", () => window.print())));
  const status = h("p", { class: "ag-status" });
  const live = h("div", { class: "ag-hidden", role: "status", "aria-live": "polite" });
  const stage = h("div", { class: "ag-stage", tabIndex: 0, role: "application", "aria-label": `Picture of ${counted(model.n, "entity", "entities")} and ${counted(model.m, "relation")}. Left and right arrow walk along relations, Enter goes there, T shows the table.` });
  const empty = h("div", { class: "ag-empty", hidden: true }, h("p", {}, "Nothing is left by the filters."), button("Take all filters away", "Take all filters away", () => resetFilters(ui, filters)));
  const hint = h("div", { class: "ag-hint", hidden: true, role: "status" });
  const table = h("section", { class: "ag-table", hidden: true, "aria-label": "Relations" });
  const card = h("div", { class: "ag-cardinner" });
  const cardBox = h("aside", { class: "ag-cardbox", tabIndex: 0, "aria-label": "Card" }, button("×", "Close the card (Escape)", () => ui.actions.clear(), { class: "ag-close" }), card);
  const time = timeBar(ui);
  const header = h("header", { class: "ag-header" },
    h("div", { class: "ag-titles" }, h("h1", {}, clean(model.title)), model.note ? h("p", {}, clean(model.note)) : null),
    search.box, h("div", { class: "ag-tools" }, filterButton, tableButton,
      button("Fit", "Fit the picture to the window", () => ui.actions.fit()), menu, button("◐", "Dark or light", () => ui.actions.theme(), { class: "ag-button ag-round" })));
  const main = h("main", { class: "ag-main" }, filters, h("div", { class: "ag-middle" }, stage, table, empty, hint), cardBox);
  const footer = h("footer", { class: "ag-footer" }, time.box, status);
  return { children: [header, main, footer, live], stage, table, card, cardBox, filters, filterButton, status, live, empty, hint, search: search.input, tableButton, time };
}

function resetFilters(ui, filters) {
  const { state } = ui;
  for (const set of [state.hiddenTypes, state.hiddenRelations, state.hiddenVerdicts, state.without]) set.clear();
  state.minOrigins = 0;
  state.only = null;
  ui.actions.asOf(null);
  ui.change({ sources: true });
  filters.replaceChildren(filterPanel(ui));
}

function searchBox(ui) {
  const { model } = ui;
  let hits = [], at = -1;
  const list = h("ul", { class: "ag-hits", id: "ag-hits", role: "listbox", "aria-label": "Found", hidden: true });
  const input = h("input", { type: "search", class: "ag-search", placeholder: "Search a name, in any spelling", role: "combobox", "aria-label": "Search a name", "aria-expanded": "false", "aria-controls": "ag-hits", "aria-autocomplete": "list", autocomplete: "off", spellcheck: false });
  const choose = (j) => { if (hits[j]) { ui.actions.chosen(hits[j].node); close(); input.value = ""; input.blur(); } };
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const draw = () => {
    hits = find(model, input.value);
    const meant = decide(model, input.value, hits);
    at = hits.findIndex(({ node }) => node === meant);
    const rows = hits.map(({ node, why }, j) => h("li", { role: "option", id: `ag-hit-${j}`, "aria-selected": String(j === at), onmousedown: (e) => { e.preventDefault(); choose(j); } },
      symbol(model.kinds[model.kind[node]]), h("span", { class: "ag-hitname" }, clean(model.names[node])), h("span", { class: "ag-count" }, why)));
    if (!rows.length) rows.push(h("li", { class: "ag-quiet", role: "option", "aria-disabled": "true", "aria-selected": "false" }, `Nobody here is called “${clean(input.value)}”.`));
    list.replaceChildren(...rows);
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  };
  const mark = () => {
    [...list.querySelectorAll("[role=option]")].forEach((row, j) => row.setAttribute("aria-selected", String(j === at)));
    if (at >= 0) input.setAttribute("aria-activedescendant", `ag-hit-${at}`);
  };
  /** Enter opens only what is surely meant or was chosen; of all others it asks. */
  const ask = () => {
    if (!list.querySelector(".ag-ask")) list.prepend(h("li", { class: "ag-quiet ag-ask", role: "presentation" }, "Who is meant? Choose with the arrow keys."));
    ui.actions.say(`Who is meant? ${counted(hits.length, "candidate")}: choose with the arrow keys.`);
  };
  input.addEventListener("input", draw);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (hits.length) at = event.key === "ArrowDown" ? (at + 1) % hits.length : (Math.max(at, 0) - 1 + hits.length) % hits.length;
      mark();
    } else if (event.key === "Enter" && at >= 0) choose(at);
    else if (event.key === "Enter" && hits.length) ask();
    else if (event.key === "Escape") { input.value = ""; close(); input.blur(); event.stopPropagation(); }
  });
  return { box: h("div", { class: "ag-searchbox" }, input, list), input };
}

/** The slider of days: off until it is touched, because most questions are not about one day. */
function timeBar(ui) {
  const { model } = ui;
  let first = LATEST, last = EARLIEST;
  for (let k = 0; k < model.m; k++) {
    for (const day of model.days(k)) if (day > EARLIEST && day < LATEST) { first = Math.min(first, day); last = Math.max(last, day); }
  }
  const none = first > last;
  const margin = none ? 0 : Math.max(1, Math.round((last - first) * 0.02));
  const span = [first - margin, last + margin];
  const slider = h("input", { type: "range", class: "ag-days", min: span[0], max: span[1], value: span[1], step: 1, "aria-label": "Day", oninput: () => ui.actions.asOf(Number(slider.value)) });
  // Not type="date": browsers write its value in the reader's locale, and 01/02 is two days.
  const field = h("input", { type: "text", class: "ag-date", placeholder: "YYYY-MM-DD", inputMode: "numeric", autocomplete: "off", "aria-label": "As of day, year-month-day", onchange: () => {
    const day = field.value.trim() ? dayNumber(field.value.trim()) : null;
    const unread = Boolean(field.value.trim()) && day === null;
    field.setAttribute("aria-invalid", String(unread));
    field.title = unread ? "Write the day as 2018-01-26" : "";
    if (!unread) ui.actions.asOf(day);
  } });
  const play = h("button", { type: "button", class: "ag-button ag-round", "aria-label": "Play through time", title: "Play through time", onclick: () => ui.actions.play() }, "▶");
  const off = h("button", { type: "button", class: "ag-button ag-small", hidden: true, onclick: () => ui.actions.asOf(null) }, "Any day");
  const box = h("div", { class: "ag-time", hidden: none }, h("span", { class: "ag-timelabel" }, "As of"), field, play, slider, off);
  return {
    box, span,
    show(day) {
      off.hidden = day === null;
      box.classList.toggle("ag-on", day !== null);
      field.value = day === null ? "" : dayText(day);
      if (day !== null) { slider.value = String(day); slider.setAttribute("aria-valuetext", dayText(day)); }
    },
    playing(on) { play.textContent = on ? "❚❚" : "▶"; play.setAttribute("aria-label", on ? "Stop playing" : "Play through time"); },
  };
}

function keys(target, ui, parts) {
  const listen = (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type !== "checkbox" && event.target.type !== "range";
    if (event.key === "Escape") return ui.actions.clear();
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); parts.search.focus(); }
    else if (event.key === "t" || event.key === "T") ui.actions.table();
    else if (event.key === "f" || event.key === "F") parts.filterButton.click();
    else if (event.target === parts.stage && event.key === "ArrowRight") { event.preventDefault(); ui.actions.walk(1); }
    else if (event.target === parts.stage && event.key === "ArrowLeft") { event.preventDefault(); ui.actions.walk(-1); }
    else if (event.target === parts.stage && event.key === "Enter") ui.actions.go();
  };
  target.addEventListener("keydown", listen);
  return () => target.removeEventListener("keydown", listen);
}
