// The bar of time: off until it is touched, because most questions are not about one day or a range.

import { rangeWords, spanOf } from "./axis.js";
import { clean, h } from "./dom.js";
import { dayText, EARLIEST, LATEST } from "./dates.js";
import { Histogram } from "./histogram.js";
import { numberWords, t } from "./language.js";
import { momentsOf, stopsOf } from "./moments.js";
import { visible } from "./view.js";

/** @import { Span } from "./moments.js" */
/** @import { Viewer } from "./viewer.js" */

/** Milliseconds: of a whole play, and of each of its stops at least and at most. */
const PLAY = 30_000, LEAST = 400, MOST = 2_000;

export class TimeBar {
  /** @param {Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
    this.edges = viewer.model.edges;
    this.moments = momentsOf(viewer.model);
    this.histogram = new Histogram(this.moments, (window) => this.choose(window));
    // Not type="date": browsers write its value in the reader's locale, and 01/02 is two days.
    this.field = h("input", { type: "text", class: "ag-date", placeholder: t("time.any"), title: t("time.advice"), autocomplete: "off", spellcheck: false,
      "aria-label": t("time.field"), onchange: () => this.typed(this.field.value.trim()) });
    this.advice = h("span", { class: "ag-quiet ag-advice", role: "status", hidden: true });
    this.playButton = h("button", { type: "button", class: "ag-button ag-round", onclick: () => this.play() });
    this.offButton = h("button", { type: "button", class: "ag-button ag-small", hidden: true, onclick: () => this.viewer.asOf(null) }, t("time.any"));
    this.undated = h("span", { class: "ag-undated" });
    this.box = h("div", { class: "ag-time", hidden: !this.moments.spans.length }, h("span", { class: "ag-timelabel" }, t("time.label")), this.field, this.advice,
      this.playButton, this.histogram.box, this.undated, this.offButton);
    this.playing = 0;
    this.stop();
    this.countUndated();
  }

  /** What has no date stands apart. */
  countUndated() {
    const { undated } = this.moments;
    this.undated.hidden = !undated;
    this.undated.textContent = t("time.undated", { n: undated });
    this.undated.title = t("time.undated-tip", { relations: t("relations", { n: undated }) });
  }

  /** @param {Span | null} window */
  choose(window) {
    if (!window) this.viewer.asOf(null);
    else if (window[0] === window[1]) this.viewer.asOf(window[0]);
    else this.viewer.between(...window);
  }

  /** Show the days that were typed. Text that is no date stays to be corrected, and no other day is shown. @param {string} text */
  typed(text) {
    const span = spanOf(text);
    this.choose(span);
    if (text && !span) this.advise([text]);
  }

  /** Say of days that there are not how they are written. @param {string[]} wrong */
  advise(wrong) {
    if (!wrong.length) return;
    this.field.value = wrong.join(" ");
    this.field.setAttribute("aria-invalid", "true");
    this.advice.textContent = t("time.wrong", { text: clean(wrong[0]), advice: t("time.advice") });
    this.advice.hidden = false;
  }

  /** The days that are asked for. @returns {Span | null} */
  get window() {
    const { asOf, since, until } = this.viewer.state;
    if (asOf !== null) return [asOf, asOf];
    return since === null && until === null ? null : [since ?? EARLIEST, until ?? LATEST];
  }

  show() {
    const { window } = this;
    this.offButton.hidden = !window;
    this.box.classList.toggle("ag-on", Boolean(window));
    this.field.value = window ? [...new Set(window.map(boundText))].join("/") : "";
    this.field.setAttribute("aria-invalid", "false");
    this.advice.hidden = true;
    this.histogram.show(window);
  }

  /** Count anew where relations have become others, such as without a source. */
  renew() {
    const { model } = this.viewer;
    if (model.edges === this.edges) return;
    this.edges = model.edges;
    const moments = momentsOf(model);
    this.countUndated();
    if (!moments.spans.length) return;
    // The days of all stay, so that the bars can be compared.
    const { first, last, width } = this.moments;
    this.moments = { ...moments, first, last, width };
    this.histogram.fill(this.moments);
    this.countUndated();
  }

  /** What is asked for, in words, and how sure the answer is. */
  words() {
    const { window } = this, { certain, possible } = this.viewer.view;
    if (!window) return "";
    if (this.viewer.state.asOf === null) return t("time.status-range");
    return t("time.status-day", { day: rangeWords(...window), yes: numberWords(certain), possible: numberWords(possible) });
  }

  /** Go from moment to moment, or stop where that is under way. */
  play() {
    if (this.playing) return this.stop();
    const { model, state } = this.viewer;
    const { asOf } = state;
    const stops = stopsOf(model, visible(model, { ...state, asOf: null, since: null, until: null }).standing);
    if (!stops.length) return;
    let at = asOf === null ? 0 : stops.findIndex((day) => day > asOf);
    if (at < 0) at = 0;
    this.label("❚❚", t("time.stop"));
    const step = () => {
      this.viewer.asOf(stops[at], { timeOnly: true });
      if (++at >= stops.length) this.stop();
    };
    this.playing = setInterval(step, Math.max(LEAST, Math.min(MOST, PLAY / stops.length)));
    step();
  }

  stop() {
    clearInterval(this.playing);
    this.playing = 0;
    this.label("▶", t("time.play"));
  }

  /** @param {string} sign @param {string} words */
  label(sign, words) {
    this.playButton.textContent = sign;
    this.playButton.title = words;
    this.playButton.setAttribute("aria-label", words);
  }

  destroy() {
    this.stop();
    this.histogram.destroy();
  }
}

/** @param {number} day */
function boundText(day) {
  return day === EARLIEST || day === LATEST ? ".." : dayText(day);
}
