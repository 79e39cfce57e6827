"""A graph without what must not be published: entities under pseudonyms, columns empty, rows gone.

Works on rows, before edges and verdicts are made of them, so that every file written afterwards is
written from data that never held what was taken out. The same entity has the same pseudonym
everywhere in one export. Leaves out looking for what remained (leaks.py).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.dataset import MERGED_FROM
from actorgraph.descriptions import adds, is_sourced
from actorgraph.errors import UsageError
from actorgraph.formats.content import direction, entity_row, row_of, united_cells
from actorgraph.hosts import host_in, host_of
from actorgraph.outlets import outlets_of, publisher_in
from actorgraph.statements import values_of
from actorgraph.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.engine import Engine
    from actorgraph.tables import Table

SENSITIVITY = "sensitivity"
PUBLIC = frozenset({"", "public"})
COLUMN = "column:"
LEAST_SUBSTRING = 5
"""A shorter term is searched as a whole word, a longer one inside words too."""

LEAST_SURNAME = 3

_NEVER_EMPTY = frozenset({"id", "name", "source", "target"})
_WORDING = ("quote", "note")
_STATING = tuple(
    column.name
    for column in schema.RELATION_COLUMNS
    if column.name not in ("id", "note", "assessment")
)
"""Columns that are equal where two inputs hold one statement; the others are notes."""
_KEPT = ("id", "name", "type")
_LISTS = tuple(column.name for column in schema.RELATION_COLUMNS if column.several)
_REFERENCES = ("source", "target", "document", "publisher", *_LISTS)


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that must not be in what is published.

    Attributes:
        why: names the text without repeating it: "name of redacted-1".
    """

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """The data that is left to publish.

    Attributes:
        entities, relations: tables to read as data.
        ids: from the id of each redacted entity to its pseudonym.
        secrets: what must not be found in a file written from the tables.
        dropped: how many rows of relations were left out as sensitive.
        clean: takes secrets out of any other text, such as a title.
        meaning: replaces a cell that names a hidden entity.
        outlets: from the hosts of which only actorgraph.toml says whose they are to the outlets;
            without those that are redacted.
    """

    entities: Table
    relations: Table
    ids: Mapping[str, str]
    secrets: Sequence[Secret]
    dropped: int
    clean: Callable[[str], str]
    meaning: Callable[[str], str]
    outlets: Mapping[str, str]


def redact(engine: Engine, what: Collection[str], find: Callable[[str], Entity]) -> Redacted:
    """Take out what must not be published.

    Args:
        what: names or ids of entities, `column:NAME`, or `sensitivity` (everything of which any
            row, in whatever input, says in the column of that name something other than public).
        find: the entity that a name surely means.

    Raises:
        UsageError: if a column is not there or cannot be left empty.
    """
    entities = list(engine.all_entities())
    described = {entity.id: _rows_describing(entity) for entity in entities}
    named = [cells for rows in described.values() for cells in rows]
    choice = _chosen(what, find, named, _rows(engine.all_claims()))
    pseudonyms = _pseudonyms(entities, choice.hidden, untyped="type" in choice.columns)
    secrets, replaced = _secrets(entities, described, pseudonyms)
    published = [*named, *(row.cells for row in choice.rows)]
    secrets += _secret_cells(choice.columns, published)
    secrets += _only_in(choice.dropped, published)
    scrub = _scrubber(replaced)
    ids = {entity_id: pseudonym for entity_id, (pseudonym, _) in pseudonyms.items()}
    meant = _meanings(entities, described, ids)
    gone = choice.columns | choice.marks
    related = [(_row_cells(row.cells, gone, meant, scrub), row.line) for row in choice.rows]
    stated = [
        (cells, entity.line)
        for entity in entities
        if entity.id in pseudonyms or not entity.derived  # what rows made, they make again
        for cells in (
            [_hidden(entity, pseudonyms[entity.id], gone)]
            if entity.id in pseudonyms
            else _left_of(entity, described[entity.id], gone, meant, scrub)
        )
    ]
    return Redacted(
        _table("entities.csv", schema.ENTITY_COLUMNS, stated),
        _table("relations.csv", schema.RELATION_COLUMNS, related),
        ids,
        secrets,
        len(choice.dropped),
        scrub,
        lambda cell: meant.get(cell.strip()) or scrub(cell),
        {} if gone & {"document", "publisher"} else _outlets(engine, entities, meant, scrub),
    )


