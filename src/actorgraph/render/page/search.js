// Find people however their name is written, in the steps of the command line (names/lookup.py, circles.py); and,
// while a name is being typed, whoever's name begins so. What an answer needs is filed when it is first asked.

import { parse, queryReadings, readings, fold, stripped, isPerson, spellingKey } from "./names.js";
import { isNumber } from "./generations.js";
import { lexicon } from "./lexicon.js";
import { ANOTHER_GENERATION, COMPLETE, GENERATION_LEFT_OUT, GIVEN_LEFT_OUT, INITIALS, MORE_GIVEN, NICKNAME, PART, compareRead, compareSurely, common, shortForms, fullForms, ONE_LETTER, MOST_WORDS_COMPARED } from "./likeness.js";
import { heard, wholeKeys, wordKeys, pairKeys, soundPairs, twoCharacters, contentOf, initials, nearPairs, nearKeys } from "./keys.js";

/** The circles of steps; in the first two are all that can be meant. */
const SURE = 0, SHORTENED = 1, NARROW = 3;
const COMPARED = 100, MOST_TELLING = 32, MOST_SHARED = 1 << 20, LONG = 3, CLOSE = 0.8, CLOSE_BUT_FOR_A_LETTER = 0.75, BEST_SIMILAR = 0.86, FEW = 200, FILED = 2000, ALL = 1 << 20;

/** @import { Model } from "./model.js" */
/** @import { Name } from "./names.js" */
/** @import { Likeness } from "./likeness.js" */
/** @typedef {{node: number, why: string, score: number, level: "exact"|"strong"|"similar"|"begun"}} Hit */
/** @typedef {{persons: Name[], other: Name}} Asked a query read as a person's name, in each way, and as any other */
/** @typedef {Generator<number[][], void>} Steps each step's candidates, key by key */
/**
 * The names of a graph under their keys.
 * @typedef {object} NameStore
 * @property {(node: number) => Name[]} of
 * @property {string[][]} folds the folded names of each node
 * @property {(id: string) => number[]} ofId
 * @property {(keys: Iterable<string>, most: number) => number[][]} filed the first nodes under each key
 * @property {(word: string) => string[]} near the words of the graph that differ from a word in one letter
 */

/**
 * Whom a query can mean, best first, while it is being typed.
 * @param {Model} model
 * @param {string} query
 * @param {number} [limit]
 * @returns {Hit[]}
 */
export function find(model, query, limit = 8) {
  const asked = stripped(query);
  if (!asked) return [];
  const hits = lookup(model, asked);
  if (hits.some(isMeant)) return hits.slice(0, limit);
  const candidates = new Map(hits.map((hit) => [hit.node, hit]));
  for (const hit of begun(model, asked)) if ((candidates.get(hit.node)?.score ?? 0) < BEST_SIMILAR) candidates.set(hit.node, hit);
  const size = (/** @type {Hit} */ { node, level }) => (level === "begun" ? model.size[node] : Infinity);
  const order = (/** @type {Hit} */ a, /** @type {Hit} */ b) => b.score - a.score || (size(a) === size(b) ? a.node - b.node : size(b) - size(a));
  return [...candidates.values()].sort(order).slice(0, limit);
}

/**
 * The one that is surely meant, as on the command line: the id as it is written, else the nearest if no
 * other is as near. What is merely similar, or begins so, is never an answer; nor is a surname that
 * another person has for any part of a name.
 * @param {Model} model
 * @param {string} query
 * @param {Hit[]} hits
 * @returns {number|null}
 */
export function decide(model, query, hits) {
  const itself = model.numberOf.get(stripped(query));
  if (itself !== undefined) return itself;
  return nearestOf(hits)?.node ?? null;
}

/** The nearest hit, if no other is as near and no other person shares the surname it was found by. @param {Hit[]} hits */
function nearestOf(hits) {
  const nearest = hits.reduce((least, hit) => Math.min(least, remoteness(hit)), NEVER);
  const near = hits.filter((hit) => remoteness(hit) === nearest);
  if (nearest === NEVER || near.length !== 1) return null;
  const [meant] = near, others = hits.filter((hit) => hit.node !== meant.node);
  return others.some((other) => fitsToo(meant, other) || canSoundAs(meant, other)) ? null : meant;
}

