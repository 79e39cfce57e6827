"""Tables that a spreadsheet program takes for text alone."""

from __future__ import annotations

import codecs
from copy import copy
from typing import TYPE_CHECKING

from actorgraph.cells import LIVE

if TYPE_CHECKING:
    from pathlib import Path

    from actorgraph.tables import Table

MARK = codecs.BOM_UTF8
"""Excel takes CSV without it for the code page of the machine."""


def defused(table: Table) -> Table:
    """Return a table in which an apostrophe precedes each cell that begins as a formula does."""
    text = copy(table)
    text.header = [*map(defused_cell, table.header)]
    text.columns = {defused_cell(name): at for name, at in table.columns.items()}
    text.rows = [[defused_cell(cell) for cell in row] for row in table.rows]
    return text


def defused_cell(cell: str) -> str:
    """Return a cell, after an apostrophe if it begins as a formula does."""
    return f"'{cell}" if cell.startswith(LIVE) else cell


def mark_as_utf8(file: Path) -> None:
    """Put the mark before the content of a file that was just written."""
    import shutil

    from actorgraph.formats.files import write_file

    def fill(temporary: Path) -> None:
        with file.open("rb") as plain, temporary.open("wb") as marked:
            marked.write(MARK)
            shutil.copyfileobj(plain, marked)

    write_file(file, fill, force=True)
