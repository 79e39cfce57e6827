// Colours, shapes and dashes. Each kind differs from the next in shape and in lightness as well as
// in hue, so that the picture holds for colour-blind readers and in greyscale.

import { t } from "./language.js";

/** @typedef {{name: string, color: string, dark: string, shape: string}} Kind */
/** @typedef {{name: string, color: string, dark: string, dash: number[], width: number}} EdgeStyle */

/** @type {Record<string, [string, string, string]>} */
const KINDS = {
  person: ["#1f5fa8", "#6ea8e6", "dot"],
  agency: ["#b4520a", "#f0a35e", "square"],
  organization: ["#8a6d00", "#dcc04a", "pentagon"],
  position: ["#6b7280", "#a8b0bd", "diamond"],
  event: ["#0d7a66", "#58c9b1", "triangle"],
  document: ["#7a4fa3", "#bd97e0", "page"],
  media: ["#a63d6f", "#e68ab4", "triangleDown"],
  state: ["#243b53", "#c5d3e2", "star"],
  place: ["#4d7c0f", "#a9d35f", "drop"],
  group: ["#9a3412", "#e58b6a", "hexagon"],
  initiative: ["#0e7490", "#5cc3dc", "chevron"],
  topic: ["#475569", "#b3bfce", "bar"],
  "": ["#475569", "#b3bfce", "dot"],
};
/** @type {[string, string, string][]} */
const OTHERS = [
  ["#92400e", "#e0a06f", "cross"],
  ["#166534", "#77c695", "octagon"],
  ["#6d28d9", "#b79af0", "hourglass"],
  ["#9d174d", "#ea8db7", "trapezoid"],
  ["#334155", "#94a3b8", "plus"],
];
/** @type {Record<string, string>} */
const SAME = { organisation: "organization", company: "organization", party: "group", location: "place" };

/** @param {string[]} types @returns {Kind[]} */
export function kindsOf(types) {
  let next = 0;
  return types.map((name) => {
    const key = name.toLowerCase();
    const [color, dark, shape] = KINDS[SAME[key] ?? key] ?? OTHERS[next++ % OTHERS.length];
    return { name: name || "no type", color, dark, shape };
  });
}

/** How an edge looks, by what its claims add up to. Dashes say what colour says. @type {EdgeStyle[]} */
export const EDGE_STYLES = [
  { name: t("line.corroborated"), color: "#374151", dark: "#cbd5e1", dash: [], width: 2.2 },
  { name: t("line.single-origin"), color: "#8b95a5", dark: "#7d8a9c", dash: [], width: 1.2 },
  { name: t("line.unsourced"), color: "#8b95a5", dark: "#7d8a9c", dash: [2, 3], width: 1 },
  { name: t("line.our-reading"), color: "#8b95a5", dark: "#7d8a9c", dash: [6, 3, 1, 3], width: 1 },
  { name: t("line.planned"), color: "#0e7490", dark: "#5cc3dc", dash: [9, 5], width: 1.2 },
  { name: t("line.contested"), color: "#b91c1c", dark: "#f87171", dash: [9, 3, 2, 3], width: 2 },
  { name: t("line.denied"), color: "#b91c1c", dark: "#f87171", dash: [3, 4], width: 1.4 },
  { name: t("line.derived"), color: "#8b95a5", dark: "#7d8a9c", dash: [1, 3], width: 1 },
];
/** The verdict that each style stands for; "" where it stands for something else. */
export const VERDICTS_OF_STYLES = ["corroborated", "single-origin", "unsourced", "our-reading", "", "contested", "denied", ""];
export const CONTESTED = 5;
export const DENIED = 6;
const FIRM = 0, SINGLE = 1, UNSOURCED = 2, READING = 3, PLANNED = 4, DERIVED = 7;

/** The styles of what simply stands, however many say so. */
export const PLAIN_STYLES = new Set([FIRM, SINGLE]);

/** The dashes of a line of what held on the day only possibly, whatever its style. */
export const POSSIBLE_DASH = [1, 6];

/** The place of each style among all, the best founded first. */
export const STRENGTH = [FIRM, SINGLE, CONTESTED, UNSOURCED, DERIVED, READING, PLANNED, DENIED]
  .reduce((places, style, place) => ((places[style] = place), places), new Uint8Array(EDGE_STYLES.length));

/**
 * @param {{verdict: string, mode: string, reading: boolean, derived: boolean}} edge
 * @returns {number} index into EDGE_STYLES
 */
export function edgeStyle(edge) {
  if (edge.verdict === "denied") return DENIED;
  if (edge.mode) return PLANNED;
  if (edge.verdict === "contested") return CONTESTED;
  if (edge.derived) return DERIVED;
  if (edge.reading || edge.verdict === "our-reading") return READING;
  if (edge.verdict === "unsourced") return UNSOURCED;
  return edge.verdict === "single-origin" ? SINGLE : FIRM;
}
