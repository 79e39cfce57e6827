"""The parts of an index from plain files, column by column: large data at the speed of Arrow.

Means the same as the tables read with care (dataset.py): what would be an error there, or needs a
rule that is not here, ends this way and the careful one is taken. What would be a warning is left
to the dataset itself, on just the rows it concerns (warnings.py). Holds a few numbers of each row
and never all cells of a large file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.dataset import REQUIRED_COLUMNS
from actorgraph.index import claim_columns, endpoints, row_filter, warnings
from actorgraph.index.arrays import keep_freed_room, picked, truths_in
from actorgraph.index.contents import Contents, RecordOffsets
from actorgraph.index.csv_columns import CsvColumns
from actorgraph.index.entity_columns import read_entities
from actorgraph.index.hashing import text_hashes
from actorgraph.index.name_keys import keys_of_all
from actorgraph.index.periods import check_dates
from actorgraph.index.posting_sort import SortedPairs
from actorgraph.index.scan import shape_of

if TYPE_CHECKING:
    from actorgraph.index.claim_columns import ClaimColumns
    from actorgraph.index.endpoints import Endpoints
    from actorgraph.index.entity_columns import EntityColumns
    from actorgraph.index.freshness import Inputs
    from actorgraph.index.scan import CsvShape
    from actorgraph.progress import Progress


def parts_of(inputs: Inputs, progress: Progress) -> Contents:
    """The parts of the index of these files; those that need much room are made when asked for.

    Raises:
        NotPlainError: if they need the careful reader, here or when a part is made.
    """
    keep_freed_room()
    named = read_entities(inputs.entities)
    check_dates(named.dates)
    progress(0.15)
    shape = shape_of(
        inputs.relations, schema.RELATION_COLUMNS, required=REQUIRED_COLUMNS, renamed=inputs.renamed
    )
    progress(0.25)
    rows, said = _taken(named, shape, progress)
    kinds, codes = said.kinds()
    problems = warnings.problems(named, shape, rows, said.suspected())
    progress(0.65)
    return Contents(
        entities=None if named.shape is None else _rows(named.shape),
        relations=_rows(shape),
        ids=rows.ids,
        types=rows.types,
        made_names=rows.made_names,
        made_lines=rows.made_lines,
        ends=rows.ends,
        office=rows.office,
        sources=said.sources.filed,
        shared_sums=said.sources.shared(),
        kinds=kinds,
        features=row_filter.columns(codes, *said.periods.T),
        problems=problems,
        exact=lambda: _exact(rows),
        names=lambda: _names(rows, lambda done: progress(0.75 + 0.2 * done)),
    )


def _taken(
    named: EntityColumns, shape: CsvShape, progress: Progress
) -> tuple[Endpoints, ClaimColumns]:
    """The rows, read once; what they say again, where names may mean what rows have made."""
    import pyarrow as arrow

    plain = (*REQUIRED_COLUMNS, *claim_columns.PLAIN)
    reading = CsvColumns(shape, plain, (*endpoints.CODED, *claim_columns.CODED))
    rows = endpoints.Endpoints(named, shape)
    said = claim_columns.ClaimColumns(named, len(shape))
    for first, stop, read in reading.parts(reading.names):
        rows.take(stop, read)
        said.take(first, stop, read)
        progress(0.25 + 0.35 * stop / max(1, len(shape)))
    rows.close()
    if said.may_change_with(rows):
        said = claim_columns.ClaimColumns(named, len(shape), rows)
        for first, stop, read in reading.parts((*claim_columns.CODED, *claim_columns.PLAIN)):
            said.take(first, stop, read)
    arrow.default_memory_pool().release_unused()
    said.close(rows)
    return rows, said


def _rows(shape: CsvShape) -> RecordOffsets:
    columns = list(shape.table.columns)
    first = shape.skipped + 1
    return RecordOffsets(
        columns, shape.delimiter, shape.starts, first, shape.lines, sums=shape.sums
    )


def _exact(rows: Endpoints) -> SortedPairs:
    """Ids in any case, and names that are not just the id again."""
    import numpy as np
    import pyarrow.compute as pc

    names, owners = rows.all_names()
    other = pc.not_equal(names, picked(rows.ids, owners))
    pairs = SortedPairs(rows.sums, np.arange(len(rows.ids)))
    pairs.add(text_hashes(names.filter(other)), owners[truths_in(other)])
    return pairs


def _names(rows: Endpoints, progress: Progress) -> tuple[SortedPairs, set[str]]:
    import numpy as np

    from actorgraph.names.parts import is_person

    names, owners = rows.all_names()
    person = np.array([*map(is_person, rows.types.distinct)], bool)[rows.types.codes]
    return keys_of_all(names, owners, person, rows.type, progress)
