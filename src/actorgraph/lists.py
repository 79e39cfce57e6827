"""A list of entities to match against: any file that is read here, or names alone, one a line.

Called by `match`. What has relations is loaded as a graph; what has none, too, however long it is.
"""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import finalize

from actorgraph import locating, schema
from actorgraph.errors import UsageError
from actorgraph.loading import graph_of_tables, graph_through_index, load
from actorgraph.progress import Progress, unreported

if TYPE_CHECKING:
    from actorgraph.graph import Graph
    from actorgraph.tables import Table

LONG = 8_000_000
"""Files of other tools and of names of more bytes than this are written as our tables first, and
indexed."""
BEGINNING = 1 << 16
_NO_RELATIONS = "source,target\n"


def load_list(path: str | Path, *, progress: Progress = unreported) -> Graph:
    """Load a list of entities: a folder, a file of any format that is read, or names, one a line.

    Args:
        progress: told how far it is, when an index has to be built first.

    Raises:
        UsageError: if nothing is there, or no column holds names.
        DataError: with every error of every file.
    """
    path = Path(path)
    if path.is_dir():
        entities = next((p for p in map(path.joinpath, _ENTITY_FILES) if p.is_file()), None)
        has_relations = any(path.joinpath(name).is_file() for name in _RELATION_FILES)
        if entities is not None and not has_relations:
            return _of_entities(entities, progress)
        return load(path, progress=progress)
    if not path.is_file():
        raise UsageError(f"There is no file or folder {path}.")
    if locating.is_foreign(path, None):
        is_long = path.stat().st_size > LONG
        return _imported(path, progress) if is_long else load(path)
    columns = _columns(path)
    if {"source", "target"} <= columns:
        return load(path, progress=progress)
    return (
        _of_entities(path, progress)
        if {"id", "name"} & columns
        else _of_lines(path, columns, progress)
    )


_ENTITY_FILES = ("entities.csv", "entities.csv.gz")
_RELATION_FILES = ("relations.csv", "relations.csv.gz")


def _columns(path: Path) -> set[str]:
    """Return our names of the columns of a table."""
    from actorgraph.tables import read_in_batches

    known = (*schema.RELATION_COLUMNS, *schema.ENTITY_COLUMNS)
    table = next(iter(read_in_batches(path, known, size=1)))
    return set(table.columns)


def _of_entities(path: Path, progress: Progress) -> Graph:
    """Load a file of entities alone."""
    from actorgraph.input_tables import entity_table

    if not locating.uses_index([path]):
        return graph_of_tables([entity_table(path)], [_no_relations()])
    return _through_index(tempfile.TemporaryDirectory(prefix="actorgraph-"), path, progress)


def _through_index(
    folder: tempfile.TemporaryDirectory[str], entities: Path, progress: Progress
) -> Graph:
    """Load a long file of entities alone; the folder is removed with the graph."""
    from actorgraph.index.freshness import Inputs

    relations = Path(folder.name) / "relations.csv"
    relations.write_text(_NO_RELATIONS, encoding="utf-8")
    return _kept(folder, graph_through_index(Inputs(entities.resolve(), relations, {}), progress))


def _of_lines(path: Path, columns: set[str], progress: Progress) -> Graph:
    """Load names, one a line, of which the first is one too; a repeated one counts once.

    Raises:
        UsageError: if the lines have columns, of which none is known.
    """
    from actorgraph.tables import table_of, text_of

    if len(columns) > 1:
        raise UsageError(
            f"{path} has no column of names: {', '.join(sorted(columns))}.",
            hint="Call the column with the names `name`.",
        )
    text = text_of(path)
    first_lines: dict[str, int] = {}
    for at, line in enumerate(text.splitlines(), 1):
        if name := line.strip():
            first_lines.setdefault(name, at)
    if len(text) <= LONG:
        names = [({"name": name}, at) for name, at in first_lines.items()]
        return graph_of_tables([table_of(str(path), ["name"], names)], [_no_relations()])
    folder = tempfile.TemporaryDirectory(prefix="actorgraph-")
    entities = Path(folder.name) / "entities.csv"
    with entities.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name",), *((name,) for name in first_lines)])
    return _through_index(folder, entities, progress)


def _imported(path: Path, progress: Progress) -> Graph:
    """Load a long file of another tool through our two tables and their index."""
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.writing import import_files

    folder = tempfile.TemporaryDirectory(prefix="actorgraph-")
    import_files([path], Path(folder.name) / "list", Notes())
    return _kept(folder, load(Path(folder.name) / "list", progress=progress))


def _kept(folder: tempfile.TemporaryDirectory[str], graph: Graph) -> Graph:
    """Return a graph whose files are removed when it is."""
    finalize(graph, folder.cleanup)
    return graph


def _no_relations() -> Table:
    from actorgraph.tables import table_of

    return table_of("", ["source", "target"], [])
