// Find people however their name is written: the folded names travel with the page; what is typed
// is folded here by the same table for Latin and Cyrillic letters.

const CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћђџѓќѕ";
const PRESS = ("a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya " +
  "i yi ye g w j lj nj c dj dz g k dz").split(" ");
const LETTERS = new Map([...CYRILLIC].map((letter, i) => [letter, PRESS[i]]));
for (const [letter, latin] of [["ß", "ss"], ["æ", "ae"], ["œ", "oe"], ["ø", "o"], ["đ", "d"], ["ð", "d"], ["ł", "l"], ["þ", "th"], ["ı", "i"], ["ə", "a"], ["ŋ", "n"], ["ħ", "h"]]) LETTERS.set(letter, latin);

/** @param {string} name */
export function fold(name) {
  let text = [...name.normalize("NFKC").toLowerCase()].map((c) => LETTERS.get(c) ?? c).join("");
  text = text.normalize("NFKD").replace(/\p{M}/gu, "");
  text = [...text].map((c) => LETTERS.get(c) ?? c).join("");
  text = text.replace(/['’‘ʼʹʺ`´ʻʾʿ.·]/g, "");
  return (text.match(/[a-z0-9]+/g) ?? []).join(" ");
}

/** How a word sounds, roughly, whichever language wrote it down. */
export function sound(word) {
  return word
    .replace(/schtsch|shch|stsch/g, "s").replace(/tsch|tch|cz/g, "c").replace(/sch|sh|sz/g, "s")
    .replace(/kh/g, "h").replace(/zh/g, "z").replace(/ch|ts|tz/g, "c").replace(/ph/g, "f")
    .replace(/w/g, "v").replace(/ff?$/, "v").replace(/ou|oo/g, "u").replace(/ae/g, "e")
    .replace(/ij|iy|yi|ii|ey|ei|ai|ay/g, "i").replace(/[yj]/g, "i").replace(/i(?=[aeou])/g, "")
    .replace(/(.)\1+/g, "$1");
}

/**
 * @param {any} model
 * @param {string} query
 * @param {number} [limit]
 * @returns {{node: number, why: string, score: number}[]} best first
 */
export function find(model, query, limit = 8) {
  const asked = fold(query);
  const raw = query.trim().toLowerCase();
  if (!raw) return [];
  const words = asked.split(" ").filter(Boolean);
  const sounds = words.map(sound);
  const found = [];
  const folded = (model.foldedNames ??= new Array(model.n));
  for (let i = 0; i < model.n; i++) {
    const hit = best(model, folded, i, asked, raw, words, sounds);
    if (hit) found.push({ node: i, ...hit });
  }
  const size = (one) => model.size[one.node];
  found.sort((a, b) => b.score - a.score || size(b) - size(a) || a.node - b.node);
  return found.slice(0, limit);
}

/** The folded names of an entity: those that came with the page, else folded here. */
function keysOf(model, i) {
  const sent = model.keys[i];
  return sent ? sent.split("\n") : [model.names[i], ...model.aliases(i)].map(fold);
}

function best(model, folded, i, asked, raw, words, sounds) {
  if (model.ids[i].toLowerCase() === raw) return { score: 1, why: "id" };
  let top = null;
  const keys = (folded[i] ??= keysOf(model, i));
  keys.forEach((key, number) => {
    const hit = rate(key, asked, words, sounds, raw, number ? model.aliases(i)[number - 1] : model.names[i]);
    if (hit && (!top || hit.score > top.score)) {
      top = number && hit.score > 0.7 ? { ...hit, why: `${hit.why}, also known so` } : hit;
    }
  });
  return top;
}

function rate(key, asked, words, sounds, raw, name) {
  if (!asked) return name && name.toLowerCase().includes(raw) ? { score: 0.7, why: "name contains it" } : null;
  if (key === asked) return { score: 0.99, why: "same name" };
  const there = key.split(" ");
  if ([...there].sort().join(" ") === [...words].sort().join(" ")) return { score: 0.97, why: "same name, other word order" };
  const last = there[there.length - 1];
  if (words.length === 1 && last === asked) return { score: 0.9, why: "surname" };
  if (words.every((word) => there.includes(word))) return { score: 0.85, why: "part of the name" };
  if (key.startsWith(asked)) return { score: 0.83, why: "begins so" };
  if (words.every((word) => there.some((other) => other.startsWith(word)))) return { score: 0.8, why: "words begin so" };
  const heard = there.map(sound);
  if (sounds.every((word) => heard.includes(word))) return { score: 0.75, why: "other spelling" };
  if (asked.length > 2 && key.includes(asked)) return { score: 0.6, why: "name contains it" };
  if (asked.length > 3 && heard.some((word) => sounds.some((one) => one.length > 3 && near(word, one)))) {
    return { score: 0.5, why: "similar spelling" };
  }
  return null;
}

/** Whether two words differ by one letter at most. */
function near(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let i = 0;
  while (i < one.length && one[i] === other[i]) i++;
  let a = one.length, b = other.length;
  while (a > i && b > i && one[a - 1] === other[b - 1]) { a--; b--; }
  return a - i <= 1 && b - i <= 1;
}
