// What the page says of shares and amounts, asked by tests without a browser: a data set and what is
// left of it a line on stdin, an answer a line on stdout. Runs after the viewer's modules.

function answerTo({ data, without, day, asked, links }) {
  if (links) return { places: Object.fromEntries(module_ownershiptree.treePlaces(asked, links)) };
  const { amountOf, certainShare, giver, isIndirect, owns, pays, shareOf, taker, whyNotOwned, whyNotPaid } = module_figures;
  const { plain } = module_decimals;
  const model = module_model.decode(data), state = { ...module_state.initialState(), asOf: day };
  module_state.setFilters(state, model, { without });
  model.leaveOut(state.without);
  const { standing } = module_view.visible(model, state), stands = (k) => standing[k] > 0;
  const claims = (k) => model.claims(k).map((claim) => claim.number).sort((one, two) => one - two);
  const ends = (range) => range && [plain(range.least), plain(range.most)];
  const open = (range) => range && [...ends(range), range.isAbove, range.isBelow];
  const edges = [...Array(model.m).keys()].filter(stands).map((k) => ({
    claims: claims(k), ends: [model.ids[giver(model, k)], model.ids[taker(model, k)]],
    not_owned: owns(model, k) ? whyNotOwned(model, k, state) : null, indirect: owns(model, k) ? isIndirect(model, k) : null,
    not_paid: pays(model, k) ? whyNotPaid(model, k) : null,
    certain: owns(model, k) && !whyNotOwned(model, k, state) ? plain(certainShare(model, k, state)) : null,
    share: open(shareOf(model, k, state)), amount: ends(amountOf(model, k)),
    currency: amountOf(model, k)?.currency ?? "", kind: amountOf(model, k)?.kind ?? "",
  }));
  const paid = edges.flatMap((_, at) => [[...Array(model.m).keys()].filter(stands)[at]]).filter((k) => pays(model, k) && !whyNotPaid(model, k));
  const totals = module_moneylines.totals(model, paid).map((one) => [one.kind, one.currency, ...ends(one)]);
  const i = model.numberOf.get(asked), parts = {};
  for (const what of i === undefined ? [] : ["owners", "owned"]) {
    parts[what] = [...module_moneypage.ownership(model, { what, of: i }, stands, state)].map(claims);
  }
  return { edges, totals, parts };
}

require("node:readline").createInterface({ input: process.stdin })
  .on("line", (line) => console.log(JSON.stringify(answerTo(JSON.parse(line)))));
