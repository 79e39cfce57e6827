"""The entities that rows of entities.csv describe, several of one id together, in SQL.

Stands for `Dataset.described` and for what dataset.py refuses as an id twice; what rows of one id
add up to is decided on executors (description_rows.py). Called by resolve.py and problems.py.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from actorgraph.engines.spark import description_rows
from actorgraph.engines.spark.description_rows import DESCRIPTION_ROWS, ENTITY_ROWS
from actorgraph.engines.spark.parquet_tables import declared
from actorgraph.engines.spark.session import mapped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from actorgraph.engines.spark.reader import Keep, TableRows


class UnitedRows:
    """Rows of entities, and what those of one id add up to.

    Args:
        table: None where there is no file of entities.
        keep: sets a table down where executors find it again.

    Attributes:
        rows: each that has an id, in the columns of DESCRIPTION_ROWS.
        files: name and columns of each file.
    """

    def __init__(self, session: SparkSession, table: TableRows | None, keep: Keep) -> None:
        self._keep = keep
        nothing = session.createDataFrame([], declared(DESCRIPTION_ROWS))
        self.rows = (nothing if table is None else table.rows).where("problem is null")
        self.files = [(file.name, list(file.columns)) for file in (table.files if table else ())]

    @cached_property
    def listed(self) -> DataFrame:
        """Every entity once, in the columns of ENTITY_ROWS."""
        columns = list(ENTITY_ROWS)
        if self._again is None:
            return self.rows.select(*columns)
        alone = self.rows.join(self._again, "id", "left_anti").select(*columns)
        several = self.united.where("problem is null").select(*columns)
        return self._keep(alone.unionAll(several))

    @cached_property
    def united(self) -> DataFrame:
        """The entities of several rows, and, with `problem` alone, what is doubtful about them."""
        rows = self._several.where("not taken").select("id", "number", "cells")
        made = mapped(_by_id(rows), description_rows.united(self.files), ENTITY_ROWS)
        return self._keep(made)

    @cached_property
    def taken(self) -> DataFrame:
        """Rows whose id is taken and that may not describe it: id, number, first with the id."""
        return self._several.where("taken").select("id", "number", "first")

    @cached_property
    def named(self) -> DataFrame:
        """From names to the rows that call an entity so: cell, id, number."""
        adding = self.rows.where("adding").selectExpr("explode(names) cell", "id", "number")
        return adding.unionAll(self.listed.selectExpr("names[0] cell", "id", "number"))

    @cached_property
    def is_sourced(self) -> bool:
        """Whether any row names its source."""
        return not self.rows.where("sourced").isEmpty()

    @cached_property
    def describing(self) -> DataFrame | None:
        """The rows that are shown with who says them; None if there are none.

        Columns: row, id, cells, place, which is empty, document, host, attributed_to, via.
        """
        rows = self.rows if self.is_sourced else self.rows.where("evidence")
        if rows.isEmpty():
            return None
        return rows.selectExpr(
            "number row", "id", "cells", "'' place", "document", "host", "attributed_to", "via"
        )

    def described(self, meant: DataFrame) -> DataFrame:
        """Return the descriptions of each entity as a text: id, described.

        Args:
            meant: the describing rows with whom their cells mean, and the publisher.
        """
        rows = meant.selectExpr(
            "id", "row number", "cells", "document", "publisher", "attributed_to", "via"
        )
        make = description_rows.described(self.files, among_sourced=self.is_sourced)
        return mapped(_by_id(rows), make, description_rows.DESCRIBED)

    @cached_property
    def _again(self) -> DataFrame | None:
        """The ids of several rows: id, first and, if any, the first row without an id of its own.

        A row that describes alone is an entity as it stands.
        """
        from pyspark.sql.functions import expr

        counted = self.rows.groupBy("id").agg(
            expr("count(*) count"),
            expr("min(number) first"),
            expr("min(if(given, null, number)) made"),
        )
        repeated = self._keep(counted.where("count > 1").select("id", "first", "made"))
        return None if repeated.isEmpty() else repeated

    @cached_property
    def _several(self) -> DataFrame:
        """The rows of ids of several rows, with `first` and `taken`."""
        if self._again is None:
            return self.rows.selectExpr("*", "number first", "false taken").where("false")
        may_join = "sourced and coalesce(made > number, true)"
        rows = self.rows.join(self._again, "id")
        return rows.selectExpr("*", f"number > first and not ({may_join}) taken")


def _by_id(rows: DataFrame) -> DataFrame:
    """Rows of one id beside each other, in their order."""
    return rows.repartition("id").sortWithinPartitions("id", "number")
