"""The parts of an index from plain files, column by column: large data at the speed of Arrow.

Means the same as the tables read with care (dataset.py): what would be an error there, or needs a
rule that is not here, ends this way and the careful one is taken. What would be a warning is left
to the dataset itself, on just the rows it concerns (suspects.py). Holds a few numbers of each row
and never all cells of a large file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.dataset import REQUIRED_COLUMNS
from actorgraph.index import ends, features, statements, suspects
from actorgraph.index.arrays import keep_freed_room, picked, truths_in
from actorgraph.index.cells import Reading
from actorgraph.index.hashing import text_hashes
from actorgraph.index.name_keys import keys_of_all
from actorgraph.index.named import read_named
from actorgraph.index.parts import Parts, Rows
from actorgraph.index.periods import check_dates
from actorgraph.index.posting_sort import SortedPairs
from actorgraph.index.scan import shape_of

if TYPE_CHECKING:
    from actorgraph.index.ends import Ends
    from actorgraph.index.freshness import Inputs
    from actorgraph.index.named import Named
    from actorgraph.index.progress import Progress
    from actorgraph.index.scan import Shape
    from actorgraph.index.statements import Statements


def parts_of(inputs: Inputs, progress: Progress) -> Parts:
    """The parts of the index of these files; those that need much room are made when asked for.

    Raises:
        NotPlainError: if they need the careful reader, here or when a part is made.
    """
    keep_freed_room()
    named = read_named(inputs.entities)
    check_dates(named.dates)
    progress(0.15)
    shape = shape_of(
        inputs.relations, schema.RELATION_COLUMNS, required=REQUIRED_COLUMNS, renamed=inputs.renamed
    )
    progress(0.25)
    rows, said = _taken(named, shape, progress)
    kinds, codes = said.kinds()
    problems = suspects.problems(named, shape, rows, said.suspected())
    progress(0.65)
    return Parts(
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
        features=features.columns(codes, *said.periods.T),
        problems=problems,
        exact=lambda: _exact(rows),
        names=lambda: _names(rows, lambda done: progress(0.75 + 0.2 * done)),
    )


def _taken(named: Named, shape: Shape, progress: Progress) -> tuple[Ends, Statements]:
    """The rows, read once; what they say again, where names may mean what rows have made."""
    import pyarrow as arrow

    plain = (*REQUIRED_COLUMNS, *statements.PLAIN)
    reading = Reading(shape, plain, (*ends.CODED, *statements.CODED))
    rows = ends.Ends(named, shape)
    said = statements.Statements(named, len(shape))
    for first, stop, read in reading.parts(reading.names):
        rows.take(stop, read)
        said.take(first, stop, read)
        progress(0.25 + 0.35 * stop / len(shape))
    rows.close()
    if said.may_change_with(rows):
        said = statements.Statements(named, len(shape), rows)
        for first, stop, read in reading.parts((*statements.CODED, *statements.PLAIN)):
            said.take(first, stop, read)
    arrow.default_memory_pool().release_unused()
    said.close(rows)
    return rows, said


def _rows(shape: Shape) -> Rows:
    columns = list(shape.table.columns)
    first = shape.skipped + 1
    return Rows(columns, shape.delimiter, shape.starts, first, shape.lines, sums=shape.sums)


def _exact(rows: Ends) -> SortedPairs:
    """Ids in any case, and names that are not just the id again."""
    import numpy as np
    import pyarrow.compute as pc

    names, owners = rows.all_names()
    other = pc.not_equal(names, picked(rows.ids, owners))
    pairs = SortedPairs(rows.sums, np.arange(len(rows.ids)))
    pairs.add(text_hashes(names.filter(other)), owners[truths_in(other)])
    return pairs


def _names(rows: Ends, progress: Progress) -> tuple[SortedPairs, set[str]]:
    import numpy as np

    from actorgraph.names.parts import is_person

    names, owners = rows.all_names()
    person = np.array([*map(is_person, rows.types.distinct)], bool)[rows.types.codes]
    return keys_of_all(names, owners, person, rows.type, progress)
