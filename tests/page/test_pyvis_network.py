"""The page that a pyvis Network of ours writes: drawn from the file alone, text only as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from click.testing import CliRunner, Result
from conftest_page import export

import actorgraph
from actorgraph.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.mark.parametrize("by", ["python", "command line"])
def test_it_is_drawn_without_a_request_and_no_name_runs(
    browser: Browser, tmp_path: Path, by: str
) -> None:
    hostile = "</script><script>document.title='run'</script><img src=x onerror=alert(1)>"
    rows = {"source": ["Ann", "Ann"], "target": ["Bo", hostile], "relation": ["knows", hostile]}
    pd.DataFrame(rows).to_csv(tmp_path / "relations.csv", index=False)
    if by == "python":
        network = actorgraph.load(tmp_path).to_pyvis()
        network.write_html(str(tmp_path / "network.html"))
    else:
        export(tmp_path / "network.html", "--renderer", "pyvis", data=tmp_path)
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


def test_it_says_what_it_does_not_show_and_refuses_what_is_for_our_pages(tmp_path: Path) -> None:
    (tmp_path / "relations.csv").write_text("source,target,relation\nAnn,Bo,knows\n")

    def run(*options: str) -> Result:
        where = ["export", str(tmp_path / "x.html"), "--renderer", "pyvis", "--force"]
        return CliRunner().invoke(cli, [*where, *options, "--data", str(tmp_path)])

    assert "shows no claims" in run().stderr
    assert "are for pages that we draw" in str(run("--embed").exception)
    assert "--renderer is for pages" in str(run("--format", "gexf").exception)