def _outlets(
    engine: Engine,
    entities: Iterable[Entity],
    meant: Mapping[str, str],
    scrub: Callable[[str], str],
) -> dict[str, str]:
    """Return the outlets that no row states, as far as they may be published."""
    described = {entity.id: entity for entity in entities}
    own = outlets_of(described.values())
    outlets = {}
    for claim in engine.all_claims():
        document = described.get(claim.document)
        said = host_of(claim.document) if document is None else publisher_in(document)
        if (host := host_in(said)) and claim.publisher not in ("", said, own.get(host)):
            outlets[host] = claim.publisher
    return {
        host: outlet
        for host, outlet in outlets.items()
        if outlet not in meant and scrub(outlet) == outlet
    }


class _Row(NamedTuple):
    """A row of relations, its ends as ids.

    Attributes:
        statement: what it states; equal in rows of several inputs that state the same.
    """

    cells: dict[str, str]
    line: int
    statement: tuple[object, ...]

    @property
    def id(self) -> str:
        """Its own id; rows of several inputs with one id are one row, however worded."""
        return self.cells.get("id", "")


class _Choice(NamedTuple):
    """The rows and columns that go, and the rows that stay.

    Attributes:
        hidden: ids of the entities under pseudonyms.
        columns: those to empty, whose cells are secret.
        marks: those that say what is sensitive.
        rows, dropped: what may be published, and what is left out.
    """

    hidden: set[str]
    columns: frozenset[str]
    marks: frozenset[str]
    rows: list[_Row]
    dropped: list[_Row]


def _chosen(
    what: Collection[str],
    find: Callable[[str], Entity],
    named: Sequence[Mapping[str, str]],
    rows: list[_Row],
) -> _Choice:
    there = _columns_of([*named, *(row.cells for row in rows)])
    asked = {column for ask in what if ask.startswith(COLUMN) for column in _matching(ask, there)}
    ends = [ask for ask in what if not ask.startswith(COLUMN) and not _is_sensitivity(ask)]
    hidden = {find(ask).id for ask in ends}
    if not any(map(_is_sensitivity, what)):
        return _Choice(hidden, frozenset(asked), frozenset(), rows, [])
    marks = _sensitivity_columns(there)
    hidden |= {cells["id"] for cells in named if not _is_public(cells, marks)}
    secret_rows = [row for row in rows if not _is_public(row.cells, marks)]
    secret = {row.statement for row in secret_rows} | {row.id for row in secret_rows if row.id}
    kept = [row for row in rows if secret.isdisjoint((row.statement, row.id))]
    dropped = [row for row in rows if not secret.isdisjoint((row.statement, row.id))]
    return _Choice(hidden, frozenset(asked - marks), marks, kept, dropped)


def _rows(claims: Iterable[Claim]) -> list[_Row]:
    """Return the rows of claims, each once.

    A row that makes an office has two claims: from its source and to its target.
    """
    rows: dict[tuple[str, int], _Row] = {}
    for claim in claims:
        place = (claim.file, claim.line)
        if place in rows:
            rows[place].cells["target"] = claim.target
        else:
            ends = {"source": claim.source, "target": claim.target}
            cells = {**claim.row, **direction(claim), **ends}
            statement = tuple(getattr(claim, column) for column in _STATING)
            rows[place] = _Row(cells, claim.line, statement)
    return list(rows.values())


def _is_sensitivity(ask: str) -> bool:
    """Return whether a header means the column, however typed: rather one column too many."""
    return "".join(filter(str.isalpha, without_marks(ask))) == SENSITIVITY


def _columns_of(rows: Iterable[Mapping[str, str]]) -> set[str]:
    """Return every column that there is, or can be."""
    there = {column.name for column in schema.ENTITY_COLUMNS + schema.RELATION_COLUMNS}
    for cells in rows:
        there.update(cells)
    return there


def _matching(ask: str, there: set[str]) -> set[str]:
    """Return the columns that `column:NAME` means: several where inputs spell a header differently.

    Raises:
        UsageError: if there is none, or it cannot be left empty.
    """
    asked = ask.removeprefix(COLUMN)
    columns = {name for name in there if schema.folded_header(name) == schema.folded_header(asked)}
    if not columns or columns & _NEVER_EMPTY:
        raise UsageError(
            f"The column {asked!r} cannot be left empty."
            if columns
            else f"There is no column {asked!r} to redact.",
            hint="Redact entities by their names; other columns are: "
            + ", ".join(sorted(there - _NEVER_EMPTY)),
        )
    return columns


