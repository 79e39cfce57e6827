"""The warnings about plain files: rows that may deserve one, handed to the dataset with care.

A row is suspect when its period ends before it begins, when another row seems to be its twin, or
when it is the first to name somebody that entities.csv does not hold. Only these, and the entities
they name, become tables; what the dataset says of them is what it would say of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph.dataset import Dataset, host_of
from actorgraph.index import ENTITIES, RELATIONS
from actorgraph.index.cells import Coded
from actorgraph.index.periods import is_inverted, periods_of
from actorgraph.index.texts import cells_of
from actorgraph.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actorgraph.errors import Problem
    from actorgraph.index.bulk import BulkGraph
    from actorgraph.index.named import Named
    from actorgraph.index.scan import Shape


def problems(named: Named, shape: Shape, graph: BulkGraph) -> list[Problem]:
    """Every warning, as the dataset words it, with signs in place of the names of the files."""
    import numpy as np

    codes = [column.codes for column in graph.read.values() if isinstance(column, Coded)]
    rows = np.unique(
        np.concatenate(
            [
                np.flatnonzero(is_inverted(graph.when)),
                twins([*graph.ends.T[:2], *codes]),
                _makers(named, graph),
            ]
        )
    ).astype(np.int64)
    entities = _inverted_entities(named)
    if not len(rows) and not len(entities):
        return []
    ends = graph.ends[rows, :2].ravel()
    entities = np.union1d(entities, ends[ends < len(named.ids)]).astype(np.int64)
    tables = [] if named.shape is None else [_table(named.shape, entities, ENTITIES)]
    dataset = Dataset(tables, [_table(shape, rows, RELATIONS)])
    return dataset.problems


def _makers(named: Named, graph: BulkGraph) -> Any:
    """The rows that are the first to name somebody, where that is worth a word."""
    import numpy as np

    if named.shape is not None:
        return graph.first_rows
    says = zip(graph.made_ids, graph.made_at_source, strict=True)
    return graph.first_rows[np.array([source and bool(host_of(i)) for i, source in says], bool)]


def twins(columns: Sequence[Any]) -> Any:
    """Rows that are equal to another in all these columns of numbers, very rarely one too many."""
    import numpy as np

    mixed = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        mixed ^= column.astype(np.uint64)
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    order = np.argsort(mixed, kind="stable")
    same = mixed[order[1:]] == mixed[order[:-1]]
    return np.concatenate([order[1:][same], order[:-1][same]])


def _inverted_entities(named: Named) -> Any:
    import numpy as np

    if "start_date" not in named.dates or "end_date" not in named.dates:
        return np.empty(0, np.int64)
    dates = {name: named.dates[name] for name in ("start_date", "end_date")}
    return np.flatnonzero(is_inverted(periods_of(dates, len(named.ids))))


def _table(shape: Shape, rows: Any, sign: str) -> Table:
    """Some rows of a file as a table, with their lines."""
    found = Table(sign, shape.table.header, shape.table.columns)
    with shape.path.open("rb") as file:
        for row in rows.tolist():
            start, stop = int(shape.starts[row]), int(shape.starts[row + 1])
            file.seek(start)
            found.rows.append(cells_of(file.read(stop - start), shape.delimiter))
            found.lines.append(int(shape.lines[row]))
    return found
