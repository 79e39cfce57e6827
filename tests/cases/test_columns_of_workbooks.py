"""Columns of a workbook are understood as those of CSV, and named alike."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from actorgraph.errors import DataError
from actorgraph.formats.notes import Notes
from actorgraph.formats.writing import rows_of
from actorgraph.loading import load, read_dataset
from actorgraph.settings import relation_columns

BOARD = [
    ["Person", "Organisation", "Role", "From", "To"],
    ["Mara Quill", "Fennel Trust", "Trustee", "2011", "2014"],
    ["Teo Vance", "Orrin Bank plc", "Chair", "2009", "2016"],
]


def workbook(folder: Path, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(folder / "board.xlsx")
    return folder / "board.xlsx"


def claims(path: Path, *pairs: str) -> list[tuple[str, ...]]:
    dataset = read_dataset(path, columns=relation_columns(pairs))
    dataset.raise_errors()
    return [
        (one.source, one.target, one.relation, one.role, one.start_date, one.end_date)
        for one in dataset.all_claims()
        if not one.derived
    ]


def test_from_and_to_are_dates_and_person_and_organisation_the_ends(tmp_path):
    assert claims(workbook(tmp_path, BOARD)) == [
        ("Mara Quill", "Fennel Trust", "", "Trustee", "2011", "2014"),
        ("Teo Vance", "Orrin Bank plc", "", "Chair", "2009", "2016"),
    ]


def test_a_constant_makes_offices(tmp_path):
    path = workbook(tmp_path, BOARD)
    graph = load(path, columns=relation_columns(("relation==holds_position",)))
    assert "Teo Vance  from 2009, to 2016" in str(graph.holders("Orrin Bank plc"))


def test_columns_are_named_and_set_aside(tmp_path):
    path = workbook(tmp_path, [["Wer", "Wem", "Was", "status"], ["a", "b", "owns", "ACTIVE"]])
    named = ("source=Wer", "target=Wem", "relation=Was", "status=-")
    assert claims(path, *named) == [("a", "b", "owns", "", "", "")]


def test_a_column_that_no_table_has_is_an_error(tmp_path):
    with pytest.raises(DataError, match="no table in it has what --column place=Ort names"):
        claims(workbook(tmp_path, BOARD), "place=Ort")


def test_a_header_near_ours_is_asked_about(tmp_path):
    path = workbook(tmp_path, [["source", "target", "cited_in"], ["a", "b", "x.org"]])
    asked = [one.message for one in read_dataset(path).problems if "cited_in" in one.message]
    assert ["--column document=cited_in" in message for message in asked] == [True]


def test_ends_full_of_dates_are_an_error(tmp_path):
    path = workbook(tmp_path, [["Subject", "Object"], ["2011-01-02", "Ida"], ["2011-01-03", "Bo"]])
    with pytest.raises(DataError, match="--column start_date=Subject"):
        claims(path)


def test_a_sheet_of_entities_can_be_named(tmp_path):
    path = workbook(tmp_path, [["Bezeichnung", "Land"], ["Kelp Ltd", "SM"]])
    rows = [*rows_of(path, Notes(), renamed={"name": "Bezeichnung", "country": "Land"})]
    assert [row.cells for row in rows] == [{"name": "Kelp Ltd", "country": "SM"}]
