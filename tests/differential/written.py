"""Rows as the bytes of a CSV file, in any of the ways that programs write them.

Used by the strategies beside it; our own writer is not, so that no mistake of it hides one of a
reader. Says nothing about what the cells mean.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

BYTE_ORDER_MARK = "\ufeff"


class Dialect(NamedTuple):
    """How a program writes a table.

    Attributes:
        quotes: "needed", or "all" cells.
        encoding: utf-8, utf-8-sig, utf-16-le or utf-16-be; the last two with a byte order mark.
        blank_after: numbers of records, the header being 0, after which a blank line stands.
        trailing: whether each record ends with a delimiter.
        ended: whether the last line has an end.
        told: whether the delimiter is told in a first line, as `sep=;`.
        packed: whether the file is a .gz.
    """

    delimiter: str = ","
    newline: str = "\n"
    quotes: str = "needed"
    encoding: str = "utf-8"
    blank_after: tuple[int, ...] = ()
    trailing: bool = False
    ended: bool = True
    told: bool = False
    packed: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether every reader of CSV in UTF-8 reads it."""
        return self.encoding.startswith("utf-8") and not (self.told or self.packed)


PLAIN = Dialect()


def written(columns: Mapping[str, str], rows: Iterable[Mapping[str, str]], how: Dialect) -> bytes:
    """Write rows under a header.

    Args:
        columns: from the key of a cell in a row to the header that stands in the file.
    """
    records = [list(columns.values())]
    records += [[row.get(name, "") for name in columns] for row in rows]
    lines = [f"sep={how.delimiter}"] if how.told else []
    for number, cells in enumerate(records):
        lines.append(_line(cells, how))
        lines += [""] * (number in how.blank_after)
    text = how.newline.join([*lines, ""] if how.ended else lines)
    if how.encoding.startswith("utf-16"):
        raw = (BYTE_ORDER_MARK + text).encode(how.encoding)
    else:
        raw = text.encode(how.encoding)
    return gzip.compress(raw, mtime=0) if how.packed else raw


def _line(cells: Sequence[str], how: Dialect) -> str:
    line = how.delimiter.join(_cell(cell, how) for cell in cells)
    if not line:
        line = '""'  # else the record of one empty cell would be a blank line
    return line + how.delimiter * how.trailing


def _cell(cell: str, how: Dialect) -> str:
    special = (how.delimiter, '"', "\r", "\n")
    if how.quotes == "all" or any(sign in cell for sign in special):
        return '"' + cell.replace('"', '""') + '"'
    return cell
