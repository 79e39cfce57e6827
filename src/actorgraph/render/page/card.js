// The card: who this is in the words of `show`, a relation or a path in the words of `path`. What a
// line rests on lies under it. A card is made anew only where what it says has changed.

import { LINES, section, shownText } from "./cardlines.js";
import { CardText } from "./cardtext.js";
import { restsOn } from "./claims.js";
import { copyButton } from "./copying.js";
import { nothingLeft, sourceLines, valueLines } from "./describing.js";
import { clean, h } from "./dom.js";
import { relation } from "./evidence.js";
import { whenIdle } from "./idle.js";
import { inline, quiet, smallButton } from "./inline.js";
import { t } from "./language.js";
import { money } from "./money.js";
import { avoided, nodesOf, spaceBetween } from "./paths.js";
import { textOf } from "./sentences.js";
import { remarks } from "./steps.js";
import { isFiltered, passing } from "./view.js";
import { typeWords } from "./words.js";

/** @import { CardPart } from "./cardtext.js" */
/** @import { Edges } from "./edges.js" */
/** @import { Model } from "./model.js" */
/** @import { State } from "./state.js" */
/** @import { Viewer } from "./viewer.js" */

/** Beyond so many relations a card that is opened first shows its first section, which fills the sight, and the others in a moment. */
const AT_ONCE = 200;

/** The card that a viewer shows of an entity, for what it was made, what it said, and how many lines of each section. @type {WeakMap<Viewer, {model: Model, entity: string, edges: Edges, asked: string, key: string, card: HTMLElement, told: Map<string, number>}>} */
const cards = new WeakMap();

/** What the card of an entity says under the filters, also where only a part is drawn. @param {{model: Model, state: State}} viewer @param {number} i */
export function cardText({ model, state }, i) {
  const passes = passing(model, state, i);
  return new CardText(model, { holds: (k) => passes(k) > 0, day: state.asOf, isFiltered: isFiltered(state) }, i);
}

/** @param {Viewer} viewer @param {number} i @returns {HTMLElement} */
export function entityCard(viewer, i) {
  const { model, state } = viewer, { edges } = model, entity = model.ids[i], asked = askedOf(state), last = cards.get(viewer);
  if (last && last.entity === entity && last.edges === edges && last.asked === asked) return last.card;
  const text = cardText(viewer, i), isOpen = last?.entity === entity, told = isOpen ? last.told : new Map();
  const { cites, parts, preface } = text, all = cites ? [...parts, cites] : parts;
  const described = valueLines(model, i), hidden = model.adjacent.degree(i) - text.answer.edges.length, left = leftOut(viewer, i);
  const keyOf = () => JSON.stringify([model.kind[i], state.only !== null, state.asked, hidden, left, described.map(({ parts: words }) => textOf(model, words)),
    preface.map((words) => textOf(model, words)), text.counts, all.map((part) => shownText(text, part, told))]);
  const isLong = !isOpen && text.answer.edges.length > AT_ONCE;
  const key = isLong ? "" : keyOf();
  if (isOpen && last.model === model && last.key === key) {
    Object.assign(last, { edges, asked });
    return last.card;
  }
  const card = h("article", { class: "ag-card" }, heading(model, i),
    h("div", { class: "ag-facts" }, ...described.map(({ cell, parts: words }) => h("p", { class: cell === "description" ? null : "ag-quiet" }, ...inline(viewer, words, i)))),
    actions(viewer, i, text));
  const made = { model, entity, edges, asked, key, card, told };
  cards.set(viewer, made);
  if (!parts.length) card.append(quiet(nothingLeft(model, i, text.isFiltered)));
  card.append(...preface.map((words) => h("p", { class: "ag-preface" }, ...inline(viewer, words, i))));
  const now = isLong ? all.slice(0, 1) : all, later = all.slice(now.length);
  card.append(...now.map((part) => section(viewer, text, part, told)));
  if (isLong) card.append(placeOf(later, (part) => section(viewer, text, part, told), () => { made.key = keyOf(); }));
  card.append(...closing(viewer, i, text, hidden, left));
  return card;
}

/** A place that sections come before, one after the other, while nothing else is to be done. @param {CardPart[]} parts @param {(part: CardPart) => HTMLElement} made @param {() => void} done @returns {HTMLElement} */
function placeOf(parts, made, done) {
  const place = h("div", { "aria-busy": "true" });
  const next = (/** @type {number} */ at) => whenIdle(() => {
    if (at < parts.length) {
      place.before(made(parts[at]));
      return next(at + 1);
    }
    place.remove();
    done();
  });
  next(0);
  return place;
}

/** Who describes an entity, how much is known of it, and what is not shown. @param {Viewer} viewer @param {number} i @param {CardText} text @param {number} hidden @param {number} left @returns {Node[]} */
function closing(viewer, i, text, hidden, left) {
  return [
    ...describedBy(viewer, i),
    ...(text.parts.length ? [quiet([text.counts, ...(text.resting ? [text.resting] : []), ""].join(". ").trim())] : []),
    ...(hidden ? [quiet(t("card.hidden", { n: hidden }))] : []),
    ...(left ? [quiet(t("card.left-out", { n: left }))] : []),
  ];
}

