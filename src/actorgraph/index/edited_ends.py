"""Whom the rows after an edit name: entities and offices that rows make come, go or move.

Stands for `_end`, `_check_references` and `_make_offices` of dataset.py, for the few rows that an
edit touches. What would change the meaning of other rows (an office more or less, a name that is
an address or an office's, a type that rows give) is left to a new index. Called by overlay.py;
tests/differential/test_edits.py compares what is answered then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph import checks, schema
from actorgraph.claims import Entity
from actorgraph.dataset import REFERRING
from actorgraph.hosts import host_of
from actorgraph.index import NOBODY
from actorgraph.index.column_file import OutdatedError
from actorgraph.index.numbering import Numbering, Replacement
from actorgraph.input_tables import REQUIRED_COLUMNS
from actorgraph.statements import NO_OFFICES_IN, derived_office, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from actorgraph.index.edited_rows import EditedRows
    from actorgraph.index.reading import Index

    End = int | str
    """An entity by its old number; one that was not there by its id."""


class Ends(NamedTuple):
    """The ends of a row, and the old number of the office that it makes, or NOBODY."""

    source: End
    target: End
    office: int


class _Made(NamedTuple):
    """An entity that rows make.

    Attributes:
        row: the new number of the first row that makes it; end: 0 as its source, 1 as its target.
    """

    row: int
    end: int
    entity: Entity
    old: int | None


class EditedEnds:
    """The ends of new rows, and the entities that rows make.

    Args:
        index: as it was built; its rows are read where they stand now.
        rows: after the edit.

    Attributes:
        ends: of new rows by number.
        numbers: of entities, before and after; whoever moved is gone and new.
        new: entities by their new number, those that moved included.
        moved: from the old number of an entity to its new one.
        changed: (old number, entity as it is now or None) of each entity that comes, goes or moves.

    Raises:
        OutdatedError: if an edit changes what other rows mean, or has an error.
    """

    def __init__(self, index: Index, rows: EditedRows) -> None:
        self._index, self._rows = index, rows
        self._first_office = index.listed + index.made_names.first_filled()
        self.ends: dict[int, Ends] = {}
        self._first_named: dict[End, tuple[int, int]] = {}
        self._types_of_new: dict[str, str] = {}
        self._resolve_new()
        self._refuse_types_gone()
        self._made_by_name = list(self._made())
        self._add_offices({one.entity.id: one.entity for one in self._made_by_name})
        self._number([*self._made_by_name, *self._moved_offices()])

    def number(self, end: End) -> int:
        """Return the new number of an entity that is there."""
        if isinstance(end, str):
            return self._of_new[end]
        number = self.kept_number(end)
        if number is None:
            raise OutdatedError(f"entity {end} is gone")
        return number

    def kept(self, olds: Iterable[int]) -> Iterator[int]:
        """Yield the new numbers of entities that stay, moved or not."""
        return (new for new in map(self.kept_number, olds) if new is not None)

    def kept_number(self, old: int) -> int | None:
        """Return the new number of an entity, moved or not; None if it is gone."""
        return self.moved[old] if old in self.moved else self.numbers.new(old)

    @property
    def gone_count(self) -> int:
        """How many entities are gone."""
        return self.numbers.gone_count

    def former_ends(self, row: int) -> list[int]:
        """Return the entities that a row linked, and the office that it made, by old numbers."""
        return self._index.ends_of(row)

    def line_of_made(self, old: int) -> int:
        """Return the line that made an entity, where it stands now."""
        return self._line_of(old)

    def made_by_name(self) -> Iterator[tuple[int, int, Entity]]:
        """Yield the entities that come or move: the row that makes each, as which end, and it."""
        for one in self._made_by_name:
            yield one.row, one.end, one.entity

    def old(self, number: int) -> int | None:
        """Return the old number of an entity; None if it was not there."""
        return self._old_of_moved[number] if number in self.new else self.numbers.old(number)

    def _resolve_new(self) -> None:
        for number, row in self._rows.new.items():
            source, target = (self._end(row.cells[name].strip()) for name in REQUIRED_COLUMNS)
            for place, end in enumerate((source, target)):
                self._first_named.setdefault(end, (number, place))
                self._take_type(end, row.cells.get(schema.TYPE_COLUMNS[place], "").strip())
            self.ends[number] = Ends(source, target, NOBODY)
            for column in REFERRING:
                for name in values_of(row.cells.get(column, "")):
                    self._refuse_ambiguous(name)

    def _take_type(self, end: End, given: str) -> None:
        """Note the type that a new row gives; refuse one that changes or contradicts a type."""
        if not given:
            return
        if isinstance(end, str):
            known = self._types_of_new.setdefault(end, given)
        else:
            known = self._index.type(end)
        if known != given:
            raise OutdatedError("rows give another type")

    def _refuse_types_gone(self) -> None:
        """Refuse if a row is gone that may have given a type, or a warning about one."""
        index = self._index
        if not set(schema.TYPE_COLUMNS).intersection(self._rows.columns):
            return
        gone = [end for row in self._rows.numbers.gone() for end in index.ends_of(row)[:2]]
        warned = (one.line for one in index.problems if one.column in schema.TYPE_COLUMNS)
        if any(index.listed <= end < self._first_office and index.type(end) for end in gone) or any(
            self._rows.lines.new(line) is None for line in warned
        ):
            raise OutdatedError("rows that give types are gone")

    def _end(self, name: str) -> End:
        index = self._index
        called: list[int] = []
        for number in dict.fromkeys(index.may_mean(name)):
            if index.id(number) == name:
                self._refuse_office(number)
                return number
            entity = index.stated(number)
            if name in (entity.name, *entity.aliases):
                self._refuse_office(number)
                called.append(number)
        if len(called) == 1:
            return called[0]
        if called or not name or host_of(name) or checks.refused_end(name):
            raise OutdatedError(f"{name!r} is to be resolved with all rows")
        return name

    def _refuse_office(self, number: int) -> None:
        """Refuse an end that is called as an office: it is one only if no row names it."""
        if number >= self._first_office:
            raise OutdatedError("an end that is an office")

    def _refuse_ambiguous(self, name: str) -> None:
        index = self._index
        may_be = dict.fromkeys(index.may_mean(name))
        if any(index.id(number) == name for number in may_be):
            return
        called = (index.stated(n) for n in may_be if n < index.listed)
        if sum(name in (one.name, *one.aliases) for one in called) > 1:
            raise OutdatedError(f"{name!r} is ambiguous")

    def _made(self) -> Iterator[_Made]:
        """Yield the entities made by name that new or former rows name: those that stay or come."""
        index = self._index
        touched = {end for end in self._first_named if not isinstance(end, str)}
        touched |= {end for row in self._rows.numbers.gone() for end in index.ends_of(row)[:2]}
        self.changed: list[tuple[int | None, Entity | None]] = []
        for old in sorted(touched):
            if not index.listed <= old < self._first_office:
                continue
            first = self._first_naming(old)
            if first is None:
                self._let_go(old)
                continue
            made = self._made_by(*first, Entity(index.id(old), index.id(old), index.type(old)), old)
            if made.entity.line != self._line_before(old):
                yield made
        for end, first in self._first_named.items():
            if isinstance(end, str):
                yield self._made_by(*first, Entity(end, end, self._types_of_new.get(end, "")), None)

    def _line_before(self, old: int) -> int | None:
        """Return where the line stands now that made an entity; None if it is gone."""
        return self._rows.lines.new(self._index.made_lines[old - self._index.listed])

    def _first_naming(self, old: int) -> tuple[int, int] | None:
        """Return the first row, by its new number, with an entity as an end, and which end."""
        index, first = self._index, self._first_named.get(old)
        for row in index.adjacency.rows(old):
            number = self._rows.numbers.new(row)
            ends = index.ends_of(row)[:2]
            if number is not None and old in ends:
                return min(first or (number, ends.index(old)), (number, ends.index(old)))
        return first

    def _let_go(self, old: int) -> None:
        """Note that no row names an entity any more; refuse if its name then means another."""
        index = self._index
        name = index.id(old)
        others = (index.stated(number) for number in index.may_mean(name) if number != old)
        stays = any(self._rows.numbers.new(row) is not None for row in index.adjacency.rows(old))
        if stays or host_of(name) or any(name in (one.name, *one.aliases) for one in others):
            raise OutdatedError(f"{name!r} means something else now")
        self.changed.append((old, None))

    def _made_by(self, row: int, end: int, entity: Entity, old: int | None) -> _Made:
        line = self._rows.line(row)
        made = entity._replace(derived=True, file=self._rows.file, line=line)
        return _Made(row, end, made, old)

    def _add_offices(self, new: Mapping[str, Entity]) -> None:
        """Find the office that each new row makes: one that there was already."""
        for number, ends in self.ends.items():
            cells = self._rows.new[number].cells
            role = cells.get("role", "").strip()
            if cells.get("relation", "").strip() != schema.HOLDS_POSITION or not role:
                continue
            target = ends.target
            body = new[target] if isinstance(target, str) else self._index.stated(target)
            if body.kind in NO_OFFICES_IN:
                continue
            office = derived_office(body, role, (self._rows.file, self._rows.line(number)))
            there = self._index.number(office.id)
            if there is None or (there, None) in self.changed:
                raise OutdatedError("a new office")
            self.ends[number] = ends._replace(office=there)

    def _moved_offices(self) -> Iterator[_Made]:
        """Yield the offices that another row now makes first."""
        index, numbers = self._index, self._rows.numbers
        first_new: dict[int, int] = {}
        for number, ends in self.ends.items():
            first_new.setdefault(ends.office, number)
        touched = {*first_new, *(end for row in numbers.gone() for end in index.ends_of(row)[2:])}
        for old in sorted(touched):
            if not self._first_office <= old < NOBODY:
                continue
            making = (row for row in index.adjacency.rows(old) if old in index.ends_of(row)[2:])
            first_old = next(numbers.kept(making), None)
            row = min((r for r in (first_old, first_new.get(old)) if r is not None), default=None)
            if row is None:
                raise OutdatedError("an office less")
            before, line = index.stated(old), self._rows.line(row)
            if line != self._line_before(old):
                if self._office_of(row).name != before.name:
                    raise OutdatedError("an office by another name")
                yield _Made(row, 0, self._office_of(row), old)

    def _office_of(self, row: int) -> Entity:
        """Return the office that a row makes, by its new number, as if it were the first."""
        old = self._rows.numbers.old(row)
        target = self.ends[row].target if old is None else self._index.ends_of(old)[1]
        if isinstance(target, str):
            raise OutdatedError("an office in a new body")
        role = self._rows.cells_of(row)["role"].strip()
        place = self._rows.file, self._rows.line(row)
        return derived_office(self._index.stated(target), role, place)

    def _number(self, made: Iterable[_Made]) -> None:
        """Number all entities: those made by name in the order of rows, then the offices."""
        made = list(made)
        self.changed += [(one.old, one.entity) for one in made]
        gone = {old for old, _ in self.changed if old is not None}
        inserted: dict[int, list[_Made]] = {}
        for one in made:
            is_office = one.old is not None and one.old >= self._first_office
            inserted.setdefault(self._place_of(one, is_office=is_office, gone=gone), []).append(one)
        places = sorted({*gone, *inserted})
        replaced = [
            Replacement(place, place + (place in gone), len(inserted.get(place, ())))
            for place in places
        ]
        self.numbers = Numbering(replaced, len(self._index))
        self.new: dict[int, Entity] = {}
        self.moved: dict[int, int] = {}
        self._of_new: dict[str, int] = {}
        self._old_of_moved: dict[int, int | None] = {}
        for place, numbers in zip(places, self.numbers.added(), strict=True):
            there = sorted(inserted.get(place, ()), key=lambda one: one[:2])
            for number, one in zip(numbers, there, strict=True):
                self.new[number] = one.entity
                self._old_of_moved[number] = one.old
                if one.old is None:
                    self._of_new[one.entity.id] = number
                else:
                    self.moved[one.old] = number

    def _place_of(self, one: _Made, *, is_office: bool, gone: set[int]) -> int:
        """Return the old number before which an entity stands now, by the line that makes it."""
        index = self._index
        low, high = (
            (self._first_office, len(index)) if is_office else (index.listed, self._first_office)
        )
        stop = high
        while low < high:
            middle = (low + high) // 2
            if self._line_of(middle) < one.entity.line:
                low = middle + 1
            else:
                high = middle
        while low < stop and self._line_of(low) == one.entity.line:
            if low not in gone and not self._precedes(low, one):
                break
            low += 1
        return low

    def _line_of(self, old: int) -> int:
        """Return the line that made an entity, or of what stands after it if that is gone."""
        return self._rows.lines.new_or_next(self._index.made_lines[old - self._index.listed])

    def _precedes(self, old: int, one: _Made) -> bool:
        """Return whether the row that an entity comes by had made another at its source."""
        row = self._rows.numbers.old(one.row)
        return one.end == 1 and row is not None and self._index.ends_of(row)[0] == old
