"""What of a file its reader has taken over; the rest is counted and said by the import.

A reader takes its input from one of four places, each of which needs the notes of the reading:

- JSON: `documents.read_json(path, notes)`, or `documents.read_json_lines(path, notes)`
- XML: `xml.elements(path, notes, containers=...)`
- tables: `records(place, header, rows, notes)` in this module

What these hand out marks what is looked at. `Marked` is a dict: `[...]`, `get` and `pop` mark one
key; `items`, `values`, `dict(...)`, `{**...}` and `|` mark all of them. An `xml.Element` marks its
attributes, its text and the children that it is asked for. Whatever was never looked at and is not
empty is counted by its place ("nodes/position: 12 values not taken over.") when the reading ends;
a reader does nothing for that. So a reader keeps what it does not know as columns
(`RowBuilder.take`, `RowBuilder.keep`), or leaves it alone. Names that carry nothing wherever they
stand, such as the hash of an object, are given as `formal`. A dict that is walked by `items` or
`values` is one whose keys are data: its place is called `*`.

`json.loads`, `expat` and `csv.reader` have no place in a reader; a test holds that.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from actorgraph.formats.notes import Notes


class Untaken(NamedTuple):
    """Something in a file that its reader has not looked at.

    Attributes:
        home: what it stands in.
        place: where it stands, its own name included.
        noun: what it is, in the plural.
    """

    home: str
    place: str
    noun: str


class Accounted(Protocol):
    """A part of a file that knows what of it has been looked at."""

    def untaken(self) -> Iterator[Untaken]:
        """Yield what has not been looked at."""


class Marked(dict[str, object]):
    """A dict that marks the keys that are looked at.

    Args:
        pairs: keys with their values; a key that comes again is counted, for the last one holds.
    """

    __slots__ = ("_hidden", "_popped", "_skipped", "_taken", "is_walked")

    def __init__(self, pairs: Iterable[tuple[str, object]] = ()) -> None:
        pairs = list(pairs)
        super().__init__(pairs)
        self._taken: set[str] | None = set()
        self._skipped: set[str] = set()
        self.is_walked = False
        self._popped: list[tuple[str, object]] = []
        self._hidden = [] if len(pairs) == len(self) else _hidden(pairs)

    def mark(self, key: str) -> None:
        """Mark a key as looked at."""
        if self._taken is not None:
            self._taken.add(key)

    def mark_all(self) -> None:
        """Mark every key as looked at."""
        self._taken = None

    def skip(self, key: str) -> None:
        """Leave out a key with all in it: its reader says itself that it is not taken over."""
        self._skipped.add(key)

    def pop(self, key: str, *default: object) -> object:
        """Remove a key and return its value, which is looked into all the same."""
        if key in self:
            self._popped.append((key, dict.__getitem__(self, key)))
        return super().pop(key, *default)

    def parts(self) -> Iterator[tuple[str, object, bool]]:
        """Yield every key with its value and whether it was looked at; marks nothing."""
        for key, value in dict.items(self):
            if key not in self._skipped:
                yield key, value, self._taken is None or key in self._taken
        yield from ((key, value, True) for key, value in self._popped)
        yield from ((f"{key} (given twice)", value, False) for key, value in self._hidden)


def _hidden(pairs: Sequence[tuple[str, object]]) -> list[tuple[str, object]]:
    last = {key: at for at, (key, _) in enumerate(pairs)}
    return [pair for at, pair in enumerate(pairs) if last[pair[0]] != at]


def _marking_one(name: str) -> Callable[..., object]:
    plain = getattr(dict, name)

    def method(self: Marked, key: str, *rest: object) -> object:
        self.mark(key)
        result: object = plain(self, key, *rest)
        return result

    return method


def _marking_all(name: str) -> Callable[..., object]:
    plain = getattr(dict, name)

    def method(self: Marked, *rest: object) -> object:
        self.mark_all()
        result: object = plain(self, *rest)
        return result

    return method


def _walking(name: str) -> Callable[..., object]:
    method = _marking_all(name)

    def walk(self: Marked) -> object:
        self.is_walked = True
        return method(self)

    return walk


for _name in ("__getitem__", "get", "setdefault"):
    setattr(Marked, _name, _marking_one(_name))
for _name in ("copy", "popitem", "__or__", "__ror__", "__eq__", "__ne__"):
    setattr(Marked, _name, _marking_all(_name))
for _name in ("items", "values"):
    setattr(Marked, _name, _walking(_name))


def _names(self: Marked) -> Iterator[str]:
    """Iterate over the keys; that there is a method for it makes `dict(...)` ask for each value."""
    return dict.__iter__(self)


setattr(Marked, "__iter__", _names)  # noqa: B010 - mypy forbids the assignment


def skip(mapping: Mapping[str, object], key: str) -> None:
    """Leave out a key of an object of JSON with all in it; its reader says so itself."""
    if isinstance(mapping, Marked):
        mapping.skip(key)


class Document(NamedTuple):
    """A document of JSON, or a line of one.

    Attributes:
        root: its content, with `Marked` for every object.
        formal: keys that carry nothing, wherever they stand.
    """

    root: object
    formal: Collection[str] = ()

    def untaken(self) -> Iterator[Untaken]:
        """Yield the keys that nobody has looked at and that are not empty."""
        left = [(self.root, "")]
        while left:
            value, place = left.pop()
            if isinstance(value, list):
                left += [(part, place) for part in value if isinstance(part, (list, Marked))]
            elif isinstance(value, Marked):
                for key, part, taken in value.parts():
                    name = "*" if taken and value.is_walked else key
                    path = f"{place}/{name}" if place else name
                    if taken and isinstance(part, (list, Marked)):
                        left.append((part, path))
                    elif not taken and key not in self.formal and not _is_empty(part):
                        yield from repeat(Untaken(place, path, "values"), _number_in(part))


def _number_in(value: object) -> int:
    return len(value) if isinstance(value, list) else 1


def _is_empty(value: object) -> bool:
    if isinstance(value, Marked):
        return all(_is_empty(part) for _, part, _ in value.parts())
    return value is None or value in ("", [], {})


class _Record(NamedTuple):
    """A line of a table with its cells by header."""

    cells: Marked
    place: str

    def untaken(self) -> Iterator[Untaken]:
        for header, cell, taken in self.cells.parts():
            if cell and not taken:
                yield Untaken(self.place, f"{self.place}: column {header}", "cells")


def records(
    place: str, header: Sequence[str], rows: Iterable[Iterable[object]], notes: Notes
) -> Iterator[Marked]:
    """Yield the lines of a table as cells by header.

    A column without a header is called by its number, and so is a cell beyond the last header; a
    header that comes again is called with its number as well.

    Args:
        place: what the table is called, for what is said of it.
    """
    names: list[str] = []
    for number, name in enumerate(header, start=1):
        names.append(name if name and name not in names else f"{name} column {number}".strip())
    for row in rows:
        cells = list(row)
        beyond = (f"column {number}" for number in range(len(names) + 1, len(cells) + 1))
        record = Marked(zip((*names, *beyond), cells, strict=False))
        yield record
        notes.account(_Record(record, place))
