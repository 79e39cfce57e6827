// The document beside the form: its text, with what locates each paragraph. Whoever selects a passage,
// with the pointer or with the keys, gets its quote and its locator into the form.

import { h } from "../page/dom.js";
import { button, ownId, wrong } from "./asked.js";

/** @import { Api } from "./asked.js" */
/** @typedef {{number: number, start: number, text: string, page: number, time: string}} Piece */
/** @typedef {{document: string, quote: string, locator: string, is_found: boolean}} Citation */

const WAIT = 150;
/** What would act rather than show, such as marks that turn the direction of writing; each stays one letter. */
const ACTING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const HINT = "Select a passage: its quote and its place go into the form. With the keyboard: arrow keys go from sentence to sentence, with Shift they take more, Enter quotes.";

export class DocumentPane {
  /** @param {Api} api @param {(cited: Citation) => void} onCite */
  constructor(api, onCite) {
    this.api = api;
    this.onCite = onCite;
    this.shown = "";
    this.next = /** @type {number | null} */ (null);
    this.first = 1;
    const label = ownId("document");
    this.choice = h("select", { class: "ws-input", id: label, onchange: () => this.show(this.choice.value) });
    this.text = h("div", { class: "ws-text", tabIndex: 0, role: "document", "aria-label": "Text of the document", "aria-describedby": `${label}-hint`,
      onmouseup: () => setTimeout(() => this.cite(), WAIT), ontouchend: () => setTimeout(() => this.cite(), WAIT),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.pressed(event) });
    this.earlier = button("Earlier paragraphs", () => this.load(Math.max(1, this.first - 50), true), { hidden: true });
    this.later = button("More of the text", () => this.load(this.next ?? 1, false), { hidden: true });
    this.status = h("p", { class: "ws-status", role: "status" });
    this.box = h("section", { class: "ws-document", "aria-label": "Document" },
      h("label", { for: label }, "Document"), this.choice, h("p", { class: "ag-quiet", id: `${label}-hint` }, HINT),
      this.earlier, this.text, this.later, this.status);
  }

  /** List the documents. Without any there is no pane. */
  async list() {
    const { documents } = await this.api.get("documents");
    const options = documents.map((/** @type {any} */ { id, name, date }) => h("option", { value: id }, [name === id ? id : `${name} (${id})`, date].filter(Boolean).join(", ")));
    this.choice.replaceChildren(h("option", { value: "" }, documents.length ? "Choose a document" : "No folder of documents"), ...options);
    this.ids = new Set(documents.map((/** @type {any} */ { id }) => id));
    this.box.classList.toggle("ws-none", !documents.length);
  }

  /** @type {Set<string>} */
  ids = new Set();

  /** Show a document, from where a locator leads. @param {string} id @param {string} [locator] */
  async show(id, locator = "") {
    this.choice.value = this.ids.has(id) ? id : "";
    this.shown = this.choice.value;
    this.text.replaceChildren();
    this.status.textContent = "";
    if (!this.shown) return;
    await this.load(1, false, locator);
  }

  /** @param {number} from @param {boolean} isEarlier @param {string} [locator] */
  async load(from, isEarlier, locator = "") {
    const id = this.shown;
    let answer;
    try {
      answer = await this.api.get("document", { id, from: String(from), ...(locator ? { locator } : {}) });
    } catch (error) {
      this.status.textContent = wrong(error);
      return;
    }
    if (id !== this.shown) return;
    const { pieces, next, part } = answer;
    const there = new Set([...this.text.children].map((one) => one.dataset.number));
    const made = pieces.filter((/** @type {Piece} */ { number }) => !there.has(String(number))).map((/** @type {Piece} */ piece) => paragraph(piece));
    if (isEarlier) this.text.prepend(...made);
    else this.text.append(...made);
    this.first = Number(this.text.firstElementChild?.dataset.number ?? 1);
    if (!isEarlier) this.next = next;
    this.earlier.hidden = this.first <= 1;
    this.later.hidden = this.next === null;
    if (part) this.lookAt(part);
  }