/** Whether what is given of the nearest can be another's: initials, a part that is no surname, a surname left out. @param {Hit} meant @param {Hit} other */
function fitsToo({ why }, other) {
  const isOne = (/** @type {string[]} */ ...some) => some.some((one) => other.why.startsWith(one));
  return (why.startsWith("surname") && (isOne("given name or other part") || other.why.includes(GENERATION_LEFT_OUT)))
    || (why.startsWith(INITIALS) && isOne(INITIALS, MORE_GIVEN))
    || (why.includes(GIVEN_LEFT_OUT) && isOne(PART, NICKNAME));
}

/** Whether what is written in one script can be another name in the other. @param {Hit} meant @param {Hit} other */
function canSoundAs(meant, other) {
  if (isHeard(meant)) return other.score >= CLOSE_BUT_FOR_A_LETTER;
  return isTransliterated(meant) && meant.score > COMPLETE && isHeard(other);
}

const isTransliterated = (/** @type {Pick<Hit, "why">} */ { why }) => why.includes("transliterated"); // which leaves out what tells Glen from Glenn
/** Whether no more than the sound of a name in another script agrees. @param {Pick<Hit, "score" | "level" | "why">} hit */
const isHeard = (hit) => hit.score === COMPLETE && hit.level === "strong" && isTransliterated(hit);

const NEVER = 4;

/** How far a hit is from what is asked: 0 the name on display, 1 another name, 2 every part, 3 with something left out. @param {Hit} hit */
function remoteness(hit) {
  const { score, why, level } = hit;
  if (score === 1 && (why === "id" || why === "same name")) return 0;
  if (level === "exact") return 1;
  if (level !== "strong") return NEVER;
  return score >= COMPLETE && !isHeard(hit) ? 2 : 3;
}

const isMeant = (/** @type {Pick<Hit, "level"> | null} */ hit) => hit?.level === "exact" || hit?.level === "strong";

/** Whether a match makes wider circles needless. @param {Likeness} match */
const isClose = ({ score, why }) => !why.includes(ANOTHER_GENERATION) && score >= (why.startsWith(ONE_LETTER) ? CLOSE_BUT_FOR_A_LETTER : CLOSE);

/**
 * Whom a whole name can mean, best first: as the command line finds it.
 * Each step is taken only if the one before found nothing sure, each circle only if nothing close.
 * @param {Model} model
 * @param {string} query
 * @returns {Hit[]}
 */
export function lookup(model, query) {
  const store = (model.nameStore ??= storeOf(model));
  const asked = { persons: queryReadings(query), other: parse(query, undefined, false) };
  /** @type {Map<number, Likeness>} */
  const matches = new Map(store.ofId(query).map((node) => [node, { score: 1, why: "id", level: "exact" }]));
  const seen = new Set(matches.keys());
  let isCut = false;
  const isLong = contentOf(asked.other.words).filter((word) => word.length > 1).length >= LONG;
  const hasTwo = longWords(asked.persons[0]).length > 1;
  const circles = [sure, shortened, intact, narrow, sounding, wide];
  if (query.trim().split(/\s+/).length > MOST_WORDS_COMPARED) circles.splice(1);
  for (const [circle, steps] of circles.entries()) {
    const waiting = steps(store, asked.persons, asked.other);
    while (!isDone(circle, [...matches.values()], hasTwo)) {
      const step = waiting.next();
      if (step.done) break;
      const there = [...new Set(step.value.flat())];
      const fresh = there.filter((node) => !seen.has(node)).sort((a, b) => a - b);
      fresh.forEach((node) => seen.add(node));
      isCut ||= there.length >= FILED;
      const read = fresh.length > COMPARED && isLong ? telling(fresh, step.value) : fresh;
      for (const node of read.length > COMPARED ? worth(store, asked, read) : read) {
        const hit = best(store.of(node), asked, model.names[node]);
        if (hit) matches.set(node, hit);
      }
    }
  }
  const hits = [...matches].map(([node, hit]) => ({ node, ...hit })).sort((a, b) => b.score - a.score || a.node - b.node);
  return isCut ? doubted(hits) : hits;
}

