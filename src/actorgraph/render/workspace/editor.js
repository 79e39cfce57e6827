// The editor of the workspace beside the picture: claims and entities, the document, similar names and
// the history. It is there only where the server was started with `--edit`.

import { clean, h } from "../page/dom.js";
import { button, wrong } from "./asked.js";
import { offerRows, rowWords } from "./claimrows.js";
import { DocumentPane } from "./documentpane.js";
import { DraftQueue } from "./draftqueue.js";
import { EditHistory } from "./edithistory.js";
import { NameQueue } from "./namequeue.js";
import { RowForm } from "./rowform.js";

/** @import { LiveViewer } from "./liveviewer.js" */
/** @import { Api, Edit, Row } from "./asked.js" */

/** @typedef {"relations" | "entities" | "names" | "drafts" | "history"} Part */

/** What a key opens, and what it is called. @type {Record<Part, {key: string, title: string}>} */
const PARTS = {
  relations: { key: "c", title: "Claim" },
  entities: { key: "e", title: "Entity" },
  names: { key: "n", title: "Similar names" },
  drafts: { key: "d", title: "Drafts" },
  history: { key: "h", title: "History" },
};

export class Editor {
  /** @param {LiveViewer} viewer @param {Api} api */
  constructor(viewer, api) {
    this.viewer = viewer;
    this.api = api;
    /** @type {Part | null} */
    this.part = null;
    /** @type {Partial<Record<"relations" | "entities", RowForm>>} */
    this.forms = {};
    this.pane = new DocumentPane(api, (cited) => this.cited(cited));
    this.queue = new NameQueue(api, { onMade: (applied) => this.made(applied), show: (id) => this.show(id) });
    this.drafts = new DraftQueue(api, { onMade: (applied) => this.made(applied), show: (id) => this.show(id), onDocument: (id, locator) => this.pane.show(id, locator) });
    this.history = new EditHistory(api, (applied) => this.made(applied));
    this.told = h("p", { class: "ws-told", role: "status" });
    this.body = h("div", { class: "ws-body" });
    this.tabs = new Map(/** @type {Part[]} */ (Object.keys(PARTS)).map((part) => [part, this.tab(part)]));
    this.box = h("aside", { class: "ag ws-editor", "aria-label": "Editor", lang: "en", hidden: true,
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.pressed(event) },
    h("div", { class: "ws-head" }, ...this.tabs.values(), button("×", () => this.close(), { class: "ag-button ag-small ws-close", "aria-label": "Close the editor", title: "Escape" })), this.told, this.body);
    document.body.append(this.box);
    this.follow();
    this.openers();
    addEventListener("beforeunload", (event) => {
      if (Object.values(this.forms).some(({ isHalfTyped }) => isHalfTyped)) event.preventDefault();
    });
    offerRows(viewer, api, { change: (row) => this.change(row), remove: (row) => this.remove(row), about: (id) => this.about(id) });
  }

  /** @param {Part} part @returns {HTMLElement} */
  tab(part) {
    const { key, title } = PARTS[part];
    return button(title, () => this.open(part), { "aria-pressed": "false", "aria-keyshortcuts": key, title: `Key ${key}` });
  }

  /** Look as the page does: light or dark. */
  follow() {
    const { root } = this.viewer;
    const dark = () => this.box.classList.toggle("ag-dark", root.classList.contains("ag-dark"));
    new MutationObserver(dark).observe(root, { attributes: true, attributeFilter: ["class"] });
    dark();
  }

  /** A button of the page, and a key for each part. */
  openers() {
    const tools = this.viewer.root.querySelector(".ag-tools .ag-menulist");
    tools?.prepend(h("button", { type: "button", class: "ag-button ws-edit", title: "Add and change claims (c)", onclick: () => (this.part ? this.close() : this.open("relations")) }, "Edit"));
    document.addEventListener("keydown", (event) => {
      const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog");
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const part = /** @type {Part[]} */ (Object.keys(PARTS)).find((one) => PARTS[one].key === event.key);
      if (part) {
        event.preventDefault();
        this.open(part);
      }
    });
  }

