// How well two names agree, and why: the rules of Python's names/compare.py and similarity.py, in its words.

import { isByname, isNumber } from "./generations.js";
import { lexicon } from "./lexicon.js";
import { caseless, fold, stripped, spellingKey, phoneticKey, consonants, withoutR } from "./names.js";
import { contentOf, initials } from "./keys.js";

/** @import { Name } from "./names.js" */
/** @typedef {{score: number, why: string, level: "exact"|"strong"|"similar"}} Likeness */
/** @typedef {0 | 1 | 2} Across 0 within Latin, 1 between scripts, 2 from a script that has no r of its own */
/** @typedef {[string, string, number]} Partners a word of the query, one of the other name, and how alike they are */

export const MOST_WORDS_COMPARED = 64;
const LONGEST_COMPARED = 1000, MOST_SIMILAR = 0.86, LEAST_SIMILAR = 0.45;
/** From this score on every part of either name has its partner in the other. */
export const COMPLETE = 0.95;
/** The most for a name of which the query leaves something out, and for one that lacks a part of the query. */
const LEFT_OUT = 0.94, UNSURE = 0.87;

/** The most for a name that lacks a word of the query. */
const MORE_WORDS = 0.865;
/** What another generation or other number leaves of a likeness, and a number that the name has not. */
const TOLD_APART = 0.99, OTHER_NUMBER = 0.85, NO_NUMBER = 0.9;

/** The reason of a match that lacks no word, but of which given names stand otherwise. */
const OTHER_ORDER = "same words in another order";

/** What each further word costs that the query gives and the name lacks. */
const LACKING = 0.03;

/** What the reason of a match begins with, or has: how much of the query and the name agrees. */
export const INITIALS = "initials and surname";
export const GIVEN_LEFT_OUT = "given names left out";
export const MORE_GIVEN = "same name with more given names";
export const PART = "part of the name";
export const NICKNAME = "nickname";
export const GENERATION_LEFT_OUT = "generation left out";
export const ANOTHER_GENERATION = "but another generation";
/** The least for a title of which the query gives some words and no other. */
const PART_OF = 0.8, PART_SHARE = 0.05;
/** The least for a title that has half the words of the query. */
const SOME_WORDS = 0.55, SOME_SHARE = 0.18;

/** @param {string[]} list */
const sorted = (list) => [...list].sort().join(" ");
/** @param {string} word */
const title = (word) => word.charAt(0).toUpperCase() + word.slice(1);

/** Names in each way to read them: the way in which they agree best counts. @param {Name[]} queries @param {Name[]} others @returns {Likeness|null} */
export function compareRead(queries, others) {
  /** @type {Likeness | null} */
  let best = null;
  for (const query of queries) {
    for (const other of others) {
      const found = compare(query, other);
      if (found && (!best || found.score > best.score)) best = found;
    }
  }
  return best;
}

/** @param {Name} query @param {Name} other @returns {Likeness|null} */
export function compare(query, other) {
  const surely = compareSurely(query, other);
  if (surely || !query.words.length || !other.words.length) return surely;
  if (other.person) return similar(query, other);
  for (const [short, name] of [[query, other], [other, query]]) {
    if (short.words.length === 1 && initials(name.words).includes(short.words[0])) return alike(0.82, `initials of ${name.text}`);
  }
  const shared = someWords(query, other), found = similar(query, other);
  return found && (!shared || found.score > shared.score) ? found : shared;
}

/** The same without a look at how alike the spelling is. @param {Name} query @param {Name} other @returns {Likeness|null} */
export function compareSurely(query, other) {
  if (!query.words.length || !other.words.length) return stripped(query.text) && stripped(query.text) === stripped(other.text) ? exact(1, "same name") : null;
  let found = same(query, other) ?? (other.person ? samePerson : sameTitle)(query, other);
  if (query.characters && other.characters) found = byCharacters(found, query, other);
  else if (found && (query.family || other.family) && found.score > COMPLETE) found = strong(COMPLETE, found.why); // many characters are read alike
  return toldApart(found, query, other);
}

