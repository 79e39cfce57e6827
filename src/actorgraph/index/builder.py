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

from actorgraph import quantities, schema
from actorgraph.dataset import Dataset
from actorgraph.index import row_filter
from actorgraph.index.arrays import keep_freed_room, picked, truths_in
from actorgraph.index.claim_columns import (
    CLAIM_COLUMNS,
    PLAIN_CLAIM_COLUMNS,
    RELATION,
    ClaimColumns,
)
from actorgraph.index.contents import Contents
from actorgraph.index.csv_columns import CsvColumns
from actorgraph.index.endpoints import ENDPOINT_COLUMNS, Endpoints
from actorgraph.index.entity_columns import read_entities
from actorgraph.index.hashing import text_hashes
from actorgraph.index.kept_columns import KeptColumns
from actorgraph.index.name_keys import FiledNames, keys_of_all
from actorgraph.index.normalized import normalized_shape
from actorgraph.index.periods import check_dates
from actorgraph.index.posting_sort import SortedPairs
from actorgraph.index.scan import FaultyError, NotPlainError, shape_of
from actorgraph.index.warnings import warnings_of
from actorgraph.input_tables import REQUIRED_COLUMNS, entity_table, relation_table
from actorgraph.names.parts import is_person

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

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
        listed = [entity_table(inputs.entities)] if inputs.entities else []
        relations = [relation_table(inputs.relations, inputs.renamed)]
        Dataset(listed, relations, outlets=inputs.outlets).raise_errors()
        raise


def _contents_of(inputs: Inputs, progress: Progress) -> Contents:
    keep_freed_room()
    entities = (
        read_entities(None)
        if inputs.entities is None
        else _read(read_entities, inputs.entities, schema.ENTITY_COLUMNS)
    )
    check_dates(entities.dates)
    progress(0.15)
    shape, endpoints, claims, kept = _read(
        partial(_read_relations, entities, inputs, progress=progress),
        inputs.relations,
        schema.RELATION_COLUMNS,
        required=REQUIRED_COLUMNS,
        renamed=inputs.renamed,
    )
    kinds, codes = claims.kinds()
    problems = warnings_of(entities, shape, endpoints, claims.suspected())
    progress(0.65)
    return Contents(
        entities=entities.shape,
        descriptions=entities,
        relations=shape,
        ids=endpoints.ids,
        types=endpoints.types,
        made_names=endpoints.made_names,
        made_lines=endpoints.made_lines,
        ends=endpoints.ends,
        office=endpoints.office,
        sources=claims.sources.filed,
        shared_sums=claims.sources.shared(),
        described=claims.described,
        outlets=claims.outlets,
        kinds=kinds,
        features=row_filter.columns(codes, *claims.periods.T),
        kept=kept.written(),
        problems=problems,
        exact=lambda: _exact(endpoints),
        names=lambda: _names(endpoints, lambda done: progress(0.75 + 0.2 * done)),
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


def _read_relations(
    entities: EntityColumns, inputs: Inputs, shape: CsvShape, *, progress: Progress
) -> tuple[CsvShape, Endpoints, ClaimColumns, KeptColumns]:
    """Read all rows once; again for their sources, where names may mean what rows have made."""
    progress(0.25)
    plain = (*REQUIRED_COLUMNS, *PLAIN_CLAIM_COLUMNS, quantities.AMOUNT)
    coded = (*ENDPOINT_COLUMNS, *CLAIM_COLUMNS, quantities.SHARE)
    reading = CsvColumns(shape, plain, coded)
    endpoints = Endpoints(entities, shape)
    claims = ClaimColumns(entities, len(shape), inputs.outlets, inputs.symmetric)
    kept = KeptColumns()
    for part in reading.parts(reading.names):
        kept.take(part)
        endpoints.take(part)
        claims.take(part)
        progress(0.25 + 0.35 * part.stop / max(len(shape), 1))
    endpoints.close()
    if claims.may_change_with(endpoints):
        claims = ClaimColumns(entities, len(shape), inputs.outlets, inputs.symmetric, endpoints)
        again = (RELATION, *CLAIM_COLUMNS, *PLAIN_CLAIM_COLUMNS, *quantities.COLUMNS)
        for part in reading.parts(again):
            claims.take(part)
    arrow.default_memory_pool().release_unused()
    claims.close(endpoints)
    return shape, endpoints, claims, kept


def _exact(endpoints: Endpoints) -> SortedPairs:
    """Hash ids in any case, and names that are not just the id again."""
    names, owners = endpoints.all_names()
    other = pc.not_equal(names, picked(endpoints.ids, owners))
    pairs = SortedPairs(endpoints.sums, np.arange(len(endpoints.ids)))
    pairs.add(text_hashes(names.filter(other)), owners[truths_in(other)])
    return pairs


def _names(endpoints: Endpoints, progress: Progress) -> FiledNames:
    names, owners = endpoints.all_names()
    person = np.array([*map(is_person, endpoints.types.distinct)], bool)[endpoints.types.codes]
    return keys_of_all(names, owners, person, endpoints.type, progress)
