"""What an entity is, in lines: its name, its values with who gives them, and where they say so."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from actorgraph.attributes import attributes_of
from actorgraph.plurals import counted
from actorgraph.render.terminal import Style, clean
from actorgraph.render.wording import claim_line, who

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from actorgraph.attributes import Value
    from actorgraph.claims import Claim, Entity
    from actorgraph.render.wording import Names

LABELS = {
    "country": "Country",
    "start_date": "From",
    "end_date": "To",
    "publisher": "Publisher",
    "published_date": "Published",
    "wikidata_id": "Wikidata",
    "url": "URL",
}
ROW = "Row"
"""The label of the id of a row that stands for another entity than its own."""
NOBODY = "nobody is named for this"
MOST_MARKS = 20
"""Of values that rest on nobody; beyond it their number is said once."""


def entity_title(entity: Entity, style: Style) -> str:
    """Return the name of an entity with its type and its id."""
    what = f"{clean(entity.type) or 'no type'}, id {clean(entity.id)}"
    if entity.derived:
        what += ", derived"
    return f"{style(clean(entity.name), 'bold')}  {style(what, 'dim')}"


def value_lines(entity: Entity, name: Names) -> Iterator[str]:
    """Yield what is said of an entity by itself, with who says it where the data names anybody."""
    if entity.descriptions:
        yield from _described_lines(entity, name)
        return
    if entity.description:
        yield clean(entity.description)
    if entity.aliases:
        yield f"Also: {', '.join(clean(alias) for alias in entity.aliases)}"
    for column, label in LABELS.items():
        if value := getattr(entity, column):
            yield f"{label}: {_text(column, value, name)}"
    for column, value in entity.extra.items():
        if value:
            yield f"{clean(column)}: {clean(value)}"


def source_lines(entity: Entity, name: Names, style: Style) -> Iterator[str]:
    """Yield who describes an entity and where, each once, after an empty line and a heading."""
    claims = [one.claim for one in entity.descriptions if one.claim.is_sourced]
    if not claims:
        return
    yield ""
    yield style("Who describes it so", "bold")
    for line, number in Counter(claim_line(claim, name) for claim in claims).items():
        times = f" ({number} rows)" if number > 1 else ""
        yield f"  {style('-', 'dim')} {line}{times}"


def _described_lines(entity: Entity, name: Names) -> Iterator[str]:
    attributes = {one.column: one.values for one in attributes_of(entity)}
    unsourced = sum(
        not value.is_sourced
        for column, values in attributes.items()
        for value in values
        if column != "type" and (column, value.text) != ("name", entity.name)
    )
    is_marked = any(one.among_sourced for one in entity.descriptions)
    mark = NOBODY if is_marked and unsourced <= MOST_MARKS else ""

    def words(column: str, values: Sequence[Value]) -> list[str]:
        several = len(values) > 1 and column != "aliases"
        return [with_givers(column, one, name, mark, is_one_of_several=several) for one in values]

    types = attributes.pop("type", ())
    if any(value.is_sourced for value in types):
        yield f"Type: {'; '.join(words('type', types))}"
    yield from words("description", attributes.pop("description", ()))
    names = [one for one in attributes.pop("name", ()) if one.is_sourced or one.text != entity.name]
    yield from _alias_line((*names, *attributes.pop("aliases", ())), name, mark)
    order = [*LABELS, *(column for column in attributes if column not in LABELS)]
    for column in order:
        if values := attributes.get(column):
            label = ROW if column == "id" else LABELS.get(column, column)
            yield f"{clean(label)}: {'; '.join(words(column, values))}"
    yield from _remarks(entity)
    if is_marked and unsourced > MOST_MARKS:
        yield f"For {counted(unsourced, 'value')} of these nobody is named."


def _alias_line(values: Iterable[Value], name: Names, unsourced: str) -> Iterator[str]:
    """Yield all further names, those together that the same sources give."""
    by_givers: dict[str, list[str]] = {}
    for value in values:
        given = _givers(value, name, unsourced, is_one_of_several=False)
        by_givers.setdefault(given, []).append(clean(value.text))
    also = [
        f"{', '.join(n)} ({given})" if given else ", ".join(n) for given, n in by_givers.items()
    ]
    if also:
        yield f"Also: {'; '.join(also)}"


def _remarks(entity: Entity) -> Iterator[str]:
    """Yield what the rows add that nobody is named for."""
    for description in entity.descriptions:
        claim = description.claim
        if not claim.is_sourced:
            cells = (
                ("said", claim.statement_date),
                ("place in the document", claim.locator),
                ("quote", claim.quote),
                ("assessed", claim.assessment),
                ("note", claim.note),
            )
            yield from (f"{label}: {clean(cell)}" for label, cell in cells if cell)


def with_givers(
    column: str, value: Value, name: Names, unsourced: str, *, is_one_of_several: bool
) -> str:
    """Return a value with who states it and who denies it.

    Args:
        unsourced: what is said where nobody is named.
        is_one_of_several: whether the column has other values, so that the row tells them apart.
    """
    given = _givers(value, name, unsourced, is_one_of_several=is_one_of_several)
    return _text(column, value.text, name) + (f" ({given})" if given else "")


def _givers(value: Value, name: Names, unsourced: str, *, is_one_of_several: bool) -> str:
    """Return who states a value and who denies it; "" for nobody."""
    if not value.is_sourced:
        return unsourced or (_rows(value.stated_by) if is_one_of_several else "")
    remarks = [who(_named(value.stated_by), name)] if _named(value.stated_by) else []
    if value.denied_by:
        remarks.append(f"denied by {who(value.denied_by, name)}")
    return "; ".join(remarks)


def _named(claims: Iterable[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.is_sourced]


def _rows(claims: Iterable[Claim]) -> str:
    """Return the places of rows that nobody is named for, to tell them apart."""
    return ", ".join(f"{clean(claim.file)}:{claim.line}" for claim in claims)


def _text(column: str, value: str, name: Names) -> str:
    return name(value) if column == "publisher" else clean(value)


def attribute_words(column: str) -> str:
    """Return what a column of entities is called within a sentence."""
    return column.replace("_", " ")
