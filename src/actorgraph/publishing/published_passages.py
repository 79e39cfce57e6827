"""The passages of documents without what must not be published.

Pseudonyms stand in brackets, as in quotes. What is hidden and cannot be taken out of a passage is
an error, and so is a hidden column that passages would show again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.errors import UsageError
from actorgraph.passages.cited_passages import CitedPassages
from actorgraph.publishing.leaks import leaks_in

if TYPE_CHECKING:
    from collections.abc import Collection
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

    return CitedPassages(folder, public.in_brackets, vouch)
