// Work that nobody waits for: it is done once what is before the reader is drawn.

/** Milliseconds after which it is done in any case. */
const LATEST = 300;

/** Do something while nothing else is to be done. @param {() => void} act */
export function whenIdle(act) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(act, { timeout: LATEST });
  else setTimeout(act, LATEST / 10);
}
