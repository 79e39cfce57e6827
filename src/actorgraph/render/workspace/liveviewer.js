// The page's viewer over a graph of any size: before it shows what it does not hold, it asks the
// server for it. It holds the surroundings of those who are shown and of who is selected; the days,
// the filters and the cards are the page's own, over what it holds.

import { dayText } from "../page/dates.js";
import { clean, h, save } from "../page/dom.js";
import { t } from "../page/language.js";
import { decode } from "../page/model.js";
import { kindsOf } from "../page/palette.js";
import { applyLink, MONEY_QUESTIONS, readLink, surroundings, toFragment } from "../page/permalink.js";
import { filtersOf } from "../page/state.js";
import { TimeBar } from "../page/timebar.js";
import { Viewer } from "../page/viewer.js";
import { LiveSearch } from "./livesearch.js";
import { place } from "./placing.js";
import { Refusal } from "./server.js";

/** @import { Framing } from "../page/camera.js" */
/** @import { Link } from "../page/permalink.js" */
/** @import { Point } from "./placing.js" */
/** @import { Server } from "./server.js" */

/** @typedef {{near: string[], left_out: number}} Held who is around somebody, and how many are left out */
/** What the server says of itself. @typedef {{title: string, opening: string, whole: boolean, edit: boolean, version: number, trouble: string}} About */

/** By how much more neighbors are asked for each time. */
const MORE = 5;
/** Milliseconds without another filter after which the server is asked. */
const PAUSE = 600;
/** What a link names. */
const NAMING = ["id", "from", "to", "mark", "around", "only", "edge", ...MONEY_QUESTIONS];

export class LiveViewer extends Viewer {
  /** @param {HTMLElement} root @param {Server} server @param {About} about @param {any} data the payload that is shown first @param {Map<string, Point>} places */
  constructor(root, server, about, data, places) {
    super(root, decode(data), { page: true });
    this.server = server;
    this.about = about;
    /** Where each node is, also those that are not held any more. */
    this.places = places;
    /** Counts the acts of the reader: an answer to an earlier one comes too late. */
    this.act = 0;
    /** What the server said to the question about money that is shown. @type {{asked: string, text: string, left_out: number} | null} */
    this.answer = null;
    /** Of whom more neighbors were asked for, and how many. @type {Record<string, number>} */
    this.limits = {};
    this.refilling = 0;
    /** What is about to tell the address. */
    this.address = 0;
    const search = new LiveSearch(this);
    this.frame.search.box.replaceWith(search.box);
    this.frame.search = search;
    root.querySelector(".ag-save .ag-menulist")?.append(h("button", { type: "button", class: "ag-button", onclick: () => this.savePage() }, t("live.save-page")));
    this.trouble = h("div", { class: "ag-trouble", role: "alert", hidden: true });
    root.append(this.trouble);
    root.addEventListener("scroll", ({ target }) => this.scrolled(/** @type {HTMLElement} */ (target)), { capture: true, passive: true });
  }

  /** Lay out all of a card that is scrolled: one that is made anew then stays where it is. @param {HTMLElement} box */
  scrolled(box) {
    if (box.contains(this.frame.card)) this.root.classList.toggle("ws-scrolled", box.scrollTop > 0);
  }

  /** Who is around whom, as the server said. @returns {Record<string, Held>} */
  get held() {
    return this.model.data.held ?? {};
  }

  /** Do something with what the server answers; an error is told. Of several at once the last is done. @param {() => Promise<void>} act */
  async doing(act) {
    this.root.classList.add("ag-asking");
    try {
      await act();
      this.tellTrouble(null);
    } catch (error) {
      this.tellTrouble(error);
    } finally {
      this.root.classList.remove("ag-asking");
    }
  }

  /** @param {unknown} error an error; null for none any more */
  tellTrouble(error) {
    this.trouble.hidden = error === null;
    if (error === null) return;
    if (!(error instanceof Refusal)) throw error;
    this.trouble.textContent = [error.message, error.hint].filter(Boolean).join("\n");
  }

