// A link that brings back all that can be seen: what the reader has chosen as the fragment of an
// address, in ids, words and days, so that it outlives a new export and can be typed by hand.

import { COLOURINGS } from "./colouring.js";
import { dayNumber, dayText } from "./dates.js";
import { filtersOf, initialState, setFilters } from "./state.js";
import { neighbors } from "./view.js";

/** @import { Framing } from "./camera.js" */
/** @import { Model } from "./model.js" */
/** @import { MoneyQuestion } from "./money.js" */
/** @import { Filters, State } from "./state.js" */

/** What a link calls each filter that is a list. @type {["notype" | "norelation" | "noverdict" | "without", "hidden_types" | "hidden_relations" | "hidden_verdicts" | "without"][]} */
const LISTED = [["notype", "hidden_types"], ["norelation", "hidden_relations"], ["noverdict", "hidden_verdicts"], ["without", "without"]];
/** The parts of the name of a relation that always agree: its ends and its word. */
const NAMED_BY = 3;
/** As many as an eye can tell apart. */
const DIGITS = 5;
const WHOLE = "all";
/** @type {MoneyQuestion[]} */
export const MONEY_QUESTIONS = ["owners", "owned", "flows"];

/** The state as the fragment of a link. @param {State} state @param {Model} model @param {{camera?: boolean}} [what] whether the part of the picture that is seen belongs to it */
export function toFragment(state, model, { camera = true } = {}) {
  const parts = new URLSearchParams();
  /** @param {string} key @param {Iterable<number>} numbers */
  const ids = (key, numbers) => { for (const i of numbers) parts.append(key, model.ids[i]); };
  if (state.selected !== null) ids("id", [state.selected]);
  if (state.path) { ids("from", [state.path.from]); ids("to", [state.path.to]); }
  if (state.line.length) addLine(parts, model, state.line);
  if (state.through) parts.set("through", "all");
  ids("mark", state.marked);
  const filters = filtersOf(state, model);
  for (const [key, name] of LISTED) for (const word of filters[name]) parts.append(key, word);
  if (state.minOrigins) parts.set("origins", String(state.minOrigins));
  for (const [key, day] of /** @type {[string, number | null][]} */ ([["asof", state.asOf], ["since", state.since], ["until", state.until]])) {
    if (day !== null) parts.set(key, dayText(day));
  }
  if (state.collapsed !== initialState().collapsed) parts.set("offices", state.collapsed ? "folded" : "unfolded");
  if (state.only) {
    const around = surroundings(model, state, state.around);
    ids("around", state.around);
    ids("only", [...state.only].filter((i) => !around.has(i)));
    ids("apart", [...around].filter((i) => !state.only?.has(i)));
  }
  if (state.asked) ids(state.asked.what, [state.asked.of]);
  if (state.width) parts.set("width", state.width);
  if (state.colour !== "type") parts.set("colour", state.colour);
  if (state.table) parts.set("view", "table");
  if (state.step !== null) parts.set("step", String(state.step + 1));
  // Who is selected is flown to, unless the link says where to look.
  if (camera && !state.camera && (state.selected !== null || state.step !== null)) parts.set("at", WHOLE);
  if (camera && state.camera) parts.set("at", [state.camera.x, state.camera.y, state.camera.span].map((value) => Number(value.toPrecision(DIGITS))).join(","));
  return parts.toString();
}

/**
 * What a link says, before anything is looked up.
 * @typedef {object} Link
 * @property {URLSearchParams} parts
 * @property {{asOf: number | null, since: number | null, until: number | null}} days
 * @property {string[]} wrongDays days that there are not, as they are written
 * @property {Framing | null} camera
 * @property {boolean} fits whether all that is shown is to fit the window
 */

/** Read a link. @param {string} fragment @returns {Link} */
export function readLink(fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const [asOf, since, until] = ["asof", "since", "until"].map((name) => dayNumber(parts.get(name) ?? ""));
  const wrongDays = ["asof", "since", "until"].map((name) => parts.get(name) ?? "").filter((text) => text && dayNumber(text) === null);
  const days = asOf === null ? { asOf, since, until } : { asOf, since: null, until: null };
  if (since !== null && until !== null && since > until) [days.since, days.until] = [until, since];
  const at = (parts.get("at") ?? "").split(",").map(Number);
  const camera = at.length === 3 && at.every(Number.isFinite) && at[2] > 0 ? { x: at[0], y: at[1], span: at[2] } : null;
  return { parts, days, wrongDays, camera, fits: parts.get("at") === WHOLE };
}

