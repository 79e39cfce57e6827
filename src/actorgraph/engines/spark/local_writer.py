"""The tables of any graph, written by this machine in one pass and in bounded memory."""

from __future__ import annotations

import json
import os
import re
import shutil
from itertools import islice
from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.descriptions import cited_in
from actorgraph.engines.spark import parquet_tables, places
from actorgraph.engines.spark.claim_kinds import kind_text
from actorgraph.engines.spark.murmur import part_of
from actorgraph.errors import FileExistsAlreadyError, UsageError
from actorgraph.names.circles import FILED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from actorgraph.claims import Claim, Entity
    from actorgraph.engine import Engine

FOLDER = "tables"
_HELD = 400_000
"""Rows of all tables held before they are written to their parts, unsorted."""
_AT_ONCE = 50_000


def write(path: Path, engine: Engine, *, force: bool = False) -> None:
    """Write the tables of a graph as a folder, whole or not at all.

    Raises:
        FileExistsAlreadyError: if something is there and force is not given.
        UsageError: if the place cannot be written to, or holds something else than such tables.
    """
    refuse_to_replace(path, force=force)
    folder = path.with_name(f".{path.name[:40]}.{os.urandom(4).hex()}")
    try:
        folder.mkdir()
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    try:
        _write(folder, engine)
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
    if path.exists() and not (path / places.ABOUT).exists():
        raise left_alone(str(path))
    if other := next(_not_ours(path), None) if path.exists() else None:
        raise UsageError(
            f"{path} holds {other}, which `convert` did not write; it is left alone.",
            hint="Move that elsewhere, or give another place.",
        )


def _not_ours(path: Path) -> Iterator[Path]:
    """Yield what is in a folder of tables and none of their files."""
    for file in path.rglob("*"):
        place = file.relative_to(path)
        is_ours = _OURS.match(file.name) and place.parts[0].startswith(_BEGINNINGS)
        if not is_ours and (file.is_symlink() or not file.is_dir()):
            yield place


_OURS = re.compile(r"\.?(?:about\.json|part-.*|_SUCCESS)(?:\.crc)?\Z")
_BEGINNINGS = (FOLDER, places.ABOUT, f".{places.ABOUT}")


def left_alone(path: str) -> UsageError:
    """What is said of a place that is not to be replaced."""
    return UsageError(f"{path} is not a folder that `convert` wrote; it is left alone.")


def _write(folder: Path, engine: Engine) -> None:
    types = {one.id: one.type for one in engine.all_entities()}
    parts = parquet_tables.parts_for(len(types), 0)
    written = _Tables(folder / FOLDER, parts)
    _write_entities(written, engine)
    files: list[tuple[str, list[str]]] = []
    claims = 0
    for row, nth, claim in _numbered(engine.all_claims(), files):
        claims += 1
        _write_claim(written, claim, row, nth, types)
    placed = written.close()
    about = {
        "version": places.VERSION,
        "tables": FOLDER,
        "parts": parts,
        "placed": placed,
        "entities": len(types),
        "claims": claims,
        **parquet_tables.files_told(files),
        "problems": [list(problem) for problem in engine.problems],
        "merged": dict(engine.merged),
        "apart": sorted(sorted(pair) for pair in engine.judged_apart),
    }
    (folder / places.ABOUT).write_text(json.dumps(about), encoding="utf-8")


def _write_entities(written: _Tables, engine: Engine) -> None:
    words: set[str] = set()
    describers: set[str] = set()
    numbered = enumerate(engine.all_entities())
    while some := list(islice(numbered, _AT_ONCE)):
        for number, one in some:
            texts = _texts(one)
            written.add("entities", one.id.casefold(), number, one.id, one.type, *texts)
            describers.update(cited_in(one))
        named = [(number, one.id, one.type, (one.name, *one.aliases)) for number, one in some]
        keys, owners, new_words = parquet_tables.filed(named)
        for key, owner in zip(keys.tolist(), owners.tolist(), strict=True):
            written.add("names", key, named[owner][0], 0, named[owner][1])
        words |= new_words
    for key_of_word, word in parquet_tables.filed_words(words):
        written.add("words", key_of_word, word)
    for name in describers:
        written.add("describers", name)


def _texts(one: Entity) -> tuple[str, str | None]:
    described = parquet_tables.described_text(one.id, one.descriptions)
    return parquet_tables.entity_text(one), described


def _write_claim(
    written: _Tables, claim: Claim, row: int, nth: int, types: Mapping[str, str]
) -> None:
    ends = (claim.source, claim.target)
    columns = (
        *ends, types[claim.source], types[claim.target],
        schema.main_word(claim.relation), kind_text(claim), claim.start_date, claim.end_date,
        *parquet_tables.bounds(claim), claim.place, claim.document, claim.publisher,
        claim.attributed_to, claim.via, parquet_tables.cells_text(list(claim.row.values())),
    )  # fmt: skip
    for node in dict.fromkeys(ends):
        written.add("relations", node, row, nth, node == claim.source, False, *columns)
    for name in claim.sources:
        written.add("sources", name, row, *ends)


