// The moments of a graph as bars over an axis of days, with a window on them that is moved by hand or
// by keys: a day, or the days from one handle to the other.

import { marks, rangeWords } from "./axis.js";
import { h } from "./dom.js";
import { t } from "./language.js";
import { counts } from "./moments.js";

/** @import { Moments, Span } from "./moments.js" */

const NS = "http://www.w3.org/2000/svg";
const TALL = 100;
const MARK_ROOM = 88;
/** So near to a handle a finger takes hold of it, and so far it moves before that is more than a click. */
const NEAR = 10, STILL = 3;
/** A key moves a handle by this part of all days, at least by one; a page key by ten times as much. */
const KEY_STEP = 0.005, PAGE = 10;

export class Histogram {
  /** @param {Moments} moments @param {(window: Span | null) => void} choose */
  constructor(moments, choose) {
    this.moments = moments;
    this.choose = choose;
    this.heights = new Float64Array(1);
    /** @type {Span | null} */
    this.window = null;
    this.frame = 0;
    this.bars = svg("path", { class: "ag-bars" });
    this.chosenBars = svg("path", { class: "ag-bars ag-barschosen" });
    const picture = svg("svg", { preserveAspectRatio: "none", "aria-hidden": "true" });
    picture.append(this.bars, this.chosenBars);
    this.picture = picture;
    this.pane = h("div", { class: "ag-pane" });
    this.handles = [t("time.from"), t("time.until")].map((label, at) => h("div", { class: "ag-handle", role: "slider", tabIndex: 0, "aria-label": label, "aria-orientation": "horizontal",
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.pressed(event, at) }));
    this.axis = h("div", { class: "ag-axis", "aria-hidden": "true" });
    this.area = h("div", { class: "ag-area", onpointerdown: (/** @type {PointerEvent} */ event) => this.grasp(event) }, this.pane, picture, ...this.handles);
    this.box = h("div", { class: "ag-histogram", role: "group", "aria-label": t("time.histogram") }, this.area, this.axis);
    // In the next frame, because the first shows the picture, and one axis more would have it wait.
    this.watcher = new ResizeObserver(() => requestAnimationFrame(() => this.drawAxis()));
    this.watcher.observe(this.box);
    this.fill(moments);
  }

  /** Show other moments, such as those that are left without a source. @param {Moments} moments */
  fill(moments) {
    this.moments = moments;
    const { first, last, spans, width } = moments;
    this.heights = counts(spans, first, last, (last + 1 - first) / width);
    this.picture.setAttribute("viewBox", `0 0 ${this.heights.length} ${TALL}`);
    this.drawAxis();
    this.show(this.window);
  }

  /** @param {Span | null} window */
  show(window) {
    this.window = window;
    const { first, last } = this.moments;
    const [from, until] = window ?? [first, last];
    const [left, right] = [this.share(from), this.share(until + 1)];
    this.pane.style.left = `${100 * left}%`;
    this.pane.style.width = `${100 * (right - left)}%`;
    this.box.classList.toggle("ag-off", !window);
    this.box.classList.toggle("ag-oneday", window?.[0] === window?.[1] && Boolean(window));
    this.bars.setAttribute("d", this.path(0, 1));
    this.chosenBars.setAttribute("d", window ? this.path(left, right) : "");
    for (const [at, day] of [from, until].entries()) {
      const handle = this.handles[at];
      handle.style.left = `${100 * (at ? right : left)}%`;
      handle.setAttribute("aria-valuemin", String(first));
      handle.setAttribute("aria-valuemax", String(last));
      handle.setAttribute("aria-valuenow", String(Math.max(first, Math.min(last, day))));
      handle.setAttribute("aria-valuetext", window ? rangeWords(day, day) : t("time.any"));
    }
  }

  /** Where a day begins on the axis, from 0 to 1. @param {number} day */
  share(day) {
    const { first, last } = this.moments;
    return Math.max(0, Math.min(1, (day - first) / (last + 1 - first)));
  }

