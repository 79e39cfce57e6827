// The viewer as its hosts know it: the page mounts it on its data, the notebook's widget on a part.

import { unpackPayload } from "./columns.js";
import { dayNumber } from "./dates.js";
import { tellHeight } from "./embedding.js";
import { isFramed } from "./gestures.js";
import { decode } from "./model.js";
import { listenToKeys } from "./shortcuts.js";
import { readLink } from "./permalink.js";
import { setFilters } from "./state.js";
import { Viewer } from "./viewer.js";

/** @import { Filters } from "./state.js" */
/** @import { Host } from "./viewer.js" */

const OPENS_ON_A_PART = 5000;

/** Read the data island and mount the page. @param {HTMLElement} root @param {HTMLElement} island @param {boolean} embed whether it is condensed where it stands in a frame */
export async function start(root, island, embed = false) {
  const framed = embed && isFramed();
  if (framed) tellHeight();
  const data = await unpackPayload(JSON.parse(island.textContent ?? ""));
  const page = mount(root, data, { page: true, embed: framed });
  // A notebook or a system can turn dark while the page is open.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => page.setTheme(matches));
  Object.assign(globalThis, { actorgraph: page });
}

/**
 * Mount the viewer.
 * @param {HTMLElement} root
 * @param {any} data a payload
 * @param {Host} host
 */
export function mount(root, data, host = {}) {
  const viewer = new Viewer(root, decode(data), host);
  open(viewer);
  // The picture is in the first frame of the page, whatever else that has to lay out and to paint.
  if (host.page) viewer.renderer.drawNow();
  const stopListening = listenToKeys(host.page ? document : root, viewer);
  const { model, state, renderer } = viewer;
  /** @param {string | null} id */
  const numberOf = (id) => (id === null ? undefined : model.numberOf.get(id));
  return {
    model, state, renderer,
    view: () => viewer.view,
    refresh: () => viewer.refresh(),
    /** Whether the picture stands still and the address says what is shown. */
    isResting: () => renderer.isResting() && !viewer.navigation?.timer,
    select: (/** @type {string | null} */ id) => {
      const i = numberOf(id);
      if (i !== undefined) viewer.select(i);
      else if (id === null) viewer.clear();
    },
    selectLine: (/** @type {number[]} */ line) => viewer.selectLine(line),
    path: (/** @type {string} */ from, /** @type {string} */ to) => {
      const [one, two] = [numberOf(from), numberOf(to)];
      if (one !== undefined && two !== undefined) viewer.showPath(one, two);
    },
    setTheme: (/** @type {boolean} */ dark) => viewer.setTheme(dark),
    setAsOf: (/** @type {string | null} */ text) => viewer.asOf(text ? dayNumber(text) : null),
    highlight: (/** @type {string[]} */ ids) => {
      state.marked = ids.map(numberOf).filter((i) => i !== undefined);
      viewer.refresh();
    },
    setFilters: (/** @type {Partial<Filters>} */ filters) => {
      setFilters(state, model, filters);
      viewer.showFilters();
      viewer.change({ sources: true });
    },
    destroy: () => {
      stopListening();
      viewer.destroy();
    },
  };
}

/** Show what the link says; without one, whom the page was asked to open on, its story, or of a large graph who is connected best. @param {Viewer} viewer */
function open(viewer) {
  viewer.open(readLink((viewer.host.page ? location.hash.slice(1) : "") || opening(viewer)));
}

/** @param {Viewer} viewer @returns {string} a link */
function opening({ model, frame }) {
  if (model.data.link) return model.data.link;
  if (model.data.opening) return new URLSearchParams({ id: model.data.opening, at: "all" }).toString();
  if (frame.story.steps.length) return "step=1";
  if (model.n <= OPENS_ON_A_PART) return "";
  let busiest = 0;
  for (let i = 1; i < model.n; i++) if (model.adjacent.degree(i) > model.adjacent.degree(busiest)) busiest = i;
  return new URLSearchParams({ id: model.ids[busiest], around: model.ids[busiest], at: "all" }).toString();
}
