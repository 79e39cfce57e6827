// One column of a form: its name, what is typed into it, and under it what is wrong with that.

import { clean, h } from "../page/dom.js";
import { columnWords, ownId } from "./asked.js";
import { NameField } from "./namefield.js";

/** @import { Api } from "./asked.js" */
/**
 * @typedef {object} Column
 * @property {string} name
 * @property {string} group
 * @property {"name" | "date" | "words" | "long" | "text"} kind
 * @property {boolean} is_used
 * @property {boolean} is_in_file
 * @property {boolean} several
 * @property {string[]} choices
 * @property {string[]} suggestions
 * @property {string} hint
 */
/** @typedef {{level: string, column: string, message: string}} Problem */

const DATES = "2018-01-26, 2018-01 or 2018; about: 2018~; range: 2018-01-20/2018-02-05";
const ANY = "";

export class Field {
  /** @param {Api} api @param {Column} column @param {() => void} onChange @param {() => void} onKnown */
  constructor(api, column, onChange, onKnown) {
    this.column = column;
    const label = ownId("label"), hint = ownId("hint"), changed = onChange;
    onChange = () => {
      this.isKept = false;
      changed();
    };
    /** @type {NameField | null} */
    this.naming = column.kind === "name" ? new NameField(api, label, { several: column.several, onChange, onKnown }) : null;
    /** @type {HTMLInputElement} */
    this.input = this.naming ? this.naming.input : control(column, label, onChange);
    this.problem = h("p", { class: "ws-problem", id: hint, "aria-live": "polite" });
    this.extra = h("div", { class: "ws-extra" });
    this.kept = h("p", { class: "ws-who", id: ownId("kept") });
    this.input.setAttribute("aria-describedby", `${hint} ${this.kept.id}`);
    this.input.dataset.column = column.name;
    if (this.naming) this.input.placeholder = column.hint;
    const list = datalist(column, this.input);
    this.box = h("div", { class: "ws-field", "data-column": column.name },
      h("label", { id: label, for: this.input.id || (this.input.id = ownId("input")) }, clean(columnWords(column.name))),
      this.naming ? this.naming.box : this.input, list, this.kept, this.extra, this.problem);
  }

  /** The cell as it was put here, until somebody changes what is seen of it. */
  given = "";

  /** What is seen of it: a field of one line shows no line breaks, one of several no carriage returns. */
  seen = "";

  get value() {
    const now = (this.naming ?? this.input).value;
    if (now === this.seen) return this.given;
    return this.given.includes("\r\n") ? now.replaceAll("\n", "\r\n") : now;
  }

  set value(text) {
    if (this.input instanceof HTMLSelectElement) offerAlso(this.input, text);
    (this.naming ?? this.input).value = text;
    this.given = text;
    this.seen = (this.naming ?? this.input).value;
    fit(this.input);
  }

  /** Whether the cell is that of the row before, which somebody has to see. @param {boolean} isKept */
  set isKept(isKept) {
    this.kept.textContent = isKept ? "kept from the claim before" : "";
    this.box.classList.toggle("ws-kept", isKept);
  }

  /** Say what is wrong with the cell, or what to look at. @param {Problem[]} problems */
  tell(problems) {
    const isWrong = problems.some(({ level }) => level === "error");
    this.problem.textContent = problems.map(({ message }) => clean(message)).join(" ");
    this.problem.classList.toggle("ws-error", isWrong);
    if (isWrong) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }
}

/** What a column is typed into. @param {Column} column @param {string} label @param {() => void} onChange @returns {any} */
function control(column, label, onChange) {
  const shared = { class: "ws-input", "aria-labelledby": label, oninput: (/** @type {Event} */ event) => {
    fit(/** @type {HTMLElement} */ (event.target));
    onChange();
  } };
  if (column.choices.length && !column.several) {
    const options = [ANY, ...column.choices].map((choice) => h("option", { value: choice }, choice || column.hint || "as usual"));
    return h("select", { ...shared, onchange: () => onChange() }, ...options);
  }
  if (column.kind === "long") return h("textarea", { ...shared, rows: 2, placeholder: column.hint });
  const hint = { placeholder: column.hint, title: column.kind === "date" ? DATES : null };
  return h("input", { type: "text", autocomplete: "off", spellcheck: column.kind === "text", ...shared, ...hint });
}

/** Let a cell be chosen that is none of the usual ones. @param {HTMLSelectElement} select @param {string} cell */
function offerAlso(select, cell) {
  if (![...select.options].some(({ value }) => value === cell)) select.append(h("option", { value: cell }, clean(cell)));
}

/** The words that are suggested. @param {Column} column @param {HTMLElement} input @returns {HTMLElement | null} */
function datalist(column, input) {
  const words = column.suggestions.length ? column.suggestions : column.several ? column.choices : [];
  if (!words.length || column.kind === "name") return null;
  const id = ownId("words");
  input.setAttribute("list", id);
  return h("datalist", { id }, ...words.map((word) => h("option", { value: word })));
}

/** Let a long text be seen whole. @param {HTMLElement} input */
function fit(input) {
  if (!(input instanceof HTMLTextAreaElement)) return;
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight + 2, 180)}px`;
}
