"""Make the pictures of the documents from the demo data: python benchmarks/pictures.py CHROMIUM."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import actorgraph

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
COMPLETE = ".ag-stage[data-drawn=complete]"
PICTURES = {
    "page.png": ("", "light"),
    "page-card.png": ("#id=pompeo", "light"),
    "page-path.png": ("#from=pompeo&to=naryshkin", "dark"),
}
AS_A_LARGE_GRAPH = """
import sys
from actorgraph.serving import page_questions
page_questions.WHOLE = 0
sys.argv = ["actorgraph", "--data", sys.argv[1], "serve", "--no-browser", "--around", "surkov"]
from actorgraph import cli
cli.main()
"""
"""Serves the demo data as if it were more than a page is sent as a whole."""


def main() -> None:
    """Write each picture into docs/images."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        page_file = Path(folder) / "seed.html"
        actorgraph.load(ROOT / "data").export(page_file)
        browser = play.chromium.launch(executable_path=sys.argv[1], args=["--no-sandbox"])
        for name, (fragment, scheme) in PICTURES.items():
            page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
            page.goto(page_file.as_uri() + fragment)
            page.wait_for_selector(COMPLETE)
            page.wait_for_timeout(600)
            page.wait_for_selector(COMPLETE)
            page.screenshot(path=IMAGES / name)
            page.close()
        live_picture(browser)
        browser.close()


def live_picture(browser: Browser) -> None:
    """Write what `serve` shows of a large graph: one expanded, and a search under way."""
    command = [sys.executable, "-c", AS_A_LARGE_GRAPH, str(ROOT / "data")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        page.goto(re.findall(r"http\S+", serving.stdout.readline())[0])
        page.wait_for_selector(COMPLETE)
        page.evaluate("actorgraph.expand(actorgraph.model.numberOf.get('volker'))")
        page.wait_for_timeout(600)
        page.evaluate("actorgraph.renderer.fit()")
        page.fill(".ag-search", "Naryshkin")
        page.wait_for_selector("#ag-hit-0")
        page.wait_for_selector(COMPLETE)
        page.screenshot(path=IMAGES / "serve.png")
        page.close()
        serving.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
