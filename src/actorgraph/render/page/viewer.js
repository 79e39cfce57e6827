// What the reader has before them, and what each of their acts changes in it. The frame, the cards
// and the filters call its methods; every change ends in `refresh`, which shows what is then visible.

import { canvasRenderer } from "./canvas.js";
import { entityCard, lineCard, pathCard } from "./card.js";
import { watchWidth } from "./compact.js";
import { dayText, EARLIEST, LATEST } from "./dates.js";
import { clean, h, save } from "./dom.js";
import { filterPanel, typeGroup } from "./filters.js";
import { Frame } from "./frame.js";
import { t } from "./language.js";
import { colouring } from "./colouring.js";
import { legend } from "./legend.js";
import { Links } from "./links.js";
import { applyLink, surroundings } from "./permalink.js";
import { Navigation } from "./navigation.js";
import { drawForPrint } from "./print.js";
import { money } from "./money.js";
import { lineWords, toldOf } from "./relation_words.js";
import { initialState } from "./state.js";
import { tableView } from "./table.js";
import { cardKey } from "./unchanged.js";
import { neighbors, visible } from "./view.js";
import { welcomeCard } from "./welcome.js";
import { typeWords } from "./words.js";

/** @import { Framing, Place } from "./camera.js" */
/** @import { Link } from "./permalink.js" */
/** @import { Model } from "./model.js" */
/** @import { MoneyQuestion } from "./money.js" */
/** @import { SvgPen } from "./svgpen.js" */
/** @import { View } from "./view.js" */

/**
 * Where the viewer stands.
 * @typedef {object} Host
 * @property {boolean} [page] whether it has a page of its own, and so an address
 * @property {boolean} [embed] whether that page stands in a frame of an article
 * @property {(change: Change) => void} [onChange]
 */
/** @typedef {{hovered: string | null} | {selection: string | null, asOf: string | null}} Change */

/**
 * What draws a model.
 * @typedef {object} Renderer
 * @property {(model: Model) => void} hold draw another model from now on
 * @property {(view: View, marks: Marks) => void} show
 * @property {(i: number) => void} focus
 * @property {() => void} fit
 * @property {() => void} drawNow without waiting for the next frame
 * @property {(pixels: number) => void} cover how much of the picture is hidden, from below
 * @property {(i: number | null) => void} point
 * @property {(framing: Framing | null) => void} look
 * @property {(nodes: number[]) => void} surround
 * @property {() => boolean} isResting whether the picture stands still, and is complete
 * @property {() => Framing | null} framing what is looked at; null where all that is shown fits
 * @property {(dark: boolean) => void} setTheme
 * @property {(status: string) => Promise<Blob | null>} picture what is seen, as PNG, with a line that says what is shown
 * @property {() => {named: number[], lines: number[][], words: string[]}} drawn who is named now, which relations each line stands for, and the words along lines
 * @property {(status: string) => SvgPen} drawing the same as SVG
 * @property {() => void} destroy
 * @property {(i: number) => {x: number, y: number}} position
 * @property {() => Place} viewport what is looked at
 */
/** @typedef {{selected: number | null, path: number[], near: Set<number> | null, lit: Set<number> | null}} Marks near: who stands out, lit: which edges do; null for all */

export class Viewer {
  /** @param {HTMLElement} root @param {Model} model @param {Host} host */
  constructor(root, model, host) {
    this.root = root;
    this.model = model;
    this.host = host;
    this.state = initialState();
    this.view = visible(model, this.state);
    /** @type {number | null} Where a path begins whose other end is sought. */
    this.pathFrom = null;
    /** @type {number | null} Where the arrow keys have come to. */
    this.candidate = null;
    this.dark = false;
    /** What the day changes on the card that is shown. */
    this.cardSays = "";
    this.frame = new Frame(this);
    this.navigation = host.page ? new Navigation(this) : null;
    root.classList.add("ag", ...(host.embed ? ["ag-embed"] : []));
    this.stopWatching = watchWidth(root, Boolean(host.embed));
    this.frame.story.place();
    root.replaceChildren(...this.frame.children);
    this.renderer = canvasRenderer(this.frame.stage, model, {
      onNode: (i) => (this.pathFrom === null ? this.select(i, { fly: false }) : this.finishPath(i)),
      onEdge: (line) => this.selectLine(line),
      words: (line) => lineWords(this.model, line),
      told: (line) => toldOf(this.model, line),
      onBackground: () => this.clear(),
      onHover: (i) => host.onChange?.({ hovered: i === null ? null : this.model.ids[i] }),
      onRest: () => this.rested(),
    });
    this.stopPrinting = drawForPrint(this);
    this.setTheme(matchMedia("(prefers-color-scheme: dark)").matches);
  }

