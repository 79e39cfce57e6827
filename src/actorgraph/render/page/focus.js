// Focus that stays where the reader is while what is shown is made anew: on the same control where
// there still is one, on the heading of what was opened, and never on nothing.

/** @typedef {{card: HTMLElement, table: HTMLElement, stage: HTMLElement, empty: HTMLElement}} Places */

/** The element that has the focus, in a page or in a part of one. @param {HTMLElement} root @returns {HTMLElement | null} */
export function focused(root) {
  const tree = /** @type {Document | ShadowRoot} */ (root.getRootNode());
  return /** @type {HTMLElement | null} */ (tree.activeElement ?? null);
}

/**
 * Remember who has the focus; the returned function gives it back after a change.
 * @param {HTMLElement} root
 * @param {Places} places
 */
export function holdFocus(root, places) {
  const control = focused(root);
  if (!control || !root.contains(control)) return () => {};
  const place = [places.card, places.table].find((one) => one.contains(control));
  const before = place && headingOf(place)?.textContent;
  const words = wordsOf(control);
  return () => {
    if (isThere(control)) return;
    const heading = place && headingOf(place);
    const same = place && before === heading?.textContent ? controlOf(place, words) : undefined;
    const next = [same, heading, places.table, places.empty.querySelector("button"), places.stage].find((one) => one && isThere(one));
    if (next?.tagName === "H2") next.tabIndex = -1;
    /** @type {HTMLElement | undefined} */ (next)?.focus({ preventScroll: next === heading });
  };
}

/** @param {Element} place @returns {HTMLElement | null} */
const headingOf = (place) => place.querySelector("h2");

/** @param {HTMLElement} control */
const wordsOf = (control) => control.getAttribute("aria-label") ?? control.textContent;

/** @param {HTMLElement} place @param {string | null} words @returns {HTMLElement | undefined} */
function controlOf(place, words) {
  const controls = /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("button, a, input, summary, [tabindex]"));
  return [...controls].find((one) => wordsOf(one) === words);
}

/** Whether an element can be seen. @param {HTMLElement} element */
function isThere(element) {
  return element.isConnected && element.getClientRects().length > 0;
}
