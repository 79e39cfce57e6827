// A name taken apart as Python's names package does it, by what it knows about names (lexicon.js).

import { doubtfulGeneration, withoutGeneration, writtenGeneration } from "./generations.js";
import { lexicon, regex } from "./lexicon.js";

/** @import { Pairs, Rule, Table } from "./lexicon.js" */

/**
 * A name taken apart, all in folded words.
 * @typedef {object} Name
 * @property {string} text the name as it is written
 * @property {string} folded
 * @property {string[]} words without titles and legal forms
 * @property {string} surname "" where there is none, as of an organisation
 * @property {string} script "" if all letters are Latin
 * @property {string[]} spoken the words with the marks of Latin letters spelled out
 * @property {string} generation what tells a person from others of that name: a number, jr, sr, or ""
 * @property {string[]} forms the legal forms of an organisation
 * @property {string} characters of a name in a script without blanks, all of them; "" for others
 * @property {string} family the family name among them, which stands first
 * @property {boolean} [isGuess] whether this is one way to hear or read it, that may find who is meant and decides nothing
 * @property {boolean} person
 */

/** @param {string} word @param {Rule[]} rules */
const rewrite = (word, rules) => rules.reduce((text, [from, to]) => text.replace(from, to), word);
/** @param {string} text @param {Table} table */
const letters = (text, table) => [...text].map((c) => table[c] ?? c).join("");
/** A function that computes each answer once. @template T @param {(word: string) => T} make */
const remembered = (make) => {
  /** @type {Map<string, T>} */
  const known = new Map();
  return (/** @type {string} */ word) => {
    let answer = known.get(word);
    if (answer === undefined) known.set(word, (answer = make(word)));
    return answer;
  };
};

/** @param {string} name @returns {string} folded words, one blank between */
export function fold(name) {
  return words(romanised(lower(name)));
}

/** The same with the marks of Latin letters spelled out. @param {string} name */
function foldSpoken(name) {
  return words(romanised(letters(lower(name), lexicon().sounded)));
}

/** @param {string} text */
function words(text) {
  return (text.replace(lexicon().apostrophes, "").match(/[a-z0-9]+/g) ?? []).join(" ");
}

/** @param {string} given */
function romanised(given) {
  let text = latinised(given);
  for (const [script, rewrite] of REWRITES) {
    if (isPlain(text)) return text;
    if (pattern(script, "range").test(text)) text = rewrite(text);
  }
  return byLetter(text);
}

/** Latin and Cyrillic in plain letters. @param {string} given */
function latinised(given) {
  const text = letters(given.replace(pattern("cyrillic", "spoken_hard_sign"), "a"), lexicon().letters);
  if (isPlain(text)) return text;
  return letters(text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC"), lexicon().letters);
}

/** A text without blanks around it, as Python's `strip` has it: a byte order mark is none. @param {string} text */
export const stripped = (text) => text.replace(/^(?:(?!\ufeff)[\s\x1c-\x1f\x85])+|(?:(?!\ufeff)[\s\x1c-\x1f\x85])+$/g, "");

/** A text without case, as Python's `casefold` has it: ß is ss, ς is σ, but ı stays. @param {string} text */
export const caseless = (text) => [...text].map((c) => (c === "ı" ? c : c.toUpperCase().toLowerCase())).join("").replace(/ς/g, "σ");
/** @param {string} text */
const lower = (text) => caseless(text.normalize("NFKC"));
/** @param {string} text */
const isPlain = (text) => !/[^\x00-\x7f]/.test(text);
/** @param {string} text */
const byLetter = (text) => (isPlain(text) ? text : [...text].map((c) => hangul(c) ?? lexicon().characters[c] ?? lexicon().others[c] ?? c).join(""));

const compiled = remembered((key) => {
  const [table, name] = key.split(" ");
  return regex(/** @type {Record<string, any>} */ (lexicon().facts)[table][name]);
});

/**
 * A pattern of names.json, to be tried from the beginning.
 * @template {keyof import("./lexicon.js").Facts} T
 * @param {T} table
 * @param {string & keyof import("./lexicon.js").Facts[T]} name
 */
function pattern(table, name) {
  const regular = compiled(`${table} ${name}`);
  regular.lastIndex = 0;
  return regular;
}

/** @param {string} text @param {Pairs} list */
const paired = (text, list) => list.reduce((done, [from, to]) => done.replaceAll(from, to), text);

/** @param {string} text */
function greek(text) {
  return letters(paired(text, lexicon().facts.greek.pairs), lexicon().facts.greek.letters);
}

/** @param {string} text */
function hebrew(text) {
  const plain = text.replace(pattern("hebrew", "points"), "").replace(pattern("hebrew", "geresh"), "'");
  return letters(paired(plain, lexicon().facts.hebrew.pairs).replace(pattern("hebrew", "consonant_vav"), "v"), lexicon().facts.hebrew.letters);
}

/** @param {string} text */
function arabic(text) {
  const plain = paired(text.replace(pattern("arabic", "points"), ""), lexicon().facts.arabic.pairs).replace(/(?<![\p{L}\p{N}_])و|و(?=[اآيی])/gu, "w");
  return letters(plain, lexicon().facts.arabic.letters);
}

/** @param {string} given */
function kana(given) {
  const { letters: large, small } = lexicon().facts.kana;
  /** @type {string[]} */
  const out = [];
  const katakana = given.replace(pattern("kana", "generation"), "").replace(/[\u3041-\u3096]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60));
  for (const letter of katakana) {
    const vowel = small[letter];
    /** @type {string} */
    const last = out[out.length - 1] ?? "";
    if (vowel !== undefined && /[aiueo]$/.test(last)) {
      out.pop();
      const first = last.slice(0, -1), soft = /[hj]$/.test(first) && first !== "h";
      out.push(first ? first + (soft ? vowel[vowel.length - 1] : vowel) : `w${vowel}`);
    } else if (letter === "ー" || letter === "ッ") continue;
    else out.push(letter === "・" || letter === "=" ? " " : large[letter] ?? letter);
  }
  return out.join("");
}

