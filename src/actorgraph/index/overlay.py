"""An index that is behind its file of relations by some rows: it answers from both.

Building anew takes seconds at a million relations, and an edit changes a row. So an index stays
when at most a thousand rows came, went or changed: these are masked or added, by the plain rules
(statements.py, checks.py, edges.py), and all numbers and lines after them shift. Stands for the
index of the file as it is now: questions about some entities are answered here, at the price of
the rows that changed; whatever is not defined here, questions about the whole graph above all,
raises OutdatedError, upon which the engine builds a new index. tests/differential/test_edits.py
holds both, and the tables in memory, together.
"""

from __future__ import annotations

import mmap
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NoReturn

from actorgraph import schema
from actorgraph.index import NOBODY
from actorgraph.index.adjacency import StoredAdjacency
from actorgraph.index.column_file import OutdatedError
from actorgraph.index.difference import Hunk, TooDifferentError, hunks_of
from actorgraph.index.edited_ends import EditedEnds
from actorgraph.index.edited_rows import EditedRows
from actorgraph.index.numbering import RenumberedColumn
from actorgraph.index.overlaid_names import OverlaidNames
from actorgraph.index.overlaid_problems import OverlaidProblems
from actorgraph.index.plain_headers import LONGEST_HEADER, NotPlainError, plain_header
from actorgraph.index.reading import Index
from actorgraph.index.row_filter import ALONE, EDITED, Kind, RowColumns, RowFilter, words_of
from actorgraph.index.texts import ChangedError
from actorgraph.input_tables import REQUIRED_COLUMNS
from actorgraph.statements import claim_of, claims_through_office

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge, Support
    from actorgraph.filters import Filter
    from actorgraph.index.column_file import ColumnFile
    from actorgraph.index.freshness import Inputs, Stamp
    from actorgraph.index.row_filter import RowColumn
    from actorgraph.progress import Bars

_REMEMBERED = 65536
_STEPS_REMEMBERED = 64


def difference(store: ColumnFile, inputs: Inputs, *, entities_stay: bool) -> list[Hunk]:
    """Return where the file of relations differs from what was indexed; none if it does not.

    Args:
        entities_stay: whether the file of entities is known to be the same.

    Raises:
        OutdatedError: if it differs too much, or the file of entities does.
    """
    looked_at = None if entities_stay else inputs.entities
    if looked_at and _hunks(store, "entities", looked_at):
        raise OutdatedError("the entities changed")
    return _hunks(store, "relations", inputs.relations)


def _hunks(store: ColumnFile, name: str, path: Path) -> list[Hunk]:
    if f"{name}.digests" not in store:
        raise OutdatedError("the file had to be rewritten")
    with path.open("rb") as file:
        head = file.read(LONGEST_HEADER)
        header_end = head.find(b"\n") + 1
        if not header_end:
            raise OutdatedError("no header")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            view = memoryview(content)
            try:
                return hunks_of(view, store, name, header_end)
            except TooDifferentError as error:
                raise OutdatedError("too many rows differ") from error
            finally:
                view.release()


def overlaid(store: ColumnFile, inputs: Inputs, stamp: Stamp) -> OverlaidIndex:
    """Return an index that also knows of the edit that a stamp tells of.

    Raises:
        OutdatedError: if the edit changes what other rows mean, or has an error.
    """
    hunks = [Hunk(*hunk) for hunk in stamp.hunks]
    with inputs.relations.open("rb") as file:
        head = file.read(LONGEST_HEADER)
        texts = []
        for hunk in hunks:
            file.seek(hunk.start)
            texts.append(file.read(hunk.end - hunk.start))
    index = Index(store, inputs)
    edit = edit_of(index, head, EditedRows(store, inputs.relations, hunks, texts), hunks)
    if inputs.states() != stamp.files:
        raise OutdatedError("the files changed meanwhile")
    return OverlaidIndex(index, *edit, stamp)


def edit_of(
    index: Index, head: bytes, rows: EditedRows, hunks: Sequence[Hunk]
) -> tuple[EditedRows, EditedEnds]:
    """Return the rows after an edit, from which an index reads from now on, and whom they name.

    Args:
        head: the first bytes of the file after it.

    Raises:
        OutdatedError: if the edit changes what other rows mean, or has an error.
    """
    if hunks:
        _refuse_another_header(index, head, hunks)
    index.relations = rows
    return rows, EditedEnds(index, rows)


