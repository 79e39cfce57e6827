"""How soon `actorgraph serve` shows somebody's surroundings, each further step of 100, and an edit.

    python benchmarks/serve.py FOLDER... [--steps 100] [--rounds 5] [--edits 10]

Each FOLDER holds a data set whose index is built. A real server and a real Chromium: the page is
opened on ROUNDS entities that nobody has asked for, the best connected neighbors of the first; then
who has most lines of all that are drawn and not expanded is expanded, again and again. Times run
from the act until the picture stands still; beside them the server's own part, from request to
answer, and the processor time of the server, which a busy machine changes little. Bars: first
surroundings at most 300 ms from request to answer, each step at most 200 ms until drawn, and no
node that stays is moved.

EDITS are made in a copy of the folder, of which an index is built first: the first line on the card
of who is connected best, with 200 neighbors around, gets another role in the form. Times run from
the click on Save until the card has the new role and the picture stands still, and until the form
says that it is saved, which is when the file was replaced; beside it, how long it takes to copy the
file and to sync the copy. Bars: 200 ms until drawn, and saved in 2.5 times of copying.

28 November 2026, two cores with nothing else running (load .6 to 1.2), all in one run: first
surroundings in 60 ms at 1 million relations and 52 ms at 10 million (medians; longest 82 and 54
ms). A step took 82 and 86 ms (medians; longest 126 and 184 ms), and none of 100 longer than 200 ms;
no node was moved. At 1 million relations an edit was drawn in 170 ms (median of ten, longest 196,
which was the first one), and saved in 233 ms, 2.0 times of copying and syncing; none of ten was
over a bar. At 10 million an edit was drawn in 284 ms (longest 881, while the old file was copied),
and saved in 1.8 s, half of copying and syncing.

Beside other work it is slower: where others took 20 to 70 percent of the two cores, 0 to 71 of 100
steps at 1 million were over the bar, and an edit was drawn in about 260 ms.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page

FIRST, STEP, SAVED = 300, 200, 2.5
IDLE = 1_500
"""Milliseconds in which what was typed is checked, and what was saved is shown."""
WINDOW = {"width": 1280, "height": 800}
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
DRAWN = """(done) => {
  const v = globalThis.actorgraph;
  const rests = () => v.renderer.isResting() && !v.root.classList.contains("ag-asking");
  const look = () => (rests() ? done() : setTimeout(look, 1));
  look();
}"""
NEXT = """() => {
  const v = globalThis.actorgraph;
  const there = [...v.state.only].filter((i) => !(v.model.ids[i] in v.held));
  there.sort((a, b) => v.model.adjacent.degree(b) - v.model.adjacent.degree(a) || a - b);
  return there[0] ?? null;
}"""
NEAREST = """(many) => {
  const { model, state } = globalThis.actorgraph, { adjacent } = model;
  const degree = (i) => adjacent.degree(i);
  const others = [...model.ids.keys()].filter((i) => i !== state.selected);
  others.sort((a, b) => degree(b) - degree(a) || a - b);
  return others.slice(0, many).map((i) => model.ids[i]);
}"""
EXPAND = f"""async (i) => {{
  const v = globalThis.actorgraph, before = new Map(v.places);
  performance.clearResourceTimings();
  const began = performance.now();
  v.expand(i);
  await new Promise({DRAWN});
  const took = performance.now() - began;
  const isElsewhere = (one, other) => one.x !== other.x || one.y !== other.y;
  const moved = [...before].filter(([id, place]) => isElsewhere(place, v.places.get(id)));
  const isPart = ({{ name }}) => name.endsWith("api/part");
  const asked = performance.getEntriesByType("resource").filter(isPart);
  return {{ took, server: asked.reduce((sum, one) => sum + one.duration, 0), moved: moved.length,
    entities: v.view.entities, relations: v.view.relations }};
}}"""
EDIT = f"""async (words) => {{
  const v = globalThis.actorgraph;
  const isSaved = () => document.querySelector(".ws-status").textContent.startsWith("Saved");
  const began = performance.now(), since = () => performance.now() - began;
  performance.clearResourceTimings();
  document.querySelector(".ws-save").click();
  const saved = new Promise((done) => {{
    const look = () => (isSaved() ? done(since()) : setTimeout(look, 1));
    setTimeout(look);
  }});
  const next = (done) => setTimeout(done, 1);
  while (!v.frame.card.textContent.includes(words)) await new Promise(next);
  await new Promise({DRAWN});
  const drawn = since(), asked = performance.getEntriesByType("resource");
  const isFor = (name) => asked.find((one) => one.name.endsWith(name)).duration;
  return {{ drawn, server: isFor("api/edit") + isFor("api/part"), saved: await saved }};
}}"""
OPENED = """() => {
  const isPart = ({ name }) => name.endsWith("api/part");
  const asked = performance.getEntriesByType("resource").filter(isPart);
  return [asked[0].duration, performance.now()];
}"""


@contextmanager
def served(folder: Path, *more: str) -> Iterator[tuple[str, int]]:
    """Serve a folder; gives the address and the process."""
    command = [sys.executable, "-m", "actorgraph", "--data", folder, "serve", "--no-browser", *more]
    process = subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, text=True)
    said = process.stdout.readline() if process.stdout else ""
    try:
        yield re.findall(r"http\S+", said)[0], process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def processor_ms(pid: int) -> float:
    """Return the processor time of a process so far, in milliseconds (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def opened(page: Page, url: str) -> tuple[float, float]:
    """Open the page; return what the first surroundings took, of the server and until drawn."""
    page.goto("about:blank")
    page.goto(url)
    while not page.evaluate("Boolean(globalThis.actorgraph?.renderer.isResting())"):
        page.wait_for_timeout(2)
    server, drawn = page.evaluate(OPENED)
    return server, drawn


def report(what: str, values: Sequence[float], bar: float | None = None) -> None:
    ordered = sorted(values)
    late = ordered[int(0.95 * (len(ordered) - 1))]
    over = sum(value > bar for value in values) if bar is not None else 0
    beyond = "" if bar is None else f"; over {bar} ms: {over} of {len(values)}"
    print(
        f"  {what}: median {statistics.median(values):.0f} ms, 95 of 100 in {late:.0f} ms, "
        f"longest {ordered[-1]:.0f} ms{beyond}"
    )


def measure(folder: Path, page: Page, steps: int, rounds: int) -> None:
    with served(folder) as (url, pid):
        print(f"{folder.name}; load {os.getloadavg()[0]:.1f}")
        opened(page, url)
        others = page.evaluate(NEAREST, rounds)
        times = [opened(page, f"{url}&id={one}&around={one}&at=all") for one in others]
        opened(page, url)
        report("first surroundings, request to answer", [server for server, _ in times], FIRST)
        report("page opened until drawn", [drawn for _, drawn in times])
        told: list[dict[str, Any]] = []
        costs = []
        for _ in range(steps):
            node = page.evaluate(NEXT)
            if node is None:
                break
            before = processor_ms(pid)
            told.append(page.evaluate(EXPAND, node))
            costs.append(processor_ms(pid) - before)
        report("step until drawn", [one["took"] for one in told], STEP)
        report("of it the server, request to answer", [one["server"] for one in told])
        report("processor time of the server", costs)
        last = told[-1]
        print(
            f"  after {len(told)} steps {last['entities']:,} entities and {last['relations']:,} "
            f"relations are drawn; moved: {sum(one['moved'] for one in told)}"
        )


def copied_ms(file: Path) -> float:
    """Return how long it takes to copy a file, beside its folder, and to sync the copy."""
    copy = file.parent.with_suffix(".copied")
    began = time.perf_counter()
    with file.open("rb") as source, copy.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())
    took = time.perf_counter() - began
    copy.unlink()
    return 1000 * took


