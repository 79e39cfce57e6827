"""The tables of a graph for Spark: their columns, and a claim or an entity from a row of them.

Whoever looks for a key reads one part of one table, and in it few row groups: each table is split
by its first column and sorted by it. What a row of the data means is decided by the dataset's own
functions, when it is written and again when it is read; no second set of rules says it. Written by
local_writer.py on this machine or by writer.py on Spark.
"""

from __future__ import annotations

import json
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from actorgraph.claims import Claim, Entity
from actorgraph.descriptions import description_of
from actorgraph.engines.spark.claim_kinds import kind_in
from actorgraph.errors import Problem
from actorgraph.names.keys import near_keys
from actorgraph.statements import claim_of, claims_through_office, values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pyarrow as arrow

    from actorgraph.claims import Description

    Batches = Iterable[arrow.RecordBatch]
    OfBatches = Callable[[Batches], Iterator[arrow.RecordBatch]]
    """What executors do with a table, batch by batch."""

ENTITIES_IN_A_PART, CLAIMS_IN_A_PART = 50_000, 100_000
FEWER = {"entities": 12}
"""A question about one asks for many entities: fewer files of them are to be opened."""
MOST_PARTS = 4096
MOST_PROBLEMS = 10_000
"""So many warnings and notes are kept with the tables; of more it is said how many there are."""
LINE_BITS = 40
"""A row's number is that of its file and, in the last bits, its line: in the order of the data."""

TEXT, LONG, NUMBER, FLAG, TEXTS = "string", "bigint", "int", "boolean", "array<string>"
TABLES: dict[str, dict[str, str]] = {
    "entities": {
        "key": TEXT, "number": LONG, "id": TEXT, "type": TEXT, "entity": TEXT, "described": TEXT,
    },
    "relations": {
        "node": TEXT, "row": LONG, "nth": NUMBER, "first": FLAG, "alone": FLAG,
        "source": TEXT, "target": TEXT, "source_type": TEXT, "target_type": TEXT,
        "word": TEXT, "kind": TEXT, "start_date": TEXT, "end_date": TEXT,
        "start_from": NUMBER, "start_to": NUMBER, "end_from": NUMBER, "end_to": NUMBER,
        "place": TEXT, "document": TEXT, "publisher": TEXT, "attributed_to": TEXTS, "via": TEXTS,
        "cells": TEXT,
    },
    "sources": {"name": TEXT, "row": LONG, "source": TEXT, "target": TEXT},
    "names": {"key": LONG, "number": LONG, "place": LONG, "id": TEXT},
    "words": {"near": TEXT, "word": TEXT},
    "describers": {"name": TEXT},
}  # fmt: skip
"""The columns of every table; the first is its key.

A claim stands in relations under both ends (`first` where `node` is the source). `nth` is odd for
the claim that an office belongs to a body, which a short form makes beside the one it states; a row
that names several documents states further claims. `word` is the relation, or what it inverts
(schema.main_word). `alone`: no other claim of the same word stands between the same two, in either
direction, so that it is an edge of its own. `kind` is all else that
decides about such an edge (claim_kinds.py). The dates are those of the claim, the four bounds the
days between which it began and ended; `cells` are those of the row.
`place` in names counts the entities under one key. An id is filed without its case. `described` are
the descriptions of an entity, null where there are none; describers are all that they cite.
"""
OTHER_END = "other"
"""Of a row of relations the end that is not `node`: made to sort by, and not kept."""
IN_ORDER = {
    "entities": ("key", "number"),
    "relations": ("node", "word", OTHER_END, "row", "nth"),
    "sources": ("name", "row"),
    "names": ("key", "number"),
    "words": ("near", "word"),
    "describers": ("name",),
}
"""What each table is sorted by, its key first."""
ROWS_TOGETHER = {table: 512 if table == "entities" else 8192 for table in TABLES}
"""About how many rows are read where one is looked for. One question asks for entities that lie
far apart, and of relations for such as lie together."""


class ClaimRow(NamedTuple):
    """What a claim is read from: these columns of relations."""

    row: int
    nth: int
    source: str
    target: str
    kind: str
    place: str
    document: str
    publisher: str
    attributed_to: Sequence[str]
    via: Sequence[str]
    cells: str


