"""A folder to start from, written by `init`: from nothing, a spreadsheet or another tool's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.starting.folder import start_folder as start_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def start_with(folder: Path, files: Sequence[Path]) -> list[str]:
    """Write a folder with what is in files; return sentences on what was written and changed.

    Raises:
        UsageError: if the folder holds such files already, or a file cannot be taken over.
        DataError: if a file is broken.
    """
    from actorgraph.starting.spreadsheet import is_spreadsheet
    from actorgraph.starting.taking_over import import_into, take_over

    sheets = [path for path in files if is_spreadsheet(path)]
    if sheets and len(sheets) == len(files):
        return take_over(folder, files)
    return import_into(folder, files)
