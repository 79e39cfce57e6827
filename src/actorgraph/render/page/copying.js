// Text to the clipboard, and a word to whoever asked for it.

import { h } from "./dom.js";
import { t } from "./language.js";

/** @import { Viewer } from "./viewer.js" */

const TOLD_FOR = 1600;

/** A button that copies a text, made when it is asked for. @param {Viewer} viewer @param {string} label @param {() => string} text @param {Record<string, any>} props */
export function copyButton(viewer, label, text, props) {
  const button = h("button", { type: "button", ...props, onclick: async () => {
    const done = await copied(text());
    const words = t(done ? "card.copied" : "card.not-copied"), before = button.textContent;
    viewer.say(words);
    button.textContent = words;
    setTimeout(() => { button.textContent = before; }, TOLD_FOR);
  } }, label);
  return button;
}

/** Whether a text came to the clipboard: a frame in an article may not be allowed to write to it. @param {string} text */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedFromField(text);
  }
}

/** @param {string} text */
function copiedFromField(text) {
  const field = h("textarea", { value: text, style: "position:fixed;opacity:0" });
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