def parts_for(entities: int, claims: int) -> dict[str, int]:
    """How many parts each table of so many has."""
    wanted = max(entities // ENTITIES_IN_A_PART, claims // CLAIMS_IN_A_PART)
    return {name: max(1, min(MOST_PARTS, wanted) // FEWER.get(name, 1)) for name in TABLES}


def batch_of(form: Mapping[str, str], columns: Sequence[Sequence[Any]]) -> arrow.RecordBatch:
    """Columns as a batch of Arrow."""
    import pyarrow as arrow

    kinds = arrow_kinds(form)
    arrays = [arrow.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return arrow.RecordBatch.from_arrays(arrays, list(form))


def batch_of_rows(form: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> arrow.RecordBatch:
    """Rows as a batch of Arrow."""
    return batch_of(form, turned(rows, form))


def turned(rows: Sequence[Sequence[Any]], form: Mapping[str, str]) -> list[Sequence[Any]]:
    """Rows as columns."""
    return list(zip(*rows, strict=True)) or [()] * len(form)


def declared(form: Mapping[str, str]) -> str:
    """Columns as Spark declares them."""
    return ", ".join(f"`{column}` {kind}" for column, kind in form.items())


def arrow_kinds(form: Mapping[str, str]) -> list[arrow.DataType]:
    """Columns as Arrow calls what they hold."""
    import pyarrow as arrow

    kinds = {
        TEXT: arrow.string(),
        LONG: arrow.int64(),
        NUMBER: arrow.int32(),
        FLAG: arrow.bool_(),
        TEXTS: arrow.list_(arrow.string()),
    }
    return [kinds[kind] for kind in form.values()]


def problems_in(about: dict[str, Any]) -> list[Problem]:
    """The warnings and notes of the data."""
    return [Problem(*problem) for problem in about["problems"]]


def problems_kept(problems: Sequence[Problem], count: int) -> list[Problem]:
    """The first problems, and a note on how many there are, if those are more."""
    kept = list(problems[:MOST_PROBLEMS])
    if count > len(kept):
        message = f"{count:,} warnings and notes in all, of which {len(kept):,} are listed"
        kept.append(Problem("note", kept[0].file, 0, "", message))
    return kept


def files_in(about: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The files that rows stand in: name, and our names of the columns."""
    return [(name, about["columns"][form]) for name, form in about["files"]]


def files_told(files: Iterable[tuple[str, Sequence[str]]]) -> dict[str, Any]:
    """The same as it is written: many files share few headers."""
    forms: dict[tuple[str, ...], int] = {}
    told = [[name, forms.setdefault(tuple(columns), len(forms))] for name, columns in files]
    return {"files": told, "columns": [list(columns) for columns in forms]}


def claim_in(row: ClaimRow, files: Sequence[tuple[str, list[str]]]) -> Claim:
    """A claim as its row states it."""
    file, columns = files[row.row >> LINE_BITS]
    cells = dict(zip(columns, cells_in(row.cells), strict=True))
    claim = claim_of(
        row.source,
        row.target,
        cells,
        resolve=_resolver(cells, row.document, row.attributed_to, row.via, row.place),
        publisher_of=lambda _document: row.publisher,
        place=(file, row.row & ((1 << LINE_BITS) - 1)),
    )
    if row.nth % 2:
        claim = claims_through_office(claim, row.source)[1]
    # The cells alone do not tell what actorgraph.toml calls symmetric, nor what makes an office.
    is_symmetric = kind_in(row.kind).is_symmetric
    if claim.is_symmetric == is_symmetric:
        return claim
    return claim._replace(is_symmetric=is_symmetric)


def _resolver(
    cells: Mapping[str, str],
    document: str,
    attributed_to: Iterable[str],
    via: Iterable[str],
    place: str = "",
) -> Callable[[str], str]:
    """From a cell of the row to what it means."""
    get = cells.get
    meant = {get("place", "").strip(): place, get("document", "").strip(): document, "": ""}
    meant |= zip(values_of(get("attributed_to", "")), attributed_to, strict=True)
    meant |= zip(values_of(get("via", "")), via, strict=True)
    return lambda cell: meant[cell.strip()]


def entity_in(text: str, described: str | None = None) -> Entity:
    """An entity as it was written.

    Args:
        described: the text of its descriptions; without it there are none.
    """
    values = json.loads(text) | ({"descriptions": descriptions_in(described)} if described else {})
    return Entity(**values | {"aliases": tuple(values.get("aliases", ()))})


class MeantRow(NamedTuple):
    """A row that describes an entity: what it means by its sources, beside its cells."""

    file: str
    line: int
    document: str
    publisher: str
    attributed_to: Sequence[str]
    via: Sequence[str]
    cells: dict[str, str]

    def description(self, entity_id: str, *, among_sourced: bool) -> Description:
        """Return the row as a description.

        Args:
            among_sourced: whether any row of the data names its source.
        """
        return description_of(
            entity_id,
            self.cells,
            resolve=_resolver(self.cells, self.document, self.attributed_to, self.via),
            publisher_of=lambda _document: self.publisher,
            place=(self.file, self.line),
            reprints={},
            among_sourced=among_sourced,
        )


def described_text(entity_id: str, descriptions: Sequence[Description]) -> str | None:
    """The descriptions of an entity, as JSON; None if there are none."""
    if not descriptions:
        return None
    rows = [
        MeantRow(
            claim.file, claim.line, claim.document, claim.publisher, claim.attributed_to,
            claim.via, {**claim.row, **values},
        )
        for values, claim, _ in descriptions
    ]  # fmt: skip
    return _JSON.encode([entity_id, descriptions[0].among_sourced, rows])


def descriptions_in(text: str) -> tuple[Description, ...]:
    """Descriptions of an entity from such a text."""
    entity_id, among_sourced, rows = json.loads(text)
    meant = (MeantRow(*row) for row in rows)
    return tuple(row.description(entity_id, among_sourced=among_sourced) for row in meant)


def entity_text(one: Entity) -> str:
    """All of an entity that is not empty but its descriptions, as JSON."""
    values = {name: value for name, value in zip(_OF_ENTITY, _VALUES(one), strict=True) if value}
    return _JSON.encode(values)


_JSON = json.JSONEncoder(ensure_ascii=False, default=dict)
_OF_ENTITY = tuple(name for name in Entity._fields if name != "descriptions")
_VALUES = attrgetter(*_OF_ENTITY)


def cells_text(cells: Sequence[str]) -> str:
    """The cells of a row as one text."""
    text = _BETWEEN.join(cells)
    if text.count(_BETWEEN) != len(cells) - 1 or text.startswith(_ODD):
        return _ODD + json.dumps(cells)
    return text


def cells_in(text: str) -> list[str]:
    """The cells of a row from such a text."""
    if text.startswith(_ODD):
        return list(json.loads(text[1:]))
    return text.split(_BETWEEN)


_BETWEEN, _ODD = "\x1f", "\x1e"
"""What no cell holds, as a rule; and what begins a text of cells that do hold it."""


def bounds(claim: Claim) -> tuple[int, int, int, int]:
    """The four days between which a claim says that something began and ended."""
    return (*claim.period.start, *claim.period.end)


def filed(named: Sequence[tuple[int, str, str, Sequence[str]]]) -> tuple[Any, Any, set[str]]:
    """Return the keys of entities, whose they are by place in the list, and what words to file.

    Words are as they are spelled anywhere, and once more as they are written, marked as such.

    Args:
        named: number, id, type and all names of each.
    """
    import numpy as np

    from actorgraph.index import arrays
    from actorgraph.index.name_keys import keys_of_all
    from actorgraph.names.parts import is_person

    texts = [name for _, _, _, names in named for name in names]
    sizes = np.fromiter((len(names) for *_, names in named), np.int64, len(named))
    owners = np.repeat(np.arange(len(named)), sizes)
    kinds = [kind for _, _, kind, _ in named]
    person = np.fromiter(map(is_person, kinds), bool, len(kinds))
    names = keys_of_all(arrays.texts(texts), owners, person, kinds.__getitem__)
    words = names.spelled | {WRITTEN + word for word in names.written.to_pylist()}
    pairs = np.concatenate([np.empty(0, np.uint64), *names.pairs.parts()])
    keys = (pairs >> np.uint64(32)).astype(np.int64)
    return keys, (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64), words


def filed_words(words: Iterable[str]) -> list[tuple[str, str]]:
    """Return the keys of words: near ones of what is spelled anywhere, the word if it is written.

    A number one digit off is another number, and has no near keys.
    """
    return [
        (key, word.removeprefix(WRITTEN))
        for word in words
        if not word.isdigit()
        for key in ([word] if word.startswith(WRITTEN) else near_keys(word))
    ]


WRITTEN = "#"
"""Marks a word as names write it, to be found by how it begins."""
