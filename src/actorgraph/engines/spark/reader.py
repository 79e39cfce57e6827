"""Files of the data, on any path that Spark reads, as rows: found, measured, read by executors.

A folder holds entities and relations, each as one CSV file (also .gz), as several that share the
beginning of their name or lie in a folder of that name, or as Parquet with our columns. Lines are
counted, so that a problem has its place. Leaves out who is meant by a cell (resolve.py).
"""

from __future__ import annotations

import json
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from actorgraph import checks, schema
from actorgraph.engines.spark import executor_rows
from actorgraph.engines.spark.description_rows import DESCRIPTION_ROWS
from actorgraph.engines.spark.faults import said_plainly
from actorgraph.engines.spark.session import collected, mapped
from actorgraph.engines.spark.waiting import waited
from actorgraph.errors import DataError, Problem, UsageError
from actorgraph.headings.column_options import is_without_header
from actorgraph.headings.table_headers import table_header
from actorgraph.input_tables import REQUIRED_COLUMNS, meaning_of_gephi_types, other_meaning
from actorgraph.settings import FILE as SETTINGS
from actorgraph.settings import Settings, settings_in
from actorgraph.tables import Table, check_header, read_header, without_separator_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pyspark.sql import DataFrame, SparkSession

    Keep = Callable[[DataFrame], DataFrame]

_TEXT = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt")
_PARQUET = ".parquet"
_LONGEST_HEADER = 65536


class Listed(NamedTuple):
    """The files of a folder.

    Attributes:
        path: as the user named it.
        files: the path of each, as Spark lists it, with its size.
    """

    path: str
    files: dict[str, int]

    def named(self, file: str) -> str:
        """A file as the user would name it."""
        whole, path = _plain(file), _plain(self.path)
        if whole.startswith(f"{path}/"):
            return self.path + whole[len(path) :]
        _, separator, rest = whole.partition(f"/{path.rpartition('/')[2]}/")
        return f"{self.path}/{rest}" if separator else self.path

    def beside(self, name: str) -> str | None:
        """The file of this name in the folder."""
        return next(
            (file for file in self.files if self.named(file) == f"{self.path}/{name}"), None
        )

    def of(self, stem: str) -> list[str]:
        """The files of a table, in the order of their names."""
        for whole in (f"{stem}.csv", f"{stem}.csv.gz"):
            if (whole_file := self.beside(whole)) is not None:
                return [whole_file]
        begin = len(self.path) + 1
        inside = {file: self.named(file)[begin:] for file in self.files}
        return sorted(
            (file for file, name in inside.items() if _is_part(name, stem)), key=inside.__getitem__
        )


class TableRows(NamedTuple):
    """The rows of a table and the files they stand in.

    Attributes:
        notes: on columns that mean something else than ours.
    """

    rows: DataFrame
    files: list[executor_rows.File]
    size: int
    notes: Sequence[Problem] = ()


def listed(session: SparkSession, path: str) -> Listed:
    """What lies at a path.

    Raises:
        UsageError: if nothing does.
    """
    path = path.rstrip("/")
    with said_plainly(f"{path} cannot be read"), waited(session):
        reader = session.read.format("binaryFile").option("recursiveFileLookup", "true")
        files = reader.load(path).select("path", "length").collect()
    return Listed(path, {row[0]: row[1] for row in files})


def holds_relations(data: Listed) -> bool:
    """Whether there is a file of relations."""
    return bool(_relations(data))


def settings_of(session: SparkSession, data: Listed) -> Settings:
    """What actorgraph.toml beside the data says.

    Raises:
        UsageError: if it cannot be read or names what we do not know.
    """
    file = data.beside(SETTINGS)
    if file is None:
        return Settings()
    text = collected(session.read.text(file, wholetext=True))
    return settings_in(text[0][0] if text else "", data.named(file))


def read_entities(
    session: SparkSession, data: Listed, renamed: Mapping[str, str], keep: Keep
) -> TableRows | None:
    """The rows of the entities; None where there is no such file.

    Raises:
        DataError: if a file cannot be read as a table at all.
    """
    files = data.of("entities")
    if not files:
        return None
    return _read(session, data, files, _Kind(schema.ENTITY_COLUMNS, (), renamed), keep)


def read_relations(
    session: SparkSession,
    data: Listed,
    renamed: Mapping[str, str],
    symmetric: frozenset[str],
    keep: Keep,
) -> TableRows:
    """The rows of the relations.

    Args:
        symmetric: relations that actorgraph.toml calls symmetric.

    Raises:
        DataError: if a file cannot be read as a table at all.
        UsageError: if there is none.
    """
    files = _relations(data)
    if not files:
        raise UsageError(
            f"The folder {data.path} holds no relations.csv, or an empty one.",
            hint="It needs at least the columns source and target.",
        )
    kind = _Kind(schema.RELATION_COLUMNS, REQUIRED_COLUMNS, renamed, symmetric)
    return _read(session, data, files, kind, keep)


