"""Merged cells, formulas without a value, links and comments, as a workbook's parts have them.

Called by xlsx.py and sheets.py. Leaves out what a cell shows.
"""

from __future__ import annotations

import html
import re
import zipfile
from functools import partial
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, NamedTuple

from actorgraph.limits import LARGEST_CELL, MOST_ROWS, check_archive, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from actorgraph.formats.notes import Notes

ERROR = "e"
"""The type of a cell with an error; in a cell of text, `#N/A` is text."""
_REFERENCE = re.compile(r"=\+?\$?([A-Z]{1,3})\$?(\d{1,7})\Z")


class Formulas:
    """The formulas of a sheet that have no value in the file, and the cells that are merged.

    Excel stores with a formula what it gave at last; other programs write the formula alone. A
    formula that only names another cell has the value of that cell.

    Args:
        place: what a remark calls the sheet.
        part: what the sheet has beside values; all cells of a merged range show its first one.
    """

    def __init__(self, place: str, part: SheetPart, notes: Notes) -> None:
        self._place = place
        self._notes = notes
        self._keeps_values = part.has_formulas or bool(part.merged)
        self._values: dict[tuple[int, int], object] = {}
        self._first = dict(_covered(part.merged))

    def shown(
        self, row: int, column: int, value: object, formula: object, kind: str = ""
    ) -> object:
        """Return what a cell shows; None for an error or a formula without a value.

        Args:
            kind: the type of the cell, ERROR for one with an error.
        """
        if value is None and (row, column) in self._first:
            value = self._values.get(self._first[row, column])
        elif value is None and isinstance(formula, str) and formula.startswith("="):
            value = self._value_of(formula)
            if value is None:
                place = f"{self._place}, {_letters(column)}{row}"
                self._notes.add(place, f"formulas without a value ({formula[:40]}): read as empty")
        elif kind == ERROR:
            self._notes.add(self._place, f"cells with the error {value}: read as empty")
            value = None
        if value is not None and self._keeps_values:
            self._values[row, column] = value
        return value

    def _value_of(self, formula: str) -> object:
        match = _REFERENCE.match(formula.replace(" ", ""))
        return self._values.get((int(match[2]), _column(match[1]))) if match else None