  /** The kind that a type is drawn as. @param {string} type */
  kindCalled(type) {
    const known = this.model.data.types.indexOf(type);
    return known < 0 ? kindsOf([type])[0] : this.model.kinds[known];
  }

  /** The ids of those whose surroundings are to be held, besides some. @param {string[]} ids */
  wanted(ids) {
    const { model, state } = this;
    const chosen = [...state.around, state.selected, state.path?.from, state.path?.to].filter((i) => i !== null && i !== undefined);
    return [...new Set([...chosen.map((i) => model.ids[i]), ...ids])];
  }

  /** Hold the surroundings of some, and others with all that links them. Returns whether it is still what the reader waits for. @param {string[]} ids @param {string[]} [also] */
  async hold(ids, also = []) {
    const act = ++this.act;
    const isHeld = ids.every((id) => id in this.held) && also.every((id) => this.model.numberOf.has(id));
    if (this.about.whole || isHeld) return true;
    const data = await this.askPart(ids, also);
    if (act !== this.act) return false;
    this.adopt(data, ids);
    return true;
  }

  /** Ask for all that is shown and chosen, and for some more. @param {string[]} [ids] @param {string[]} [also] @returns {Promise<any>} */
  askPart(ids = [], also = []) {
    const { model, view } = this, centers = this.wanted(ids), kept = new Set(this.shownIds());
    for (const id of centers) for (const near of [id, ...(this.held[id]?.near ?? [])]) kept.delete(near);
    const passed = (view.path ?? []).flatMap((k) => [model.ids[model.source[k]], model.ids[model.target[k]]]);
    for (const id of [...also, ...passed]) kept.add(id);
    return this.server.post("part", { centers, also: [...kept], limits: this.limits, filters: this.filtersAsked() });
  }

  /** Who is shown beyond the surroundings that are held: on a path, in an answer about money, or by a link. */
  shownIds() {
    const { model, state, view } = this;
    return model.ids.filter((_, i) => state.only?.has(i) || (state.asked && view.node[i]));
  }

  /** What the reader filters, in the words of the command line. */
  filtersAsked() {
    const { asOf, since, until, minOrigins } = this.state;
    const { without } = filtersOf(this.state, this.model);
    /** @param {number | null} day */
    const text = (day) => (day === null ? null : dayText(day));
    return { as_of: text(asOf), since: text(since), until: text(until), min_origins: minOrigins, without };
  }

  /** Show a new payload in the place of what is held: who is chosen, filters, camera and places stay. @param {any} data @param {string[]} [centers] around whom new ones are placed */
  adopt(data, centers = []) {
    const { frame, state } = this;
    const link = readLink(toFragment(state, this.model)), from = this.pathFrom === null ? null : this.model.ids[this.pathFrom];
    const framing = this.exactFraming(), { camera } = state;
    keepWords(data, filtersOf(state, this.model));
    placeAll(data, this.places, centers);
    this.model = decode(data);
    applyLink(state, this.model, link);
    this.pathFrom = from === null ? null : this.model.numberOf.get(from) ?? null;
    this.candidate = null;
    this.renderer.hold(this.model);
    this.renderer.setTheme(this.dark);
    this.renderer.look(framing);
    state.camera = camera;
    const time = new TimeBar(this);
    frame.time.destroy();
    frame.time.box.replaceWith(time.box);
    frame.time = time;
    time.show();
    this.showFilters();
  }

  /** What is looked at, also where all that is shown was made to fit: it stays where it is. @returns {Framing} */
  exactFraming() {
    const { frame: { stage }, renderer } = this, { x, y, scale } = renderer.viewport();
    return { x, y, span: Math.max(1, Math.min(stage.clientWidth, stage.clientHeight)) / scale };
  }

  /** Show what was adopted, or what the reader did next, in the first frame; the address follows. @param {() => void} [act] @param {{isStep?: boolean}} [how] whether that is a step to go back from */
  showHeld(act, { isStep = Boolean(act) } = {}) {
    const { navigation } = this, giveBackFocus = this.frame.holdFocus();
    this.navigation = null;
    try {
      if (act) act();
      else this.refresh();
      this.renderer.drawNow();
    } finally {
      this.navigation = navigation;
    }
    giveBackFocus();
    if (isStep) this.address = setTimeout(() => this.tellAddress());
    else navigation?.opened();
  }

