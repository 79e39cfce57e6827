"""Per-row filter columns: kind, earliest start and latest end, in six bytes.

Stands for `Filter.edges` where a row is an edge of its own: the filter decides once for each
distinct kind and date, and a row is three lookups. Rows that share their relation and both ends may
add up to edges together: they are marked, and are read and judged as edges where a part of them
would be left out. tests/engines/test_contract.py and tests/differential compare both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple, Protocol

from actorgraph.claims import Claim
from actorgraph.edges import DENIED, edge_of
from actorgraph.schema import POSITION_IN, REJECTED, main_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from actorgraph.edges import Edge
    from actorgraph.filters import Filter
    from actorgraph.index.array_types import Flags, Numbers
    from actorgraph.index.column_file import ColumnFile
    from actorgraph.index.postings import Columns

ALONE, SHARED, OFFICE, EDITED = 0, 1, 2, 3
"""A row is an edge of its own, or can share an edge with other rows, or makes an office.

Of an edited row, and of one that can share an edge with it, nothing else is known: it is read.
"""

_AT_ONCE = 1 << 16
_CLOSE = 1 << 26
_TIMES = 16
"""Numbers no further apart than this, nor than so many times their count, have a table."""


class RowColumn(Protocol):
    """A number for each row."""

    def __getitem__(self, row: int, /) -> int:
        """Return the number of a row."""


class Kind(NamedTuple):
    """What the cells of a row say, as far as it decides about an edge of that row alone.

    Attributes:
        stands: ALONE, SHARED, OFFICE or EDITED.
    """

    relation: str
    status: str
    certainty: str
    assessment: str
    is_symmetric: bool
    is_reading: bool
    is_sourced: bool
    is_about: bool
    stands: int

    @classmethod
    def of(cls, claim: Claim, stands: int) -> Kind:
        """Return the kind of a claim."""
        return cls(
            claim.relation,
            claim.status,
            claim.certainty,
            claim.assessment,
            claim.is_symmetric,
            claim.is_reading,
            claim.is_sourced,
            bool(claim.about),
            stands,
        )

    @property
    def claim(self) -> Claim:
        """A claim of this kind; who and whom it names is left open."""
        return Claim(
            "",
            "",
            self.relation,
            status=self.status,
            certainty=self.certainty,
            assessment=self.assessment,
            is_symmetric=self.is_symmetric,
            inferred=("relation",) if self.is_reading else (),
            document="any" if self.is_sourced else "",
            about="any" if self.is_about else "",
        )

    @property
    def edge(self) -> Edge:
        """The edge of a row of this kind that stands alone."""
        return edge_of([self.claim])


def columns(kinds: Numbers, starts: Numbers, ends: Numbers) -> Columns:
    """Yield the columns of all rows.

    Args:
        kinds: for each row the number of its kind.
        starts, ends: the earliest and the latest day of each.
    """
    import numpy as np

    yield "row.kind", *in_few_bytes(kinds)
    for name, days in (("start", starts), ("end", ends)):
        there, codes = distinct(days)
        yield f"row.{name}", *in_few_bytes(codes)
        yield f"{name}.days", "i", there.astype(np.int32)


def distinct(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Return the distinct numbers in order, and the place of each number among them."""
    import numpy as np

    from actorgraph.index.arrays import slices

    if not len(numbers):
        return numbers, numbers
    least, most = int(numbers.min()), int(numbers.max())
    if most - least > min(_CLOSE, _TIMES * len(numbers)):
        there, codes = np.unique(numbers, return_inverse=True)
        return there, codes
    there = np.zeros(most - least + 1, bool)
    for part in slices(len(numbers), _AT_ONCE):
        there[numbers[part] - least] = True
    found = np.flatnonzero(there)
    _, place = in_few_bytes(np.cumsum(there) - 1)
    codes = np.empty(len(numbers), place.dtype)
    for part in slices(len(numbers), _AT_ONCE):
        codes[part] = place[numbers[part] - least]
    return found + least, codes


class RowColumns(NamedTuple):
    """For each row the number of its kind, and of the days on which it can have begun and ended.

    Attributes:
        start_days, end_days: those days, in order.
    """

    kind: RowColumn
    start: RowColumn
    end: RowColumn
    start_days: Sequence[int]
    end_days: Sequence[int]

    @classmethod
    def of(cls, store: ColumnFile) -> RowColumns:
        """Return the columns of an index, checked."""
        names = ("row.kind", "row.start", "row.end", "start.days", "end.days")
        return cls(*(store.column(name).whole() for name in names))


