// Drafts that wait for a person, one after the other, with the document beside them: what is proposed,
// what to look at, and the keys to accept, to refuse and to edit.

import { clean, h } from "../page/dom.js";
import { button, columnWords, ownId, wrong } from "./asked.js";

/** @import { Api, Refusal } from "./asked.js" */
/** @typedef {{draft: string, cells: Record<string, string>, to_review: string, names: Record<string, string>, new: string[]}} Draft */

const KEYS = "Keys: j next, k previous, a accept, r refuse, e edit, u undo.";
const APART = ["source", "relation", "target", "quote", "document", "locator"];

export class DraftQueue {
  /** @param {Api} api @param {{onMade: (applied: any) => void, show: (id: string) => void, onDocument: (id: string, locator: string) => void}} hooks */
  constructor(api, hooks) {
    this.api = api;
    this.hooks = hooks;
    /** @type {string[]} */
    this.waiting = [];
    this.at = 0;
    this.isAsked = false;
    this.isEdited = false;
    /** @type {Draft | null} */
    this.shown = null;
    /** @type {{draft: string, step: number}[]} */
    this.decided = [];
    const label = ownId("checked");
    this.checker = h("input", { type: "text", class: "ws-input", id: label, autocomplete: "name" });
    this.status = h("p", { class: "ws-status", role: "status" });
    this.body = h("div", { class: "ws-pair", tabIndex: -1 });
    this.box = h("section", { class: "ws-queue", "aria-label": "Drafts", onkeydown: (/** @type {KeyboardEvent} */ event) => this.pressed(event) },
      h("h2", { class: "ws-title" }, "Drafts"),
      h("div", { class: "ws-field" }, h("label", { for: label }, "Checked by"), this.checker),
      this.status, this.body, h("p", { class: "ag-quiet" }, KEYS));
  }

  async open() {
    await this.asking(async () => {
      const { drafts } = await this.api.get("drafts");
      this.waiting = drafts;
    });
    await this.show();
  }

  /** Do something while no key acts; what goes wrong is told. @param {() => Promise<void>} act */
  async asking(act) {
    if (this.isAsked) return;
    this.isAsked = true;
    try {
      await act();
    } catch (error) {
      this.status.textContent = wrong(error);
    }
    this.isAsked = false;
  }

  /** Show the draft where the keys are. */
  async show() {
    this.isEdited = false;
    this.at = Math.max(0, Math.min(this.waiting.length - 1, this.at));
    this.shown = null;
    const draft = this.waiting[this.at];
    if (draft) await this.asking(async () => {
      this.shown = await this.api.get("draft", { draft });
    });
    const shown = /** @type {Draft | null} */ (this.shown);
    if (!shown) {
      this.body.replaceChildren(h("p", {}, draft ? "This draft does not wait any more." : "No draft waits. `actorgraph draft DOCUMENT` makes some."),
        button("Look again", () => this.open()));
    } else {
      this.body.replaceChildren(...this.card(shown));
      this.hooks.onDocument(shown.cells.document, shown.cells.locator);
    }
    this.body.focus();
  }

  /** @param {Draft} shown @returns {Node[]} */
  card({ cells, to_review, names, new: unknown }) {
    const end = (/** @type {string} */ cell) => (names[cell] ? button(clean(names[cell]), () => this.hooks.show(cell), { title: clean(cell) })
      : h("span", {}, clean(cell), unknown.includes(cell) ? h("span", { class: "ag-quiet" }, " (new)") : null));
    const listed = Object.entries(cells).filter(([name, cell]) => cell && !APART.includes(name));
    this.types = new Map(unknown.map((name) => [name, h("input", { type: "text", class: "ws-input", autocomplete: "off", id: ownId("type") })]));
    return [
      h("p", { class: "ws-reason" }, `${this.at + 1} of ${this.waiting.length}: ${clean(cells.document)} ${clean(cells.locator)}`),
      h("h3", { class: "ws-ends" }, end(cells.source), " — ", cells.relation ? clean(cells.relation) : "(which relation?)", " — ", end(cells.target)),
      h("ul", { class: "ag-plain" }, ...listed.map(([name, cell]) => h("li", {}, `${columnWords(name)}: ${clean(cell)}`))),
      h("blockquote", {}, clean(cells.quote)),
      to_review ? h("p", { class: "ws-problem" }, `Look at: ${clean(to_review)}`) : h("span", {}),
      ...[...this.types].map(([name, input]) => h("div", { class: "ws-field" }, h("label", { for: input.id }, `type of ${clean(name)}`), input)),
      h("div", { class: "ws-actions" },
        button("Accept", () => this.accept(false), { title: "a", "aria-keyshortcuts": "a" }), button("Refuse", () => this.refuse(), { title: "r", "aria-keyshortcuts": "r" }),
        button("Edit", () => this.edit("relation"), { title: "e", "aria-keyshortcuts": "e" }), button("Next", () => this.move(1), { title: "j", "aria-keyshortcuts": "j" }),
        button("Previous", () => this.move(-1), { title: "k", "aria-keyshortcuts": "k" }), button("Undo", () => this.undo(), { title: "u", "aria-keyshortcuts": "u" })),
    ];
  }

