// The form of one row, a claim or a description of an entity: it knows the columns of its file, is
// checked while somebody types, and says that something is saved only when the file holds it.

import { clean, h } from "../page/dom.js";
import { button, columnWords, debounced, wrong } from "./asked.js";
import { conflictView } from "./conflictview.js";
import { Field } from "./field.js";
import { idFor, newEntity } from "./newentity.js";

/** @import { Api, Edit, Refusal, Row } from "./asked.js" */
/** @import { Column, Problem } from "./field.js" */
/** @import { NewEntity } from "./newentity.js" */
/** @typedef {{onMade: (applied: any, edits: Edit[]) => void, onDocument: (id: string, locator: string) => void, onLeave: () => void}} Hooks */

const WAIT = 300;
/** What the next claim keeps: it mostly stands in the same text. */
const KEPT = ["document", "attributed_to", "via", "statement_date"];
const EMPTY = /\bis (missing|empty)\b/;
const CONFLICT = 409;
const REFUSED = 422;
const TITLES = { relations: ["New claim", "Change a claim"], entities: ["New entity", "Change an entity"] };

export class RowForm {
  /** @param {Api} api @param {"relations" | "entities"} table @param {Column[]} columns @param {Column[]} ofEntities @param {Hooks} hooks */
  constructor(api, table, columns, ofEntities, hooks) {
    this.api = api;
    this.table = table;
    this.hooks = hooks;
    /** @type {Row | null} The row as it was when it was opened; null for a new one. */
    this.row = null;
    /** @type {number} Counts what was asked, so that a late answer is known. */
    this.asked = 0;
    /** @type {number | null} The step that waits to be in the files. */
    this.step = null;
    this.checkSoon = debounced(() => this.check(), WAIT);
    const changed = () => this.changed(), known = () => this.known();
    this.fields = new Map(columns.map((column) => [column.name, new Field(api, column, changed, known)]));
    /** @type {NewEntity[]} */
    this.newcomers = table === "relations" ? ["source", "target"].map((end) => newEntity(this.field(end), ofEntities, changed)) : [];
    this.title = h("h2", { class: "ws-title" });
    this.status = h("p", { class: "ws-status", role: "status" });
    this.whole = h("p", { class: "ws-problem ws-error", role: "alert" });
    this.conflict = h("div", {});
    this.addColumns = h("input", { type: "checkbox", onchange: () => this.check() });
    this.missing = h("label", { class: "ag-tick ws-missing", hidden: true }, this.addColumns, h("span", {}));
    this.saveButton = button("Save", () => this.save(), { class: "ag-button ws-save", title: "Ctrl+Enter" });
    this.again = button("New one", async () => (await this.mayLeave()) && this.begin(), { hidden: true });
    this.box = h("form", { class: "ws-form", onsubmit: (/** @type {Event} */ event) => event.preventDefault(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.pressed(event) },
    this.title, this.conflict, ...groups(columns, this.fields), this.whole,
    h("div", { class: "ws-actions" }, this.missing, this.saveButton, this.again, button("Close", () => hooks.onLeave(), { title: "Escape" }), this.status));
    this.show(null);
  }

  /** @param {string} name @returns {Field} */
  field(name) {
    return /** @type {Field} */ (this.fields.get(name));
  }

  /** Show a row, or an empty form. @param {Row | null} row */
  show(row) {
    this.row = row;
    this.step = null;
    this.isTouched = false;
    this.title.textContent = TITLES[this.table][row ? 1 : 0] + (row ? ` (${this.table}.csv, line ${row.line})` : "");
    for (const [name, field] of this.fields) {
      field.value = row?.cells[name] ?? "";
      field.isKept = false;
      field.tell([]);
      if (field.value) field.box.closest("details")?.setAttribute("open", "");
    }
    for (const one of this.newcomers) one.tell();
    this.again.hidden = !row;
    this.conflict.replaceChildren();
    this.whole.textContent = this.status.textContent = "";
    this.missing.hidden = true;
    this.addColumns.checked = false;
  }

  /** Begin a new row; what mostly stays the same stays. @param {Record<string, string>} [cells] */
  begin(cells = {}) {
    const kept = Object.fromEntries(KEPT.map((name) => [name, this.fields.get(name)?.value ?? ""]));
    this.show(null);
    for (const [name, cell] of Object.entries({ ...kept, ...cells })) if (this.fields.has(name)) this.field(name).value = cell;
    for (const name of KEPT) if (kept[name] && !cells[name]) this.field(name).isKept = true;
    this.focus();
  }

  focus() {
    const all = [...this.fields.values()];
    ((this.row ? null : all.find(({ value }) => !value)) ?? all[0]).input.focus();
  }

  /** Put cells in, as a selected passage does. @param {Record<string, string>} cells */
  put(cells) {
    for (const [name, cell] of Object.entries(cells)) {
      const field = this.fields.get(name);
      if (!field) continue;
      field.value = cell;
      field.isKept = false;
      field.box.closest("details")?.setAttribute("open", "");
    }
    this.changed();
  }

  /** Whether somebody typed here since the form was begun. */
  isTouched = false;

  /** Whether something typed here would be lost. */
  get isHalfTyped() {
    return this.isTouched && this.edits().length > 0;
  }

  /** Ask whether what was typed here may go. @returns {Promise<boolean>} */
  async mayLeave() {
    if (!this.isHalfTyped) return true;
    return new Promise((done) => {
      const answer = (/** @type {boolean} */ may) => () => {
        this.conflict.replaceChildren();
        if (!may) this.focus();
        done(may);
      };
      const stay = button("Go on with it", answer(false));
      this.conflict.replaceChildren(h("section", { class: "ws-conflict", role: "alert" }, h("h3", {}, "What you typed here is not saved"),
        h("div", { class: "ws-actions" }, stay, button("Discard it", answer(true)))));
      stay.focus();
    });
  }

  changed() {
    this.isTouched = true;
    if (this.step === null) this.status.textContent = "";
    this.proposeId();
    this.known();
  }

  /** It is known now whom a name means, or that it is new. */
  known() {
    for (const one of this.newcomers) one.tell();
    this.checkSoon();
  }

  /** A new entity gets an id of its name, until somebody types another. */
  proposeId() {
    const id = this.fields.get("id"), name = this.fields.get("name");
    if (this.row || this.table !== "entities" || !id?.column.is_used || !name) return;
    if (!id.value || id.value === this.proposed) id.value = this.proposed = idFor(name.value);
  }

  /** The id that was proposed last. */
  proposed = "";

  /** The cells that are not as they were. @returns {Record<string, string>} */
  cells() {
    const before = this.row?.cells ?? {};
    const cells = [...this.fields].map(([name, field]) => [name, field.value]).filter(([name, value]) => value !== (before[name] ?? ""));
    return Object.fromEntries(cells);
  }

  /** @returns {Edit[]} */
  edits() {
    const cells = this.cells(), add_columns = this.addColumns.checked;
    if (this.row) {
      const { line, digest } = this.row;
      return Object.keys(cells).length ? [{ table: this.table, do: "change", line, digest, cells, add_columns }] : [];
    }
    if (!Object.keys(cells).some((name) => !KEPT.includes(name))) return [];
    const made = this.newcomers.map((one) => one.edit()).filter((one) => one !== null);
    for (const one of this.newcomers) if (one.edit()) cells[one.column] = one.id;
    return [...distinct(made), { table: this.table, do: "add", cells, add_columns }];
  }

  async check() {
    const edits = this.edits(), asked = ++this.asked;
    if (!edits.length) return this.tell([], []);
    try {
      const { errors, warnings, missing_columns } = await this.api.post("check", { edits });
      if (asked === this.asked) this.tell([...errors, ...warnings], missing_columns);
    } catch (error) {
      if (asked === this.asked && /** @type {Refusal} */ (error).status !== CONFLICT) this.whole.textContent = wrong(error);
    }
  }

  /** Say under each field what is wrong with it. @param {Problem[]} problems @param {[string, string][]} missing */
  tell(problems, missing) {
    const others = new Set(problems);
    for (const [name, field] of this.fields) {
      const all = problems.filter(({ column }) => column === name);
      // Of a name that is being typed, or that is new, the field itself says who is meant.
      const own = all.filter(({ level }) => level === "error" || !field.naming?.isSought);
      // Somebody who has just begun knows that there is more to type, and has typed it meanwhile.
      field.tell(own.filter(({ message }) => (this.isTried && !field.value) || !EMPTY.test(message)));
      all.forEach((one) => others.delete(one));
    }
    const told = (/** @type {Problem} */ { column, message }) => (column ? `${columnWords(column)}: ${message}` : message);
    this.whole.textContent = [...others].map((one) => clean(told(one))).join(" ");
    // Once it is ticked nothing is missing; it stays where it has the focus, to be unticked.
    if (this.addColumns.checked) return;
    this.missing.hidden = !missing.length;
    const names = missing.map(([table, column]) => `${columnWords(column)} (${table}.csv)`).join(", ");
    /** @type {HTMLElement} */ (this.missing.lastElementChild).textContent = missing.length
      ? `The file has no column for ${names}. Add it: every line of the file gets one more cell.` : "";
  }

  isTried = false;

  async save() {
    const edits = this.edits();
    if (!edits.length) {
      this.status.textContent = "Nothing has changed.";
      return;
    }
    this.isTried = true;
    this.asked++;
    this.saveButton.disabled = true;
    this.status.textContent = "Writing ...";
    try {
      const applied = await this.api.post("edit", { edits });
      this.isTried = false;
      this.made(applied, edits);
    } catch (error) {
      this.refused(/** @type {Refusal} */ (error));
    }
    this.saveButton.disabled = false;
  }

  /** @param {any} applied @param {Edit[]} edits */
  made(applied, edits) {
    if (this.row) this.show(applied.rows.find((/** @type {Row} */ row) => row.table === this.table) ?? null);
    else this.begin();
    this.step = applied.step;
    this.status.textContent = "Kept. Writing the file ...";
    this.hooks.onMade(applied, edits);
    this.saved(this.savedUpTo);
  }

  /** The last step that the files hold, which can be told before the answer to the edit. */
  savedUpTo = 0;

  /** The files hold a step. @param {number} step */
  saved(step) {
    this.savedUpTo = Math.max(step, this.savedUpTo);
    if (this.step === null || step < this.step) return;
    this.step = null;
    this.status.textContent = `Saved in ${this.table}.csv.`;
  }

  /** A step is in no file, since somebody else changed its row. @param {number} step */
  lost(step) {
    if (this.step !== step) return;
    this.step = null;
    this.status.textContent = "Not saved.";
  }

  /** @param {Refusal} refusal */
  refused(refusal) {
    this.status.textContent = "Not saved.";
    if (refusal.status === CONFLICT && this.row) return this.showConflict(refusal.answer.now);
    if (refusal.status === REFUSED) {
      const { errors, warnings, missing_columns } = refusal.answer.review;
      this.tell([...errors, ...warnings], missing_columns);
    } else this.whole.textContent = wrong(refusal);
    this.box.querySelector("[aria-invalid]")?.focus();
  }

  /** Somebody changed the row since it was opened. @param {Row | null} now */
  showConflict(now) {
    const seen = /** @type {Row} */ (this.row), wanted = this.cells();
    this.status.textContent = "Not saved: somebody changed this row.";
    const view = conflictView(seen.cells, now?.cells ?? null, wanted, {
      takeTheirs: () => (now ? this.show(now) : this.begin()),
      keepMine: () => {
        const cells = { ...seen.cells, ...wanted };
        this.show(now);
        this.put(now ? wanted : cells);
        this.focus();
      },
    });
    this.conflict.replaceChildren(view);
    view.querySelector("button")?.focus();
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.save();
    }
  }
}

/** The fields under their headings; what no row of the file fills waits folded. @param {Column[]} columns @param {Map<string, Field>} fields @returns {HTMLElement[]} */
function groups(columns, fields) {
  const box = (/** @type {Column} */ { name }) => /** @type {Field} */ (fields.get(name)).box;
  const used = columns.filter((column) => column.is_used), rest = columns.filter((column) => !column.is_used);
  const made = [...new Set(used.map(({ group }) => group))].map((group) => h("fieldset", { class: "ws-group" },
    h("legend", {}, clean(group)), ...used.filter((column) => column.group === group).map(box)));
  if (rest.length) made.push(h("details", { class: "ws-group ws-more" }, h("summary", {}, "More columns"), ...rest.map(box)));
  return made;
}

/** Each new entity once, also where both ends are the same. @param {Edit[]} edits */
function distinct(edits) {
  return [...new Map(edits.map((edit) => [JSON.stringify(edit.cells), edit])).values()];
}
