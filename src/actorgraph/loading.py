"""From files or frames to a graph: read, check, and hand to the engine that is to answer.

Leaves out where the files are (locating) and what is asked of the graph (graph).
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from actorgraph import locating
from actorgraph.errors import DataError, Problem, UsageError
from actorgraph.graph import Graph
from actorgraph.progress import Bars, Progress, unreported, unshown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas
    from pyspark.sql import SparkSession

    from actorgraph.dataset import Dataset
    from actorgraph.index.freshness import Inputs
    from actorgraph.queries.check import Checked
    from actorgraph.render.answers import Answer
    from actorgraph.tables import Table


STDIN_NAME = "standard input"
"""What stands for a file's name where the data came through a pipe."""


def load(
    path: locating.Paths = None,
    *,
    columns: Mapping[str, str] | None = None,
    format: str | None = None,
    documents: str | Path | None = None,
    progress: Progress = unreported,
    engine: str = "local",
    session: SparkSession | None = None,
    master: str | None = None,
) -> Graph:
    """Load a graph.

    Args:
        path: a folder with relations.csv and, if there is one, entities.csv; or one CSV file of
            relations; or a file of any format that is imported; or "-", CSV of relations on
            standard input; or several of these, united. None looks where the command line looks.
        columns: from our column name to the header it has in the file of relations; what
            actorgraph.toml beside the data says comes second.
        format: the name of the format of a file, where it does not show.
        documents: a folder of their texts, each named by the id: reprints are one origin.
        progress: told how far it is, when an index has to be built first.
        engine: local, or spark: then `path` is a folder that `actorgraph convert` wrote, or one
            of files as they lie, on any path that Spark reads.
        session: of Spark; None makes one on `master`, or on local[*].

    Raises:
        UsageError: if nothing is there, or what Spark needs is missing.
        DataError: with every error of every file.

    Example:
        >>> graph = load()
        >>> graph.engine.entities(["pompeo"])["pompeo"].name
        'Michael Pompeo'
    """
    if engine != "local":
        if documents:
            raise UsageError("Spark does not compare documents; leave them out.")
        return _on_spark(path, engine, session, master, columns)
    return _here(locating.listed(path), columns, format, reprints_in(documents), progress)


def _here(
    paths: list[Path],
    columns: Mapping[str, str] | None,
    format: str | None,
    reprints: Mapping[str, frozenset[str]],
    progress: Progress,
) -> Graph:
    """Load a graph on this machine: by an index where files are large."""
    if graph := _through_index(paths, columns, format, reprints, progress):
        return graph
    from actorgraph.engines.local import LocalEngine

    dataset = read_dataset(paths, columns=columns, format=format)
    dataset.reprints = reprints
    graph = Graph(LocalEngine(dataset))
    graph.places = [place for place in paths if place is not locating.STDIN]
    return graph


def _through_index(
    paths: list[Path],
    columns: Mapping[str, str] | None,
    format: str | None,
    reprints: Mapping[str, frozenset[str]],
    progress: Progress,
) -> Graph | None:
    """Load a graph by an index; None where the files are small, several, or of another format."""
    if len(paths) != 1 or paths[0] is locating.STDIN or not locating.is_plain(paths[0], format):
        return None
    if not locating.uses_index(file for file in locating.tables_of(paths[0]) if file):
        return None
    graph = graph_through_index(locating.inputs_of(paths[0], columns), progress, reprints)
    graph.places = paths
    return graph


def graph_through_index(
    inputs: Inputs, progress: Progress, reprints: Mapping[str, frozenset[str]] | None = None
) -> Graph:
    """Make a graph of an index of files, which is built first if there is none."""
    from actorgraph.engines.indexed import IndexedEngine
    from actorgraph.index.build import open_index

    index = open_index(inputs, progress)
    index.reprints = reprints or {}
    return Graph(IndexedEngine(index))


def reprints_in(documents: str | Path | None) -> Mapping[str, frozenset[str]]:
    """Return the documents of a folder that share their text with others; none without a folder."""
    folder = locating.document_folder(documents)
    if folder is None:
        return {}
    from actorgraph.passages.document_checks import reprinted_in

    return reprinted_in(folder)


def _on_spark(
    path: object,
    engine: str,
    session: SparkSession | None,
    master: str | None,
    columns: Mapping[str, str] | None,
) -> Graph:
    if engine != "spark":
        raise UsageError(f"There is no engine {engine!r}; it is local or spark.")
    if not isinstance(path, (str, Path)):
        raise UsageError(
            "Spark needs the one folder that is asked.",
            hint="Write it with `actorgraph convert DATA FOLDER.spark`; then --data FOLDER.spark.",
        )
    from actorgraph.engines.spark import session as sessions
    from actorgraph.engines.spark.places import check_place
    from actorgraph.engines.spark.spark_engine import SparkEngine

    if sessions.is_here(master) if session is None else sessions.has_files_here(session):
        check_place(str(path))
    session = session or sessions.session(master)
    return Graph(SparkEngine(session, str(path), sessions.work_folder(), columns))


