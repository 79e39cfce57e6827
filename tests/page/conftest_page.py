"""Pages to open: exported as users export them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from actorgraph.cli import cli

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
    """Write a page as the command line does, in this process: a new one takes a second to start."""
    where = ["--data", str(data or ROOT / "data")]
    done = CliRunner().invoke(cli, [*where, "export", str(path), *options], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return path