/** A score that holds for the characters of names without blanks, not for their sound. @param {Likeness|null} score @param {Name} query @param {Name} other @returns {Likeness|null} */
function byCharacters(score, query, other) {
  if (query.script === other.script && minus([...query.characters], [...other.characters]).length) {
    return score && score.level !== "similar" ? alike(MOST_SIMILAR, `${score.why}, in Latin letters only`) : score;
  }
  if (score || !other.characters.includes(query.characters)) return score;
  if (query.characters === other.family) return strong(0.9, "surname");
  return alike(0.85, other.family ? "given name or other part" : PART);
}

/** A score that counts against it what tells father from son and firm from firm. @param {Likeness|null} score @param {Name} query @param {Name} other @returns {Likeness|null} */
function toldApart(score, query, other) {
  if (!score) return null;
  const isGuess = query.isGuess || other.isGuess;
  if (score.level !== "similar" && (isGuess || (query.characters && !other.script))) {
    score = alike(Math.min(score.score, MOST_SIMILAR), `${score.why}, as it can be ${isGuess && query.generation ? "read" : "heard"}`);
  } else if (score.level === "similar" && isGuess) score = { ...score, score: score.score * 0.95 };
  if (score.level === "similar") return { ...score, score: score.score * shareOfGeneration(query, other) };
  if (query.folded === other.folded) return score;
  if (query.generation !== other.generation) return ofAnotherGeneration(score, query, other);
  if (titlesDiffer(query, other)) return alike(Math.min(score.score, UNSURE), `${score.why}, but another title`);
  if (descentsDiffer(query, other)) return alike(Math.min(score.score, UNSURE), `${score.why}, but another descent`);
  if (query.script !== other.script || formsAgree(query.forms, other.forms)) return score;
  if (query.forms.length && other.forms.length) return alike(Math.min(score.score, UNSURE), `${score.why}, but another legal form`);
  return strong(Math.min(score.score, LEFT_OUT), `${score.why}, legal form left out`);
}

/** A score that is sure only where nothing but the generation of a full name is left out. @param {Likeness} score @param {Name} query @param {Name} other @returns {Likeness} */
function ofAnotherGeneration(score, query, other) {
  if (query.generation) return alike(Math.min(score.score, UNSURE) * (numbersDiffer(query, other) ? OTHER_NUMBER : 1), `${score.why}, ${ANOTHER_GENERATION}`);
  const why = `${score.why}, ${GENERATION_LEFT_OUT}`;
  return other.words.length === 1 ? alike(PART_OF + PART_SHARE, why) : strong(Math.min(score.score, LEFT_OUT), why);
}

/** What another generation leaves of a likeness. @param {Name} query @param {Name} other */
function shareOfGeneration(query, other) {
  if (query.generation === other.generation) return 1;
  if (numbersDiffer(query, other)) return OTHER_NUMBER;
  return isNumber(query.generation) && !other.generation ? NO_NUMBER : TOLD_APART;
}

/** @param {Name} query @param {Name} other */
const numbersDiffer = (query, other) => query.generation !== other.generation && isNumber(query.generation) && isNumber(other.generation);

/** Whether a name begins with a title that is a surname too: King Stephen is not Stephen King. @param {Name} name */
const beginsAsARuler = ({ words, text }) => lexicon().rulers.has(words[0]) && !text.includes(",");

/** Whether two names begin with titles of rulers, and with different ones. @param {Name} query @param {Name} other */
function titlesDiffer(query, other) {
  const [one, two] = [query, other].map(({ folded }) => folded.split(" ")[0]);
  return Boolean(other.generation) && one !== two && lexicon().rulers.has(one) && lexicon().rulers.has(two);
}

/** Whether one's child is the other's father: Salman bin Muhammad, Muhammad bin Salman. @param {Name} query @param {Name} other */
function descentsDiffer(query, other) {
  if (`${query.text}${other.text}`.includes(",")) return false;
  const [one, two] = [query, other].map(descent);
  return one.child !== two.child && (two.fathers.includes(one.child) || one.fathers.includes(two.child));
}

