"""All statements about one entity of FollowTheMoney as rows of ours, each said by its dataset.

What a statement says of an entity is a row of entities.csv; a statement whose value is an entity is
a claim; the statements of a relation (Ownership, Directorship, ...) are one claim for each dataset,
with nothing in it that another dataset says. Called by ftm.py and ftm_statements.py.
"""

from __future__ import annotations

import json
import marshal
import tempfile
from itertools import groupby
from typing import TYPE_CHECKING, Any

from actorgraph import schema as columns
from actorgraph.formats import ftm_model as model
from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.formats.ftm_rows import ROLE_OF_TARGET, is_link, link_row, rows_of_entity
from actorgraph.formats.ftm_statement import BASE, Statement, cells_of, columns_by_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from actorgraph.formats.notes import Notes

NOBODY = "default"
"""The dataset of statements that nobody is named for, where they are ours."""
OURS = "actorgraph"
"""The origin of statements that we made of a row; a number after it says of which."""
_BATCH = 256
_SIZE = 8
_AT_ONCE = 250_000
"""Statements that are held at a time where those of one entity are scattered over a file."""


class StatementSpool:
    """Statements on their way to groups, kept on disk; the order of a file does not matter.

    Attributes:
        canonical: from the ids of entities that were merged to the one that stands for them.
    """

    def __init__(self) -> None:
        self.canonical: dict[str, str] = {}
        self._file: Any = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._batch: list[tuple[str, ...]] = []
        self._count = 0
        self._last = ""
        self._seen: set[int] = set()
        self._is_scattered = False

    def add(self, statement: Statement) -> None:
        """Keep a statement."""
        key = statement.canonical_id
        if key != self._last:
            self._is_scattered |= hash(key) in self._seen
            self._seen.add(hash(key))
            self._last = key
        if statement.entity_id != key:
            self.canonical[statement.entity_id] = key
        self._count += 1
        self._batch.append(tuple(statement))
        if len(self._batch) >= _BATCH:
            _write(self._file, self._batch)

    def groups(self) -> Iterator[list[Statement]]:
        """Yield the statements of each entity."""
        _write(self._file, self._batch)
        self._seen.clear()
        if not self._is_scattered:
            for _, group in groupby(_read(self._file), key=_key):
                yield list(group)
            return
        parts = [tempfile.TemporaryFile() for _ in range(self._count // _AT_ONCE + 1)]  # noqa: SIM115
        batches: list[list[tuple[str, ...]]] = [[] for _ in parts]
        for statement in _read(self._file):
            number = hash(statement.canonical_id) % len(parts)
            batches[number].append(tuple(statement))
            if len(batches[number]) >= _BATCH:
                _write(parts[number], batches[number])
        for part, batch in zip(parts, batches, strict=True):
            with part:
                _write(part, batch)
                together: dict[str, list[Statement]] = {}
                for statement in _read(part):
                    together.setdefault(statement.canonical_id, []).append(statement)
                yield from together.values()

    def close(self) -> None:
        """Let go of the temporary file."""
        self._file.close()


def _key(statement: Statement) -> str:
    return statement.canonical_id


def _write(file: Any, batch: list[tuple[str, ...]]) -> None:
    packed = marshal.dumps(batch)
    file.write(len(packed).to_bytes(_SIZE))
    file.write(packed)
    batch.clear()


def _read(file: Any) -> Iterator[Statement]:
    file.seek(0)
    while size := file.read(_SIZE):
        yield from map(Statement._make, marshal.loads(file.read(int.from_bytes(size))))  # noqa: S302 - our own


def rows_of_group(
    statements: Sequence[Statement], canonical: Mapping[str, str], notes: Notes
) -> Iterator[Row]:
    """Yield the statements about one entity as rows.

    Args:
        statements: all of one canonical id.
        canonical: from the ids of merged entities to the one that stands for them.
    """
    rows: list[Statement] = []
    theirs: list[Statement] = []
    for statement in statements:
        (rows if is_of_a_row(statement) else theirs).append(statement)
    yield from rows_of_ours(rows, notes)
    if not theirs:
        return
    narrow = narrowest(one.schema for one in theirs)
    stated = {one.prop for one in theirs}
    ends = ends_of(narrow)
    if ends and stated.issuperset(ends):
        yield from _claims(theirs, narrow, ends, canonical, notes)
        return
    if narrow in model.EDGES:
        notes.add(narrow, "without both ends; kept as entities")
    yield from _descriptions(theirs, canonical)


def ends_of(schema: str) -> Sequence[str]:
    """Return the properties that name the ends of a relation; none for other schemata."""
    edge = model.EDGES.get(schema)
    if edge:
        return edge[:2]
    return ("authority", "entity") if schema == model.SANCTION else ()


def is_of_a_row(statement: Statement) -> bool:
    """Return whether a statement belongs to a row as a whole: we made it, or nobody says it."""
    return not statement.dataset.strip() or statement.origin.partition(" ")[0] == OURS


def rows_of_ours(statements: Iterable[Statement], notes: Notes) -> Iterator[Row]:
    """Yield the rows that statements were made of."""
    by_row: dict[tuple[str, ...], list[Statement]] = {}
    for one in statements:
        by_row.setdefault((one.canonical_id, one.dataset, one.entity_id, one.origin), []).append(
            one
        )
    for (record, dataset, _, origin), of_row in by_row.items():
        if not dataset.strip() and origin.partition(" ")[0] != OURS:
            what = "name no dataset; their values are kept, without language, original and days"
            notes.add("statements", what, len(of_row))
        is_said = dataset not in ("", NOBODY) or not origin
        datasets = [dataset] if dataset and is_said else []
        entity = {**_entity(record, of_row), "datasets": datasets}
        for row in rows_of_entity(entity, notes):
            cells = row.cells
            number = origin.partition(" ")[2]
            if row.kind == ENTITY:
                cells = _said_by(cells, cells.get("datasets", ""))
                if number and all(one.prop != BASE for one in of_row):
                    del cells["type"]  # the schema of each is the entity's
            yield row._replace(
                cells=cells, record=f"{row.record} {number}" if number else row.record
            )


def _said_by(cells: dict[str, str], dataset: str) -> dict[str, str]:
    """Return the cells of an entity with the dataset as who says them."""
    own = {name: cell for name, cell in cells.items() if name != "datasets"}
    return {**own, "attributed_to": dataset} if dataset else own


def _entity(record: str, statements: Iterable[Statement]) -> dict[str, Any]:
    """Return statements as an entity of FollowTheMoney."""
    props: dict[str, list[str]] = {}
    schemata = []
    for one in statements:
        schemata.append(one.schema)
        if one.prop != BASE and one.value not in props.setdefault(one.prop, []):
            props[one.prop].append(one.value)
    return {"id": record, "schema": narrowest(schemata), "properties": props}


def narrowest(schemata: Iterable[str]) -> str:
    """Return the most specific of several schemata; of those that are equally so the first."""
    distinct = list(dict.fromkeys(schemata))
    broad = frozenset[str]().union(*map(model.ancestors_of, distinct)) if len(distinct) > 1 else ()
    return next((one for one in distinct if one and one not in broad), "")


def _descriptions(statements: Sequence[Statement], canonical: Mapping[str, str]) -> Iterator[Row]:
    """Yield each statement about an entity as a row; one that gives a name comes first."""
    props: dict[str, set[str]] = {}
    for one in statements:
        props.setdefault(one.dataset, set()).add(one.prop)
    is_named = any("name" in stated for stated in props.values())
    filled = {
        dataset: columns_by_property(stated, is_named=is_named) for dataset, stated in props.items()
    }
    schemata = {one.schema for one in statements}
    broad = frozenset[str]().union(*map(model.ancestors_of, schemata)) if len(schemata) > 1 else ()
    typing = _typing(statements)
    first = next(
        (n for n, one in enumerate(statements) if filled[one.dataset].get(one.prop) == "name"), 0
    )
    for number in (first, *(n for n in range(len(statements)) if n != first)):
        one = statements[number]
        is_typed = typing.get((one.dataset, one.entity_id, one.schema)) == number
        is_typed = is_typed and one.schema not in broad
        if is_link(one.prop, one.schema):
            yield _link(one, canonical)
            if not is_typed:
                continue
        column = filled[one.dataset].get(one.prop, "")
        yield Row(ENTITY, cells_of(one, column, is_typed=is_typed), one.record)


def _typing(statements: Sequence[Statement]) -> dict[tuple[str, str, str], int]:
    """Return for each dataset, entity and schema the statement whose row says the type."""
    numbers: dict[tuple[str, str, str], int] = {}
    for number, one in enumerate(statements):
        key = (one.dataset, one.entity_id, one.schema)
        if is_link(one.prop, one.schema):
            continue
        if one.prop == BASE or key not in numbers:
            numbers[key] = number
    return numbers


def _link(statement: Statement, canonical: Mapping[str, str]) -> Row:
    target = canonical.get(statement.value, statement.value)
    row = link_row(statement.canonical_id, statement.prop, target, {"datasets": statement.dataset})
    cells = {**row.cells, columns.STATEMENTS_COLUMN: packed([statement], canonical)}
    return row._replace(cells=cells, record=statement.record)


def _claims(
    statements: Sequence[Statement],
    schema: str,
    ends: Sequence[str],
    canonical: Mapping[str, str],
    notes: Notes,
) -> Iterator[Row]:
    """Yield a relation once for each dataset, with its values.

    Ends that a dataset leaves to others are theirs: that it means them is what we read into it.
    """
    by_dataset: dict[str, list[Statement]] = {}
    for one in statements:
        by_dataset.setdefault(one.dataset, []).append(one)
    of_all = {
        end: list(dict.fromkeys(one.value for one in statements if one.prop == end)) for end in ends
    }
    for number, (dataset, own) in enumerate(by_dataset.items()):
        for cells, tenure in claims_of(own, schema, ends, of_all, canonical, notes):
            if number:
                cells["id"] = f"{cells['id']}-{dataset}"
            yield Row(RELATION, cells, cells["id"], tenure=tenure, teller=dataset)


def claims_of(
    own: Sequence[Statement],
    schema: str,
    ends: Sequence[str],
    of_all: Mapping[str, Sequence[str]],
    canonical: Mapping[str, str],
    notes: Notes,
) -> Iterator[tuple[dict[str, str], str]]:
    """Yield the claims of one dataset, one for each pair of ends, each with its tenure."""
    dataset = own[0].dataset
    entity = _entity(own[0].canonical_id, own) | {"schema": schema, "datasets": [dataset]}
    props = entity["properties"]
    left_out = [end for end in ends if end not in props]
    for end in ends:
        values = props.get(end) or of_all[end]
        props[end] = list(dict.fromkeys(canonical.get(value, value) for value in values))
    for row in rows_of_entity(entity, notes):
        if row.kind != RELATION:
            continue
        cells = dict(row.cells)
        if (publisher := cells.get("attributed_to", "")) != dataset:
            cells["publisher"] = publisher
        cells.pop("datasets", None)
        is_turned = schema in ROLE_OF_TARGET and "role" in cells
        inferred = {("source", "target")[ends.index(end) ^ is_turned] for end in left_out}
        text = packed(own, canonical, schema)
        cells |= {"attributed_to": dataset, columns.STATEMENTS_COLUMN: text}
        if inferred:
            cells["inferred"] = columns.SEPARATOR.join(sorted(inferred))
        yield cells, row.tenure


def packed(statements: Sequence[Statement], canonical: Mapping[str, str], schema: str = "") -> str:
    """Return statements as the text of one cell, each with the entity that its value leads to.

    Args:
        schema: of the relation, which other statements than these can make narrower.
    """
    fields = []
    for one in statements:
        given = {name: field for name, field in one._asdict().items() if field}
        if one.prop != BASE and one.value in canonical:
            given[CANONICAL_VALUE] = canonical[one.value]
        fields.append(given)
    if schema and schema != narrowest(one.schema for one in statements):
        fields[0][RELATION_SCHEMA] = schema
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


CANONICAL_VALUE = "canonical_value"
RELATION_SCHEMA = "relation_schema"
