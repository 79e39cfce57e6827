"""neo4j-admin's tables: nodes and relationships in one .neo4j.zip, or single files of that kind.

Exports of APOC are read as well (apoc.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.formats.apoc import rows_of_json
from actorgraph.formats.zipped import neo4j_parts, neo4j_rows, write_zip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Content, Row
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and relationships of tables, or of APOC's JSON.

    Raises:
        DataError: if it is neither.
    """
    with path.open("rb") as file:
        is_json = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[", b"\x1f")
    yield from rows_of_json(path, notes) if is_json else neo4j_rows(path, notes)


def write_file(path: Path, content: Content, losses: ExportLoss) -> None:  # noqa: ARG001 - all is held
    """Write both tables."""
    write_zip(path, neo4j_parts(content))