/** @param {string} text */
function thai(text) {
  return text.replace(pattern("thai", "range"), (run) => breathless(run.replace(pattern("thai", "silent"), "").replace(pattern("thai", "leading"), "$2$1")));
}

/** @param {string} text */
function chinese(text) {
  return text.split(pattern("chinese", "between")).map((part) => lexicon().chineseNames.get(part)
    ?? part.replace(pattern("chinese", "range"), (run) => paired(byLetter(letters(run, lexicon().facts.chinese.sounds)), lexicon().facts.chinese.pinyin))).join(" ");
}

/** @param {string} text */
function myanmar(text) {
  const { run, ends, letters: each } = lexicon().facts.myanmar;
  return letters(paired(text, run).replace(pattern("myanmar", "end"), (_, one) => ends[one] ?? ""), each);
}

/** @param {string} text */
function indic(text) {
  const spoken = lexicon().tamil.reduce((done, [from, to]) => done.replace(from, to), text)
    .replace(pattern("indic", "nasal"), "n").replace(pattern("indic", "inherent_vowel"), "$1a");
  return spoken.replace(pattern("indic", "range"), (run) => breathless(run).replaceAll("ch", "c").replaceAll("c", "ch"));
}

/** @param {string} text */
const breathless = (text) => byLetter(text).replace(pattern("indic", "breath"), "$1");

/** @type {["greek" | "hebrew" | "arabic" | "kana" | "thai" | "chinese" | "myanmar" | "indic", (text: string) => string][]} */
const REWRITES = [
  ["greek", greek], ["hebrew", hebrew], ["arabic", arabic], ["kana", kana],
  ["thai", thai], ["chinese", chinese], ["myanmar", myanmar], ["indic", indic],
];

/** A syllable of Hangul from its parts. @param {string} letter */
function hangul(letter) {
  const at = letter.charCodeAt(0) - 0xac00;
  if (at < 0 || at >= 11172) return undefined;
  const { lead, vowel, tail } = lexicon().hangul;
  return lead[Math.floor(at / 588)] + vowel[Math.floor((at % 588) / 28)] + tail[at % 28];
}

/** A folded word as it is spelled anywhere. */
export const spellingKey = remembered((word) => rewrite(word, lexicon().spelling));

const sounded = remembered((word) => rewrite(word, lexicon().sounds));

/** The consonants of a folded word. @param {string} word */
export const consonants = (word) => sounded(word).replace(/-/g, "");

/** How a folded word sounds, in eight classes. */
export const phoneticKey = remembered((word) => [...sounded(word)].map((c) => lexicon().classes[c] ?? c).join("").replace(/([A-Z])\1+/g, "$1").replace(/-/g, ""));

