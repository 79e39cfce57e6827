"""A graph without what must not be published: entities under pseudonyms, columns empty, rows gone.

Works on rows, before edges and verdicts are made of them, so that every file written afterwards is
written from data that never held what was taken out. The same entity has the same pseudonym
everywhere in one export. Leaves out looking for what remained (leaks.py).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import names, schema
from actorgraph.errors import UsageError
from actorgraph.formats.csv import entity_row
from actorgraph.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.engine import Engine
    from actorgraph.tables import Table

SENSITIVITY = "sensitivity"
PUBLIC = frozenset({"", "public"})
COLUMN = "column:"
LEAST_SUBSTRING = 5
"""A term of fewer letters is looked for as a word of its own, a longer one inside words too."""

LEAST_SURNAME = 3

_KEPT = ("id", "name", "type")
_LISTS = tuple(column.name for column in schema.RELATION_COLUMNS if column.several)
_REFERENCES = ("source", "target", "document", "publisher", *_LISTS)


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that must not be in what is published.

    Attributes:
        why: what it is, without saying it again: "name of redacted-1".
    """

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """What is left to publish.

    Attributes:
        entities, relations: tables to read as data.
        ids: from the id of each redacted entity to its pseudonym.
        secrets: what must not be found in a file written from the tables.
        dropped: how many rows of relations were left out as sensitive.
        clean: takes secrets out of any other text, such as a title.
        meaning: what a cell that names somebody becomes.
    """

    entities: Table
    relations: Table
    ids: Mapping[str, str]
    secrets: Sequence[Secret]
    dropped: int
    clean: Callable[[str], str]
    meaning: Callable[[str], str]


def redact(engine: Engine, what: Collection[str], find: Callable[[str], Entity]) -> Redacted:
    """Take out what must not be published.

    Args:
        what: names or ids of entities, `column:NAME`, or `sensitivity` (everything whose column of
            that name says something other than public).
        find: the entity that a name surely means.

    Raises:
        UsageError: if a column is not there.
    """
    entities = list(engine.all_entities())
    named = [entity_row(one) for one in entities]
    rows = _rows(engine.all_claims())
    columns = {ask.removeprefix(COLUMN) for ask in what if ask.startswith(COLUMN)}
    hidden = {find(ask).id for ask in what if not ask.startswith(COLUMN) and ask != SENSITIVITY}
    _check_columns(columns, [*named, *(cells for cells, _ in rows)])
    dropped = 0
    if SENSITIVITY in what:
        hidden |= {cells["id"] for cells in named if cells.get(SENSITIVITY, "") not in PUBLIC}
        kept = [row for row in rows if row[0].get(SENSITIVITY, "") in PUBLIC]
        dropped = len(rows) - len(kept)
        columns.add(SENSITIVITY)
        rows = kept
    pseudonyms = _pseudonyms(entities, hidden)
    secrets, replaced = _secrets(entities, pseudonyms)
    published = [*named, *(cells for cells, _ in rows)]
    secrets += _secret_cells(columns - {SENSITIVITY}, published)
    scrub = _scrubber(replaced)
    ids = {one: pseudonym for one, (pseudonym, _) in pseudonyms.items()}
    meant = _meanings(entities, ids)
    related = [(_row_cells(row, columns, meant, scrub), line) for row, line in rows]
    stated = [
        (_entity_cells(cells, pseudonyms.get(one.id), columns, scrub), one.line)
        for one, cells in zip(entities, named, strict=True)
        if one.id in pseudonyms or not one.derived  # what rows make, the rows make again
    ]
    return Redacted(
        _table("entities.csv", schema.ENTITY_COLUMNS, stated),
        _table("relations.csv", schema.RELATION_COLUMNS, related),
        ids,
        secrets,
        dropped,
        scrub,
        lambda cell: meant.get(cell.strip()) or scrub(cell),
    )


def _rows(claims: Iterable[Claim]) -> list[tuple[dict[str, str], int]]:
    """The rows that claims stand in, each once, with its line; ends as the ids they mean.

    A row that makes an office has two claims: from its source and to its target.
    """
    found: dict[tuple[str, int], dict[str, str]] = {}
    for claim in claims:
        place = (claim.file, claim.line)
        if place in found:
            found[place]["target"] = claim.target
        else:
            found[place] = {**claim.row, "source": claim.source, "target": claim.target}
    return [(cells, line) for (_, line), cells in found.items()]


def _check_columns(columns: set[str], rows: Iterable[Mapping[str, str]]) -> None:
    there = {column.name for column in schema.ENTITY_COLUMNS + schema.RELATION_COLUMNS}
    for cells in rows:
        there.update(cells)
    for column in sorted(columns):
        if column not in there or column in ("id", "name", "source", "target"):
            raise UsageError(
                f"There is no column {column!r} to redact."
                if column not in there
                else f"The column {column!r} cannot be left empty.",
                hint="Redact entities by their names; other columns are: "
                + ", ".join(sorted(there - {"id", "name", "source", "target"})),
            )


