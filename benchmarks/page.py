"""How soon the page is drawn, against pyvis and sigma.js, and how smoothly it pans.

    python benchmarks/page.py GENERATOR --sigma FOLDER [--sizes 60 1000 5000 100000] [--rounds 3]

GENERATOR is a script called as `GENERATOR RELATIONS FOLDER`, which writes entities.csv (half as
many) and relations.csv. FOLDER holds node_modules with sigma and graphology (`npm i sigma@3
graphology`). Every page is one local file with the same positions, opened in a new tab of the same
headless Chromium, rounds interleaved. First drawing is from the start of navigation until the
picture that stays has been read back from its canvas. Prints medians and ratios.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import actorgraph
from actorgraph.render import html
from actorgraph.render.payload import payload

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run --disable-quic "
    "--use-angle=swiftshader --enable-unsafe-swiftshader"
).split()
WINDOW = {"width": 1280, "height": 800}
FULL_SIZE, PHYSICS_SIZE = 100_000, 60
FRAMES = 90

SETTLED = """(selector, quiet) => {
  const small = document.createElement("canvas");
  small.width = 320; small.height = 200;
  const context = small.getContext("2d", { willReadFrequently: true });
  let before = "", since = null;
  const look = () => {
    const canvas = document.querySelector(selector);
    if (canvas && canvas.width) {
      context.clearRect(0, 0, 320, 200);
      context.drawImage(canvas, 0, 0, 320, 200);
      const pixels = context.getImageData(0, 0, 320, 200).data;
      let sum = 7, first = pixels[0] | (pixels[1] << 8), blank = true;
      for (let p = 0; p < pixels.length; p += 4) {
        const colour = pixels[p] | (pixels[p + 1] << 8);
        blank &&= colour === first;
        sum = (Math.imul(sum, 31) + (colour | (pixels[p + 3] << 16))) | 0;
      }
      const now = blank ? "" : String(sum);
      if (now !== before) { before = now; since = performance.now(); }
      if (now !== "" && performance.now() - since > quiet) { window.drawnAt = since; return; }
    }
    requestAnimationFrame(look);
  };
  look();
}"""
"""Remembers when the picture that then stays for `quiet` milliseconds was first read back."""

DRAWN = """() => new Promise((done) => {
  const look = () => (window.drawnAt > 0 ? done(window.drawnAt) : setTimeout(look, 50));
  look();
})"""

PAN = """async (frames) => {
  const stage = document.querySelector(".ag-stage");
  const screen = stage.querySelector("canvas").getContext("2d");
  const frame = () => new Promise(requestAnimationFrame);
  const key = (key) => stage.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey: true }));
  const roll = (deltaY) => stage.dispatchEvent(
    new WheelEvent("wheel", { deltaY, clientX: 500, clientY: 400, cancelable: true }));
  const measured = async (move) => {
    const took = [];
    let before = await frame();
    for (let j = 0; j < frames; j++) {
      move(j);
      await frame();
      screen.getImageData(0, 0, 1, 1);  // the frame is drawn, not only asked for
      const now = performance.now();
      took.push(now - before);
      before = now;
    }
    return took;
  };
  const pan = await measured((j) => key(j % 30 < 15 ? "ArrowLeft" : "ArrowRight"));
  const zoom = await measured((j) => roll(j % 30 < 15 ? -60 : 60));
  return { pan, zoom };
}"""


HUB_RELATIONS = 1_000
HUB_CLICKS = 9
OPEN_CARD = """async (id) => {
  const frame = () => new Promise(requestAnimationFrame);
  actorgraph.select(null);
  await frame(); await frame();
  const began = performance.now();
  actorgraph.select(id);
  await frame(); await frame();
  return [performance.now() - began, document.querySelector(".ag-card").scrollHeight];
}"""
"""Selects somebody as a click does, until the frame after the card was painted."""


def main() -> None:
    """Make the graphs and the pages, open them, print what it took."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("generator", type=Path)
    asked.add_argument("--sigma", type=Path, help="folder with node_modules of sigma, graphology")
    asked.add_argument("--sizes", type=int, nargs="+", default=[60, 1_000, 5_000, FULL_SIZE])
    asked.add_argument("--rounds", type=int, default=3)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            pages = pages_of(size, options.generator, options.sigma, Path(folder) / str(size))
            measure(size, pages, options.rounds)
        measure_hub(hub_page(Path(folder) / "hub"), options.rounds)


