"""Gephi's tables: nodes.csv and edges.csv in one .gephi.zip, or single files of that kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.formats.zipped import gephi_parts, gephi_rows, write_zip

if TYPE_CHECKING:
    from pathlib import Path

    from actorgraph.formats.content import Content
    from actorgraph.formats.export_loss import ExportLoss

read = gephi_rows


def write_file(path: Path, content: Content, losses: ExportLoss) -> None:
    """Write both tables."""
    write_zip(path, gephi_parts(content))
    losses.account_rejected(content)
