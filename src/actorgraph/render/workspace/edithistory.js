// The steps that changed the files, the last first, with undo and redo. They outlive the program.

import { clean, h } from "../page/dom.js";
import { button, wrong } from "./asked.js";

/** @import { Api, Refusal } from "./asked.js" */
/** @typedef {{number: number, when: string, note: string, what: string[], is_undone: boolean, is_saved: boolean}} Step */

const REFUSED = 422;

export class EditHistory {
  /** @param {Api} api @param {(applied: any) => void} onMade */
  constructor(api, onMade) {
    this.api = api;
    this.onMade = onMade;
    this.status = h("p", { class: "ws-status", role: "status" });
    this.more = h("p", { class: "ag-quiet" });
    this.asked = h("div", {});
    this.list = h("ol", { class: "ws-steps", reversed: true });
    this.box = h("section", { class: "ws-history", "aria-label": "History" }, h("h2", { class: "ws-title" }, "History"),
      h("div", { class: "ws-actions" }, button("Undo", () => this.step("undo"), { "aria-keyshortcuts": "u", title: "u" }),
        button("Redo", () => this.step("redo"), { "aria-keyshortcuts": "r", title: "r" })), this.status, this.asked, this.list, this.more);
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

  /** @param {"undo" | "redo"} what @param {boolean} [anyway] although the check of the data would refuse what comes of it */
  async step(what, anyway = false) {
    this.asked.replaceChildren();
    try {
      const applied = await this.api.post(what, { anyway });
      this.status.textContent = what === "undo" ? `Step ${applied.step} is taken back.` : `Step ${applied.step} is made again.`;
      this.onMade(applied);
    } catch (error) {
      this.status.textContent = wrong(error);
      if (/** @type {Refusal} */ (error).status === REFUSED) this.askFor(what);
    }
    await this.load();
  }

  /** Ask whether a step is taken back, or made again, that leaves data with errors. @param {"undo" | "redo"} what */
  askFor(what) {
    const leave = button("Leave it", () => this.asked.replaceChildren());
    const title = what === "undo" ? "Take it back, although the data has errors then?" : "Make it again, although the data has errors then?";
    this.asked.replaceChildren(h("div", { class: "ws-conflict", role: "alert" }, h("h3", {}, title),
      h("p", {}, this.status.textContent), h("div", { class: "ws-actions" }, leave, button(what === "undo" ? "Undo anyway" : "Redo anyway", () => this.step(what, true)))));
    this.status.textContent = "";
    leave.focus();
  }
}
