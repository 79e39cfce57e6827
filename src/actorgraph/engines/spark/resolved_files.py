"""The files at a path that Spark reads: read, resolved and checked.

What is wrong with them refuses them here. Called by stores.py and writer.py.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.engines.spark import reader
from actorgraph.engines.spark.faults import said_plainly
from actorgraph.engines.spark.problems import problems
from actorgraph.engines.spark.resolve import Resolved
from actorgraph.engines.spark.session import ship
from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark.sql import SparkSession

    from actorgraph.engines.spark.scratch import Keep

BYTES_AT_ONCE = 24 << 20
"""So many bytes of CSV are one task where tables are joined or sorted."""


class ResolvedFiles:
    """Files of the data, read, resolved and checked.

    Args:
        columns: from our column name to the header it has in the file of relations.
        keep: sets a table down where executors find it again.

    Raises:
        UsageError: if nothing is there.
        DataError: with every error up to a sane number.
    """

    def __init__(
        self, session: SparkSession, path: str, columns: Mapping[str, str], keep: Keep
    ) -> None:
        ship(session)
        data = reader.listed(session, path)
        if data.beside(schema.JUDGEMENTS_FILE):
            raise UsageError(
                f"{path} holds {schema.JUDGEMENTS_FILE}, which Spark does not apply.",
                hint="Convert on one machine, without --engine; the result is asked on Spark.",
            )
        settings = reader.settings_of(session, data)
        if settings.date_order:
            raise UsageError(
                f"{path} orders its dates in actorgraph.toml, which Spark does not apply.",
                hint="`actorgraph check --fix` writes them as year-month-day, once and for all.",
            )
        entities = reader.read_entities(session, data, settings.entities, keep)
        renamed = {**settings.columns, **columns}
        relations = reader.read_relations(session, data, renamed, settings.symmetric, keep)
        self.size = relations.size + (entities.size if entities else 0)
        self.resolved = Resolved(session, entities, relations, keep, settings.outlets)
        with in_pieces(session, self.size):
            self.problems = problems(entities, relations, self.resolved)


@contextmanager
def in_pieces(session: SparkSession, size: int) -> Iterator[None]:
    """Shuffles in as many pieces as the size of the data asks for."""
    name = "spark.sql.shuffle.partitions"
    before = session.conf.get(name) or "200"
    session.conf.set(name, str(1 + size // BYTES_AT_ONCE))
    try:
        with said_plainly("Spark could not answer"):
            yield
    finally:
        with suppress(Exception):  # after Ctrl-C the way to Java may be closed
            session.conf.set(name, before)
