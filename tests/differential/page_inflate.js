// Texts unpacked by the page.

const { createInterface } = require("node:readline");

createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(`${JSON.stringify(module_inflate.inflated(JSON.parse(line)[1]))}\n`);
});
