"""A data package says which values are missing and in which form its days are written."""

from __future__ import annotations

import json

import pytest

from actorgraph.formats.notes import Notes
from actorgraph.formats.writing import rows_of


def relations(tmp_path, table, **schema):
    (tmp_path / "ties.csv").write_text(table, encoding="utf-8")
    resource = {"name": "ties", "path": "ties.csv", "schema": schema}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    return [row.cells for row in rows_of(tmp_path / "datapackage.json", Notes())]


def test_what_is_called_missing_is_left_empty(tmp_path):
    table = "source,target,role\nann,bob,-99\nann,cy,chair\n"
    first, second = relations(tmp_path, table, missingValues=["-99", {"value": "n.a."}])
    assert "role" not in first
    assert second["role"] == "chair"


@pytest.mark.parametrize(
    ("form", "text", "date"),
    [
        ("%d/%m/%Y", "03/02/2014", "2014-02-03"),
        ("%m/%d/%Y", "03/02/2014", "2014-03-02"),
        ("%m.%Y", "02.2014", "2014-02"),
        ("%Y!", "2014!", "2014"),
        ("%Y%m%dT%H%M", "20140203T0405", "2014-02-03T04:05"),
        ("any", "2014-02-03", "2014-02-03"),
    ],
)
def test_a_day_is_read_in_the_form_that_is_stated_and_no_more_exactly(tmp_path, form, text, date):
    field = {"name": "start_date", "type": "date", "format": form}
    (row,) = relations(tmp_path, f"source,target,start_date\nann,bob,{text}\n", fields=[field])
    assert row["start_date"] == date


@pytest.mark.parametrize(("form", "text"), [("%d/%m/%y", "03/02/14"), ("%d/%m/%Y", "2/30/2014")])
def test_what_no_form_settles_stays_as_it_is(tmp_path, form, text):
    field = {"name": "when", "type": "date", "format": form}
    (row,) = relations(tmp_path, f"source,target,when\nann,bob,{text}\n", fields=[field])
    assert row["when"] == text


def in_parts(tmp_path, *parts):
    names = [f"ties{number}.csv" for number in range(1, len(parts) + 1)]
    for name, text in zip(names, parts, strict=True):
        if text:
            (tmp_path / name).write_text(text)
    package = {"resources": [{"name": "ties", "path": names}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    notes = Notes()
    rows = [row.cells for row in rows_of(tmp_path / "datapackage.json", notes)]
    return [(one["source"], one["target"], one.get("role", "")) for one in rows], notes


@pytest.mark.parametrize(
    "part", ["source,target,role\nann,cy,chair\n", "ann,cy,chair\n", "role,target,source\nchair,cy,ann\n"]
)  # fmt: skip
def test_several_files_of_a_resource_are_one_table_in_parts(tmp_path, part):
    rows, notes = in_parts(tmp_path, "source,target,role\nann,bob,clerk\n", part)
    assert rows == [("ann", "bob", "clerk"), ("ann", "cy", "chair")]
    assert not notes.sentences()


def test_a_part_that_is_not_there_is_named(tmp_path):
    rows, notes = in_parts(tmp_path, "source,target\nann,bob\n", "", "ann,cy\n")
    assert [row[1] for row in rows] == ["bob", "cy"]
    assert "ties2.csv" in " ".join(notes.sentences())
