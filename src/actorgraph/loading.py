"""From a path to a graph, and the graph that people hold.

Finds the files, hands them to an engine, and wraps it in `Graph`, whose methods are the questions.
Leaves out answering them (queries) and showing the answers (render).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from actorgraph import locating, schema
from actorgraph.engine import Engine, Subgraph
from actorgraph.errors import DataError, Problem, UsageError
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.progress import Progress, unreported
from actorgraph.questions import Questions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx
    import pandas
    from pyspark.sql import SparkSession

    from actorgraph.dataset import Dataset
    from actorgraph.formats.content import Content
    from actorgraph.tables import Table

SPARK = ".spark"
"""What a folder of tables for Spark is called."""


def load(
    path: str | Path | Sequence[str | Path] | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    form: str | None = None,
    progress: Progress = unreported,
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
    paths = locating.listed(path)
    if len(paths) == 1 and locating.is_plain(paths[0], form):
        files = locating.tables_of(paths[0])
        if locating.uses_index(file for file in files if file):
            from actorgraph.engines.indexed import IndexedEngine
            from actorgraph.index.build import open_index

            inputs = locating.inputs_of(paths[0], columns)
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
    from actorgraph.engines.spark import session as sessions
    from actorgraph.engines.spark.engine import SparkEngine

    session = session or sessions.session(master)
    return Graph(SparkEngine(session, str(path), sessions.work_folder(), columns))


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
    from actorgraph.records import record_lines

    columns = [str(column) for column in frame.columns]
    missing = frame.isna().to_numpy()
    rows = (
        ["" if gone else _cell(value) for value, gone in zip(row, gaps, strict=True)]
        for row, gaps in zip(frame.itertuples(index=False, name=None), missing, strict=True)
    )
    return "".join(record_lines((columns, *rows)))


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
    for one in locating.listed(path):
        if locating.is_foreign(one, form):
            named, related = _foreign(one, form)
        else:
            named, related = _own(one, columns or {})
            if judged := locating.judgements_of(one):
                judgements = read_judgements(judged)
        entities += named
        relations += related
    return Dataset(entities, relations, judgements)


def _own(path: Path, columns: Mapping[str, str]) -> tuple[list[Table], list[Table]]:
    """The tables of a folder, or of one file of relations."""
    from actorgraph.dataset import relation_table
    from actorgraph.tables import read_table

    entity_file, relation_file = locating.tables_of(path)
    settings = locating.settings_of(path)
    named = []
    if entity_file:
        named = [read_table(entity_file, schema.ENTITY_COLUMNS, renamed=settings.entities)]
    return named, [relation_table(relation_file, {**settings.columns, **columns})]


def _foreign(path: Path, form: str | None) -> tuple[list[Table], list[Table]]:
    """A file of another tool as the two tables it would be imported to."""
    from actorgraph.formats.content import ENTITY, RELATION
    from actorgraph.formats.deduplicate import Deduplicated
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.writing import columns_of, rows_of
    from actorgraph.tables import table_of

    notes = Notes()
    gathered = Deduplicated(rows_of(path, notes, name=form), notes)
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
        from actorgraph.queries.whole_graph import lazy_graph

        with collector_paused():
            return to_networkx(lazy_graph(self.engine))

    def export(
        self,
        path: str | Path,
        part: Subgraph | None = None,
        *,
        title: str | None = None,
        note: str = "",
        form: str | None = None,
        force: bool = False,
        progress: Progress = unreported,
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
    from actorgraph.formats.content import Content

    if part is None:
        return Content(engine.all_entities, engine.all_edges, engine.all_claims)
    found = (claim for edge in part.edges for claim in edge.claims)
    claims = sorted(found, key=lambda claim: (claim.file, claim.line))
    return Content(lambda: part.entities, lambda: part.edges, lambda: claims)