/** A word as those say it who drop the r of Edwards. */
export const withoutR = remembered((word) => word.replace(/r(?![aeiouy])/g, ""));

const NAMED = ("Cyrillic Greek Hangul Katakana Hiragana Hebrew Arabic Armenian Georgian Thai Devanagari Bengali Gurmukhi " +
  "Gujarati Tamil Telugu Kannada Malayalam Sinhala Myanmar Ethiopic Khmer Lao Tibetan Mongolian Thaana Syriac Oriya Cherokee").split(" ").map((name) => ({ name, pattern: new RegExp(`\\p{Script=${name}}`, "u") }));

/** The script of the first letter that is not Latin, nor of any script, as it is folded; "" if there is none. @param {string} name */
function scriptOf(name) {
  const letter = [...name.normalize("NFKC")].find((one) => /\p{L}/u.test(one) && !/\p{Script=Latin}|\p{Script=Common}|\p{Script=Inherited}/u.test(one));
  if (letter === undefined) return "";
  if (/\p{Script=Han}/u.test(letter)) return "Chinese characters";
  return NAMED.find(({ pattern }) => pattern.test(letter))?.name ?? "another script";
}

/** The characters of a name without blanks, variants as one; "" if it has other letters besides. @param {string} text */
function charactersOf(text) {
  const kept = text.normalize("NFKC").match(/[\p{L}\p{N}]/gu) ?? [];
  return kept.every((one) => pattern("unspaced", "letters").test(one)) ? letters(kept.join(""), lexicon().variants) : "";
}

/** Longer names begin with a family name of two characters, or are foreign. */
const LONGEST_SPLIT = 3;

/** The family name and the given name of a person; null where they cannot be told. @param {string} text @returns {[string, string] | null} */
function splitFamily(text) {
  const plain = stripped(text.normalize("NFKC"));
  const spaced = pattern("unspaced", "spaced").exec(plain);
  if (spaced) return [spaced[1], spaced[2]];
  if (!pattern("unspaced", "split").test(plain)) return null;
  if (lexicon().compoundFamilies.has(plain.slice(0, 2))) return plain.length > 2 ? [plain.slice(0, 2), plain.slice(2)] : null;
  return plain.length <= LONGEST_SPLIT && lexicon().facts.unspaced.family.includes(plain[0]) ? [plain[0], plain.slice(1)] : null;
}

/** A given name in the script without blanks, read letter by letter. @param {string} part */
const readPart = (part) => (byLetter(part).match(/[a-z0-9]+/g) ?? []).join("");

/** The name of a firm without its legal forms, and those. @param {string} text @returns {[string, string[]]} */
function withoutUnspacedForms(text) {
  const plain = text.normalize("NFKC"), forms = plain.match(pattern("unspaced", "legal_forms")) ?? [];
  const short = plain.replace(pattern("unspaced", "legal_forms"), " ");
  return stripped(short) ? [short, forms] : [plain, []];
}

/**
 * A name taken apart in each way: without blanks, it can be one word or begin with a family's.
 * @param {string} text @param {string} [folded] @param {boolean} [person] @returns {Name[]}
 */
export function readings(text, folded = fold(text), person = true) {
  const name = parse(text, folded, person), split = name.family && splitFamily(text);
  if (!name.family) return person ? [name, ...otherwiseRead(name)] : [name];
  if (!split) return [name];
  const words = [lexicon().facts.unspaced.spelled[split[0]] ?? readPart(split[0]), readPart(split[1])];
  if (!words.every(Boolean)) return [name];
  return [name, { ...name, folded: words.join(" "), words, surname: words[0], spoken: words }];
}

/** How else a person's name can be read: a last word as a number, Arabic without its article. @param {Name} name @returns {Name[]} */
function otherwiseRead(name) {
  const told = name.generation ? null : doubtfulGeneration(name.text, name.words), found = [];
  if (told) found.push({ ...name, words: told[0], surname: surnameOf(name.text, told[0]), spoken: told[0], generation: told[1], isGuess: true });
  const bare = name.script === "Arabic" ? name.text.replace(pattern("arabic", "article"), " ") : name.text;
  return bare === name.text ? found : [...found, { ...parse(bare), isGuess: true }];
}

/**
 * A query taken apart in each way, and as it can be heard: syllables as words.
 * @param {string} text @returns {Name[]}
 */
