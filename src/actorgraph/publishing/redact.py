"""A graph without what must not be published: entities under pseudonyms, columns empty, rows gone.

Works on rows, before edges and verdicts are made of them, so that every file written afterwards is
written from data that never held what was taken out. The same entity has the same pseudonym
everywhere in one export. What goes is chosen in sensitive.py; leaves out looking for what remained
in a file (leaks.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.descriptions import adds, is_sourced
from actorgraph.errors import UsageError
from actorgraph.formats.content import entity_row, row_of, united_cells
from actorgraph.hosts import host_in, host_of
from actorgraph.outlets import outlets_of, publisher_in
from actorgraph.publishing.leaks import leaks_in
from actorgraph.publishing.matching import Sought
from actorgraph.publishing.pseudonyms import (
    Pseudonym,
    Secret,
    names_in,
    other_ids_in,
    pseudonyms,
    revealing_texts,
)
from actorgraph.publishing.sensitive import chosen, stated_rows
from actorgraph.statements import derived_office
from actorgraph.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.engine import Engine
    from actorgraph.graph import Graph
    from actorgraph.publishing.sensitive import Choice, RelationRow
    from actorgraph.tables import Table

_WORDING = ("quote", "note")
_KEPT = ("id", "name", "type")
_KNOWN = (*schema.ENTITY_COLUMNS, *schema.RELATION_COLUMNS)
_LISTS = frozenset(column.name for column in _KNOWN if column.refers and column.several)
_REFERENCES = frozenset({"id", *(column.name for column in _KNOWN if column.refers)})
_OURS = frozenset(column.name for column in _KNOWN)
_OF_RECORDS = frozenset({"id", "ids", "uid", "uuid", "guid", "key", "record", "row", "ref"})
"""The last word of a header under which a row is called elsewhere, where it may be public."""
_FIRST_LINE = 2
_MOST_ROUNDS = 3
"""What stood around a name can be one when that is gone; so often it is looked for anew."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """The data that is left to publish.

    Attributes:
        entities, relations: tables to read as data.
        ids: from the id of each redacted entity to its pseudonym.
        claims: from the id of each claim that lost something to its new one, where it has one.
        secrets: what must not be found in a file written from the tables.
        dropped: how many rows of relations were left out as sensitive.
        quotes: how many quotes named who is hidden; the pseudonym stands there in brackets.
        clean: takes secrets out of any other text, such as a title.
        in_brackets: takes them out of the consecutive pieces of a text, each by itself; the
            pseudonym stands in brackets.
        meaning: replaces a cell that names a hidden entity.
        outlets: from the hosts of which only actorgraph.toml says whose they are to the outlets;
            without those that are redacted.
    """

    entities: Table
    relations: Table
    ids: Mapping[str, str]
    claims: Mapping[str, str]
    secrets: Sequence[Secret]
    dropped: int
    quotes: int
    clean: Callable[[str], str]
    in_brackets: Callable[[Sequence[str]], list[str]]
    meaning: Callable[[str], str]
    outlets: Mapping[str, str]


def redact(engine: Engine, what: Collection[str], find: Callable[[str], Entity]) -> Redacted:
    """Take out what must not be published.

    Args:
        what: names or ids of entities, `column:NAME`, or `sensitivity` (everything of which any
            row, in whatever input, says in the column of that name something other than public).
        find: the entity that a name surely means.

    Raises:
        UsageError: if a column is not there or cannot be left empty, or if a cell holds what is
            hidden in a form that cannot be taken out of it.
    """
    entities = list(engine.all_entities())
    described = {entity.id: _rows_describing(entity) for entity in entities}
    named = [cells for rows in described.values() for cells in rows]
    choice = chosen(what, find, named, stated_rows(engine.all_claims()))
    hidden = _hidden(entities, described, choice)
    rules = _rules(entities, described, hidden, choice)
    related = [_published(row, rules, hidden.ids) for row in choice.rows]
    claims = _renamed_claims(choice, related)
    stated = _described(entities, described, rules, hidden)
    tables = (
        _table("entities.csv", schema.ENTITY_COLUMNS, stated, rules),
        _table("relations.csv", schema.RELATION_COLUMNS, _with_ids(choice, related, claims), rules),
    )
    public = Redacted(
        *tables,
        hidden.ids,
        claims,
        [*hidden.secrets, *_secrets_of(choice, named)],
        len(choice.dropped),
        rules.quotes,
        rules.scrub,
        rules.pieces_in_brackets,
        lambda cell: rules.meant.get(cell.strip()) or rules.scrub(cell),
        {} if rules.gone & {"document", "publisher"} else _outlets(engine, entities, rules),
    )
    _refuse_remains(public, hidden.secrets)
    return public


def redacted(graph: Graph, *what: str) -> Graph:
    """Make a graph without what must not be published, to show or to write.

    Args:
        what: names or ids of entities, `column:NAME`, or `sensitivity`, as for `export --redact`.

    Raises:
        UsageError: if a column is not there, or something cannot be taken out.

    Example:
        >>> import actorgraph
        >>> public = actorgraph.redacted(actorgraph.load(), "Pompeo")
        >>> public.entity("redacted-1").name
        'Person 1'
    """
    from actorgraph.loading import graph_of_tables
    from actorgraph.publishing.published_passages import publishable_passages

    public = redact(graph.engine, what, graph.entity)
    left = graph_of_tables([public.entities], [public.relations], public.outlets)
    left.read_passages = lambda folder: publishable_passages(folder, public, what)
    return left


class _Hidden(NamedTuple):
    """The entities that are hidden.

    Attributes:
        named: what stands for each, by its id.
        secrets: the texts that give them away.
        instead: what stands for each of these texts.
        sought: finds them.
    """

    named: Mapping[str, Pseudonym]
    secrets: Sequence[Secret]
    instead: Mapping[str, str]
    sought: Sought

    @property
    def ids(self) -> dict[str, str]:
        return {entity_id: pseudonym.id for entity_id, pseudonym in self.named.items()}


class _Rules:
    """What becomes of cells.

    Args:
        gone: columns that are left out.
        meant: from the names of hidden entities, and from ids that change, to what stands there.

    Attributes:
        quotes: how many quotes were changed.
    """

    def __init__(self, hidden: _Hidden, gone: Collection[str], meant: Mapping[str, str]) -> None:
        self.gone = frozenset(gone)
        self.meant = meant
        self.quotes = 0
        self._hidden = hidden

    def scrub(self, text: str) -> str:
        """Replace what gives hidden entities away."""
        return self._replaced(text, lambda one: self._hidden.instead[one])

    def quoted(self, quote: str) -> str:
        """Replace it in somebody's words, where brackets say that these are not theirs."""
        bare = self.in_brackets(quote)
        self.quotes += bare != quote
        return bare

    def in_brackets(self, text: str) -> str:
        """Replace it, with brackets around what stands there instead."""
        return self._replaced(text, self._bracketed)

    def pieces_in_brackets(self, pieces: Sequence[str]) -> list[str]:
        """Replace it in the pieces of a text, in each by itself; over a border in both."""
        left = list(pieces)
        for _ in range(_MOST_ROUNDS):
            bare = self._hidden.sought.replaced_in_pieces(left, self._bracketed)
            bare = [self.in_brackets(piece) for piece in bare]
            if bare == left:
                break
            left = bare
        return left

    def _bracketed(self, secret: str) -> str:
        return f"[{self._hidden.instead[secret] or 'redacted'}]"

    def reference(self, cell: str, *, is_list: bool) -> str:
        """Replace the entities that a cell names."""
        parts = cell.split(schema.SEPARATOR) if is_list else [cell]
        bare = (self.meant.get(part.strip()) or self.scrub(part) for part in parts)
        return schema.SEPARATOR.join(bare)

    def _replaced(self, text: str, instead: Callable[[str], str]) -> str:
        for _ in range(_MOST_ROUNDS):
            replaced = self._hidden.sought.replaced(text, instead)
            if replaced == text:
                break
            text = replaced
        return text


