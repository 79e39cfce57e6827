"""The data and the engine of a command, as the command line names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph.cli.output import progress_bar, say, say_warnings
from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from actorgraph.graph import Graph


class Spark(NamedTuple):
    """The Spark that answers.

    Attributes:
        folders: as given with --data, as Spark names them.
        master: as given with --master.
    """

    folders: tuple[str, ...]
    master: str | None


class Context(NamedTuple):
    """The data of a command.

    Attributes:
        paths: as given with --data; empty when it was not.
        renamed: columns as given with --column.
        spark: the Spark that answers; None for the local engine.
        documents: the folder given with --documents, if any.
    """

    paths: tuple[Path, ...] = ()
    renamed: tuple[str, ...] = ()
    spark: Spark | None = None
    documents: Path | None = None

    @property
    def columns(self) -> dict[str, str]:
        """Map our column names to the headers in the file."""
        from actorgraph.settings import relation_columns

        return relation_columns(self.renamed) if self.renamed else {}

    def located(self) -> list[Path]:
        """Find the data; print a note when it is the data that ships with actorgraph."""
        from actorgraph.locating import locate

        if self.spark:
            raise UsageError("This command reads the files themselves; Spark cannot answer it.")
        if self.paths:
            return list(self.paths)
        location = locate()
        if location.why == "seed":
            say(
                "No relations.csv here: answering from the data that ships with actorgraph "
                "(one 2018 article). Use --data PATH for your own."
            )
        return [location.path]

    def graph_quietly(self) -> Graph:
        """Load the graph without any message."""
        from actorgraph.loading import load

        return load(list(self.paths) or None, columns=self.columns)

    def graph(self) -> Graph:
        """Load the graph and print what is unusual about the data."""
        graph = self._graph_on(self.spark) if self.spark else self._graph_here()
        graph.tell = say
        if note := graph.engine.note:
            say(note)
        say_warnings(len(graph.engine.problems))
        if merged := len(graph.engine.merged):
            words = "1 entity is" if merged == 1 else f"{merged:,} entities are"
            say(f"{words} merged into others by judgements.csv.")
        return graph

    def _graph_here(self) -> Graph:
        from actorgraph.loading import load

        with progress_bar("Building the index") as progress:
            return load(
                self.located(), columns=self.columns, documents=self.documents, progress=progress
            )

    def _graph_on(self, spark: Spark) -> Graph:
        from actorgraph.loading import load

        folder = spark.folders[0] if len(spark.folders) == 1 else None
        return load(
            folder,
            columns=self.columns,
            documents=self.documents,
            engine="spark",
            master=spark.master,
        )
