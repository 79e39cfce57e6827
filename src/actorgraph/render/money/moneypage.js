// What a page shows whose claims give shares or amounts: who owns somebody, what somebody owns and what
// was paid, each as a part of the picture; and what the width of lines tells. Joined to such pages alone.

import { clean, h } from "../page/dom.js";
import { smallButton } from "../page/inline.js";
import { t } from "../page/language.js";
import { money } from "../page/money.js";
import { MONEY_QUESTIONS } from "../page/permalink.js";
import { giver, isIndirect, isTurned, owns, pays, taker, whyNotOwned, whyNotPaid } from "./figures.js";
import { allCurrencies, currencies, figure, legendRows, lineWords, NO_CURRENCY, scaleOf, SHARE, THIN, widthOf } from "./moneylines.js";
import { flowPlaces, treePlaces } from "./ownershiptree.js";

/** @import { Model } from "../page/model.js" */
/** @import { AskedMoney, MoneyPart } from "../page/money.js" */
/** @import { State } from "../page/state.js" */
/** @import { Viewer } from "../page/viewer.js" */
/** @import { When } from "./figures.js" */
/** @import { Scale } from "./moneylines.js" */

/** @type {When} */
const ALWAYS = { asOf: null, since: null, until: null };

/** How much is free around a part that answers a question. */
const ROOM = 45;

/** Where everybody stands but for pictures of ownership. @typedef {Pick<Model, "x" | "y">} Home */
/** What a page shows now. @typedef {{when: When, scale: Scale | null, thin: ((k: number) => boolean) | null, laid: string, isOfOwners: boolean, home: Home}} Shown */
/** @type {WeakMap<Model, Shown>} */
const shown = new WeakMap();

/** @param {Model} model */
const whenOf = (model) => shown.get(model)?.when ?? ALWAYS;

/** What is to be seen of a question. @param {Model} model @param {State} state @param {Uint8Array} standing @returns {MoneyPart | null} */
function part(model, state, standing) {
  if (!state.asked) return null;
  const { what, of } = state.asked;
  const stands = (/** @type {number} */ k) => standing[k] > 0;
  const edges = what === "flows" ? paymentsOf(model, of, stands) : ownership(model, state.asked, stands, state);
  return { edges, nodes: new Set([of, ...linksOf(model, edges).flat()]) };
}

/** @param {Model} model @param {Iterable<number>} edges @returns {[number, number][]} from who owns or pays */
const linksOf = (model, edges) => [...edges].map((k) => [giver(model, k), taker(model, k)]);

/** @param {Model} model @param {number} of @param {(k: number) => boolean} stands @returns {Set<number>} */
const paymentsOf = (model, of, stands) => new Set(Array.from(model.adjacent.of(of)).filter((k) => stands(k) && pays(model, k)));

/** Whether a relation counts nothing in an answer about money. @param {Model} model @param {number} k @param {When} when */
const isUncounted = (model, k, when) => (owns(model, k) ? whyNotOwned(model, k, when) : pays(model, k) ? whyNotPaid(model, k) : "") !== "";

/** The relations that are met on the way from somebody up to owners or down to companies; the way goes on where one counts, as that of queries/owners.py does. @param {Model} model @param {AskedMoney} asked @param {(k: number) => boolean} stands @param {When | null} when null to go along each @returns {Set<number>} */
export function ownership(model, { what, of }, stands, when) {
  const isUp = what === "owners", edges = new Set(), seen = new Set([of]);
  for (const i of seen) {
    for (const k of model.adjacent.of(i)) {
      const [near, far] = isUp ? [taker(model, k), giver(model, k)] : [giver(model, k), taker(model, k)];
      if (near !== i || !owns(model, k) || !stands(k)) continue;
      edges.add(k);
      if (!when || !(whyNotOwned(model, k, when) || isIndirect(model, k))) seen.add(far);
    }
  }
  return edges;
}

/** Take over what the reader has chosen. @param {Viewer} viewer */
function show(viewer) {
  const { model, state, view } = viewer, { asOf, since, until, width } = state, when = { asOf, since, until };
  const { laid = "", home = homeOf(model) } = shown.get(model) ?? {};
  const scale = width ? scaleOf(model, view, width, when) : null;
  const { asked } = state, wanted = asked ? `${asked.what} ${model.ids[asked.of]}` : "";
  shown.set(model, { when, scale, laid: wanted, home, thin: asked && ((k) => isUncounted(model, k, when)), isOfOwners: Boolean(asked && asked.what !== "flows") });
  if (wanted !== laid) layOut(viewer, asked, home);
}