def _refuse_another_header(index: Index, head: bytes, hunks: Sequence[Hunk]) -> None:
    """Refuse an edit of the header, or among the rows by whose cells columns are understood.

    Gephi's Type is understood by the cells of all rows.

    Raises:
        OutdatedError: if columns may mean something else now.
    """
    records = index.relations
    line = head.partition(b"\n")[0].decode(errors="replace")
    names = [cell.strip(' "\r\ufeff').lower() for cell in line.split(records.delimiter)]
    if "type" in names:
        raise OutdatedError("a column that is understood by all rows")
    if hunks[0].start >= LONGEST_HEADER:
        return
    inputs = index.inputs
    try:
        table, delimiter, _ = plain_header(
            head, inputs.relations, schema.RELATION_COLUMNS, REQUIRED_COLUMNS, inputs.renamed
        )
    except NotPlainError as error:
        raise OutdatedError("another header") from error
    noted = [p for p in index.problems if p.file == records.file and p.line <= 1]
    now = (list(table.columns), delimiter, table.problems)
    if now != (records.columns, records.delimiter, noted):
        raise OutdatedError("another header")


class OverlaidAdjacency(StoredAdjacency):
    """The adjacency after an edit, by new numbers.

    Args:
        former: as it was indexed.
        steps: of new rows: for each entity the other end and the row of each claim.
    """

    has_all_rows = False

    def __init__(
        self,
        former: StoredAdjacency,
        rows: EditedRows,
        ends: EditedEnds,
        steps: Mapping[int, Sequence[tuple[int, int]]],
    ) -> None:
        self._former, self._rows, self._ends, self._steps = former, rows, ends, steps
        self._known: dict[int, tuple[list[int], list[int]]] = {}

    def __len__(self) -> int:
        """Return about how many numbers all lists hold together."""
        return len(self._former)

    def lists(self, numbers: Collection[int]) -> list[Collection[int]]:
        """Return for each entity the neighbors over all its claims."""
        if not self._ends.numbers.is_same:
            return [self.steps(number)[0] for number in numbers]
        return [
            self.steps(number)[0] if number in self._touched else self._former.lists([number])[0]
            for number in numbers
        ]

    @cached_property
    def _touched(self) -> set[int]:
        """The ends of rows that came or are gone, where entities have their old numbers."""
        return set(self._steps).union(*map(self._ends.former_ends, self._rows.numbers.gone()))

    def steps(self, number: int) -> tuple[list[int], list[int]]:
        """Return the other end and the row of each claim of an entity; the last are remembered."""
        if number not in self._known:
            if len(self._known) == _STEPS_REMEMBERED:
                self._known.clear()
            self._known[number] = self._steps_now(number)
        return self._known[number]

    def _steps_now(self, number: int) -> tuple[list[int], list[int]]:
        steps = list(self._steps.get(number, ()))
        old = self._ends.old(number)
        if old is not None:
            new_row, entity = self._rows.numbers.new, self._ends.number
            others, rows = self._former.steps(old)
            staying = (
                (other, new)
                for other, row in zip(others, rows, strict=True)
                if (new := new_row(row)) is not None
            )
            if self._ends.numbers.is_same:
                steps += staying
            else:
                steps += ((entity(other), row) for other, row in staying)
        steps.sort(key=lambda step: step[1])
        return [other for other, _ in steps], [row for _, row in steps]

    def longest(self) -> int:
        """Return who had the most claims before the edit, if they are still there."""
        return self._ends.number(self._former.longest())

    def rows_between(self, one: int, two: int) -> list[int]:
        """Return the rows with a claim between two entities."""
        rows = [row for other, row in self._steps.get(one, ()) if other == two]
        old, other_old = self._ends.old(one), self._ends.old(two)
        if old is not None and other_old is not None:
            rows += self._rows.numbers.kept(self._former.rows_between(old, other_old))
        return sorted(dict.fromkeys(rows))


