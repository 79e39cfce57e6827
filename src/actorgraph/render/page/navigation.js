// The page's address and the browser's history: each act that a reader would call a step can be taken
// back; where the picture is moved, or time plays, the address follows without a step.

import { readLink, toFragment } from "./permalink.js";

/** @import { Viewer } from "./viewer.js" */

const FOLLOWS_AFTER = 250;
/** What is changed in one go: within so many milliseconds it is one step. */
const ONE_GO = 1000;
const GRADUAL = ["asof", "since", "until", "origins"];

export class Navigation {
  /** @param {Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
    /** The fragment that the address has, as far as we wrote or read it. */
    this.written = location.hash.replace(/^#/, "");
    /** What is shown, apart from where the picture is looked at. */
    this.shown = "";
    this.steppedAt = -Infinity;
    this.timer = 0;
    /** What the address is about to follow to. */
    this.pending = "";
    /** In a frame of another page, Back belongs to that page. */
    this.steps = globalThis.top === globalThis.self;
    const listen = () => this.moved();
    addEventListener("popstate", listen);
    addEventListener("hashchange", listen);
    this.stopListening = () => {
      removeEventListener("popstate", listen);
      removeEventListener("hashchange", listen);
    };
  }

  /** What is shown has changed, or where it is looked at. */
  changed() {
    const { model, state } = this.viewer;
    const shown = toFragment(state, model, { camera: false });
    const before = this.shown;
    this.shown = shown;
    if (shown === before || !this.steps || this.continues(before, shown)) return this.follow();
    if (this.timer) this.write("replaceState", this.pending);
    clearTimeout(this.timer);
    this.timer = 0;
    this.write("pushState", toFragment(state, model));
  }

  /** Whether a change goes on with the one before. @param {string} before @param {string} after */
  continues(before, after) {
    if (this.viewer.frame.time.playing) return true;
    const isGradual = withoutGradual(before) === withoutGradual(after);
    const now = performance.now(), goesOn = isGradual && now - this.steppedAt < ONE_GO;
    this.steppedAt = isGradual ? now : -Infinity;
    return goesOn;
  }

  /** Let the address follow in a moment. */
  follow() {
    this.pending = toFragment(this.viewer.state, this.viewer.model);
    if (!this.timer) this.timer = setTimeout(() => this.settle(), FOLLOWS_AFTER);
  }

  /** Let the address say what is shown now. */
  settle() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.write("replaceState", toFragment(this.viewer.state, this.viewer.model));
  }

  /** @param {"pushState" | "replaceState"} how @param {string} fragment */
  write(how, fragment) {
    if (how === "replaceState" && fragment === this.written) return;
    this.written = fragment;
    try {
      history[how](null, "", fragment ? `#${fragment}` : location.pathname + location.search);
    } catch { /* a page without an address of its own */ }
  }

  /** The reader went back or forth, or typed another link. */
  moved() {
    const fragment = location.hash.replace(/^#/, "");
    if (fragment === this.written) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.written = fragment;
    this.viewer.open(readLink(fragment));
  }

  /** What is shown was asked for by the address: it is no step of its own. */
  opened() {
    this.shown = toFragment(this.viewer.state, this.viewer.model, { camera: false });
  }

  destroy() {
    clearTimeout(this.timer);
    this.stopListening();
  }
}

/** @param {string} fragment */
function withoutGradual(fragment) {
  const parts = new URLSearchParams(fragment);
  for (const name of GRADUAL) parts.delete(name);
  return parts.toString();
}
