"""How soon a page shows the passage that a claim rests on, once somebody unfolds its line.

    python benchmarks/passages.py DATA DOCUMENTS [--bar 100]

Opens a page of DATA with the texts of DOCUMENTS in headless Chromium, chooses each entity and
unfolds each line of its card and each passage. The time is from unfolding until the frame with the
passage in it is drawn. Prints the median, the longest, and how many took longer than the bar.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
from pathlib import Path

from page import FLAGS

import actorgraph

OPENING = """async (id) => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  actorgraph.select(id);
  await drawn();
  const took = [];
  for (const box of document.querySelectorAll(".ag-card .ag-evidence")) {
    const began = performance.now();
    box.open = true;
    await new Promise((done) => box.addEventListener("toggle", done, { once: true }));
    const passages = [...box.querySelectorAll(".ag-passage")];
    for (const one of passages) one.open = true;
    await drawn();
    const time = performance.now() - began;
    for (const one of passages) if (one.checkVisibility()) took.push(time);
    box.open = false;
  }
  return took;
}"""


def main() -> None:
    """Measure and print."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--bar", type=float, default=100)
    asked = parser.parse_args()
    graph = actorgraph.load(asked.data)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "page.html"
        graph.export(page_file, documents=asked.documents)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page()
        page.goto(page_file.as_uri())
        page.wait_for_selector(".ag-status:not(:empty)", state="attached")
        ids = [entity.id for entity in graph.engine.all_entities()]
        took = [time for one in ids for time in page.evaluate(OPENING, one)]
    slow = sum(time > asked.bar for time in took)
    print(
        f"{len(took):,} passages opened: median {statistics.median(took):.0f} ms, longest "
        f"{max(took):.0f} ms, {slow} longer than {asked.bar:.0f} ms; load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
