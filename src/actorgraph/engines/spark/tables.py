"""A graph as a folder of Parquet tables, each split by its key and sorted by it.

Whoever looks for a key reads one part of one table, and in it few row
groups. Rows are claims and entities as the dataset has made them, so that no second set of rules
decides what a row means. Written in one pass with pyarrow, in bounded memory.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from actorgraph.claims import Claim, Entity
from actorgraph.errors import FileExistsAlreadyError, Problem, UsageError
from actorgraph.names.keys import keys_parsed, near_keys
from actorgraph.names.parts import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from actorgraph.graph import Engine

ABOUT = "about.json"
VERSION = 1
ENTITIES_IN_A_PART = 50_000
MOST_PARTS = 4096
ROW_GROUP = 8192
_HELD = 400_000
"""Rows of all tables held before they are written to their parts, unsorted."""

TEXT, LONG, FLAG = "string", "int64", "bool"
TABLES: dict[str, dict[str, str]] = {
    "entities": {"id": TEXT, "number": LONG, "entity": TEXT},
    "relations": {
        "node": TEXT, "row": LONG, "nth": LONG, "first": FLAG, "source": TEXT, "target": TEXT,
        "source_type": TEXT, "target_type": TEXT, "status": TEXT, "claim": TEXT,
    },
    "sources": {"name": TEXT, "row": LONG, "nth": LONG, "source": TEXT, "target": TEXT},
    "names": {"key": TEXT, "number": LONG, "place": LONG, "entity": TEXT},
    "words": {"near": TEXT, "word": TEXT},
}  # fmt: skip
"""The columns of every table; the first is its key.

