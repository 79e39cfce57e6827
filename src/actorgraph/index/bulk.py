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
from actorgraph.index import ends, features, keys, statements
from actorgraph.index.arrays import picked, truths_in
from actorgraph.index.cells import Reading
from actorgraph.index.named import read_named
from actorgraph.index.namekeys import keys_of_all
from actorgraph.index.pairs import Pairs
from actorgraph.index.parts import Parts, Rows, Said
from actorgraph.index.periods import check_dates
from actorgraph.index.scan import shape_of

if TYPE_CHECKING:
    from actorgraph.index.ends import Ends
    from actorgraph.index.freshness import Inputs
    from actorgraph.index.progress import Progress
    from actorgraph.index.scan import Shape


def parts_of(inputs: Inputs, progress: Progress) -> Parts:
    """The parts of the index of these files; those that need much room are made when asked for.

    Raises:
        NotPlainError: if they need the careful reader, here or when a part is made.
    """
    named = read_named(inputs.entities)
    check_dates(named.dates)
    progress(0.15)
    shape = shape_of(
        inputs.relations, schema.RELATION_COLUMNS, required=REQUIRED_COLUMNS, renamed=inputs.renamed
    )
    progress(0.25)
    reading = Reading(shape, REQUIRED_COLUMNS, (*ends.CODED, *statements.CODED))
    rows = ends.Ends(named, shape, reading)
    progress(0.4)

    def said() -> Said:
        progress(0.65)
        found = statements.Statements(named, shape, rows, reading)
        kinds, codes = found.kinds()
        progress(0.9)
        return Said(
            sources=found.sources.filed,
            shared=found.sources.shared(),
            kinds=kinds,
            features=features.columns(codes, *found.periods.T),
            problems=found.problems(),
        )

    return Parts(
        entities=None if named.shape is None else _rows(named.shape),
        relations=_rows(shape),
        ids=rows.ids,
        types=rows.types,
        made_names=rows.made_names,
        made_lines=rows.made_lines,
        ends=rows.ends,
        office=rows.office,
        exact=lambda: _exact(rows),
        names=lambda: _names(rows),
        said=said,
    )


def _rows(shape: Shape) -> Rows:
    columns = list(shape.table.columns)
    first = shape.skipped + 1
    return Rows(columns, shape.delimiter, shape.starts, first, shape.lines, sums=shape.sums)


def _exact(rows: Ends) -> Pairs:
    """Ids, and names that are not just the id again."""
    import numpy as np
    import pyarrow.compute as pc

    names, owners = rows.all_names()
    other = pc.not_equal(names, picked(rows.ids, owners))
    pairs = Pairs(rows.sums, np.arange(len(rows.ids)))
    pairs.add(keys.checksums_of_any_case(names.filter(other)), owners[truths_in(other)])
    return pairs


def _names(rows: Ends) -> tuple[Pairs, set[str]]:
    import numpy as np

    from actorgraph.names.parts import is_person

    names, owners = rows.all_names()
    person = np.array([*map(is_person, rows.types.distinct)], bool)[rows.types.codes]
    return keys_of_all(names, owners, person, rows.type)
