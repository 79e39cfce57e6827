// The story: steps of a few sentences, each with who says so and what the page shows with it. The
// reader goes from step to step, or leaves at any time and comes back. story.py reads it.

import { speakers } from "./claims.js";
import { isCompact } from "./compact.js";
import { clean, h } from "./dom.js";
import { t } from "./language.js";
import { readLink } from "./permalink.js";
import { claimWords, textOf } from "./sentences.js";

/** @import { Link } from "./permalink.js" */
/** @import { ShownClaim } from "./model.js" */
/** @import { Viewer } from "./viewer.js" */

/** @typedef {{title: string, text: string, claims: number[], see: string}} Step see: the fragment of a link */

export class StoryBar {
  /** @param {Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
    /** @type {{title: string, steps: Step[]}} */
    const { title, steps } = viewer.model.data.story ?? { title: "", steps: [] };
    this.title = title;
    this.steps = steps;
    /** The step that the reader left, to come back to. */
    this.last = 0;
    /** @param {string} words @param {() => void} act @param {string} [more] */
    const button = (words, act, more = "") => h("button", { type: "button", class: `ag-button ag-small ${more}`, onclick: act }, words);
    this.kicker = h("p", { class: "ag-storyplace" });
    // No h2: focus goes to the first of a card.
    this.heading = h("p", { class: "ag-storytitle", role: "heading", "aria-level": "2" });
    this.text = h("div", { class: "ag-storytext" });
    this.cites = h("ul", { class: "ag-cites" });
    this.back = button(t("story.back"), () => this.move(-1));
    this.next = button(t("story.next"), () => this.move(1), "ag-storynext");
    this.leave = button(t("story.leave"), () => viewer.clear());
    this.again = button("", () => this.go(this.last), "ag-storyagain");
    this.said = h("details", { class: "ag-said", open: true }, h("summary", {}, t("story.who")), this.cites);
    this.step = h("div", { class: "ag-storystep" }, h("div", { class: "ag-storywords" }, this.kicker, this.heading, this.text, this.said),
      h("div", { class: "ag-storymoves" }, this.back, this.next, this.leave));
    this.box = h("section", { class: "ag-story", "aria-label": t("story.label"), hidden: !steps.length }, this.step, this.again);
    /** Where it stands: beside the picture, or above it where there is no room beside. */
    this.beside = h("div", {}, this.box);
    this.above = h("div", {});
    this.watcher = new ResizeObserver(() => this.place());
    this.watcher.observe(viewer.root);
  }

  place() {
    const isAbove = isCompact(this.viewer.root), home = isAbove ? this.above : this.beside;
    if (this.box.parentElement === home) return;
    home.append(this.box);
    this.said.open = !isAbove;
  }

  /** Show the step that the state names, or the way back to it. */
  show() {
    const { state } = this.viewer;
    const step = state.step === null ? undefined : this.steps[state.step];
    if (!step) state.step = null;
    this.viewer.root.classList.toggle("ag-told", Boolean(step));
    this.step.hidden = !step;
    this.again.hidden = Boolean(step);
    this.again.textContent = t("story.again", { n: this.last + 1, all: this.steps.length });
    if (!step || state.step === null) return;
    this.last = state.step;
    const place = t("story.step", { n: state.step + 1, all: this.steps.length });
    this.kicker.textContent = [clean(this.title), place].filter(Boolean).join(" · ");
    this.heading.textContent = clean(step.title);
    this.text.replaceChildren(...step.text.split("\n\n").map((paragraph) => h("p", {}, clean(paragraph))));
    this.cites.replaceChildren(...this.citations(step));
    // Not disabled, which would take the focus away at the last step.
    this.back.setAttribute("aria-disabled", String(state.step === 0));
    this.next.setAttribute("aria-disabled", String(state.step === this.steps.length - 1));
  }

  /** Who says what the step says, and where: those who say it at one place in one line. @param {Step} step @returns {Node[]} */
  citations({ claims }) {
    const { model, state } = this.viewer;
    /** @type {Map<string, ShownClaim[]>} */
    const lines = new Map();
    for (const claim of claims.map((c) => model.claimAt(c))) {
      const words = claimWords(model, claim, null).filter(({ cell }) => cell === "who" || cell === "document").map(({ parts }) => textOf(model, parts));
      if (claim.inferred.length) words.push(t("story.reading"));
      if ([...speakers(claim), ...claim.via, claim.document].some((one) => state.without.has(one))) words.push(t("story.left-out"));
      const line = words.join(" · ");
      lines.set(line, [...(lines.get(line) ?? []), claim]);
    }
    return [...lines].map(([line, same]) => h("li", {}, this.citation(line, same)));
  }

  /** @param {string} line @param {ShownClaim[]} claims */
  citation(line, claims) {
    const k = this.viewer.model.edgeWith(claims[0].number);
    const words = claims.length > 1 ? `${line} (${t("story.claims", { n: claims.length })})` : line;
    return k === null ? h("span", {}, words) : h("button", { type: "button", class: "ag-name", onclick: () => this.viewer.selectLine([k]) }, words);
  }

  /** Whether the reader is in the story. */
  get isTold() {
    return this.viewer.state.step !== null;
  }

  /** Whether the step leaves something out, which is to be shown again where the reader leaves. */
  get narrows() {
    const { step } = this.viewer.state;
    return step !== null && [...new URLSearchParams(this.steps[step].see).keys()].some((key) => !["id", "mark", "from", "to", "edge", "at"].includes(key));
  }

  /** @param {number} by */
  move(by) {
    const { step } = this.viewer.state;
    if (step !== null) this.go(step + by);
  }

  /** @param {number} step */
  go(step) {
    if (!this.steps[step]) return;
    this.viewer.open(this.whole(readLink(`step=${step + 1}`)), { isStep: true });
    this.viewer.say(`${this.kicker.textContent}. ${this.heading.textContent}. ${this.text.textContent}`);
  }

  /** What a link asks for; one that names a step alone asks for all that the step shows. @param {Link} link @returns {Link} */
  whole(link) {
    const number = link.parts.get("step");
    const step = this.steps[Number(number) - 1];
    return step && link.parts.size === 1 ? readLink(new URLSearchParams([...new URLSearchParams(step.see), ["step", String(number)]]).toString()) : link;
  }

  destroy() {
    this.watcher.disconnect();
  }
}