A claim stands in relations under both ends (`first` where `node` is the source), as JSON beside
what is asked for in SQL; `row` is the number of its row and `nth` which of the row's claims it is.
`place` counts the entities under one key of a name.
"""


def part_of(key: str, parts: int) -> int:
    """In which part of its table a key stands."""
    return crc32(key.encode()) % parts


def write(path: Path, engine: Engine, *, force: bool = False) -> None:
    """Write the tables of a graph as a folder, whole or not at all.

    Raises:
        FileExistsAlreadyError: if something is there and force is not given.
        UsageError: if the place cannot be written to, or holds something else than such tables.
    """
    refuse_to_replace(path, force=force)
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name[:40]}.", dir=path.parent))
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    try:
        _write(folder, engine)
        folder.chmod(0o755)
        if path.exists():
            shutil.rmtree(path)
        folder.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def refuse_to_replace(path: Path, *, force: bool) -> None:
    """Refuse a place where something is, before any work is done for it.

    Raises:
        FileExistsAlreadyError: if something is there and force is not given.
        UsageError: if it is something else than a folder of such tables.
    """
    if path.exists() and not force:
        raise FileExistsAlreadyError(str(path))
    if path.exists() and not (path / ABOUT).is_file():
        raise UsageError(f"{path} is not a folder that `convert` wrote; it is left alone.")


def _write(folder: Path, engine: Engine) -> None:
    types = {one.id: one.type for one in engine.all_entities()}
    parts = min(MOST_PARTS, max(1, len(types) // ENTITIES_IN_A_PART))
    tables = _Tables(folder, parts)
    words: set[str] = set()
    claims = 0
    for number, one in enumerate(engine.all_entities()):
        text = _text(one)
        tables.add("entities", one.id, number, text)
        keys = {"#" + one.id.casefold()}
        for name in (one.name, *one.aliases):
            keys |= keys_parsed(parsed(name, one.type))
        words |= {key[1:] for key in keys if key[0] in "sw" and not key[1:].isdigit()}
        for key in keys:
            tables.add("names", key, number, 0, text)
    for word in words:
        for near in near_keys(word):
            tables.add("words", near, word)
    for row, nth, claim in _numbered(engine.all_claims()):
        claims += 1
        text = _text(claim)
        ends = (claim.source, claim.target)
        told = (*ends, types[claim.source], types[claim.target], claim.status, text)
        for node in dict.fromkeys(ends):
            tables.add("relations", node, row, nth, node == claim.source, *told)
        for name in claim.sources:
            tables.add("sources", name, row, nth, *ends)
    tables.close()
    about = {
        "version": VERSION,
        "parts": parts,
        "entities": len(types),
        "claims": claims,
        "problems": [list(problem) for problem in engine.problems],
        "merged": dict(engine.merged),
        "apart": sorted(sorted(pair) for pair in engine.judged_apart),
    }
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")


def problems_in(about: dict[str, Any]) -> list[Problem]:
    """The warnings and notes of the data."""
    return [Problem(*said) for said in about["problems"]]


def claim_in(text: str) -> Claim:
    """A claim as it was written."""
    return Claim(**_tuples(Claim, json.loads(text)))


def entity_in(text: str) -> Entity:
    """An entity as it was written."""
    return Entity(**_tuples(Entity, json.loads(text)))


def _tuples(kind: type, said: dict[str, Any]) -> dict[str, Any]:
    several = {one.name for one in fields(kind) if str(one.type).startswith("tuple")}
    return {name: tuple(value) if name in several else value for name, value in said.items()}


def _text(one: Claim | Entity) -> str:
    """All that is not empty, as JSON."""
    said = ((name, getattr(one, name)) for name in _FIELDS[type(one)])
    return json.dumps({name: value for name, value in said if value}, default=dict)


_FIELDS = {kind: [one.name for one in fields(kind)] for kind in (Claim, Entity)}


def _numbered(claims: Iterator[Claim]) -> Iterator[tuple[int, int, Claim]]:
    """Claims with the number of their row, and which of its claims they are."""
    row, nth, before = -1, 0, None
    for claim in claims:
        place = (claim.file, claim.line)
        row, nth = (row, nth + 1) if place == before else (row + 1, 0)
        before = place
        yield row, nth, claim


class _Tables:
    """Tables being written: rows go unsorted to their part, and each part is sorted at the end."""

    def __init__(self, folder: Path, parts: int) -> None:
        import pyarrow as arrow

        self._folder, self._parts = folder, parts
        self._forms = {
            table: arrow.schema([(name, arrow.type_for_alias(kind)) for name, kind in form.items()])
            for table, form in TABLES.items()
        }
        self._held: dict[tuple[str, int], list[Sequence[object]]] = {}
        self._count = 0
        for table in TABLES:
            for part in range(parts):
                self._path(table, part).mkdir(parents=True)

    def add(self, table: str, *row: object) -> None:
        """One row; its first cell is its key."""
        self._held.setdefault((table, part_of(str(row[0]), self._parts)), []).append(row)
        self._count += 1
        if self._count >= _HELD:
            self._set_down()

    def close(self) -> None:
        """Sort every part."""
        import pyarrow.parquet as pq

        self._set_down()
        for table, form in self._forms.items():
            for part in range(self._parts):
                place = self._path(table, part)
                pieces = sorted(place.glob("_*.parquet"))
                whole = pq.read_table(pieces, schema=form) if pieces else form.empty_table()
                whole = whole.sort_by([(name, "ascending") for name in form.names[:3]])
                if table == "names":
                    whole = _with_places(whole)
                path = place / "part.parquet"
                pq.write_table(
                    whole, path, row_group_size=ROW_GROUP, compression="zstd", write_page_index=True
                )
                for piece in pieces:
                    piece.unlink()

    def _set_down(self) -> None:
        import pyarrow as arrow
        import pyarrow.parquet as pq

        for (table, part), rows in self._held.items():
            place = self._path(table, part)
            columns = [list(column) for column in zip(*rows, strict=True)]
            path = place / f"_{len(list(place.iterdir()))}.parquet"
            pq.write_table(arrow.table(columns, schema=self._forms[table]), path)
        self._held.clear()
        self._count = 0

    def _path(self, table: str, part: int) -> Path:
        return self._folder / table / f"part={part}"


def _with_places(names: Any) -> Any:
    """The table with the place of each row among those of its key."""
    import numpy as np
    import pyarrow as arrow

    keys = names.column("key").combine_chunks().dictionary_encode().indices.to_numpy()
    at = np.arange(len(keys))
    begins = np.where(np.append(True, keys[1:] != keys[:-1])[: len(keys)], at, 0)
    places = at - np.maximum.accumulate(begins) if len(keys) else at
    return names.set_column(names.schema.get_field_index("place"), "place", arrow.array(places))