  /** The bars from one share of the axis to another. @param {number} left @param {number} right */
  path(left, right) {
    const { heights } = this, highest = Math.max(...heights, 1);
    const parts = [];
    for (const [j, height] of heights.entries()) {
      const from = Math.max(j + 0.1, left * heights.length), until = Math.min(j + 0.9, right * heights.length);
      // The root keeps a single moment in sight beside a day of hundreds.
      if (height && from < until) parts.push(`M${from} ${TALL}V${(TALL * (1 - Math.sqrt(height / highest))).toFixed(1)}H${until}V${TALL}Z`);
    }
    return parts.join("");
  }

  drawAxis() {
    const { first, last } = this.moments, room = this.box.clientWidth;
    if (!room) return;
    const width = 1 / (last + 1 - first);
    this.axis.replaceChildren(...marks(first, last, room / MARK_ROOM).map(({ day, words }) => {
      const mark = h("span", {}, words);
      const share = this.share(day) + width / 2;
      mark.style.left = `${100 * share}%`;
      mark.hidden = share * room < MARK_ROOM / 2 || share * room > room - MARK_ROOM / 2;
      return mark;
    }));
  }

  /** The day under a point of the screen. @param {number} x */
  dayAt(x) {
    const { left, width } = this.area.getBoundingClientRect(), { first, last } = this.moments;
    return Math.max(first, Math.min(last, Math.floor(first + ((x - left) / width) * (last + 1 - first))));
  }

  /** Take hold of a handle or of the window, or begin another one; without a move it is the day that is meant. @param {PointerEvent} event */
  grasp(event) {
    const { area, window } = this;
    const began = event.clientX, day = this.dayAt(began), bounds = area.getBoundingClientRect();
    /** @param {number} share */
    const isNear = (share) => Math.abs(bounds.left + share * bounds.width - began) <= NEAR;
    const at = window ? [this.share(window[0]), this.share(window[1] + 1)].findLastIndex(isNear) : -1;
    const other = window && at >= 0 ? window[1 - at] : day;
    const held = window && at < 0 && day >= window[0] && day <= window[1] && window[0] < window[1] ? window : null;
    let hasMoved = false;
    const move = (/** @type {PointerEvent} */ { clientX }) => {
      hasMoved ||= Math.abs(clientX - began) > STILL;
      if (!hasMoved) return;
      const now = this.dayAt(clientX);
      this.set(held ? this.shifted(held, now - day) : [Math.min(other, now), Math.max(other, now)]);
    };
    const end = () => {
      area.removeEventListener("pointermove", move);
      if (!hasMoved && at < 0) this.set([day, day]);
    };
    area.setPointerCapture(event.pointerId);
    area.addEventListener("pointermove", move);
    area.addEventListener("lostpointercapture", end, { once: true });
  }

  /** @param {Span} window @param {number} days @returns {Span} */
  shifted([from, until], days) {
    const { first, last } = this.moments;
    const by = Math.max(first - from, Math.min(last - until, days));
    return [from + by, until + by];
  }

  /** @param {KeyboardEvent} event @param {number} at which handle */
  pressed(event, at) {
    const { first, last } = this.moments;
    const step = event.shiftKey ? 1 : Math.max(1, Math.round((last - first) * KEY_STEP));
    /** @type {Record<string, number>} */
    const moves = { ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step, PageDown: -PAGE * step, PageUp: PAGE * step, Home: -Infinity, End: Infinity };
    if (!(event.key in moves)) return;
    event.preventDefault();
    event.stopPropagation();
    const days = this.window ?? [first, last];
    const day = Math.max(first, Math.min(last, days[at] + moves[event.key]));
    this.set(at ? [Math.min(days[0], day), day] : [day, Math.max(days[1], day)]);
  }

  /** Choose a window, at most once a frame; all days together are none. @param {Span} window */
  set(window) {
    const { first, last } = this.moments;
    this.show(window[0] <= first && window[1] >= last ? null : window);
    if (!this.frame) this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.choose(this.window);
    });
  }

  destroy() {
    cancelAnimationFrame(this.frame);
    this.watcher.disconnect();
  }
}

/** @param {string} tag @param {Record<string, string>} attributes @returns {SVGElement} */
function svg(tag, attributes) {
  const made = /** @type {SVGElement} */ (document.createElementNS(NS, tag));
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
