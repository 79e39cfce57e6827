// Elements made from text, never from HTML.

/**
 * Make an element. Children that are strings become text.
 * @param {string} tag
 * @param {Record<string, any>} [props] `on*` are listeners, known properties are set, others are attributes
 * @param {...(Node | string | null)} children
 * @returns {any}
 */
export function h(tag, props = {}, ...children) {
  const made = /** @type {any} */ (document.createElement(tag));
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else if (name in made && !["list", "form", "role"].includes(name)) made[name] = value;
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Text from the data with every character that would act, rather than show, spelled out.
 * @param {string} text
 */
export function clean(text) {
  return String(text).replace(HIDDEN, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

/**
 * The address if it leads to the web and nowhere else.
 * @param {string} text
 * @returns {string|null}
 */
export function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * A link that gives away nothing, or plain text where the address is not one of the web.
 * @param {string} text what is shown
 * @param {string} address
 */
export function link(text, address) {
  const href = webAddress(address);
  if (!href) return h("span", {}, clean(text));
  return h("a", { href, rel: "noopener noreferrer", target: "_blank" }, clean(text));
}

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const a = h("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(a.href), 2000);
}
