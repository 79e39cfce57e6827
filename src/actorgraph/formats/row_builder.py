"""Filling the cells of a row from what a foreign file says, so that nothing is lost on the way.

Used by the readers. What we have no column for stays under its own name; a name that would be
taken for one of our columns is changed visibly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.dates.date_forms import advice_on
from actorgraph.dates.date_order import in_order
from actorgraph.formats.content import ENTITY, RELATION, read_date
from actorgraph.formats.written_numbers import WrittenNumber
from actorgraph.headings.cell_kinds import is_date_like
from actorgraph.headings.column_words import EITHER
from actorgraph.quantities import SHARE, in_whole
from actorgraph.statements import attested

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from actorgraph.formats.notes import Notes

_OURS = {
    ENTITY: {*schema.ENTITY_NAMES},
    RELATION: {column.name for column in schema.RELATION_COLUMNS} | {schema.DATE_COLUMN},
}
_MEANINGS = {
    ENTITY: schema.known_columns(schema.ENTITY_COLUMNS),
    RELATION: schema.known_columns(schema.RELATION_COLUMNS),
}
_LIKE_A_DATE = re.compile(r"\[?[12]\d{3}(?:[-T .\]]|\Z)")
DATE_COLUMNS = ("start_date", "end_date", "published_date", "statement_date", "date")


class RowBuilder:
    """The cells of one row that is being read.

    Args:
        kind: ENTITY or RELATION.
        notes: where it is said what could not be taken over as it stands.
        cells: those that are known already.
    """

    def __init__(self, kind: str, notes: Notes, **cells: str) -> None:
        self.kind = kind
        self.notes = notes
        self.cells = {name: cell for name, cell in cells.items() if cell}

    def put(self, column: str, value: object) -> None:
        """Fill a column of ours, if there is anything to fill it with."""
        text = text_of(value)
        if text and not self.cells.get(column):
            self.cells[column] = text

    def put_date(self, column: str, value: object, name: str = "") -> None:
        """Fill a date; what is more, or unreadable, stays under the name it had."""
        given = text_of(value)
        date, whole = read_date(in_order(given, self.notes.date_order))
        if date and not self.cells.get(column):
            self.cells[column] = date
        elif date:
            whole = given
        if whole:
            kept = self.keep(name or f"{column}_as_given", whole)
            if not date:
                what = f"not read as a date: kept under {kept}"
                self.notes.add(name or column, what, example=lambda: advice_on(given).message)

    def put_point_in_time(self, value: object, name: str) -> None:
        """Fill both dates of a relation that has none from one date, as our column date does.

        Of a state it says only that it held then, of an event that it happened then.
        """
        date, whole = read_date(in_order(text_of(value), self.notes.date_order))
        if not date:
            self.put_date("start_date", value, name)
            return
        if self.cells.get("start_date") or self.cells.get("end_date"):
            self.keep(name, value)
            return
        is_state = self.cells.get("relation", "") in schema.STATE_RELATIONS
        start, end = attested(date) if is_state else (date, date)
        self.cells |= {"start_date": start, "end_date": end}
        self.keep(name, whole)

    def put_share(self, value: object, name: str) -> None:
        """Fill the share: percent, exact or a range; what is neither stays under its own name."""
        given = text_of(value)
        read = in_whole(SHARE, given)
        if read and not self.cells.get(SHARE):
            self.cells[SHARE] = read
        else:
            self.keep(name, given)

    def add_aliases(self, names: Iterable[object]) -> None:
        """Add names that are not there yet."""
        present = [part for part in self.cells.get("aliases", "").split(schema.SEPARATOR) if part]
        for value in names:
            name = text_of(value).replace(schema.SEPARATOR, "/").strip()
            if name and name not in present and name != self.cells.get("name"):
                present.append(name)
        if present:
            self.cells["aliases"] = schema.SEPARATOR.join(present)

    def keep(self, name: str, value: object) -> str:
        """Keep what we have no column for, under its own name; return the name that it got."""
        text = text_of(value)
        if not text:
            return ""
        name = " ".join(name.split()) or "unnamed"
        if name in _OURS[self.kind]:
            name = f"{name}_as_given"
        present = self.cells.get(name)
        if present is None:
            self.cells[name] = text
        elif text not in present.split(schema.SEPARATOR):
            self.cells[name] = present + schema.SEPARATOR + text
        return name

    def take(self, attributes: Mapping[str, object]) -> None:
        """Take over attributes by the headers that mean our columns; the others stay as they are.

        Our own names first; a value that our column cannot hold stays under its own name.
        """
        meanings = _MEANINGS[self.kind]
        own = _OURS[self.kind]
        for name in sorted(attributes, key=lambda name: (name not in own, _is_either(name))):
            column = name if name in own else meanings.get(schema.folded_header(name), "")
            value = text_of(attributes[name])
            if not value:
                continue
            allowed = schema.CLOSED_SETS.get(column)
            if allowed and value.lower() not in allowed:
                self.keep(name, value)
            elif column and not self.cells.get(column):
                if column in DATE_COLUMNS:
                    self._take_dates(column, value, name)
                else:
                    self.cells[column] = value
            elif date := self._date_by(name, value):
                self.put_date(date, value, name)
            elif not column or self.cells.get(column) != value:
                self.keep(name, value)

    def _date_by(self, name: str, value: str) -> str:
        """Return the date of a relation that a word such as `since` or `from` gives, if it does.

        A date in a form that is not read here is one too, and is said as such.
        The ends of the relation are known, so that no such word means one of them.
        """
        if self.kind != RELATION or not {"source", "target"} <= self.cells.keys():
            return ""
        either = EITHER.get(schema.folded_header(name))
        is_read = bool(_LIKE_A_DATE.match(value)) and bool(read_date(value)[0])
        is_date = is_read or is_date_like(value)
        return either.date if either and is_date and not self.cells.get(either.date) else ""

    def _take_dates(self, column: str, value: str, name: str) -> None:
        self.put_date(column, value, name if name != column else "")


def _is_either(name: str) -> bool:
    """Return whether only its cells say what a header means: read when all others are."""
    return schema.folded_header(name) in EITHER


def text_of(value: object) -> str:
    """Any value of a foreign file as the text of one cell; lists as our several values."""
    if isinstance(value, str):
        return str(value)  # a text and nothing that adds to one, for whoever packs it
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, WrittenNumber):
        return value.text
    if isinstance(value, float) and value.is_integer():
        return _digits(value)
    if isinstance(value, list):
        if len(value) == 1 and isinstance(value[0], str):
            return value[0]
        if all(not isinstance(part, (dict, list)) for part in value):
            return schema.SEPARATOR.join(dict.fromkeys(text_of(part) for part in value if part))
        return _json(value)
    return _json(value) if isinstance(value, dict) else str(value)


def _digits(value: float) -> str:
    """Return a whole number without a point, and without digits that nobody has stored."""
    if abs(value) < _EXACT:
        return str(int(value))
    from decimal import Decimal

    return f"{Decimal(repr(value)):f}" if abs(value) < _WRITTEN_OUT else repr(value)


_EXACT = 2**53
"""Beyond it a number with a point cannot tell a whole number from the next."""
_WRITTEN_OUT = 1e21


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False) if value else ""