def from_frames(
    entities: pandas.DataFrame | None = None, relations: pandas.DataFrame | None = None
) -> Graph:
    """Make a graph of two DataFrames, checked as files are; messages name the lines of a CSV.

    A dict of columns and a list of rows, as pandas makes frames of, do as well.

    Args:
        entities: columns as in entities.csv; None when there are none.
        relations: columns as in relations.csv; source and target at least.

    Raises:
        DataError: with every error of both.
        ArgumentError: if one is no table, or there are no relations.

    Example:
        >>> import pandas
        >>> from actorgraph import from_frames
        >>> claims = pandas.DataFrame({"source": ["Ann"], "target": ["Bo"], "relation": ["knows"]})
        >>> from_frames(None, claims).show("Ann").edges[0].relation
        'knows'
    """
    import tempfile

    from actorgraph.errors import ArgumentError
    from actorgraph.formats.frames import csv_of, frame_given

    if relations is None:
        hint = "Of relations alone: from_frames(relations=frame)."
        raise ArgumentError("relations", "a graph is made of its relations.", hint=hint)
    with tempfile.TemporaryDirectory() as folder:
        for name, frame in (("entities", entities), ("relations", relations)):
            if frame is not None:
                path = Path(folder) / f"{name}.csv"
                path.write_text(csv_of(frame_given(frame, name)), encoding="utf-8", newline="")
        try:
            named, related = _own(Path(folder), {})
        except DataError as error:
            raise DataError([_short(problem) for problem in error.problems]) from None
    return graph_of_tables([*map(_in_no_folder, named)], [*map(_in_no_folder, related)])


def _short(problem: Problem) -> Problem:
    """Name the file of a problem as a frame's file would be called."""
    name = Path(problem.file).name
    return problem._replace(file=name, message=problem.message.replace(problem.file, name))


def graph_of_tables(
    entities: Sequence[Table],
    relations: Sequence[Table],
    outlets: Mapping[str, str] | None = None,
) -> Graph:
    """Make a graph of tables that are in memory.

    Args:
        outlets: from hosts to the names of the entities they belong to.

    Raises:
        DataError: with every error of all.
    """
    from actorgraph.dataset import Dataset
    from actorgraph.engines.local import LocalEngine

    return Graph(LocalEngine(Dataset(entities, relations, outlets=outlets)))


def check_files(
    path: locating.Paths,
    *,
    columns: Mapping[str, str] | None = None,
    documents: str | Path | None = None,
    record: bool = False,
    bars: Bars = unshown,
) -> Answer[Checked]:
    """Check files, also those that are no graph because of their errors.

    Args:
        documents: the folder of the documents, in which quotes and locators are looked up; the
            folder `documents` beside the data where there is one.
        record: whether to write down the SHA-256 of documents that are cited for the first time.
        bars: show how far it is, when much is read.
    """
    from actorgraph.formats.seal import broken_seal
    from actorgraph.queries.check import Checked
    from actorgraph.render.answers import CHECKED, Answer

    paths = locating.listed(path)
    broken = [one for folder in locating.folders_of(paths) for one in broken_seal(folder)]
    with bars("Building the index") as progress:
        graph = _checkable(paths, columns, progress)
    if not isinstance(graph, Graph):
        return Answer(Checked((*graph, *broken)), CHECKED)
    graph.engine.show_progress(bars)
    folder = locating.document_folder(documents) or locating.documents_beside(graph.places)
    notes: list[Problem] = []
    checked_graph = graph.check(folder)
    if record and folder:
        from actorgraph.formats.document_record import record_new

        notes = record_new(folder, checked_graph.result.cited)
    return Answer(Checked((*checked_graph.result.problems, *broken, *notes)), CHECKED)


def _checkable(
    paths: list[Path], columns: Mapping[str, str] | None, progress: Progress
) -> Graph | Sequence[Problem]:
    """Return the graph of files, or everything that is wrong with them if they make none."""
    from actorgraph.engines.local import LocalEngine

    with suppress(DataError):  # of which the tables in memory tell the warnings too
        if graph := _through_index(paths, columns, None, {}, progress):
            return graph
    try:
        dataset = read_dataset(paths, columns=columns)
    except DataError as error:
        return error.problems
    if any(problem.level == "error" for problem in dataset.problems):
        return dataset.problems
    graph = Graph(LocalEngine(dataset))
    graph.places = [place for place in paths if place is not locating.STDIN]
    return graph


