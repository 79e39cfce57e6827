"""The warnings about plain files: rows that may deserve one, handed to the dataset with care.

A row is suspect when its period ends before it begins, when another row seems to be its twin, or
when it is the first to name somebody that entities.csv does not hold. Only these, and the entities
they name, become tables; what the dataset says of them is what it would say of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph.dataset import REQUIRED_COLUMNS, Dataset, host_of
from actorgraph.index import ENTITIES, RELATIONS
from actorgraph.index.arrays import picked, truths_in
from actorgraph.index.periods import is_inverted, periods_of
from actorgraph.index.texts import cells_of
from actorgraph.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actorgraph.errors import Problem
    from actorgraph.index.endpoints import Endpoints
    from actorgraph.index.entity_columns import EntityColumns
    from actorgraph.index.scan import CsvShape


def problems(
    named: EntityColumns, shape: CsvShape, ends: Endpoints, suspected: Sequence[Any]
) -> list[Problem]:
    """Every warning, as the dataset words it, with signs in place of the names of the files.

    Args:
        suspected: rows that end before they begin, and such as seem to be twins.
    """
    import numpy as np

    makers = _makers(named, ends)
    rows = np.unique(np.concatenate([*suspected, makers])).astype(np.int64)
    entities = _inverted_entities(named)
    if not len(rows) and not len(entities):
        return []
    touched = ends.ends[rows].ravel()
    entities = np.union1d(entities, touched[touched < ends.known]).astype(np.int64)
    tables = [] if named.shape is None else [_table(named.shape, entities, ENTITIES)]
    dataset = Dataset(tables, [_table(shape, rows, RELATIONS)])
    # Of these rows alone another may be the first to name somebody.
    first = set(np.atleast_1d(shape.lines_of(makers)).tolist())
    return [p for p in dataset.problems if p.column not in REQUIRED_COLUMNS or p.line in first]


def _makers(named: EntityColumns, ends: Endpoints) -> Any:
    """The rows that are the first to name somebody, where that is worth a word."""
    if named.shape is not None:
        return ends.first_rows
    import numpy as np
    import pyarrow.compute as pc

    doubtful = np.flatnonzero(ends.made_at_source)
    urls = doubtful[truths_in(pc.match_substring(picked(ends.made_ids, doubtful), "://"))]
    hosts = map(host_of, picked(ends.made_ids, urls).to_pylist())
    return ends.first_rows[urls[np.fromiter(map(bool, hosts), bool, len(urls))]]


def _inverted_entities(named: EntityColumns) -> Any:
    import numpy as np

    dates = {name: cells for name, cells in named.dates.items() if name != "published_date"}
    if not dates:
        return np.empty(0, np.int64)
    return np.flatnonzero(is_inverted(periods_of(dates, len(named.ids))))


def _table(shape: CsvShape, rows: Any, sign: str) -> Table:
    """Some rows of a file as a table, with their lines."""
    found = Table(sign, shape.table.header, shape.table.columns)
    with shape.path.open("rb") as file:
        for row in rows.tolist():
            start, stop = int(shape.starts[row]), int(shape.starts[row + 1])
            file.seek(start)
            found.rows.append(cells_of(file.read(stop - start), shape.delimiter))
            found.lines.append(int(shape.lines_of(row)))
    return found
