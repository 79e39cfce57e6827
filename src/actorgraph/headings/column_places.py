"""What stands beside a column says of it: a pair, a series, a label, no header at all.

Called by column_meanings, which decides; leaves out what a header means.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.headings.cell_kinds import is_date_like
from actorgraph.headings.column_options import ASIDE, option
from actorgraph.schema import END_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

HeaderProblem = tuple[str, str, str]
"""The level, column and message of a problem of the header."""
_DATES = ("start_date", "end_date")
_PLACE = re.compile(r"[\s_.#(-]*\d{1,2}\)?\Z")
"""The number of a column in a series: Director 2, Director (2)."""
_LABEL = "Label"
"""Ends the header of the names of what stands in the column beside it, as Wikidata has it."""
_ITEM = re.compile(r"https?://|(?:wd:)?Q\d+\Z")
"""An address, or an item of Wikidata."""
_PAIR = {"a": "node a", "b": "node b"}
"""`A` alone is where something goes to in Spanish and Italian; beside `B` it is where it begins."""
_LONGEST_RELATION = 4
"""So many words a relation has at most; what is longer is a remark."""


def as_pair(names: Sequence[str]) -> list[str]:
    """Return folded headers with `a` and `b`, where both are there, as the two ends."""
    return [_PAIR.get(name, name) for name in names] if _PAIR.keys() <= set(names) else [*names]


def further_end(at: int, header: Sequence[str], taken: Mapping[int, str]) -> str:
    """Return what to do with a column of further ends, `Director 2` beside `Director 1`; or "".

    Args:
        taken: from the position of a column that is read to the name that we have for it.
    """
    series = _without_place(header[at])
    for other, ours in taken.items():
        if ours in END_COLUMNS and _without_place(header[other]) == series:
            return (
                f"is not read: a row has one {ours}, and {header[other]!r} is read as that; write "
                f"a row for each, or keep it as it is: {option(header[at], ASIDE)}"
            )
    return ""


def labelled_ends(header: Sequence[str]) -> dict[str, str]:
    """Return the headers of two ends in a result of Wikidata's queries: those over names.

    There `itemLabel` stands beside `item`, which holds addresses. Without two such pairs: nothing.
    """
    labels = [label for label in map(f"{{}}{_LABEL}".format, header) if label in header]
    return dict(zip(END_COLUMNS, labels, strict=False)) if len(labels) >= len(END_COLUMNS) else {}


def is_labelled(header: Sequence[str], name: str, labels: Mapping[str, str]) -> bool:
    """Return whether a header is one of these labels, or what one of any labels names."""
    return name in labels.values() or (bool(labels) and f"{name}{_LABEL}" in header)


def without_labels(
    header: Sequence[str], taken: Mapping[int, str], columns: Sequence[Sequence[str]]
) -> Iterator[HeaderProblem]:
    """Yield what is wrong where an end is a column of addresses whose names stand in another.

    Args:
        taken: from the position of a column to the name that we have for it.
        columns: the cells of each column, as far as they are known.
    """
    named = {
        ours: f"{header[at]}{_LABEL}"
        for at, ours in taken.items()
        if ours in END_COLUMNS and f"{header[at]}{_LABEL}" in header
        if all(_ITEM.match(cell.strip()) for cell in columns[at] if cell.strip())
    }
    if named:
        options = " ".join(option(ours, label) for ours, label in named.items())
        first = next(iter(named.values()))
        what = f"holds what {first!r} names; if no two share a name, read the names with {options}"
        yield "error", first.removesuffix(_LABEL), what


def words_of_their_own(
    header: Sequence[str], taken: Mapping[int, str], columns: Sequence[Sequence[str]]
) -> Iterator[HeaderProblem]:
    """Yield how to keep a column that is called as one of ours and holds none of its words.

    A `Status` of payments is no status of a claim. Arguments are those of `without_labels`.
    """
    for at, ours in taken.items():
        words = {cell.strip().lower() for cell in columns[at]} - {""}
        if words and words.isdisjoint(schema.CLOSED_SETS.get(ours, words)):
            known = ", ".join(schema.CLOSED_SETS[ours])
            what = f"the header reads as {ours}, but no cell is one of {known}"
            keep = f"if it is something else, keep it as that: {option(header[at], ASIDE)}"
            yield "warning", header[at], f"{what}; {keep}"


def proposal_without_header(header: Sequence[str], columns: Sequence[Sequence[str]]) -> str:
    """Return the options for a table whose first line seems to be data; "" if it does not.

    Args:
        columns: the cells below each header, as far as they are known.
    """
    cells = {cell.strip() for column in columns for cell in column}
    repeats = any(name.strip() in cells for name in header if name.strip())
    values = any(is_date_like(name) or "://" in name for name in header)
    if len(header) < len(END_COLUMNS) or not (repeats or values or not any(columns)):
        return ""
    dated = [at for at, name in enumerate(header) if is_date_like(name)]
    named = [at for at in range(len(header)) if at not in dated]
    lower = [at for at in named if _are_words([header[at], *columns[at]])]
    has_ends = len(named) - len(lower) >= len(END_COLUMNS)
    relation = [("relation", at) for at in lower[:1] if has_ends]
    ends = [at for at in named if at not in lower or not has_ends]
    dates = _DATES if len(dated) > 1 else (schema.DATE_COLUMN,)
    pairs = (*zip(END_COLUMNS, ends, strict=False), *relation, *zip(dates, dated, strict=False))
    return " ".join(option(ours, f"#{at + 1}") for ours, at in pairs)


def _are_words(cells: Iterable[str]) -> bool:
    """Return whether all cells are a few words that begin with a small letter, as no name does."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(
        cell[0].islower() and len(cell.split()) <= _LONGEST_RELATION for cell in filled
    )


def _without_place(header: str) -> str:
    """Return a header, folded, without its number in a series."""
    name = schema.folded_header(header)
    return _PLACE.sub("", name) or name
