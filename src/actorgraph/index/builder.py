"""The contents of an index, column by column: large data at the speed of Arrow.

Stands for dataset.py, whose rules it follows on whole columns: who a cell means, which entities and
offices rows make, what claims rest on. 34 MB of relations take 3.6 s of CPU, names and writing
included, where the tables in memory alone take 11; of each row a few numbers are held. Rules that
judge or word something are called, once for each distinct cell or for the few rows concerned; data
with errors is left to the dataset, which reports all of them. tests/differential and
tests/engines/test_indexed.py hold both together.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pyarrow as arrow
import pyarrow.compute as pc

from actorgraph import schema
from actorgraph.dataset import REQUIRED_COLUMNS, read_files
from actorgraph.index import claim_columns, endpoints, row_filter
from actorgraph.index.arrays import keep_freed_room, picked, truths_in
from actorgraph.index.contents import Contents
from actorgraph.index.csv_columns import CsvColumns
from actorgraph.index.entity_columns import read_entities
from actorgraph.index.hashing import text_hashes
from actorgraph.index.name_keys import keys_of_all
from actorgraph.index.normalized import normalized_shape
from actorgraph.index.periods import check_dates
from actorgraph.index.posting_sort import SortedPairs
from actorgraph.index.scan import FaultyError, NotPlainError, shape_of
from actorgraph.index.warnings import warnings_of
from actorgraph.names.parts import is_person

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from actorgraph.index.claim_columns import ClaimColumns
    from actorgraph.index.endpoints import Endpoints
    from actorgraph.index.entity_columns import EntityColumns
    from actorgraph.index.freshness import Inputs
    from actorgraph.index.scan import CsvShape
    from actorgraph.progress import Progress

Result = TypeVar("Result")


def contents_of(inputs: Inputs, progress: Progress) -> Contents:
    """The contents of the index of these files; what needs much room is made when asked for.

    Raises:
        DataError: if the files have errors.
    """
    try:
        return _contents_of(inputs, progress)
    except FaultyError:
        read_files(inputs.entities, inputs.relations, inputs.renamed).raise_errors()
        raise


def _contents_of(inputs: Inputs, progress: Progress) -> Contents:
    keep_freed_room()
    named = (
        read_entities(None)
        if inputs.entities is None
        else _read(read_entities, inputs.entities, schema.ENTITY_COLUMNS)
    )
    check_dates(named.dates)
    progress(0.15)
    shape, rows, said = _read(
        partial(_taken, named, progress=progress),
        inputs.relations,
        schema.RELATION_COLUMNS,
        required=REQUIRED_COLUMNS,
        renamed=inputs.renamed,
    )
    kinds, codes = said.kinds()
    problems = warnings_of(named, shape, rows, said.suspected())
    progress(0.65)
    return Contents(
        entities=named.shape,
        relations=shape,
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


def _read(
    read: Callable[[CsvShape], Result],
    path: Path,
    known: Sequence[schema.Column],
    *,
    required: Sequence[str] = (),
    renamed: Mapping[str, str] | None = None,
) -> Result:
    """Read a file as it stands; if it turns out not to be plain, read it normalized."""
    try:
        return read(shape_of(path, known, required=required, renamed=renamed))
    except NotPlainError:
        pass
    shape = normalized_shape(path, known, required=required, renamed=renamed)
    try:
        return read(shape)
    except NotPlainError as error:
        raise FaultyError(str(error)) from None


def _taken(
    named: EntityColumns, shape: CsvShape, *, progress: Progress
) -> tuple[CsvShape, Endpoints, ClaimColumns]:
    """The rows, read once; what they say again, where names may mean what rows have made."""
    progress(0.25)
    plain = (*REQUIRED_COLUMNS, *claim_columns.PLAIN)
    reading = CsvColumns(shape, plain, (*endpoints.CODED, *claim_columns.CODED))
    rows = endpoints.Endpoints(named, shape)
    said = claim_columns.ClaimColumns(named, len(shape))
    for part in reading.parts(reading.names):
        rows.take(part)
        said.take(part)
        progress(0.25 + 0.35 * part.stop / max(len(shape), 1))
    rows.close()
    if said.may_change_with(rows):
        said = claim_columns.ClaimColumns(named, len(shape), rows)
        for part in reading.parts((*claim_columns.CODED, *claim_columns.PLAIN)):
            said.take(part)
    arrow.default_memory_pool().release_unused()
    said.close(rows)
    return shape, rows, said


def _exact(rows: Endpoints) -> SortedPairs:
    """Ids in any case, and names that are not just the id again."""
    names, owners = rows.all_names()
    other = pc.not_equal(names, picked(rows.ids, owners))
    pairs = SortedPairs(rows.sums, np.arange(len(rows.ids)))
    pairs.add(text_hashes(names.filter(other)), owners[truths_in(other)])
    return pairs


def _names(rows: Endpoints, progress: Progress) -> tuple[SortedPairs, set[str]]:
    names, owners = rows.all_names()
    person = np.array([*map(is_person, rows.types.distinct)], bool)[rows.types.codes]
    return keys_of_all(names, owners, person, rows.type, progress)
