"""The notebooks run from start to end, are stored without output, and show themselves offline."""

from __future__ import annotations

import os
import re
import secrets
import sys
from pathlib import Path

import pytest
from notebook_server import free_port, running

pytestmark = pytest.mark.process

FOLDER = Path(__file__).parent.parent.parent / "notebooks"
NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))


def executed(name):
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    NotebookClient(notebook, timeout=180, resources={"metadata": {"path": str(FOLDER)}}).execute()
    return notebook


@pytest.fixture(scope="module")
def tour():
    return executed("tour")


@pytest.fixture(scope="module")
def investigation():
    return executed("investigation")


def test_there_are_two():
    assert NAMES == ["investigation", "tour"]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_stored_without_output_and_is_its_text(name):
    import jupytext
    import nbformat

    stored = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    assert [
        cell for cell in stored.cells if cell.get("outputs") or cell.get("execution_count")
    ] == []
    paired = jupytext.read(FOLDER / f"{name}.py")
    said = [(cell.cell_type, cell.source) for cell in stored.cells]
    assert said == [(cell.cell_type, cell.source) for cell in paired.cells]


def test_the_tour_runs_and_shows(tour):
    outputs = [output for cell in tour.cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.output_type == "error"] == []
    shown = [output.data for output in outputs if "data" in output]
    assert sum("text/html" in data for data in shown) >= 9
    assert shown[-1]["text/plain"] == "'pompeo'"


def test_the_investigation_runs(investigation):
    outputs = [output for cell in investigation.cells for output in cell.get("outputs", [])]
    assert any("image/png" in output.get("data", {}) for output in outputs)


@pytest.mark.parametrize("name", NAMES)
def test_every_heading_of_a_notebook_is_answered_and_no_table_is_empty(request, name):
    notebook = request.getfixturevalue(name)
    answered: dict[str, list[str]] = {}
    heading = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("#"):
            heading = cell.source.splitlines()[0]
            answered[heading] = []
        for output in cell.get("outputs", []):
            answered[heading].append(str(output.get("data", {}).get("text/plain", "")))
    assert {heading for heading, texts in answered.items() if not any(texts)} == set()
    shown = [text for texts in answered.values() for text in texts]
    assert [text for text in shown if text.strip() in ("", "()", "[]", "{}", "None")] == []
    assert [text for text in shown if "Empty DataFrame" in text or EMPTY.search(text)] == []


EMPTY = re.compile(
    r"nobody is ranked|No entity passes|Nothing here is called|No source is named|^No \w+ is recorded"
)
"""What answers say instead of an empty table."""


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_uses_public_names_only(name):
    import jupytext

    code = [
        one.source for one in jupytext.read(FOLDER / f"{name}.py").cells if one.cell_type == "code"
    ]
    assert re.findall(r"\.engine\b|\._\w+|\.result\b", "\n".join(code)) == []


def test_a_converted_tour_shows_its_graph_without_a_kernel_or_a_network(tour, tmp_path, browser):
    from nbconvert import HTMLExporter

    text, _ = HTMLExporter(embed_images=True).from_notebook_node(tour)
    (tmp_path / "tour.html").write_text(text, encoding="utf-8")
    page = browser.new_context(offline=True).new_page()
    page.goto((tmp_path / "tour.html").as_uri(), wait_until="domcontentloaded")
    frame = page.frame_locator("iframe[title='Around Michael Pompeo']")
    frame.locator(".ag-stage canvas").first.wait_for(timeout=20_000)
    assert "shown" in frame.locator(".ag-status").inner_text()
    assert frame.locator(".ag-card h2").inner_text() == "Michael Pompeo"
    frame.locator(".ag-card .ag-name", has_text="Chuck Schumer").first.click()
    assert frame.locator(".ag-card h2").inner_text() == "Chuck Schumer"
    page.close()