def hub_page(folder: Path) -> Path:
    """A page of a hub with many relations of ten words, each with two claims, and of a source."""
    folder.mkdir()
    words = ("met_with", "owns", "member_of", "paid", "knows", "accused", "holds_position")
    words += ("participant", "wrote_to", "advises")
    rows = ["source,relation,target,start_date,certainty,attributed_to,document,locator,quote"]
    for number in range(HUB_RELATIONS):
        said = f"hub,{words[number % len(words)]},other{number},2018-01-{number % 28 + 1:02}"
        for speaker in ("paper", f"speaker{number % 7}"):
            rows.append(
                f"{said},,{speaker},https://{speaker}.example/{number},p{number},He said so"
            )
    (folder / "relations.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    path = folder / "hub.html"
    text = html.page(actorgraph.load(folder).subgraph(), title="Hub")
    path.write_text(text, encoding="utf-8")
    return path


def measure_hub(path: Path, rounds: int) -> None:
    """Print how long the cards of a hub and of a source take in new tabs, and how high they are."""
    from playwright.sync_api import sync_playwright

    names = ("hub", "speaker0")
    took: dict[str, list[list[float]]] = {name: [] for name in names}
    high: dict[str, int] = {}
    print(f"\na hub of {HUB_RELATIONS:,} relations")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for _ in range(rounds):
            page = browser.new_page(viewport=WINDOW)
            page.goto(path.as_uri())
            page.wait_for_selector(".ag-stage[data-drawn=complete]", state="attached")
            for name in names:
                opened = [page.evaluate(OPEN_CARD, name) for _ in range(HUB_CLICKS)]
                took[name].append([time for time, _ in opened])
                high[name] = opened[-1][1]
            page.close()
        browser.close()
    for name, times in took.items():
        first, later = [row[0] for row in times], [time for row in times for time in row[1:]]
        print(
            f"  card of {name}: first {statistics.median(first):.0f} ms "
            f"({min(first):.0f} to {max(first):.0f}), then {statistics.median(later):.0f} ms "
            f"({min(later):.0f} to {max(later):.0f}), {high[name]:,} px high"
        )


def pages_of(size: int, generator: Path, sigma: Path | None, folder: Path) -> dict[str, Path]:
    """Ours and its rivals, as files in the folder."""
    folder.mkdir()
    command = [sys.executable, str(generator), str(2 * size), str(folder / "data")]
    subprocess.run(command, check=True, capture_output=True)
    graph = actorgraph.load(folder / "data")
    subgraph = graph.subgraph()
    text = html.page(subgraph, title="Benchmark")
    drawn = html.in_order_of_ends(subgraph) if size > html.PLAIN_BELOW else subgraph
    data = payload(drawn, title="Benchmark")
    written = {"actorgraph": text}
    if size >= FULL_SIZE:
        written["actorgraph, all drawn"] = all_drawn(data)
        if sigma:
            written["sigma"] = sigma_page(data, sigma / "node_modules")
    else:
        written["pyvis"] = pyvis_page(data, physics=size <= PHYSICS_SIZE)
    written["without evidence"] = text.replace(
        raw_island(text), html.island(without_evidence(data))
    )
    print(f"\n{size:,} nodes, {len(data['edges']['source']):,} edges")
    paths = {}
    for name, page in written.items():
        paths[name] = folder / f"{name}.html"
        paths[name].write_text(page, encoding="utf-8")
        print(f"  file {name}: {paths[name].stat().st_size / 1e6:.2f} MB")
    del paths["without evidence"]
    return paths


def raw_island(text: str) -> str:
    """The data of a page of ours, as it stands there."""
    found = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
    if not found:
        raise ValueError("no data island in the page")
    return found[1]


def without_evidence(data: dict[str, Any]) -> dict[str, Any]:
    """The picture alone: who, where, linked to whom, how well founded; no claim, fact or date."""
    kept = {"id", "name", "type", "x", "y", "size", "source", "target", "relation", "verdict"}
    parts = ("entities", "edges", "claims")
    bare = {part: {n: c for n, c in data[part].items() if n in kept} for part in parts}
    return {**data, **bare, "names": []}


def all_drawn(data: dict[str, Any]) -> str:
    """Our renderer and model alone, with everything in view: large pages open on a part."""
    content = html.island(data)
    return f"""<!doctype html><meta charset="utf-8">
<style>*{{margin:0}}#stage{{position:absolute;inset:0}}</style>
<div id="stage" class="ag-stage"></div>
<script type="application/json" id="data">{content}</script>
<script type="module">{html.viewer_source()}
const island = JSON.parse(document.getElementById("data").textContent);
const data = await module_columns.unpackPayload(island);
const model = module_model.decode(data), quiet = () => {{}};
const events = {{ onNode: quiet, onEdge: quiet, onHover: quiet, onBackground: quiet }};
const renderer = module_canvas.canvasRenderer(document.getElementById("stage"), model, events);
renderer.show(
  {{ node: new Uint8Array(model.n).fill(1), edge: new Uint8Array(model.total).fill(2) }},
  {{ selected: null, path: [], near: null }});
renderer.fit();
</script>"""


def pyvis_page(data: dict[str, Any], *, physics: bool) -> str:
    """What pyvis writes; its calls for style sheets from elsewhere are taken out, to its favour."""
    from pyvis.network import Network

    network = Network(cdn_resources="in_line", directed=True, height="780px")
    entities, edges = data["entities"], data["edges"]
    for i, name in enumerate(entities["name"]):
        place = {} if physics else {"x": entities["x"][i], "y": entities["y"][i]}
        network.nodes.append({"id": i, "label": name, "shape": "dot", **place})
    ends = zip(edges["source"], edges["target"], strict=True)
    network.edges.extend({"from": source, "to": target, "arrows": "to"} for source, target in ends)
    if not physics:
        network.toggle_physics(status=False)
    text = network.generate_html()
    text = re.sub(r"<link\b[^>]*https?:[^>]*>", "", text)
    text = re.sub(r"<script\b[^>]*src=[^>]*https?:[^>]*>\s*</script>", "", text)
    if physics:
        done = (
            "network.once('stabilizationIterationsDone', () => network.once('afterDrawing', () => {"
        )
        done += "const c = document.querySelector('#mynetwork canvas'); "
        done += "c.getContext('2d').getImageData(0, 0, c.width, c.height); "
        done += "window.drawnAt = performance.now(); }));"
        text = text.replace("</body>", f"<script>{done}</script></body>")
    return text


def sigma_page(data: dict[str, Any], modules: Path) -> str:
    """A plain sigma.js page, its libraries inside."""
    graphology = (modules / "graphology/dist/graphology.umd.min.js").read_text(encoding="utf-8")
    sigma = (modules / "sigma/dist/sigma.min.js").read_text(encoding="utf-8")
    entities, edges = data["entities"], data["edges"]
    columns = [entities["name"], entities["x"], entities["y"], edges["source"], edges["target"]]
    content = json.dumps(columns, ensure_ascii=False).replace("<", "\\u003c")
    return f"""<!doctype html><meta charset="utf-8">
<style>*{{margin:0}}#stage{{position:absolute;inset:0}}</style><div id="stage"></div>
<script>{graphology}</script><script>{sigma}</script><script>
const [names, x, y, source, target] = {content};
const graph = new graphology.MultiDirectedGraph();
const look = {{ size: 2, color: "#1f5fa8" }};
names.forEach((label, i) => graph.addNode(i, {{ label, x: x[i], y: y[i], ...look }}));
source.forEach((from, k) => graph.addEdge(from, target[k], {{ size: 1, color: "#ccd2da" }}));
const sigma = new Sigma(graph, document.getElementById("stage"));
const drawn = () => {{
  for (const gl of Object.values(sigma.webGLContexts)) {{
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }}
  window.drawnAt = performance.now();
}};
sigma.refresh();
drawn();
</script>"""


def measure(size: int, pages: dict[str, Path], rounds: int) -> None:
    """Open each page in turn, `rounds` times, and print medians, ratios and frames."""
    from playwright.sync_api import sync_playwright

    took: dict[str, list[float]] = {name: [] for name in pages}
    frames: dict[str, list[float]] = {"pan": [], "zoom": []}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for _ in range(rounds):
            for name, path in pages.items():
                page = browser.new_page(viewport=WINDOW)
                if name.startswith("actorgraph"):
                    page.add_init_script(f"({SETTLED})('.ag-stage canvas', 1200)")
                elif name == "pyvis" and size > PHYSICS_SIZE:
                    page.add_init_script(f"({SETTLED})('#mynetwork canvas', 1200)")
                page.goto(path.as_uri(), timeout=240_000)
                # The page's policy forbids what wait_for_function does, hence a promise.
                took[name].append(page.evaluate(DRAWN))
                if name == "actorgraph, all drawn":
                    for motion, times in page.evaluate(PAN, FRAMES).items():
                        frames[motion].extend(times)
                page.close()
        browser.close()
    report(took, frames)


def report(took: dict[str, list[float]], frames: dict[str, list[float]]) -> None:
    middle = {name: statistics.median(times) for name, times in took.items()}
    rival = next((name for name in took if not name.startswith("actorgraph")), None)
    for name, time in middle.items():
        spread = f"{min(took[name]):,.0f} to {max(took[name]):,.0f}"
        ratio = f", {time / middle[rival]:.3f}x {rival}" if rival and name != rival else ""
        print(f"  first drawing {name}: {time:,.0f} ms ({spread}){ratio}")
    for motion, times in frames.items():
        if times:
            worst = statistics.quantiles(times, n=20)[-1]
            mean = statistics.mean(times)
            print(f"  {motion}: {mean:.1f} ms a frame, 95 of 100 within {worst:.1f} ms")


if __name__ == "__main__":
    main()
