// Ids for names, as the form of the workspace makes them.

const { createInterface } = require("node:readline");

createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(`${JSON.stringify(module_newentity.idFor(JSON.parse(line)[1]))}\n`);
});