class OverlaidIndex(Index):
    """An index and the rows that an edit added to it and took from it.

    Everything is numbered as a new index would number it. What is not defined here is not there.

    Args:
        index: as it was built; its rows are read where they stand now.
        rows: after the edit.
        ends: of the new ones.
        stamp: the state of the files, and how many problems there are, where that is known.
    """

    def __init__(self, index: Index, rows: EditedRows, ends: EditedEnds, stamp: Stamp) -> None:
        self._former, self._rows, self._edited = index, rows, ends
        self.inputs, self.note = index.inputs, index.note
        self._states = stamp.files
        self._problems = OverlaidProblems(index, rows, ends, stamp.problems)
        self._ends_of = {
            number: [
                ends.number(end)
                for end in (source, target, *(() if office == NOBODY else (office,)))
            ]
            for number, (source, target, office) in ends.ends.items()
        }
        self.adjacency = OverlaidAdjacency(index.adjacency, rows, ends, self._steps())
        self.entity = lru_cache(_REMEMBERED)(self._entity_now)
        self.id = index.id if ends.numbers.is_same else lru_cache(_REMEMBERED)(self._id_now)

    def __getattr__(self, name: str) -> NoReturn:
        """Refuse what is not defined here."""
        if name.startswith("__"):
            raise AttributeError(name)
        raise OutdatedError(f"{name} is not known of an edit")

    def __len__(self) -> int:
        """Return the number of entities."""
        return len(self._edited.numbers)

    @property
    def store(self) -> ColumnFile:  # type: ignore[override]
        """Refuse the columns: they are those before the edit."""
        raise OutdatedError("the columns are those before an edit")

    @property
    def reprints(self) -> Mapping[str, frozenset[str]]:
        """The documents that share their text with others."""
        return self._former.reprints

    @reprints.setter
    def reprints(self, reprints: Mapping[str, frozenset[str]]) -> None:
        self._former.reprints = reprints

    def show_progress(self, bars: Bars) -> None:
        """Show nothing: what is answered here takes no time."""

    def refuse_other_files(self) -> None:
        """Refuse to answer on files that are not those this was opened for.

        Raises:
            ChangedError: if a file was edited or replaced since.
        """
        if self.inputs.states() != self._states:
            raise ChangedError(self.inputs.relations)

    @property
    def entity_numbers(self) -> EditedEnds:
        """The numbers of entities before and after."""
        return self._edited

    @property
    def new_entities(self) -> Mapping[int, Entity]:
        """The entities that rows made and that came or moved, by number."""
        return self._edited.new

    @property
    def problems(self) -> OverlaidProblems:  # type: ignore[override]
        """Warnings and notes about the data."""
        return self._problems

    def open_names(self) -> OverlaidNames:
        """Return the names, to be looked up."""
        return OverlaidNames(self, self._former.open_names())

    def may_be_known(self, ids: Sequence[str]) -> Sequence[str]:
        """Return texts that may be ids of entities: all, which are looked up one by one."""
        return ids

    def number(self, entity_id: str) -> int | None:
        """Return the number of the entity with this id; None if there is none."""
        came = self._came.get(entity_id)
        if came is not None:
            return came
        old = self._former.number(entity_id)
        return None if old is None else self._edited.kept_number(old)

    @cached_property
    def _came(self) -> dict[str, int]:
        return {one.id: number for number, one in self._edited.new.items()}

    def _id_now(self, number: int) -> str:
        old = self._edited.old(number)
        return self._edited.new[number].id if old is None else self._former.id(old)

    def type(self, number: int) -> str:
        """Return the type of an entity."""
        old = self._edited.old(number)
        return self._edited.new[number].type if old is None else self._former.type(old)

    def of_types(self, numbers: Iterable[int], keeps: Callable[[str], bool]) -> list[int]:
        """Return those of some entities whose type is kept."""
        return [number for number in numbers if keeps(self.type(number))]

    @property
    def type_words(self) -> list[str]:
        """The words for types, once no entity has gone with what may be the last of one."""
        if any(entity is None for _, entity in self._edited.changed):
            raise OutdatedError("a type may be gone")
        words = dict.fromkeys(self._former.type_words)
        return list(words | dict.fromkeys(one.type for one in self._edited.new.values()))

    @property
    def relation_words(self) -> set[str]:
        """The words for relations: those of the rows that stay and of the new ones."""
        import numpy as np

        codes = np.asarray(self._former.kind_of_row)
        kinds = [kind for kind, _ in self._former.kinds]
        counts = np.bincount(codes, minlength=len(kinds))
        counts -= np.bincount(codes[[*self._rows.numbers.gone()]], minlength=len(kinds))
        stay = [kind for kind, count in zip(kinds, counts.tolist(), strict=True) if count]
        new = (claim.relation for row in self._rows.new for claim in self.claims(row))
        return {*words_of(stay), *new}

    def _entity_now(self, number: int) -> Entity:
        new, old = self._edited.new.get(number), self._edited.old(number)
        if new is not None or old is None:
            return self._edited.new[number]
        if old < self._former.listed:
            return self._former.entity(old)
        line = self._edited.line_of_made(old)
        return self._former.entity(old)._replace(line=line)

    def entities_with_ids(self, ids: Iterable[str]) -> dict[str, Entity]:
        """Return many of the entities in the order asked."""
        numbers = ((one, self.number(one)) for one in ids)
        return {one: self.entity(number) for one, number in numbers if number is not None}

    def with_folded_id(self, folded: str) -> list[int]:
        """Return the entities whose id is this, whatever its case."""
        kept = self._edited.kept(self._former.with_folded_id(folded))
        return sorted({*kept, *(n for one, n in self._came.items() if one.casefold() == folded)})

    @property
    def has_descriptions(self) -> bool:
        """Whether a row of entities may say who describes what."""
        return self._former.has_descriptions

    def describes(self, source: str) -> bool:
        """Return whether a row of entities cites this."""
        return self._former.describes(source)

    def _old_row(self, row: int) -> int:
        old = self._rows.numbers.old(row)
        if old is None:
            raise OutdatedError(f"row {row} is new")
        return old

    def claims(self, row: int) -> list[Claim]:
        """Return the claims that a row states."""
        if row not in self._ends_of:
            return self._former.claims(self._old_row(row))
        office = self._ends_of[row][2:]
        stated = self._stated_by(row)
        return claims_through_office(stated, self.id(office[0])) if office else [stated]

    def _stated_by(self, row: int) -> Claim:
        """Return the claim that a new row words."""
        former, (source, target) = self._former, self._ends_of[row][:2]
        return claim_of(
            self.id(source),
            self.id(target),
            self._rows.new[row].cells,
            resolve=former.resolve,
            publisher_of=former.publisher_of,
            place=(self._rows.file, self._rows.new[row].line),
            symmetric=self.inputs.symmetric,
            reprints=self.reprints,
        )

    def rows_citing(self, source: str) -> list[int]:
        """Return the rows that cite a speaker, relay, document or publisher."""
        staying = self._former.rows_citing_among(source, self._stays)
        new = [row for row in self._rows.new if source in self._stated_by(row).sources]
        return sorted([*self._rows.numbers.kept(staying), *new])

    def _stays(self, old_row: int) -> bool:
        return self._rows.numbers.new(old_row) is not None

    def _steps(self) -> dict[int, list[tuple[int, int]]]:
        """Return for each entity the other ends and rows of the claims of new rows."""
        steps: dict[int, list[tuple[int, int]]] = {}
        for row, (source, target, *office) in self._ends_of.items():
            claims = [(source, office[0]), (office[0], target)] if office else [(source, target)]
            for place, (one, other) in enumerate(claims):
                steps.setdefault(one, []).append((other, row))
                if one != other or place:
                    steps.setdefault(other, []).append((one, row))
        return steps

    @cached_property
    def kinds(self) -> list[tuple[Kind, Edge]]:
        """The kinds of rows, those that are known of the edit last."""
        return [*self._former.kinds, *((kind, kind.edge) for kind in self._edited_kinds[1])]

    @cached_property
    def supports(self) -> list[Support]:
        """How well founded such an edge is, for each kind."""
        return [edge.support for _, edge in self.kinds]

    @cached_property
    def kind_of_row(self) -> RowColumn:
        """For each row the number of its kind."""
        return RenumberedColumn(self._former.kind_of_row, self._rows.numbers, self._edited_kinds[0])

    @cached_property
    def row_columns(self) -> RowColumns:
        """The numbers by which rows are filtered; new rows are read instead."""
        former, numbers = self._former.row_columns, self._rows.numbers
        new = dict.fromkeys(self._rows.new, 0)
        return RowColumns(
            self.kind_of_row,
            RenumberedColumn(former.start, numbers, new),
            RenumberedColumn(former.end, numbers, new),
            former.start_days,
            former.end_days,
        )

    @cached_property
    def _edited_kinds(self) -> tuple[dict[int, int], list[Kind]]:
        """The kind of each row that has to be read: new ones, and those that link the same two."""
        former = self._former
        first = len(former.kinds)
        known: dict[Kind, int] = {}
        codes: dict[int, int] = {}
        for row in self._rows.new:
            codes[row] = known.setdefault(Kind.of(self._stated_by(row), EDITED), first + len(known))
        for one, steps in self._steps().items():
            for other in {other for other, _ in steps}:
                for row in self.adjacency.rows_between(one, other):
                    if row in codes:
                        continue
                    kind, _ = former.kinds[former.kind_of_row[self._old_row(row)]]
                    if kind.stands == ALONE:
                        kind = kind._replace(stands=EDITED)
                        codes[row] = known.setdefault(kind, first + len(known))
        return codes, list(known)

    def row_filter(self, only: Filter) -> RowFilter:
        """Return which single rows a filter keeps."""
        without = {row for source in only.without for row in self.rows_citing(source)}
        said = self._rows_said_by(only.speakers)
        return RowFilter(only, self.row_columns, self.kinds, without, said)
