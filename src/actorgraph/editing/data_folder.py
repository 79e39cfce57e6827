"""Which files of a data folder are edited, and the folder beside them where the log of edits lies.

Called by the workspace; knows no rows.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from actorgraph import locating, schema
from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from actorgraph.editing.edits import TableName

FOLDER = ".actorgraph"
"""Beside the data: the log of edits, and what keeps git from it."""


def tables_to_edit(path: Path) -> dict[TableName, Path]:
    """Return the files of a data folder, those that are missing too.

    Raises:
        UsageError: if they cannot be edited.
    """
    if path is locating.STDIN or locating.is_foreign(path, None):
        raise UsageError(f"{path} is no CSV file of ours, and is edited where it was made.")
    entities, relations = locating.tables_of(path)
    judged = locating.judgements_of(path)
    if entities is None:
        stem = relations.name.partition(".")[0]
        nodes = next((n for n, edges in locating.PAIRS if edges == stem), "entities")
        entities = relations.with_name(f"{nodes}.csv")
    judged = judged or relations.with_name(schema.JUDGEMENTS_FILE)
    for file in (entities, relations):
        if file.suffix == ".gz":
            raise UsageError(f"{file} is compressed; unpack it, then it can be edited.")
        _refuse_unwritable(file)
    return {"entities": entities, "relations": relations, "judgements": judged}


def _refuse_unwritable(file: Path) -> None:
    """Refuse a file that cannot be replaced by one that is like it."""
    if not file.exists():
        return
    real = file.resolve()
    if not (os.access(real, os.W_OK) and os.access(real.parent, os.W_OK)):
        raise UsageError(f"{file} cannot be written: it, or its folder, is read-only.")
    if os.name == "posix" and os.geteuid() not in (0, real.stat().st_uid):
        raise UsageError(f"{file} is another user's, and would be yours once it is edited.")


def log_folder_in(folder: Path) -> Path:
    """Return the folder of the log, made if it is not there.

    Raises:
        UsageError: if it cannot be made.
    """
    room = folder / FOLDER
    try:
        room.mkdir(mode=0o700, exist_ok=True)
        if room.is_symlink():
            raise UsageError(f"{room} is a link; the log of edits lies in the data folder itself.")
        ignore = room / ".gitignore"
        if not os.path.lexists(ignore):  # nothing is written through a link that leads elsewhere
            with os.fdopen(
                os.open(ignore, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
            ) as file:
                file.write("*\n")
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}.") from None
    return room