  /** Show what is chosen. @param {{timeOnly?: boolean}} [what] whether nothing but the day is another */
  refresh({ timeOnly = false } = {}) {
    const { frame, host, model, state } = this;
    const types = model.kind, giveBackFocus = frame.holdFocus();
    model.trust(state);
    if (model.kind !== types) frame.filters.querySelector(".ag-types")?.replaceWith(typeGroup(this));
    frame.time.renew();
    frame.story.show();
    this.view = visible(model, state);
    if (state.isWholeLine) this.completeLine();
    model.tints = colouring(model, this.view, state.colour);
    money.shown?.show(this);
    frame.legend.replaceChildren(...legend(this).filter((one) => one !== null));
    const { path } = this.view;
    this.renderer.show(this.view, { selected: state.selected, path: path ?? [], ...this.marks() });
    frame.status.textContent = this.statusWords();
    frame.empty.hidden = this.view.entities > 0;
    this.showCard(timeOnly);
    frame.showTable(state.table ? tableView(this) : null);
    giveBackFocus();
    this.navigation?.changed();
    host.onChange?.({
      selection: state.selected === null ? null : model.ids[state.selected],
      asOf: state.asOf === null ? null : dayText(state.asOf),
    });
  }

  /** @param {boolean} timeOnly whether nothing but the day is another */
  showCard(timeOnly) {
    const { state } = this;
    // A key takes as long as half a card: only days that follow one another are compared.
    const key = timeOnly ? cardKey(this) : "";
    if (timeOnly && key === this.cardSays) return;
    this.cardSays = key;
    const isAbout = Boolean(state.path) || state.line.length > 0 || state.selected !== null;
    this.frame.showCard(this.card(), isAbout && state.step === null);
  }

  statusWords() {
    const { model, state } = this;
    const { entities, relations } = this.view;
    const all = model.stated.m;
    let words = t("status.shown", { entities: t("entities", { n: entities }), relations: t("relations", { n: relations }) });
    if (entities < model.n || relations < all) words += t("status.of", { entities: model.n, relations: all });
    if (this.view.folded) words += t("status.offices", { n: this.view.folded });
    const asked = state.asked && money.shown?.title(model, state.asked), when = this.frame.time.words();
    return (asked ? `${asked}: ` : "") + (when ? `${words}; ${when}` : words);
  }

  card() {
    const { state, view } = this;
    if (state.path) return pathCard(this, state.path, view.path);
    if (state.line.length) return lineCard(this, state.line);
    return state.selected === null ? welcomeCard(this) : entityCard(this, state.selected);
  }

  /** A link names a line by the first relation that it stands for; take the others too. */
  completeLine() {
    const { model, state, view } = this;
    if (state.line.length) state.line = new Links(model, view.edge).edges(state.line[0]);
    state.isWholeLine = false;
  }

  /** Who stands out, and which edges: those who are marked, the ends of the edges, who is selected; null for everybody. */
  marks() {
    const { model, state, view } = this;
    const near = new Set(state.marked), lit = this.lit();
    for (const k of lit ?? []) near.add(model.source[k]).add(model.target[k]);
    if (!view.path && !state.line.length && state.selected !== null && state.asked?.of !== state.selected) near.add(state.selected);
    return { near: near.size ? near : null, lit };
  }

  /** Which edges stand out: those on the path, of the line, of who is selected; null where ends decide. @returns {Set<number> | null} */
  lit() {
    const { model, state, view } = this;
    if (view.path) return new Set(view.path);
    if (state.line.length) return new Set(state.line);
    const { selected } = state;
    if (selected === null || state.asked?.of === selected) return null;
    const own = new Set();
    for (let k = 0; k < model.total; k++) if (view.edge[k] && (model.source[k] === selected || model.target[k] === selected)) own.add(k);
    return own;
  }

  /** Nobody, no edge and no path is chosen any more. */
  unselect() {
    const { state } = this;
    state.selected = state.path = state.step = null;
    state.line = [];
    state.marked = [];
    this.pathFrom = this.candidate = null;
    this.frame.showHint(null);
  }

