// A field for a name: it suggests whom the data can mean while somebody types, and says who that is.
// What is written is the id of who was chosen, else the words as they were typed.

import { clean, h } from "../page/dom.js";
import { debounced, ownId } from "./asked.js";

/** @import { Api } from "./asked.js" */
/** @typedef {{id: string, name: string, type: string, why: string, as?: string, is_similar?: boolean}} Hit */

const WAIT = 120;
/** A name that nobody had is asked for again when its row is shown once more, as after it was saved: later, since to draw that comes first. */
const AGAIN = 1000;
const SHOWN = 8;
const SEPARATOR = "|";

export class NameField {
  /** @param {Api} api @param {string} label the id of the element that names the field @param {{several?: boolean, onChange: () => void, onKnown: () => void}} how onKnown: it is known now who is meant */
  constructor(api, label, { several = false, onChange, onKnown }) {
    this.api = api;
    this.several = several;
    this.onChange = onChange;
    this.onKnown = onKnown;
    /** @type {Hit[]} */
    this.hits = [];
    /** @type {Map<string, Hit>} Whom the field knows, by id and by name in small letters. */
    this.known = new Map();
    /** @type {string} The words that were asked for last, so that it is known whom nobody has. */
    this.asked = "";
    this.at = -1;
    /** @type {boolean} Whether Enter was pressed before it was known whom the words mean. */
    this.isWaiting = false;
    const list = ownId("list");
    this.list = h("ul", { class: "ag-hits ws-hits", id: list, role: "listbox", hidden: true });
    this.who = h("p", { class: "ws-who", id: ownId("who") });
    this.input = h("input", { type: "text", class: "ws-input", role: "combobox", autocomplete: "off", spellcheck: false,
      "aria-labelledby": label, "aria-controls": list, "aria-expanded": "false", "aria-autocomplete": "list",
      oninput: () => this.typed(), onkeydown: (/** @type {KeyboardEvent} */ event) => this.pressed(event),
      onblur: () => this.close() });
    this.box = h("div", { class: "ws-name" }, this.input, this.list, this.who);
    this.ask = debounced(() => this.look(), WAIT);
    this.askAgain = debounced(() => this.look(), AGAIN);
  }

  get value() {
    return this.input.value.trim();
  }

  set value(text) {
    this.input.value = text;
    this.tell();
    if (text.trim() && !this.several && !this.known.has(text.trim())) (text.trim() === this.asked ? this.askAgain : this.ask)();
  }

  /** The part of the text that is being typed. */
  get part() {
    const parts = this.input.value.split(SEPARATOR);
    return (this.several ? parts[parts.length - 1] : this.input.value).trim();
  }

  typed() {
    this.isWaiting = false;
    this.tell();
    this.ask();
    this.onChange();
  }

  async look() {
    const words = this.part;
    if (!words) return this.close();
    let hits = [];
    try {
      hits = (await this.api.get("search", { q: words, limit: String(SHOWN) })).hits;
    } catch {
      hits = [];
    }
    if (words !== this.part) return;
    this.asked = words;
    this.hits = hits;
    for (const hit of hits) this.known.set(hit.id, hit).set(hit.name.toLowerCase(), hit);
    this.tell();
    this.onKnown();
    if (document.activeElement !== this.input) return;
    this.open();
    if (this.isWaiting) this.take();
  }

  /** Whom the text names; undefined where the data has nobody of this id or name. @returns {Hit | undefined} */
  get meant() {
    return this.known.get(this.part) ?? this.known.get(this.part.toLowerCase());
  }

  /** Whether it is known that the data has nobody of this name. */
  get isNew() {
    return Boolean(this.part) && this.asked === this.part && !this.meant;
  }

  /** Whether it is sought who is meant, or known that nobody is. */
  get isSought() {
    return document.activeElement === this.input || this.isNew;
  }

  /** Say who is meant. */
  tell() {
    const hit = this.meant;
    const unknown = this.several && this.isNew ? "Not in the data yet; it will stand as it is typed." : "";
    this.who.textContent = hit ? clean([hit.name, hit.type].filter(Boolean).join(", ")) : unknown;
    this.who.classList.toggle("ws-known", Boolean(hit));
  }

  open() {
    const is = this.meant && this.meant.id === this.part;
    const { hits } = this;
    this.at = -1;
    this.list.replaceChildren(...hits.map((hit, n) => h("li", { role: "option", id: `${this.list.id}-${n}`, "aria-selected": "false",
      onmousedown: (/** @type {Event} */ event) => {
        event.preventDefault();
        this.choose(hit);
      } }, h("span", { class: "ag-hitname" }, clean(hit.as && hit.as !== hit.name ? `${hit.name} (${hit.as})` : hit.name)), h("span", { class: "ag-quiet" }, clean([hit.type, hit.why].filter(Boolean).join(" · "))))));
    this.list.hidden = !hits.length || Boolean(is);
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  close() {
    this.isWaiting = false;
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { key } = event, isEnter = key === "Enter" && !event.ctrlKey && !event.metaKey;
    if (isEnter && this.at < 0 && this.part && this.asked !== this.part && !this.meant) {
      // The list is still that of fewer letters: whoever stands first there is not meant.
      this.isWaiting = true;
      event.preventDefault();
      return;
    }
    if (this.list.hidden) return;
    if (key === "ArrowDown" || key === "ArrowUp") this.move(key === "ArrowDown" ? 1 : -1);
    else if (isEnter) this.take();
    else if (key === "Tab" && this.at >= 0) return this.choose(this.hits[this.at]);
    else if (key === "Escape") {
      this.close();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  /** Take who is marked, else the first; one whose name is only similar is marked first. */
  take() {
    this.isWaiting = false;
    const [first] = this.hits;
    if (this.at >= 0) this.choose(this.hits[this.at]);
    else if (first?.is_similar) this.move(1);
    else if (first) this.choose(first);
  }

  /** @param {number} step */
  move(step) {
    const { length } = this.hits;
    this.at = (this.at + step + length) % length;
    [...this.list.children].forEach((one, n) => one.setAttribute("aria-selected", String(n === this.at)));
    // The list alone is scrolled: it is wider than its column, and the form would go aside with it.
    const { offsetTop: top, offsetHeight: height } = /** @type {HTMLElement} */ (this.list.children[this.at]);
    this.list.scrollTop = Math.min(top, Math.max(this.list.scrollTop, top + height - this.list.clientHeight));
    this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
  }

  /** @param {Hit} hit */
  choose(hit) {
    const before = this.several ? this.input.value.split(SEPARATOR).slice(0, -1) : [];
    this.input.value = [...before, hit.id].join(SEPARATOR);
    this.known.set(hit.id, hit);
    this.tell();
    this.close();
    this.onChange();
  }
}
