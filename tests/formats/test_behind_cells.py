"""What a workbook has behind its cells is counted as left, and a hidden sheet is said to be read."""

from __future__ import annotations

import pytest

from actorgraph.formats.notes import Notes
from actorgraph.formats.writing import import_files

openpyxl = pytest.importorskip("openpyxl")


def said(tmp_path, book):
    book.save(tmp_path / "x.xlsx")
    notes = Notes()
    import_files([tmp_path / "x.xlsx"], tmp_path / "to", notes)
    return notes.sentences()


def book_of(*rows):
    book = openpyxl.Workbook()
    book.active.append(["source", "target", "document"])
    for row in rows:
        book.active.append(row)
    return book


def test_a_link_behind_a_cell_is_counted_unless_it_stands_in_it(tmp_path):
    book = book_of(["a", "b", "Article"], ["a", "c", "http://b.example/1"], ["a", "d", "x"])
    book.active["C2"].hyperlink = "http://a.example/1?x=1&y=2"
    book.active["C3"].hyperlink = "http://b.example/1"
    (one,) = [one for one in said(tmp_path, book) if "link" in one]
    assert one == "sheet Sheet: 1 link behind cells not taken over (http://a.example/1?x=1&y=2)."


def test_comments_are_counted(tmp_path):
    book = book_of(["a", "b", "Article"], ["a", "c", ""])
    for place in ("A2", "B3"):
        book.active[place].comment = openpyxl.comments.Comment("who says?", "me")
    assert "comments on cells: 2 not taken over." in said(tmp_path, book)


def test_a_hidden_sheet_is_said_to_be_read(tmp_path):
    book = book_of(["a", "b", ""])
    book.active.sheet_state = "hidden"
    book.create_sheet("Notes")
    assert "sheet Sheet: 1 row of a hidden sheet read all the same." in said(tmp_path, book)


def test_a_plain_workbook_has_nothing_to_say(tmp_path):
    assert said(tmp_path, book_of(["a", "b", "Article"])) == []
