// What is known about names as data: Python's names/names.json, which the export hands to `learn`.

import { inflated } from "./inflate.js";

/** @typedef {Record<string, string>} Table */
/** @typedef {[string, string][]} Pairs what is replaced, and by what */
/** @typedef {[RegExp, string]} Rule the same with a pattern */
/**
 * names.json, and `read`: how characters are read that have no rules of their own.
 * @typedef {object} Facts
 * @property {{honorifics: string[], rulers: string[], generations: Table}} titles
 * @property {{roman: string, ambiguous: string, suffixes: string, articles: string, ordinals: string[], teens: string, tens: Table, last: Table, first: Table, phrases: Record<string, string[]>, written: Table, values: Table}} numerals
 * @property {{particles: string[], descent: string, unabbreviated: string}} small_words
 * @property {{words: string[], articles: string, phrases: string[]}} legal_forms
 * @property {{types: string[]}} persons
 * @property {{patronymics: string, double: string, spellings: string[], short_forms: Table}} given_names
 * @property {{endings: string}} surnames
 * @property {{rules: Pairs}} spelling
 * @property {{rules: Pairs, classes: Table, beginnings: Table}} sounds
 * @property {{letters: Table, sounded: Table, apostrophes: string, accents: string}} latin
 * @property {{letters: Table, spoken_hard_sign: string}} cyrillic
 * @property {{range: string, pairs: Pairs, letters: Table}} greek
 * @property {{range: string, points: string, geresh: string, consonant_vav: string, pairs: Pairs, letters: Table}} hebrew
 * @property {{range: string, points: string, article: string, pairs: Pairs, letters: Table}} arabic
 * @property {{range: string, generation: string, letters: Table, small: Table}} kana
 * @property {{range: string, leading: string, silent: string}} thai
 * @property {{rules: Pairs}} tamil
 * @property {{range: string, nasal: string, inherent_vowel: string, breath: string}} indic
 * @property {{range: string, run: Pairs, end: string, ends: Table, letters: Table}} myanmar
 * @property {{range: string, between: string, sounds: Table, pinyin: Pairs, names: Table}} chinese
 * @property {{scripts: string[], letters: string, split: string, spaced: string, family: string, compound: string, spelled: Table, variants: string[], legal_forms: string}} unspaced
 * @property {{of: Record<string, number>}} weights
 * @property {{scripts: string[]}} without_r
 * @property {{characters: Table, alphabets: Table, hangul: {lead: string[], vowel: string[], tail: string[]}}} read
 */

/** @type {() => Facts} */
let source = () => { throw new Error("nothing is known about names"); };
/** @type {ReturnType<typeof compiled> | null} */
let known = null;

/** Take over what is known about names, unpacked where it is first asked for: a page is drawn without it. @param {string} packed the facts as JSON, packed */
export function learn(packed) {
  source = () => JSON.parse(inflated(packed));
  known = null;
}

/** Words, letters and rules, each as the modules that work on names want it. */
export const lexicon = () => (known ??= compiled(source()));

/** @param {Facts} facts */
function compiled(facts) {
  const { given_names: given, latin, sounds, titles } = facts;
  const generations = eachWordOf(titles.generations);
  const fullForms = formsOf(given.short_forms);
  return {
    facts, generations, fullForms,
    generationWords: generationWordsOf(facts), rulers: words(titles.rulers),
    honorifics: new Set([...words(titles.honorifics), ...generations.keys()]),
    particles: words(facts.small_words.particles),
    descent: words(facts.small_words.descent),
    smallWords: words(facts.small_words.unabbreviated),
    articles: words(facts.legal_forms.articles),
    legalForms: new Set([...words(facts.legal_forms.words), ...words(facts.legal_forms.articles)]),
    longLegalForms: facts.legal_forms.phrases,
    personTypes: new Set(facts.persons.types),
    unspaced: new Set(facts.unspaced.scripts),
    compoundFamilies: words(facts.unspaced.compound),
    variants: Object.fromEntries(facts.unspaced.variants.flatMap(([first, ...others]) => [first, ...others].map((one) => [one, first]))),
    weights: facts.weights.of,
    loseR: new Set(facts.without_r.scripts),
    spellings: new Map(given.spellings.flatMap((line) => line.split(" ").map((word) => /** @type {[string, string]} */ ([word, line.split(" ")[0]])))),
    shortForms: turned(fullForms),
    patronymic: regex(given.patronymics), double: regex(given.double),
    ending: regex(facts.surnames.endings),
    beginnings: Object.entries(sounds.beginnings).map(([letter, begins]) => ({ letter, pattern: new RegExp(`^(?:${begins})`) })),
    accents: regex(latin.accents), apostrophes: new RegExp(`[${latin.apostrophes}]`, "g"),
    letters: { ...facts.cyrillic.letters, ...latin.letters }, sounded: latin.sounded,
    spelling: rules(facts.spelling.rules), sounds: rules(sounds.rules), classes: eachOf(sounds.classes),
    chineseNames: eachWordOf(facts.chinese.names),
    characters: eachOf(facts.read.characters),
    /** @type {Table} */
    others: Object.assign({}, ...Object.entries(facts.read.alphabets).map(alphabet)),
    hangul: facts.read.hangul, tamil: rules(facts.tamil.rules),
  };
}

