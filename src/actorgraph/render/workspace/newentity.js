// Under a name that the data does not have: its type, with which saving adds it to entities.csv.

import { clean, h } from "../page/dom.js";
import { ownId } from "./asked.js";

/** @import { Edit } from "./asked.js" */
/** @import { Column, Field } from "./field.js" */
/** @typedef {{column: string, id: string, tell: () => void, edit: () => Edit | null}} NewEntity */

/** An id for a name: small letters and digits, parted by hyphens. @param {string} name */
export function idFor(name) {
  // Marks go from Latin letters alone: in Cyrillic they make another letter, й of и.
  const plain = name.normalize("NFKD").replace(/(\p{Script=Latin})\p{M}+/gu, "$1").normalize("NFC").toLowerCase();
  return plain.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
}

/** @param {Field} field of an end of a claim @param {Column[]} columns of entities.csv @param {() => void} onChange @returns {NewEntity} */
export function newEntity(field, columns, onChange) {
  const naming = /** @type {import("./namefield.js").NameField} */ (field.naming);
  const types = columns.find(({ name }) => name === "type")?.suggestions ?? [];
  const hasIds = columns.some(({ name, is_used }) => name === "id" && is_used);
  const list = ownId("types"), words = h("span", {});
  const type = h("input", { type: "text", class: "ws-input ws-type", autocomplete: "off", "aria-label": `Type of the new ${field.column.name}`,
    placeholder: "type, if it is to be listed", list, oninput: onChange });
  const box = h("div", { class: "ws-new", hidden: true }, words, type,
    h("datalist", { id: list }, ...types.map((/** @type {string} */ one) => h("option", { value: one }))));
  field.extra.append(box);
  const idNow = () => {
    const id = hasIds ? idFor(naming.value) : "";
    return id && naming.known.has(id) ? `${id}-2` : id;
  };
  const wanted = () => naming.isNew && type.value.trim() !== "";
  return {
    column: field.column.name,
    get id() {
      return wanted() ? idNow() || naming.value : naming.value;
    },
    tell: () => {
      box.hidden = !naming.isNew;
      if (box.hidden) type.value = "";
      const id = wanted() ? idNow() : "";
      words.textContent = id ? `Not in the data yet; its id will be ${clean(id)}.` : "Not in the data yet.";
    },
    edit: () => {
      if (!wanted()) return null;
      const id = idNow();
      return { table: "entities", do: "add", cells: { ...(id ? { id } : {}), name: naming.value, type: type.value.trim() } };
    },
  };
}
