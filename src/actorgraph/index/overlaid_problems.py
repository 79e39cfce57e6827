"""The warnings about data after an edit: those that stay, on their lines, and those of new rows.

Stands for the warnings of dataset.py; only rows between the ends of which an edit changed
something are looked at for twins. Called by overlay.py; tests/differential/test_edits.py compares.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import checks, schema
from actorgraph.errors import Problem
from actorgraph.index.stored_problems import ListedProblems
from actorgraph.input_tables import REQUIRED_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.index.edited_ends import EditedEnds
    from actorgraph.index.edited_rows import EditedRows
    from actorgraph.index.reading import Index

_OF_CELLS, _OF_TWINS = 2, 3
_ABOUT_ENDS = {
    column: end
    for columns in (REQUIRED_COLUMNS, schema.TYPE_COLUMNS)
    for end, column in enumerate(columns)
}


class _Placed(NamedTuple):
    """A problem, and what it is sorted by.

    Attributes:
        line: on which it is.
        row: which of several rows on this line has it.
        rank: 0 and 1 for ends, then problems of cells and of twins.
    """

    line: int
    row: int
    rank: int
    problem: Problem


class OverlaidProblems(ListedProblems):
    """The problems of an index and an edit, made out when they are first looked at.

    Args:
        index: as it was built.
        count: how many there are, where that is known.
    """

    def __init__(
        self, index: Index, rows: EditedRows, ends: EditedEnds, count: int | None = None
    ) -> None:
        self._index, self._rows, self._ends, self._count = index, rows, ends, count

    def __len__(self) -> int:
        """Return their number."""
        return len(self._listed) if self._count is None else self._count

    def checked(self) -> OverlaidProblems:
        """Return these problems, after checking that they can be read.

        Raises:
            DamagedError: if they cannot.
        """
        self._index.problems.checked()
        return self

    @cached_property
    def _listed(self) -> list[Problem]:
        before = [p for p in self._index.problems if p.file != self._rows.file or p.line <= 1]
        placed = [*self._staying(), *self._of_ends(), *self._of_cells(), *self._of_twins()]
        placed.sort(key=lambda one: one[:3])
        return list(dict.fromkeys([*before, *(one.problem for one in placed)]))

    def _staying(self) -> Iterator[_Placed]:
        """Yield the problems of rows that stay, on their lines."""
        lines = self._rows.lines
        for problem in self._index.problems:
            line = lines.new(problem.line)
            is_of_row = problem.file == self._rows.file and problem.line > 1
            if not is_of_row or line is None or (problem.line, problem.column) in self._made_before:
                continue
            rank, first = _OF_CELLS, checks.line_of_twin(problem)
            if problem.column in _ABOUT_ENDS:
                rank = _ABOUT_ENDS[problem.column]
            elif first is not None:
                if line in self._lines_looked_at:
                    continue
                rank = _OF_TWINS
            message = problem.message if first is None else checks.twin(lines.new_or_next(first))
            yield _Placed(line, 0, rank, problem._replace(line=line, message=message))

    @cached_property
    def _made_before(self) -> set[tuple[int, str]]:
        """Where the entities were made that came, went or moved: their lines and columns."""
        index = self._index
        former = [old for old, _ in self._ends.changed if old is not None]
        lines = {index.made_lines[old - index.listed] for old in former}
        by_name = set(map(index.id, former))
        return {
            (problem.line, problem.column)
            for problem in index.problems
            if problem.line in lines
            and problem.column in REQUIRED_COLUMNS
            and any(problem.message == self._made_warning(n, problem.column) for n in by_name)
        }

    def _made_warning(self, name: str, column: str) -> str:
        listed_in = "" if self._index.entities is None else str(self._index.inputs.entities)
        return checks.made_warning(name, column, listed_in)

    def _of_ends(self) -> Iterator[_Placed]:
        """Yield the warnings about entities that rows now make first."""
        for row, end, entity in self._ends.made_by_name():
            message = self._made_warning(entity.name, REQUIRED_COLUMNS[end])
            if message:
                yield self._placed(row, end, REQUIRED_COLUMNS[end], message)

    def _of_cells(self) -> Iterator[_Placed]:
        for number, row in self._rows.new.items():
            for problem in row.problems:
                yield _Placed(row.line, self._among(number), _OF_CELLS, problem)

    def _of_twins(self) -> Iterator[_Placed]:
        for rows in self._looked_at:
            seen: dict[tuple[str, ...], int] = {}
            for row in rows:
                line = self._rows.line(row)
                first = seen.setdefault(tuple(self._rows.cells_of(row).values()), line)
                if first != line:
                    yield self._placed(row, _OF_TWINS, "", checks.twin(first))

    def _placed(self, row: int, rank: int, column: str, message: str) -> _Placed:
        line = self._rows.line(row)
        problem = Problem("warning", self._rows.file, line, column, message)
        return _Placed(line, self._among(row), rank, problem)

    def _among(self, row: int) -> int:
        """Return how many new rows before this one are on the same line: it names documents."""
        new, count = self._rows.new, 0
        while row in new and row - 1 in new and new[row - 1].line == new[row].line:
            row, count = row - 1, count + 1
        return count

    @cached_property
    def _looked_at(self) -> list[list[int]]:
        """The rows from one end to another, by new numbers, where an edit added or took one."""
        index, numbers = self._index, self._rows.numbers
        pairs: dict[tuple[int, int], set[int]] = {}
        alone: dict[tuple[object, object], list[int]] = {}
        for old in numbers.gone():
            ends = index.ends_of(old)
            pairs.setdefault((ends[0], ends[1]), set()).update(ends[2:])
        for number, (source, target, office) in self._ends.ends.items():
            if isinstance(source, int) and isinstance(target, int):
                pairs.setdefault((source, target), set()).add(office)
            alone.setdefault((source, target), []).append(number)
        groups = []
        for (source, target), offices in pairs.items():
            there = {
                row
                for other in (target, *offices)
                if other < len(index)
                for row in index.adjacency.rows_between(source, other)
                if index.ends_of(row)[:2] == [source, target]
            }
            new = alone.pop((source, target), [])
            groups.append(sorted([*numbers.kept(sorted(there)), *new]))
        return [*groups, *alone.values()]

    @cached_property
    def _lines_looked_at(self) -> set[int]:
        return {self._rows.line(row) for group in self._looked_at for row in group}
