"""Entities and claims as pandas DataFrames and back, cells as they stand in the files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from actorgraph.formats.content import claim_row, description_rows, entity_row
from actorgraph.records import record_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas

    from actorgraph.claims import Claim, Entity


def entity_frame(entities: Iterable[Entity]) -> pandas.DataFrame:
    """Return one row per entity, every cell a string."""
    return _frame([entity_row(entity) for entity in entities], ["id", "name", "type"])


def description_frame(entities: Iterable[Entity]) -> pandas.DataFrame:
    """Return the rows that describe entities, each with who says so; every cell a string."""
    rows = [
        row
        for entity in entities
        for row in (description_rows(entity) if entity.descriptions else [entity_row(entity)])
    ]
    return _frame(rows, ["id", "name", "type"])


def relation_frame(claims: Iterable[Claim]) -> pandas.DataFrame:
    """Return one row per claim that a row states, every cell a string."""
    rows = [claim_row(claim) for claim in claims if not claim.derived]
    return _frame(rows, ["source", "target", "relation"])


def frame_given(table: object, argument: str) -> pandas.DataFrame:
    """Return a table as a frame: one already, or a dict of columns or a list of rows.

    Raises:
        ArgumentError: if it is none of these.
    """
    import pandas as pd

    from actorgraph.errors import ArgumentError

    if isinstance(table, pd.DataFrame):
        return table
    if isinstance(table, dict | list):
        try:
            return pd.DataFrame(table)
        except (TypeError, ValueError) as error:
            raise ArgumentError(argument, f"pandas makes no frame of it: {error}.") from None
    hint = "`actorgraph.load` reads files." if isinstance(table, str | Path) else ""
    raise ArgumentError(argument, f"{table!r} is no DataFrame.", hint=hint)


def csv_of(frame: pandas.DataFrame) -> str:
    """Return a frame as CSV; what is missing is empty, everything else as it is written."""
    columns = [str(column) for column in frame.columns]
    missing = frame.isna().to_numpy()
    rows = (
        ["" if gone else _cell(value) for value, gone in zip(row, gaps, strict=True)]
        for row, gaps in zip(frame.itertuples(index=False, name=None), missing, strict=True)
    )
    return "".join(record_lines((columns, *rows)))


def _frame(rows: list[dict[str, str]], first: list[str]) -> pandas.DataFrame:
    import pandas as pd

    columns = dict.fromkeys(name for row in rows for name in row)
    frame = pd.DataFrame(rows, columns=list(columns) or first, dtype="object")
    return frame.fillna("")


def _cell(value: object) -> str:
    """Return a value as CSV text: whole numbers without a fraction, days as days."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    written = getattr(value, "isoformat", None)
    return written().removesuffix("T00:00:00") if written else str(value)
