// What the page says of each entity by itself, asked by tests without a browser: a data set and whom the reader
// trusts a line on stdin, an answer a line on stdout. Runs after the viewer's modules, in one function with them.

function answerTo({ data, without, min_origins, queries = [] }) {
  const model = module_model.decode(data);
  const state = module_state.initialState();
  const found = (query) => module_search.find(model, query).map(({ node }) => model.ids[node]);
  const before = queries.map(found);
  module_state.setFilters(state, model, { without, min_origins });
  model.trust(state);
  const text = (parts) => module_sentences.textOf(model, parts);
  const entities = model.ids.map((id, i) => ({
    id, type: data.types[model.kind[i]], aliases: model.aliases(i), facts: model.facts(i),
    lines: model.described.has(i) ? module_describing.valueLines(model, i).map(({ parts }) => text(parts)) : null,
    is_left: !module_describing.nothingLeft(model, i, without.length + min_origins > 0).startsWith("Nothing is left"),
    sources: module_describing.sourceLines(model, i).map(text),
  }));
  return { entities, before, found: queries.map(found) };
}

require("node:readline").createInterface({ input: process.stdin })
  .on("line", (line) => console.log(JSON.stringify(answerTo(JSON.parse(line)))));
