"""Adjacency matrices as CSV: names on both sides, a number where two are linked.

Square, with the same names on both sides, or two-mode: people down the side, events along the top.
Each number but zero is a relation from the row to the column; a square matrix that is the same
along its diagonal, or filled on one side of it alone, has no direction. What the numbers count no
matrix says: they stand under `weight`, if they are not all alike. What is the same of every
relation, its word or its direction, the user can say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph.errors import DataError, Problem
from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.headings.column_options import constants_in, option
from actorgraph.headings.matrix_shape import is_matrix, is_weight, weight_of
from actorgraph.tables import read_table, sample_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from actorgraph.formats.notes import Notes


class Matrix(NamedTuple):
    """The names and numbers of a matrix.

    Attributes:
        across: the names along the top.
        down: the names down the side, each with its line and its cells.
    """

    across: list[str]
    down: list[tuple[str, int, list[str]]]

    @property
    def is_square(self) -> bool:
        """Whether the same names stand on both sides."""
        return {name for name, _, _ in self.down} == set(self.across)

    @property
    def is_symmetric(self) -> bool:
        """Whether each number stands on either side of the diagonal."""
        values = {(name, other): weight for name, other, weight in self.cells()}
        return self.is_square and all(
            value == values.get((other, name)) for (name, other), value in values.items()
        )

    @property
    def is_half(self) -> bool:
        """Whether all numbers stand on one side of the diagonal."""
        places = {name: at for at, name in enumerate(self.across)}
        sides = {
            places[name] < places[other]
            for name, other, weight in (self.cells() if self.is_square else ())
            if weight and name != other
        }
        return len(sides) == 1

    def cells(self) -> Iterator[tuple[str, str, str]]:
        """Yield the name down the side, the one along the top and the number of each cell."""
        for name, _, cells in self.down:
            for other, cell in zip(self.across, cells, strict=True):
                yield name, other, weight_of(cell)


def looks_like_matrix(head: str) -> bool:
    """Return whether a text begins as a matrix does; never for a table with columns of ours.

    A table of flags without names along the top, of years or of figures is none: two-mode is only
    what has nothing but ones, zeros and blanks, or a corner without a name and mostly zeros.
    """
    return is_matrix(sample_of(head))


def read(path: Path, notes: Notes, renamed: Mapping[str, str] | None = None) -> Iterator[Row]:
    """Yield an entity for each name and a relation for each number but zero.

    Args:
        renamed: what is the same of every relation, as `column_meanings` has it.

    Raises:
        DataError: if a cell is neither a number nor a mark, or a column is named.
    """
    constants = _constants(path, renamed or {})
    yield from rows_of_matrix(_matrix(path), path.name, notes, constants)


def rows_of_matrix(
    matrix: Matrix, place: str, notes: Notes, constants: Mapping[str, str]
) -> Iterator[Row]:
    """Yield an entity for each name and a relation for each number but zero.

    Args:
        place: what a remark calls the matrix.
        constants: what is the same of every relation.
    """
    names = dict.fromkeys((*(name for name, _, _ in matrix.down), *matrix.across))
    for name in names:
        yield Row(ENTITY, {"id": name, "name": name}, name)
    is_half = matrix.is_half and "directed" not in constants
    no_direction = is_half or (matrix.is_symmetric and constants.get("directed", "no") == "no")
    is_weighted = len({weight for _, _, weight in matrix.cells()} - {""}) > 1
    seen: set[frozenset[str]] = set()
    for name, other, weight in matrix.cells():
        pair = frozenset((name, other))
        if not weight or (no_direction and pair in seen):
            continue
        seen.add(pair)
        row = {"source": name, "target": other, "directed": "no" if no_direction else ""}
        yield Row(RELATION, row | {"weight": weight if is_weighted else ""} | dict(constants))
    kind = "a square" if matrix.is_square else "a two-mode"
    notes.add(place, f"names read of {kind} matrix; what its numbers mean it does not say",
              len(names))  # fmt: skip
    if is_half:
        notes.add(place, _HALF, len(seen))


_HALF = (
    "numbers on one side of the diagonal alone, read as links without direction; if each goes from "
    f"the row to the column, say {option('directed', '=yes')}"
)


def _constants(path: Path, renamed: Mapping[str, str]) -> dict[str, str]:
    """Return what is the same of every relation.

    Raises:
        DataError: if a header is named, for a matrix has names along its top.
    """
    constants = constants_in(renamed)
    if other := [pair for pair in renamed.items() if pair[0] not in constants]:
        message = (
            f"a matrix has names along its top and no columns, and {option(*other[0])} names one; "
            f"what is the same of every relation can be said: {option('relation', '=knows')}"
        )
        raise DataError([Problem("error", str(path), 1, "", message)])
    return constants


def _matrix(path: Path) -> Matrix:
    table = read_table(path, ())
    errors = [problem for problem in table.problems if problem.level == "error"]
    rows = zip(table.lines, table.rows, strict=True)
    return matrix_of(str(path), table.header, rows, errors)


def matrix_of(
    file: str,
    header: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    problems: Sequence[Problem] = (),
) -> Matrix:
    """Return a matrix of rows, each with its line.

    Args:
        problems: what is wrong with it already.

    Raises:
        DataError: if a cell is neither a number nor a mark, or a name stands twice.
    """
    errors = [*problems]
    down = [(row[0].strip(), line, [cell.strip() for cell in row[1:]]) for line, row in rows]
    names: set[str] = set()
    for name, line, cells in down:
        if not name or name in names:
            what = f"{name!r} stands twice down the side" if name else "a row without a name"
            errors.append(Problem("error", file, line, "", what))
        names.add(name)
        errors += [
            Problem("error", file, line, column, f"{cell!r} is neither a number nor a mark")
            for column, cell in zip(header[1:], cells, strict=True)
            if not is_weight(cell)
        ]
    if errors:
        raise DataError(errors)
    return Matrix([*header[1:]], down)
