"""Options that name the ends of relations where no header is understood as them.

Called by column_meanings, which shows them to the user; nothing is read by a proposal alone.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.headings import column_words as words
from actorgraph.headings.cell_kinds import kind_of_cells
from actorgraph.headings.column_likeness import is_among, without_number
from actorgraph.headings.column_options import CONSTANT, option
from actorgraph.headings.column_places import is_labelled, labelled_ends
from actorgraph.schema import END_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_DATES = ("start_date", "end_date", schema.DATE_COLUMN)
_LETTER = re.compile(r"[^\W\d_]")


class FreeColumn(NamedTuple):
    """A column that is none of ours yet.

    Attributes:
        header: as it stands in the file.
        name: the header folded.
        cells: the first of them.
        likely: the columns of ours that the header resembles and whose words the cells are.
        is_cited: whether it is called source and can be what is cited.
    """

    header: str
    name: str
    cells: Sequence[str]
    likely: Sequence[str]
    is_cited: bool


class EndProposals:
    """The options that can name the ends that are missing in a table.

    Args:
        missing: the ends that no column is.
        free: the columns that are none of ours, in their order.
        header: all of it.
        given: the columns of ours that the table has.
    """

    def __init__(
        self,
        missing: Sequence[str],
        free: Sequence[FreeColumn],
        header: Sequence[str],
        given: Collection[str],
    ) -> None:
        self._missing, self._free, self._header, self._given = missing, free, header, given

    @property
    def are_resembled(self) -> bool:
        """Whether headers resemble each end that is missing."""
        return not self._unnamed

    @cached_property
    def by_likeness(self) -> str:
        """The options that name ends, and what else is likely meant, by what headers resemble."""
        labels = labelled_ends(self._header) if len(self._missing) == len(END_COLUMNS) else {}
        options = {end: option(end, label) for end, label in labels.items()}
        for column in self._free:
            if not is_labelled(self._header, column.header, labels):
                near = _likeliest(column, {*self._given, *options})
                options |= {ours: option(ours, column.header) for ours in near[:1]}
        return " ".join(options.values()) if options.keys() & set(self._missing) else ""

    def by_elimination(self) -> str:
        """Return options for ends that no header resembles: columns of names, in their order."""
        if not self._unnamed:
            return ""
        names = [column.header for column in self._free if self._can_be_end(column)]
        options = [option(end, name) for end, name in zip(self._unnamed, names, strict=False)]
        if len(options) < len(self._unnamed):
            return ""
        cited = [column.header for column in self._free if column.is_cited]
        if cited and "document=" not in self.by_likeness:
            options.append(option("document", cited[0]))
        return " ".join((self.by_likeness, *options)).strip()

    def with_constant(self) -> str:
        """Return the options with an end that is the same in every row, if one is left over."""
        is_other_known = bool(self.by_likeness) or len(self._missing) == 1
        if len(self._unnamed) != 1 or not is_other_known:
            return ""
        return f"{self.by_likeness} {option(self._unnamed[0], f'{CONSTANT}NAME')}".strip()

    @property
    def _unnamed(self) -> list[str]:
        """The missing ends that no header resembles."""
        return [end for end in self._missing if f"{end}=" not in self.by_likeness]

    def _can_be_end(self, column: FreeColumn) -> bool:
        """Return whether a column holds names, and its header resembles nothing."""
        is_other = (
            column.is_cited
            or column.name.rpartition(" ")[2] in words.ROLES
            or column.name in words.GIVEN_NAMES | words.FAMILY_NAMES
        )
        is_named = any(option(end, column.header) in self.by_likeness for end in END_COLUMNS)
        are_names = kind_of_cells(column.cells) == "names" and any(
            map(_LETTER.search, column.cells)
        )
        return are_names and not (is_other or is_named or column.likely)


def _likeliest(column: FreeColumn, given: Collection[str]) -> list[str]:
    """Return what a column can be of what is not given, the likeliest first."""
    near = ["document"] if column.is_cited else [*column.likely]
    near += ["source"] * is_among(column.name, words.PERSONS)
    near += ["target"] * is_among(without_number(column.name), words.BODIES)
    near.sort(key=schema.DATE_COLUMN.__eq__)  # `Period / Start` is rather when it starts
    unlikely = {"dates": END_COLUMNS, "names": _DATES}.get(kind_of_cells(column.cells), ())
    return [ours for ours in near if ours not in unlikely and ours not in given]