/**
 * Whether a circle of steps need not be gone on with: it could bring nothing nearer.
 * @param {number} circle
 * @param {Likeness[]} hits
 * @param {boolean} hasTwo whether the query has two words that are no initials
 */
function isDone(circle, hits, hasTwo) {
  const isExact = hits.some((hit) => hit.level === "exact" && !isTransliterated(hit));
  if (circle === SURE) return isExact;
  const isStrong = hits.some(isMeant), isEnough = hits.some((hit) => isMeant(hit) && !isHeard(hit));
  // a name that merely sounds so is doubtful already by another that is near
  if (hasTwo && isStrong && !isEnough && hits.filter(({ score }) => score >= CLOSE_BUT_FOR_A_LETTER).length > 1) return true;
  if (circle === SHORTENED) return isExact || (hasTwo && hits.some(({ level }) => level === "exact")); // an initial says less
  if (circle === NARROW && !isStrong && hits.some((hit) => hit.why.startsWith(ONE_LETTER) && isClose(hit))) return true;
  return isEnough || (circle > NARROW && hits.some(isClose));
}

/**
 * The same without a sure answer, if a strong match is alone only because others like it were not looked at.
 * @param {Hit[]} hits
 * @returns {Hit[]}
 */
function doubted(hits) {
  if (hits.some((hit) => hit.level === "exact" && !isTransliterated(hit)) || nearestOf(hits) === null) return hits;
  return hits.map((hit) => ({ ...hit, level: "similar" }));
}

/** Of many those that share most with a long name, a rare key before a common. @param {number[]} nodes in order @param {number[][]} lists */
function telling(nodes, lists) {
  const under = lists.filter((list) => list.length);
  if (under.length === 1 && nodes.length < FILED) return nodes;
  /** @type {Map<number, number>} */
  const weights = new Map();
  for (const list of under) for (const node of list) weights.set(node, (weights.get(node) ?? 0) + Math.floor(MOST_SHARED / list.length));
  const weight = (/** @type {number} */ node) => weights.get(node) ?? 0;
  return [...nodes].sort((a, b) => weight(b) - weight(a) || a - b).slice(0, MOST_TELLING).sort((a, b) => a - b);
}

/** Of many those that are surely meant, and those whose names look most like the query. @param {NameStore} store @param {Asked} asked @param {number[]} nodes */
function worth(store, asked, nodes) {
  const surely = nodes.filter((node) => store.of(node).some((name) => readFor(name, asked).some((one) => isMeant(compareSurely(one, name)))));
  const plain = (/** @type {Name} */ name) => (name.person ? name : parse(name.text, name.folded, true)).words.map(spellingKey).sort().join(" ");
  const own = plain(asked.persons[0]);
  const ratio = (/** @type {string} */ other) => (own.length + other.length ? (2 * common(own, other)) / (own.length + other.length) : 1);
  const names = nodes.flatMap((node) => store.of(node).map((name) => ({ node, alike: ratio(plain(name)) })));
  names.sort((a, b) => b.alike - a.alike);
  return new Set([...surely, ...names.slice(0, COMPARED).map(({ node }) => node)]);
}

/** A query read as what bears a name has names. @param {Name} name @param {Asked} asked */
const readFor = (name, asked) => (name.person ? asked.persons : [asked.other]);

/** The best match of one node's names, an alias said to be one. @param {Name[]} names @param {Asked} asked @param {string} shown */
function best(names, asked, shown) {
  /** @type {Likeness | null} */
  let top = null;
  for (const name of names) {
    const hit = compareRead(readFor(name, asked), [name]);
    if (hit && (!top || hit.score > top.score)) top = name.text !== shown && isMeant(hit) ? { ...hit, why: hit.why.replace("same name", "also known so") } : hit;
  }
  return top;
}

/** Every entity that can be meant: by its name, surname, initials, or any one word. @param {NameStore} store @param {Name[]} persons @param {Name} other @returns {Steps} */
function* sure(store, persons, other) {
  yield store.filed([...persons, other].flatMap((name) => wholeKeys(name.words)), FILED);
  if (other.words.length === 1 && persons[0].words.length > 1) yield store.filed([`a${other.folded}`], FILED); // "N.A.T.O.": no initials of a person
  for (const person of persons) yield* sureAs(store, person, other);
}

