"""Entities and claims as pandas DataFrames, cells as they stand in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.formats.content import claim_row, entity_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas

    from actorgraph.claims import Claim, Entity


def entity_frame(entities: Iterable[Entity]) -> pandas.DataFrame:
    """One row per entity, every cell a string."""
    return _frame([entity_row(entity) for entity in entities], ["id", "name", "type"])


def relation_frame(claims: Iterable[Claim]) -> pandas.DataFrame:
    """One row per claim that a row states, every cell a string."""
    rows = [claim_row(claim) for claim in claims if not claim.derived]
    return _frame(rows, ["source", "target", "relation"])


def _frame(rows: list[dict[str, str]], first: list[str]) -> pandas.DataFrame:
    import pandas as pd

    columns = dict.fromkeys(name for row in rows for name in row)
    frame = pd.DataFrame(rows, columns=list(columns) or first, dtype="object")
    return frame.fillna("")