  /** Let the address say what is shown: to tell the browser takes as long as to draw. */
  tellAddress() {
    this.address = 0;
    this.navigation?.changed();
  }

  /** @param {number} i @param {{fly?: boolean}} [how] */
  select(i, how) {
    const id = this.model.ids[i];
    this.doing(async () => {
      if (await this.hold([id])) this.withNumber(id, (now) => super.select(now, how));
    });
  }

  /** Do something with who has an id, if they are held. @param {string} id @param {(i: number) => void} act */
  withNumber(id, act) {
    const i = this.model.numberOf.get(id);
    this.showHeld(i === undefined ? undefined : () => act(i));
  }

  /** Somebody was found by name: they come into the picture with those around them. @param {string} id */
  chosenId(id) {
    const from = this.pathFrom === null ? null : this.model.ids[this.pathFrom];
    if (from !== null) return this.linkIds(from, id);
    this.doing(async () => {
      if (!(await this.hold([id]))) return;
      this.withNumber(id, (i) => {
        if (this.state.only && !this.state.only.has(i)) this.add(i);
        super.select(i);
      });
    });
  }

  /** Add somebody and all around them to what is shown. @param {number} i */
  add(i) {
    const { model, state } = this;
    state.around = [...new Set([...state.around, i])];
    for (const one of surroundings(model, state, [i])) state.only?.add(one);
  }

  /** @param {number} i */
  expand(i) {
    const id = this.model.ids[i];
    this.doing(async () => {
      if (await this.hold([id])) this.withNumber(id, (now) => super.expand(now));
    });
  }

  /** @param {number} i */
  showSurroundings(i) {
    const id = this.model.ids[i];
    this.doing(async () => {
      if (await this.hold([id])) this.withNumber(id, (now) => super.showSurroundings(now));
    });
  }

  /** @param {import("../page/money.js").MoneyQuestion} what @param {number} of @param {string} [width] */
  askMoney(what, of, width) {
    const id = this.model.ids[of];
    this.doing(async () => {
      const answer = await this.server.get(`money/${what}`, [["id", id], ...this.filterValues()]);
      if (!(await this.hold([id], answer.ids))) return;
      this.answer = { ...answer, asked: `${what} ${id}` };
      this.withNumber(id, (now) => super.askMoney(what, now, width));
    });
  }

  /** Ask again what a link asks about money: the page holds no more than it had. */
  askAgain() {
    const { asked, width } = this.state;
    if (asked) this.askMoney(asked.what, asked.of, width);
  }

  /** @param {number} from @param {number} to */
  showPath(from, to) {
    this.linkIds(this.model.ids[from], this.model.ids[to]);
  }

  /** Show how two are linked, whoever the path leads through. @param {string} from @param {string} to */
  linkIds(from, to) {
    this.doing(async () => {
      const ids = this.about.whole ? [from, to] : await this.pathIds(from, to);
      if (!(await this.hold([], [from, to, ...ids]))) return;
      const passed = [from, ...ids, to].map((id) => this.model.numberOf.get(id)).filter((i) => i !== undefined);
      this.showHeld(() => {
        for (const i of passed) this.state.only?.add(i);
        super.showPath(passed[0], passed[passed.length - 1]);
      });
      this.renderer.surround(passed);
    });
  }

  /** @param {string} from @param {string} to @returns {Promise<string[]>} who is on the path; nobody where there is none */
  async pathIds(from, to) {
    /** @type {[string, string][]} */
    const values = [["a", from], ["b", to], ...this.filterValues()];
    const { hidden_types: types, hidden_relations: relations } = filtersOf(this.state, this.model);
    for (const type of types) values.push(["hidden_type", type]);
    for (const word of relations) values.push(["hidden_relation", word]);
    if (this.state.through) values.push(["through", "all"]);
    return (await this.server.get("path", values)).ids ?? [];
  }

