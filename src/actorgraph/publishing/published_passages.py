"""The passages of documents without what must not be published.

Pseudonyms stand in brackets, as in quotes. What is hidden and cannot be taken out of a passage is
an error, and so is a hidden column that passages would show again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.errors import UsageError
from actorgraph.passages.cited_passages import CitedPassages
from actorgraph.passages.document_folder import DocumentFolder
from actorgraph.plurals import counted
from actorgraph.publishing.leaks import leaks_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from actorgraph.publishing.redact import Redacted

SHOWN_AGAIN = ("quote", "as_named", "locator", "document")
"""Columns whose content passages would show."""


def publishable_passages(folder: Path, public: Redacted, what: Collection[str]) -> CitedPassages:
    """Return the passages of a folder as they may be published.

    Args:
        folder: of the documents.
        public: the data that is left to publish.
        what: what was asked to be hidden, as for `redact`.

    Raises:
        UsageError: if the folder is not there, a hidden column would be shown again, or, when it is
            read, a passage holds what cannot be taken out.
    """
    for column in SHOWN_AGAIN:
        if f"column:{column}" in {one.strip().lower() for one in what}:
            raise UsageError(
                f"Passages of documents would show what column:{column} hides.",
                hint="Leave --documents out.",
            )

    def vouch(text: str) -> None:
        if leaks_in(text.encode("utf-8", "surrogatepass"), public.secrets):
            raise UsageError(
                "A passage of the documents holds what is hidden, and it cannot be taken out.",
                hint="Leave --documents out, or take the words out of the document yourself.",
            )

    old = _old_ids(folder, public)

    def id_in_folder(document: str) -> str:
        first, *others = old.get(document) or [document]
        if others:
            raise UsageError(
                f"After redaction several documents would be called {document}.",
                hint="Give their files, and the claims that cite them, ids without what is hidden.",
            )
        return first

    return CitedPassages(folder, public.in_brackets, vouch, id_in_folder=id_in_folder)


def hidden_documents(folder: Path, public: Redacted) -> str:
    """Return a sentence on the documents that are hidden themselves; "" if none is."""
    hidden = {file for file, old in _ids(folder) if old in public.ids}
    if not hidden:
        return ""
    is_one = len(hidden) == 1
    are, whose = ("is hidden itself", "its") if is_one else ("are hidden themselves", "their")
    return f"{counted(len(hidden), 'document')} {are}, so {whose} passages are left out."


def _ids(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file of a folder with the ids by which claims can cite it."""
    for file in DocumentFolder(folder).files():
        yield from ((file, one) for one in dict.fromkeys((file.stem, file.name)))


def _old_ids(folder: Path, public: Redacted) -> dict[str, list[str]]:
    """Map the ids of documents in redacted data to those by which the folder has them.

    A hidden document has none: its text would tell which one it is.
    """
    old: dict[str, dict[Path, str]] = {}
    for file, one in _ids(folder):
        if one not in public.ids:
            old.setdefault(public.meaning(one), {}).setdefault(file, one)
    return {new: list(these.values()) for new, these in old.items()}