def problems_of(rows: DataFrame, limit: int) -> list[Problem]:
    """What is wrong with rows, as far as each shows by itself; errors first."""
    place = rows.columns[0]
    wrong = rows.where("problem is not null").select(place, "problem")
    wrong = wrong.selectExpr(place, "problem", "problem like '[\"error\"%' wrong")
    wrong = wrong.orderBy(wrong["wrong"].desc(), place).limit(limit)
    return [Problem(*json.loads(problem)) for _, problem, _ in collected(wrong)]


class _Kind(NamedTuple):
    """What is read: columns we know, that must be there, named otherwise; symmetric words."""

    known: tuple[schema.Column, ...]
    required: tuple[str, ...]
    renamed: Mapping[str, str]
    symmetric: frozenset[str] = frozenset()

    @property
    def form(self) -> dict[str, str]:
        is_relation = self.known is schema.RELATION_COLUMNS
        return executor_rows.RELATION_ROWS if is_relation else DESCRIPTION_ROWS


def _read(
    session: SparkSession, data: Listed, files: list[str], kind: _Kind, keep: Keep
) -> TableRows:
    size = sum(data.files[file] for file in files)
    if files[0].endswith(_PARQUET):
        return _read_parquet(session, data, files, kind, keep, size)
    empty = [data.named(file) for file in files if not data.files[file]]
    if empty:
        message = "the file is empty; it needs at least a header line"
        raise DataError([Problem("error", file, 1, "", message) for file in empty])
    whole = "spark.sql.files.maxPartitionBytes"
    before = session.conf.get(whole)
    try:
        measured, is_cut = _measured(session, data, files, kind)
        if is_cut:
            # A cell with a line break lies across two blocks: each file is read in one piece.
            session.conf.set(whole, str(max(data.files.values()) + 1))
            measured, _ = _measured(session, data, files, kind)
        made = keep(_rows_of_lines(session, files, measured, kind))
        if (meant := _meant_columns(measured, made, kind)) != measured:
            made = keep(_rows_of_lines(session, files, meant, kind))
    finally:
        session.conf.set(whole, before or "128MB")
    return TableRows(made, list(meant.values()), size, _notes(measured, meant))


def _rows_of_lines(
    session: SparkSession, files: list[str], by_path: dict[str, executor_rows.File], kind: _Kind
) -> DataFrame:
    numbers = _hashes(session, list(by_path))
    reader = executor_rows.Reader(
        {numbers[path]: file for path, file in by_path.items()}, bool(kind.required), kind.symmetric
    )
    lines = _lines(session, files)
    lines = lines.selectExpr("value", "xxhash64(file) file", "block")
    return mapped(lines, executor_rows.read_lines(reader), kind.form)


def _lines(session: SparkSession, files: list[str]) -> DataFrame:
    lines = session.read.option("lineSep", "\n").text(files)
    return lines.selectExpr(
        "cast(value as binary) value",
        "_metadata.file_path file",
        "_metadata.file_block_start block",
    )


def _measured(
    session: SparkSession, data: Listed, files: list[str], kind: _Kind
) -> tuple[dict[str, executor_rows.File], bool]:
    """The files by the path that Spark gives their lines, and whether a block begins in a cell."""
    shapes = collected(mapped(_lines(session, files), executor_rows.shapes, executor_rows.SHAPES))
    by_file: dict[str, list[tuple[int, int, int, int, str]]] = {}
    for path, *shape in sorted(shapes, key=lambda shape: (_plain(shape[0]), shape[1])):
        by_file.setdefault(path, []).append(tuple(shape))
    by_path: dict[str, executor_rows.File] = {}
    problems: list[Problem] = []
    for number, (path, blocks) in enumerate(by_file.items()):
        try:
            by_path[path] = _file(number, data.named(path), blocks, kind)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    quotes = [list(accumulate(shape[2] for shape in blocks)) for blocks in by_file.values()]
    return by_path, any(count % 2 for counts in quotes for count in counts[:-1])


def _file(
    number: int, name: str, blocks: list[tuple[int, int, int, int, str]], kind: _Kind
) -> executor_rows.File:
    raw = blocks[0][4].encode("latin-1")
    check_header(raw, name)
    head = raw.decode(errors="replace").removeprefix("\ufeff")
    text, skipped, told = without_separator_line(head)
    table, delimiter = read_header(
        text.lstrip("\r\n"), name, kind.known, required=kind.required, renamed=kind.renamed
    )
    if table.is_rewritten or is_without_header(kind.renamed):
        raise UsageError(
            f"{name}: Spark reads cells as they stand in the file, without constants, periods in "
            "one cell or columns named by their places.",
            hint="`actorgraph import` writes tables that it can read.",
        )
    lines = [0, *accumulate(shape[1] for shape in blocks)]
    return executor_rows.File(
        number,
        name,
        table.header,
        table.columns,
        told or delimiter,
        skipped,
        any(shape[3] for shape in blocks),
        {shape[0]: count for shape, count in zip(blocks, lines, strict=False)},
    )


