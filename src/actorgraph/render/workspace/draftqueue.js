// Drafts that wait for a person, one after the other, with the document beside them: what is proposed,
// what to look at, and the keys to accept, to refuse and to edit.

import { clean, h } from "../page/dom.js";
import { button, columnWords, ownId } from "./asked.js";
import { ReviewQueue } from "./reviewqueue.js";

/** @import { Api, Refusal } from "./asked.js" */
/** @typedef {{draft: string, cells: Record<string, string>, to_review: string, names: Record<string, {id: string, name: string}>, new: string[]}} Draft */

const APART = ["source", "relation", "target", "quote", "document", "locator"];

/** @extends {ReviewQueue<string>} */
export class DraftQueue extends ReviewQueue {
  /** @param {Api} api @param {{onMade: (applied: any) => void, show: (id: string) => void, onDocument: (id: string, locator: string) => void}} hooks */
  constructor(api, hooks) {
    const label = ownId("checked");
    const checker = h("input", { type: "text", class: "ws-input", id: label, autocomplete: "name" });
    super(api, hooks.onMade, { title: "Drafts", file: "relations.csv" }, h("div", { class: "ws-field" }, h("label", { for: label }, "Checked by"), checker));
    this.hooks = hooks;
    this.checker = checker;
    this.isEdited = false;
    /** @type {Draft | null} */
    this.shown = null;
  }

  decisions() {
    return [{ key: "a", word: "Accept", act: () => this.accept(false) }, { key: "r", word: "Refuse", act: () => this.refuse() },
      { key: "e", word: "Edit", act: () => this.edit("relation") }];
  }

  async open() {
    await this.asking(async () => {
      const { drafts } = await this.api.get("drafts");
      this.waiting = drafts;
      this.stay();
    });
    await this.show();
  }

  /** Show the draft where the keys are. */
  async show() {
    this.isEdited = false;
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
    const end = (/** @type {string} */ cell) => (names[cell] ? button(clean(names[cell].name), () => this.hooks.show(names[cell].id), { title: clean(cell) })
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
      this.buttons(),
    ];
  }

  /** @type {Map<string, HTMLInputElement>} How whom the data does not have is typed. */
  types = new Map();

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
        this.writing(applied.step, "Accepted.");
        this.onMade(applied);
      } catch (error) {
        const missing = /** @type {Refusal} */ (error).answer?.review?.missing_columns ?? [];
        if (!missing.length) throw error;
        const columns = missing.map((/** @type {string[]} */ [table, column]) => `${table}.csv ${column}`).join(", ");
        this.status.replaceChildren(`Columns are missing: ${clean(columns)}. `, button("Add them to every row and accept", () => this.accept(true), { class: "ag-button ag-small ws-columns" }));
      }
    });
    if (this.decided.at(-1)?.item === shown.draft) await this.show();
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

  /** @param {string} draft @param {number} step */
  async takeBack(draft, step) {
    if (step) return super.takeBack(draft, step);
    await this.api.post("draft", { draft, do: "reopen" });
    return true;
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

  left() {
    if (this.isEdited) this.show();
    else super.left();
  }
}
