"""From a path to a graph, and the graph that people hold.

Finds the files, hands them to an engine, and wraps it in `Graph`, whose methods are the questions.
Leaves out answering them (queries) and showing the answers (render).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.engine import Engine, Subgraph
from actorgraph.errors import DataError, Problem, UsageError
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.index.progress import Progress, nobody
from actorgraph.questions import Questions
from actorgraph.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx
    import pandas
    from pyspark.sql import SparkSession

    from actorgraph.dataset import Dataset
    from actorgraph.formats.rows import Content
    from actorgraph.index.freshness import Inputs
    from actorgraph.tables import Table

LARGE = 3_000_000
"""Files of more bytes than this, together, are asked through an index: about 20,000 relations.

There a question in memory costs half a second of CPU, building the index a whole one, and each
question on it less than a tenth: it pays from the second question.
"""

GZIP_TRAILER = 4
"""Bytes at the end of a gzip file that give the size of its content."""

JUDGEMENTS = "judgements.csv"
SPARK = ".spark"
"""What a folder of tables for Spark is called."""
_SUFFIXES = (".csv", ".csv.gz")
_TABLES = (*_SUFFIXES, ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Location:
    """Where data was found.

    Attributes:
        why: what led there; "seed" when nothing was found and the shipped data answers.
    """

    path: Path
    why: str


def locate(path: str | Path | None = None) -> Location:
    """Where the data is: the path given, else ACTORGRAPH_DATA, ./data, ., else the seed data."""
    if path is not None:
        return Location(Path(path), "given")
    if named := os.environ.get("ACTORGRAPH_DATA"):
        return Location(Path(named), "ACTORGRAPH_DATA")
    for folder in (Path("data"), Path()):
        if _file(folder, "relations"):
            return Location(folder, "here")
    return Location(seed_folder(), "seed")


def seed_folder() -> Path:
    """The folder of the data that ships with actorgraph."""
    package = Path(__file__).parent
    shipped = package / "data"
    return shipped if shipped.is_dir() else package.parent.parent / "data"


def load(
    path: str | Path | Sequence[str | Path] | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    form: str | None = None,
    progress: Progress = nobody,
    engine: str = "local",
    session: SparkSession | None = None,
    master: str | None = None,
) -> Graph:
    """Load a graph.

    Args:
        path: a folder with relations.csv and, if there is one, entities.csv; or one CSV file of
            relations; or a file of any format that is imported; or several of these, united. None
            looks where the command line looks.
        columns: from our column name to the header it has in the file of relations; what
            actorgraph.toml beside the data says comes second.
        form: the name of the format of a file, where it does not show.
        progress: told how far it is, when an index has to be built first.
        engine: local, or spark: then `path` is a folder that `actorgraph convert` wrote, or one
            of files as they lie, on any path that Spark reads.
        session: of Spark; None makes one on `master` (local[*] if that is None).

    Raises:
        UsageError: if nothing is there, or what Spark needs is missing.
        DataError: with every error of every file.

    Example:
        >>> graph = load()
        >>> graph.engine.entities(["pompeo"])["pompeo"].name
        'Michael Pompeo'
    """
    if engine != "local":
        return _on_spark(path, engine, session, master, columns)
    paths = _paths(path)
    if len(paths) == 1 and _is_plain(paths[0], form):
        inputs = inputs_of(paths[0], columns)
        if uses_index(inputs):
            from actorgraph.engines.indexed import IndexedEngine
            from actorgraph.index.build import open_index

            return Graph(IndexedEngine(open_index(inputs, progress)))
    from actorgraph.engines.local import LocalEngine

    return Graph(LocalEngine(read_dataset(paths, columns=columns, form=form)))


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
    session = session or spark_session(master)
    from actorgraph.engines.spark.engine import SparkEngine

    return Graph(SparkEngine(session, str(path), os.environ.get("ACTORGRAPH_WORK"), columns))


def spark_session(master: str | None) -> SparkSession:
    """A session of Spark on a master; None means SPARK_MASTER, or this machine.

    Raises:
        UsageError: if what it needs is missing, or the master does not answer.
    """
    from actorgraph.engines.spark.session import session

    return session(master or os.environ.get("SPARK_MASTER") or "local[*]")


def convert_on_spark(
    source: str,
    target: str,
    *,
    session: SparkSession,
    columns: Mapping[str, str] | None = None,
    force: bool = False,
) -> list[Problem]:
    """Write files on any path that Spark reads as the tables it is asked by, inside Spark.

    Returns:
        Warnings and notes about the data.

    Raises:
        UsageError: if nothing is there, or something is in the way.
        DataError: with every error, up to a sane number; then nothing is written.
    """
    from actorgraph.engines.spark.convert import convert

    base = os.environ.get("ACTORGRAPH_WORK")
    return convert(session, source, target, columns=columns, base=base, force=force)


def from_frames(entities: pandas.DataFrame | None, relations: pandas.DataFrame) -> Graph:
    """A graph of two DataFrames, checked as files are; lines in messages are those of a CSV.

    Args:
        entities: columns as in entities.csv; None when there are none.
        relations: columns as in relations.csv; source and target at least.

    Raises:
        DataError: with every error of both.

    Example:
        >>> import pandas
        >>> from actorgraph import from_frames
        >>> told = pandas.DataFrame({"source": ["Ann"], "target": ["Bo"], "relation": ["knows"]})
        >>> from_frames(None, told).show("Ann").edges[0].relation
        'knows'
    """
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for name, frame in (("entities", entities), ("relations", relations)):
            if frame is not None:
                path = Path(folder) / f"{name}.csv"
                path.write_text(_text_of(frame), encoding="utf-8", newline="")
        try:
            named, related = _own(Path(folder), {})
        except DataError as error:
            raise DataError([_short(problem) for problem in error.problems]) from None
    for table in (*named, *related):
        table.file = Path(table.file).name
        table.problems = [_short(problem) for problem in table.problems]
    return graph_of_tables(named, related)


def _short(problem: Problem) -> Problem:
    """A problem of a frame, under the name that its file would have."""
    name = Path(problem.file).name
    return problem._replace(file=name, message=problem.message.replace(problem.file, name))


def _text_of(frame: pandas.DataFrame) -> str:
    """A frame as CSV; what is missing is empty, everything else as it is written."""
    from actorgraph.formats.csv import lines

    columns = [str(column) for column in frame.columns]
    missing = frame.isna().to_numpy()
    rows = (
        ["" if gone else _cell(value) for value, gone in zip(row, gaps, strict=True)]
        for row, gaps in zip(frame.itertuples(index=False, name=None), missing, strict=True)
    )
    return "".join((*lines([columns]), *lines(rows)))


def _cell(value: object) -> str:
    """A value as it is written in a CSV file: whole numbers without a fraction, days as days."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    written = getattr(value, "isoformat", None)
    return written().removesuffix("T00:00:00") if written else str(value)