class RowFilter:
    """The rows that a filter keeps, as far as single rows can tell.

    Args:
        only: a filter.
        columns: of an index.
        kinds: the kinds of its rows, each with the edge of a row of this kind that stands alone.
        without: rows that cite a source that the filter leaves out.
        said: rows that a speaker says whom the filter asks for; None where it asks for nobody.

    Attributes:
        has_shared: whether some rows are no edges of their own.
    """

    def __init__(
        self,
        only: Filter,
        columns: RowColumns,
        kinds: Sequence[tuple[Kind, Edge]],
        without: set[int],
        said: frozenset[int] | None = None,
    ) -> None:
        self._kind, self._start, self._end, begins, ends = columns
        self.kinds = [kind for kind, _ in kinds]
        self._stands = bytes(kind.stands for kind in self.kinds)
        self._kinds = bytes(keeps_alone(only, edge) for _, edge in kinds)
        self._plain = bytes(
            keeps and stands == ALONE
            for keeps, stands in zip(self._kinds, self._stands, strict=True)
        )
        since, until = only.window
        begun, over = bisect_right(begins, until), bisect_left(ends, since)
        self._starts = b"\1" * begun + bytes(len(begins) - begun)
        self._ends = bytes(over) + b"\1" * (len(ends) - over)
        self._without = without
        self._said = said
        self.has_shared = any(self._stands)

    def stands(self, row: int) -> int:
        """Return whether a row is ALONE, SHARED, makes an OFFICE or is EDITED."""
        return self._stands[self._kind[row]]

    def passes(self, row: int) -> bool:
        """Return whether a row passes by itself."""
        return bool(
            self._kinds[self._kind[row]]
            and self._starts[self._start[row]]
            and self._ends[self._end[row]]
            and row not in self._without
            and (self._said is None or row in self._said)
        )

    def misses(self, rows: Sequence[int]) -> bool:
        """Return whether the dates rule out every edge that these rows can add up to."""
        return not any(
            self._starts[self._start[row]] and self._ends[self._end[row]] for row in rows
        )

    def plain(self, others: Sequence[int], rows: Sequence[int]) -> list[int]:
        """Return the other ends of rows that are edges of their own and pass."""
        kind, start, end, without = self._kind, self._start, self._end, self._without
        keeps, starts, ends = self._plain, self._starts, self._ends
        if self._said is not None:
            steps = zip(others, rows, strict=True)
            alone = self._plain
            return [other for other, row in steps if alone[kind[row]] and self.passes(row)]
        return [
            other
            for other, row in zip(others, rows, strict=True)
            if keeps[kind[row]] and starts[start[row]] and ends[end[row]] and row not in without
        ]

    def shared(self, others: Sequence[int], rows: Sequence[int]) -> dict[int, list[int]]:
        """Return the rows that are no edges of their own, by their other ends."""
        by_other: dict[int, list[int]] = {}
        kind, stands = self._kind, self._stands
        for other, row in zip(others, rows, strict=True):
            if stands[kind[row]] != ALONE:
                by_other.setdefault(other, []).append(row)
        return by_other

    def passing(self) -> tuple[NDArray[np.uint8], Flags]:
        """Return for every row `stands`, and whether it passes by itself."""
        import numpy as np

        stands = np.array([*self._stands], np.uint8)[np.asarray(self._kind)]
        return stands, self._allowed(self._kinds)

    def kept(self, is_so: Callable[[Kind], bool]) -> Flags:
        """Return the rows whose kind is so and whose dates and speakers the filter keeps."""
        return self._allowed(bytes(map(is_so, self.kinds)))

    def _allowed(self, kinds: bytes) -> Flags:
        import numpy as np

        allowed: Flags = (
            _flags(kinds)[np.asarray(self._kind)]
            & _flags(self._starts)[np.asarray(self._start)]
            & _flags(self._ends)[np.asarray(self._end)]
        )
        allowed[list(self._without)] = False
        if self._said is not None:
            spoken = np.zeros(len(allowed), bool)
            spoken[list(self._said)] = True
            allowed &= spoken
        return allowed

    def are(self, is_so: Callable[[Kind], bool]) -> Flags:
        """Return for every row whether its kind is so."""
        import numpy as np

        flags: Flags = _flags(bytes(map(is_so, self.kinds)))[np.asarray(self._kind)]
        return flags

    @property
    def shared_need_reading(self) -> bool:
        """Whether a row that can share an edge with others may take from it, not only add.

        Of an edge that some rows state by the inverse word only the lead tells which way it goes.
        """
        return any(
            kind.stands != ALONE
            and (
                kind.status == DENIED
                or kind.assessment == REJECTED
                or kind.relation != main_word(kind.relation)
            )
            for kind in self.kinds
        )


def kinds_in(store: ColumnFile) -> list[Kind]:
    """Return the distinct kinds of rows in an index, by their codes."""
    return [Kind(*kind) for kind in store.about["kinds"]]


def keeps_alone(only: Filter, edge: Edge) -> bool:
    """Return whether a filter keeps the edge of one claim, whatever its dates and speakers are."""
    untold = only._replace(without=frozenset(), speakers=frozenset())
    return untold.uses(edge.lead) and untold.keeps_kind(edge)


def _flags(table: bytes) -> Flags:
    import numpy as np

    return np.array([*table], bool)


def in_few_bytes(codes: Numbers) -> tuple[str, Numbers]:
    """Return codes in as few bytes as can hold them, after the code of their type."""
    import numpy as np

    many = len(codes) and int(codes.max()) >= 1 << 16
    code, width = ("I", np.uint32) if many else ("H", np.uint16)
    return code, codes.astype(width, copy=False)


def words_of(kinds: Sequence[Kind]) -> Iterator[str]:
    """Yield the words for relations of kinds of rows, and that of the offices which they make."""
    for kind in kinds:
        yield kind.relation
        if kind.stands == OFFICE:
            yield POSITION_IN