/** The same by one way to read the query. @param {NameStore} store @param {Name} person @param {Name} other @returns {Steps} */
function* sureAs(store, person, other) {
  if (person.characters) yield store.filed([...twoCharacters(person), `c${person.characters}`].slice(0, 1), FILED); // who has the whole has its first two characters
  const [first, ...more] = person.words;
  if (first === undefined) return;
  if (!more.length) {
    const sounds = [...new Set([spellingKey(first), spellingKey(person.spoken[0])])];
    yield store.filed([`a${person.folded}`, ...sounds.flatMap((one) => [`s${one}`, `w${one}`])], FILED);
    yield store.filed(soundPairs(heard(person)), FILED);
    return;
  }
  for (const words of apart([heard(person), contentOf(other.spoken)])) yield store.filed(soundPairs(words), FILED);
  if (longWords(person).length > 1) yield [withEachWord(store, person).reduce(both)];
}

/** Entities that have a surname of the query and an initial of its other words. @param {NameStore} store @param {Name[]} persons @returns {Steps} */
function* shortened(store, persons) {
  for (const person of persons) if (person.words.length > 1) yield withInitials(store, person, surnames(person));
}

/** Entities that have one word of the query, and another but for a letter. @param {NameStore} store @param {Name[]} persons @returns {Steps} */
function* intact(store, [person]) {
  const words = longWords(person);
  if (words.length < 2) return;
  const near = words.map((word) => under(store, store.near(word)));
  yield withEachWord(store, person).flatMap((whole, at) => near.flatMap((some, place) => (place === at ? [] : [both(whole, some)])));
}

/** The words that are no initials, each once. @param {Name} name */
const longWords = (name) => [...new Set(name.words)].filter((word) => word.length > 1);
/** For each word the entities that have it, as it is spelled anywhere. @param {NameStore} store @param {Name} name */
const withEachWord = (store, name) => longWords(name).map((word) => under(store, [spellingKey(word)]));
/** The entities that have one of these words, as a surname or otherwise. @param {NameStore} store @param {string[]} words */
const under = (store, words) => [...new Set(store.filed(words.flatMap((word) => [`s${word}`, `w${word}`]), ALL).flat())];

/** What two lists have in common. @param {number[]} one @param {number[]} other */
function both(one, other) {
  const there = new Set(other);
  return one.filter((node) => there.has(node));
}

/** Entities of which a surname or a word is one letter off, or that it abbreviates. @param {NameStore} store @param {Name[]} persons @param {Name} other @returns {Steps} */
function* narrow(store, [person], other) {
  yield store.filed(initials(other.words).map((one) => `w${spellingKey(one)}`), FEW);
  const near = person.words.map(store.near);
  if (person.words.length < 2) yield store.filed(near.flat().flatMap((word) => [`s${word}`, `w${word}`]), FILED);
  else yield withInitials(store, person, near);
}

/** Who has a surname that one word of a name can be, and an initial of another. @param {NameStore} store @param {Name} person @param {string[][]} surnames of each word */
function withInitials(store, person, surnames) {
  const keys = surnames.flatMap((some, at) => some.flatMap((one) => person.words.flatMap((word, place) => (place === at ? [] : [`i${word[0]}+${one}`]))));
  return store.filed(new Set(keys), FILED);
}

/** @param {NameStore} store @param {Name[]} persons @param {Name} other @returns {Steps} */
function* sounding(store, [person, ...persons], other) {
  const lostR = lexicon().loseR.has(person.script), own = heard(person);
  const endless = own.map((word) => word.replace(lexicon().ending, ""));
  const numbered = persons.filter(({ generation }) => isNumber(generation)).map(heard);
  for (const words of apart([own, contentOf(other.spoken), endless, ...numbered])) {
    if (words.length < 2) continue;
    yield store.filed([...nearPairs(words, lostR), ...otherForms(words, lostR)], FILED);
  }
}

/** @param {NameStore} store @param {Name[]} persons @param {Name} other @returns {Steps} */
function* wide(store, [person], other) {
  yield store.filed(twoCharacters(person), FEW);
  const words = [...new Set([...person.words.map(store.near), ...surnames(person)].flat())];
  yield store.filed(words.map((word) => `s${word}`), FEW);
  const titles = contentOf(other.words).map(spellingKey);
  yield store.filed([...new Set([...words, ...titles])].map((word) => `w${word}`), FEW);
}

