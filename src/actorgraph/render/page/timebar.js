// The slider of days: off until it is touched, because most questions are not about one day.

import { h } from "./dom.js";
import { dayNumber, dayText, EARLIEST, LATEST } from "./dates.js";

/** @import { Model } from "./model.js" */
/** @import { Viewer } from "./viewer.js" */

const TICK = 120;
const TICKS = 120;
const MARGIN = 0.02;

export class TimeBar {
  /** @param {Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
    this.days = daysOf(viewer.model);
    const [first, last] = this.days ?? [0, 0];
    this.slider = h("input", { type: "range", class: "ag-days", min: first, max: last, value: last, step: 1, "aria-label": "Day",
      oninput: () => this.viewer.asOf(Number(this.slider.value)) });
    // Not type="date": browsers write its value in the reader's locale, and 01/02 is two days.
    this.field = h("input", { type: "text", class: "ag-date", placeholder: "YYYY-MM-DD", inputMode: "numeric", autocomplete: "off",
      "aria-label": "As of day, year-month-day", onchange: () => this.typed(this.field.value.trim()) });
    this.advice = h("span", { class: "ag-quiet ag-advice", role: "status", hidden: true });
    this.playButton = h("button", { type: "button", class: "ag-button ag-round", onclick: () => this.play() });
    this.offButton = h("button", { type: "button", class: "ag-button ag-small", hidden: true, onclick: () => this.viewer.asOf(null) }, "Any day");
    this.box = h("div", { class: "ag-time", hidden: !this.days }, h("span", { class: "ag-timelabel" }, "As of"), this.field, this.advice,
      this.playButton, this.slider, this.offButton);
    this.playing = 0;
    this.stop();
  }

  /** Show the day that was typed. Text that is no date stays to be corrected, and no other day is shown. @param {string} text */
  typed(text) {
    const day = dayNumber(text);
    this.viewer.asOf(day);
    if (text && day === null) {
      this.field.value = text;
      this.field.setAttribute("aria-invalid", "true");
      this.advice.textContent = "Write the day as 2018-01-26";
      this.advice.hidden = false;
    }
  }

  /** @param {number | null} day */
  show(day) {
    this.offButton.hidden = day === null;
    this.box.classList.toggle("ag-on", day !== null);
    this.field.value = day === null ? "" : dayText(day);
    this.field.setAttribute("aria-invalid", "false");
    this.advice.hidden = true;
    if (day === null) return;
    this.slider.value = String(day);
    this.slider.setAttribute("aria-valuetext", dayText(day));
  }

  /** Go through all days, or stop where that is under way. */
  play() {
    if (this.playing || !this.days) return this.stop();
    const [first, last] = this.days;
    const { asOf } = this.viewer.state;
    let day = asOf === null || asOf >= last ? first : asOf;
    const step = Math.max(1, Math.round((last - first) / TICKS));
    this.label("❚❚", "Stop playing");
    this.playing = setInterval(() => {
      day = Math.min(last, day + step);
      this.viewer.asOf(day);
      if (day >= last) this.stop();
    }, TICK);
  }

  stop() {
    clearInterval(this.playing);
    this.playing = 0;
    this.label("▶", "Play through time");
  }

  /** @param {string} sign @param {string} words */
  label(sign, words) {
    this.playButton.textContent = sign;
    this.playButton.title = words;
    this.playButton.setAttribute("aria-label", words);
  }
}

/** The first and the last day that an edge names, with some room; null where none does. @param {Model} model @returns {[number, number] | null} */
function daysOf(model) {
  let first = LATEST, last = EARLIEST;
  for (let k = 0; k < model.m; k++) {
    for (const day of model.days(k)) {
      if (day <= EARLIEST || day >= LATEST) continue;
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
  }
  if (first > last) return null;
  const margin = Math.max(1, Math.round((last - first) * MARGIN));
  return [Math.max(EARLIEST + 1, first - margin), Math.min(LATEST - 1, last + margin)];
}
