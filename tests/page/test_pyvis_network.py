"""The page that a pyvis Network of ours writes: drawn from the file alone, text only as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

import actorgraph

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_it_is_drawn_without_a_request_and_no_name_runs(browser: Browser, tmp_path: Path) -> None:
    hostile = "</script><script>document.title='run'</script><img src=x onerror=alert(1)>"
    rows = {"source": ["Ann", "Ann"], "target": ["Bo", hostile], "relation": ["knows", hostile]}
    network = actorgraph.from_frames(None, pd.DataFrame(rows)).to_pyvis()
    network.write_html(str(tmp_path / "network.html"))
    page = browser.new_page()
    trespasses: list[str] = []
    page.on("pageerror", lambda error: trespasses.append(str(error)))
    page.on("dialog", lambda dialog: trespasses.append(dialog.message))
    page.on("request", lambda request: trespasses.append(request.url))
    page.goto((tmp_path / "network.html").as_uri())
    page.wait_for_selector("#mynetwork canvas")
    assert page.evaluate("network.body.data.nodes.length") == 3
    assert page.title() != "run"
    assert trespasses == [(tmp_path / "network.html").as_uri()]
    page.close()
