// What the queues of the editor share: one thing after the other, decided by keys, and taken back one
// by one.

import { h } from "../page/dom.js";
import { button, wrong } from "./asked.js";

/** @import { Api } from "./asked.js" */
/** @typedef {{key: string, word: string, act: () => void}} Act what a key and its button do */

/** @template Item */
export class ReviewQueue {
  /**
   * @param {Api} api
   * @param {(applied: any) => void} onMade called with each step that was made
   * @param {{title: string, file: string}} about its heading, and the file that holds what is decided
   * @param {...Node} head what stands below the heading
   */
  constructor(api, onMade, { title, file }, ...head) {
    this.api = api;
    this.onMade = onMade;
    this.file = file;
    /** @type {Item[]} */
    this.waiting = [];
    this.at = 0;
    this.isAsked = false;
    /** @type {{item: Item, step: number}[]} What was decided, the last at the end; step 0 is none of the history. */
    this.decided = [];
    /** @type {number | null} The step that the status speaks of, until a file holds it. */
    this.step = null;
    this.savedUpTo = 0;
    this.status = h("p", { class: "ws-status", role: "status" });
    this.body = h("div", { class: "ws-pair", tabIndex: -1 });
    const keys = this.acts().map(({ key, word }) => `${key} ${word.toLowerCase()}`);
    this.box = h("section", { class: "ws-queue", "aria-label": title, onkeydown: (/** @type {KeyboardEvent} */ event) => this.pressed(event) },
      h("h2", { class: "ws-title" }, title), ...head, this.status, this.body, h("p", { class: "ag-quiet" }, `Keys: ${keys.join(", ")}.`));
  }

  /** What can be done with the item where the keys are. @returns {Act[]} */
  decisions() {
    return [];
  }

  /** @returns {Act[]} */
  acts() {
    return [...this.decisions(), { key: "j", word: "Next", act: () => this.move(1) }, { key: "k", word: "Previous", act: () => this.move(-1) },
      { key: "u", word: "Undo", act: () => this.undo() }];
  }

  buttons() {
    return h("div", { class: "ws-actions" }, ...this.acts().map(({ key, word, act }) => button(word, act, { title: key, "aria-keyshortcuts": key })));
  }

  /** Do something while no key acts; what goes wrong is told. @param {() => Promise<void>} act */
  async asking(act) {
    if (this.isAsked) return;
    this.isAsked = true;
    try {
      await act();
    } catch (error) {
      this.status.textContent = wrong(error);
    }
    this.isAsked = false;
  }

  /** Show the item where the keys are. @returns {Promise<void>} */
  async show() {
    this.body.focus();
  }

  /** Stay among those that wait. */
  stay() {
    this.at = Math.max(0, Math.min(this.waiting.length - 1, this.at));
  }

  /** @param {number} step */
  async move(step) {
    this.status.textContent = "";
    this.at += step;
    this.stay();
    await this.show();
  }

  /** An item is decided. @param {Item} item @param {number} step of the history; 0 for none */
  gone(item, step) {
    this.decided.push({ item, step });
    this.waiting = this.waiting.filter((one) => one !== item);
    this.stay();
  }

  /** A decision is a step that the files do not hold yet. @param {number} step @param {string} said */
  writing(step, said) {
    this.step = step;
    this.status.textContent = `${said} Writing the file ...`;
    this.saved(this.savedUpTo);
  }

  /** The files hold a step. @param {number} step */
  saved(step) {
    this.savedUpTo = Math.max(step, this.savedUpTo);
    if (this.step === null || step < this.step) return;
    this.step = null;
    this.status.textContent = this.status.textContent?.replace("Writing the file ...", `Saved in ${this.file}.`) ?? "";
  }

  /** Take the last decision back, and show what it was about again. */
  async undo() {
    const last = this.decided.at(-1);
    if (!last) {
      this.status.textContent = "You have decided nothing yet.";
      return;
    }
    await this.asking(async () => {
      this.status.textContent = "Taking back ...";
      if (!(await this.takeBack(last.item, last.step))) {
        this.status.textContent = "Not taken back: something else was changed since. The history (h) has both.";
        return;
      }
      this.decided.pop();
      this.waiting.splice(this.at, 0, last.item);
      this.status.textContent = "Taken back.";
    });
    await this.show();
  }

  /** Take a decision back unless something else was changed since. @param {Item} _item @param {number} step */
  async takeBack(_item, step) {
    const { steps } = await this.api.get("history");
    const stands = steps.find((/** @type {{is_undone: boolean}} */ one) => !one.is_undone);
    if (stands?.number !== step) return false;
    this.onMade(await this.api.post("undo", {}));
    return true;
  }

  /** Escape was pressed where somebody types. */
  left() {
    this.body.focus();
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea")) {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.left();
      }
      return;
    }
    const pressed = this.acts().find(({ key }) => key === event.key);
    if (!pressed) return;
    event.preventDefault();
    pressed.act();
  }
}
