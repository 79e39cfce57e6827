// What the page answers, asked by tests without a browser: a data set and a question a line on stdin,
// an answer a line on stdout. Runs after the viewer's modules, in one function with them.

// A relation as the card says it, in the lines of the command line.
function lines(model, k, day) {
  const { sentence, when, standing, claimWords, joined, textOf } = module_sentences;
  const text = (parts) => textOf(model, parts);
  return [
    text(sentence(model, k, model.target[k])),
    `  ${text(joined([when(model, k, day), ...standing(model, k)], " · "))}`,
    ...model.claims(k).map((claim) => `  - ${text(joined(claimWords(model, claim, k).map(({ parts }) => parts), " · "))}`),
  ];
}

const named = (model, k, status) =>
  module_claims.speakersWho(model.claims(k), status).map((ref) => model.named(ref)[0]).sort();

function answerTo({ data, without, day, since = null, until = null, pairs, filters, through = false }) {
  const model = module_model.decode(data);
  const state = { ...module_state.initialState(), asOf: day, since, until };
  module_state.setFilters(state, model, { ...filters, without });
  model.leaveOut(state.without);
  const { standing } = module_view.visible(model, state);
  const edges = Array.from({ length: model.m }, (_, k) => ({
    claims: model.claims(k).map((claim) => claim.number),
    ends: [model.ids[model.source[k]], model.relations[model.relation[k]], model.ids[model.target[k]]],
    role: model.role(k), tenure: model.edges.tenure[k], start: model.start(k), end: model.end(k),
    days: model.days(k), beginning: module_dates.beginning(model.days(k)), certainty: model.certainty(k), verdict: model.verdictWord(k),
    origins: model.origins[k], derived: model.edgeDerived(k), holds: standing[k],
    support: module_paths.supportOf(model, k),
    lines: standing[k] ? lines(model, k, day) : [],
    symmetric: Boolean(model.symmetric[k]), lead: model.lead(k).number, dated_by: model.datedBy(k).number,
    origins_of_date: model.originsOfDate(k),
    confirmed_by: named(model, k, "confirmed"), denied_by: named(model, k, "denied"),
  }));
  const remarks = data.claims.status.map((_, c) => module_sentences
    .remarkWords(model, model.claimAt(c), (k) => standing[k] > 0).map((parts) => module_sentences.textOf(model, parts)));
  const paths = pairs.map(([source, target]) => {
    const [from, to] = [source, target].map((id) => model.numberOf.get(id));
    const space = module_paths.spaceBetween(model, standing, { from, to }, through);
    const path = module_paths.bestPath(space, from, to);
    const steps = path && {
      steps: path, weakest: path.length ? module_paths.weakestStep(model, path) : null,
      remarks: module_steps.remarks(space, path, from).map((parts) => module_sentences.textOf(model, parts)),
    };
    return { path: steps, is_shorter: !through && module_paths.avoided(model, standing, { from, to }, path).length > 0 };
  });
  return { edges, paths, remarks, offices: model.collapsed.map(({ source, office, target, via }) => ({ line: [source, office, target], via })) };
}

require("node:readline").createInterface({ input: process.stdin })
  .on("line", (line) => console.log(JSON.stringify(answerTo(JSON.parse(line)))));
