// Functions longer than so many lines: node long_functions.js TYPESCRIPT LINES FILE...

const [typescript, most, ...files] = process.argv.slice(2);
const ts = require(typescript);

for (const file of files) {
  const source = ts.createSourceFile(file, require("node:fs").readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const lineAt = (position) => source.getLineAndCharacterOfPosition(position).line + 1;
  const visit = (node) => {
    const first = lineAt(node.getStart()), lines = lineAt(node.getEnd()) - first + 1;
    if (ts.isFunctionLike(node) && lines > Number(most)) console.log(`${file}:${first} has a function of ${lines} lines`);
    ts.forEachChild(node, visit);
  };
  visit(source);
}
