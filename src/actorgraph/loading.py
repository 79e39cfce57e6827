"""From a path to a graph, and the graph that people hold.

Finds the files, hands them to an engine, and wraps it in `Graph`, whose methods are the questions.
Leaves out answering them (queries) and showing the answers (render).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from actorgraph.errors import UsageError
from actorgraph.graph import NOTHING_LEFT_OUT, Engine, Filter, Subgraph
from actorgraph.index.progress import Progress, nobody

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx
    import pandas

    from actorgraph.dataset import Dataset
    from actorgraph.index.freshness import Inputs

LARGE = 3_000_000
"""Files of more bytes than this, together, are asked through an index: about 20,000 relations."""

_SUFFIXES = (".csv", ".csv.gz")


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
    path: str | Path | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    progress: Progress = nobody,
) -> Graph:
    """Load a graph.

    Args:
        path: a folder with relations.csv and, if there is one, entities.csv; or one CSV file of
            relations. None looks where the command line looks.
        columns: from our column name to the header it has in the file.
        progress: told how far it is, when an index has to be built first.

    Raises:
        UsageError: if nothing is there.
        DataError: with every error of every file.

    Example:
        >>> graph = load()
        >>> graph.engine.entities(["pompeo"])["pompeo"].name
        'Michael Pompeo'
    """
    return Graph(_engine(locate(path).path, columns or {}, progress))


def _engine(path: Path, columns: Mapping[str, str], progress: Progress) -> Engine:
    """In memory while that is the quicker way, else through an index."""
    inputs = inputs_of(path, columns)
    if uses_index(inputs):
        from actorgraph.engines.indexed import IndexedEngine
        from actorgraph.index.build import open_index

        return IndexedEngine(open_index(inputs, progress))
    from actorgraph.dataset import read_files
    from actorgraph.engines.local import LocalEngine

    return LocalEngine(read_files(inputs.entities, inputs.relations, columns))


def inputs_of(path: Path, columns: Mapping[str, str] | None = None) -> Inputs:
    """The files at a path, as an index knows them.

    Raises:
        UsageError: if nothing is there.
    """
    from actorgraph.index.freshness import Inputs

    return Inputs(*_files(path), columns or {})


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
    return sum(file.stat().st_size for file in inputs.files) > LARGE


def read_dataset(path: Path, *, columns: Mapping[str, str] | None = None) -> Dataset:
    """Read and check the files at a path; problems are kept, not raised.

    Raises:
        UsageError: if nothing is there.
        DataError: if a file cannot be read as a table at all.
    """
    from actorgraph.dataset import read_files

    entity_file, relation_file = _files(path)
    return read_files(entity_file, relation_file, columns)


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


class Graph:
    """A graph to ask: `load()` makes one.

    Args:
        engine: where the graph is stored.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def subgraph(self, *, only: Filter = NOTHING_LEFT_OUT) -> Subgraph:
        """The whole graph, as far as the filter leaves it, in memory."""
        edges = tuple(self.engine.all_edges(only))
        entities = self.engine.all_entities()
        if not only.is_empty:
            ends = {end for edge in edges for end in (edge.source, edge.target)}
            entities = (entity for entity in entities if entity.id in ends)
        return Subgraph(tuple(entities), edges)

    def to_networkx(self) -> networkx.MultiDiGraph:
        """A plain NetworkX graph, one edge per edge of ours, its claims among its attributes."""
        from actorgraph.formats.networkx import to_networkx

        return to_networkx(self.subgraph())

    def export(
        self,
        path: str | Path,
        part: Subgraph | None = None,
        *,
        title: str | None = None,
        force: bool = False,
    ) -> list[str]:
        """Write the graph, or a part of it, to a file; the suffix says how.

        Args:
            path: a .html, .json, .graphml, .gexf or .csv file.
            part: what to write; None writes all.
            title: what a page is called.
            force: replace a file that is there.

        Returns:
            A sentence for everything that this kind of file cannot hold.

        Raises:
            UsageError: if the suffix is not known or the file cannot be written.
            FileExistsAlreadyError: if a file is there and force is not given.
        """
        from actorgraph.formats.files import write_text

        path = Path(path)
        part = self.subgraph() if part is None else part
        pieces, lost = _written(path, part, title)
        write_text(path, pieces, force=force)
        return lost

    @property
    def entities(self) -> pandas.DataFrame:
        """One row per entity, every cell a string, under our column names."""
        from actorgraph.formats.frames import entity_frame

        return entity_frame(self.engine.all_entities())

    @property
    def relations(self) -> pandas.DataFrame:
        """One row per claim, every cell a string as it stands in the file."""
        from actorgraph.formats.frames import relation_frame

        return relation_frame(self.engine.all_claims())

    def __repr__(self) -> str:
        """What kind of graph this is."""
        return f"<Graph of {sum(1 for _ in self.engine.all_entities())} entities>"


def _written(path: Path, part: Subgraph, title: str | None) -> tuple[Iterable[str], list[str]]:
    """The text of a file by its suffix, and what it cannot hold."""
    suffix = path.suffix.lower()
    if suffix in (".html", ".htm"):
        from actorgraph.render.html import page

        return [page(part, title=title or path.stem)], []
    if suffix == ".json":
        from actorgraph.formats.json import write_json

        return write_json(part), []
    if suffix == ".csv":
        from actorgraph.formats.csv import lost_in_relations, write_relations

        return write_relations(part), lost_in_relations(part)
    if suffix in (".graphml", ".gexf"):
        from actorgraph.formats.networkx import write_gexf, write_graphml

        return (write_graphml if suffix == ".graphml" else write_gexf)(part), []
    raise UsageError(
        f"{path}: there is no way to write {suffix or 'a file without a suffix'}.",
        hint="Name it .html, .json, .graphml, .gexf or .csv.",
    )