def _sensitivity_columns(there: set[str]) -> frozenset[str]:
    """Return the columns that say what is sensitive.

    Raises:
        UsageError: if there is none: then nothing that is meant to be hidden would be.
    """
    columns = frozenset(filter(_is_sensitivity, there))
    if not columns:
        raise UsageError(
            f"There is no column {SENSITIVITY!r}, so nothing says what is sensitive.",
            hint=f"Add the column {SENSITIVITY} to entities.csv or relations.csv and write "
            "`secret` where a row must not be published; or name with --redact whom to hide.",
        )
    return columns


def _is_public(cells: Mapping[str, str], marks: Collection[str]) -> bool:
    cell_words = (cells.get(column, "").split(schema.SEPARATOR) for column in marks)
    return all(word.strip().casefold() in PUBLIC for words in cell_words for word in words)


def _only_in(rows: Iterable[_Row], published: Sequence[Mapping[str, str]]) -> list[Secret]:
    """Return the wording of rows that are left out, as far as no other row has it too."""
    texts = {text for cells in published for text in cells.values()}
    words = {row.cells.get(column, ""): column for row in rows for column in _WORDING}
    return [
        Secret(text, f"{column} of a row that is left out")
        for text, column in words.items()
        if text and text not in texts
    ]


def _pseudonyms(
    entities: Sequence[Entity], hidden: set[str], *, untyped: bool
) -> dict[str, tuple[str, str]]:
    """Number the hidden entities in the order of the data: a new id and a new name for each."""
    pseudonyms: dict[str, tuple[str, str]] = {}
    for entity in entities:
        if entity.id in hidden:
            number = len(pseudonyms) + 1
            word = "entity" if untyped else entity.type or "entity"
            pseudonyms[entity.id] = (f"redacted-{number}", f"{word.title()} {number}")
    return pseudonyms


def _rows_describing(entity: Entity) -> list[dict[str, str]]:
    """Return every row of an entity, also those that are rejected or deny something."""
    return [row_of(entity, one) for one in entity.descriptions] or [entity_row(entity)]


def _secrets(
    entities: Iterable[Entity],
    described: Mapping[str, Sequence[Mapping[str, str]]],
    pseudonyms: Mapping[str, tuple[str, str]],
) -> tuple[list[Secret], dict[str, str]]:
    """Return the texts that give hidden entities away, and their replacements."""
    secrets: list[Secret] = []
    replaced: dict[str, str] = {}
    for entity in entities:
        if entity.id not in pseudonyms:
            continue
        pseudonym, shown = pseudonyms[entity.id]
        texts = [("id", entity.id, pseudonym), ("name", entity.name, shown)]
        for cells in described[entity.id]:
            texts += [("alias", name, shown) for name in _names_in(cells)]
            texts += [("id", cells.get(column, ""), pseudonym) for column in _OTHER_IDS]
            texts += [(what, cells.get(column, ""), "") for column, what in _ELSEWHERE.items()]
        texts += [("surname", surname, shown) for surname in _surnames(entity)]
        for what, text, instead in texts:
            if text and text not in replaced:
                replaced[text] = instead
                secrets.append(Secret(text, f"{what} of {pseudonym}"))
    return secrets, replaced


_OTHER_IDS = ("ftm_entity_id", MERGED_FROM)
_ELSEWHERE = {"url": "address", "wikidata_id": "Wikidata id"}


def _names_in(cells: Mapping[str, str]) -> Iterator[str]:
    """Yield the names that a row gives its entity, also as they stood in its source."""
    yield cells.get("name", "")
    yield from values_of(cells.get("aliases", ""))
    if cells.get("name") or cells.get("aliases"):
        yield cells.get("ftm_value", "")
        yield cells.get("ftm_original_value", "")


def _surnames(entity: Entity) -> set[str]:
    """Return the words of a person's names that are surnames, as written."""
    from actorgraph.names.fold import fold
    from actorgraph.names.parts import is_person, parsed

    if not is_person(entity.type):
        return set()
    surnames: set[str] = set()
    for name in (entity.name, *entity.aliases):
        surname = parsed(name, entity.type).surname
        surnames.update(w.strip(",;") for w in name.split() if fold(w) == surname)
    return {word for word in surnames if len(word) >= LEAST_SURNAME}


def _secret_cells(columns: Collection[str], rows: Sequence[Mapping[str, str]]) -> list[Secret]:
    """Return the cells of columns that are emptied."""
    columns_by_text: dict[str, str] = {}
    for column in sorted(columns):
        for cells in rows:
            columns_by_text.setdefault(cells.get(column, ""), column)
    return [Secret(text, f"column {column}") for text, column in columns_by_text.items() if text]


