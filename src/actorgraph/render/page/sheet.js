// The card as a sheet over the lower part of the picture, where the frame is compact: it is dragged
// by its head, made larger and smaller by a button, and closed.

import { isCompact } from "./compact.js";
import { h } from "./dom.js";
import { t } from "./language.js";

/** The heights at which a sheet rests, as parts of the room there is; one dragged below the first closes. */
const HEIGHTS = [0.24, 0.45, 0.94];
const USUAL = 1;
const CLOSES_BELOW = 0.12;
const AFTER_DRAG = 60;

export class Sheet {
  /** @param {HTMLElement} root @param {HTMLElement} card @param {() => void} close */
  constructor(root, card, close) {
    this.root = root;
    this.close = close;
    /** The place in HEIGHTS. */
    this.at = USUAL;
    /** When a drag last ended. */
    this.dragged = -Infinity;
    this.sizeButton = h("button", { type: "button", class: "ag-sheetsize", "aria-expanded": "false",
      "aria-label": t("frame.more-tip"), title: t("frame.more-tip"), onclick: () => this.toggle() });
    const closeButton = h("button", { type: "button", class: "ag-button ag-close", "aria-label": t("frame.close-tip"),
      title: t("frame.close-tip"), onclick: close }, "×");
    this.head = h("div", { class: "ag-sheethead", onpointerdown: (/** @type {PointerEvent} */ event) => this.drag(event) }, this.sizeButton);
    this.box = h("aside", { class: "ag-cardbox", tabIndex: 0, "aria-label": t("frame.card") }, this.head, closeButton, card);
    this.rest(USUAL);
  }

  /** @param {boolean} open whether the card is about something */
  open(open) {
    if (!open) this.rest(USUAL);
    this.box.classList.toggle("ag-open", open);
  }

  /** How much of the picture it hides, in pixels from below. */
  get covered() {
    return isCompact(this.root) && this.box.classList.contains("ag-open") ? this.box.offsetHeight : 0;
  }

  /** Make it as large as can be, or as usual again. */
  toggle() {
    if (performance.now() - this.dragged < AFTER_DRAG) return;
    this.rest(this.at === HEIGHTS.length - 1 ? USUAL : HEIGHTS.length - 1);
  }

  /** Let it rest at one of its heights. @param {number} at */
  rest(at) {
    this.at = at;
    this.box.style.setProperty("--sheet", `${HEIGHTS[at] * 100}%`);
    this.sizeButton.setAttribute("aria-expanded", String(at === HEIGHTS.length - 1));
  }

  /** Follow the finger, and rest at the height that is closest when it leaves. @param {PointerEvent} event */
  drag(event) {
    const room = this.box.parentElement?.clientHeight ?? 0;
    if (!isCompact(this.root) || !room) return;
    const began = event.clientY, height = this.box.offsetHeight;
    let part = height / room, moved = false;
    const stop = new AbortController();
    const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ answer) => document.addEventListener(name, answer, { signal: stop.signal });
    on("pointermove", (/** @type {PointerEvent} */ now) => {
      if (!moved && Math.abs(now.clientY - began) < 5) return;
      moved = true;
      part = Math.min(1, (height + began - now.clientY) / room);
      this.box.style.setProperty("--sheet", `${part * 100}%`);
    });
    const end = () => {
      stop.abort();
      if (!moved) return;
      // A click that follows a drag is none on the button under it.
      this.dragged = performance.now();
      if (part < CLOSES_BELOW) this.close();
      else this.rest(HEIGHTS.reduce((best, one, at) => (Math.abs(one - part) < Math.abs(HEIGHTS[best] - part) ? at : best), 0));
    };
    ["pointerup", "pointercancel"].forEach((name) => on(name, end));
  }
}
