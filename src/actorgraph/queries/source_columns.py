"""All sources of a store that counts them as columns, made when they are looked at.

Stands for `listed_sources` of source_list.py: columns are sorted in place of objects. To
count and list 200,000 sources took 5.3 s of CPU, and takes 2.3 to 3.1. tests/differential holds the
two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as arrow
import pyarrow.compute as pc

from actorgraph.citation_counts import PARTS, CitationColumns
from actorgraph.index.arrays import flags, integers, is_there, joined, numbers_in, picked, texts
from actorgraph.queries.lazy import BatchedTuple
from actorgraph.queries.source_list import ListedSources, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actorgraph.claims import Entity
    from actorgraph.engine import CitationStore, Engine
    from actorgraph.filters import Filter
    from actorgraph.index.array_types import Numbers


def listed_columns(
    engine: Engine, store: CitationStore, only: Filter, descriptions: Mapping[str, int]
) -> ListedSources:
    """List all sources of a store.

    Args:
        engine: the same, as it answers about entities.
        descriptions: the number of entities that each source describes, if it does any.
    """
    columns, described = _with_descriptions(store.citations(only), descriptions)
    called = engine.entities(picked(columns.ids, columns.known).to_pylist(), only)
    order = _order(columns, described, called)
    ids = picked(columns.ids, order)
    numbers = np.column_stack(
        [columns.parts, columns.claims, columns.edges, columns.sole, described]
    )[order]

    def read(first: int, stop: int) -> tuple[Source, ...]:
        some = zip(ids[first:stop].to_pylist(), numbers[first:stop].tolist(), strict=True)
        return tuple(_source(one, called.get(one), counts) for one, counts in some)

    sources = BatchedTuple(len(ids), read)
    return ListedSources(sources, called, columns.total, columns.single)


def _with_descriptions(
    columns: CitationColumns, descriptions: Mapping[str, int]
) -> tuple[CitationColumns, Numbers]:
    """Add the sources that only describe entities; return too how many each one describes."""
    those = texts(descriptions)
    places = pc.index_in(those, columns.ids)
    is_cited = is_there(places)
    many, more = len(columns.ids), int((~is_cited).sum())
    place = np.arange(many, many + len(those))
    described = np.zeros(many + more, np.int64)
    is_new = np.flatnonzero(~is_cited)
    place[is_new] = np.arange(many, many + more)
    place[is_cited] = numbers_in(places)[is_cited]
    described[place] = [*descriptions.values()]
    return columns._replace(
        ids=joined(columns.ids, picked(those, is_new)),
        parts=np.pad(columns.parts, ((0, more), (0, 0))),
        claims=np.pad(columns.claims, (0, more)),
        edges=np.pad(columns.edges, (0, more)),
        sole=np.pad(columns.sole, (0, more)),
        known=np.append(columns.known, np.arange(many, many + more)),
    ), described


def _order(columns: CitationColumns, described: Numbers, called: Mapping[str, Entity]) -> Numbers:
    """Return the places of sources, the most cited first, of equals the first by name.

    Arrow compares names by their bytes in UTF-8, which stand in the order of their letters.
    """
    names = columns.ids
    if called:
        known = picked(names, columns.known).to_pylist()
        is_known = np.zeros(len(names), bool)
        is_known[columns.known] = True
        named = texts(called[one].name if one in called else one for one in known)
        names = pc.replace_with_mask(names, flags(is_known), named)
    table = arrow.table(
        {"claims": integers(-columns.claims), "described": integers(-described), "name": names}
    )
    keys = [(name, "ascending") for name in table.column_names]
    return numbers_in(pc.sort_indices(table, sort_keys=keys).cast("int64"))


def _source(one: str, entity: Entity | None, counts: list[int]) -> Source:
    """Return a source with its counts: by part, of claims, edges, sole edges, descriptions."""
    parts = {part: number for part, number in zip(PARTS, counts, strict=False) if number}
    name = one if entity is None else entity.name
    return Source(one, name, parts, *counts[len(PARTS) :])