  /** @param {number} i */
  select(i, { fly = true } = {}) {
    const { model, state } = this;
    this.unselect();
    state.selected = i;
    state.only?.add(i);
    this.refresh();
    this.frame.scrollCardUp();
    if (!state.table && (fly || this.frame.hides(this.renderer.position(i)))) this.renderer.focus(i);
    this.say(t("say.chosen", { name: model.names[i], type: typeWords(model.data.types[model.kind[i]]), relations: t("relations", { n: model.adjacent.degree(i) }) }));
  }

  /** A line was clicked: all relations that it stands for, the best founded first. @param {number[]} line */
  selectLine(line) {
    this.unselect();
    this.state.line = line;
    this.refresh();
    this.frame.scrollCardUp();
  }

  clear() {
    const { story } = this.frame, isNarrowed = story.isTold && story.narrows;
    this.unselect();
    if (isNarrowed) this.resetFilters();
    else this.refresh();
  }

  /** Somebody was found by name. @param {number} i */
  chosen(i) {
    if (this.pathFrom === null) this.select(i);
    else this.finishPath(i);
  }

  /** @param {number} i */
  startPath(i) {
    const stop = h("button", { type: "button", class: "ag-button ag-small", onclick: () => this.clear() }, t("path.stop"));
    this.pathFrom = i;
    this.frame.showHint([t("path.from", { name: clean(this.model.names[i]) }), stop]);
    this.frame.search.input.focus();
  }

  /** @param {number} to */
  finishPath(to) {
    this.showPath(this.pathFrom ?? to, to);
  }

  /** @param {number} from @param {number} to */
  showPath(from, to) {
    this.unselect();
    this.state.path = { from, to };
    this.refresh();
    this.frame.scrollCardUp();
    const { path } = this.view;
    this.say(path ? t("say.path", { n: path.length }) : t("say.no-path"));
  }

  /** Let paths lead through what links nobody by itself, or not. @param {boolean} through */
  leadThrough(through) {
    this.state.through = through;
    this.refresh();
  }

  /** Filters have changed. */
  change({ sources = false } = {}) {
    if (sources) this.leaveOut();
    this.refresh();
  }

  /** Edges have other numbers afterwards; the chosen ones are known by their first claims. */
  leaveOut() {
    const { model, state } = this;
    const claims = state.line.filter((k) => k < model.m).map((k) => model.claims(k)[0].number);
    model.leaveOut(state.without);
    state.line = claims.map((claim) => model.edgeWith(claim)).filter((k) => k !== null);
  }

  /** Make the filters anew; while nobody sees them, when they are next opened. */
  showFilters() {
    const { frame } = this;
    frame.areFiltersCurrent = frame.filters.classList.contains("ag-open");
    if (frame.areFiltersCurrent) frame.filters.replaceChildren(filterPanel(this));
  }

  resetFilters() {
    const { state } = this;
    for (const set of [state.hiddenTypes, state.hiddenRelations, state.hiddenVerdicts, state.without]) set.clear();
    state.minOrigins = 0;
    state.only = state.asked = null;
    state.around = [];
    this.leaveOut();
    this.showFilters();
    this.asOf(null);
  }

  /** @param {number | null} day */
  asOf(day, { timeOnly = false } = {}) {
    Object.assign(this.state, { asOf: day, since: null, until: null });
    this.frame.time.show();
    this.refresh({ timeOnly });
  }

  /** Show what may have held on some day of a range. @param {number} since @param {number} until */
  between(since, until) {
    const [first, last] = [since > EARLIEST ? since : null, until < LATEST ? until : null];
    Object.assign(this.state, { asOf: null, since: first, until: last });
    this.frame.time.show();
    this.refresh({ timeOnly: true });
  }

  /** @param {boolean} on */
  showTable(on) {
    this.state.table = on;
    this.refresh();
    if (!on) this.renderer.look(this.state.camera);
  }

  /** Show only who is near somebody. @param {number} i */
  showSurroundings(i) {
    const { model, state } = this;
    state.asked = null;
    state.around = [i];
    state.only = surroundings(model, state, state.around);
    state.selected = i;
    this.refresh();
    this.renderer.fit();
  }

  /** @param {number} i */
  expand(i) {
    const { model, state } = this;
    state.around = [...new Set([...state.around, i])];
    for (const one of surroundings(model, state, [i])) state.only?.add(one);
    this.refresh();
  }

