// The steps that changed the files, the last first, with undo and redo. They outlive the program.

import { clean, h } from "../page/dom.js";
import { button, wrong } from "./asked.js";

/** @import { Api } from "./asked.js" */
/** @typedef {{number: number, when: string, note: string, what: string[], is_undone: boolean, is_saved: boolean}} Step */

export class EditHistory {
  /** @param {Api} api @param {(applied: any) => void} onMade */
  constructor(api, onMade) {
    this.api = api;
    this.onMade = onMade;
    this.status = h("p", { class: "ws-status", role: "status" });
    this.more = h("p", { class: "ag-quiet" });
    this.list = h("ol", { class: "ws-steps", reversed: true });
    this.box = h("section", { class: "ws-history", "aria-label": "History" }, h("h2", { class: "ws-title" }, "History"),
      h("div", { class: "ws-actions" }, button("Undo", () => this.step("undo"), { "aria-keyshortcuts": "u", title: "u" }),
        button("Redo", () => this.step("redo"), { "aria-keyshortcuts": "r", title: "r" })), this.status, this.list, this.more);
    this.box.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      const what = event.ctrlKey || event.metaKey || event.altKey ? "" : { u: "undo", r: "redo" }[event.key];
      if (what) this.step(/** @type {"undo" | "redo"} */ (what));
    });
  }

  async open() {
    this.box.querySelector("button")?.focus();
    await this.load();
  }

  async load() {
    try {
      const { steps, left } = await this.api.get("history");
      this.list.replaceChildren(...steps.map((/** @type {Step} */ step) => this.item(step)));
      this.more.textContent = left ? `${left} steps before these are in the history too, and can be undone.` : "";
      if (!steps.length) this.status.textContent = "Nothing has been changed yet.";
    } catch (error) {
      this.status.textContent = wrong(error);
    }
  }

  /** @param {Step} step */
  item({ number, when, note, what, is_undone: isUndone, is_saved: isSaved }) {
    const state = [isUndone ? "taken back" : "", isSaved ? "" : "not in the file yet"].filter(Boolean).join(", ");
    return h("li", { value: number, class: isUndone ? "ws-undone" : null }, h("p", { class: "ag-quiet" }, clean([when.replace("T", " "), note, state].filter(Boolean).join(" · "))),
      ...what.map((line) => h("p", {}, clean(line))));
  }

  /** @param {"undo" | "redo"} what */
  async step(what) {
    try {
      const applied = await this.api.post(what, {});
      this.status.textContent = what === "undo" ? `Step ${applied.step} is taken back.` : `Step ${applied.step} is made again.`;
      this.onMade(applied);
    } catch (error) {
      this.status.textContent = wrong(error);
    }
    await this.load();
  }
}