def raise_errors_in(folder: Path) -> None:
    """Refuse the tables in a folder if they have errors; by an index where they are large.

    Raises:
        DataError: with every error.
    """
    load(folder)


def read_dataset(
    path: locating.Paths,
    *,
    columns: Mapping[str, str] | None = None,
    format: str | None = None,
) -> Dataset:
    """Read and check the files at a path, or at several; problems are kept, not raised.

    Raises:
        UsageError: if nothing is there.
        DataError: if a file cannot be read as a table at all.
    """
    from actorgraph.dataset import Dataset
    from actorgraph.judgements import Judgements, read_judgements

    entities: list[Table] = []
    relations: list[Table] = []
    judgements = Judgements()
    outlets: dict[str, str] = {}
    for source in locating.listed(path):
        if source is locating.STDIN:
            relations.append(_on_stdin(columns or {}))
            continue
        outlets |= locating.settings_of(source).outlets
        if locating.is_foreign(source, format):
            named, related = _foreign(source, format, columns or {})
        else:
            named, related = _own(source, columns or {})
            if judged := locating.judgements_of(source):
                judgements = read_judgements(judged)
        entities += named
        relations += related
    return Dataset(entities, relations, judgements, outlets)


def _own(path: Path, columns: Mapping[str, str]) -> tuple[list[Table], list[Table]]:
    """Read the tables of a folder, or of one file of relations."""
    from actorgraph.input_tables import entity_table, put_in_order, relation_table

    entity_file, relation_file = locating.tables_of(path)
    settings = locating.settings_of(path)
    named = []
    if entity_file:
        named = [entity_table(entity_file, settings.entities)]
    related = relation_table(relation_file, {**settings.columns, **columns})
    related.symmetric = settings.symmetric
    for table in (*named, related):
        put_in_order(table, settings.date_order)
    return named, [related]


def _on_stdin(columns: Mapping[str, str]) -> Table:
    """Read standard input as a file of relations."""
    import shutil
    import sys
    import tempfile

    from actorgraph.input_tables import relation_table

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / STDIN_NAME
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        try:
            table = relation_table(path, columns)
        except DataError as error:
            raise DataError([_short(problem) for problem in error.problems]) from None
    return _in_no_folder(table)


def _in_no_folder(table: Table) -> Table:
    """Return a table that names itself without the folder in which it lay for a moment."""
    table.file = Path(table.file).name
    table.problems = [_short(problem) for problem in table.problems]
    return table


def _foreign(
    path: Path, format: str | None, columns: Mapping[str, str]
) -> tuple[list[Table], list[Table]]:
    """Read a file of another tool into the two tables that it would be imported to."""
    from actorgraph.formats.content import ENTITY, RELATION
    from actorgraph.formats.deduplicate import Deduplicated
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.writing import NOTHING, columns_of, problems_of_nothing, rows_of
    from actorgraph.input_tables import part_documents
    from actorgraph.tables import table_of

    notes = Notes()
    files = locating.files_at(path)
    rows = (row for one in files for row in rows_of(one, notes, name=format, renamed=columns))
    deduplicated = Deduplicated(rows, notes)
    try:
        tables: list[list[Table]] = []
        for kind in (ENTITY, RELATION):
            header = columns_of(kind, deduplicated.columns[kind])
            parts = _by_part(path, deduplicated.placed_rows(kind))
            tables.append([table_of(file, header, rows) for file, rows in parts.items()])
        if not any(tables):
            raise DataError(problems_of_nothing([path], notes, NOTHING))
        tables[1] = tables[1] or [table_of(str(path), columns_of(RELATION, {}), [])]
    finally:
        deduplicated.close()
    for table in tables[1]:
        part_documents(table)
    noted = [Problem("note", str(path), 0, "", note) for note in notes.sentences()]
    tables[1][0].problems = noted
    return tables[0], tables[1]


def _by_part(
    path: Path, rows: Iterable[tuple[dict[str, str], tuple[str, int]]]
) -> dict[str, list[tuple[dict[str, str], int]]]:
    """Return rows by the file and the part of it they stand in, each with its line or number."""
    parts: dict[str, list[tuple[dict[str, str], int]]] = {}
    for number, (cells, (part, line)) in enumerate(rows, start=1):
        file = f"{path}, {part}" if part else str(path)
        parts.setdefault(file, []).append((cells, line or number))
    return parts
