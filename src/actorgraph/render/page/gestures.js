// Turns dragging, the wheel, pinching and keys into pan, zoom, click and hover, for the canvas's element.
// What lies under the pointer is the canvas's to find. In a frame, as in an article, the wheel and one
// finger belong to the page around it until the reader clicks into the picture; HELD tells of it.

const CLICK_SLACK = 5;
const KEY_STEP = 60;
const KEY_ZOOM = 1.35;
const WHEEL = 0.0016;
/** How far a finger may be off what it means, in pixels. */
const FINGER = 24;
/** The event by which the element tells that it left a gesture to the page around it; its detail is wheel or touch. */
export const HELD = "ag-held";

/**
 * @typedef {object} Answers
 * @property {(dx: number, dy: number) => void} pan
 * @property {(factor: number, x: number, y: number) => void} zoom
 * @property {(x: number, y: number, reach?: number) => void} click reach: how far off a finger may be
 * @property {(x: number, y: number) => void} hover
 * @property {() => void} leave
 * @property {() => void} fit
 */

/**
 * Listen to the events of an element until the returned function is called.
 * @param {HTMLElement} element
 * @param {Answers} answers in pixels from the element's corner
 * @returns {() => void}
 */
export function listen(element, answers) {
  const stop = new AbortController();
  /** @type {Map<number, {x: number, y: number}>} */
  const fingers = new Map();
  let travelled = 0;
  const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ answer) =>
    element.addEventListener(name, answer, { signal: stop.signal, passive: false });
  const at = (/** @type {MouseEvent} */ event) => placeIn(element, event);
  const entry = entryOf(element, on);

  on("pointerdown", (/** @type {PointerEvent} */ event) => {
    if (event.button !== 0) return;
    if (!fingers.size) travelled = 0;
    fingers.set(event.pointerId, at(event));
    element.setPointerCapture(event.pointerId);
  });
  on("pointermove", (/** @type {PointerEvent} */ event) => {
    const now = at(event);
    const before = fingers.get(event.pointerId);
    if (!before) return answers.hover(now.x, now.y);
    if (entry.isHeld(event, fingers.size)) return;
    const pinch = pinched(fingers, event.pointerId, before, now);
    fingers.set(event.pointerId, now);
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    if (pinch) {
      travelled = Infinity;
      answers.zoom(pinch.factor, pinch.x, pinch.y);
      answers.pan(pinch.dx, pinch.dy);
    } else if (travelled > CLICK_SLACK) answers.pan(now.x - before.x, now.y - before.y);
  });
  on("pointerup", (/** @type {PointerEvent} */ event) => {
    const tapped = fingers.delete(event.pointerId) && travelled <= CLICK_SLACK && !fingers.size;
    if (!tapped) return;
    const { x, y } = at(event);
    answers.click(x, y, event.pointerType === "touch" ? FINGER : undefined);
  });
  on("pointercancel", (/** @type {PointerEvent} */ event) => fingers.delete(event.pointerId));
  on("pointerleave", () => answers.leave());
  on("wheel", (/** @type {WheelEvent} */ event) => {
    if (entry.isHeld(event, 0)) return;
    event.preventDefault();
    const { x, y } = at(event);
    answers.zoom(wheeled(event), x, y);
  });
  on("keydown", (/** @type {KeyboardEvent} */ event) => keyed(event, element, answers));
  return () => stop.abort();
}

/** Whether the page stands in a frame of another. */
export const isFramed = () => globalThis.self !== globalThis.top;

/**
 * Watch whether the reader has come into the picture, which matters only in a frame.
 * @param {HTMLElement} element
 * @param {(name: string, answer: (event: any) => void) => void} on
 */
function entryOf(element, on) {
  let inside = !isFramed();
  if (!inside) {
    element.style.touchAction = "pan-x pan-y";
    const enter = (/** @type {boolean} */ entered) => () => { inside = entered; };
    on("focus", enter(true));
    on("click", enter(true));
    on("blur", enter(false));
    on("pointerleave", enter(false));
    // Two fingers are ours: without this the browser takes them for scrolling.
    const keep = (/** @type {TouchEvent} */ event) => { if (event.touches.length > 1) event.preventDefault(); };
    ["touchstart", "touchmove"].forEach((name) => on(name, keep));
  }
  /** Whether a gesture is left to the page around the frame. @param {WheelEvent | PointerEvent} event @param {number} fingers */
  const isHeld = (event, fingers) => {
    const isTouch = "pointerType" in event && event.pointerType === "touch";
    if (!isFramed() || (isTouch ? fingers > 1 : event.type !== "wheel" || inside || event.ctrlKey || event.metaKey)) return false;
    element.dispatchEvent(new CustomEvent(HELD, { detail: isTouch ? "touch" : "wheel" }));
    return true;
  };
  return { isHeld };
}

/** @param {HTMLElement} element @param {MouseEvent} event */
function placeIn(element, event) {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

/** The factor by which a turn of the wheel zooms. @param {WheelEvent} event */
function wheeled(event) {
  const lines = event.deltaMode === 1 ? 16 : 1;
  // A pinch on a trackpad arrives as a wheel with Ctrl, in far smaller steps.
  const speed = event.ctrlKey ? 6 * WHEEL : WHEEL;
  return Math.exp(-clamped(event.deltaY * lines, 240) * speed);
}

/**
 * Pan and zoom as one of two fingers moves.
 * @param {Map<number, {x: number, y: number}>} fingers
 * @param {number} moving
 * @param {{x: number, y: number}} before
 * @param {{x: number, y: number}} now
 */
function pinched(fingers, moving, before, now) {
  const other = [...fingers].find(([id]) => id !== moving)?.[1];
  if (!other) return null;
  const apart = (/** @type {{x: number, y: number}} */ finger) => Math.max(10, Math.hypot(finger.x - other.x, finger.y - other.y));
  return {
    factor: apart(now) / apart(before),
    x: (before.x + other.x) / 2,
    y: (before.y + other.y) / 2,
    dx: (now.x - before.x) / 2,
    dy: (now.y - before.y) / 2,
  };
}

/**
 * Pan and zoom by keys: arrows only with Shift, because plain ones follow relations from node to node.
 * @param {KeyboardEvent} event @param {HTMLElement} element @param {Answers} answers
 */
function keyed(event, element, answers) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const zoom = (/** @type {number} */ factor) => answers.zoom(factor, element.clientWidth / 2, element.clientHeight / 2);
  if (event.key === "+" || event.key === "=") zoom(KEY_ZOOM);
  else if (event.key === "-") zoom(1 / KEY_ZOOM);
  else if (event.key === "0") answers.fit();
  else if (event.shiftKey && event.key === "ArrowLeft") answers.pan(KEY_STEP, 0);
  else if (event.shiftKey && event.key === "ArrowRight") answers.pan(-KEY_STEP, 0);
  else if (event.shiftKey && event.key === "ArrowUp") answers.pan(0, KEY_STEP);
  else if (event.shiftKey && event.key === "ArrowDown") answers.pan(0, -KEY_STEP);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {number} value @param {number} most */
function clamped(value, most) {
  return Math.max(-most, Math.min(most, value));
}
