"""Which tool wrote a table, where its header or its shape shows that it is no table of ours.

Asked by recognition.py, for `import` and `--data` alike: both read the same files as tables.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.formats.graph_attributes import CLAIMS, DESCRIPTIONS
from actorgraph.formats.matrix import looks_like_matrix
from actorgraph.headings.column_meanings import meaning_of
from actorgraph.tables import sample_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TABLES = (".csv", ".tsv", ".tab", ".txt")
"""Suffixes of text that can be a table."""
_NEO4J = re.compile(r"[^:]*:(?:ID|START_ID|END_ID)\b", re.IGNORECASE)


def tool_of_table(head: str) -> str:
    """Return the name of the format that a text begins as; "" for a table of any other kind.

    Of Gephi's tables only those need a reader of their own that name relations by labels, or that
    we wrote with the claims of each edge.
    """
    rows = sample_of(head)
    header = [cell.strip() for cell in rows[0]] if rows else []
    if any(_NEO4J.fullmatch(name.partition("(")[0]) for name in header):
        return "neo4j"
    if _is_gephis(header, rows):
        return "gephi"
    return "matrix" if not has_ends(header) and looks_like_matrix(head) else ""


def _is_gephis(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    names = {*header}
    if {"Source", "Target", CLAIMS} <= names or {"Id", "Label", DESCRIPTIONS} <= names:
        return True
    if not {"Source", "Target", "Type", "Label"} <= names:
        return False
    at = header.index("Label")
    labels = (row[at] for row in rows[1:] if at < len(row))
    return any(label.strip() for label in labels)


def has_ends_in(head: str) -> bool:
    """Return whether a text begins with a header that names both ends of a relation."""
    rows = sample_of(head)
    return bool(rows) and has_ends(rows[0])


def has_ends(header: Iterable[str]) -> bool:
    """Return whether a header names both ends of a relation, in our words or their synonyms."""
    meant = {meaning_of(name, schema.RELATION_COLUMNS) for name in header}
    return {"source", "target"} <= meant
