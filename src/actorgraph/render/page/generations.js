// What tells a person from others of the name, on a throne or in a family, as in Python's names/generations.py.

import { lexicon } from "./lexicon.js";

/** @typedef {[string[], string]} Told the words of a name without its generation, and that; "" where nothing says one */

const WORD = "[\\p{L}\\p{N}_]";

/** Whether a generation is a number, as a ruler has. @param {string} generation */
export const isNumber = (generation) => /^\d+$/.test(generation);

/** Whether one of some words can say a generation. @param {string[]} whole */
const isTold = (whole) => whole.length > 1 && whole.some((word) => lexicon().generationWords.telling.has(word));

/**
 * The words of a name without what surely says its generation, and that.
 * @param {string} text @param {string[]} whole @param {(text: string) => string} fold @returns {Told}
 */
export function withoutGeneration(text, whole, fold) {
  if (!isTold(whole)) return [whole, ""];
  const told = atTheBeginning(text, whole, fold) ?? atTheEnd(whole) ?? within(text, whole);
  return told ? withoutTitle(...told) : [whole, ""];
}

/** The same where the words can be a name too, or an initial: Felipe Segundo, George V. @param {string} text @param {string[]} whole @returns {Told | null} */
export function doubtfulGeneration(text, whole) {
  if (!isTold(whole)) return null;
  const last = lexicon().generationWords.last.get(whole[whole.length - 1]);
  if (last) return [whole.slice(0, -1), last];
  for (const count of [2, 1]) {
    const [read, number] = ordinal(whole.slice(-count));
    if (number && read === count && count < whole.length) return withoutTitle(whole.slice(0, -count), number);
  }
  return romanLetter(text, whole);
}

/** A name without what says the generation by how it is written, as in ルイ14世, and that. @param {string} text @returns {[string, string]} */
export function writtenGeneration(text) {
  if (!/[^\x00-\x7f]/.test(text) && !text.includes(" d.")) return [text, ""];
  for (const [written, generation] of lexicon().generationWords.written) {
    written.lastIndex = 0;
    const found = written.exec(text), said = found && (generation || valueOf(found[1]));
    if (found && said) return [text.slice(0, found.index) + text.slice(found.index + found[0].length), said];
  }
  return [text, ""];
}

/** The number that digits of a script say: 十二 is 12, 二十 is 20. @param {string} digits */
function valueOf(digits) {
  if (/^[0-9]+$/.test(digits)) return String(Number(digits));
  let value = 0;
  for (const letter of digits.toLowerCase()) {
    const one = lexicon().generationWords.values.get(letter) ?? 0;
    value = value > 0 && letter === "十" ? value * one : value + one;
  }
  return String(value);
}

/** What Hungarian and Turkish begin with: IV. Béla, ifj. Nagy János. @param {string} text @param {string[]} whole @param {(text: string) => string} fold @returns {Told | null} */
function atTheBeginning(text, [first, ...rest], fold) {
  const { first: begins, roman } = lexicon().generationWords, found = new RegExp(`^\\s*(${WORD}+)\\.\\s`, "u").exec(text);
  if (!found || fold(found[1]) !== first) return null;
  const generation = begins.get(first) ?? (first.length > 1 ? roman.get(first) : undefined);
  return generation ? [rest, generation] : null;
}

/** @param {string[]} whole @returns {Told | null} */
function atTheEnd(whole) {
  const { phrases, last } = lexicon().generationWords;
  for (const count of [3, 2]) {
    const generation = phrases.get(whole.slice(-count).join(" "));
    if (generation && whole.length > count) return [whole.slice(0, -count), generation];
  }
  const generation = last.get(whole[whole.length - 1]);
  return generation && whole.length > 2 ? [whole.slice(0, -1), generation] : null;
}

/** @param {string} text @param {string[]} whole @returns {Told | null} */
function within(text, whole) {
  const { articles, anywhere, roman } = lexicon().generationWords;
  for (let at = 1; at < whole.length; at++) {
    const hasArticle = at > 1 && articles.has(whole[at - 1]);
    const [read, number] = hasArticle ? ordinal(whole.slice(at)) : [1, ""];
    const generation = number || anywhere.get(whole[at]) || (isRoman(text, whole, at) && roman.get(whole[at]));
    if (generation) return [[...whole.slice(0, hasArticle ? at - 1 : at), ...whole.slice(at + read)], generation];
  }
  return null;
}

/** How many of the first words are an ordinal, and its number; "" if none are. @param {string[]} some @returns {[number, string]} */
function ordinal([first, second = ""]) {
  const { tens, ordinals, teens } = lexicon().generationWords, number = ordinals.get(first), unit = ordinals.get(second), ten = tens.get(first);
  if (ten !== undefined && unit !== undefined) return [2, String(ten + unit)];
  if (number === undefined) return [1, ""];
  return teens.has(second) ? [2, String(10 + number)] : [1, String(number)];
}

/** Whether a word is surely a number: Pius XI is a Pope, Xi Jinping is not. @param {string} text @param {string[]} whole @param {number} at */
function isRoman(text, whole, at) {
  if (!lexicon().generationWords.ambiguous.has(whole[at])) return false;
  const written = whole[at].toUpperCase(), isTitled = at > 1 && lexicon().rulers.has(whole[0]);
  const isTold = isTitled || (written.length > 1 && text.toUpperCase() !== text);
  return isTold && new RegExp(`(?<!${WORD})${written}(?!${WORD})`, "u").test(text);
}

/** A Roman number at the end, or before a country or a father: Christian X of Denmark. @param {string} text @param {string[]} whole @returns {Told | null} */
function romanLetter(text, whole) {
  const { ambiguous, roman } = lexicon().generationWords;
  for (let at = 1; at < whole.length; at++) {
    const word = whole[at], after = whole[at + 1] ?? "";
    if (!ambiguous.has(word) || whole[at - 1].length === 1 || (after && !isByname(after))) continue;
    const written = text.toLowerCase() === text ? word : word.toUpperCase();
    if (new RegExp(`(?<!${WORD})${written}(?!${WORD})(?!\\.\\s*${WORD})`, "u").test(text)) {
      return withoutTitle([...whole.slice(0, at), ...whole.slice(at + 1)], roman.get(word) ?? "");
    }
  }
  return null;
}

/** Whether a word after a ruler's name begins where from or whose child that is. @param {string} word */
export const isByname = (word) => lexicon().particles.has(word) || word.search(lexicon().patronymic) >= 0;

/** @param {string[]} rest @param {string} generation @returns {Told} */
function withoutTitle(rest, generation) {
  const isTitled = isNumber(generation) && rest.length > 1 && lexicon().rulers.has(rest[0]);
  return [isTitled ? rest.slice(1) : rest, generation];
}
