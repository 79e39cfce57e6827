// A name taken apart as Python's names package does it, by the tables that Python gives (tables.js).

import { TABLES } from "./tables.js";

const rules = (list) => list.map(([pattern, sound]) => [new RegExp(pattern, "g"), sound]);
const SPELLED = rules(TABLES.skeleton), HEARD = rules(TABLES.sounds), SCRIPTS = TABLES.scripts;
const LEGAL_FORMS = new Set(TABLES.legalForms);
const HONORIFICS = new Set(TABLES.honorifics), PERSONS = new Set(TABLES.personTypes);
const rewrite = (word, by) => by.reduce((text, [from, to]) => text.replace(from, to), word);
const letters = (text, table) => [...text].map((c) => table[c] ?? c).join("");
const remembered = (make) => {
  const known = new Map();
  return (word) => {
    let found = known.get(word);
    if (found === undefined) known.set(word, (found = make(word)));
    return found;
  };
};

/** @param {string} name @returns {string} folded words, one blank between */
export function fold(name) {
  return words(romanised(lower(name)));
}

/** The same with the marks of Latin letters spelled out. */
function foldHeard(name) {
  return words(romanised(letters(lower(name), TABLES.marks)));
}

function words(text) {
  return (text.replace(/['’‘ʼʹʺ`´ʻʾʿ.·]/g, "").match(/[a-z0-9]+/g) ?? []).join(" ");
}

function romanised(given) {
  let text = letters(given.replace(/ъ(?=[бвгджзклмнпрстфхцчшщй])/g, "a"), TABLES.letters);
  if (isPlain(text)) return text;
  text = letters(text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC"), TABLES.letters);
  if (/[\u0370-\u03ff]/.test(text)) text = letters(pairs(text, SCRIPTS.greekPairs), SCRIPTS.greek);
  if (/[\u0590-\u05ff]/.test(text)) text = hebrew(text);
  if (/[\u0600-\u06ff]/.test(text)) text = arabic(text);
  if (/[\u3041-\u30ff]/.test(text)) text = kana(text);
  if (/[ก-๛]/.test(text)) text = breathless(letters(text.replace(/[ก-ฮ][ิุ]?์/g, "").replace(new RegExp(SCRIPTS.thaiLeading, "g"), "$2$1"), SCRIPTS.others));
  if (/[㐀-鿿]/.test(text)) text = chinese(text);
  if (/[\u0b80-\u0bff]/.test(text)) text = SCRIPTS.tamil.reduce((done, [from, to]) => done.replace(new RegExp(from, "gu"), to), text);
  if (/[\u0900-\u0dff]/.test(text)) text = indic(text);
  if (/[\u1000-\u109f]/.test(text)) text = myanmar(text);
  if (isPlain(text)) return text;
  return [...text].map((c) => hangul(c) ?? SCRIPTS.others[c] ?? c).join("").toLowerCase();
}

/** A text without case, as Python's `casefold` has it: ß is ss, ς is σ, but ı stays. */
export const caseless = (text) => [...text].map((c) => (c === "ı" ? c : c.toUpperCase().toLowerCase())).join("").replace(/ς/g, "σ");
const lower = (text) => caseless(text.normalize("NFKC"));
const isPlain = (text) => !/[^\x00-\x7f]/.test(text);
const pairs = (text, list) => list.reduce((done, [from, to]) => done.replaceAll(from, to), text);
const breathless = (text) => text.toLowerCase().replace(/([kgdb])h/g, "$1");

function hebrew(text) {
  const plain = text.replace(/[\u0591-\u05c7]/g, "").replace(/[׳’‘`´]/g, "'");
  const paired = pairs(plain, SCRIPTS.hebrewPairs);
  return letters(paired.replace(/(^|[^\p{L}\p{N}_])ו/gu, "$1v"), SCRIPTS.hebrew);
}

function arabic(text) {
  const plain = text.replace(/[\u064b-\u0652]/g, "");
  return letters(plain.replace(/(^|[^\p{L}\p{N}_])و/gu, "$1w").replace(/و(?=[اآيی])/g, "w"), SCRIPTS.arabic);
}

function kana(given) {
  const out = [];
  for (const letter of given.replace(/[0-9一二三四]世/g, "").replace(/[\u3041-\u3096]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60))) {
    const small = SCRIPTS.small[letter], last = out[out.length - 1] ?? "";
    if (small !== undefined && /[aiueo]$/.test(last)) {
      out.pop();
      const first = last.slice(0, -1), soft = /[hj]$/.test(first) && first !== "h";
      out.push(first ? first + (soft ? small[small.length - 1] : small) : `w${small}`);
    } else if (letter === "ー" || letter === "ッ") continue;
    else out.push(letter === "・" || letter === "=" ? " " : SCRIPTS.kana[letter] ?? letter);
  }
  return out.join("");
}

let pinyin = null;

function chinese(text) {
  pinyin ??= new Map(Object.entries(SCRIPTS.pinyin).flatMap(([syllable, characters]) => [...characters].map((one) => [one, syllable])));
  return text.split(/[\s·・‧•,\-–=]+/).map((part) => SCRIPTS.chinese[part]
    ?? part.replace(/[㐀-鿿]+/g, (run) => pairs([...run].map((one) => pinyin.get(one) ?? one).join(""), SCRIPTS.pinyinPairs))).join(" ");
}

function indic(text) {
  const spoken = text.replace(new RegExp(SCRIPTS.nasal, "gu"), "n").replace(new RegExp(SCRIPTS.vowel, "gu"), "$1a");
  return breathless(letters(spoken, SCRIPTS.others)).replaceAll("ch", "c").replaceAll("c", "ch");
}

function myanmar(text) {
  const ended = pairs(text, SCRIPTS.myanmarRun).replace(new RegExp(SCRIPTS.myanmarEnd, "gu"), (_, one) => SCRIPTS.myanmarEnds[one] ?? "");
  return letters(ended, SCRIPTS.myanmar);
}

/** A syllable of Hangul from its parts. */
function hangul(letter) {
  const at = letter.charCodeAt(0) - 0xac00;
  if (at < 0 || at >= 11172) return undefined;
  const { lead, vowel, tail } = SCRIPTS.hangul;
  return lead[Math.floor(at / 588)] + vowel[Math.floor((at % 588) / 28)] + tail[at % 28];
}

/** A folded word as it is spelled anywhere. */
export const skeleton = remembered((word) => rewrite(word, SPELLED));

const heard = remembered((word) => rewrite(word, HEARD));

/** The consonants of a folded word. */
export const consonants = (word) => heard(word).replace(/-/g, "");

/** How a folded word sounds, in eight classes. */
export const code = remembered((word) => [...heard(word)].map((c) => TABLES.classes[c] ?? c).join("").replace(/([A-Z])\1+/g, "$1").replace(/-/g, ""));

/** A word as those say it who drop the r of Edwards. */
export const withoutR = remembered((word) => word.replace(/r(?![aeiouy])/g, ""));

const NAMED = ("Cyrillic Greek Hangul Katakana Hiragana Hebrew Arabic Armenian Georgian Thai Devanagari Bengali Gurmukhi " +
  "Gujarati Tamil Telugu Kannada Malayalam Sinhala Myanmar").split(" ").map((name) => [name, new RegExp(`\\p{Script=${name}}`, "u")]);

/** The script of the first letter that is not Latin; "" if all are. */
function scriptOf(name) {
  const letter = [...name].find((one) => /\p{L}/u.test(one) && !/\p{Script=Latin}/u.test(one));
  if (letter === undefined) return "";
  if (/\p{Script=Han}/u.test(letter)) return "Chinese characters";
  return NAMED.find(([, is]) => is.test(letter))?.[0] ?? "another script";
}

/** Whether entities of this type have surnames; a type that is not said may. */
export const isPerson = (type) => PERSONS.has(type.toLowerCase());

/** The words of an organisation's name that are no legal form. */
function withoutForms(folded) {
  let short = folded;
  for (const form of TABLES.longLegalForms) if (short.includes(form)) short = ` ${short} `.replaceAll(` ${form} `, " ").trim();
  const words = short.split(" ").filter((word) => word && !LEGAL_FORMS.has(word));
  return words.length ? words : folded.split(" ").filter(Boolean);
}

/**
 * @param {string} text
 * @param {string} folded
 * @param {boolean} person
 */
export function parse(text, folded = fold(text), person = true) {
  if (!person) {
    const words = withoutForms(folded);
    return { text, folded, words, surname: "", script: isPlain(text) ? "" : scriptOf(text), heard: words, person };
  }
  const script = isPlain(text) ? "" : scriptOf(text);
  const all = (folding) => {
    const written = text.includes(".") ? folding(text.replace(/(^|[^\p{L}\p{N}_])([\p{L}\p{N}_])\./gu, "$1$2 ")) : folding === fold ? folded : folding(text);
    const kept = written.split(" ").filter((word) => word && !HONORIFICS.has(word));
    return kept.length ? kept : written.split(" ").filter(Boolean);
  };
  const own = all(fold);
  let surname = "";
  if (own.length > 1) {
    surname = own[own.length - 1].length > 1 ? own[own.length - 1] : own[0];
    if (text.includes(",")) surname = fold(text.split(",")[0]).split(" ").filter((word) => word && !HONORIFICS.has(word)).pop() ?? surname;
  }
  const sounded = isPlain(text) ? own : all(foldHeard);
  return { text, folded, words: own, surname, script, heard: sounded.length === own.length ? sounded : own, person };
}