  /** What the reader filters, as an address has it. @returns {[string, string][]} */
  filterValues() {
    const { as_of: asOf, since, until, min_origins: origins, without } = this.filtersAsked();
    const given = /** @type {[string, string | null][]} */ ([["as_of", asOf], ["since", since], ["until", until], ["min_origins", origins ? String(origins) : null]]);
    return [...given.flatMap(([name, value]) => (value ? [/** @type {[string, string]} */ ([name, value])] : [])),
      ...without.map((one) => /** @type {[string, string]} */ (["without", one]))];
  }

  /** @param {boolean} through */
  leadThrough(through) {
    this.state.through = through;
    const { path } = this.state;
    if (path) this.showPath(path.from, path.to);
  }

  resetFilters() {
    super.resetFilters();
    this.showOpening();
  }

  showEverything() {
    if (this.about.whole) return super.showEverything();
    this.state.asked = null;
    this.state.around = [...this.model.ids.keys()].filter((i) => this.model.ids[i] in this.held);
    this.state.only = surroundings(this.model, this.state, this.state.around);
    this.refresh();
    this.renderer.fit();
  }

  /** The card, with how many neighbors of its entity are not held. */
  card() {
    const card = super.card(), { model, state } = this;
    for (const one of card.querySelectorAll(".ag-left-out, .ws-answer")) one.remove();
    if (this.answer && state.asked && state.asked.of === state.selected) card.querySelector(".ag-actions")?.after(...this.answerParts(this.answer));
    const id = state.selected === null ? "" : model.ids[state.selected], left = this.held[id]?.left_out;
    if (!left || state.path || state.line.length) return card;
    const more = h("button", { type: "button", class: "ag-button ag-small", onclick: () => this.askMore(id) }, t("live.more"));
    card.querySelector(".ag-actions")?.after(h("p", { class: "ag-left-out" }, t("live.left-out", { n: left }), " ", more));
    return card;
  }

  /** The answer about money in words, where it is that to the question that is shown. @param {{asked: string, text: string, left_out: number}} answer @returns {Node[]} */
  answerParts({ asked: told, text, left_out: left }) {
    const { model, state: { asked } } = this;
    if (!asked || told !== `${asked.what} ${model.ids[asked.of]}`) return [];
    const said = h("details", { class: "ws-answer", open: true }, h("summary", {}, t("live.answer")), h("pre", { lang: "en" }, clean(text)));
    return left ? [said, h("p", { class: "ag-left-out" }, t("live.not-drawn", { n: left }))] : [said];
  }

  /** Hold more neighbors of somebody. @param {string} id */
  askMore(id) {
    this.limits[id] = MORE * (this.limits[id] ?? this.held[id].near.length);
    this.doing(async () => {
      const act = ++this.act, data = await this.askPart([id]);
      if (act !== this.act) return;
      this.adopt(data, [id]);
      const i = /** @type {number} */ (this.model.numberOf.get(id));
      this.showHeld(() => (this.state.around.includes(i) ? super.expand(i) : this.refresh()));
    });
  }

  /** Where neighbors are left out, filters decide who of them is here: ask again, once the reader pauses. */
  refill() {
    clearTimeout(this.refilling);
    if (!Object.values(this.held).some(({ left_out: left }) => left)) return;
    this.refilling = setTimeout(() => {
      if (!this.frame.time.playing) this.doing(() => this.renew());
    }, PAUSE);
  }

  /** @param {{sources?: boolean}} [what] */
  change(what) {
    super.change(what);
    this.refill();
  }

  /** @param {number | null} day @param {{timeOnly?: boolean}} [what] */
  asOf(day, what) {
    super.asOf(day, what);
    this.refill();
  }

  /** @param {number} since @param {number} until */
  between(since, until) {
    super.between(since, until);
    this.refill();
  }

  /** Save what is shown as a page of its own. */
  savePage() {
    const { about, model, server, view } = this;
    const ids = about.whole ? [] : model.ids.filter((_, i) => view.node[i]);
    this.doing(async () => save(await (await server.ask("api/export", { method: "POST", body: JSON.stringify({ ids }) })).blob(), this.fileName("html")));
  }

