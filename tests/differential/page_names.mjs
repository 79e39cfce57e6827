// Answers for the names of the page, one JSON line for each JSON line asked: [call, ...arguments].

import { createInterface } from "node:readline";

const page = process.argv[2];
const { learn } = await import(`${page}/lexicon.js`);
const { code, consonants, fold, isPerson, skeleton } = await import(`${page}/names.js`);
const { decode } = await import(`${page}/model.js`);
const { decide, find, lookup } = await import(`${page}/search.js`);

let model = null;
const calls = {
  learn: (facts) => { learn(facts); return true; },
  graph: (data) => { model = decode(data); return model.n; },
  fold: (name) => [fold(name), fold(name).split(" ").filter(Boolean).map((word) => [skeleton(word), code(word), consonants(word)])],
  isPerson,
  lookup: (query) => lookup(model, query).map(({ node, score, why, level }) => [model.ids[node], score, why, level]),
  find: (query) => {
    const hits = find(model, query, 10);
    const sure = decide(model, query, hits);
    return { hits: hits.map(({ node, level }) => [model.ids[node], level]), sure: sure === null ? null : model.ids[sure] };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [call, ...given] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(calls[call](...given))}\n`);
}
