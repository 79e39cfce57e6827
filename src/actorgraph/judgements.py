"""Who is one and who is not, as people have judged: judgements.csv beside the data.

Merging is reversible: the rows of the data stay as they are, and taking a judgement out takes the
merging back. Read when data is loaded; leaves out proposing pairs (queries/conflicts.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.errors import Problem
from actorgraph.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path


POSITIVE, NEGATIVE, UNSURE = "positive", "negative", "unsure"
COLUMNS = tuple(
    schema.Column(name) for name in ("left_id", "right_id", "judgement", "user", "created_at")
)


@dataclass(slots=True)
class Judgements:
    """What was judged.

    Attributes:
        same: pairs that are one entity.
        apart: pairs that are not.
        problems: what is wrong with the file.
    """

    same: list[tuple[str, str, int]] = field(default_factory=list)
    apart: set[frozenset[str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    file: str = ""


def read_judgements(path: Path) -> Judgements:
    """Read a judgements file.

    Raises:
        DataError: if it cannot be read as a table, or lacks a column.
    """
    table = read_table(path, COLUMNS, required=("left_id", "right_id", "judgement"))
    found = Judgements(file=table.file)
    left, right, said = (table.columns[name] for name in ("left_id", "right_id", "judgement"))
    for line, row in zip(table.lines, table.rows, strict=True):
        pair = (row[left].strip(), row[right].strip())
        judgement = row[said].strip().lower()
        if judgement == POSITIVE:
            found.same.append((*pair, line))
        elif judgement == NEGATIVE:
            found.apart.add(frozenset(pair))
        elif judgement != UNSURE:
            message = f"{row[said]!r} is none of {POSITIVE}, {NEGATIVE}, {UNSURE}"
            table.problem("error", line, "judgement", message)
    found.problems = table.problems
    return found


def merged(judgements: Judgements, ids: Collection[str]) -> dict[str, str]:
    """From each merged id to the one that stands for it: the first of them in the data.

    Adds a warning for ids that the data does not have, and for those judged apart all the same.
    """
    order = {one: place for place, one in enumerate(ids)}
    leader: dict[str, str] = {}

    def lead(one: str) -> str:
        while (following := leader.get(one, one)) != one:
            one = following
        return one

    for left, right, line in judgements.same:
        missing = [one for one in (left, right) if one not in order]
        if missing:
            message = f"{missing[0]!r} is no id of the data; the judgement does nothing"
            _warn(judgements, line, message)
            continue
        first, second = sorted((lead(left), lead(right)), key=order.__getitem__)
        if first != second:
            leader[second] = first
    _report_contradictions(judgements, lead, order)
    return {one: lead(one) for one in leader}


def _report_contradictions(
    judgements: Judgements, lead: Callable[[str], str], known: Collection[str]
) -> None:
    for pair in sorted(judgements.apart, key=sorted):
        if pair <= set(known) and len(pair) > 1 and len({lead(one) for one in pair}) == 1:
            message = f"{' and '.join(sorted(pair))} are judged apart, yet judgements join them"
            _warn(judgements, 0, message)


def _warn(judgements: Judgements, line: int, message: str) -> None:
    judgements.problems.append(Problem("warning", judgements.file, line, "", message))
