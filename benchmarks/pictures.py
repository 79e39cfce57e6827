"""Make the pictures of the README from the demo data: python benchmarks/pictures.py CHROMIUM."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import actorgraph

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
COMPLETE = ".ag-stage[data-drawn=complete]"
PICTURES = {
    "page.png": ("", "light"),
    "page-card.png": ("#id=pompeo", "light"),
    "page-path.png": ("#from=pompeo&to=naryshkin", "dark"),
}


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
        browser.close()


if __name__ == "__main__":
    main()
