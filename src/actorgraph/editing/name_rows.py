"""Which rows of entities.csv an id, a name or an alias may stand in, while rows come and go.

Texts are found by a hash, so that a million names fit into some megabytes; whoever asks compares.
Called by row_checks.py.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from actorgraph.statements import NAMING, named_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_GONE = -1


def names_in(cells: Mapping[str, str]) -> set[str]:
    """Return the id, name and aliases that a row of entities.csv states."""
    return _names_in(*(cells.get(column, "") for column in NAMING))


def _names_in(entity_id: str, name: str, entity_type: str, aliases: str) -> set[str]:
    entity_id, names, _ = named_in(entity_id, name, entity_type, aliases)
    return {entity_id, *names} - {""}


class NameRows:
    """The rows of each name.

    Args:
        rows: the cells of all rows under NAMING, in order.
    """

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        hashes, numbers = array("q"), array("q")
        for number, cells in enumerate(rows):
            for name in _names_in(*cells):
                hashes.append(hash(name))
                numbers.append(number)
        found = np.frombuffer(hashes, np.int64)
        order = np.argsort(found, kind="stable")
        self._hashes, self._rows = found[order], np.frombuffer(numbers, np.int64)[order]
        self._new: dict[str, list[int]] = {}

    def rows(self, name: str) -> list[int]:
        """Return the rows in which a name may stand, in order."""
        key = hash(name)
        first = np.searchsorted(self._hashes, key)
        last = np.searchsorted(self._hashes, key, side="right")
        found = {row for row in self._rows[first:last].tolist() if row != _GONE}
        return sorted(found.union(self._new.get(name, ())))

    def insert(self, row: int, cells: Mapping[str, str]) -> None:
        """Take over a row that came before another one."""
        self._move(row, 1)
        self._add(row, cells)

    def remove(self, row: int) -> None:
        """Take over that a row went."""
        self._forget(row)
        self._move(row, -1)

    def change(self, row: int, cells: Mapping[str, str]) -> None:
        """Take over that a row holds something else."""
        self._forget(row)
        self._add(row, cells)

    def _add(self, row: int, cells: Mapping[str, str]) -> None:
        for name in names_in(cells):
            self._new.setdefault(name, []).append(row)

    def _forget(self, row: int) -> None:
        self._rows[self._rows == row] = _GONE
        for rows in self._new.values():
            if row in rows:
                rows.remove(row)

    def _move(self, row: int, by: int) -> None:
        self._rows[self._rows >= row] += by
        for name, rows in self._new.items():
            self._new[name] = [one + by if one >= row else one for one in rows]
