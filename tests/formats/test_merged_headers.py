"""A header of two rows, of which the upper goes over several columns, is proposed as one."""

from __future__ import annotations

import shlex

import pytest

from actorgraph.errors import DataError
from actorgraph.formats.notes import Notes
from actorgraph.formats.writing import import_files
from actorgraph.loading import load
from actorgraph.settings import relation_columns

openpyxl = pytest.importorskip("openpyxl")


def test_a_sheet_under_a_merged_header_is_read_as_the_answer_proposes(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["People", None, "Period", None],
        ["From", "To", "Start", "End"],
        ["Ann", "Bob", 2014, 2016],
        ["Ann", "Cy", "2014-02-03", "2016-01-01"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:D1")
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(DataError) as refused:
        import_files([tmp_path / "x.xlsx"], tmp_path / "to", Notes())
    words = shlex.split(str(refused.value).partition("read it with ")[2].rstrip("."))
    pairs = [word for word in words if word != "--column"]
    import_files([tmp_path / "x.xlsx"], tmp_path / "to", Notes(), renamed=relation_columns(pairs))
    claims = [
        (one.target, one.start_date, one.end_date)
        for one in load(tmp_path / "to").engine.all_claims()
    ]
    assert claims == [("Bob", "2014", "2016"), ("Cy", "2014-02-03", "2016-01-01")]
