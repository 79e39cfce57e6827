// Pairs of similar names, one after the other: what each of the two is, why they can be one, and the
// keys to go on and to judge.

import { clean, h } from "../page/dom.js";
import { button, wrong } from "./asked.js";

/** @import { Api } from "./asked.js" */
/** @typedef {{id: string, name: string, type: string, facts: string[], relations: string[], left_out: number}} Side */
/** @typedef {{number: number, reason: string, sides: Side[]}} Pair */

const FEW = 3;

export class NameQueue {
  /** @param {Api} api @param {{onMade: (applied: any) => void, show: (id: string) => void}} hooks */
  constructor(api, hooks) {
    this.api = api;
    this.hooks = hooks;
    /** @type {Pair[]} */
    this.pairs = [];
    this.at = 0;
    this.left = 0;
    this.isAsked = this.isLoading = false;
    this.status = h("p", { class: "ws-status", role: "status" });
    this.body = h("div", { class: "ws-pair", tabIndex: -1 });
    this.box = h("section", { class: "ws-queue", "aria-label": "Similar names",
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.pressed(event) },
    h("h2", { class: "ws-title" }, "Similar names"), this.status, this.body,
    h("p", { class: "ag-quiet" }, "Keys: j next, k previous, s the same, d different, u undo."));
  }

  async open() {
    this.body.focus();
    if (!this.pairs.length) await this.load(0, false);
    this.body.focus();
  }

  /** @param {number} after @param {boolean} anew */
  async load(after, anew) {
    if (this.isLoading) return;
    this.isLoading = true;
    this.status.textContent = after ? "Looking for more ..." : "Comparing the names. A million take about half a minute ...";
    try {
      const { pairs, left } = await this.api.get("pairs", { after: String(after), ...(anew ? { anew: "1" } : {}) });
      if (!after) this.pairs = [];
      this.pairs.push(...pairs);
      this.left = left;
      this.status.textContent = "";
      if (!after) this.at = 0;
      this.show();
    } catch (error) {
      this.status.textContent = wrong(error);
    }
    this.isLoading = false;
  }

  get pair() {
    return this.pairs[this.at];
  }

  show() {
    const { pair } = this;
    if (!pair) {
      this.body.replaceChildren(h("p", {}, "No two names wait for a judgement."), button("Compare the names again", () => this.again()));
      return;
    }
    const count = this.pairs.length + this.left;
    const [one, other] = pair.sides;
    const different = new Set(one.facts.filter((fact) => !other.facts.includes(fact)).concat(other.facts.filter((fact) => !one.facts.includes(fact))));
    this.body.replaceChildren(
      h("p", { class: "ws-reason" }, `${this.at + 1} of ${count}: ${clean(pair.reason)}`),
      h("div", { class: "ws-sides" }, ...pair.sides.map((side) => this.side(side, different))),
      h("div", { class: "ws-actions" },
        button("The same", () => this.judge("same"), { title: "s", "aria-keyshortcuts": "s" }), button("Different", () => this.judge("different"), { title: "d", "aria-keyshortcuts": "d" }),
        button("Next", () => this.move(1), { title: "j", "aria-keyshortcuts": "j" }), button("Previous", () => this.move(-1), { title: "k", "aria-keyshortcuts": "k" }),
        button("Undo", () => this.undo(), { title: "u", "aria-keyshortcuts": "u" })));
    if (this.pairs.length - this.at <= FEW && this.left) this.load(this.pairs[this.pairs.length - 1].number + 1, false);
  }

  /** @param {Side} side @param {Set<string>} different */
  side(side, different) {
    const list = (/** @type {string[]} */ lines) => h("ul", { class: "ag-plain" }, ...lines.map((line) => h("li", { class: different.has(line) ? "ws-differs" : null }, clean(line))));
    const more = side.left_out ? [h("p", { class: "ag-quiet" }, `and ${side.left_out} more`)] : [];
    return h("div", { class: "ws-side" }, h("h3", {}, clean(side.name)), h("p", { class: "ag-quiet" }, clean([side.type || "no type", `id ${side.id}`].join(", "))),
      list(side.facts), side.relations.length ? h("h4", {}, "Relations") : null, list(side.relations), ...more, button("Show", () => this.hooks.show(side.id)));
  }

  /** @param {number} step */
  move(step) {
    this.at = Math.max(0, Math.min(this.pairs.length - 1, this.at + step));
    this.show();
    this.body.focus();
  }

  /** Compare the names again; the keys go on working, although the button is gone. */
  async again() {
    await this.load(0, true);
    this.body.focus();
  }

  /** @type {{pair: Pair, step: number}[]} Those judged, the last at the end, so that undoing shows them again. */
  judged = [];

  /** @param {"same" | "different"} judgement */
  async judge(judgement) {
    const { pair } = this;
    if (!pair || this.isAsked) return;
    this.isAsked = true;
    try {
      const [left, right] = pair.sides.map(({ id }) => id);
      const applied = await this.api.post("judge", { left, right, judgement });
      this.pairs.splice(this.at, 1);
      this.judged.push({ pair, step: applied.step });
      this.at = Math.min(this.at, Math.max(0, this.pairs.length - 1));
      this.status.textContent = `Judged ${judgement}: ${clean(pair.sides.map(({ name }) => name).join(" and "))}. Writing the file ...`;
      this.step = applied.step;
      this.hooks.onMade(applied);
      this.saved(this.savedUpTo);
    } catch (error) {
      this.status.textContent = wrong(error);
    }
    this.isAsked = false;
    this.show();
    this.body.focus();
  }

  /** @type {number | null} */
  step = null;

  savedUpTo = 0;

  /** The files hold a step. @param {number} step */
  saved(step) {
    this.savedUpTo = Math.max(step, this.savedUpTo);
    if (this.step === null || step < this.step) return;
    this.step = null;
    this.status.textContent = this.status.textContent?.replace("Writing the file ...", "Saved in judgements.csv.") ?? "";
  }

  /** Take the last judgement back, and show its pair again. */
  async undo() {
    const last = this.judged[this.judged.length - 1];
    if (!last) this.status.textContent = "You have judged nothing yet.";
    if (!last || this.isAsked) return;
    this.isAsked = true;
    this.status.textContent = "Taking back ...";
    try {
      const { steps } = await this.api.get("history");
      const stands = steps.find((/** @type {{is_undone: boolean}} */ step) => !step.is_undone);
      if (stands?.number === last.step) {
        this.hooks.onMade(await this.api.post("undo", {}));
        this.judged.pop();
        this.pairs.splice(this.at, 0, last.pair);
        this.status.textContent = "Taken back.";
      } else this.status.textContent = "Not taken back: something else was changed since. The history (h) has both.";
    } catch (error) {
      this.status.textContent = wrong(error);
    }
    this.isAsked = false;
    this.show();
    this.body.focus();
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    /** @type {Record<string, () => void>} */
    const acts = { j: () => this.move(1), k: () => this.move(-1), s: () => this.judge("same"), d: () => this.judge("different"), u: () => this.undo() };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }
}