def graph_of_tables(entities: Sequence[Table], relations: Sequence[Table]) -> Graph:
    """A graph of tables that are in memory.

    Raises:
        DataError: with every error of all.
    """
    from actorgraph.dataset import Dataset
    from actorgraph.engines.local import LocalEngine

    return Graph(LocalEngine(Dataset(entities, relations)))


def read_dataset(
    path: str | Path | Sequence[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    form: str | None = None,
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
    for one in _paths(path):
        if _is_foreign(one, form):
            named, related = _foreign(one, form)
        else:
            named, related = _own(one, columns or {})
            beside = (one if one.is_dir() else one.parent) / JUDGEMENTS
            if beside.is_file():
                judgements = read_judgements(beside)
        entities += named
        relations += related
    return Dataset(entities, relations, judgements)


def _paths(path: str | Path | Sequence[str | Path] | None) -> list[Path]:
    if path is None or isinstance(path, (str, Path)):
        return [locate(path).path]
    return [Path(one) for one in path]


def _is_plain(path: Path, form: str | None) -> bool:
    """Whether the data is two files of ours and nothing beside them changes how they are read."""
    if _is_foreign(path, form):
        return False
    folder = path if path.is_dir() else path.parent
    return not (folder / JUDGEMENTS).is_file() and not _settings(path).entities


def _settings(path: Path) -> Settings:
    return read_settings(path if path.is_dir() else path.parent)


def _own(path: Path, columns: Mapping[str, str]) -> tuple[list[Table], list[Table]]:
    """The tables of a folder, or of one file of relations."""
    from actorgraph.dataset import relation_table
    from actorgraph.tables import read_table

    entity_file, relation_file = _files(path)
    settings = _settings(path)
    named = []
    if entity_file:
        named = [read_table(entity_file, schema.ENTITY_COLUMNS, renamed=settings.entities)]
    return named, [relation_table(relation_file, {**settings.columns, **columns})]


def inputs_of(path: Path, columns: Mapping[str, str] | None = None) -> Inputs:
    """The files at a path, as an index knows them.

    Raises:
        UsageError: if nothing is there.
    """
    from actorgraph.index.freshness import Inputs

    return Inputs(*_files(path), {**_settings(path).columns, **(columns or {})})


def uses_index(inputs: Inputs) -> bool:
    """Whether an index is used for these files: when they are large, or as ACTORGRAPH_INDEX says.

    Raises:
        UsageError: if ACTORGRAPH_INDEX is none of auto, always, never.
    """
    told = os.environ.get("ACTORGRAPH_INDEX", "auto")
    if told not in ("auto", "always", "never"):
        raise UsageError(f"ACTORGRAPH_INDEX is {told!r}; it can be auto, always or never.")
    if told != "auto":
        return told == "always"
    return sum(map(_bytes, inputs.files)) > LARGE


def _bytes(file: Path) -> int:
    """The size of a file; of a compressed one that of its content, as it says itself at its end."""
    size = file.stat().st_size
    if file.suffix.lower() != ".gz" or size < GZIP_TRAILER:
        return size
    with file.open("rb") as content:
        content.seek(-GZIP_TRAILER, os.SEEK_END)
        return max(size, int.from_bytes(content.read(), "little"))


def _is_foreign(path: Path, form: str | None) -> bool:
    """Whether a file is no table of ours but another tool's."""
    return path.is_file() and bool(form or not path.name.lower().endswith(_TABLES))


def _foreign(path: Path, form: str | None) -> tuple[list[Table], list[Table]]:
    """A file of another tool as the two tables it would be imported to."""
    from actorgraph.formats.gathering import Gathered
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.rows import ENTITY, RELATION
    from actorgraph.formats.writing import columns_of, rows_of
    from actorgraph.tables import table_of

    notes = Notes()
    gathered = Gathered(rows_of(path, notes, name=form), notes)
    try:
        tables = []
        for kind in (ENTITY, RELATION):
            numbered = ((row, line) for line, row in enumerate(gathered.rows(kind), start=1))
            columns = columns_of(kind, gathered.columns[kind])
            tables.append(table_of(str(path), columns, numbered))
    finally:
        gathered.close()
    said = notes.sentences()
    tables[1].problems = [Problem("note", str(path), 0, "", remark) for remark in said]
    return tables[:1], tables[1:]


def _files(path: Path) -> tuple[Path | None, Path]:
    if path.is_file():
        return None, path
    if not path.exists():
        raise UsageError(
            f"There is no file or folder {path}.",
            hint="Give --data a folder with relations.csv, or one CSV file of relations.",
        )
    relations = _file(path, "relations")
    if relations is None:
        raise UsageError(
            f"The folder {path} holds no relations.csv.",
            hint="It needs at least the columns source and target; "
            "`actorgraph init` makes a folder to start from.",
        )
    return _file(path, "entities"), relations


def _file(folder: Path, stem: str) -> Path | None:
    return next((p for suffix in _SUFFIXES if (p := folder / f"{stem}{suffix}").is_file()), None)


class Graph(Questions):
    """A graph to ask: `load()` makes one.

    Args:
        engine: where the graph is stored.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def subgraph(self, *, only: Filter = NOTHING_LEFT_OUT) -> Subgraph:
        """The whole graph, as far as the filter leaves it, in memory."""
        from actorgraph.index.collector import collector_paused

        with collector_paused():
            edges = tuple(self.engine.all_edges(only))
            entities = self.engine.all_entities()
            if not only.is_empty:
                ends = {end for edge in edges for end in (edge.source, edge.target)}
                entities = (entity for entity in entities if entity.id in ends)
            return Subgraph(tuple(entities), edges)

    def to_networkx(self) -> networkx.MultiDiGraph:
        """A plain NetworkX graph, one edge per edge of ours, its claims among its attributes.

        The attributes are dicts that are read from the files when they are first looked at.

        Example:
            >>> type(load().to_networkx()).__name__
            'MultiDiGraph'
        """
        from actorgraph.formats.networkx import to_networkx
        from actorgraph.index.collector import collector_paused

        with collector_paused():
            return to_networkx(self.engine.lazy_graph())

    def export(
        self,
        path: str | Path,
        part: Subgraph | None = None,
        *,
        title: str | None = None,
        note: str = "",
        form: str | None = None,
        force: bool = False,
        progress: Progress = nobody,
    ) -> list[str]:
        """Write the graph, or a part of it, to a file; the suffix says how.

        Args:
            path: a .html file, or one of a format that `actorgraph formats` lists.
            part: what to write; None writes all.
            title: what a page is called.
            note: a sentence under a page's title, such as what was left out.
            form: the name of the format, where the suffix does not say it.
            force: replace a file that is there; draw a page however large it gets.
            progress: told how far the layout of a page is.

        Returns:
            A sentence for everything that this kind of file cannot hold.

        Raises:
            UsageError: if the suffix is not known or the file cannot be written.
            FileExistsAlreadyError: if a file is there and force is not given.
        """
        path = Path(path)
        if path.suffix.lower() == SPARK and part is None:
            from actorgraph.engines.spark.writing import write

            write(path, self.engine, force=force)
            return []
        if path.suffix.lower() in (".html", ".htm"):
            from actorgraph.formats.files import write_text
            from actorgraph.render.html import page

            drawn = self.subgraph() if part is None else part
            text = page(
                drawn,
                title=title or path.stem,
                note=note,
                others=self._others(drawn),
                force=force,
                progress=progress,
            )
            write_text(path, [text], force=force)
            return []
        from actorgraph.formats.writing import export

        return export(path, _content(self.engine, part), name=form, force=force)

    @property
    def entities(self) -> pandas.DataFrame:
        """One row per entity, every cell a string, under our column names.

        Example:
            >>> load().entities.set_index("id").loc["pompeo", "type"]
            'person'
        """
        from actorgraph.formats.frames import entity_frame

        return entity_frame(self.engine.all_entities())

    @property
    def relations(self) -> pandas.DataFrame:
        """One row per claim, every cell a string as it stands in the file.

        Example:
            >>> len(load().relations)
            184
        """
        from actorgraph.formats.frames import relation_frame

        return relation_frame(self.engine.all_claims())

    def __repr__(self) -> str:
        """What is in it, counted."""
        return "\n".join(repr(self.stats()).splitlines()[:3])


def _content(engine: Engine, part: Subgraph | None) -> Content:
    """What is written: the part, or all that the engine holds, walked and never kept."""
    from actorgraph.formats.rows import Content

    if part is None:
        return Content(engine.all_entities, engine.all_edges, engine.all_claims)
    found = (claim for edge in part.edges for claim in edge.claims)
    claims = sorted(found, key=lambda claim: (claim.file, claim.line))
    return Content(lambda: part.entities, lambda: part.edges, lambda: claims)
