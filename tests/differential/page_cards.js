// What the cards of the page say, asked by tests without a browser: a data set and what is left out a line on
// stdin, an answer a line on stdout. Runs after the viewer's modules, in one function with them.

function answerTo({ data, filters = {}, day = null }) {
  const model = module_model.decode(data);
  const state = { ...module_state.initialState(), asOf: day };
  module_state.setFilters(state, model, filters);
  model.leaveOut(state.without);
  model.trust(state);
  const text = (parts) => module_sentences.textOf(model, parts);
  return model.ids.map((id, i) => {
    const card = module_card.cardText({ model, state }, i);
    const parts = [...card.parts.map((part) => [module_cardtext.TITLES[part.title], part]), ["cites", card.cites]].filter(([, part]) => part);
    const lines = (groups) => groups.map(({ heading, lines }) => [text(heading), lines.map(({ what, when, who, remarks }) => [what, when, who, ...remarks].map(text))]);
    return {
      id, text: card.plain(), counts: card.counts, preface: card.preface.map(text),
      parts: parts.filter(([title]) => title !== "cites").map(([title, { size, groups }]) => [title, size, lines(groups(0, 3))]),
      cites: (card.cites?.groups(0, Infinity) ?? []).flatMap(({ lines }) => lines.map(({ claim }) => claim.number)),
      table: card.answer.edges.flatMap((edge) => model.claims(edge).map((claim) => module_table.cellsOf(model, { claim, edge }).map(text))),
      sentences: [...card.sections.flatMap(({ edges }) => edges), ...card.saidApart].map((k) => module_memo.citation(card.cells, k)),
    };
  });
}

require("node:readline").createInterface({ input: process.stdin })
  .on("line", (line) => console.log(JSON.stringify(answerTo(JSON.parse(line)))));
