// The elements around the picture: heading, search, tools, filters, card, table, slider of days.
// The viewer makes one, fills it, and decides what a click does.

import { clean, h } from "./dom.js";
import { gestureHint, wholePage } from "./embedding.js";
import { focused, holdFocus } from "./focus.js";
import { helpPanel } from "./help.js";
import { markEnglish, t } from "./language.js";
import { menu } from "./menu.js";
import { SearchBox } from "./searchbox.js";
import { Sheet } from "./sheet.js";
import { StoryBar } from "./story.js";
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
    this.story = new StoryBar(viewer);
    this.filters = h("aside", { class: "ag-filters", id: "ag-filters", "aria-label": t("frame.filters-panel") });
    /** Whether the filters are as they were last asked for. */
    this.areFiltersCurrent = false;
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
    this.sheet = new Sheet(viewer.root, this.card, () => viewer.clear());
    this.sheet.box.prepend(this.story.beside);
    this.help = helpPanel(this.story.steps.length > 0);
    this.legend = h("section", { class: "ag-legend", "aria-label": t("legend.title") });
    const middle = h("div", { class: "ag-middle" }, this.stage, this.table, this.empty, this.hint, gestureHint(this.stage));
    this.children = [
      h("div", { class: "ag-top" }, this.header(), this.story.above), h("main", { class: "ag-main" }, this.filters, middle, this.sheet.box), this.legend,
      h("footer", { class: "ag-footer" }, this.time.box, h("div", { class: "ag-below" }, this.status, this.credit())), this.live, this.help,
    ];
  }

  /** Whose work this is and where the whole of it is. */
  credit() {
    const { credit } = this.viewer.model, whole = this.viewer.host.embed ? wholePage() : null;
    return h("p", { class: "ag-credit", hidden: !credit && !whole }, clean(credit), credit && whole ? " · " : null, whole);
  }

  header() {
    const { viewer } = this;
    const { title, note } = viewer.model;
    const titles = h("div", { class: "ag-titles" }, h("h1", {}, clean(title)), note ? h("p", {}, clean(note)) : null);
    const tools = [this.filterButton, this.tableButton, button(t("frame.fit"), t("frame.fit-tip"), () => viewer.renderer.fit()), this.saveMenu(),
      button("◐", t("frame.theme-tip"), () => viewer.setTheme(!viewer.dark), { class: "ag-button ag-round" }),
      button("?", t("frame.help-tip"), () => this.help.showModal(), { class: "ag-button ag-round" })];
    return h("header", { class: "ag-header" }, titles, this.search.box, menu("☰", t("frame.menu"), tools, "ag-tools"));
  }

  saveMenu() {
    const { viewer } = this;
    return menu(t("save"), t("save"), [
      button(t("save.picture"), t("save.picture-tip"), () => viewer.savePicture()),
      button(t("save.drawing"), t("save.drawing-tip"), () => viewer.saveDrawing()),
      button(t("save.link"), t("save.link-tip"), () => viewer.copyLink()),
      button(t("save.print"), t("save.print"), () => window.print())], "ag-save");
  }

  toggleFilters() {
    const held = this.filters.contains(focused(this.viewer.root));
    const open = this.filters.classList.toggle("ag-open");
    this.filterButton.setAttribute("aria-expanded", String(open));
    if (open && !this.areFiltersCurrent) this.viewer.showFilters();
    if (!open && held) this.stage.focus();
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
    markEnglish(card);
    if (this.card.firstChild !== card) this.card.replaceChildren(card);
    this.sheet.open(open);
    this.viewer.renderer.cover(this.sheet.covered);
  }

  /** Whether the sheet hides a place of the picture. @param {{y: number}} place */
  hides({ y }) {
    return y > this.stage.clientHeight - this.sheet.covered;
  }

  scrollCardUp() {
    this.sheet.box.scrollTop = this.card.scrollTop = 0;
  }

  /** Hold the focus where the reader is; the returned function gives it back after a change. */
  holdFocus() {
    return holdFocus(this.viewer.root, { card: this.sheet.box, table: this.table, stage: this.stage, empty: this.empty });
  }

  /** Put the focus on what is shown: the table or the picture. */
  focusMiddle() {
    (this.stage.hidden ? this.table.querySelector("[tabindex]") ?? this.table : this.stage).focus();
  }

  /** Show what the reader is asked to do; null for nothing. @param {(string | HTMLElement)[] | null} hint */
  showHint(hint) {
    this.hint.hidden = !hint;
    if (hint) this.hint.replaceChildren(...hint);
  }
}
