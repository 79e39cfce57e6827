// Returns the contrast of each text that is shown with what is behind it, as WCAG 2 has it, with the text and its class.
async () => {
  // A switch of the theme is finished when its transitions are.
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
    .getContext("2d", { willReadFrequently: true });
  const seen = new Map();
  const paint = (layers) => {
    const key = layers.join();
    if (!seen.has(key)) {
      for (const layer of ["#fff", ...layers]) {
        pen.fillStyle = layer;
        pen.fillRect(0, 0, 1, 1);
      }
      seen.set(key, [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3));
    }
    return seen.get(key);
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const grounds = new Map();
  /** What lies behind the text of an element, and how opaque the element is. */
  const ground = (element) => {
    if (!element) return { layers: [], opacity: 1 };
    if (!grounds.has(element)) {
      const outer = ground(element.parentElement), { backgroundColor, opacity } = getComputedStyle(element);
      const layers = backgroundColor === "rgba(0, 0, 0, 0)" ? outer.layers : [...outer.layers, backgroundColor];
      grounds.set(element, { layers, opacity: outer.opacity * Number(opacity) });
    }
    return grounds.get(element);
  };
  const measured = [];
  const measure = (element, { webkitTextFillColor }, own, text) => {
    const { layers, opacity } = ground(element);
    const behind = paint(layers), ink = paint([...layers, webkitTextFillColor]), part = opacity * own;
    const shown = ink.map((one, at) => one * part + behind[at] * (1 - part));
    const [light, dark] = [luminance(shown), luminance(behind)].sort((a, b) => b - a);
    measured.push([Math.round(((light + 0.05) / (dark + 0.05)) * 100) / 100, text.trim().slice(0, 60), element.className]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement: element } = walker.currentNode;
    if (!data.trim() || element.closest("style, script, option, :disabled")) continue;
    if (!element.checkVisibility({ checkVisibilityCSS: true })) continue;
    const { width, height } = element.getBoundingClientRect();
    if (width < 2 || height < 2) continue;  // for screen readers only
    measure(element, getComputedStyle(element), 1, data);
    const after = getComputedStyle(element, "::after");
    if (element.dataset.of) measure(element, after, Number(after.opacity), element.dataset.of);
  }
  return measured;
}
