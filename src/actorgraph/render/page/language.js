// The page's own words in the language that was chosen. `words/` has a table for each; Python puts
// the chosen one behind this module (html.py). Words from the data are never translated.

/** A text with {places}, or one for each plural form of the number n. @typedef {string | Record<string, string>} Wording */

/** @type {{code: string, words: Record<string, Wording>, plural: Intl.PluralRules | null}} */
const chosen = { code: "en", words: {}, plural: null };
/**
 * What stands between thousands, and from which number on. A browser needs longer to look this up than
 * to draw a small page; tests/page/test_languages.py compares it with what the browser says.
 * @type {Record<string, [string, number]>}
 */
const THOUSANDS = { en: [",", 1_000], de: [".", 1_000], fr: ["\u202f", 1_000], es: [".", 10_000], ru: ["\u00a0", 1_000] };

/** Take a language and its words. @param {string} code @param {Record<string, Wording>} words */
export function learn(code, words) {
  Object.assign(chosen, { code, words, plural: null });
}

/** The code of the language, such as "de". */
export const languageCode = () => chosen.code;

/** What a card says of claims is English in every language, as `show` says it; readers aloud have to know. */
const ENGLISH_PARTS = "ul:not(.ag-starts), ol, .ag-facts, .ag-preface, .ag-sentence, .ag-part h4";

/** Mark what stands in English in a card or a table, where the page speaks another language. @param {Element} shown */
export function markEnglish(shown) {
  if (chosen.code === "en") return;
  for (const part of shown.querySelectorAll(ENGLISH_PARTS)) part.setAttribute("lang", "en");
  for (const own of shown.querySelectorAll("[lang] .ag-button, [lang] .ag-cite")) own.setAttribute("lang", chosen.code);
}

/** Whether the language has words under a key. @param {string} key */
export const hasWords = (key) => Object.hasOwn(chosen.words, key);

/**
 * The words under a key, with values in their places; `n` chooses the plural form.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const wording = hasWords(key) ? chosen.words[key] : key;
  const text = typeof wording === "string" ? wording : wording[pluralForm(Number(values.n))] ?? wording.other;
  return text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? shown(values[name]) : place));
}

/** @param {number} n */
const pluralForm = (n) => (chosen.plural ??= new Intl.PluralRules(chosen.code)).select(n);

/** A number with the separators of the language. @param {number} value */
export function numberWords(value) {
  const thousands = THOUSANDS[chosen.code];
  if (!thousands || !Number.isInteger(value) || value < 0) return value.toLocaleString(chosen.code);
  const [separator, least] = thousands, digits = String(value);
  return value < least ? digits : digits.replace(/\B(?=(\d{3})+$)/g, separator);
}

/** @param {string | number} value */
const shown = (value) => (typeof value === "number" ? numberWords(value) : value);
