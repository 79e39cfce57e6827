// The picture of a page without a browser: a document of elements that know no more than to be written.

const { createInterface } = require("node:readline");

class Written {
  constructor(tag) { Object.assign(this, { tag, attributes: {}, children: [], textContent: "" }); }
  setAttribute(name, value) { this.attributes[name] = value; }
  append(...children) { this.children.push(...children); }
}

globalThis.document = { createElementNS: (_, tag) => new Written(tag) };

const SIZE = { width: 4000, height: 4000 };

const answers = {
  picture(data) {
    const model = module_model.decode(data);
    const view = module_view.visible(model, module_state.initialState());
    const painter = new module_painter.Painter(model), pen = new module_svgpen.SvgPen(SIZE.width, SIZE.height);
    const camera = { scale: 4, left: SIZE.width / 2, top: SIZE.height / 2 };
    const theme = { dark: false, paper: "#ffffff", ink: "#000000", path: "#000000" };
    painter.join(view);
    painter.paintWhole(pen, SIZE, { camera, unit: 1, theme, view, marks: { selected: null, path: [], near: null, lit: null } });
    const nodes = Array.from(model.ids, (id, i) => [id, model.x[i] * camera.scale + camera.left, model.y[i] * camera.scale + camera.top, painter.radius(i, camera.scale)]);
    return { svg: pen.root, nodes };
  },
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const [call, ...given] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(answers[call](...given))}\n`);
});