SEED = "graph = actorgraph.load()"
LARGE = """import pandas
who = [f"clerk no. {number}" for number in range(1600)]
graph = actorgraph.from_frames(None, pandas.DataFrame({"source": who, "target": "hub"}))"""
CELLS = """import actorgraph
GRAPH
view = graph.view(height=480)
view
---
view.selection
---
view.selection = "CHOSEN"
---
view.as_of = "2018-01-30"
view.filters = {**view.filters, "min_origins": 1}
---
view = graph.view(height=480)
view.selection = "CHOSEN"
view
"""


@pytest.fixture
def lab(request, tmp_path):
    """A dark JupyterLab on this machine alone, with a notebook in it; stopped afterwards."""
    import nbformat

    graph, chosen = request.param
    cells = CELLS.replace("GRAPH", graph).replace("CHOSEN", chosen)
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    notebook.cells = [nbformat.v4.new_code_cell(one.strip()) for one in cells.split("---")]
    nbformat.write(notebook, tmp_path / "live.ipynb")
    themes = tmp_path / "config/lab/user-settings/@jupyterlab/apputils-extension"
    themes.mkdir(parents=True)
    (themes / "themes.jupyterlab-settings").write_text('{"theme": "JupyterLab Dark"}')
    port = free_port()
    token = secrets.token_hex(16)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += [
        "--ServerApp.ip=127.0.0.1",
        f"--IdentityProvider.token={token}",
        f"--notebook-dir={tmp_path}",
    ]
    command += [
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "HOME": str(tmp_path),
    }
    with running(command, port, f"/api?token={token}", environment, tmp_path / "log"):
        yield f"http://127.0.0.1:{port}/lab/tree/live.ipynb?token={token}"


@pytest.mark.parametrize(
    ("lab", "clicked", "heard", "shown"),
    [
        pytest.param(
            (SEED, "naryshkin"),
            "Michael Pompeo",
            "pompeo",
            "Sergei Naryshkin",
            marks=pytest.mark.long("starts JupyterLab once more, for a small graph"),
        ),
        (
            (LARGE, "clerk no. 7"),
            "clerk no. 0",
            "clerk no. 0",
            "clerk no. 7",
        ),  # as large as makes the data packed
    ],
    ids=["seed", "large"],
    indirect=["lab"],
)
def test_in_jupyterlab_a_click_is_heard_and_python_moves_the_picture(
    lab, browser, clicked, heard, shown
):
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(lab)
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    cells.first.wait_for(timeout=60_000)
    page.get_by_text("| Idle").wait_for(timeout=60_000)

    def run(number):
        cells.nth(number).locator(".jp-Cell-inputArea .cm-content").click()
        page.keyboard.press("Control+Enter")

    run(0)
    view = cells.nth(0).locator(".ag")
    view.locator(".ag-stage canvas").first.wait_for(timeout=60_000)
    view.locator(".ag-starts .ag-name", has_text=clicked).first.click()
    assert view.locator(".ag-card h2").inner_text() == clicked
    page.wait_for_timeout(300)
    run(1)
    said = cells.nth(1).locator(".jp-OutputArea-output")
    said.first.wait_for(timeout=20_000)
    assert said.first.inner_text().strip() == repr(heard)
    run(2)
    view.locator(".ag-card h2", has_text=shown).wait_for(timeout=20_000)
    run(3)
    view.locator(".ag-status", has_text="on 30 January 2018").wait_for(timeout=20_000)
    run(4)  # who was selected before the view was shown is in the middle of it
    again = cells.nth(4).locator(".ag")
    again.locator(".ag-card h2", has_text=shown).wait_for(timeout=20_000)
    assert again.evaluate("(root) => root.classList.contains('ag-dark')")
    shot = os.environ.get("SCREENSHOTS")
    if shot:
        cells.nth(0).scroll_into_view_if_needed()
        page.screenshot(path=str(Path(shot) / "jupyterlab.png"))
    assert errors == []
    page.close()
