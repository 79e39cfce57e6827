"""The rows of an index that lead to entities, told from those that lead away by numbers alone.

Stands for `touching`, of which whoever asks keeps a part: of a holder of a hundred thousand
companies all rows would be read to learn who owns it. tests/engines/test_indexed.py and
tests/differential compare both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.index.row_filter import EDITED, OFFICE
from actorgraph.schema import main_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from actorgraph.filters import Filter
    from actorgraph.index.reading import Index
    from actorgraph.index.row_filter import Kind

_TO_TARGET, _TO_SOURCE, _EITHER_WAY, _LEFT_OUT = range(4)


def entering_rows(
    index: Index, numbers: Iterable[int], only: Filter, turned: Collection[str]
) -> Iterator[int]:
    """Yield the rows of relations that a filter keeps and that lead to some entities, or more.

    Args:
        turned: words that lead to their source, beside the inverse words.
    """
    ways = [_way(kind, only, turned) for kind, _ in index.kinds]
    kind_of_row = index.kind_of_row
    for number in numbers:
        for row in index.adjacency.rows(number):
            way = ways[kind_of_row[row]]
            if way == _EITHER_WAY or (way != _LEFT_OUT and index.ends_of(row)[1 - way] == number):
                yield row


def _way(kind: Kind, only: Filter, turned: Collection[str]) -> int:
    if kind.stands in (OFFICE, EDITED):
        return _EITHER_WAY
    if not only.keeps_relation(kind.relation):
        return _LEFT_OUT
    if kind.is_symmetric:
        return _EITHER_WAY
    is_turned = kind.relation in turned or main_word(kind.relation) != kind.relation
    return _TO_SOURCE if is_turned else _TO_TARGET