/** A pattern that Python reads as well; its \w knows every script. @param {string} pattern */
export const regex = (pattern) => new RegExp(pattern.replaceAll("\\w", "[\\p{L}\\p{N}_]"), "gu");

const words = (/** @type {string|string[]} */ text) => new Set([text].flat().join(" ").split(" "));

/** Python writes \1 for what JavaScript calls $1. */
const rules = (/** @type {Pairs} */ pairs) => pairs.map(([pattern, becomes]) => /** @type {Rule} */ ([regex(pattern), becomes.replaceAll("\\", "$")]));

/** From each letter of the values to its key. @returns {Table} */
const eachOf = (/** @type {Table} */ table) => Object.fromEntries(Object.entries(table).flatMap(([key, letters]) => [...letters].map((one) => [one, key])));

/** From each word of the values to its key. */
const eachWordOf = (/** @type {Table} */ table) => new Map(Object.entries(table).flatMap(([key, forms]) => forms.split(" ").map((one) => /** @type {[string, string]} */ ([one, key]))));

/** From each letter of an alphabet to what it becomes. */
const alphabet = (/** @type {[string, string]} */ [first, all]) => Object.fromEntries(all.split(" ").map((one, at) => [String.fromCharCode(first.charCodeAt(0) + at), one]));

/** From a given name or its short form to the full forms it can stand for. */
function formsOf(/** @type {Table} */ shortForms) {
  /** @type {Map<string, Set<string>>} */
  const full = new Map();
  for (const [name, shorts] of Object.entries(shortForms)) for (const one of new Set([name, ...shorts.split(" ")])) full.set(one, (full.get(one) ?? new Set()).add(name));
  return full;
}

function turned(/** @type {Map<string, Set<string>>} */ fullForms) {
  /** @type {Map<string, string[]>} */
  const shorts = new Map();
  for (const [short, full] of fullForms) for (const form of full) shorts.set(form, [...(shorts.get(form) ?? []), short]);
  return shorts;
}

/** What says a generation, as generations.js reads it. @param {Facts} facts */
function generationWordsOf({ numerals, titles }) {
  const split = (/** @type {string} */ text) => text.split(" ");
  const byWord = (/** @type {Record<string, string>} */ table) => new Map(Object.entries(table).flatMap(([key, some]) => split(some).map((word) => /** @type {[string, string]} */ ([word, key]))));
  const numbered = (/** @type {string} */ line) => split(line).map((word, at) => /** @type {[string, number]} */ ([word, at + 1]));
  const roman = new Map(numbered(numerals.roman).map(([word, at]) => [word, String(at)])), ambiguous = new Set(split(numerals.ambiguous));
  const digits = [...roman.values()].flatMap((number) => ["", ...split(numerals.suffixes)].map((suffix) => /** @type {[string, string]} */ ([number + suffix, number])));
  const anywhere = new Map([...digits, ...[...roman].filter(([word]) => !ambiguous.has(word)), ...byWord(titles.generations)]);
  const ordinals = new Map(numerals.ordinals.flatMap(numbered)), teens = new Set(split(numerals.teens));
  const last = byWord(numerals.last), first = byWord(numerals.first);
  const phrases = new Map(Object.entries(numerals.phrases).flatMap(([key, some]) => some.map((phrase) => /** @type {[string, string]} */ ([phrase, key]))));
  const ends = [...phrases.keys()].map((phrase) => split(phrase)[split(phrase).length - 1]);
  return {
    roman, ambiguous, anywhere, ordinals, teens, last, first, phrases,
    articles: new Set(split(numerals.articles)),
    tens: new Map(Object.entries(numerals.tens).map(([word, number]) => [word, Number(number)])),
    telling: new Set([...anywhere.keys(), ...roman.keys(), ...ordinals.keys(), ...teens, ...last.keys(), ...first.keys(), ...ends]),
    written: Object.entries(numerals.written).map(([written, generation]) => /** @type {[RegExp, string]} */ ([regex(written), generation])),
    values: new Map(Object.entries(numerals.values).flatMap(([number, some]) => [...some].map((one) => /** @type {[string, number]} */ ([one, Number(number)])))),
  };
}
