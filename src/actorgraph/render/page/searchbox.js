// The field in which a name is typed, and the list of who it can be.

import { clean, h } from "./dom.js";
import { t } from "./language.js";
import { decide, find } from "./search.js";
import { symbol } from "./symbols.js";

/** @import { Hit } from "./search.js" */
/** @import { Viewer } from "./viewer.js" */

export class SearchBox {
  /** @param {Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
    /** @type {Hit[]} */
    this.hits = [];
    /** The number of the hit that Enter opens; -1 for none. */
    this.at = -1;
    this.list = h("ul", { class: "ag-hits", id: "ag-hits", role: "listbox", "aria-label": t("search.hits"), hidden: true });
    this.input = h("input", {
      type: "search", class: "ag-search", placeholder: t("search.placeholder"), role: "combobox", "aria-label": t("search.field"),
      "aria-expanded": "false", "aria-controls": "ag-hits", "aria-autocomplete": "list", autocomplete: "off", spellcheck: false,
      oninput: () => this.search(), onblur: () => this.close(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.pressed(event),
    });
    this.box = h("div", { class: "ag-searchbox" }, this.input, this.list);
  }

  search() {
    const { model } = this.viewer;
    this.hits = find(model, this.input.value);
    const meant = decide(model, this.input.value, this.hits);
    this.at = this.hits.findIndex(({ node }) => node === meant);
    this.list.replaceChildren(...(this.hits.length ? this.hits.map((_, j) => this.row(j, j === this.at)) : [this.nobody()]));
    this.list.hidden = !this.input.value.trim();
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark();
  }

  /** A hit with the reason why it can be meant, marked where it is not surely meant. @param {number} j @param {boolean} isSure */
  row(j, isSure) {
    const { model } = this.viewer;
    const { node, why } = this.hits[j];
    const choose = (/** @type {Event} */ event) => { event.preventDefault(); this.choose(j); };
    return h("li", { role: "option", id: `ag-hit-${j}`, "aria-selected": "false", onmousedown: choose }, symbol(model.kinds[model.kind[node]]),
      h("span", { class: "ag-hitname" }, clean(model.names[node])), isSure ? null : h("span", { class: "ag-unsure" }, t("search.unsure")), h("span", { class: "ag-count", lang: "en" }, why));
  }

  nobody() {
    return h("li", { class: "ag-quiet", role: "option", "aria-disabled": "true", "aria-selected": "false" },
      t("search.nobody", { name: clean(this.input.value) }));
  }

  mark() {
    const rows = /** @type {Element[]} */ ([...this.list.querySelectorAll("[role=option]")]);
    rows.forEach((row, j) => row.setAttribute("aria-selected", String(j === this.at)));
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `ag-hit-${this.at}`);
  }

  /** @param {number} j */
  choose(j) {
    this.viewer.chosen(this.hits[j].node);
    this.leave();
  }

  /** Enter opens only what is surely meant or was chosen; of all others it asks. */
  ask() {
    if (!this.list.querySelector(".ag-ask")) {
      this.list.prepend(h("li", { class: "ag-quiet ag-ask", role: "presentation" }, t("search.who")));
    }
    this.viewer.say(t("search.who-of", { n: this.hits.length }));
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  leave() {
    this.close();
    this.input.value = "";
    this.viewer.frame.focusMiddle();
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { length } = this.hits;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (length) this.at = event.key === "ArrowDown" ? (this.at + 1) % length : (Math.max(this.at, 0) - 1 + length) % length;
      this.mark();
    } else if (event.key === "Enter" && this.at >= 0) this.choose(this.at);
    else if (event.key === "Enter" && length) this.ask();
    else if (event.key === "Escape") {
      this.leave();
      event.stopPropagation();
    }
  }
}
