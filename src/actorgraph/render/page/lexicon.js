// What is known about names as data: Python's names/names.json, which the export hands to `learn`.

/** Words, letters and rules, each as the modules that work on names want it. @type {any} */
export const lexicon = {};

/**
 * Take over what is known about names.
 * @param {any} facts names.json, and `read`: how characters are read that have no rules of their own
 */
export function learn(facts) {
  const { given_names: given, latin, sounds, titles } = facts;
  const generations = words(titles.generations);
  const fullForms = formsOf(given.short_forms);
  Object.assign(lexicon, {
    facts, generations, fullForms,
    honorifics: new Set([...words(titles.honorifics), ...generations]),
    particles: words(facts.small_words.particles),
    smallWords: words(facts.small_words.unabbreviated),
    legalForms: words(facts.legal_forms.words),
    longLegalForms: facts.legal_forms.phrases,
    personTypes: new Set(facts.persons.types),
    loseR: new Set(facts.without_r.scripts),
    spellings: new Map(given.spellings.flatMap((/** @type {string} */ line) => line.split(" ").map((word) => [word, line.split(" ")[0]]))),
    shortForms: turned(fullForms),
    patronymic: regex(given.patronymics),
    ending: regex(facts.surnames.endings),
    beginnings: Object.entries(sounds.beginnings).map(([letter, begins]) => [letter, new RegExp(`^(?:${begins})`)]),
    accents: regex(latin.accents), apostrophes: new RegExp(`[${latin.apostrophes}]`, "g"),
    letters: { ...facts.cyrillic.letters, ...latin.letters }, sounded: latin.sounded,
    spelling: rules(facts.spelling.rules), sounds: rules(sounds.rules), classes: eachOf(sounds.classes),
    chineseNames: eachWordOf(facts.chinese.names),
    characters: eachOf(facts.read.characters),
    others: Object.assign({}, ...Object.entries(facts.read.alphabets).map(alphabet)),
    hangul: facts.read.hangul, tamil: rules(facts.tamil.rules),
  });
}

/** A pattern that Python reads as well; its \w knows every script. @param {string} pattern */
export const regex = (pattern) => new RegExp(pattern.replaceAll("\\w", "[\\p{L}\\p{N}_]"), "gu");

const words = (/** @type {string|string[]} */ text) => new Set([text].flat().join(" ").split(" "));

/** Python writes \1 for what JavaScript calls $1. */
const rules = (/** @type {[string, string][]} */ pairs) => pairs.map(([pattern, becomes]) => [regex(pattern), becomes.replaceAll("\\", "$")]);

/** From each letter of the values to its key. */
const eachOf = (/** @type {Record<string, string>} */ table) => Object.fromEntries(Object.entries(table).flatMap(([key, letters]) => [...letters].map((one) => [one, key])));

/** From each word of the values to its key. */
const eachWordOf = (/** @type {Record<string, string>} */ table) => new Map(Object.entries(table).flatMap(([key, forms]) => forms.split(" ").map((one) => [one, key])));

/** From each letter of an alphabet to what it becomes. */
const alphabet = (/** @type {[string, any]} */ [first, all]) => Object.fromEntries(all.split(" ").map((/** @type {string} */ one, /** @type {number} */ at) => [String.fromCharCode(first.charCodeAt(0) + at), one]));

/** From a given name or its short form to the full forms it can stand for. */
function formsOf(/** @type {Record<string, string>} */ shortForms) {
  const full = new Map();
  for (const [name, shorts] of Object.entries(shortForms)) for (const one of new Set([name, ...shorts.split(" ")])) full.set(one, (full.get(one) ?? new Set()).add(name));
  return full;
}

function turned(/** @type {Map<string, Set<string>>} */ fullForms) {
  const shorts = new Map();
  for (const [short, full] of fullForms) for (const form of full) shorts.set(form, [...(shorts.get(form) ?? []), short]);
  return shorts;
}
