// Whether the frame is compact: on a phone, in a narrow notebook, in an article. There the tools are
// in a menu, the card is a sheet over the picture, and nothing stands beside it.

const WIDEST = 640;

/**
 * Keep the class `ag-compact` of an element right until the returned function is called.
 * @param {HTMLElement} root
 * @param {boolean} always whatever the width is
 */
export function watchWidth(root, always) {
  const decide = (/** @type {number} */ width) => root.classList.toggle("ag-compact", always || width <= WIDEST);
  // To ask the element for its width again would lay out anew what other observers have changed by then.
  const watcher = new ResizeObserver(([{ contentRect }]) => decide(contentRect.width));
  watcher.observe(root);
  decide(root.clientWidth);
  return () => watcher.disconnect();
}

/** @param {HTMLElement} root */
export const isCompact = (root) => root.classList.contains("ag-compact");
