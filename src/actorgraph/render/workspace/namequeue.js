// Pairs of similar names, one after the other: what each of the two is, why they can be one, and the
// keys to go on and to judge.

import { clean, h } from "../page/dom.js";
import { button, wrong } from "./asked.js";
import { ReviewQueue } from "./reviewqueue.js";

/** @import { Api } from "./asked.js" */
/** @typedef {{id: string, name: string, type: string, facts: string[], relations: string[], left_out: number}} Side */
/** @typedef {{number: number, reason: string, sides: Side[]}} Pair */

const FEW = 3;

/** @extends {ReviewQueue<Pair>} */
export class NameQueue extends ReviewQueue {
  /** @param {Api} api @param {{onMade: (applied: any) => void, show: (id: string) => void}} hooks */
  constructor(api, hooks) {
    super(api, hooks.onMade, { title: "Similar names", file: "judgements.csv" });
    this.hooks = hooks;
    this.left_out = 0;
    this.isLoading = false;
  }

  decisions() {
    return [{ key: "s", word: "The same", act: () => this.judge("same") }, { key: "d", word: "Different", act: () => this.judge("different") }];
  }

  async open() {
    this.body.focus();
    if (!this.waiting.length) await this.load(0, false);
    this.body.focus();
  }

  /** @param {number} after @param {boolean} anew */
  async load(after, anew) {
    if (this.isLoading) return;
    this.isLoading = true;
    if (!after) this.status.textContent = "Comparing the names. A million take about half a minute ...";
    try {
      const { pairs, left } = await this.api.get("pairs", { after: String(after), ...(anew ? { anew: "1" } : {}) });
      const isShown = after && this.waiting[this.at];
      this.waiting = after ? [...this.waiting, ...pairs] : pairs;
      this.left_out = left;
      if (!after) {
        this.at = 0;
        this.status.textContent = "";
      }
      if (!isShown) await this.show();
    } catch (error) {
      this.status.textContent = wrong(error);
    }
    this.isLoading = false;
  }

  async show() {
    const pair = this.waiting[this.at];
    if (!pair) {
      this.body.replaceChildren(h("p", {}, "No two names wait for a judgement."), button("Compare the names again", () => this.load(0, true)));
      this.body.focus();
      return;
    }
    const count = this.waiting.length + this.left_out;
    const [one, other] = pair.sides;
    const different = new Set(one.facts.filter((fact) => !other.facts.includes(fact)).concat(other.facts.filter((fact) => !one.facts.includes(fact))));
    this.body.replaceChildren(
      h("p", { class: "ws-reason" }, `${this.at + 1} of ${count}: ${clean(pair.reason)}`),
      h("div", { class: "ws-sides" }, ...pair.sides.map((side) => this.side(side, different))),
      this.buttons());
    this.body.focus();
    if (this.waiting.length - this.at <= FEW && this.left_out) this.load(this.waiting[this.waiting.length - 1].number + 1, false);
  }

  /** @param {Side} side @param {Set<string>} different */
  side(side, different) {
    const list = (/** @type {string[]} */ lines) => h("ul", { class: "ag-plain" }, ...lines.map((line) => h("li", { class: different.has(line) ? "ws-differs" : null }, clean(line))));
    const more = side.left_out ? [h("p", { class: "ag-quiet" }, `and ${side.left_out} more`)] : [];
    return h("div", { class: "ws-side" }, h("h3", {}, clean(side.name)), h("p", { class: "ag-quiet" }, clean([side.type || "no type", `id ${side.id}`].join(", "))),
      list(side.facts), side.relations.length ? h("h4", {}, "Relations") : null, list(side.relations), ...more, button("Show", () => this.hooks.show(side.id)));
  }

  /** @param {"same" | "different"} judgement */
  async judge(judgement) {
    const pair = this.waiting[this.at];
    if (!pair) return;
    await this.asking(async () => {
      const [left, right] = pair.sides.map(({ id }) => id);
      const applied = await this.api.post("judge", { left, right, judgement });
      this.gone(pair, applied.step);
      this.writing(applied.step, `Judged ${judgement}: ${clean(pair.sides.map(({ name }) => name).join(" and "))}.`);
      this.onMade(applied);
    });
    await this.show();
  }
}
