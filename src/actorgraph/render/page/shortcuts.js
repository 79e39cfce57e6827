// What single keys do: walk, search, filters, table.

/** @import { Viewer } from "./viewer.js" */

/** In a story the arrows go from step to step. @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * Listen until the returned function is called.
 * @param {EventTarget} target
 * @param {Viewer} viewer
 */
export function listenToKeys(target, viewer) {
  const listen = (/** @type {Event} */ event) => pressed(/** @type {KeyboardEvent} */ (event), viewer);
  target.addEventListener("keydown", listen);
  return () => target.removeEventListener("keydown", listen);
}

/** @param {KeyboardEvent} event @param {Viewer} viewer */
function pressed(event, viewer) {
  if (event.target instanceof HTMLSelectElement && event.key !== "Escape") return;
  const typing = event.target instanceof HTMLInputElement && event.target.type !== "checkbox" && event.target.type !== "range";
  if (viewer.frame.help.open) return;
  if (event.key === "Escape") return viewer.clear();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const { story } = viewer.frame;
  const steps = story.isTold && !event.shiftKey && !(event.target instanceof HTMLInputElement) ? STEPS[event.key] : 0;
  if (steps) {
    event.preventDefault();
    return story.move(steps);
  }
  const answer = answers(viewer, event.target === viewer.frame.stage)[event.key];
  if (!answer) return;
  if (event.key !== "Enter") event.preventDefault();
  answer();
}

/** @param {Viewer} viewer @param {boolean} inPicture @returns {Record<string, () => void>} */
function answers(viewer, inPicture) {
  const table = () => viewer.showTable(!viewer.state.table);
  const filters = () => viewer.frame.toggleFilters();
  const anywhere = { "/": () => viewer.frame.search.input.focus(), t: table, T: table, f: filters, F: filters, "?": () => viewer.frame.help.showModal() };
  if (!inPicture) return { ...anywhere, ...inTheStead(viewer) };
  const [on, back] = [() => viewer.walk(1), () => viewer.walk(-1)];
  return { ...anywhere, ArrowRight: on, ArrowDown: on, ArrowLeft: back, ArrowUp: back, Enter: () => viewer.go() };
}

/** The keys of the picture that work wherever the focus is: it gets them itself. @param {Viewer} viewer */
function inTheStead(viewer) {
  const { stage } = viewer.frame;
  return Object.fromEntries(["+", "=", "-", "0"].map((key) => [key, () => { stage.dispatchEvent(new KeyboardEvent("keydown", { key })); }]));
}
