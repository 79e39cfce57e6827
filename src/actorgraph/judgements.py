"""Judgements of people on which entities are the same: judgements.csv beside the data.

Merging is reversible: the rows of the data stay as they are, and taking a judgement out takes the
merging back. Read when data is loaded; leaves out proposing pairs (queries/conflicts.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.errors import DataError, Problem
from actorgraph.limits import is_there
from actorgraph.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from actorgraph.tables import Table

POSITIVE, NEGATIVE, UNSURE = "positive", "negative", "unsure"
COLUMNS = tuple(
    schema.Column(name) for name in ("left_id", "right_id", "judgement", "user", "created_at")
)
REQUIRED = ("left_id", "right_id", "judgement")
"""The columns that a file of judgements cannot do without."""


class Judgements:
    """The judgements of one file.

    Attributes:
        file: as the user named it.
        same: pairs that are one entity, each with its line.
        apart: pairs that are not.
        undecided: pairs that somebody has looked at and left open.
        problems: what is wrong with the file.
    """

    def __init__(self, file: str = "") -> None:
        self.file = file
        self.same: list[tuple[str, str, int]] = []
        self.apart: set[frozenset[str]] = set()
        self.undecided: set[frozenset[str]] = set()
        self.problems: list[Problem] = []

    def add(self, left: str, right: str, judgement: str, line: int) -> bool:
        """Take in a row; return whether its judgement is one."""
        pair, judgement = (left.strip(), right.strip()), judgement.strip().lower()
        if judgement == POSITIVE:
            self.same.append((*pair, line))
        elif judgement == NEGATIVE:
            self.apart.add(frozenset(pair))
        elif judgement == UNSURE:
            self.undecided.add(frozenset(pair))
        return judgement in (POSITIVE, NEGATIVE, UNSURE)


def read_judgements(path: Path) -> Judgements:
    """Read a judgements file.

    Raises:
        DataError: if it cannot be read as a table, or lacks a column.
    """
    return judgements_in(read_table(path, COLUMNS, required=REQUIRED))


def judgements_in(table: Table) -> Judgements:
    """Return the judgements that the rows of a table state."""
    judgements = Judgements(file=table.file)
    left, right, judged = (table.columns[name] for name in REQUIRED)
    for line, row in zip(table.lines, table.rows, strict=True):
        if not judgements.add(row[left], row[right], row[judged], line):
            message = f"{row[judged]!r} is none of {POSITIVE}, {NEGATIVE}, {UNSURE}"
            table.problem("error", line, "judgement", message)
    judgements.problems = table.problems
    return judgements


def pairs_judged(path: Path) -> set[frozenset[str]]:
    """Return the pairs that somebody has decided on; none if there is no such file.

    Raises:
        UsageError: if it is no regular file.
        DataError: if it is no file of judgements.
    """
    if not is_there(path):
        return set()
    judgements = read_judgements(path)
    if errors := [problem for problem in judgements.problems if problem.level == "error"]:
        raise DataError(errors)
    return judgements.apart | {frozenset(pair[:2]) for pair in judgements.same}


def add_proposals(path: Path, proposals: Iterable[Mapping[str, str | float]]) -> int:
    """Write pairs into a judgements file for somebody to judge, behind the rows that it has.

    Pairs that are in the file stay as they are. The columns of a file that is there decide which
    cells are written.

    Args:
        proposals: rows with left_id, right_id, judgement, and whatever helps to judge.

    Returns:
        How many were written.

    Raises:
        UsageError: if it is no regular file.
        DataError: if the file is there and is none of judgements.
    """
    from actorgraph.records import record_lines

    known: set[frozenset[str]] = set()
    header: list[str] = []
    if is_there(path):
        there = read_judgements(path)
        errors = [problem for problem in there.problems if problem.level == "error"]
        if errors:
            raise DataError(errors)
        known = there.apart | there.undecided | {frozenset(pair[:2]) for pair in there.same}
        header = list(read_table(path, COLUMNS).columns)
    new = [
        one
        for one in proposals
        if frozenset((str(one["left_id"]), str(one["right_id"]))) not in known
    ]
    rows = [[str(one.get(name, "")) for name in header or one] for one in new]
    text = "".join(record_lines(rows if header else [*map(list, new[:1]), *rows]))
    begun = path.read_bytes() if header else b""
    needs_end = begun and not begun.endswith((b"\n", b"\r"))
    with path.open("ab") as file:
        file.write(b"\n" * bool(needs_end) + text.encode())
    return len(new)


def merged(judgements: Judgements, ids: Collection[str]) -> dict[str, str]:
    """Map each merged id to the id that stands for it: the first of them in the data.

    Args:
        ids: those that there are, in the order of the data; judgements on others do nothing.
    """
    order = {entity_id: place for place, entity_id in enumerate(ids)}
    leader: dict[str, str] = {}
    for left, right, _ in judgements.same:
        if left in order and right in order:
            both = (_lead(leader, left), _lead(leader, right))
            first, second = sorted(both, key=order.__getitem__)
            if first != second:
                leader[second] = first
    return {entity_id: _lead(leader, entity_id) for entity_id in leader}


def _lead(leader: Mapping[str, str], entity_id: str) -> str:
    while (following := leader.get(entity_id, entity_id)) != entity_id:
        entity_id = following
    return entity_id


def report(judgements: Judgements, leaders: Mapping[str, str], ids: Collection[str]) -> None:
    """Add a warning for ids that the data does not have, and for those judged apart all the same.

    Args:
        leaders: what `merged` returned for these ids.
    """
    for left, right, line in judgements.same:
        for entity_id in (left, right):
            if entity_id not in ids:
                message = f"{entity_id!r} is no id of the data; the judgement does nothing"
                _warn(judgements, line, message)
                break
    _report_contradictions(judgements, lambda one: leaders.get(one, one), ids)


def _report_contradictions(
    judgements: Judgements, lead: Callable[[str], str], known: Collection[str]
) -> None:
    for pair in sorted(judgements.apart, key=sorted):
        if (
            pair <= set(known)
            and len(pair) > 1
            and len({lead(entity_id) for entity_id in pair}) == 1
        ):
            message = f"{' and '.join(sorted(pair))} are judged apart, yet judgements join them"
            _warn(judgements, 0, message)


def _warn(judgements: Judgements, line: int, message: str) -> None:
    judgements.problems.append(Problem("warning", judgements.file, line, "", message))
