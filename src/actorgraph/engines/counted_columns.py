"""Counts over the edges of an index, from its columns wherever a row is an edge of its own.

Stands for `counts.count` over every edge: what such an edge counts as follows from the kind of its
row and from a few cells, each distinct one looked at once; edges that rows share are counted by
`counts.facts`. A million relations take 3 s of CPU instead of 110. tests/differential holds the two
together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from actorgraph.counts import counts_of, facts
from actorgraph.engines.edge_rows import EdgeRows, ends_in
from actorgraph.index.arrays import picked, slices
from actorgraph.index.cited_columns import CITING, NOBODY_CITED, CitedColumns
from actorgraph.index.kept_columns import DATING, cells_of
from actorgraph.statements import dates_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from actorgraph.claims import Entity
    from actorgraph.counts import Counts
    from actorgraph.filters import Filter
    from actorgraph.index.array_types import Numbers
    from actorgraph.index.csv_columns import EncodedColumn
    from actorgraph.index.reading import Index

    Occurrences = defaultdict[str, Counter[str]]

AT_ONCE = 1 << 16
"""So many rows are looked at together; more, if there are more sources."""
_OF_KIND = frozenset({"relation", "verdict", "certainty", "status"})


def counts_in(index: Index, only: Filter, entities: Callable[[], Iterable[Entity]]) -> Counts:
    """Count the edges of an index that stay under a filter, and entities.

    Args:
        entities: returns all entities as the filter leaves them.
    """
    edges = EdgeRows(index, only)
    occurrences: Occurrences = defaultdict(Counter)
    for what, word in facts(edge for _, edge in edges.shared):
        occurrences[what][word] += 1
    cells = cells_of(index, (*CITING, *DATING))
    _count_kinds(index, edges.alone, occurrences)
    _count_dates(cells, edges.alone, occurrences)
    documents, speakers = _count_cited(CitedColumns(index, cells), edges.alone, occurrences)
    types = _types(index, edges, only, entities)
    return counts_of(types, occurrences, documents, speakers)


def _count_kinds(index: Index, rows: Numbers, occurrences: Occurrences) -> None:
    kinds = np.asarray(index.store.column("row.kind").whole())[rows]
    for code, number in zip(*_numbered(kinds), strict=True):
        for what, word in facts([index.kinds[code][1]]):
            if what in _OF_KIND:
                occurrences[what][word] += number


def _count_dates(cells: dict[str, EncodedColumn], rows: Numbers, occurrences: Occurrences) -> None:
    """Count each date that edges show at least once: how often does not matter."""
    start, end = cells["start_date"], cells["end_date"]
    is_read = cells["date"].mapped(bool, np.bool_)[rows]
    for column in (start, end):
        is_read |= column.mapped(lambda cell: "/" in cell, np.bool_)[rows]
    plain = rows[~is_read]
    for column in (start, end):
        is_there = np.zeros(len(column.cells), bool)
        is_there[column.codes[plain]] = True
        codes = np.flatnonzero(is_there)
        occurrences["date"].update(column.distinct[code] for code in codes.tolist())
    codes = np.stack([cells[name].codes[rows[is_read]] for name in DATING], axis=1)
    for told in np.unique(codes, axis=0).tolist():
        dated = {n: cells[n].distinct[code] for n, code in zip(DATING, told, strict=True)}
        occurrences["date"].update(dates_of(dated))


def _count_cited(cited: CitedColumns, rows: Numbers, occurrences: Occurrences) -> tuple[int, int]:
    """Count publishers; return the number of documents and of speakers, with those counted."""
    many = len(cited.names)
    publishers = np.zeros(many, np.int64)
    is_document, is_speaker = np.zeros((2, many), bool)
    for part in slices(len(rows), max(AT_ONCE, many)):
        speakers, _, documents, some = cited.parts(rows[part])
        is_document[documents], is_speaker[speakers] = True, True
        publishers += np.bincount(some.ravel(), minlength=many)
    there = np.flatnonzero(publishers)
    names = picked(cited.names, there).to_pylist()
    for name, times in zip(names, publishers[there].tolist(), strict=True):
        occurrences["publisher"][name] += times
    for what, is_cited in (("document", is_document), ("speaker", is_speaker)):
        is_cited[cited.numbers(occurrences[what])] = True
        is_cited[NOBODY_CITED] = False
    return int(is_document.sum()), int(is_speaker.sum())


def _types(
    index: Index, edges: EdgeRows, only: Filter, entities: Callable[[], Iterable[Entity]]
) -> Counter[str]:
    """Count the types of entities; under a filter only of those with an edge that stays."""
    is_counted = np.full(len(index), only.is_empty)
    if not only.is_empty:
        of_shared = {end for _, edge in edges.shared for end in (edge.source, edge.target)}
        is_counted[ends_in(index)[edges.alone]] = True
        is_counted[index.numbers(of_shared)] = True
    if index.has_descriptions:
        return Counter(
            one.type for one, counts in zip(entities(), is_counted.tolist(), strict=True) if counts
        )
    codes = np.asarray(index.types.whole())[is_counted]
    return Counter(
        {index.types_by_code[code]: n for code, n in zip(*_numbered(codes), strict=True)}
    )


def _numbered(codes: Numbers) -> tuple[list[int], list[int]]:
    """Return the distinct codes, and how often each occurs."""
    counts = np.bincount(codes)
    there = np.flatnonzero(counts)
    return there.tolist(), counts[there].tolist()
