"""The cells of the rows of relations, seen from each row in turn: what an engine knows anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.engine import CellPlace, DistinctCells, Published
from actorgraph.hosts import host_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from actorgraph.claims import Claim


class RowCells:
    """Cells read from row after row.

    Args:
        columns: that are asked about.
        claims: starts an iteration over every claim, in the order of the data.
    """

    def __init__(self, columns: Collection[str], claims: Callable[[], Iterable[Claim]]) -> None:
        self._columns, self._claims = columns, claims

    def distinct(self, *columns: str) -> list[DistinctCells]:
        """Return the different cells of the rows of each file, in the order of their rows."""
        found: dict[tuple[str, tuple[str, ...]], DistinctCells] = {}
        for number, claim in self._rows():
            cells = tuple(claim.row.get(column, "") for column in columns)
            one = DistinctCells(cells, 0, number, claim.file, claim.line)
            known = found.get((claim.file, cells), one)
            found[claim.file, cells] = known._replace(rows=known.rows + 1)
        return [*found.values()]

    def where(
        self, asked: Mapping[str, Callable[[str], bool]]
    ) -> Iterator[tuple[int, CellPlace, dict[str, str]]]:
        """Yield the rows with the cells that are asked for."""
        for number, claim in self._rows():
            cells = {column: claim.row.get(column, "") for column in self._columns}
            if all(is_so(cells[column]) for column, is_so in asked.items()):
                yield number, CellPlace(claim.file, claim.line, ""), cells

    def speakers(self) -> dict[str, CellPlace]:
        """Return each speaker and relay that rows name, with the last cell that does."""
        return {
            name: CellPlace(claim.file, claim.line, column)
            for claim in self._claims()
            for column in ("attributed_to", "via")
            for name in getattr(claim, column)
        }

    def published(self) -> list[Published]:
        """Return the documents that rows cite, each with its publisher and the first such row."""
        found: dict[str, Published] = {}
        for claim in self._claims():
            if claim.document and claim.document not in found:
                named = claim.document, claim.publisher, host_of(claim.document)
                found[claim.document] = Published(*named, claim.file, claim.line)
        return [*found.values()]

    def _rows(self) -> Iterator[tuple[int, Claim]]:
        return enumerate(claim for claim in self._claims() if not claim.derived)
