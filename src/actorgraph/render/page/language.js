// The page's own words in the language that was chosen. `words/` has a table for each; Python puts
// the chosen one behind this module (html.py). Words from the data are never translated.

/** A text with {places}, or one for each plural form of the number n. @typedef {string | Record<string, string>} Wording */

/** @type {{code: string, words: Record<string, Wording>}} */
const chosen = { code: "en", words: {} };
/**
 * What stands between thousands, and from which number on. A browser needs longer to look this up, or
 * the rules of plurals, than to draw a small page; tests/page/test_languages.py compares both with what
 * it says.
 * @type {Record<string, [string, number]>}
 */
const THOUSANDS = { en: [",", 1_000], de: [".", 1_000], fr: ["\u202f", 1_000], es: [".", 10_000], ru: ["\u00a0", 1_000] };

const ofMillions = (/** @type {number} */ n) => n > 0 && n % 1_000_000 === 0;
/** The plural form of a whole number. @type {Partial<Record<string, (n: number) => string>>} */
const PLURALS = {
  en: (n) => (n === 1 ? "one" : "other"),
  de: (n) => (n === 1 ? "one" : "other"),
  fr: (n) => (n < 2 ? "one" : ofMillions(n) ? "many" : "other"),
  es: (n) => (n === 1 ? "one" : ofMillions(n) ? "many" : "other"),
  ru: (n) => {
    const ones = n % 10, teen = n % 100 >= 11 && n % 100 <= 14;
    return !teen && ones === 1 ? "one" : !teen && ones >= 2 && ones <= 4 ? "few" : "many";
  },
};

/** Take a language and its words. @param {string} code @param {Record<string, Wording>} words */
export function learn(code, words) {
  Object.assign(chosen, { code, words });
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

/** Which of the plural forms of the page's language a number asks for. @param {number} n */
export function pluralForm(n) {
  const form = PLURALS[chosen.code];
  return form && isCount(n) ? form(n) : new Intl.PluralRules(chosen.code).select(n);
}

/** @param {number} value */
const isCount = (value) => Number.isInteger(value) && value >= 0;

/** A number with the separators of a language, the page's own if none is given. @param {number} value @param {string} [code] */
export function numberWords(value, code = chosen.code) {
  const thousands = THOUSANDS[code];
  if (!thousands || !isCount(value)) return value.toLocaleString(code);
  const [separator, least] = thousands, digits = String(value);
  return value < least ? digits : digits.replace(/\B(?=(\d{3})+$)/g, separator);
}

/** @param {string | number} value */
const shown = (value) => (typeof value === "number" ? numberWords(value) : value);
