"""neo4j-admin's tables: nodes and relationships in one .neo4j.zip, or single files of that kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.formats.zipped import neo4j_parts, neo4j_rows, write_zip

if TYPE_CHECKING:
    from pathlib import Path

    from actorgraph.formats.content import Content
    from actorgraph.formats.export_loss import ExportLoss

read = neo4j_rows


def write_file(path: Path, content: Content, losses: ExportLoss) -> None:  # noqa: ARG001 - all is held
    """Write both tables."""
    write_zip(path, neo4j_parts(content))