  /** Show again whom the page opened on. */
  showOpening() {
    if (!this.about.whole) this.open(readLink(openingLink(this.about)));
  }

  /** Show what a link asks for, all of which is held. @param {Link} link */
  openHeld(link) {
    super.open(link);
  }

  /** Whether the picture stands still, nothing is asked and the address says what is shown. */
  isResting() {
    return this.renderer.isResting() && !this.address && !this.navigation?.timer && !this.root.classList.contains("ag-asking");
  }

  /** Hear an event of the server. @param {string} event @param {any} said */
  hear(event, said) {
    if (event === "gone") this.tellTrouble(new Refusal(t("live.gone")));
    else if (event === "hello" && said === this.about.version) this.tellTrouble(null);
    else if (event === "hello" || event === "changed") this.doing(() => this.renew());
  }

  /** Show what a link asks for, once that is held. @param {Link} link @param {{isStep?: boolean}} [how] */
  open(link, how) {
    const named = namedBy(link);
    this.doing(async () => {
      if (!(await this.hold(named.centers, named.also))) return;
      this.showHeld(() => super.open(link, how), { isStep: false, ...how });
      this.askAgain();
    });
  }

  /** The files have changed: ask again for all that is held, and show it where it was. @returns {Promise<void>} */
  async renew() {
    const { about, server } = this, { whole } = about, act = ++this.act;
    const asked = whole ? server.get("whole", { placed: "no" }) : this.askPart();
    const [data, now] = await Promise.all([asked, server.get("about")]);
    Object.assign(about, now);
    if (about.trouble) throw new Refusal(t("live.unread"), about.trouble);
    if (about.whole !== whole) return this.renew();
    if (act !== this.act) return;
    this.adopt(data, this.wanted([]));
    this.showHeld();
  }
}

/** The link of what is shown first. @param {About} about @returns {string} */
export function openingLink({ opening }) {
  return opening ? new URLSearchParams({ id: opening, around: opening, at: "all" }).toString() : "";
}

/** Whose surroundings a link needs, and who else. @param {Link} link */
export function namedBy({ parts }) {
  const all = (/** @type {string} */ name) => parts.getAll(name);
  const centers = [...new Set([...all("id"), ...all("around")])];
  const edge = all("edge");
  const also = [...new Set(NAMING.filter((name) => name !== "edge").flatMap(all).concat(edge.length > 2 ? [edge[0], edge[2]] : []))];
  return { centers, also };
}

/** Where the nodes of a payload are that has been laid out. @param {any} data @returns {Map<string, Point>} */
export function placesOf({ entities }) {
  return new Map(entities.id.map((/** @type {string} */ id, /** @type {number} */ i) => [id, { x: entities.x[i], y: entities.y[i] }]));
}

/** Give every node of a payload its place. @param {any} data @param {Map<string, Point>} places @param {string[]} centers */
export function placeAll({ entities, edges }, places, centers) {
  const lines = edges.source.map((/** @type {number} */ source, /** @type {number} */ k) => [source, edges.target[k]]);
  place(entities.id, lines, places, centers);
  entities.id.forEach((/** @type {string} */ id, /** @type {number} */ i) => {
    const { x, y } = /** @type {Point} */ (places.get(id));
    [entities.x[i], entities.y[i]] = [x, y];
  });
}

/** Keep the words of filters in a payload in which nobody has them, so that no filter is lost. @param {any} data @param {import("../page/state.js").Filters} filters */
function keepWords(data, filters) {
  for (const type of filters.hidden_types) if (!data.types.includes(type)) data.types.push(type);
  const named = new Set(data.names.map((/** @type {string[]} */ one) => one[0]));
  for (const id of filters.without) if (!named.has(id)) data.names.push([id, id, ""]);
  for (const word of filters.hidden_relations) {
    if (data.relations.includes(word)) continue;
    data.main_relations.push(data.relations.length);
    data.relations.push(word);
    data.sections.push(data.sections[0] ?? 0);
    data.told.push(word);
  }
}