  /** @type {Map<string, HTMLInputElement>} How whom the data does not have is typed. */
  types = new Map();

  /** @param {number} step */
  async move(step) {
    this.status.textContent = "";
    this.at += step;
    await this.show();
  }

  /** Enter the draft into the tables. @param {boolean} addColumns */
  async accept(addColumns) {
    const { shown } = this, by = this.checker.value.trim();
    if (!shown) return;
    if (!shown.cells.relation) {
      this.edit("relation");
      this.status.textContent = "Name the relation first.";
      return;
    }
    if (!by) {
      this.status.textContent = "Say who checks the row: it is kept under checked_by.";
      this.checker.focus();
      return;
    }
    const types = Object.fromEntries([...this.types].map(([name, input]) => [name, input.value.trim()]));
    await this.asking(async () => {
      try {
        const applied = await this.api.post("draft", { draft: shown.draft, do: "accept", checked_by: by, types, add_columns: addColumns });
        this.gone(shown.draft, applied.step);
        this.step = applied.step;
        this.status.textContent = "Accepted. Writing the file ...";
        this.hooks.onMade(applied);
        this.saved(this.savedUpTo);
      } catch (error) {
        const missing = /** @type {Refusal} */ (error).answer?.review?.missing_columns ?? [];
        if (!missing.length) throw error;
        const columns = missing.map((/** @type {string[]} */ [table, column]) => `${table}.csv ${column}`).join(", ");
        this.status.replaceChildren(`Columns are missing: ${clean(columns)}. `, button("Add them to every row and accept", () => this.accept(true), { class: "ag-button ag-small ws-columns" }));
      }
    });
    if (this.decided.at(-1)?.draft === shown.draft) await this.show();
  }

  async refuse() {
    const { shown } = this;
    if (!shown) return;
    await this.asking(async () => {
      await this.api.post("draft", { draft: shown.draft, do: "refuse", checked_by: this.checker.value.trim() });
      this.gone(shown.draft, 0);
      this.status.textContent = "Refused; it is not proposed again.";
    });
    await this.show();
  }

  /** A draft is decided. @param {string} draft @param {number} step of the history; 0 for none */
  gone(draft, step) {
    this.decided.push({ draft, step });
    this.waiting = this.waiting.filter((one) => one !== draft);
  }

  /** Take the last decision back, and show its draft again. */
  async undo() {
    const last = this.decided.at(-1);
    if (!last) {
      this.status.textContent = "You have decided nothing yet.";
      return;
    }
    await this.asking(async () => {
      if (last.step) {
        const { steps } = await this.api.get("history");
        const stands = steps.find((/** @type {{is_undone: boolean}} */ step) => !step.is_undone);
        if (stands?.number !== last.step) {
          this.status.textContent = "Not taken back: something else was changed since. The history (h) has both.";
          return;
        }
        this.hooks.onMade(await this.api.post("undo", {}));
      } else await this.api.post("draft", { draft: last.draft, do: "reopen" });
      this.decided.pop();
      this.waiting.splice(this.at, 0, last.draft);
      this.status.textContent = "Taken back.";
    });
    await this.show();
  }

  /** Edit the cells of the draft. @param {string} first the column to begin with */
  edit(first) {
    const { shown } = this;
    if (!shown) return;
    this.isEdited = true;
    const inputs = Object.entries(shown.cells).map(([name, cell]) => {
      const id = ownId("cell");
      return { name, id, input: h(name === "quote" ? "textarea" : "input", { class: "ws-input", id, name, value: cell, autocomplete: "off" }) };
    });
    const save = () => this.asking(async () => {
      const changed = inputs.filter(({ name, input }) => input.value.trim() !== shown.cells[name]);
      const cells = Object.fromEntries(changed.map(({ name, input }) => [name, input.value.trim()]));
      await this.api.post("draft", { draft: shown.draft, do: "change", cells });
      this.status.textContent = changed.length ? "Changed." : "";
    }).then(() => this.show());
    this.body.replaceChildren(h("form", { onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      save();
    } }, ...inputs.map(({ name, id, input }) => h("div", { class: "ws-field" }, h("label", { for: id }, columnWords(name)), input)),
    h("div", { class: "ws-actions" }, h("button", { type: "submit", class: "ag-button ag-small ws-save" }, "Keep the changes"), button("Leave them", () => this.show()))));
    inputs.find(({ name }) => name === first)?.input.focus();
  }

  /** @type {number | null} */
  step = null;

  savedUpTo = 0;

  /** The files hold a step. @param {number} step */
  saved(step) {
    this.savedUpTo = Math.max(step, this.savedUpTo);
    if (this.step === null || step < this.step) return;
    this.step = null;
    this.status.textContent = this.status.textContent?.replace("Writing the file ...", "Saved in relations.csv.") ?? "";
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea")) {
      if (event.key === "Escape") {
        event.stopPropagation();
        if (this.isEdited) this.show();
        else this.body.focus();
      }
      return;
    }
    /** @type {Record<string, () => void>} */
    const acts = { j: () => this.move(1), k: () => this.move(-1), a: () => this.accept(false), r: () => this.refuse(), e: () => this.edit("relation"), u: () => this.undo() };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }
}