/** @param {Model} model */
function homeOf(model) {
  const [x, y] = model.turned ? [model.y, model.x] : [model.x, model.y];
  return { x, y };
}

/** Let owners stand above what they own, and who pays beside whom they pay; or everybody where they stood before. @param {Viewer} viewer @param {AskedMoney | null} asked @param {Home} home */
function layOut({ dark, model, renderer }, asked, home) {
  model.turned = false;
  model.stands = asked !== null && asked.what !== "flows";
  model.room = asked ? ROOM : 0;
  [model.x, model.y] = [home.x, home.y];
  if (asked) {
    const places = asked.what === "flows" ? flowPlaces(asked.of, linksOf(model, paymentsOf(model, asked.of, () => true)))
      : treePlaces(asked.of, linksOf(model, ownership(model, asked, () => true, null)));
    model.x = new Float32Array(model.n);
    model.y = new Float32Array(model.n);
    for (const [i, { x, y }] of places) [model.x[i], model.y[i]] = [x, y];
  }
  renderer.hold(model);
  renderer.setTheme(dark);
}

/** What the width of lines can tell, and its words. @param {Viewer} viewer */
function widths({ model, state }) {
  const hasShares = model.data.claims.figure?.some((/** @type {number} */ bits) => bits & 1);
  const told = ["", ...(hasShares ? [SHARE] : []), ...new Set([...allCurrencies(model), ...(state.width && state.width !== SHARE ? [state.width] : [])])];
  const words = (/** @type {string} */ one) => (one === "" || one === SHARE ? t(`money.width.${one || "none"}`)
    : t("money.width.amount", { currency: one === NO_CURRENCY ? t("money.no-currency") : one }));
  return { told, words };
}

/** @param {Viewer} viewer */
function chooser(viewer) {
  const { told, words } = widths(viewer), { state } = viewer;
  if (told.length < 2) return null;
  const field = /** @type {HTMLSelectElement} */ (h("select", { class: "ag-colouring ag-widths", "aria-label": t("money.width"), onchange: () => {
    state.width = field.value;
    viewer.change();
  } }, ...told.map((one) => h("option", { value: one, selected: one === state.width }, words(one)))));
  return h("label", { class: "ag-legenditem" }, h("span", {}, t("money.width")), field);
}

/** What can be asked about somebody. @param {Viewer} viewer @param {number} i @returns {HTMLElement[]} */
function actions(viewer, i) {
  const { model, state } = viewer, edges = Array.from(model.adjacent.of(i));
  const there = {
    owners: edges.some((k) => owns(model, k) && taker(model, k) === i),
    owned: edges.some((k) => owns(model, k) && giver(model, k) === i),
    flows: edges.some((k) => pays(model, k)),
  };
  return MONEY_QUESTIONS.filter((what) => there[what]).map((what) => smallButton(t(`money.${what}`), () => {
    const isMoney = state.width !== "" && state.width !== SHARE;
    const width = what !== "flows" || isMoney ? state.width : currencies(model, edges)[0] ?? "";
    viewer.askMoney(what, i, width);
  }, { "aria-pressed": String(state.asked?.what === what && state.asked.of === i) }));
}

money.shown = {
  lineWords: (model, edges) => lineWords(model, edges, whenOf(model), shown.get(model)?.isOfOwners ?? false),
  figure: (model, k) => figure(model, k, whenOf(model)),
  isTurned,
  width: (model, edges) => {
    const { scale = null, thin = null } = shown.get(model) ?? {};
    if (scale) return widthOf(scale, model, edges);
    return thin && edges.every(thin) ? [THIN, 0] : null;
  },
  part, show, choice: chooser, actions,
  legendRows: (model) => {
    const scale = shown.get(model)?.scale;
    return scale ? legendRows(scale) : [];
  },
  title: (model, { what, of }) => t(`money.asked.${what}`, { name: clean(model.names[of]) }),
};
