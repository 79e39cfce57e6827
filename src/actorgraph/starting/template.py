"""A workbook to fill in: a sheet for each table, its cells text, its words to choose from."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.formats.files import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ROWS = 1000
"""So many rows are prepared as text, so that Excel changes no date that is typed there."""


def write_template(path: Path, tables: Mapping[str, str]) -> None:
    """Write a workbook with these tables as CSV text, by the names of their sheets."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, text in tables.items():
        _fill(book.create_sheet(name), [*csv.reader(text.splitlines())])
    write_file(path, book.save)


def _fill(sheet: Any, rows: list[list[str]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    header = rows[0]
    filled = [*rows, *([[""] * len(header)] * (ROWS - len(rows)))]
    for number, row in enumerate(filled, start=1):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=place, value=text or None)
            cell.number_format = "@"
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(header, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = max(12, len(column) + 2)
        if words := schema.CLOSED_SETS.get(column):
            choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
            sheet.add_data_validation(choice)
            choice.add(f"{letter}2:{letter}{ROWS}")