  /** @param {[number, number]} part */
  lookAt([start, end]) {
    const inside = [...this.text.children].filter((one) => {
      const from = Number(one.dataset.start);
      return from < end && from + letters(one.lastElementChild?.textContent ?? "") > start;
    });
    for (const one of this.text.children) one.classList.toggle("ws-cited", inside.includes(one) && inside.length < this.text.childElementCount);
    const [first] = inside;
    if (first instanceof HTMLElement) this.text.scrollTop = first.offsetTop - this.text.offsetTop - 20;
  }

  /** Take what is selected as a quote. */
  async cite() {
    const range = this.selected();
    if (!range || !this.shown) return;
    const document = this.shown;
    try {
      const cited = await this.api.post("cite", { document, ...range });
      this.status.textContent = cited.is_found ? `Quoted from ${cited.locator}.`
        : `Quoted from ${cited.locator}, where the same words stand before: take a word more, so that it is clear which.`;
      this.onCite({ document, ...cited });
    } catch (error) {
      this.status.textContent = wrong(error);
    }
  }

  /** The places of the selection in the text, in letters as Python counts them. */
  selected() {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.text.contains(range.startContainer) || !this.text.contains(range.endContainer)) return null;
    const start = place(range.startContainer, range.startOffset, this.text), end = place(range.endContainer, range.endOffset, this.text);
    return end > start ? { start, end } : null;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { key } = event;
    if (key === "Enter") this.cite();
    else if (["ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"].includes(key)) this.move(key === "ArrowDown" || key === "ArrowRight" ? 1 : -1, event.shiftKey);
    else return;
    event.preventDefault();
  }

  /** The sentence, counted through the text, where the keys are. */
  at = -1;
  until = -1;

  /** Select the next sentence, or one more or less. @param {number} step @param {boolean} more */
  move(step, more) {
    const sentences = [...this.text.children].flatMap((one) => sentencesOf(/** @type {HTMLElement} */ (one.lastElementChild)));
    if (!sentences.length) return;
    const within = (/** @type {number} */ n) => Math.max(0, Math.min(sentences.length - 1, n));
    if (more && this.at >= 0) this.until = Math.max(this.at, within(this.until + step));
    else this.at = this.until = within((step > 0 ? this.until : this.at) + step);
    const from = sentences[within(this.at)], to = sentences[within(this.until)];
    getSelection()?.setBaseAndExtent(from.node, from.start, to.node, to.end);
    from.node.parentElement?.scrollIntoView({ block: "nearest" });
  }
}

/** @param {Piece} piece @returns {HTMLElement} */
function paragraph({ number, start, text, page, time }) {
  const where = [page ? `page ${page}` : "", time, `p${number}`].filter(Boolean).join(", ");
  return h("p", { "data-number": number, "data-start": start }, h("span", { class: "ag-paragraph", "aria-hidden": "true" }, where),
    h("span", {}, text.replace(ACTING, "\ufffd")));
}

/** How many letters a text has, where those beyond the first 65,536 are one. @param {string} text */
function letters(text) {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The place of a point of the selection in the text. @param {Node} node @param {number} offset @param {HTMLElement} box @returns {number} */
function place(node, offset, box) {
  if (node === box) {
    const after = box.children[offset];
    return after ? Number(/** @type {HTMLElement} */ (after).dataset.start) : endOf(box.lastElementChild);
  }
  const own = /** @type {HTMLElement | null} */ ((node instanceof Element ? node : node.parentElement)?.closest("[data-start]"));
  if (!own) return 0;
  const start = Number(own.dataset.start), words = own.lastElementChild;
  if (node === own) return offset > 1 ? endOf(own) : start;
  if (node === words) return offset ? endOf(own) : start;
  if (!words?.contains(node)) return start;
  return start + letters((node.textContent ?? "").slice(0, offset));
}

/** @param {Element | null} own */
function endOf(own) {
  if (!(own instanceof HTMLElement)) return 0;
  return Number(own.dataset.start) + letters(own.lastElementChild?.textContent ?? "");
}

/** The sentences of a paragraph. @param {HTMLElement} words */
function sentencesOf(words) {
  const node = /** @type {Text | null} */ (words.firstChild);
  if (!node) return [];
  const found = new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(node.data);
  return [...found].map(({ index, segment }) => ({ node, start: index, end: index + segment.trimEnd().length })).filter(({ start, end }) => end > start);
}