/**
 * Set the state that a link asks for, and leave out the sources that it leaves out.
 * @param {State} state @param {Model} model @param {Link} link
 * @returns {string[]} ids and relations that are not here, as they are written
 */
export function applyLink(state, model, { parts, days, camera }) {
  /** @type {string[]} */
  const unknown = [];
  /** @param {string} name */
  const nodes = (name) => parts.getAll(name).flatMap((id) => model.numberOf.get(id) ?? (unknown.push(id), []));
  const offices = parts.get("offices");
  Object.assign(state, initialState(), days, { camera });
  if (offices) state.collapsed = offices !== "unfolded";
  const listed = Object.fromEntries(LISTED.map(([key, name]) => [name, parts.getAll(key)]));
  setFilters(state, model, { ...listed, min_origins: Number(parts.get("origins")) || 0 });
  model.leaveOut(state.without);
  state.selected = nodes("id")[0] ?? null;
  const [from] = nodes("from"), [to] = nodes("to");
  state.path = from === undefined || to === undefined ? null : { from, to };
  const named = parts.getAll("edge");
  const edge = named.length ? edgeCalled(model, named, parts.get("line")) : null;
  state.line = edge === null ? [] : [edge];
  state.isWholeLine = parts.has("parallel");
  if (named.length && edge === null) unknown.push(named.slice(0, NAMED_BY).join(" "));
  state.through = parts.get("through") === "all";
  state.marked = nodes("mark");
  state.colour = COLOURINGS.find((by) => by === parts.get("colour")) ?? "type";
  state.table = parts.get("view") === "table";
  state.width = parts.get("width") ?? "";
  state.asked = MONEY_QUESTIONS.map((what) => ({ what, of: nodes(what)[0] })).find(({ of }) => of !== undefined) ?? null;
  state.selected ??= state.asked?.of ?? null;
  state.step = Number(parts.get("step")) >= 1 ? Math.floor(Number(parts.get("step"))) - 1 : null;
  if (["around", "only", "apart"].some((name) => parts.has(name))) {
    state.around = nodes("around");
    state.only = surroundings(model, state, state.around);
    for (const i of nodes("only")) state.only.add(i);
    for (const i of nodes("apart")) state.only.delete(i);
  }
  return unknown;
}

/** Some nodes and all that are next to them. @param {Model} model @param {State} state @param {number[]} around */
export function surroundings(model, state, around) {
  return new Set(around.flatMap((i) => [i, ...neighbors(model, state, i)]));
}

/** Name a relation by its ends and its word, and by what tells it from others of these; a line by the first that it stands for. @param {URLSearchParams} parts @param {Model} model @param {number[]} line */
function addLine(parts, model, [k, ...others]) {
  const first = k < model.m ? k : model.collapsed[k - model.m].via[0];
  const words = wordsOfEdge(model, first);
  while (words.length > NAMED_BY && !words[words.length - 1]) words.pop();
  for (const word of words) parts.append("edge", word);
  if (k >= model.m) parts.set("line", model.ids[model.target[k]]);
  if (others.length) parts.set("parallel", "all");
}

/** @param {Model} model @param {number} k */
function wordsOfEdge(model, k) {
  const { ids, relations, relation, source, target, edges } = model;
  return [ids[source[k]], relations[relation[k]], ids[target[k]], edges.role[k], edges.tenure[k], model.start(k), model.end(k), model.mode(k)];
}

/** The relation that agrees best with its name; null where none has its ends and its word. @param {Model} model @param {string[]} words @param {string | null} line the agency, where its office is a line */
function edgeCalled(model, words, line) {
  const end = model.numberOf.get(words[0]);
  /** @type {number | null} */
  let best = null;
  let most = -1;
  for (const k of end === undefined ? [] : model.adjacent.of(end)) {
    const own = wordsOfEdge(model, k);
    if (model.symmetric[k] && own[0] !== words[0]) [own[0], own[2]] = [own[2], own[0]];
    if (own.slice(0, NAMED_BY).some((word, at) => word !== words[at])) continue;
    const agreeing = own.filter((word, at) => word === (words[at] ?? "")).length;
    if (agreeing > most) [best, most] = [k, agreeing];
  }
  if (line === null || best === null) return best;
  const drawn = model.collapsed.findIndex(({ via }, c) => via[0] === best && model.ids[model.target[model.m + c]] === line);
  return drawn < 0 ? best : model.m + drawn;
}