  /** Take away who is shown only because of somebody. @param {number} i */
  fold(i) {
    const only = this.state.only ?? new Set();
    this.state.around = this.state.around.filter((one) => one !== i);
    for (const one of this.neighbors(i)) {
      const held = this.neighbors(one).some((other) => other !== i && other !== one && only.has(other));
      if (one !== i && !held) only.delete(one);
    }
    this.refresh();
  }

  showEverything() {
    this.state.only = this.state.asked = null;
    this.state.around = [];
    this.refresh();
    this.renderer.fit();
  }

  /** Show the part of the picture that answers a question about money. @param {MoneyQuestion} what @param {number} of @param {string} [width] what the width of lines is to tell */
  askMoney(what, of, width = this.state.width) {
    this.unselect();
    Object.assign(this.state, { selected: of, asked: { what, of }, width });
    this.refresh();
    this.renderer.fit();
    this.say(this.statusWords());
  }

  /** @param {number} i */
  neighbors(i) {
    return neighbors(this.model, this.state, i);
  }

  /** Go along the relations of who is selected, without leaving yet. @param {number} step */
  walk(step) {
    const { selected } = this.state;
    if (selected === null) return this.select(0);
    const shown = [...new Set(this.neighbors(selected))].filter((one) => this.view.node[one]);
    if (!shown.length) return;
    const at = this.candidate === null ? -1 : shown.indexOf(this.candidate);
    this.candidate = shown[(at + step + shown.length) % shown.length];
    this.renderer.point(this.candidate);
    this.say(t("say.step", { name: this.model.names[this.candidate] }));
  }

  go() {
    if (this.candidate !== null) this.select(this.candidate);
  }

  /** @param {boolean} dark */
  setTheme(dark) {
    this.dark = dark;
    this.root.classList.toggle("ag-dark", dark);
    this.renderer.setTheme(dark);
  }

  async savePicture() {
    const picture = await this.renderer.picture(this.statusWords());
    if (picture) save(picture, this.fileName("png"));
  }

  saveDrawing() {
    save(new Blob([this.renderer.drawing(this.statusWords()).text()], { type: "image/svg+xml" }), this.fileName("svg"));
  }

  /** @param {string} suffix */
  fileName(suffix) {
    return `${this.model.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "graph"}.${suffix}`;
  }

  async copyLink() {
    this.navigation?.settle();
    const { status } = this.frame;
    try {
      await navigator.clipboard.writeText(location.href);
      status.textContent = t("save.copied");
      this.say(t("save.copied"));
    } catch {
      status.textContent = t("save.in-address-bar");
    }
  }

  /** Show what a link asks for. @param {Link} link @param {{isStep?: boolean}} [how] whether that is a step to go back from */
  open(link, { isStep = false } = {}) {
    const { frame, model, state } = this;
    const whole = frame.story.whole(link);
    this.pathFrom = this.candidate = null;
    const unknown = applyLink(state, model, whole);
    frame.showHint(unknown.length ? [t("link.unknown", { what: unknown.map(clean).join(", ") })] : null);
    this.showFilters();
    frame.time.show();
    frame.time.advise(whole.wrongDays);
    if (isStep) this.refresh();
    else this.quietly(() => this.refresh());
    if (!state.table) this.lookAt(whole);
  }

  /** Look where a link says; else at what a step of the story is about, or at who is selected. @param {Link} link */
  lookAt({ camera, fits }) {
    const { renderer, state } = this;
    const near = state.step === null ? null : this.marks().near;
    if (camera || fits) renderer.look(camera);
    else if (near) renderer.surround([...near]);
    else if (state.selected !== null && !state.asked) renderer.focus(state.selected);
    else renderer.fit();
  }

  /** Do what is no step of the reader's own. @param {() => void} act */
  quietly(act) {
    const { navigation } = this;
    this.navigation = null;
    act();
    this.navigation = navigation;
    navigation?.opened();
  }

  /** The picture stands still. */
  rested() {
    if (this.state.table) return;
    this.state.camera = this.renderer.framing();
    this.navigation?.follow();
  }

  /** Tell those who hear the page. @param {string} words */
  say(words) {
    this.frame.live.textContent = words;
  }

  destroy() {
    this.stopPrinting();
    this.navigation?.destroy();
    this.frame.time.destroy();
    this.frame.story.destroy();
    this.stopWatching();
    this.renderer.destroy();
    this.root.replaceChildren();
  }
}
