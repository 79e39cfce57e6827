// Under which keys a name is filed and a query asks, as in Python's names/keys.py.

import { isNumber } from "./generations.js";
import { lexicon } from "./lexicon.js";
import { spellingKey, phoneticKey } from "./names.js";

/** @import { Name } from "./names.js" */

const PAIRED_WORDS = 5, FEW_WORDS = 4, LEAST_ACRONYM = 3, LONGEST_WORD = 100, CLASSES = [..."PTKSLMNHA"];

/** The keys of a whole name, its words in any order and joined. @param {string[]} words */
export const wholeKeys = (words) => [`=${[...words].sort().join(" ")}`, `=${words.join("")}`];

/** The keys of words as they are spelled. @param {Name} name */
export function wordKeys(name) {
  const { words, surname } = name, family = surname && spellingKey(surname);
  const keys = new Set(words.length > 1 ? wholeKeys(words) : wholeKeys(words).slice(0, 1));
  for (const word of words) if (word.length > 1 || words.length === 1) keys.add(`w${spellingKey(word)}`);
  if (surname) {
    keys.delete(`w${family}`);
    keys.add(`s${family}`);
    for (const word of words) if (word !== surname) keys.add(`i${word[0]}+${family}`);
  } else initials(words).forEach((one) => keys.add(`a${one}`));
  if (name.characters) [`c${[...name.characters][0]}`, ...twoCharacters(name)].forEach((key) => keys.add(key));
  return keys;
}

/** The keys of every two characters of a name without blanks, in its order. @param {Name} name */
export function twoCharacters(name) {
  const characters = [...name.characters];
  return characters.slice(1).map((other, at) => `c${characters[at]}${other}`);
}

/** The initials of a name of several words, with and without its small words. @param {string[]} words */
export function initials(words) {
  if (words.length < LEAST_ACRONYM) return [];
  const large = words.filter((word) => !lexicon().smallWords.has(word));
  return [...new Set([words, large].map((some) => some.map((word) => word[0]).join("")))].filter(Boolean);
}

/** The words of a title or an organisation without its small ones, if any are left. @param {string[]} words */
export function contentOf(words) {
  const large = words.filter((word) => !lexicon().smallWords.has(word));
  return large.length ? large : words;
}

/** The words of a name as they are heard, with its number. @param {Name} name */
export const heard = ({ spoken, generation }) => (isNumber(generation) ? [...spoken, generation.padStart(2, "0")] : spoken);

/** The keys of two words as they sound: of a person or a short title any two, of others neighbours. @param {Name} name */
export function pairKeys(name) {
  const isTold = Boolean(name.surname || name.generation), words = isTold ? heard(name) : contentOf(name.spoken);
  if (isTold || words.length <= FEW_WORDS) return soundPairs(words);
  const sounds = sounded(words);
  return new Set(sounds.slice(1).map((other, at) => pair(sounds[at], other)));
}

/** The keys of two words each as they sound, with a lost r put back if asked. @param {string[]} words @param {boolean} [lostR] */
export function soundPairs(words, lostR = false) {
  return new Set(two(words).flatMap(([a, b]) => (lostR ? withR(a, b) : [[a, b]])).map(([a, b]) => pair(a, b)));
}

/** Those and all that differ from one of them in one class. @param {string[]} words @param {boolean} lostR */
export function nearPairs(words, lostR) {
  /** @type {Set<string>} */
  const keys = new Set();
  for (const [a, b] of two(words)) {
    if (Math.max(a.length, b.length) > LONGEST_WORD) continue;
    for (const [one, other] of lostR ? withR(a, b) : [[a, b]]) {
      for (const near of oneOff(one)) keys.add(pair(near, other));
      for (const near of oneOff(other)) keys.add(pair(near, one));
    }
  }
  return keys;
}

/** The keys under which a word is found when one letter differs. @param {string} word */
export function nearKeys(word) {
  const own = spellingKey(word);
  return new Set(own.length > LONGEST_WORD ? [own] : [own, ...[...own].map((_, at) => own.slice(0, at) + own.slice(at + 1))]);
}

/** @param {string} a @param {string} b */
const pair = (a, b) => (a < b ? `p${a}+${b}` : `p${b}+${a}`);
/** @param {string[]} words */
const sounded = (words) => words.filter((word) => word.length > 1).map(phoneticKey).filter(Boolean);

/** @param {string[]} words @returns {[string, string][]} */
function two(words) {
  const sounds = sounded(words);
  if (sounds.length > PAIRED_WORDS) return sounds.slice(1).map((other, at) => /** @type {[string, string]} */ ([sounds[at], other]));
  return sounds.flatMap((one, at) => sounds.slice(at + 1).map((other) => /** @type {[string, string]} */ ([one, other])));
}

/** Both sounds as they are and with one r put back in each place. @param {string} one @param {string} other */
function withR(one, other) {
  const [ones, others] = [one, other].map((sound) => [sound, ...[...sound].map((_, at) => `${sound.slice(0, at + 1)}L${sound.slice(at + 1)}`)]);
  return [...new Set(ones)].flatMap((a) => [...new Set(others)].map((b) => [a, b]));
}

/** All that differ from a sound in one class. @param {string} sound */
function* oneOff(sound) {
  for (let at = 0; at <= sound.length; at++) {
    for (const other of CLASSES) {
      yield sound.slice(0, at) + other + sound.slice(at);
      yield sound.slice(0, at) + other + sound.slice(at + 1);
    }
    if (sound.length > 1) yield sound.slice(0, at) + sound.slice(at + 1);
  }
}