  /** @param {Part} part */
  async open(part) {
    this.part = part;
    this.told.textContent = "";
    this.box.hidden = false;
    document.body.classList.add("ws-open");
    for (const [one, tab] of this.tabs) tab.setAttribute("aria-pressed", String(one === part));
    this.box.classList.toggle("ws-wide", part !== "names" && part !== "history");
    if (part === "drafts") {
      this.body.replaceChildren(this.drafts.box, this.pane.box);
      await this.pane.list();
      await this.drafts.open();
      return;
    }
    if (part === "names" || part === "history") {
      const shown = part === "names" ? this.queue : this.history;
      this.body.replaceChildren(shown.box);
      await shown.open();
      return;
    }
    const form = await this.form(part);
    if (!form) return;
    this.body.replaceChildren(form.box, this.pane.box);
    form.focus();
  }

  /** The form of a table, made when it is first asked for. @param {"relations" | "entities"} table @returns {Promise<RowForm | null>} */
  async form(table) {
    if (!this.forms[table]) {
      try {
        const [own, entities] = await Promise.all([this.api.get("form", { table }), this.api.get("form", { table: "entities" }), this.pane.list()]);
        this.forms[table] = new RowForm(this.api, table, own.columns, entities.columns, {
          onMade: (applied) => this.made(applied),
          onDocument: (id, locator) => this.pane.show(id, locator),
          onLeave: () => this.close(),
        });
      } catch (error) {
        this.told.textContent = wrong(error);
        return null;
      }
    }
    return this.forms[table] ?? null;
  }

  close() {
    this.part = null;
    this.box.hidden = true;
    document.body.classList.remove("ws-open");
    this.viewer.frame.stage.focus();
  }

  /** A passage was selected. @param {import("./documentpane.js").Citation} cited */
  cited({ document, quote, locator }) {
    if (this.part !== "relations" && this.part !== "entities") return;
    this.forms[this.part]?.put({ document, quote, locator });
  }

  /** Open a row to change it, with its document beside it. @param {Row} row */
  async change(row) {
    const table = row.table === "entities" ? "entities" : "relations";
    await this.open(table);
    if (!(await this.forms[table]?.mayLeave())) return;
    this.forms[table]?.show(row);
    this.forms[table]?.focus();
    if (row.cells.document) this.pane.show(row.cells.document, row.cells.locator ?? "");
  }

  /** Begin a claim about somebody. @param {string} id */
  async about(id) {
    await this.open("relations");
    if (await this.forms.relations?.mayLeave()) this.forms.relations?.begin({ source: id });
  }

  /** Ask, and remove a row. @param {Row} row */
  async remove(row) {
    await this.open("history");
    const { table, line, digest } = row;
    const cells = Object.values(row.cells).filter(Boolean).join(" · ");
    const go = async () => {
      try {
        this.made(await this.api.post("edit", { edits: [{ table, do: "remove", line, digest }] }));
        asked.replaceChildren(h("p", { role: "status" }, "Removed. Undo brings it back."));
        await this.history.load();
      } catch (error) {
        asked.append(h("p", { class: "ws-problem ws-error", role: "alert" }, wrong(error)));
      }
    };
    const yes = button("Remove this row", go);
    const asked = h("div", { class: "ws-conflict" }, h("h3", {}, `Remove line ${line} of ${table}.csv?`), h("p", {}, rowWords(row)), h("p", { class: "ag-quiet" }, clean(cells)),
      h("div", { class: "ws-actions" }, yes, button("Keep it", () => asked.remove())));
    this.history.box.prepend(asked);
    yes.focus();
  }

  /** A step was made; the picture follows when the server tells that the files have changed. @param {any} _applied */
  made(_applied) {
    if (this.part === "history") this.history.load();
  }

  /** The files hold a step. @param {number} step */
  saved(step) {
    this.told.textContent = "";
    for (const form of Object.values(this.forms)) form.saved(step);
    this.queue.saved(step);
    this.drafts.saved(step);
    if (this.part === "history") this.history.load();
  }

  /** Somebody else changed a row before a step was in its file. @param {number} step */
  lost(step) {
    for (const form of Object.values(this.forms)) form.lost(step);
    this.told.textContent = `Step ${step} is not in the files: somebody else changed the same row just then. The history has what you wrote.`;
    if (this.part === "history") this.history.load();
  }

  /** Hear an event of the server. @param {string} event @param {any} said */
  hear(event, said) {
    if (event === "saved") this.saved(said.step);
    else if (event === "unsaved") this.told.textContent = `Your edits are kept, and not in the files yet. ${clean(said.error)}`;
    else if (event === "conflict") this.lost(said.step);
  }

  /** @param {string} id */
  show(id) {
    this.viewer.chosenId(id);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    // The page's own keys are not for those who type here.
    event.stopPropagation();
    if (event.key === "Escape") this.close();
  }
}
