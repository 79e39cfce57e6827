"""The data and the engine of a command, as the command line names them on either side of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from actorgraph.cli.output import bars_of_reading, progress_bar, say, say_warnings
from actorgraph.errors import UsageError
from actorgraph.plurals import counted

if TYPE_CHECKING:
    from pathlib import Path

    from actorgraph.graph import Graph

ANSWERED_FROM_SHIPPED = "actorgraph.answered_from_shipped"
"""Under this a running command notes that it has asked the data that ships with actorgraph."""
SHIPPED = (
    "No relations.csv here: answering from the data that ships with actorgraph "
    "(one 2018 article). Use --data PATH for your own."
)


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
        data: as given with --data, "-" for standard input; empty when it was not.
        renamed: columns as given with --column.
        documents: the folder given with --documents, if any.
        engine: as given with --engine; "" when it was not.
        master: as given with --master.
    """

    data: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    documents: Path | None = None
    engine: str = ""
    master: str | None = None

    @property
    def spark(self) -> Spark | None:
        """The Spark that answers; None for the local engine."""
        if self.engine == "spark" or (not self.engine and self._is_tables()):
            return Spark(self.data, self.master)
        if self.master:
            raise UsageError("--master goes with --engine spark.")
        return None

    def _is_tables(self) -> bool:
        """Whether the data is one folder of tables that `convert` wrote, by its name too."""
        if len(self.data) != 1 or not self.data[0].endswith(".spark"):
            return False
        from actorgraph.engines.spark.places import is_tables

        return is_tables(self.data[0])

    @property
    def columns(self) -> dict[str, str]:
        """Map our column names to the headers in the file."""
        from actorgraph.settings import relation_columns

        return relation_columns(self.renamed) if self.renamed else {}

    @property
    def columns_of_any_table(self) -> dict[str, str]:
        """Map our column names, those of entities too, to the headers in the file."""
        from actorgraph.settings import table_columns

        return table_columns(self.renamed) if self.renamed else {}

    @property
    def is_shipped(self) -> bool:
        """Whether the data that ships with actorgraph answers, for want of other data."""
        from actorgraph.locating import SEED, locate

        return not self.data and self.engine != "spark" and locate().why == SEED

    def located(self) -> tuple[str | Path, ...]:
        """Find the data; print a note when it is the data that ships with actorgraph."""
        from pathlib import Path

        from actorgraph.locating import locate, unread_beside

        if self.spark:
            raise UsageError("This command reads the files themselves; Spark cannot answer it.")
        if self.data:
            for path in self.data:
                if name := unread_beside(Path(path)):
                    say(
                        f"{path} alone is read, without {name} beside it; --data "
                        f"{Path(path).parent} reads a folder."
                    )
            return self.data
        if self.is_shipped:
            say(SHIPPED)
            click.get_current_context().meta[ANSWERED_FROM_SHIPPED] = True
        return (locate().path,)

    @property
    def places(self) -> list[Path]:
        """Where the data is: as given with --data, else as it is found."""
        from pathlib import Path

        from actorgraph.locating import locate

        return [Path(one) for one in self.data] or [locate().path]

    def require_own_data(self, purpose: str) -> None:
        """Refuse to go on with the data that ships with actorgraph.

        Args:
            purpose: what there is nothing to do for: "to check".

        Raises:
            UsageError: if nobody has named any other data.
        """
        if self.is_shipped:
            from actorgraph.locating import seed_folder, tables_here

            there = tables_here()
            hint = f"Here are {', '.join(there)}: name one with --data. " if there else ""
            raise UsageError(
                f"No relations.csv here {purpose}.",
                hint=f"{hint}`actorgraph init FOLDER` makes one to start from; the data that ships "
                f"with actorgraph is --data {seed_folder()}",
            )

    def graph_quietly(self) -> Graph:
        """Load the graph without any message."""
        from actorgraph.loading import load

        return load(self.data or None, columns=self.columns)

    def graph_again(self) -> Graph:
        """Load the graph anew, without any message, as `graph` loaded it."""
        from actorgraph.loading import load

        if spark := self.spark:
            return self._graph_on(spark)
        return load(self.data or None, columns=self.columns, documents=self.documents)

    def graph(self) -> Graph:
        """Load the graph and print what is unusual about the data."""
        graph = self._graph_on(spark) if (spark := self.spark) else self._graph_here()
        graph.tell = say
        graph.engine.show_progress(bars_of_reading())
        if note := graph.engine.note:
            say(note)
        say_warnings(len(graph.engine.problems))
        if merged := len(graph.engine.merged):
            words = counted(merged, "entity is", "entities are")
            say(f"{words} merged into others by judgements.csv.")
        return graph

    def _graph_here(self) -> Graph:
        from actorgraph.loading import load

        with progress_bar("Building the index") as progress:
            return load(
                self.located(), columns=self.columns, documents=self.documents, progress=progress
            )

    def _graph_on(self, spark: Spark) -> Graph:
        from actorgraph.engines.spark.waiting import show_on
        from actorgraph.loading import load

        show_on(sys.stderr)
        folder = spark.folders[0] if len(spark.folders) == 1 else None
        return load(
            folder,
            columns=self.columns,
            documents=self.documents,
            engine="spark",
            master=spark.master,
        )
