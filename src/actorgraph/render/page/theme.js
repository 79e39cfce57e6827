// Whether the notebook around a view is dark. JupyterLab, VS Code, marimo and Colab each say it in
// another way, and all of them set text on it: light text means a dark ground.

const LIGHT_TEXT = 128;
/** How much each of red, green and blue adds to the lightness of a colour. */
const PARTS = [0.2126, 0.7152, 0.0722];

/**
 * Tell whether the host is dark, now and whenever it changes, until the returned function is called.
 * @param {HTMLElement} element of the host's document
 * @param {(dark: boolean) => void} tell
 */
export function followTheme(element, tell) {
  /** @type {boolean | null} */
  let told = null;
  const look = () => {
    const dark = isLight(getComputedStyle(element).color);
    if (dark !== told) tell(dark);
    told = dark;
  };
  // A theme is a class or an attribute of the whole document, and a sheet that comes a moment later.
  const later = () => requestAnimationFrame(look);
  const watcher = new MutationObserver(later);
  for (const one of [document.documentElement, document.body]) watcher.observe(one, { attributes: true });
  watcher.observe(document.head, { childList: true });
  const system = matchMedia("(prefers-color-scheme: dark)");
  document.addEventListener("load", later, true);
  document.addEventListener("transitionend", later, true);
  system.addEventListener("change", later);
  look();
  return () => {
    watcher.disconnect();
    document.removeEventListener("load", later, true);
    document.removeEventListener("transitionend", later, true);
    system.removeEventListener("change", later);
  };
}

/** @param {string} color in any notation of CSS */
function isLight(color) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d");
  if (!pen) return false;
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
  const [red, green, blue] = [r, g, b].map((part, at) => part * PARTS[at]);
  return a > 0 && red + green + blue > LIGHT_TEXT;
}