def _hidden(
    entities: Sequence[Entity],
    described: Mapping[str, Sequence[Mapping[str, str]]],
    choice: Choice,
) -> _Hidden:
    out = [entity for entity in entities if entity.id in choice.hidden]
    texts = list(revealing_texts(out, described))
    sought = Sought(one.text for one in texts)
    taken = {text for entity in entities for text in (entity.id, entity.name, *entity.aliases)}
    named = pseudonyms(out, taken, sought, untyped="type" in choice.columns)
    secrets = [Secret(one.text, f"{one.what} of {named[one.entity.id].id}") for one in texts]
    kinds = {"id": 0, "name": 1, "alias": 1, "surname": 1}
    instead = {
        one.text: named[one.entity.id][kinds[one.what]] if one.what in kinds else ""
        for one in texts
    }
    return _Hidden(named, secrets, instead, sought)


def _rules(
    entities: Sequence[Entity],
    described: Mapping[str, Sequence[Mapping[str, str]]],
    hidden: _Hidden,
    choice: Choice,
) -> _Rules:
    """Return what becomes of cells.

    The id of anybody else that holds what is hidden changes too, in every cell that names it.
    """
    meant: dict[str, str] = {}
    for entity in entities:
        if entity.id in hidden.named:
            cells = described[entity.id]
            names = [name for row in cells for name in (*names_in(row), *other_ids_in(row))]
            names += [entity.name, *entity.aliases]
            meant |= dict.fromkeys(filter(None, names), hidden.named[entity.id].id)
    rules = _Rules(hidden, choice.columns | choice.marks, meant)
    taken = {entity.id for entity in entities} | {
        text for one in hidden.named.values() for text in one
    }
    for entity in entities:
        if entity.id not in hidden.named:
            meant.pop(entity.id, "")  # an id means its own entity, whoever else is called so
            if (bare := rules.scrub(entity.id)) != entity.id:
                meant[entity.id] = _free(bare, taken)
                taken.add(meant[entity.id])
    meant |= hidden.ids
    meant |= _offices(choice.rows, hidden, rules)
    return rules