/** Who is somebody's child by the name, and whose. @param {Name} name @returns {{child: string, fathers: string[]}} */
function descent({ words }) {
  const places = words.flatMap((word, at) => (at > 0 && at < words.length - 1 && lexicon().descent.has(word) ? [at] : []));
  return { child: places.length ? words[places[0] - 1] : "", fathers: places.map((at) => words[at + 1]) };
}

/** Whether two names have the same legal forms, or short forms of them; an article is none. @param {string[]} ones @param {string[]} others */
function formsAgree(ones, others) {
  const [left, right] = [ones, others].map((forms) => forms.filter((form) => !lexicon().articles.has(form)));
  if (Boolean(left.length) !== Boolean(right.length)) return false;
  return left.every((one) => right.some((two) => abbreviates(one, two) || abbreviates(two, one)));
}

/** Whether the letters of a short form stand in a longer one, in order: ltd in limited. @param {string} short @param {string} form */
function abbreviates(short, form) {
  let at = -1;
  return short[0] === form[0] && [...short].every((letter) => (at = form.indexOf(letter, at + 1)) >= 0);
}

/** @param {number} score @param {string} why @returns {Likeness} */
const exact = (score, why) => ({ score, why, level: "exact" });
/** @param {number} score @param {string} why @returns {Likeness} */
const strong = (score, why) => ({ score, why, level: "strong" });
/** @param {number} score @param {string} why @returns {Likeness} */
const alike = (score, why) => ({ score, why, level: "similar" });

/** @param {Name} query @param {Name} other */
function crossing(query, other) {
  return query.script === other.script ? "" : `, transliterated from ${query.script || other.script}`;
}

/** @param {Name} query @param {Name} other @returns {Likeness|null} */
function same(query, other) {
  const script = crossing(query, other);
  if (query.text === other.text) return exact(1, "same name");
  if (query.folded === other.folded) {
    if (!script && query.script && bare(query.text) !== bare(other.text)) {
      if (query.characters && query.characters === other.characters) return strong(0.98, "same name in variant characters");
      return alike(MOST_SIMILAR, "same in Latin letters only");
    }
    const plain = caseless(query.text) === caseless(other.text);
    return exact(0.99, (plain || script ? "same name" : "same name but for marks") + script);
  }
  if (query.words.join(" ") === other.words.join(" ")) return strong(0.98, `same name but for titles or forms${script}`);
  if (sorted(query.words) === sorted(other.words)) {
    return inTurn(query, query.words, other.words) && ![query, other].some(beginsAsARuler) ? strong(0.97, `same name, other word order${script}`) : alike(UNSURE, OTHER_ORDER + script);
  }
  if (query.words.join("") === other.words.join("")) return strong(0.96, `same name, words joined otherwise${script}`);
  if (query.words.length > 1 && sameSound(query, other)) return strong(COMPLETE, `same name, other spelling${script}`);
  return null;
}

