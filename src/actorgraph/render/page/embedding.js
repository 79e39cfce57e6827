// The page in a frame of an article: it says what the wheel needs, how high it wants to be, and where
// the whole page is. It listens to no message; the article hears one number and nothing else.

import { h } from "./dom.js";
import { HELD, isFramed } from "./gestures.js";
import { t } from "./language.js";

const HINT_LASTS = 1600;
/** Height of the picture as a part of its width, and its bounds; and of what stands above and below it. */
const SHAPE = 0.66, LEAST = 300, MOST = 640, AROUND = 110;

/** A hint that shows for a while what the gesture that was left to the article would need. @param {HTMLElement} stage @returns {HTMLElement} */
export function gestureHint(stage) {
  const hint = h("div", { class: "ag-gesture", "aria-hidden": "true" });
  let timer = 0;
  stage.addEventListener(HELD, (event) => {
    const isTouch = /** @type {CustomEvent} */ (event).detail === "touch", isMac = /^Mac/.test(navigator.platform);
    hint.textContent = isTouch ? t("embed.touch") : isMac ? t("embed.wheel-mac") : t("embed.wheel");
    hint.classList.add("ag-open");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("ag-open"), HINT_LASTS);
  });
  return hint;
}

/** Tell the article how high the page wants to be, now and whenever its width changes. */
export function tellHeight() {
  let told = 0;
  const tell = () => {
    const height = Math.round(Math.min(MOST, Math.max(LEAST, innerWidth * SHAPE)) + AROUND);
    if (height !== told) parent.postMessage({ actorgraphHeight: height }, "*");
    told = height;
  };
  addEventListener("resize", tell);
  tell();
}

/** A link to the page by itself, from a frame in which it has an address. @returns {Node | null} */
export function wholePage() {
  if (!isFramed() || !/^(https?|file):$/.test(location.protocol)) return null;
  return h("a", { href: location.href.replace(/#.*$/, ""), target: "_blank", rel: "noopener noreferrer" }, t("embed.whole"));
}
