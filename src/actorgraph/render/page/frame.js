// The elements around the picture: heading, search, tools, filters, card, table, slider of days.
// The viewer makes one, fills it, and decides what a click does.

import { clean, h } from "./dom.js";
import { t } from "./language.js";
import { SearchBox } from "./searchbox.js";
import { TimeBar } from "./timebar.js";

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
    this.filters = h("aside", { class: "ag-filters", id: "ag-filters", "aria-label": t("frame.filters-panel") });
    this.filterButton = button(t("frame.filters"), t("frame.filters-tip"), () => this.toggleFilters(),
      { "aria-controls": "ag-filters", "aria-expanded": "false", class: "ag-button ag-filterbutton" });
    this.tableButton = button(t("frame.table"), t("frame.table-tip"), () => viewer.showTable(!viewer.state.table), { "aria-pressed": "false" });
    this.status = h("p", { class: "ag-status" });
    this.live = h("div", { class: "ag-hidden", role: "status", "aria-live": "polite" });
    this.stage = h("div", { class: "ag-stage", tabIndex: 0, role: "application",
      "aria-label": t("frame.picture", { entities: t("entities", { n: model.n }), relations: t("relations", { n: model.m }) }) });
    this.empty = h("div", { class: "ag-empty", hidden: true }, h("p", {}, t("frame.empty")),
      button(t("frame.reset"), t("frame.reset"), () => viewer.resetFilters()));
    this.hint = h("div", { class: "ag-hint", hidden: true, role: "status" });
    this.table = h("section", { class: "ag-table", hidden: true, "aria-label": t("frame.table-panel") });
    this.card = h("div", { class: "ag-cardinner" });
    this.cardBox = h("aside", { class: "ag-cardbox", tabIndex: 0, "aria-label": t("frame.card") },
      button("×", t("frame.close-tip"), () => viewer.clear(), { class: "ag-close" }), this.card);
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
      button(t("frame.fit"), t("frame.fit-tip"), () => viewer.renderer.fit()), this.saveMenu(),
      button("◐", t("frame.theme-tip"), () => viewer.setTheme(!viewer.dark), { class: "ag-button ag-round" }));
    return h("header", { class: "ag-header" }, titles, this.search.box, tools);
  }

  saveMenu() {
    const { viewer } = this;
    return h("details", { class: "ag-menu" }, h("summary", { class: "ag-button" }, t("save")), h("div", { class: "ag-menulist" },
      button(t("save.picture"), t("save.picture-tip"), () => viewer.savePicture()),
      button(t("save.drawing"), t("save.drawing-tip"), () => viewer.saveDrawing()),
      button(t("save.link"), t("save.link-tip"), () => viewer.copyLink()),
      button(t("save.print"), t("save.print"), () => window.print())));
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
