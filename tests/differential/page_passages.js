// The passages of a page without a browser: what is shown of each claim, in pieces.

const { createInterface } = require("node:readline");

const answers = {
  passages(data) {
    const model = module_model.decode(data), { passages } = data;
    return Array.from({ length: data.claims.status.length }, (_, c) => {
      const claim = model.claimAt(c);
      if (!claim.passage) return null;
      const marks = module_passage.marksOf(passages, claim);
      return module_passage.paragraphs(passages, marks).map((at) => [
        passages.number[at], module_passage.pieces(passages.text[at], module_passage.marksIn(marks, at)).map(({ words, marked }) => [words, marked]),
      ]);
    });
  },
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const [call, ...given] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(answers[call](...given))}\n`);
});