def _free(name: str, taken: Collection[str]) -> str:
    if name.strip() and name not in taken:
        return name
    return next(one for one in (f"entity-{n}" for n in count(1)) if one not in taken)


def _offices(rows: Iterable[RelationRow], hidden: _Hidden, rules: _Rules) -> dict[str, str]:
    """Map the offices that rows make of what changes to those that they will make."""
    from actorgraph.claims import Entity

    offices = {}
    for row in rows:
        body, role = row.cells["target"], row.cells.get("role", "")
        if row.office and row.office not in hidden.named:
            new_body = Entity(rules.meant.get(body, body), "")
            made = derived_office(new_body, rules.scrub(role), ("", 0)).id
            if made != row.office:
                offices[row.office] = made
    return offices


def _published(row: RelationRow, rules: _Rules, ids: Mapping[str, str]) -> dict[str, str]:
    """Return what is left of a row; of one that makes an office that is hidden, no role or body."""
    cells = row.cells
    if row.office in ids:
        cells = {**cells, "target": row.office, "role": ""}
    is_end_hidden = not ids.keys().isdisjoint((cells["source"], cells["target"]))
    return _row_cells(cells, rules, {"as_named"} if is_end_hidden else set())


def _row_cells(cells: Mapping[str, str], rules: _Rules, also: Collection[str]) -> dict[str, str]:
    left = {}
    gone = {*rules.gone, *also, schema.STATEMENTS_COLUMN}
    for column, text in cells.items():
        if column in gone or not text:
            continue
        if column in _REFERENCES:
            left[column] = rules.reference(text, is_list=column in _LISTS)
        elif column == "quote":
            left[column] = rules.quoted(text)
        else:
            left[column] = rules.scrub(text)
    if not _lost(cells, left):
        return left
    return {column: text for column, text in left.items() if not _is_of_record(column)}


def _lost(cells: Mapping[str, str], left: Mapping[str, str]) -> bool:
    """Return whether something was taken out of a row."""
    return any(left.get(column, "") != text for column, text in cells.items())


def _is_of_record(column: str) -> bool:
    """Return whether a column repeats what a row says, or names it where it may be public."""
    if column in _OF_STATEMENTS:
        return True
    words = schema.folded_header(column).replace("_", " ").split()
    return column not in _OURS and bool(words) and words[-1] in _OF_RECORDS


_OF_STATEMENTS = frozenset(column.name for column in schema.STATEMENT_COLUMNS)
"""Columns that repeat what a row says: of one that something was taken out of, they go as well."""