def _numbered(
    claims: Iterator[Claim], files: list[tuple[str, list[str]]]
) -> Iterator[tuple[int, int, Claim]]:
    """Claims with the number of their row, and which of its claims they are; notes the files."""
    file, line, document, nth = "", 0, "", 0
    for claim in claims:
        is_other = claim.derived or claim.document != document
        again = claim.file == file and claim.line == line and is_other
        if claim.file != file or claim.line < line or (claim.line == line and not again):
            files.append((claim.file, list(claim.row)))
        nth = nth + (1 if claim.derived else 2 - nth % 2) if again else 0
        file, line, document = claim.file, claim.line, claim.document
        yield ((len(files) - 1) << parquet_tables.LINE_BITS) | line, nth, claim


class _Tables:
    """Tables being written: rows go unsorted to their part, and each part is sorted at the end."""

    def __init__(self, folder: Path, parts: Mapping[str, int]) -> None:
        import pyarrow as arrow

        self._folder, self._parts = folder, parts
        self._forms = {
            table: arrow.schema(zip(form, parquet_tables.arrow_kinds(form), strict=True))
            for table, form in parquet_tables.TABLES.items()
        }
        self._held: dict[tuple[str, int], list[Sequence[object]]] = {}
        self._count = 0
        for table in parquet_tables.TABLES:
            for part in range(parts[table]):
                self._path(table, part).mkdir(parents=True)

    def add(self, table: str, key: str | int, *row: object) -> None:
        """One row, its key first."""
        part = part_of(key, self._parts[table])
        self._held.setdefault((table, part), []).append((key, *row))
        self._count += 1
        if self._count >= _HELD:
            self._set_down()

    def close(self) -> dict[str, dict[int, str]]:
        """Sort every part; gives the file of each."""
        import pyarrow.parquet as pq

        files: dict[str, dict[int, str]] = {table: {} for table in self._forms}
        self._set_down()
        for table, form in self._forms.items():
            for part in range(self._parts[table]):
                place = self._path(table, part)
                pieces = sorted(place.iterdir())
                files[table][part] = f"part-{part:05}.parquet"
                whole = pq.read_table(pieces, schema=form) if pieces else form.empty_table()
                pq.write_table(
                    _in_order(table, whole),
                    self._folder / table / files[table][part],
                    row_group_size=parquet_tables.ROWS_TOGETHER[table],
                    compression="zstd",
                    write_page_index=True,
                    write_page_checksum=True,
                )
                shutil.rmtree(place)
        return files

    def _set_down(self) -> None:
        import pyarrow as arrow
        import pyarrow.parquet as pq

        for (table, part), rows in self._held.items():
            place = self._path(table, part)
            columns = [list(column) for column in zip(*rows, strict=True)]
            path = place / f"{len(list(place.iterdir()))}.parquet"
            pq.write_table(arrow.table(columns, schema=self._forms[table]), path)
        self._held.clear()
        self._count = 0

    def _path(self, table: str, part: int) -> Path:
        return self._folder / table / f"_{part}"


def _in_order(table: str, whole: Any) -> Any:
    """A part of a table, sorted, with what shows only then."""
    import numpy as np
    import pyarrow as arrow
    import pyarrow.compute as pc

    order = list(parquet_tables.IN_ORDER[table])
    if table == "relations":
        ends = (whole.column(name) for name in ("first", "target", "source"))
        whole = whole.append_column(parquet_tables.OTHER_END, pc.if_else(*ends))
    whole = whole.sort_by([(name, "ascending") for name in order])
    if table == "relations":
        size, _ = _runs(whole, order[: order.index("row")])
        whole = whole.drop_columns([parquet_tables.OTHER_END])
        alone = arrow.array(size == 1)
        return whole.set_column(whole.schema.get_field_index("alone"), "alone", alone)
    if table == "names":
        _, place = _runs(whole, ["key"])
        at = whole.schema.get_field_index("place")
        whole = whole.set_column(at, "place", arrow.array(place.astype(np.int64)))
        return whole.filter(pc.less(whole.column("place"), FILED))
    return whole


def _runs(whole: Any, names: Sequence[str]) -> tuple[Any, Any]:
    """For each row how many beside each other have the same cells as it, and its place in them."""
    import numpy as np

    count = len(whole)
    differs = np.zeros(max(count - 1, 0), bool)
    for name in names:
        cells = whole.column(name).combine_chunks()
        codes = cells.dictionary_encode().indices.to_numpy(zero_copy_only=False)
        differs |= codes[1:] != codes[:-1]
    begins = np.flatnonzero(np.append(True, differs)[:count])
    sizes = np.diff(np.append(begins, count))
    return np.repeat(sizes, sizes), np.arange(count) - np.repeat(begins, sizes)
