"""Pages to open: exported as users export them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent.parent


def rest(page: Page) -> None:
    """Wait until the picture stands still and the address says so."""
    page.evaluate(
        """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
          const ask = () => (actorgraph.isResting() ? done() : requestAnimationFrame(ask));
          ask();
        })))"""
    )


def export(path: Path, *options: str, data: Path | None = None) -> Path:
    where = ["--data", str(data)] if data else ["--data", str(ROOT / "data")]
    subprocess.run(
        [sys.executable, "-m", "actorgraph.cli", *where, "export", str(path), *options],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=True,
        capture_output=True,
    )
    return path