/** How each word is filed as a surname, as it is written and as it is heard. @param {Name} name */
const surnames = (name) => name.words.map((word, at) => [word, name.spoken[at]].filter((one) => one.length > 1).map(spellingKey));
/** Lists of words, each once. @param {string[][]} lists */
const apart = (lists) => [...new Map(lists.map((words) => [words.join(" "), words])).values()];

/** The sound pairs of a query with a given name in another of its forms. @param {string[]} words @param {boolean} lostR */
function otherForms(words, lostR) {
  return words.flatMap((word, at) => fullForms(word).flatMap((form) => shortForms(form)
    .flatMap((short) => [...soundPairs(words.map((own, i) => (i === at ? short : own)), lostR)])));
}

/** The names of a model, filed under keys; what is filed by sound or for near words waits until it is asked. @param {Model} model @returns {NameStore} */
function storeOf(model) {
  Object.assign(lexicon().others, model.data.letters); // what every page does not know and this graph has
  const folds = Array.from({ length: model.n }, (_, node) => [model.names[node], ...model.aliases(node)].map(fold));
  /** @type {Map<number, Name[]>} */
  const parsed = new Map();
  const of = (/** @type {number} */ node) => {
    let names = parsed.get(node);
    if (!names) {
      const person = isPerson(model.data.types[model.kind[node]]);
      names = [model.names[node], ...model.aliases(node)].flatMap((name, i) => readings(name, folds[node][i], person));
      parsed.set(node, names);
    }
    return names;
  };
  const file = (/** @type {(name: Name) => Iterable<string>} */ keysOf) => {
    /** @type {Map<string, number[]>} */
    const map = new Map();
    for (let node = 0; node < model.n; node++) {
      for (const name of of(node)) {
        for (const key of keysOf(name)) {
          const there = map.get(key);
          if (!there) map.set(key, [node]);
          else if (there[there.length - 1] !== node) there.push(node);
        }
      }
    }
    return map;
  };
  const words = later(() => file(wordKeys)), pairs = later(() => file(pairKeys));
  const nearby = later(() => {
    /** @type {Map<string, string[]>} */
    const map = new Map();
    const known = new Set([...words().keys()].filter((key) => /^[sw]/.test(key) && !/^.\d+$/.test(key)).map((key) => key.slice(1)));
    for (const word of known) for (const key of nearKeys(word)) map.set(key, [...(map.get(key) ?? []), word]);
    return map;
  });
  return {
    of, folds,
    ofId: (id) => model.ids.flatMap((one, node) => (one.toLowerCase() === id.toLowerCase() ? [node] : [])),
    filed: (keys, most) => [...keys].map((key) => ((key[0] === "p" ? pairs() : words()).get(key) ?? []).slice(0, most)),
    near: (word) => [...new Set([...nearKeys(word)].flatMap((key) => nearby().get(key) ?? []))],
  };
}

/** What is made when it is first asked for. @template T @param {() => T} make */
function later(make) {
  /** @type {T | undefined} */
  let made;
  return () => (made ??= make());
}

/**
 * Whoever's name begins as what is typed, or holds it: for a name that is not yet whole.
 * @param {Model} model
 * @param {string} query
 * @returns {Iterable<Hit>}
 */
function* begun(model, query) {
  const raw = query.toLowerCase(), asked = fold(query), words = asked.split(" ").filter(Boolean);
  /** @param {number} node @param {number} score @param {string} why @returns {Hit} */
  const hit = (node, score, why) => ({ node, score, why, level: "begun" });
  for (const [node, names] of (model.nameStore ??= storeOf(model)).folds.entries()) {
    if (!asked) {
      if (model.names[node].toLowerCase().includes(raw)) yield hit(node, 0.7, "name contains it");
    } else if (names.some((name) => name.startsWith(asked))) yield hit(node, 0.87, "begins so");
    else if (names.some((name) => { const there = name.split(" "); return words.every((word) => there.some((other) => other.startsWith(word))); })) yield hit(node, 0.865, "words begin so");
    else if (asked.length > 2 && names.some((name) => name.includes(asked))) yield hit(node, 0.5, "name contains it");
  }
}
