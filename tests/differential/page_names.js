// What the page knows of names and dates, asked by tests: [call, ...arguments] a line on stdin, an answer a line on
// stdout. Runs after the viewer's modules, in one function with them (page_in_node.py).

const { phoneticKey, consonants, fold, isPerson, parse, readings, spellingKey } = module_names;
const { nearKeys, pairKeys, wordKeys } = module_keys;
const { decide, find, lookup } = module_search;

let model = null;
const isSure = (query, hits) => {
  const sure = decide(model, query, hits);
  return sure === null ? null : model.ids[sure];
};
const calls = {
  fold: (name) => [fold(name), fold(name).split(" ").filter(Boolean).map((word) => [spellingKey(word), phoneticKey(word), consonants(word)])],
  keys(name, type) {
    const parsed = parse(name, undefined, isPerson(type));
    const keys = readings(name, undefined, isPerson(type)).flatMap((one) => [...wordKeys(one), ...pairKeys(one)]);
    return [[...new Set(keys)].sort(), parsed.words.map((word) => [...nearKeys(word)].sort())];
  },
  compare(query, other, type) {
    const hit = module_likeness.compareRead(...[query, other].map((name) => readings(name, undefined, isPerson(type))));
    return hit && [hit.score, hit.why, hit.level];
  },
  isPerson,
  moment: module_words.moment,
  when: module_words.periodWords,
  know: (letters) => { Object.assign(module_lexicon.lexicon().others, letters); return true; },
  graph: (data) => { model = module_model.decode(data); return model.n; },
  find(query) {
    const hits = find(model, query, 10);
    return { hits: hits.map(({ node, level }) => [model.ids[node], level]), sure: isSure(query, hits) };
  },
  lookup(query) {
    const hits = lookup(model, query);
    return { hits: hits.map(({ node, score, why, level }) => [model.ids[node], score, why, level]), sure: isSure(query, hits) };
  },
};

require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const [call, ...given] = JSON.parse(line);
  console.log(JSON.stringify(calls[call](...given)));
});