def _pseudonyms(entities: Sequence[Entity], hidden: set[str]) -> dict[str, tuple[str, str]]:
    """Id and name that stand for each hidden entity, counted in the order of the data."""
    found: dict[str, tuple[str, str]] = {}
    for one in entities:
        if one.id in hidden:
            number = len(found) + 1
            found[one.id] = (f"redacted-{number}", f"{(one.type or 'entity').title()} {number}")
    return found


def _secrets(
    entities: Iterable[Entity], pseudonyms: Mapping[str, tuple[str, str]]
) -> tuple[list[Secret], dict[str, str]]:
    """What gives hidden entities away, and what to write in its place."""
    secrets: list[Secret] = []
    replaced: dict[str, str] = {}
    for one in entities:
        if one.id not in pseudonyms:
            continue
        pseudonym, shown = pseudonyms[one.id]
        texts = [("id", one.id, pseudonym), ("name", one.name, shown)]
        texts += [("alias", alias, shown) for alias in one.aliases]
        texts += [("address", one.url, ""), ("Wikidata id", one.wikidata_id, "")]
        texts += [("surname", surname, shown) for surname in _surnames(one)]
        for what, text, instead in texts:
            if text and text not in replaced:
                replaced[text] = instead
                secrets.append(Secret(text, f"{what} of {pseudonym}"))
    return secrets, replaced


def _surnames(one: Entity) -> set[str]:
    """The words of a person's names that are surnames, as written."""
    from actorgraph.names.parts import is_person, parsed

    if not is_person(one.type):
        return set()
    found: set[str] = set()
    for name in (one.name, *one.aliases):
        surname = parsed(name, one.type).surname
        found.update(w.strip(",;") for w in name.split() if names.fold(w) == surname)
    return {word for word in found if len(word) >= LEAST_SURNAME}


def _secret_cells(columns: set[str], rows: Sequence[Mapping[str, str]]) -> list[Secret]:
    """What stood in columns that are emptied."""
    found: dict[str, str] = {}
    for column in sorted(columns):
        for cells in rows:
            found.setdefault(cells.get(column, ""), column)
    return [Secret(text, f"column {column}") for text, column in found.items() if text]


def pattern(texts: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of some texts, the longest first, in any case; None when there are none."""
    found = sorted({text for text in texts if text}, key=len, reverse=True)
    parts = [
        re.escape(text) if len(text) >= LEAST_SUBSTRING else rf"(?<!\w){re.escape(text)}(?!\w)"
        for text in found
    ]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def without_marks(text: str) -> str:
    """Letters without their marks, in small ones."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(one for one in apart if not unicodedata.combining(one)).casefold()


def _scrubber(replaced: Mapping[str, str]) -> Callable[[str], str]:
    folded = {without_marks(text): instead for text, instead in replaced.items()}
    folded |= {text.casefold(): instead for text, instead in replaced.items()}
    found = pattern(folded)
    if found is None:
        return lambda text: text
    return lambda text: found.sub(lambda hit: folded.get(hit[0].casefold(), "(redacted)"), text)


def _meanings(entities: Iterable[Entity], ids: Mapping[str, str]) -> dict[str, str]:
    """What a cell that names a hidden entity becomes."""
    meant = {}
    for one in entities:
        if one.id in ids:
            meant.update(dict.fromkeys((one.name, *one.aliases), ids[one.id]))
    return {**meant, **ids}


def _entity_cells(
    cells: Mapping[str, str],
    pseudonym: tuple[str, str] | None,
    columns: set[str],
    scrub: Callable[[str], str],
) -> dict[str, str]:
    if pseudonym is not None:
        return dict(zip(_KEPT, (*pseudonym, cells["type"]), strict=True))
    return {column: scrub(text) for column, text in cells.items() if text and column not in columns}


def _row_cells(
    cells: Mapping[str, str],
    columns: set[str],
    meant: Mapping[str, str],
    scrub: Callable[[str], str],
) -> dict[str, str]:
    found = {}
    for column, text in cells.items():
        if column in columns or not text:
            continue
        if column in _REFERENCES:
            parts = text.split(schema.SEPARATOR) if column in _LISTS else [text]
            found[column] = schema.SEPARATOR.join(
                meant.get(part.strip()) or scrub(part) for part in parts
            )
        else:
            found[column] = scrub(text)
    return found


def _table(
    name: str, columns: Sequence[schema.Column], rows: Sequence[tuple[dict[str, str], int]]
) -> Table:
    """Cells as a table under our columns, unknown ones after them."""
    found = list(dict.fromkeys(column for cells, _ in rows for column in cells))
    known = [column.name for column in columns if column.name in found]
    header = [*known, *(column for column in found if column not in known)]
    return table_of(name, header, rows)
