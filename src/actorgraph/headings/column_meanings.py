"""What the columns of a table mean: by what the user says of them, their headers and their cells.

A header alone can deceive: `From` is an end in one table and a date in another. Where header and
cells agree a column is read; where a header only resembles one of ours, or the cells contradict
it, the user is asked, with the option to copy. Called by tables.py for every engine; leaves out
single cells (checks.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.headings import column_words as words
from actorgraph.headings.cell_kinds import (
    are_days,
    kind_of_cells,
    kind_where_dates_are_likely,
)
from actorgraph.headings.column_likeness import alternatives, is_among, similar_columns
from actorgraph.headings.column_options import (
    ASIDE,
    constants_in,
    headers_in,
    option,
    toml_text,
)
from actorgraph.headings.column_places import (
    as_pair,
    further_end,
    proposal_without_header,
    without_labels,
    words_of_their_own,
)
from actorgraph.headings.end_proposals import EndProposals, FreeColumn
from actorgraph.schema import END_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from actorgraph.headings.column_places import HeaderProblem

_DATES = ("start_date", "end_date")
_YEAR = re.compile(r"(1[0-9]|20)\d\d\Z")
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z\u0410-\u042f])")


class Meanings(NamedTuple):
    """How a table is read.

    Attributes:
        columns: from our column name to its position; other columns under their own header.
        constants: from our column name to what every row has there.
        periods: the position of a column of periods in Gephi's notation; None without one.
        problems: of the header: level, column and message of each.
        proposal: the options that name the ends by headers that resemble them; "" for none.
        guess: the options that name the ends by elimination, where headers resemble nothing.
        headless: the options for a table whose first line seems to be data.
        missed: what the user sets aside and is not there.
    """

    columns: dict[str, int]
    constants: dict[str, str]
    periods: int | None
    problems: list[HeaderProblem]
    proposal: str
    guess: str
    headless: str
    missed: set[str]


def meanings(
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
    known: Sequence[schema.Column],
    renamed: Mapping[str, str],
) -> Meanings:
    """Return what the columns of a table mean.

    Args:
        header: as it stands in the file.
        sample: the first rows.
        known: our columns that a table of this kind can have.
        renamed: from our column name to the header it has, to ASIDE or to a constant.
    """
    headers = _Headers(header, sample, known, renamed)
    headers.take()
    if (at := headers.lone_source()) is not None:
        others = _Headers(header, sample, known, renamed)
        others.read_as_document(at)
        if others.has_ends():
            headers = others
    headers.contradict()
    headers.contradict_kinds()
    headers.contradict_pairs()
    headers.contradict_parts()
    headers.ask()
    return headers.meanings()


def folded(header: str) -> str:
    """Return a header folded, its words parted where only capitals part them: `startDate`."""
    return schema.folded_header(_CAMEL.sub(" ", header))


def meaning_of(header: str, known: Sequence[schema.Column]) -> str:
    """Return the column of ours that a header alone is taken for; "" for none."""
    synonyms = schema.known_columns(tuple(known))
    names = schema.folded_header(header), folded(header)
    return next((synonyms[name] for name in names if name in synonyms), "")


def possible_meanings(header: str, known: Sequence[schema.Column]) -> set[str]:
    """Return every column of ours that a header can be taken for, whatever its cells are."""
    either = words.EITHER.get(folded(header))
    return {meaning_of(header, known), *(either or ())} - {""}


class _Headers:
    """The columns of one table while it is decided what they mean."""

    def __init__(
        self,
        header: Sequence[str],
        sample: Sequence[Sequence[str]],
        known: Sequence[schema.Column],
        renamed: Mapping[str, str],
    ) -> None:
        self.header, self.known, self.sample = header, known, sample
        self.names = [schema.folded_header(name) for name in header]
        self.parted = as_pair([folded(name) for name in header])
        self.cells = [_column(sample, at) for at in range(len(header))]
        self.ours = {column.name for column in known}
        self.is_relations = self.ours.issuperset(END_COLUMNS)
        if self.is_relations:
            self.ours.add(schema.DATE_COLUMN)
        self.told = headers_in(renamed)
        self.constants = constants_in(renamed)
        self.taken: dict[int, str] = {}
        self.sure: set[int] = set()
        self.cited: int | None = None
        self.problems: list[HeaderProblem] = []
        aside = {ours for ours, told in renamed.items() if told == ASIDE}
        self.aside = self._positions_aside(aside)
        self.missed = aside.difference(self.aside.values())

    def take(self) -> None:
        """Take the columns that are understood, the surest first."""
        self.take_stated()
        self.take_own()
        self.take_dates()
        self.take_synonyms()
        self.take_directions()
        self.take_ends_by_kind()

    def lone_source(self) -> int | None:
        """Return the position of a `Source` without a `Target`: it may be what is cited."""
        places = [at for at, name in enumerate(self.names) if name == "source"]
        is_free = len(places) == 1 and places[0] not in self.stated and places[0] not in self.aside
        is_told = {*self.told, *self.constants}.intersection(END_COLUMNS)
        is_lone = is_free and "target" not in self.names and not is_told
        return places[0] if self.is_relations and is_lone else None

    def read_as_document(self, at: int) -> None:
        """Take all columns, and one that is called source as what is cited, if nothing else is."""
        self.cited = at
        self.names[at] = self.parted[at] = ""
        self.take()
        if not self._missing_ends():
            self._give(at, "document")

    def has_ends(self) -> bool:
        """Return whether the ends are known, or all that are missing can be proposed."""
        ends = self._ends_to_propose()
        return ends.are_resembled or bool(ends.by_elimination())

    def take_stated(self) -> None:
        """Take the columns whose headers the user names."""
        self._take(
            self.names, {schema.folded_header(theirs): ours for ours, theirs in self.told.items()}
        )
        self.stated = set(self.taken)

    def take_own(self) -> None:
        """Take the columns that are called as ours are."""
        own = {schema.folded_header(name): name for name in self.ours}
        self._take(self.names, own)
        self.sure = set(self.taken)
        self._take(self.parted, own)

    def take_dates(self) -> None:
        """Take headers that can be dates, such as `From`, where their cells are dates."""
        if not self.is_relations:
            return
        either = {at: words.EITHER[name] for at, name in self._free() if name in words.EITHER}
        kinds = {at: kind_where_dates_are_likely(self.cells[at]) for at in either}
        if "dates" in kinds.values():
            for at in (at for at, kind in kinds.items() if kind in ("dates", "")):
                self._give(at, either[at].date)

    def take_synonyms(self) -> None:
        """Take headers that elsewhere mean what ours mean."""
        synonyms = schema.known_columns(tuple(self.known))
        self._take(self.names, synonyms)
        self._take(self.parted, synonyms)

    def take_directions(self) -> None:
        """Take `Direction`, as Kumu has it, where its cells are words of directions."""
        for at, name in self._free() if self.is_relations else ():
            cells = {cell.strip().lower() for cell in self.cells[at]} - {""}
            if name in words.SIMILAR["directed"] and cells and cells <= schema.DIRECTIONS.keys():
                self._give(at, "directed")

    def take_ends_by_kind(self) -> None:
        """Take `Person`, `Organisation` and `Position` as ends, with their types, and as role.

        Only where nothing else names the ends, and one column alone can be each.
        """
        needed = self._missing_ends()
        columns = {"source": self._named(words.PERSONS), "target": self._named(words.BODIES)}
        if not needed or any(len(columns[end]) != 1 for end in needed):
            return
        for end in needed:
            at = columns[end][0]
            self._give(at, end)
            if f"{end}_type" not in self._given():
                kinds = filter(None, map(words.BODIES.get, alternatives(self.parted[at])))
                self.constants[f"{end}_type"] = next(kinds, words.PERSON)
        roles = self._named(words.SIMILAR["role"])
        if len(roles) == 1:
            self._give(roles[0], "role")

    def contradict(self) -> None:
        """Note where cells are not what the header says."""
        told = {at: ours for at, ours in self.taken.items() if at not in self.stated | self.sure}
        self.problems += without_labels(self.header, told, self.cells)
        own = self.taken if self.is_relations else {}
        self.problems += words_of_their_own(self.header, own, self.cells)
        for at, ours in self.taken.items():
            cells = [cell for cell in self.cells[at] if cell.strip()]
            kind = kind_of_cells(cells)
            may_be_ids = at in self.sure and all(map(_YEAR.match, cells))
            if at in self.stated:
                continue
            if ours in END_COLUMNS and kind == "dates" and not may_be_ids:
                self._contradicted(at, ours, "looks like a date", _DATES[END_COLUMNS.index(ours)])
            elif ours in _DATES and kind == "names" and at not in self.sure and len(cells) > 1:
                self._contradicted(at, ours, "does not look like a date", ours)

    def contradict_kinds(self) -> None:
        """Note where what stands under people or organizations are dates."""
        for at, name in self._free() if self.is_relations else ():
            is_kind = is_among(name, words.PERSONS) or is_among(name, words.BODIES)
            if is_kind and kind_of_cells(self.cells[at]) == "dates":
                self._contradicted(at, "a list of names", "looks like a date", "start_date")

    def contradict_pairs(self) -> None:
        """Ask which of two pairs are the ends: `From` and `To` beside `Person 1` and `Person 2`."""
        ends = {
            ours: at
            for at, ours in self.taken.items()
            if ours in END_COLUMNS and at not in self.stated and self.parted[at] in words.EITHER
        }
        if len(ends) < len(END_COLUMNS):
            return
        others = {
            end: next((at for at, name in self._free() if self._may_be(at, name, end)), None)
            for end in END_COLUMNS
        }
        if not self.is_relations or None in others.values():
            return
        here, there = (
            " ".join(option(end, self.header[pair[end] or 0]) for end in END_COLUMNS)
            for pair in (ends, others)
        )
        message = f"two pairs of columns can be the ends of relations; say {here}, or {there}"
        self.problems.append(("error", self.header[ends["source"]], message))

    def contradict_parts(self) -> None:
        """Say what to do about a name in two columns, where an end is missing."""
        parts = [
            next((self.header[at] for at, name in self._free() if name in among), "")
            for among in (words.GIVEN_NAMES, words.FAMILY_NAMES)
        ]
        if all(parts) and self._missing_ends():
            message = f"is one part of a name and {parts[1]} another; write both in one column"
            self.problems.append(("error", parts[0], message))

    def _may_be(self, at: int, name: str, end: str) -> bool:
        """Return whether a column of names is headed as this end often is."""
        is_date = name in words.EITHER or kind_of_cells(self.cells[at]) != "names"
        return not is_date and end in self._likely(at, name)

    def ask(self) -> None:
        """Ask what the columns are for whose headers resemble ours that no column is."""
        for at, name in self._free():
            is_empty = not any(cell.strip() for cell in self.cells[at])
            if is_empty or (not self.is_relations and name in words.OF_RELATIONS):
                continue
            if message := further_end(at, self.header, self.taken):
                self.problems.append(("warning", self.header[at], message))
                continue
            near = [one for one in self._likely(at, name) if one not in self._given()]
            near = [one for one in near if not (self.is_relations and one in END_COLUMNS)]
            near = near or self._possible_dates(at)
            if near:
                self._question(at, near[:2])
        if self.cited is not None and self.cited not in self.taken and not self._missing_ends():
            self._question(self.cited, ["attributed_to"])

    def _possible_dates(self, at: int) -> list[str]:
        """Return what a column of days can be, whatever its header, where no date is known yet."""
        dates = (*_DATES, *([schema.DATE_COLUMN] if self.is_relations else []))
        is_dated = not self._given().isdisjoint(dates)
        return [] if is_dated or not are_days(self.cells[at]) else [*dates]

    def meanings(self) -> Meanings:
        """Return what was decided."""
        given = self._given()
        free = {at: self._kept_name(at) for at in range(len(self.header)) if at not in self.taken}
        kept = self.taken | {at: name for at, name in free.items() if name not in given}
        columns = {kept[at]: at for at in sorted(kept)}
        ends = self._ends_to_propose()
        may_be_data = not self.taken and not ends.are_resembled
        headless = proposal_without_header(self.header, self.cells) if may_be_data else ""
        return Meanings(
            columns,
            self.constants,
            self._periods(),
            self.problems,
            ends.by_likeness,
            "" if headless else ends.by_elimination() or ends.with_constant(),
            headless,
            self.missed,
        )

    def _take(self, names: Sequence[str], meant: Mapping[str, str]) -> None:
        for at, name in enumerate(names):
            if ours := meant.get(name, ""):
                self._give(at, ours)

    def _give(self, at: int, ours: str) -> None:
        if at not in self.taken and at not in self.aside and ours not in self._given():
            self.taken[at] = ours

    def _given(self) -> set[str]:
        return {*self.taken.values(), *self.constants}

    def _free(self) -> list[tuple[int, str]]:
        used = self.taken.keys() | self.aside.keys()
        return [(at, name) for at, name in enumerate(self.parted) if at not in used]

    def _named(self, among: Container[str]) -> list[int]:
        """Return the positions of free columns of these names that hold no dates."""
        return [
            at
            for at, name in self._free()
            if is_among(name, among) and kind_of_cells(self.cells[at]) != "dates"
        ]

    def _positions_aside(self, aside: set[str]) -> dict[int, str]:
        """Map columns that are set aside to the name that the user has for them, ours or theirs."""
        headers = {schema.folded_header(name): name for name in aside}
        named = {at: headers[name] for at, name in enumerate(self.names) if name in headers}
        for at, name in enumerate(self.parted):
            either = words.EITHER.get(name)
            kind = kind_where_dates_are_likely(self.cells[at]) if either else ""
            is_date = kind == "dates"
            meant = either.date if either and is_date else meaning_of(self.header[at], self.known)
            if meant in aside:
                named.setdefault(at, meant)
        return named

    def _kept_name(self, at: int) -> str:
        """Return the name of a column that is none of ours; another than ours if it is aside."""
        header = self.header[at]
        is_ours = header in self.ours or header in self.constants
        return f"{header}_as_given" if is_ours and self._is_left(at) else header

    def _is_left(self, at: int) -> bool:
        return at in self.aside or self.header[at] in self.constants

    def _periods(self) -> int | None:
        has_dates = self._given() & {*_DATES, schema.DATE_COLUMN}
        found = [at for at, name in self._free() if name in words.PERIODS]
        return found[0] if found and not has_dates else None

    def _contradicted(self, at: int, ours: str, what: str, otherwise: str) -> None:
        """Refuse a column; one that is called as ours is read as that, and asked about."""
        header = self.header[at]
        message = (
            f"the header reads as {ours}, but every cell {what}; "
            f"say what it is: {option(otherwise, header)}, or leave it out: "
            f"{option(header, ASIDE)}"
        )
        if otherwise == ours:
            message = (
                f"the header reads as {ours}, but no cell looks like a date; "
                f"say that it is: {option(ours, header)}, or leave it out: {option(header, ASIDE)}"
            )
        self.problems.append(("warning" if at in self.sure else "error", header, message))

    def _question(self, at: int, near: Sequence[str]) -> None:
        header = self.header[at]
        if self.is_relations:
            read = " or ".join(option(ours, header) for ours in near)
            leave = option(header, ASIDE)
        else:
            read = " or ".join(f"{ours} = {toml_text(header)}" for ours in near)
            leave = f'{toml_text(header)} = "-"'
            read, leave = f"{read} under [entities] in actorgraph.toml", f"{leave} there"
        message = (
            f"is read as no column of ours; if it is {' or '.join(near)}, say {read}; "
            f"if not, {leave} ends this question"
        )
        self.problems.append(("warning", header, message))

    def _missing_ends(self) -> list[str]:
        return [end for end in END_COLUMNS if end not in self._given()] if self.is_relations else []

    def _ends_to_propose(self) -> EndProposals:
        """Return what the missing ends can be proposed from."""
        missing = self._missing_ends()
        free = [
            FreeColumn(
                self.header[at], name, self.cells[at], self._likely(at, name), at == self.cited
            )
            for at, name in (self._free() if missing else ())
        ]
        return EndProposals(missing, free, self.header, self._given())

    def _likely(self, at: int, name: str) -> list[str]:
        """Return the columns of ours that a header resembles and whose words its cells are."""
        words_here = {cell.strip().lower() for cell in self.cells[at]} - {""}
        return [
            ours
            for ours in similar_columns(name, self.ours)
            if ours not in schema.CLOSED_SETS or words_here <= {*schema.CLOSED_SETS[ours]}
        ]


def _column(sample: Sequence[Sequence[str]], at: int) -> list[str]:
    return [row[at] for row in sample if at < len(row)]
