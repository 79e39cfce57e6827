"""The consolidated list of the United Nations Security Council, XML.

Whoever is listed becomes an entity with all names; what is said of the listing stands in columns
under the list's own names. Names that the list calls of low quality stand apart from the aliases:
they fit too many. Read only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.formats.content import ENTITY, Row
from actorgraph.formats.day_cells import put_day
from actorgraph.formats.ftm_rows import compatible_dates
from actorgraph.formats.row_builder import RowBuilder
from actorgraph.formats.xml import elements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.notes import Notes
    from actorgraph.formats.xml import Element

_CONTAINERS = ("CONSOLIDATED_LIST", "INDIVIDUALS", "ENTITIES")
_TYPES = {"INDIVIDUAL": "person", "ENTITY": "organization"}
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_BORN = "INDIVIDUAL_DATE_OF_BIRTH"
_LOW = "low"


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield whoever the list names.

    Raises:
        DataError: if it is not sound XML.
    """
    for element in elements(path, notes, containers=_CONTAINERS):
        if element.name in _TYPES:
            yield _listed(element, notes)


def _listed(element: Element, notes: Notes) -> Row:
    record = f"un-{_text(element, 'DATAID')}"
    builder = RowBuilder(ENTITY, notes, id=record, type=_TYPES[element.name])
    builder.put("name", " ".join(filter(None, (_text(element, name) for name in _NAMES))))
    builder.add_aliases([_text(element, "NAME_ORIGINAL_SCRIPT")])
    births = []
    for child in element.children():
        if child.name in ("DATAID", "NAME_ORIGINAL_SCRIPT", *_NAMES):
            continue
        if child.name.endswith("_ALIAS"):
            _put_alias(builder, child)
        elif child.name == _BORN and (birth := _birth(child)):
            births.append(birth)
            _keep(builder, child, without=_OF_BIRTH)
        else:
            _keep(builder, child)
    for birth in sorted(compatible_dates(births, builder, _BORN.lower()), key=len, reverse=True):
        put_day(builder, "start_date", birth, _BORN.lower())
    return Row(ENTITY, builder.cells, record)


def _put_alias(builder: RowBuilder, alias: Element) -> None:
    name = _text(alias, "ALIAS_NAME")
    if _text(alias, "QUALITY").lower() == _LOW:
        builder.keep("alias_of_low_quality", name)
    else:
        builder.add_aliases([name])
    _keep(builder, alias, without=("ALIAS_NAME", "QUALITY"))


_OF_BIRTH = ("TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR")


def _birth(element: Element) -> str:
    """Return when somebody was born, no more exact than the list says it."""
    first, last = _text(element, "FROM_YEAR"), _text(element, "TO_YEAR")
    if first or last:
        return f"[{first}..{last}]"
    date = _text(element, "DATE").partition("T")[0] or _text(element, "YEAR")
    is_about = _text(element, "TYPE_OF_DATE").lower().startswith("approx")
    return f"{date}~" if date and is_about else date


def _keep(builder: RowBuilder, element: Element, without: tuple[str, ...] = ()) -> None:
    """Keep the text of an element and of what is in it, under the names of both."""
    name = element.name.lower()
    builder.keep(name, element.text.strip())
    for part in element.children():
        if part.name not in without:
            whole = name if part.name == "VALUE" else f"{name}_{part.name.lower()}"
            builder.keep(whole, part.text.strip())


def _text(element: Element, name: str) -> str:
    """Return the text of the first element of a name, on one line."""
    child = element.child(name)
    return "" if child is None else " ".join(child.text.split())
