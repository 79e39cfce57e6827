"""`init` describes the tables for other programs, as a Frictionless data package."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

import actorgraph
from actorgraph import schema
from actorgraph.cli import cli
from actorgraph.errors import FileExistsAlreadyError

if TYPE_CHECKING:
    from pathlib import Path


def init(folder: Path, *words: str) -> dict[str, dict[str, Any]]:
    """Make a folder; return the fields of each table, by their names."""
    done = CliRunner().invoke(cli, ["init", str(folder), *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    found = {}
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert [field["name"] for field in fields] == next(csv.reader(file))
        found[resource["name"]] = {field["name"]: field for field in fields}
    return found


def test_a_new_folder_is_described_and_reads_the_same_by_its_description(tmp_path: Path) -> None:
    fields = init(tmp_path / "new")
    assert fields["relations"]["source"]["constraints"] == {"required": True}
    assert fields["relations"]["status"]["constraints"]["enum"] == [*schema.STATUSES]
    assert fields["entities"]["id"]["description"]
    shown, again = (
        actorgraph.load(path).show("ann", full=True).text()
        for path in (tmp_path / "new", tmp_path / "new" / "datapackage.json")
    )
    assert shown == again


def test_headers_of_a_spreadsheet_are_described_by_what_they_mean(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("Von;An;Beziehung;Wetter\nAnn;Bo;kennt;schön\n", encoding="utf-8")
    fields = init(tmp_path / "new", "--from", str(sheet))
    assert fields["relations"]["Von"]["constraints"] == {"required": True}
    assert "description" not in fields["relations"]["Wetter"]


@pytest.mark.parametrize("given", ["a.csv", "graph.gml"])
def test_no_description_of_somebody_else_is_replaced(tmp_path: Path, given: str) -> None:
    (tmp_path / "a.csv").write_text("source,target\na,b\n", encoding="utf-8")
    (tmp_path / "graph.gml").write_text(
        'graph [ node [ id 1 label "a" ] node [ id 2 label "b" ] edge [ source 1 target 2 ] ]'
    )
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "datapackage.json").write_text("mine")
    done = CliRunner().invoke(cli, ["init", str(folder), "--from", str(tmp_path / given)])
    assert isinstance(done.exception, FileExistsAlreadyError)
    assert "datapackage.json" in str(done.exception)
    assert [path.name for path in folder.iterdir()] == ["datapackage.json"]
    assert (folder / "datapackage.json").read_text() == "mine"
