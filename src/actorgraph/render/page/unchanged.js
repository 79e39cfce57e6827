// Whether the card would say the same on another day: while time plays, most cards do, and making
// the card of somebody with hundreds of relations anew takes longer than drawing the picture.

import { when, textOf } from "./sentences.js";

/** @import { Viewer } from "./viewer.js" */

/** All that the day changes on the card. @param {Viewer} viewer @returns {string} */
export function cardKey({ model, state, view }) {
  const { selected, path, asOf } = state;
  const who = [selected, state.line, path?.from, path?.to, view.path];
  /** @type {Iterable<number>} */
  const edges = path ? view.path ?? [] : state.line.length ? state.line.flatMap((k) => (k < model.m ? [k] : model.collapsed[k - model.m].via))
    : selected !== null ? model.adjacent.of(selected) : [];
  const said = Array.from(edges, (k) => (view.standing[k] ? `${view.standing[k]} ${textOf(model, when(model, k, asOf))}` : ""));
  const shown = selected === null && !path && !state.line.length ? view.node.join("") : "";
  return JSON.stringify([who, said, shown]);
}
