// The search of the workspace: the server finds whoever is meant, in a graph of any size, by the
// rules of `find`. The list and its keys are the page's.

import { clean, h } from "../page/dom.js";
import { t } from "../page/language.js";
import { SearchBox } from "../page/searchbox.js";
import { symbol } from "../page/symbols.js";
import { typeWords } from "../page/words.js";

/** @import { LiveViewer } from "./liveviewer.js" */

/** @typedef {{id: string, name: string, type: string, why: string, as?: string}} Found */

/** Milliseconds after a key until the server is asked. */
const AFTER = 60;

export class LiveSearch extends SearchBox {
  /** @param {LiveViewer} viewer */
  constructor(viewer) {
    super(viewer);
    this.live = viewer;
    /** @type {Found[]} */
    this.found = [];
    /** @type {string | null} The id of who is surely meant. */
    this.sure = null;
    this.timer = 0;
    this.asked = new AbortController();
  }

  search() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.askServer(), AFTER);
  }

  async askServer() {
    const text = this.input.value.trim();
    this.asked.abort();
    this.asked = new AbortController();
    const { signal } = this.asked;
    try {
      const { hits, sure } = text ? await this.live.server.get("search", { q: text }, signal) : { hits: [], sure: null };
      if (!signal.aborted) this.showFound(hits, sure);
    } catch (error) {
      if (!signal.aborted) this.live.tellTrouble(error);
    }
  }

  /** @param {Found[]} found @param {string | null} sure */
  showFound(found, sure) {
    this.found = found;
    this.sure = sure;
    this.hits = found.map(({ why }) => ({ node: -1, why, score: 0, level: /** @type {const} */ ("similar") }));
    this.at = found.findIndex(({ id }) => id === sure);
    this.list.replaceChildren(...(found.length ? found.map((_, j) => this.row(j)) : [this.nobody()]));
    this.list.hidden = !this.input.value.trim();
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark();
  }

  /** @param {number} j */
  row(j) {
    const { id, name, type, why, as } = this.found[j];
    const choose = (/** @type {Event} */ event) => { event.preventDefault(); this.choose(j); };
    return h("li", { role: "option", id: `ag-hit-${j}`, "aria-selected": "false", onmousedown: choose }, symbol(this.live.kindCalled(type)),
      h("span", { class: "ag-hitname" }, clean(as && as !== name ? `${name} (${as})` : name)), id === this.sure ? null : h("span", { class: "ag-unsure" }, t("search.unsure")),
      h("span", { class: "ag-count", lang: "en" }, [typeWords(type), why].filter(Boolean).join(" · ")));
  }

  /** @param {number} j */
  choose(j) {
    this.live.chosenId(this.found[j].id);
    this.leave();
  }
}
