// The SVG of a page without a browser: a document of elements that know no more than to be written.

const { createInterface } = require("node:readline");

class Written {
  constructor(tag) { Object.assign(this, { tag, attributes: {}, children: [], textContent: "" }); }
  setAttribute(name, value) { this.attributes[name] = value; }
  append(...children) { this.children.push(...children); }
}

globalThis.document = { createElementNS: (_, tag) => new Written(tag) };
globalThis.XMLSerializer = class { serializeToString(root) { return root; } };

const answers = {
  svg(data) {
    const model = module_model.decode(data);
    const view = module_view.visible(model, module_state.initialState());
    return module_picture.svgText(model, view, false);
  },
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const [call, ...given] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(answers[call](...given))}\n`);
});