def pattern(texts: Iterable[str]) -> re.Pattern[str] | None:
    """Compile a pattern that finds any of the texts, in any case; None when there are none."""
    ordered = sorted({text for text in texts if text}, key=len, reverse=True)
    parts = [
        re.escape(text) if len(text) >= LEAST_SUBSTRING else rf"(?<!\w){re.escape(text)}(?!\w)"
        for text in ordered
    ]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def without_marks(text: str) -> str:
    """Return the text in small letters without marks."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def _scrubber(replaced: Mapping[str, str]) -> Callable[[str], str]:
    folded = {without_marks(text): instead for text, instead in replaced.items()}
    folded |= {text.casefold(): instead for text, instead in replaced.items()}
    secret_texts = pattern(folded)
    if secret_texts is None:
        return lambda text: text
    return lambda text: secret_texts.sub(
        lambda hit: folded.get(hit[0].casefold(), "(redacted)"), text
    )


def _meanings(
    entities: Iterable[Entity],
    described: Mapping[str, Sequence[Mapping[str, str]]],
    ids: Mapping[str, str],
) -> dict[str, str]:
    """Map each name of a hidden entity to its pseudonym."""
    meant = {}
    for entity in entities:
        if entity.id in ids:
            names = {name for cells in described[entity.id] for name in _names_in(cells) if name}
            meant.update(dict.fromkeys((entity.name, *entity.aliases, *names), ids[entity.id]))
    return {**meant, **ids}


def _hidden(entity: Entity, pseudonym: tuple[str, str], columns: Collection[str]) -> dict[str, str]:
    """Return the one row that is left of a hidden entity."""
    kept = zip(_KEPT, (*pseudonym, entity.type), strict=True)
    return {column: text for column, text in kept if text and column not in columns}


def _left_of(
    entity: Entity,
    rows: Iterable[Mapping[str, str]],
    columns: Collection[str],
    meant: Mapping[str, str],
    scrub: Callable[[str], str],
) -> list[dict[str, str]]:
    """Return what is left of the rows that describe an entity.

    Of rows that name nobody any more there can be one only: it takes over what the others state.
    """
    left = [_row_cells(cells, columns, meant, scrub) for cells in rows]
    sourced = [cells for cells in left if is_sourced(cells)]
    unsourced = [cells for cells in left if not is_sourced(cells) and adds(cells)]
    if len(unsourced) > 1:
        name = scrub(entity.name)
        unsourced = [{"id": left[0]["id"], **united_cells(name, map(_without_id, unsourced))}]
    return [*unsourced, *sourced]


def _without_id(cells: Mapping[str, str]) -> dict[str, str]:
    return {column: cell for column, cell in cells.items() if column != "id"}


def _row_cells(
    cells: Mapping[str, str],
    columns: Collection[str],
    meant: Mapping[str, str],
    scrub: Callable[[str], str],
) -> dict[str, str]:
    redacted = {}
    gone = {*columns, schema.STATEMENTS_COLUMN}
    if _names_hidden(cells, meant):
        gone.add("as_named")
    for column, text in cells.items():
        if column in gone or not text:
            continue
        if column in _REFERENCES:
            parts = text.split(schema.SEPARATOR) if column in _LISTS else [text]
            redacted[column] = schema.SEPARATOR.join(
                meant.get(part.strip()) or scrub(part) for part in parts
            )
        else:
            redacted[column] = scrub(text)
    is_whole = all(redacted.get(column, "") == text for column, text in cells.items())
    if is_whole:
        return redacted
    return {column: text for column, text in redacted.items() if column not in _OF_STATEMENTS}


def _names_hidden(cells: Mapping[str, str], meant: Mapping[str, str]) -> bool:
    """Return whether an end of a row is hidden, so that its wording for an end may name it."""
    return any(cells.get(end, "").strip() in meant for end in ("source", "target"))


_OF_STATEMENTS = frozenset(column.name for column in schema.STATEMENT_COLUMNS)
"""Columns that repeat what a row says: of one that something was taken out of, they go as well."""


def _table(
    name: str, columns: Sequence[schema.Column], rows: Sequence[tuple[dict[str, str], int]]
) -> Table:
    """Return cells as a table under our columns, unknown ones after them."""
    used = list(dict.fromkeys(column for cells, _ in rows for column in cells))
    known = [column.name for column in columns if column.name in used]
    header = [*known, *(column for column in used if column not in known)]
    return table_of(name, header, rows)