export function queryReadings(text) {
  const found = readings(text), [first, parts] = found;
  if (!first.family || !parts) return found;
  const words = [parts.surname, ...[...splitFamily(text)?.[1] ?? ""].map(readPart).filter(Boolean)];
  return [...found, { ...parts, folded: words.join(" "), words, spoken: words, isGuess: true }];
}

/**
 * A name taken apart as it is written.
 * @param {string} text @param {string} [folded] @param {boolean} [person] @returns {Name}
 */
export function parse(text, folded = fold(text), person = true) {
  const script = isPlain(text) ? "" : scriptOf(text);
  const [kept, generation] = person ? writtenGeneration(text) : [text, ""];
  if (generation) return { ...parse(stripped(kept)), text, folded, generation };
  if (!lexicon().unspaced.has(script)) return spaced(text, folded, script, person);
  if (person) {
    const [family] = splitFamily(text) ?? [""];
    return { ...spaced(text, folded, script, person), characters: charactersOf(text), family: charactersOf(family) };
  }
  const [short, forms] = withoutUnspacedForms(text), name = spaced(short, fold(short), script, person);
  return { ...name, text, folded, forms: [...name.forms, ...forms], characters: charactersOf(short) };
}

/** Whether entities of this type have surnames; those without a type may. @param {string} type */
export const isPerson = (type) => lexicon().personTypes.has(type.toLowerCase());

/** The words of an organisation's name that are no legal form, and its forms. @param {string} folded @returns {[string[], string[]]} */
function withoutForms(folded) {
  let short = folded;
  const forms = [];
  for (const form of lexicon().longLegalForms) {
    if (` ${short} `.includes(` ${form} `)) {
      short = ` ${short} `.replaceAll(` ${form} `, " ").trim();
      forms.push(form);
    }
  }
  const all = short.split(" ").filter(Boolean), words = all.filter((word) => !lexicon().legalForms.has(word));
  if (!words.length) return [folded.split(" ").filter(Boolean), []];
  return [words, [...forms, ...all.filter((word) => lexicon().legalForms.has(word))]];
}

/** The words of a name with given name, father's name and surname. */
const FULL = 3;
/** @param {string} word */
const isPatronymic = (word) => word.search(lexicon().patronymic) >= 0;

/**
 * @param {string} text
 * @param {string} folded
 * @param {string} script
 * @param {boolean} person
 * @returns {Name}
 */
function spaced(text, folded, script, person) {
  const unspaced = { characters: "", family: "" };
  if (!person) {
    const [words, forms] = withoutForms(folded);
    return { text, folded, words, surname: "", script, spoken: words, generation: "", forms, person, ...unspaced };
  }
  const read = (/** @type {(text: string) => string} */ folding) => {
    const written = text.includes(".") ? folding(text.replace(/(?<![\p{L}\p{N}_])([\p{L}\p{N}_])\./gu, "$1 ")) : folding === fold ? folded : folding(text);
    return withoutTitles(text, written.split(" ").filter(Boolean));
  };
  const [own, generation] = read(fold), [spoken] = isPlain(text) ? [own] : read(foldSpoken);
  return { text, folded, words: own, surname: surnameOf(text, own), script, spoken: spoken.length === own.length ? spoken : own, generation, forms: [], person, ...unspaced };
}

/** The words of a person's name without titles, if any are left, and the generation. @param {string} text @param {string[]} whole @returns {[string[], string]} */
function withoutTitles(text, whole) {
  const { honorifics, generations, generationWords } = lexicon();
  const named = whole.filter((word) => !honorifics.has(word) || generations.has(word) || generationWords.articles.has(word));
  if (whole.every((word) => honorifics.has(word))) return [whole, ""];
  const [words, generation] = withoutGeneration(text, named, fold), kept = words.filter((word) => !honorifics.has(word));
  return [kept.length ? kept : words, generation];
}

/** @param {string} text @param {string[]} words */
function surnameOf(text, words) {
  if (words.length < 2) return "";
  const family = text.includes(",") && fold(text.split(",")[0]).split(" ").filter((word) => words.includes(word)).pop();
  if (family) return family;
  if (words.length === FULL && isPatronymic(words[2]) && !isPatronymic(words[1])) return words[0]; // the father's name is last, the family's first
  return words[words.length - 1].length > 1 ? words[words.length - 1] : words[0];
}