/** All of the reader's choices on which the card of an entity depends. @param {State} state */
function askedOf({ hiddenTypes, hiddenRelations, hiddenVerdicts, without, minOrigins, asOf, since, until, only, asked }) {
  return JSON.stringify([...[hiddenTypes, hiddenRelations, hiddenVerdicts, without].map((set) => [...set]), minOrigins, asOf, since, until, only !== null, asked]);
}

/** Who describes an entity and where, where the data names anybody. @param {Viewer} viewer @param {number} i @returns {Node[]} */
function describedBy(viewer, i) {
  const lines = sourceLines(viewer.model, i).map((parts) => h("li", {}, ...inline(viewer, parts, i)));
  return lines.length ? [h("h3", {}, t("card.described")), h("ul", { class: "ag-claims" }, ...lines)] : [];
}

/** How many claims about an entity, and rows that describe it, rest on a source that is left out. @param {Viewer} viewer @param {number} i */
function leftOut({ model, state }, i) {
  if (!state.without.size) return 0;
  const { source, target } = model.stated;
  let count = (model.described.get(i) ?? []).filter(({ claim }) => restsOn(claim, state.without)).length;
  model.edgeOfClaim.forEach((k, c) => {
    const about = source[k] === i || target[k] === i;
    if (about && restsOn(model.claimAt(c), state.without)) count++;
  });
  return count;
}

/** All relations that a line stands for: parallel ones, and those of an office that it folds. @param {Viewer} viewer @param {number[]} line */
export function lineCard(viewer, line) {
  const { model } = viewer;
  const edges = [...new Set(line.flatMap((k) => (k < model.m ? [k] : model.collapsed[k - model.m].via)))];
  const list = h("ul", { class: "ag-relations" }), more = smallButton("", () => show());
  let shown = 0;
  const show = () => {
    list.append(...edges.slice(shown, shown + LINES).map((one) => relation(viewer, one)));
    shown = Math.min(shown + LINES, edges.length);
    more.hidden = shown === edges.length;
    more.textContent = t("card.more", { n: edges.length - shown });
  };
  show();
  const names = { one: clean(model.names[model.source[line[0]]]), other: clean(model.names[model.target[line[0]]]) };
  return h("article", { class: "ag-card" }, h("p", { class: "ag-kicker" }, t("relations", { n: edges.length })), h("h2", {}, t("card.between", names)), list, more);
}

/** @param {Viewer} viewer @param {{from: number, to: number}} ends @param {number[] | null} path */
export function pathCard(viewer, ends, path) {
  const { model, state, view } = viewer;
  const { from, to } = ends, names = { one: clean(model.names[from]), other: clean(model.names[to]) };
  const card = h("article", { class: "ag-card" }, h("p", { class: "ag-kicker" }, t("card.path")), h("h2", {}, t("card.between", names)));
  if (from === to) card.append(h("p", {}, t("card.same")));
  else if (!path) card.append(h("p", {}, isFiltered(state) || state.only ? t("card.no-path-left", names) : t("card.no-path", names)));
  else {
    const said = remarks(spaceBetween(model, view.standing, ends, state.through), path, from);
    const passed = nodesOf(model, path, from);
    card.append(h("p", {}, t("card.steps", { n: path.length })), ...said.map((words) => h("p", { class: "ag-remark" }, ...inline(viewer, words))),
      h("ol", { class: "ag-relations ag-steps" }, ...path.map((k, step) => relation(viewer, k, passed[step]))));
  }
  if (from !== to) card.append(...throughWhat(viewer, ends, path));
  return card;
}

/** What a shorter path leads through that is not shown, and the way to it or back. @param {Viewer} viewer @param {{from: number, to: number}} ends @param {number[] | null} path @returns {Node[]} */
function throughWhat(viewer, ends, path) {
  const { model, state, view } = viewer;
  /** @param {string} text @param {boolean} through */
  const button = (text, through) => smallButton(text, () => viewer.leadThrough(through));
  if (state.through) return [quiet(t("card.through-all")), button(t("card.avoid"), false)];
  const words = avoided(model, view.standing, ends, path);
  if (!words.length) return [];
  return [quiet(path ? t("card.shorter-path", { through: words.join(" or ") }) : t("card.other-path", { through: words.join(" or ") })), button(t("card.show-path"), true)];
}

/** @param {Model} model @param {number} i */
function heading(model, i) {
  const tag = h("p", { class: "ag-kicker" }, typeWords(model.data.types[model.kind[i]]), model.isDerived(i) ? " · derived" : "");
  return h("header", {}, tag, h("h2", {}, clean(model.names[i])));
}

/** @param {Viewer} viewer @param {number} i @param {CardText} text */
function actions(viewer, i, text) {
  const { only, asked } = viewer.state, part = only !== null && !asked;
  return h("div", { class: "ag-actions" },
    smallButton(t("card.surroundings"), () => viewer.showSurroundings(i)),
    part ? smallButton(t("card.expand"), () => viewer.expand(i)) : null,
    part ? smallButton(t("card.collapse"), () => viewer.fold(i)) : null,
    only || asked ? smallButton(t("card.everything"), () => viewer.showEverything()) : null,
    ...(money.shown?.actions(viewer, i) ?? []),
    smallButton(t("card.path-from"), () => viewer.startPath(i)),
    copyButton(viewer, t("card.copy"), () => text.plain().join("\n"), { class: "ag-button ag-small" }));
}
