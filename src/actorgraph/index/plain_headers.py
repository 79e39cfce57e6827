"""The header of a plain CSV file: one line, read alike by every CSV reader.

Called by scan.py, which looks at the rest of the file, and by difference.py, which asks whether an
edit among the first rows changes what columns mean. Imports no arrays, which `show` need not.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from actorgraph.errors import DataError
from actorgraph.headings.column_options import is_without_header
from actorgraph.tables import Table, read_header

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from actorgraph import schema

LONGEST_HEADER = 131_072


class NotPlainError(Exception):
    """The file has to be normalized first; says why."""


def plain_header(
    head: bytes,
    path: Path,
    known: Sequence[schema.Column],
    required: Sequence[str],
    renamed: Mapping[str, str] | None,
) -> tuple[Table, str, int]:
    """Return the table of a header, without rows, the delimiter, and where the header begins.

    Args:
        head: the first LONGEST_HEADER bytes of the file; the cells in it judge the columns.

    Raises:
        NotPlainError: if a reader of plain files could take it for something else.
    """
    begins = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
    first, found, _ = head[begins:].partition(b"\n")
    if not found or not first.strip() or first[:4].lower() == b"sep=" or first.count(b'"') % 2:
        raise NotPlainError("its header")
    try:
        text = first.decode()
        sampled = head[begins:].decode(errors="replace")
        table, delimiter = read_header(
            sampled, str(path), known, required=required, renamed=renamed
        )
    except (DataError, UnicodeDecodeError):
        raise NotPlainError("its header") from None
    if table.is_rewritten or is_without_header(renamed or {}):
        raise NotPlainError("cells that do not stand in the file")
    if len(table.header) != len(table.columns) or text.count(delimiter) != len(table.header) - 1:
        raise NotPlainError("its header")
    return table, delimiter, begins