def _covered(merged: Iterable[str]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the place of each merged cell with that of the first one of its range."""
    for place in merged:
        left, top, right, bottom = _corners(place)
        if (right - left + 1) * (bottom - top + 1) > _MOST_MERGED:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    yield (row, column), (top, left)


def _corners(place: str) -> tuple[int, int, int, int]:
    """Return the first column and row of a merged range and the last ones; zeros for none."""
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", place)
    if match is None:
        return 0, 0, 0, 0
    return _column(match[1]), int(match[2]), _column(match[3]), int(match[4])


_MOST_MERGED = 10_000
"""Cells in one range; a larger one is a mistake."""


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(column: int) -> str:
    text = ""
    while column:
        column, left = divmod(column - 1, 26)
        text = chr(ord("A") + left) + text
    return text


class SheetPart(NamedTuple):
    """What a part of a workbook has beside values: its merged ranges, and whether formulas.

    Attributes:
        links: by row and column, from 1, the address behind a cell.
    """

    merged: list[str]
    has_formulas: bool
    links: Mapping[tuple[int, int], str] = MappingProxyType({})

    def note_link(self, place: str, row: int, cells: Sequence[object], notes: Notes) -> None:
        """Count the addresses behind the cells of a row that do not stand in them."""
        for column, value in enumerate(cells, start=1):
            link = self.links.get((row, column), "")
            if link and link.removeprefix("mailto:").rstrip("/") != str(value).strip().rstrip("/"):
                notes.add(place, "links behind cells not taken over", example=partial(str, link))


def parts_of(path: Path) -> dict[str, SheetPart]:
    """Return by its name in the file what each sheet of a workbook has beside values."""
    parts = {}
    with zipfile.ZipFile(path) as archive:
        check_archive(archive, str(path), path.stat().st_size)
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and not name.endswith("/"):
                with archive.open(name) as file:
                    parts[name] = _scanned(file, f"{path}: {name}")
        for name, part in parts.items():
            parts[name] = part._replace(links=_addresses(archive, name, part.links))
    return parts


def count_comments(path: Path) -> int:
    """Return how many comments the cells of a workbook have."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if _COMMENTS.match(name)]
        return sum(_count(archive, name) for name in names)


def _count(archive: zipfile.ZipFile, name: str) -> int:
    """Return how many comments are in a part, read piece by piece."""
    number, before = 0, b""
    with archive.open(name) as file:
        while piece := file.read(1 << 16):
            text = before + piece
            number += len(_COMMENT.findall(text)) - len(_COMMENT.findall(before))
            before = text[-16:]
    return number


def _addresses(
    archive: zipfile.ZipFile, name: str, links: Mapping[tuple[int, int], str]
) -> Mapping[tuple[int, int], str]:
    """Return the addresses that the links of a sheet stand for, as a part beside it has them."""
    folder, _, own = name.rpartition("/")
    beside = f"{folder}/_rels/{own}.rels"
    if not links or beside not in archive.namelist():
        return {}
    targets: dict[str, str] = {}
    with archive.open(beside) as file:
        tags = _RELATIONSHIP.findall(file.read(LARGEST_CELL))
    for tag in tags:
        given = {key.decode(): html.unescape(text.decode()) for key, text in _GIVEN.findall(tag)}
        targets[given.get("Id", "")] = given.get("Target", "")
    return {cell: targets[link] for cell, link in links.items() if targets.get(link)}


_COMMENTS = re.compile(r"xl/(?:comments\d*|comments/comment\d*)\.xml\Z")
_COMMENT = re.compile(rb"<(?:\w+:)?comment[ >]")
_RELATIONSHIP = re.compile(rb"<Relationship ([^>]*)")
_GIVEN = re.compile(rb'([\w:]+)="([^"]*)"')
_LINK = re.compile(rb"<(?:\w+:)?hyperlink ([^>]*)>")


_MERGED = re.compile(rb'mergeCell ref="([A-Z0-9:]+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


_DIGITS = 7
"""Of the number of the last row that a sheet has."""
_ROW_NUMBER = re.compile(rb'\br="[A-Z]{0,3}(\d{7,})"')


def _scanned(file: IO[bytes], place: str) -> SheetPart:
    merged: list[str] = []
    has_formulas = False
    links: dict[tuple[int, int], str] = {}
    before = b""
    while piece := file.read(1 << 16):
        text = before + piece
        has_formulas = has_formulas or bool(_FORMULA.search(text))
        merged += [cells.decode() for cells in _MERGED.findall(text)]
        links |= _links_in(text)
        rows = _ROW_NUMBER.findall(text)
        if any(len(number) > _DIGITS or int(number) > MOST_ROWS for number in rows):
            raise refusal(place, f"a row beyond the {MOST_ROWS:,} that a sheet has")
        before = text[-256:]
    return SheetPart(merged, has_formulas, links)


def _links_in(text: bytes) -> dict[tuple[int, int], str]:
    """Return the number of the link behind each cell that is the first of a link's range."""
    found = {}
    for tag in _LINK.findall(text):
        given = {key.decode(): value.decode() for key, value in _GIVEN.findall(tag)}
        number = given.get("r:id", "")
        first = given.get("ref", "").partition(":")[0]
        left, top, _, _ = _corners(f"{first}:{first}")
        if number and top:
            found[top, left] = number
    return found


def columns_under(merged: Iterable[str], row: int) -> set[int]:
    """Return the columns over which cells of a row are merged, counted from 0."""
    under: set[int] = set()
    for place in merged:
        left, top, right, _ = _corners(place)
        if top == row and left < right:
            under.update(range(left - 1, right))
    return under