def _renamed_claims(choice: Choice, related: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Name anew each claim that lost something and has an id, or is spoken of."""
    spoken_of = {row.cells.get("about", "") for row in choice.rows}
    taken = {row.id for row in (*choice.rows, *choice.dropped)}
    numbers = (f"row-{n}" for n in count(1))
    renamed: dict[str, str] = {}
    for row, left in zip(choice.rows, related, strict=True):
        is_named = row.id or row.claim_id in spoken_of
        if is_named and row.claim_id not in renamed and _lost(row.cells, left):
            renamed[row.claim_id] = next(one for one in numbers if one not in taken)
    return renamed


def _with_ids(
    choice: Choice, related: Sequence[dict[str, str]], claims: Mapping[str, str]
) -> list[dict[str, str]]:
    """Return rows under their new ids, and what speaks of them with it; of no row that is gone."""
    gone = {row.claim_id for row in choice.dropped} - {row.claim_id for row in choice.rows}
    rows = []
    for row, left in zip(choice.rows, related, strict=True):
        cells = dict(left)
        if row.claim_id in claims:
            cells["id"] = claims[row.claim_id]
        about = row.cells.get("about", "").strip()
        if about in gone:
            cells.pop("about", "")
        elif about in claims:
            cells["about"] = claims[about]
        rows.append(cells)
    return rows


def _described(
    entities: Iterable[Entity],
    described: Mapping[str, Sequence[Mapping[str, str]]],
    rules: _Rules,
    hidden: _Hidden,
) -> list[dict[str, str]]:
    """Return the rows of entities; what rows of relations made, they make again."""
    rows = []
    for entity in entities:
        if entity.id in hidden.named:
            kept = zip(_KEPT, (*hidden.named[entity.id], rules.scrub(entity.type)), strict=True)
            rows.append({name: text for name, text in kept if text and name not in rules.gone})
        elif not entity.derived:
            rows += _left_of(entity, described[entity.id], rules)
    return rows


def _left_of(
    entity: Entity, rows: Iterable[Mapping[str, str]], rules: _Rules
) -> list[dict[str, str]]:
    """Return what is left of the rows that describe an entity.

    Of rows that name nobody any more there can be one only: it takes over what the others state.
    """
    left = [_row_cells(cells, rules, ()) for cells in rows]
    sourced = [cells for cells in left if is_sourced(cells)]
    unsourced = [cells for cells in left if not is_sourced(cells) and adds(cells)]
    if len(unsourced) > 1:
        name = rules.scrub(entity.name)
        unsourced = [{"id": left[0]["id"], **united_cells(name, map(_without_id, unsourced))}]
    return [*unsourced, *sourced]


def _without_id(cells: Mapping[str, str]) -> dict[str, str]:
    return {column: cell for column, cell in cells.items() if column != "id"}


def _rows_describing(entity: Entity) -> list[dict[str, str]]:
    """Return every row of an entity, also those that are rejected or deny something."""
    return [row_of(entity, one) for one in entity.descriptions] or [entity_row(entity)]


def _secrets_of(choice: Choice, named: Sequence[Mapping[str, str]]) -> list[Secret]:
    """Return the cells of columns that are emptied, and the wording of rows that are left out."""
    published = [*named, *(row.cells for row in choice.rows)]
    columns_by_text: dict[str, str] = {}
    for column in sorted(choice.columns):
        for cells in published:
            columns_by_text.setdefault(cells.get(column, ""), f"column {column}")
    known = {text for cells in published for text in cells.values()}
    for row in choice.dropped:
        for column in _WORDING:
            if (text := row.cells.get(column, "")) not in known:
                columns_by_text.setdefault(text, f"{column} of a row that is left out")
    return [Secret(text, why) for text, why in columns_by_text.items() if text]


def _outlets(engine: Engine, entities: Iterable[Entity], rules: _Rules) -> dict[str, str]:
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
        if outlet not in rules.meant and all(rules.scrub(text) == text for text in (host, outlet))
    }


def _refuse_remains(public: Redacted, secrets: Sequence[Secret]) -> None:
    """Refuse cells that hold what is hidden in a form that cannot be taken out of them.

    Raises:
        UsageError: naming the first.
    """
    for table in (public.entities, public.relations):
        text = "\n".join(["\t".join(table.header), *("\t".join(row) for row in table.rows)])
        if not leaks_in(text.encode("utf-8", "surrogatepass"), secrets):
            continue
        for row in table.rows:
            for column, cell in zip(table.header, row, strict=True):
                if remains := leaks_in(cell.encode("utf-8", "surrogatepass"), secrets):
                    raise _cannot_be_hidden(table.file, column, row[0], remains[0].secret.why)
        raise _cannot_be_hidden(table.file, "", "", secrets[0].why)


def _cannot_be_hidden(file: str, column: str, row: str, why: str) -> UsageError:
    where = f", column {column!r} of {row!r}" if column else ""
    return UsageError(
        f"{file}{where} holds the {why} in a form that cannot be taken out of it.",
        hint="Correct the cell, or leave out the column with --redact column:NAME.",
    )


def _table(
    name: str,
    columns: Sequence[schema.Column],
    rows: Sequence[dict[str, str]],
    rules: _Rules,
) -> Table:
    """Return cells as a table under our columns, unknown ones after them.

    Its lines are counted anew: those of before would say which row of a public file each was.
    """
    used = list(dict.fromkeys(column for cells in rows for column in cells))
    known = [column.name for column in columns if column.name in used]
    unknown = [column for column in used if column not in known]
    headers = dict(zip(known, known, strict=True))
    for column in unknown:
        bare = rules.scrub(column)
        headers[column] = bare if bare == column else _free(bare, headers.values())
    renamed = [{headers[column]: cell for column, cell in cells.items()} for cells in rows]
    numbered = [(cells, line) for line, cells in enumerate(renamed, start=_FIRST_LINE)]
    return table_of(name, list(headers.values()), numbered)