def _read_parquet(
    session: SparkSession, data: Listed, files: list[str], kind: _Kind, keep: Keep, size: int
) -> TableRows:
    from pyspark.sql.functions import col

    read = session.read.parquet(*files)
    table = Table(data.named(files[0]))
    table_header(table, 1, read.columns, kind.known, kind.required, kind.renamed)
    listed_at = collected(read.select("_metadata.file_path").distinct())
    paths = sorted((row[0] for row in listed_at), key=_plain)
    by_path = {
        path: executor_rows.File(number, data.named(path), table.header, table.columns)
        for number, path in enumerate(paths)
    }
    numbers = _hashes(session, paths)
    cells = [col(f"`{name}`").cast("string") for name in read.columns]
    place = [col("_metadata.file_path"), col("_metadata.row_index")]
    rows_at = read.select(*place, *cells).toDF("file", "place", *map(str, range(len(cells))))
    rows_at = rows_at.selectExpr("xxhash64(file)", "place", *(f"`{n}`" for n in range(len(cells))))

    def made(meant: Mapping[str, executor_rows.File]) -> DataFrame:
        by_number = {numbers[path]: file for path, file in meant.items()}
        reader = executor_rows.Reader(by_number, bool(kind.required), kind.symmetric)
        return keep(mapped(rows_at, executor_rows.read_columns(reader), kind.form))

    rows = made(by_path)
    if (meant := _meant_columns(by_path, rows, kind)) != by_path:
        rows = made(meant)
    return TableRows(rows, list(meant.values()), size, _notes(by_path, meant))


def _meant_columns(
    files: dict[str, executor_rows.File], rows: DataFrame, kind: _Kind
) -> dict[str, executor_rows.File]:
    """The files with columns that mean what their header and their cells say together."""
    return (_without_gephi_types if kind.required else _without_words_of_others)(files, rows)


def _without_words_of_others(
    files: dict[str, executor_rows.File], rows: DataFrame
) -> dict[str, executor_rows.File]:
    """The files with columns kept under another name that are called as ours and mean another."""
    there = {column for file in files.values() for column in file.columns}
    others: dict[str, str] = {}
    for column in schema.WORDS_OF_DESCRIPTIONS:
        if column in there and (other := other_meaning(column, _words(rows, column))):
            others[column] = other
    return {
        path: file._replace(columns={others.get(n, n): p for n, p in file.columns.items()})
        for path, file in files.items()
    }


def _words(rows: DataFrame, column: str) -> set[str]:
    """Our words that a column holds, and a blank for those that are none of ours."""
    ours = ", ".join(map(repr, schema.CLOSED_SETS[column]))
    words = rows.where(f"{column} <> ''").selectExpr(f"if({column} in ({ours}), {column}, ' ')")
    return {word for (word,) in collected(words.distinct())}


def _notes(
    files: Mapping[str, executor_rows.File], told: Mapping[str, executor_rows.File]
) -> list[Problem]:
    """Say which columns of descriptions are kept under another name, each at its first file."""
    notes = {
        column: Problem("note", file.name, 1, column, checks.no_word_of_ours(column))
        for path, file in reversed(list(files.items()))
        for column in schema.WORDS_OF_DESCRIPTIONS
        if column in file.columns and column not in told[path].columns
    }
    return list(notes.values())


def _without_gephi_types(
    files: dict[str, executor_rows.File], rows: DataFrame
) -> dict[str, executor_rows.File]:
    """The files with Gephi's `Type` read as what it means: a direction, or nothing of ours."""
    first = next(iter(files.values()))
    at = first.columns.get("relation")
    headers = {file.header[at] for file in files.values() if at is not None}
    if at is None or {header.lower() for header in headers} != {"type"}:
        return files
    words = rows.where("relation is not null").selectExpr("lower(relation)").distinct().limit(9)
    types = {word for (word,) in collected(words)}
    column = meaning_of_gephi_types(headers.pop(), types, first.columns)
    return {
        path: file._replace(
            columns={column if n == "relation" else n: p for n, p in file.columns.items()}
        )
        for path, file in files.items()
    }


def _hashes(session: SparkSession, paths: list[str]) -> dict[str, int]:
    """The number that Spark makes of each path, shorter to hand on with every line."""
    import pyarrow as arrow

    table = session.createDataFrame(arrow.table({"file": paths}))
    return dict(collected(table.selectExpr("file", "xxhash64(file)")))


def _relations(data: Listed) -> list[str]:
    """The files of the relations; a path that is itself a table holds nothing else."""
    if not data.path.lower().endswith((*_TEXT, _PARQUET)):
        return data.of("relations")
    return sorted(file for file in data.files if file.lower().endswith((*_TEXT, _PARQUET)))


def _is_part(name: str, stem: str) -> bool:
    begins = name.startswith(stem) and name[len(stem) : len(stem) + 1] in ("/", ".", "-", "_")
    return begins and name.lower().endswith((*_TEXT, _PARQUET))


def _plain(path: str) -> str:
    """A path without escapes; without the scheme where it is this machine's."""
    path = unquote(path)
    if path.startswith("file:"):
        return "/" + path.removeprefix("file:").lstrip("/")
    return path
