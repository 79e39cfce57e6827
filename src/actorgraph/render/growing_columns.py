"""Columns that only grow, and keep their JSON text, so that none of it is written twice.

Called by payload.py, and by what serves payloads that grow.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Content = TypeVar("Content")
Columns: TypeAlias = dict[str, list[Any]]
"""Columns of a table by their names, of what JSON can hold."""


class GrowingList(list[Content]):
    """A list to which content is added at its end, and nothing else is done."""

    __slots__ = ("_text", "_written")

    def __init__(self) -> None:
        super().__init__()
        self._text, self._written = "", 0

    def json_text(self) -> str:
        """Return its JSON text; only what is new is written."""
        if len(self) > self._written:
            more = _compact(self[self._written :])[1:-1]
            self._text = f"{self._text},{more}" if self._written else more
            self._written = len(self)
        return f"[{self._text}]"


class GrowingColumns:
    """Columns of a table that grow together; of the same names each time.

    Args:
        always: the columns that are there also where they have no content.
    """

    def __init__(self, *always: str) -> None:
        self._columns: dict[str, GrowingList[Any]] = {}
        self._shown = set(always)

    def add(self, columns: Columns) -> None:
        """Add more rows."""
        for name, column in columns.items():
            self._columns.setdefault(name, GrowingList()).extend(column)
            if name not in self._shown and has_content(name, column):
                self._shown.add(name)

    def shown(self) -> Columns:
        """Return the columns without those that have no content."""
        return {name: column for name, column in self._columns.items() if name in self._shown}


def has_content(name: str, column: Sequence[object]) -> bool:
    """Return whether a column has any content; in one of names, 0 is somebody."""
    empty: tuple[object, ...] = (-1,) if name in ("place", "checked_by") else (0, "", [], {})
    return not all(map(empty.__contains__, column))


def json_text(answer: object) -> str:
    """Return the JSON text of an answer, in which growing lists are written once."""
    if isinstance(answer, GrowingList):
        return answer.json_text()
    if not isinstance(answer, dict) or not any(map(_may_grow, answer.values())):
        return _compact(answer)
    parts = (f"{_compact(name)}:{json_text(part)}" for name, part in answer.items())
    return f"{{{','.join(parts)}}}"


def _may_grow(part: object) -> bool:
    return isinstance(part, (GrowingList, dict))


def _compact(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
