"""JSON that is a table: a list of flat objects, or one a line. Read only.

What has both ends is a relation, what has a name or an id an entity, as in a CSV of the same
headers. Objects within objects become columns of joined names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.formats.content import Row
from actorgraph.formats.documents import refuse
from actorgraph.formats.row_builder import RowBuilder
from actorgraph.formats.tabular import kind_of
from actorgraph.formats.text_lines import leaves, text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.notes import Notes


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the objects of a file as rows.

    Raises:
        DataError: if it is not JSON, or no object is an entity or a relation.
    """
    file = text_file(path)
    unread: dict[str, None] = {}
    count = left_out = 0
    for record in file.objects(notes):
        count += 1
        given: dict[str, str] = {}
        for name, text in leaves(record):
            given[name] = f"{given[name]}|{text}" if name in given else text
        kind = kind_of("", given)
        if not kind:
            left_out += 1
            unread.update(dict.fromkeys(given))
            continue
        builder = RowBuilder(kind, notes)
        builder.take(given)
        yield Row(kind, builder.cells, builder.cells.get("id", ""))
    if count == left_out:
        keys = ", ".join(list(unread)[:8]) or "none"
        message = (
            f"its objects name neither two ends nor an id or a name; keys: {keys}; call two of "
            "them source and target, or one of them name, or save the objects as a table and say "
            "with --column which column is which"
        )
        raise refuse(path, message)
    notes.add("objects", "without ends, id or name: not read", left_out)