/** A name in its own script without case, accents and punctuation. @param {string} text */
function bare(text) {
  const marked = caseless(text).normalize("NFKD").replace(lexicon().accents, "");
  return marked.replace(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim();
}

/** @param {Name} query @param {Name} other */
function sameSound(query, other) {
  const respelled = (/** @type {Name} */ name) => name.spoken.map((word) => lexicon().spellings.get(word) ?? word);
  if (!query.script && !other.script && inTurn(query, respelled(query), respelled(other))) return true;
  const mixed = (/** @type {Name} */ name) => name.script && /[a-z]/i.test(name.text);
  if (query.script === other.script || mixed(query) || mixed(other)) return false;
  return inTurn(query, query.words.map(spellingKey), other.words.map(spellingKey));
}

/** Whether words follow each other as others do, one after the last, or of persons backwards. @param {Name} query @param {string[]} words @param {string[]} others */
function inTurn(query, words, others) {
  if (words.length !== others.length) return false;
  const ones = words.join(" "), turned = others.map((_, at) => [...others.slice(at), ...others.slice(0, at)].join(" "));
  return turned.includes(ones) || (query.surname !== "" && [...words].reverse().join(" ") === others.join(" "));
}

/** The words of one list that the other lacks, each as often as it is more. @param {string[]} list @param {string[]} from */
function minus(list, from) {
  const left = [...from];
  return list.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** How the words agree that say what it is, in any order and whatever binds them. @param {Name} query @param {Name} other @returns {Likeness|null} */
function sameTitle(query, other) {
  const own = contentOf(query.words), there = contentOf(other.words), script = crossing(query, other);
  if (own.length > 1 && own.join(" ") === there.join(" ") && query.words.length === other.words.length) return strong(LEFT_OUT, `same name but for small words${script}`);
  if (own.length > 1 && sorted(own) === sorted(there)) return alike(UNSURE, `same words, otherwise bound${script}`);
  if (!minus(own, there).length) return alike(PART_OF + (PART_SHARE * own.length) / there.length, PART + script);
  return null;
}

/** How many words two titles share, if those are half of the query's. @param {Name} query @param {Name} other @returns {Likeness|null} */
function someWords(query, other) {
  const own = contentOf(query.words), there = contentOf(other.words);
  const left = minus(own, there), known = minus(own, left);
  const short = known.length ? abbreviated(left, minus(there, own)) : [], shared = [...known, ...short];
  if (shared.length * 2 < own.length) return null;
  const agreeing = 2 * shared.length - short.length + short.reduce((sum, word) => sum + word.length, 0);
  return alike(SOME_WORDS + (SOME_SHARE * agreeing) / (own.length + there.length), `some words of the name: ${[...new Set(shared)].sort().join(" ")}${crossing(query, other)}`);
}

/** The words that are initials of some that follow each other, each once. @param {string[]} own @param {string[]} there */
function abbreviated(own, there) {
  const initialsOf = there.map((word) => word[0]).join("");
  return [...new Set(own)].filter((word) => word.length > 1 && initialsOf.includes(word));
}

/** @param {Name} query @param {Name} other @returns {Likeness|null} */
function samePerson(query, other) {
  const script = crossing(query, other), ruler = sameRuler(query, other, script);
  if (ruler) return ruler;
  if (query.words.length === 1) return singleWord(query, other, script);
  const own = query.words.filter((w) => !lexicon().particles.has(w) || !other.words.includes(w));
  if (own.length === 1 && own[0] === other.surname) return strong(0.9, `surname${script}`);
  const given = givenOf(query.words, other.surname), there = givenOf(other.words, other.surname);
  const unknown = minus(query.words, other.words);
  if (!query.words.includes(other.surname) || !given.length || !there.length) {
    return own.length > 1 && !unknown.length ? alike(PART_OF + PART_SHARE, PART + script) : null;
  }
  if (!unknown.length) {
    if (!follows(given, there) || beginsAsARuler(query)) return alike(UNSURE, OTHER_ORDER + script);
    const parted = partedName(query, other);
    return parted ? alike(UNSURE, `same name with a part of ${parted} only${script}`) : strong(0.93, `same name, ${GIVEN_LEFT_OUT}${script}`);
  }
  if (!minus(other.words, query.words).length) {
    const more = unknown.every((w) => w.length === 1 || w.search(lexicon().patronymic) >= 0);
    return more ? alike(UNSURE, MORE_GIVEN + script) : alike(MORE_WORDS - LACKING * (unknown.length - 1), `same name with more words${script}`);
  }
  const initials = query.surname === other.surname ? byInitials(given, there) : "";
  if (initials) return (initials === "strong" ? strong : alike)(initials === "strong" ? 0.92 : UNSURE, INITIALS + script);
  if (given[0] !== there[0] && haveForm(given[0], there[0]) && noOtherMiddleName(given, there)) return alike(0.86, `${NICKNAME}: ${title(given[0])} for ${title(there[0])}${script}`);
  return null;
}

/** The double name of which a query gives a part only, or "": Marie is not Anne-Marie. @param {Name} query @param {Name} other */
function partedName(query, other) {
  return (other.text.match(lexicon().double) ?? []).find((double) => {
    const words = fold(double).split(" ").filter((word) => !lexicon().particles.has(word));
    return words.some((word) => query.words.includes(word)) && minus(words, query.words).length;
  }) ?? "";
}

/** How names of one number agree if one has a country or a father more. @param {Name} query @param {Name} other @param {string} script @returns {Likeness|null} */
function sameRuler(query, other, script) {
  const own = query.words, there = other.words, shorter = Math.min(own.length, there.length), [more] = own.length > there.length ? own.slice(shorter) : there.slice(shorter);
  if (!isNumber(query.generation) || query.generation !== other.generation || more === undefined || !isByname(more)) return null;
  if (own.slice(0, shorter).join(" ") !== there.slice(0, shorter).join(" ")) return null;
  return own.length > there.length ? alike(UNSURE, `same name with more words${script}`) : strong(LEFT_OUT, `same name and number, the rest left out${script}`);
}

/** @param {Name} query @param {Name} other @param {string} script @returns {Likeness|null} */
function singleWord(query, other, script) {
  const word = query.words[0], family = other.surname;
  if (word === family) return strong(0.9, `surname${script}`);
  if (family && query.spoken[0] === family) return strong(0.89, `surname, marks spelled out${script}`);
  if (other.words.includes(word)) return alike(0.85, `given name or other part${script}`);
  if (family && spellingKey(word) === spellingKey(family)) return query.script ? strong(0.88, `surname, other spelling${script}`) : alike(0.8, "surname, other spelling");
  return null;
}

/** The words beside a surname as they follow when it is last: J. Pérez of Cordero. @param {string[]} words @param {string} surname */
function givenOf(words, surname) {
  const at = words.includes(surname) ? words.indexOf(surname) : words.length;
  return [...words.slice(at + 1), ...words.slice(0, at)].filter((w) => w !== surname && (w.length === 1 || !lexicon().particles.has(w)));
}

/** Whether given names stand among others in their order. @param {string[]} given @param {string[]} there */
function follows(given, there) {
  let at = 0;
  return given.every((word) => (at = there.indexOf(word, at) + 1) > 0);
}

/** How surely given names agree by initials: strong if all that is given is there. @param {string[]} given @param {string[]} there */
function byInitials(given, there) {
  if (!initialsAgree(given, there)) return initialsFit(given, there) ? "similar" : "";
  return given.length <= there.length && given.every((word, i) => word.length <= there[i].length) ? "strong" : "similar";
}

/** Whether names agree in order if initials of one and middle names of the other are left out. @param {string[]} given @param {string[]} there */
function initialsFit(given, there) {
  const agree = (/** @type {string} */ one, /** @type {string} */ two) => one === two || (Math.min(one.length, two.length) === 1 && one[0] === two[0]);
  if (!given.some((word) => word.length === 1) || !agree(given[0], there[0])) return false;
  let at = 1;
  return given.slice(1).every((word) => {
    const place = there.findIndex((two, i) => i >= at && agree(word, two));
    if (place >= 0) at = place + 1;
    return place >= 0 || word.length === 1;
  });
}

/** Whether second given names, where both have one, begin alike. @param {string[]} one @param {string[]} other */
const noOtherMiddleName = (one, other) => one.length === 1 || other.length === 1 || one[1][0] === other[1][0];

/** @param {string[]} one @param {string[]} other */
function initialsAgree(one, other) {
  if (one.slice(other.length).some((word) => word.length > 1)) return false;
  let some = false;
  for (let i = 0; i < Math.min(one.length, other.length); i++) {
    if (one[i] === other[i]) continue;
    if ((one[i].length > 1 && other[i].length > 1) || one[i][0] !== other[i][0]) return false;
    some = true;
  }
  return some;
}

/** @param {string} one @param {string} other */
function haveForm(one, other) {
  const there = lexicon().fullForms.get(other);
  return there !== undefined && [...(lexicon().fullForms.get(one) ?? [])].some((form) => there.has(form));
}

/** @param {Name} query @param {Name} other @returns {Likeness|null} */
function similar(query, other) {
  if (Math.max(query.words.length, other.words.length) > MOST_WORDS_COMPARED) return null;
  const across = lexicon().loseR.has(query.script) || lexicon().loseR.has(other.script) ? 2 : query.script || other.script ? 1 : 0;
  const aligned = alignment(query, other, across);
  if (other.person && surnamesDiffer(query, other, aligned)) return null;
  const weights = aligned.map(([a, b]) => (across ? weight(once(a), once(b)) : weight(a, b)));
  const total = weights.reduce((sum, one) => sum + one, 0) + leftOver(query, other, aligned);
  let value = aligned.reduce((sum, [, , how], i) => sum + weights[i] * how, 0) / total;
  if (aligned.some(([, , how]) => how < 0.5)) value *= lexicon().weights.unlike;
  if (other.person) {
    if (aligned.some(([a, b]) => (a === query.surname) !== (b === other.surname))) value *= lexicon().weights.other_order;
    if (givenNamesCross(query, other, aligned)) value *= TOLD_APART;
    if (!across || (query.generation && other.generation)) value *= shareOfGeneration(query, other);
  }
  value = MOST_SIMILAR * Math.max(value, lexicon().weights.joined * wordLikeness(query.words.join(""), other.words.join(""), across));
  if (value < LEAST_SIMILAR) return null;
  const script = across ? `, transliterated from ${query.script || other.script}` : "";
  const unlike = aligned.filter(([, , how]) => how < 1);
  if (!unlike.length) return alike(value, PART + script);
  return alike(value, difference(unlike) + script);
}

/** How the reason of a match begins that is the same but for one letter of one word. */
export const ONE_LETTER = "one letter differs";

/** What differs, in words. @param {Partners[]} unlike */
function difference(unlike) {
  const [[one, other]] = unlike;
  if (unlike.length === 1 && haveForm(one, other)) return `${NICKNAME}: ${title(one)} for ${title(other)}`;
  const shown = unlike.slice(0, 2).map(([a, b]) => `${a} for ${b}`).join(", ");
  return `${unlike.length === 1 && distance(one, other) === 1 ? ONE_LETTER : "similar spelling"}: ${shown}`;
}

/** Whether neither surname is like any word of the other name, however equal the rest. @param {Name} query @param {Name} other @param {Partners[]} aligned */
function surnamesDiffer(query, other, aligned) {
  if (!query.surname || !other.surname) return false;
  return !aligned.some(([a, b, how]) => how > 0.5 && (a === query.surname || b === other.surname));
}

/** Whether given names stand in another order: Salman bin Faisal is not Faisal bin Salman. @param {Name} query @param {Name} other @param {Partners[]} aligned */
function givenNamesCross(query, other, aligned) {
  const given = aligned.filter(([a, b, how]) => how > 0.5 && a !== query.surname && b !== other.surname);
  const places = given.map(([a, b]) => [query.words.indexOf(a), other.words.indexOf(b)]).sort((x, y) => x[0] - y[0] || x[1] - y[1]);
  return places.some(([, place], i) => i > 0 && places[i - 1][1] > place);
}

/** What the words without a partner weigh. @param {Name} query @param {Name} other @param {Partners[]} aligned */
function leftOver(query, other, aligned) {
  const partners = new Set(aligned.flatMap(([a, b]) => [a, b]));
  const alone = [...query.words, ...other.words].filter((word) => !partners.has(word));
  const isRuler = isNumber(query.generation) && query.generation === other.generation;
  if (!other.person || aligned.filter(([, , how]) => how > 0.5).length <= (isRuler ? 0 : 1)) return 4 * alone.length;
  const cost = (/** @type {string} */ word) => (word === query.surname || word === other.surname ? lexicon().weights.other_surname : word.length > 1 && !lexicon().particles.has(word) ? lexicon().weights.middle_name : lexicon().weights.middle_initial);
  return alone.reduce((sum, word) => sum + cost(word), 0);
}

/** @param {string} a @param {string} b */
const weight = (a, b) => (Math.min(a.length, b.length) === 1 || (lexicon().particles.has(a) && lexicon().particles.has(b)) ? 1 : 2 + Math.min(Math.max(a.length, b.length), 9));

/** The words of both names in pairs, the most alike first. @param {Name} query @param {Name} other @param {Across} across */
function alignment(query, other, across) {
  /** @type {[number, number, number, number, number][]} */
  const scored = [];
  query.words.forEach((a, i) => other.words.forEach((b, j) => {
    let how = wordLikeness(a, b, across);
    if (a !== query.spoken[i] || b !== other.spoken[j]) how = Math.max(how, 0.99 * wordLikeness(query.spoken[i], other.spoken[j], across));
    const isAlike = how > 0.5 && (a.length > 1) === (b.length > 1);
    scored.push([isAlike ? 0 : 1, how, Math.abs(i - j), i, j]);
  }));
  scored.sort((x, y) => x[0] - y[0] || y[1] - x[1] || x[2] - y[2] || x[3] - y[3] || x[4] - y[4]);
  /** @type {Partners[]} */
  const aligned = [];
  const usedA = new Set(), usedB = new Set();
  for (const [, how, , i, j] of scored) {
    if (usedA.has(i) || usedB.has(j)) continue;
    usedA.add(i);
    usedB.add(j);
    aligned.push([query.words[i], other.words[j], how]);
  }
  return aligned;
}

/** @type {Map<string, number>} */
const KNOWN = new Map();

/** @param {string} one @param {string} other @param {Across} across */
function wordLikeness(one, other, across) {
  const key = `${across} ${one} ${other}`;
  let known = KNOWN.get(key);
  if (known === undefined) {
    if (KNOWN.size > 200_000) KNOWN.clear();
    KNOWN.set(key, (known = likeness(one, other, across)));
  }
  return known;
}

/** A word without doubled letters, which other scripts seldom double. @param {string} word */
const once = (word) => word.replace(/(.)\1+/g, "$1");

/** @param {string} given @param {string} there @param {Across} across */
function likeness(given, there, across) {
  const [one, other] = across ? [once(given), once(there)] : [given, there];
  if (one === other) return 1;
  if (Math.max(one.length, other.length) > LONGEST_COMPARED) return 0;
  if (one.length === 1 || other.length === 1) return one[0] === other[0] ? 0.85 : 0;
  let a = spellingKey(one), b = spellingKey(other);
  if (a === b) return phoneticKey(one) === phoneticKey(other) ? 0.97 : across ? 0.75 : 0.88;
  if (haveForm(one, other)) return 0.93;
  let spelled = Math.max(closeness(one, other), 0.97 * closeness(a, b));
  let sounded = soundLikeness(one, other, across);
  if (across) {
    sounded = Math.max(sounded, lexicon().weights.otherwise * otherwiseHeard(one, other, across));
    spelled = Math.max(spelled, spelled + (sounded - spelled) * lexicon().weights.across);
  }
  return Math.max(spelled, sounded * lexicon().weights.sounded, nickname(one, other, across));
}

/** The likeness of the sounds where a script has no silent r, no h or no soft g. @param {string} one @param {string} other @param {Across} across */
function otherwiseHeard(one, other, across) {
  const begun = [[one, other]];
  for (const { letter, pattern } of lexicon().beginnings) {
    const is = (one[0] === letter || other[0] === letter) && pattern.test(one) && pattern.test(other);
    if (is) begun.push([letter + one.slice(1), letter + other.slice(1)]);
  }
  const pairs = [...begun.slice(1), ...begun.map(([a, b]) => [withoutR(a), withoutR(b)])];
  return Math.max(...pairs.map(([a, b]) => soundLikeness(a, b, across)));
}

/** @param {string} one @param {string} other @param {Across} across */
function nickname(one, other, across) {
  let best = 0;
  for (const [known, short] of [[one, other], [other, one]]) {
    const sound = phoneticKey(short);
    for (const full of lexicon().fullForms.get(known) ?? []) {
      for (const form of lexicon().shortForms.get(full) ?? []) {
        const own = phoneticKey(form);
        const sounds = own === sound || phoneticKey(withoutR(form)) === sound || (sound.length > 3 && distance(own, sound) === 1);
        if (!sounds) continue;
        const spelled = closeness(spellingKey(form), spellingKey(short));
        const how = across ? Math.max(spelled, 0.9 * jaroWinkler(consonants(form), consonants(short))) : spelled;
        best = Math.max(best, 0.45 + 0.42 * how);
      }
    }
  }
  return best;
}

/** @param {string} one @param {string} other @param {Across} across */
function soundLikeness(one, other, across) {
  const a = phoneticKey(one), b = phoneticKey(other);
  let x = consonants(one), y = consonants(other);
  if (across === 2) { x = x.replace(/r/g, "l"); y = y.replace(/r/g, "l"); }
  const fine = jaroWinkler(x, y);
  if (a === b) return 0.65 + 0.35 * fine;
  const sum = a.length + b.length;
  return 0.6 * (sum ? (2 * common(a, b)) / sum : 1) + 0.35 * fine;
}

/** 1 for equal words, 0 for words with nothing in place: optimal string alignment over the longer. @param {string} a @param {string} b */
function closeness(a, b) {
  const longer = Math.max(a.length, b.length);
  return longer ? 1 - distance(a, b) / longer : 1;
}

/** The other forms of a full given name. @param {string} form */
export const shortForms = (form) => lexicon().shortForms.get(form) ?? [];

/** @type {Map<string, Set<string>> | null} */
let bySound = null;

/** The full given names that a word can stand for, by its sound too. @param {string} word */
export function fullForms(word) {
  const known = lexicon().fullForms.get(word);
  if (known) return [...known];
  if (!bySound) {
    bySound = new Map();
    for (const [short, full] of lexicon().fullForms) {
      for (const sound of new Set([phoneticKey(short), phoneticKey(withoutR(short))])) bySound.set(sound, new Set([...(bySound.get(sound) ?? []), ...full]));
    }
  }
  return [...(bySound.get(phoneticKey(word)) ?? [])];
}

/** Letters to insert, delete, replace or swap with their neighbour. @param {string} a @param {string} b */
export function distance(a, b) {
  /** @type {number[]} */
  let before = [];
  let last = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const differs = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + differs);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}

/** The length of the longest common subsequence. @param {string} a @param {string} b */
export function common(a, b) {
  let last = Array(b.length + 1).fill(0);
  for (const letter of a) {
    const row = [0];
    for (let j = 1; j <= b.length; j++) row[j] = letter === b[j - 1] ? last[j - 1] + 1 : Math.max(last[j], row[j - 1]);
    last = row;
  }
  return last[b.length];
}

/** @param {string} a @param {string} b */
function jaroWinkler(a, b) {
  if (!a.length && !b.length) return 1;
  if (!a.length || !b.length) return 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const inA = Array(a.length).fill(false), inB = Array(b.length).fill(false);
  let matches = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j++) {
      if (inB[j] || a[i] !== b[j]) continue;
      inA[i] = inB[j] = true;
      matches++;
      break;
    }
  }
  if (!matches) return 0;
  const left = [...a].filter((_, i) => inA[i]), right = [...b].filter((_, j) => inB[j]);
  const swapped = Math.floor(left.filter((letter, i) => letter !== right[i]).length / 2);
  const jaro = (matches / a.length + matches / b.length + (matches - swapped) / matches) / 3;
  let prefix = 0;
  while (prefix < Math.min(4, a.length, b.length) && a[prefix] === b[prefix]) prefix++;
  return jaro > 0.7 ? jaro + prefix * 0.1 * (1 - jaro) : jaro;
}
