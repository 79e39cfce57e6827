// The page of `actorgraph serve`: takes the token, asks for what is shown first, and listens for edits.

import { h } from "../page/dom.js";
import { readLink } from "../page/permalink.js";
import { listenToKeys } from "../page/shortcuts.js";
import { Editor } from "./editor.js";
import { LiveViewer, namedBy, openingLink, placeAll, placesOf } from "./liveviewer.js";
import { Refusal, Server, takeToken } from "./server.js";

/** @import { About } from "./liveviewer.js" */
/** @import { Point } from "./placing.js" */

/** @param {HTMLElement} root */
export async function start(root) {
  const server = new Server(takeToken());
  try {
    const about = await server.get("about");
    mount(root, server, about, await firstOf(server, about));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    root.replaceChildren(h("div", { class: "ag-closed", role: "alert" }, h("p", {}, error.message), h("p", {}, error.hint)));
  }
}

/** What the page shows first: what its link names, or whom the server opens on. @param {Server} server @param {About} about */
async function firstOf(server, about) {
  if (about.whole) {
    const data = await server.get("whole"), places = placesOf(data);
    const opening = about.opening ? new URLSearchParams({ id: about.opening, at: "all" }).toString() : data.story ? "step=1" : "";
    return { data, places, fragment: location.hash.slice(1) || opening };
  }
  const fragment = location.hash.slice(1) || openingLink(about);
  const { centers, also } = namedBy(readLink(fragment));
  const data = await server.post("part", { centers, also });
  /** @type {Map<string, Point>} */
  const places = new Map();
  placeAll(data, places, centers);
  return { data, places, fragment };
}

/** @param {HTMLElement} root @param {Server} server @param {About} about @param {{data: any, places: Map<string, Point>, fragment: string}} first */
function mount(root, server, about, { data, places, fragment }) {
  const viewer = new LiveViewer(root, server, about, data, places);
  viewer.openHeld(readLink(fragment));
  viewer.renderer.drawNow();
  viewer.askAgain();
  listenToKeys(document, viewer);
  const editor = about.edit ? new Editor(viewer, server) : null;
  server.listen((event, said) => {
    viewer.hear(event, said);
    editor?.hear(event, said);
  });
  Object.assign(globalThis, { actorgraph: viewer });
}
