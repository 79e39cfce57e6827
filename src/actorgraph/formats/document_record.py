"""Write down the SHA-256 of documents when they are first cited.

The record's form is fingerprints.py's. What stands in it already is never rewritten: a document
that has changed is an error, and a person decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.errors import Problem, UsageError
from actorgraph.formats.files import write_text
from actorgraph.passages.document_folder import RECORD, DocumentFolder
from actorgraph.passages.fingerprints import new_documents, record_of
from actorgraph.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def record_new(folder: Path, cited: Iterable[str]) -> list[Problem]:
    """Add to a folder's record the cited documents that it has not, and say how many.

    Args:
        folder: of the documents.
        cited: their ids.

    Returns:
        A note of what was recorded, or why it could not be.

    Raises:
        UsageError: if the folder is not there.
    """
    path = folder / RECORD
    try:
        new = new_documents(DocumentFolder(folder), cited)
        if not new:
            return []
        before = path.read_text(encoding="utf-8", errors="surrogateescape") if path.exists() else ""
        if before and not before.endswith("\n"):
            before += "\n"
        write_text(path, [before, *record_of(new)], force=True)
    except (OSError, UsageError) as error:
        message = f"the SHA-256 of new documents could not be recorded: {error}"
        return [Problem("note", str(path), 0, "", message)]
    message = f"the SHA-256 of {counted(len(new), 'new document')} is recorded here now."
    return [Problem("note", str(path), 0, "", message)]
