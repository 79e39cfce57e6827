// The elements around the picture: heading, search, tools, filters, card, table, slider of days.
// The viewer makes one, fills it, and decides what a click does.

import { clean, h } from "./dom.js";
import { SearchBox } from "./searchbox.js";
import { TimeBar } from "./timebar.js";
import { counted } from "./words.js";

/** @import { Viewer } from "./viewer.js" */

/** @param {string} text @param {string} label @param {() => void} act @param {Record<string, any>} [more] */
function button(text, label, act, more = {}) {
  return h("button", { type: "button", class: "ag-button", "aria-label": label, title: label, onclick: act, ...more }, text);
}

export class Frame {
  /** @param {Viewer} viewer */
  constructor(viewer) {
    const { model } = viewer;
    this.viewer = viewer;
    this.search = new SearchBox(viewer);
    this.time = new TimeBar(viewer);
    this.filters = h("aside", { class: "ag-filters", id: "ag-filters", "aria-label": "Filters and legend" });
    this.filterButton = button("Filters", "Show or hide filters (F)", () => this.toggleFilters(),
      { "aria-controls": "ag-filters", "aria-expanded": "false", class: "ag-button ag-filterbutton" });
    this.tableButton = button("Table", "Show as a table (T)", () => viewer.showTable(!viewer.state.table), { "aria-pressed": "false" });
    this.status = h("p", { class: "ag-status" });
    this.live = h("div", { class: "ag-hidden", role: "status", "aria-live": "polite" });
    this.stage = h("div", { class: "ag-stage", tabIndex: 0, role: "application",
      "aria-label": `Picture of ${counted(model.n, "entity", "entities")} and ${counted(model.m, "relation")}. ` +
        "Left and right arrow walk along relations, Enter goes there, T shows the table." });
    this.empty = h("div", { class: "ag-empty", hidden: true }, h("p", {}, "Nothing is left by the filters."),
      button("Take all filters away", "Take all filters away", () => viewer.resetFilters()));
    this.hint = h("div", { class: "ag-hint", hidden: true, role: "status" });
    this.table = h("section", { class: "ag-table", hidden: true, "aria-label": "Relations" });
    this.card = h("div", { class: "ag-cardinner" });
    this.cardBox = h("aside", { class: "ag-cardbox", tabIndex: 0, "aria-label": "Card" },
      button("×", "Close the card (Escape)", () => viewer.clear(), { class: "ag-close" }), this.card);
    const middle = h("div", { class: "ag-middle" }, this.stage, this.table, this.empty, this.hint);
    this.children = [
      this.header(), h("main", { class: "ag-main" }, this.filters, middle, this.cardBox),
      h("footer", { class: "ag-footer" }, this.time.box, this.status), this.live,
    ];
  }

  header() {
    const { viewer } = this;
    const { title, note } = viewer.model;
    const titles = h("div", { class: "ag-titles" }, h("h1", {}, clean(title)), note ? h("p", {}, clean(note)) : null);
    const tools = h("div", { class: "ag-tools" }, this.filterButton, this.tableButton,
      button("Fit", "Fit the picture to the window", () => viewer.renderer.fit()), this.saveMenu(),
      button("◐", "Dark or light", () => viewer.setTheme(!viewer.dark), { class: "ag-button ag-round" }));
    return h("header", { class: "ag-header" }, titles, this.search.box, tools);
  }

  saveMenu() {
    const { viewer } = this;
    return h("details", { class: "ag-menu" }, h("summary", { class: "ag-button" }, "Save"), h("div", { class: "ag-menulist" },
      button("Picture (PNG)", "Save the picture as PNG", () => viewer.savePicture()),
      button("Drawing (SVG)", "Save the picture as SVG", () => viewer.saveDrawing()),
      button("Copy link", "Copy a link to what is shown", () => viewer.copyLink()),
      button("Print", "Print", () => window.print())));
  }

  toggleFilters() {
    const open = this.filters.classList.toggle("ag-open");
    this.filterButton.setAttribute("aria-expanded", String(open));
  }

  /** Show the table instead of the picture, or the other way round. @param {HTMLElement | null} table */
  showTable(table) {
    this.table.hidden = !table;
    this.stage.hidden = Boolean(table);
    this.tableButton.setAttribute("aria-pressed", String(Boolean(table)));
    if (table) this.table.replaceChildren(table);
  }

  /** @param {HTMLElement} card @param {boolean} open whether it is about something, on a phone: shown */
  showCard(card, open) {
    this.card.replaceChildren(card);
    this.cardBox.classList.toggle("ag-open", open);
  }

  scrollCardUp() {
    this.cardBox.scrollTop = this.card.scrollTop = 0;
  }

  /** Show what the reader is asked to do; null for nothing. @param {(string | HTMLElement)[] | null} hint */
  showHint(hint) {
    this.hint.hidden = !hint;
    if (hint) this.hint.replaceChildren(...hint);
  }
}
