// Answers for the names of the page, one JSON line for each JSON line asked: [call, ...arguments].

import { createInterface } from "node:readline";

const page = process.argv[2];
const { decode } = await import(`${page}/model.js`);
const { decide, find } = await import(`${page}/search.js`);

let model = null;
const calls = {
  graph: (data) => { model = decode(data); return model.n; },
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
