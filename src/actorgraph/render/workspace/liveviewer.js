// The page's viewer over a graph of any size: before it shows what it does not hold, it asks the
// server for it. It holds the surroundings of those who are shown and of who is selected; the days,
// the filters and the cards are the page's own, over what it holds.

import { canvasRenderer } from "../page/canvas.js";
import { dayText } from "../page/dates.js";
import { h } from "../page/dom.js";
import { t } from "../page/language.js";
import { decode } from "../page/model.js";
import { kindsOf } from "../page/palette.js";
import { readLink, surroundings, toFragment } from "../page/permalink.js";
import { filtersOf } from "../page/state.js";
import { TimeBar } from "../page/timebar.js";
import { Viewer } from "../page/viewer.js";
import { LiveSearch } from "./livesearch.js";
import { place } from "./placing.js";
import { Refusal } from "./server.js";

/** @import { Link } from "../page/permalink.js" */
/** @import { Point } from "./placing.js" */
/** @import { Server } from "./server.js" */

/** @typedef {{near: string[], left_out: number}} Held who is around somebody, and how many are left out */
/** What the server says of itself. @typedef {{title: string, opening: string, whole: boolean, edit: boolean, version: number, trouble: string}} About */

/** What a link names. */
const NAMING = ["id", "from", "to", "mark", "around", "only", "edge"];

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
    this.limit = 0;
    const search = new LiveSearch(this);
    this.frame.search.box.replaceWith(search.box);
    this.frame.search = search;
    this.trouble = h("div", { class: "ag-trouble", role: "alert", hidden: true });
    root.append(this.trouble);
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
    const kept = [...new Set([...this.shownIds(), ...also])];
    const data = await this.server.post("part", { centers: this.wanted(ids), also: kept, ...(this.limit ? { limit: this.limit } : {}), filters: this.filtersAsked() });
    if (act !== this.act) return false;
    this.adopt(data, ids);
    return true;
  }

  /** Who is shown beyond the surroundings that are held: on a path, or by a link. */
  shownIds() {
    const { model, state } = this;
    return [...(state.only ?? [])].map((i) => model.ids[i]);
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
    const link = readLink(toFragment(this.state, this.model));
    const held = this.frame.holdFocus();
    keepWords(data, filtersOf(this.state, this.model));
    if (!data.placed) placeAll(data, this.places, centers);
    this.model = decode(data);
    this.renderer.destroy();
    this.renderer = this.newRenderer();
    this.renderer.setTheme(this.dark);
    const time = new TimeBar(this);
    this.frame.time.destroy();
    this.frame.time.box.replaceWith(time.box);
    this.frame.time = time;
    super.open(link);
    this.renderer.drawNow();
    held();
  }

  /** @param {number} i @param {{fly?: boolean}} [how] */
  select(i, how) {
    const id = this.model.ids[i];
    this.doing(async () => {
      if (await this.hold([id])) this.selectHeld(id, how);
    });
  }

  /** @param {string} id @param {{fly?: boolean}} [how] */
  selectHeld(id, how) {
    const i = this.model.numberOf.get(id);
    if (i !== undefined) super.select(i, how);
  }

  /** Somebody was found by name: they come into the picture with those around them. @param {string} id */
  chosenId(id) {
    const from = this.pathFrom === null ? null : this.model.ids[this.pathFrom];
    if (from !== null) return this.linkIds(from, id);
    this.doing(async () => {
      if (!(await this.hold([id]))) return;
      const i = this.model.numberOf.get(id);
      if (i === undefined) return;
      if (this.state.only && !this.state.only.has(i)) this.add(i);
      super.select(i);
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
      if (!(await this.hold([id]))) return;
      const now = this.model.numberOf.get(id);
      if (now !== undefined) super.expand(now);
    });
  }

  /** @param {number} i */
  showSurroundings(i) {
    const id = this.model.ids[i];
    this.doing(async () => {
      if (!(await this.hold([id]))) return;
      const now = this.model.numberOf.get(id);
      if (now !== undefined) super.showSurroundings(now);
    });
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
      const [one, two] = [from, to].map((id) => this.model.numberOf.get(id));
      if (one === undefined || two === undefined) return;
      for (const id of [from, to, ...ids]) this.state.only?.add(/** @type {number} */ (this.model.numberOf.get(id)));
      super.showPath(one, two);
      this.renderer.surround([one, two, ...ids.map((id) => /** @type {number} */ (this.model.numberOf.get(id)))]);
    });
  }

  /** @param {string} from @param {string} to @returns {Promise<string[]>} who is on the path; nobody where there is none */
  async pathIds(from, to) {
    const { as_of: asOf, since, until, min_origins: origins, without } = this.filtersAsked();
    /** @type {[string, string][]} */
    const values = [["a", from], ["b", to]];
    for (const [name, value] of /** @type {[string, string | null][]} */ ([["as_of", asOf], ["since", since], ["until", until]])) if (value) values.push([name, value]);
    if (origins) values.push(["min_origins", String(origins)]);
    for (const one of without) values.push(["without", one]);
    if (this.state.through) values.push(["through", "all"]);
    return (await this.server.get("path", values)).ids ?? [];
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
    this.state.around = [...this.model.ids.keys()].filter((i) => this.model.ids[i] in this.held);
    this.state.only = surroundings(this.model, this.state, this.state.around);
    this.refresh();
    this.renderer.fit();
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
    return this.renderer.isResting() && !this.navigation?.timer && !this.root.classList.contains("ag-asking");
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
      if (await this.hold(named.centers, named.also)) super.open(link, how);
    });
  }

  /** The files have changed: ask again for all that is held, and show it where it was. */
  async renew() {
    const { about, server } = this;
    Object.assign(about, await server.get("about"));
    if (about.trouble) throw new Refusal(t("live.unread"), about.trouble);
    const centers = this.wanted([]), also = this.shownIds();
    const data = about.whole ? await wholeOf(server) : await server.post("part", { centers, also, filters: this.filtersAsked() });
    if (about.whole) keepPlaces(data, this.places);
    this.adopt(data, centers);
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

/** @param {Server} server */
export async function wholeOf(server) {
  return { ...(await server.get("whole")), placed: true };
}

/** Note the places of a payload that has been laid out, and leave those who have one where they are. @param {any} data @param {Map<string, Point>} places */
export function keepPlaces({ entities }, places) {
  entities.id.forEach((/** @type {string} */ id, /** @type {number} */ i) => {
    const there = places.get(id);
    if (there) [entities.x[i], entities.y[i]] = [there.x, there.y];
    else places.set(id, { x: entities.x[i], y: entities.y[i] });
  });
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
