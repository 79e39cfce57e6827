// Guides come before references in the results of the site's search: who looks for a word wants to do something.
var Scorer = {
  score: ([page, , , , score]) => {
    const first = /^(guide\/|tutorial)/.test(page), last = /^(reference\/(python|cli|formats|json)|explanation\/(architecture|scale))/.test(page);
    return score + (first ? 10 : 0) - (last ? 10 : 0);
  },
  objNameMatch: 11, objPartialMatch: 6, objPrio: { 0: 15, 1: 5, 2: -5 }, objPrioDefault: 0,
  title: 25, partialTitle: 12, term: 5, partialTerm: 2,
};