def measure_edits(folder: Path, page: Page, edits: int) -> None:
    """Give the first line on the card of who is connected best another role, in a copy."""
    with TemporaryDirectory() as there:
        for name in ("entities.csv", "relations.csv"):
            shutil.copy(folder / name, there)
        with served(Path(there), "--edit") as (url, _):
            opened(page, url)
            line = page.locator(".ag-card .ag-line").first
            line.locator("summary").click()
            line.get_by_role("button", name="Change or remove").click()
            line.get_by_role("button", name="Change", exact=True).first.click()
            role = page.locator(".ws-field[data-column=role] input")
            role.wait_for()
            page.wait_for_timeout(IDLE)
            told, copied = [], []
            for number in range(edits):
                copied.append(copied_ms(Path(there, "relations.csv")))
                role.fill(f"Adviser {number}")
                page.wait_for_timeout(IDLE)
                told.append(page.evaluate(EDIT, f"Adviser {number}"))
                page.wait_for_timeout(IDLE)
    print(f"{folder.name}, edited; load {os.getloadavg()[0]:.1f}")
    report("edits until drawn", [one["drawn"] for one in told], STEP)
    print(f"  of these the first: {told[0]['drawn']:.0f} ms")
    report("of it the server, requests to answers", [one["server"] for one in told])
    report("edits until saved", [one["saved"] for one in told])
    report("copying and syncing the file", copied)
    usual = statistics.median(copied)
    ratio = statistics.median(one["saved"] for one in told) / usual
    over = sum(one["saved"] > SAVED * usual for one in told)
    print(
        f"  until saved, in times of copying and syncing: {ratio:.1f} (bar {SAVED}; "
        f"over it: {over} of {len(told)})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--edits", type=int, default=0, help="in a copy, whose index is built")
    args = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for folder in args.folders:
            page = browser.new_context(viewport=WINDOW).new_page()
            if args.steps:
                measure(folder, page, args.steps, args.rounds)
            if args.edits:
                measure_edits(folder, page, args.edits)
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
