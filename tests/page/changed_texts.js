// Texts that a script loses when it is made short: node changed_texts.js TYPESCRIPT SCRIPT MINIFIED

const [typescript, ...files] = process.argv.slice(2);
const ts = require(typescript);

/** All strings, parts of templates and patterns of a script, in their order. */
function textsOf(file) {
  const source = ts.createSourceFile(file, require("node:fs").readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const found = [];
  const visit = (node) => {
    if (ts.isLiteralExpression(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) found.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const [before, after] = files.map(textsOf);
if (before.length !== after.length) console.log(`${before.length} texts before, ${after.length} after`);
before.forEach((text, k) => {
  if (text !== after[k]) console.log(`${text} becomes ${after[k]}`);
});
