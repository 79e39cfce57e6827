"""Names read in the rows of entities themselves, where nobody is named who gives them.

Called by reading.py, which makes entities of all other rows.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from actorgraph.descriptions import has_evidence
from actorgraph.names.entries import Entry
from actorgraph.statements import NAMING, named_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from actorgraph.claims import Entity
    from actorgraph.index.stored_rows import Records

FEW = 10_000
"""Fewer rows than this are read sooner than Arrow is imported."""


class NamesInRows:
    """The names of entities.

    Args:
        rows: of entities, one for each of the first; None if names have to be read otherwise.
    """

    def __init__(self, rows: Records | None) -> None:
        self._rows = rows
        self._columns = [] if rows is None else list(rows.columns)
        self._count = 0 if rows is None else len(rows)

    def all(self, numbers: range, read: Callable[[int], Entity]) -> Iterator[Entry]:
        """Yield the names of all entities; `read` returns one whose row does not tell."""
        if self._rows is not None and (self._can_say_who or self._count < FEW):
            for number, row in enumerate(self._rows.all_cells()):
                yield self._in_row(number, row) or _entry(number, read)
        elif self._rows is not None:
            from actorgraph.index.cell_columns import rows_under

            for number, cells in enumerate(rows_under(self._rows, NAMING)):
                yield Entry(number, *named_in(*cells))
        for number in numbers[self._count :]:
            yield _entry(number, read)

    def of(self, number: int, read: Callable[[int], Entity]) -> Entry:
        """Return the names of one entity."""
        if self._rows is None or number >= self._count:
            return _entry(number, read)
        return self._in_row(number, self._rows.row(number)) or _entry(number, read)

    def _in_row(self, number: int, row: list[str]) -> Entry | None:
        """Return the names in a row; None if it says who gives them."""
        if self._can_say_who and has_evidence(dict(zip(self._columns, row, strict=True))):
            return None
        cells = [*row, ""]
        return Entry(number, *named_in(*[cells[at] for at in self._naming]))

    @cached_property
    def _naming(self) -> list[int]:
        known = {column: at for at, column in enumerate(self._columns)}
        return [known.get(column, len(self._columns)) for column in NAMING]

    @cached_property
    def _can_say_who(self) -> bool:
        return has_evidence(dict.fromkeys(self._columns, "-"))


def _entry(number: int, read: Callable[[int], Entity]) -> Entry:
    one = read(number)
    return Entry(number, one.id, (one.name, *one.aliases), one.type)
